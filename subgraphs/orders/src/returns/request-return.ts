import { newId, type RequestContext, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { SendReturnLabel } from '../jobs.ts';
import { loadLines } from '../orders/order.store.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import { recordEvent } from '../orders/record-event.ts';
import { visibleOrder } from '../orders/visible-order.ts';
import { actorName, forbid, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { moveReturn, tellReturn } from './move-return.ts';
import type { ReturnRequest } from './return.entity.ts';
import { approvesItself, returnableQuantity, returnHindrance, returnObstacle } from './return.rules.ts';
import { needReturn } from './return.store.ts';
import type { ReturnReason } from './return-reasons.ts';

export interface ReturnWish {
  orderLineId: string;
  quantity: number;
  reason: ReturnReason;
  note?: string | null;
}

/**
 * Opens a return. The quantities are taken from the lines by the statement that checks them, so two requests cannot return
 * the same unit. Plain goods are approved at once; what needs an eye waits for a person.
 */
export async function requestReturn(
  services: Services,
  ctx: RequestContext,
  orderId: string,
  wishes: ReturnWish[],
): Promise<ReturnRequest> {
  const order = await visibleOrder(services, ctx, orderId);
  if (ctx.principal.kind === 'partner' || (ctx.principal.kind === 'staff' && !staffMay(ctx, 'returns.decide')))
    forbid();
  if (wishes.length === 0) refuse(ERRORS.RETURN_LINES_MISSING);
  if (new Set(wishes.map(({ orderLineId }) => orderLineId)).size < wishes.length) refuse(ERRORS.RETURN_LINE_TWICE);
  const now = services.clock.now();
  const byStaff = ctx.principal.kind === 'staff';
  const days = services.settings.RETURN_WINDOW_DAYS;
  const hindrance = returnHindrance(order, { byStaff, now, windowDays: days });
  if (hindrance === 'NOT_DELIVERED') refuse(ERRORS.RETURN_NOT_DELIVERED);
  if (hindrance === 'WINDOW_PASSED') refuse(ERRORS.RETURN_WINDOW_PASSED, { days });
  const lines = new Map((await loadLines(services.database, [orderId])).map((line) => [line.id, line]));
  let automatic = true;
  for (const wish of wishes) {
    const line = lines.get(wish.orderLineId);
    if (!line) refuse(ERRORS.RETURN_LINE_UNKNOWN);
    const obstacle = returnObstacle(line, wish.quantity, wish.reason);
    if (obstacle === 'MADE_TO_ORDER') refuse(ERRORS.RETURN_MADE_TO_ORDER, { title: line.title });
    if (obstacle === 'QUANTITY') refuse(ERRORS.RETURN_QUANTITY, { left: returnableQuantity(line), title: line.title });
    automatic &&= approvesItself(line, wish.reason);
  }
  const returnId = newId('return');
  await services.database.transaction(
    async (tx) => {
      const [asked] = await tx.query<{ number: string }>(
        `INSERT INTO return_request (id, number, order_id, status, currency, created_at)
         VALUES ($1, 'RMA-' || nextval('return_number'), $2, 'REQUESTED', $3, $4)
         RETURNING number`,
        [returnId, orderId, order.currency, now],
      );
      await takeUnits(tx, orderId, lines, wishes);
      await tx.query(
        `INSERT INTO return_line (id, return_id, order_line_id, quantity, reason, note)
         SELECT d.id, $1, d.line_id, d.quantity, d.reason, d.note
         FROM unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::text[]) AS d(id, line_id, quantity, reason, note)`,
        [
          returnId,
          wishes.map(() => newId('return_line')),
          wishes.map(({ orderLineId }) => orderLineId),
          wishes.map(({ quantity }) => quantity),
          wishes.map(({ reason }) => reason),
          wishes.map(({ note }) => writtenText(note, 500, 'note')),
        ],
      );
      await recordEvent(tx, {
        orderId,
        returnId,
        at: now,
        kind: 'RETURN_REQUESTED',
        text: 'A return was requested.',
        actor: actorName(ctx.principal),
      });
      await tellReturn(tx, { returnId, orderId, number: asked!.number, status: 'REQUESTED' });
      if (automatic) {
        await moveReturn(tx, { returnId, to: 'APPROVED', at: now, actor: 'system' });
        await tx.enqueue(SendReturnLabel, { returnId }, { singletonKey: returnId });
      }
    },
    { name: 'request return' },
  );
  return needReturn(services.database, returnId);
}

/** @throws RETURN_QUANTITY when another return took units of a line first */
async function takeUnits(
  tx: Tx,
  orderId: string,
  lines: ReadonlyMap<string, OrderLineRow>,
  wishes: readonly ReturnWish[],
): Promise<void> {
  // In one order for everybody: the rows of an UPDATE are locked as they come.
  tx.send('SELECT 1 FROM order_line WHERE order_id = $1 ORDER BY id FOR UPDATE', [orderId]);
  const taken = await tx.query<{ id: string }>(
    `UPDATE order_line l SET returned_quantity = l.returned_quantity + w.quantity
     FROM unnest($1::text[], $2::int[]) AS w(id, quantity)
     WHERE l.id = w.id AND l.returned_quantity + w.quantity <= l.quantity RETURNING l.id`,
    [wishes.map(({ orderLineId }) => orderLineId), wishes.map(({ quantity }) => quantity)],
  );
  const ids = new Set(taken.map(({ id }) => id));
  const short = wishes.find(({ orderLineId }) => !ids.has(orderLineId));
  if (short) refuse(ERRORS.RETURN_QUANTITY, { left: 0, title: lines.get(short.orderLineId)!.title });
}
