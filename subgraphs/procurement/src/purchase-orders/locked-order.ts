import { newId, refuse, type Tx } from '@opticworks/kernel';
import { PurchasingChanged } from '@opticworks/schema/events/procurement';
import { ERRORS } from '../errors.ts';
import { PurchaseOrderEntity } from './purchase-order.entity.ts';
import { nextStatus, type PurchaseOrderAction, type PurchaseOrderStatusName } from './purchase-order.state.ts';
import { PurchaseOrderLineEntity } from './purchase-order-line.entity.ts';

export interface LockedOrder {
  order: PurchaseOrderEntity;
  lines: PurchaseOrderLineEntity[];
}

/** Locks an order with its lines: whoever changes any of it holds this lock. @throws PURCHASE_ORDER_UNKNOWN */
export async function lockOrder(tx: Tx, id: string): Promise<LockedOrder> {
  const order = await tx.manager.findOne(PurchaseOrderEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!order) refuse(ERRORS.PURCHASE_ORDER_UNKNOWN);
  const lines = await tx.manager.find(PurchaseOrderLineEntity, {
    where: { purchaseOrderId: id },
    order: { position: 'ASC' },
  });
  return { order, lines };
}

/** @throws PURCHASE_ORDER_STATE */
export function moveOf(order: PurchaseOrderEntity, action: PurchaseOrderAction): PurchaseOrderStatusName {
  return (
    nextStatus(order.status, action) ??
    refuse(ERRORS.PURCHASE_ORDER_STATE, {
      number: order.number,
      status: order.status.toLowerCase().replaceAll('_', ' '),
    })
  );
}

/** Writes the order's own fields, counts its version and tells the screens. */
export async function saveOrder(tx: Tx, order: PurchaseOrderEntity): Promise<void> {
  order.version += 1;
  // Its row is locked and was read with the lock: `save` would read it once more to see what has changed.
  const { id, ...fields } = order;
  await tx.manager.update(PurchaseOrderEntity, { id }, fields);
  await orderChanged(tx, order);
}

export function orderChanged(tx: Tx, order: PurchaseOrderEntity): Promise<void> {
  return tx.publish(
    PurchasingChanged,
    { purchaseOrderId: order.id, proposalId: null, status: order.status },
    { aggregate: 'purchase_order', aggregateId: order.id, topics: ['purchasing'] },
  );
}

/** One line of the order's history. */
export const note = (
  tx: Tx,
  order: { id: string },
  at: Date,
  kind: string,
  text: string,
  actor: string,
): Promise<void> => noteAll(tx, order, at, [{ kind, text }], actor);

/** Lines of the order's history that come at once. */
export const noteAll = (
  tx: Tx,
  order: { id: string },
  at: Date,
  lines: readonly { kind: string; text: string }[],
  actor: string,
): Promise<void> =>
  noteOrders(
    tx,
    at,
    lines.map((line) => ({ ...line, orderId: order.id })),
    actor,
  );

/** The same in the histories of several orders. */
export async function noteOrders(
  tx: Tx,
  at: Date,
  lines: readonly { orderId: string; kind: string; text: string }[],
  actor: string,
): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `INSERT INTO purchasing_entry (id, purchase_order_id, at, kind, text, actor)
     SELECT d.id, d.order_id, $1, d.kind, d.text, $2
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS d(id, order_id, kind, text)`,
    [
      at,
      actor,
      lines.map(() => newId('entry')),
      lines.map(({ orderId }) => orderId),
      lines.map(({ kind }) => kind),
      lines.map(({ text }) => text),
    ],
  );
}
