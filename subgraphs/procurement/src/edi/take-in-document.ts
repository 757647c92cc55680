import { isUniqueViolation, newId, refuse, type StaffPrincipal, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { recordIn } from '../invoices/record-supplier-invoice.ts';
import { cancelLocked } from '../purchase-orders/cancel-purchase-order.ts';
import { type LockedOrder, lockOrder, note, noteAll, saveOrder } from '../purchase-orders/locked-order.ts';
import { nextStatus } from '../purchase-orders/purchase-order.state.ts';
import type { PurchaseOrderLineEntity } from '../purchase-orders/purchase-order-line.entity.ts';
import { SupplierEntity } from '../suppliers/supplier.entity.ts';
import type { Purchasing } from '../use-case.ts';
import { DocumentEntity } from './document.entity.ts';
import type { IncomingMessage, ItemCode, OrderResponse, ShipNotice } from './edi-documents.ts';
import { EdiError } from './edi-error.ts';
import { readEdi } from './read-edi.ts';

/**
 * Takes in a partner's document: all of it or, when any rule is broken, nothing of it. A control number that came before changes
 * nothing. @returns the purchase order it speaks of
 */
export async function takeInDocument(purchasing: Purchasing, staff: StaffPrincipal, text: string): Promise<string> {
  const messages = parse(text);
  try {
    return await purchasing.database.transaction(
      async (tx) => {
        let orderId = '';
        for (const message of messages) orderId = await takeInMessage(tx, purchasing, staff, message, text);
        return orderId;
      },
      { name: 'take in document' },
    );
  } catch (error) {
    if (isUniqueViolation(error, 'document_once'))
      refuse(ERRORS.EDI_DUPLICATE, { control: messages[0]!.controlNumber });
    throw error;
  }
}

function parse(text: string): IncomingMessage[] {
  try {
    const messages = readEdi(text);
    if (messages.length === 0) throw new EdiError('ST', 'The interchange is empty.');
    return messages;
  } catch (error) {
    if (error instanceof EdiError)
      refuse(ERRORS.EDI_INVALID, { rule: error.rule, detail: error.message }, { cause: error });
    throw error;
  }
}

async function takeInMessage(
  tx: Tx,
  purchasing: Purchasing,
  staff: StaffPrincipal,
  message: IncomingMessage,
  text: string,
): Promise<string> {
  if (message.isTest && purchasing.mode === 'production') refuse(ERRORS.EDI_TEST_IN_PRODUCTION);
  const ours = message.format === 'X12' ? purchasing.settings.PROCUREMENT_X12_ID : purchasing.settings.PROCUREMENT_GLN;
  if (message.receiverId !== ours) refuse(ERRORS.EDI_NOT_OURS, { receiver: message.receiverId });
  const supplier = await tx.manager.findOneBy(SupplierEntity, { ediId: message.senderId, ediKind: message.format });
  if (!supplier) refuse(ERRORS.EDI_PARTNER_UNKNOWN, { sender: message.senderId });
  const locked = await lockOrder(tx, await orderIdOf(tx, supplier, message));
  await tx.manager.insert(DocumentEntity, {
    id: newId('doc'),
    purchaseOrderId: locked.order.id,
    supplierId: supplier.id,
    kind: message.code,
    direction: 'IN',
    format: message.format,
    controlNumber: message.controlNumber,
    status: 'PROCESSED',
    at: purchasing.clock.now(),
    text,
  });
  const { document } = message;
  switch (document.kind) {
    case 'SYNTAX_ACK':
      await acknowledge(tx, purchasing, locked, document.groupControlNumber, document.accepted, supplier);
      break;
    case 'ORDER_RESPONSE':
      await applyResponse(tx, purchasing, locked, document, supplier);
      break;
    case 'SHIP_NOTICE':
      await announce(tx, purchasing, locked, document, supplier);
      break;
    case 'INVOICE': {
      const lines = document.lines.map((line) => ({
        sku: lineOf(locked, line.codes).sku,
        quantity: line.quantity,
        unitCost: line.unitCost,
      }));
      await recordIn(
        tx,
        purchasing,
        locked,
        { number: document.number, lines, total: document.total, tax: document.tax },
        supplier.name,
      );
      break;
    }
  }
  purchasing.log.info(
    { document: message.code, purchaseOrder: locked.order.number, by: staff.id },
    'Document taken in.',
  );
  return locked.order.id;
}

async function orderIdOf(tx: Tx, supplier: SupplierEntity, { document }: IncomingMessage): Promise<string> {
  if (document.kind === 'SYNTAX_ACK') {
    const [sent] = await tx.query<{ purchase_order_id: string }>(
      "SELECT purchase_order_id FROM document WHERE supplier_id = $1 AND direction = 'OUT' AND control_number = $2",
      [supplier.id, document.groupControlNumber],
    );
    return (
      sent?.purchase_order_id ?? refuse(ERRORS.EDI_ORDER_UNKNOWN, { number: `of group ${document.groupControlNumber}` })
    );
  }
  const [order] = await tx.query<{ id: string }>(
    'SELECT id FROM purchase_order WHERE supplier_id = $1 AND number = $2',
    [supplier.id, document.orderNumber],
  );
  return order?.id ?? refuse(ERRORS.EDI_ORDER_UNKNOWN, { number: document.orderNumber });
}

/** Syntax only: the order is readable there, nothing is confirmed. */
async function acknowledge(
  tx: Tx,
  purchasing: Purchasing,
  { order }: LockedOrder,
  controlNumber: string,
  accepted: boolean,
  supplier: SupplierEntity,
): Promise<void> {
  await tx.query(
    "UPDATE document SET status = $3 WHERE supplier_id = $1 AND direction = 'OUT' AND control_number = $2",
    [supplier.id, controlNumber, accepted ? 'ACKNOWLEDGED' : 'REJECTED'],
  );
  const text = accepted
    ? 'The supplier can read our order'
    : 'The supplier could not read our order: correct it and send it anew';
  await note(tx, order, purchasing.clock.now(), accepted ? 'ACKNOWLEDGED' : 'SYNTAX_REJECTED', text, supplier.name);
  await saveOrder(tx, order);
}

async function applyResponse(
  tx: Tx,
  purchasing: Purchasing,
  locked: LockedOrder,
  response: OrderResponse,
  supplier: SupplierEntity,
): Promise<void> {
  const { order } = locked;
  const now = purchasing.clock.now();
  if (response.outcome === 'REJECTED') {
    await cancelLocked(tx, purchasing, locked, 'The supplier rejected the order', supplier.name);
    return;
  }
  const confirmed = new Map<string, string>();
  const notes: { kind: string; text: string }[] = [];
  for (const answer of response.lines) {
    const line = lineOf(locked, answer.codes);
    const dates = answer.parts.flatMap((part) => (part.expectedOn ? [part.expectedOn] : []));
    // The line is complete when its last part is there.
    const confirmedOn = dates.sort().at(-1) ?? null;
    if (confirmedOn) {
      line.confirmedOn = confirmedOn;
      confirmed.set(line.id, confirmedOn);
    }
    for (const part of answer.parts.filter((other) => other.answer !== 'ACCEPTED')) {
      const when = part.expectedOn ? `, expected ${part.expectedOn}` : '';
      notes.push({
        kind: part.answer,
        text: `${part.quantity} × ${line.sku}: ${part.answer.toLowerCase().replace('_', ' ')}${when}`,
      });
    }
  }
  if (confirmed.size > 0)
    await tx.query(
      `UPDATE purchase_order_line l SET confirmed_on = d.confirmed_on
       FROM unnest($1::text[], $2::date[]) AS d(id, confirmed_on) WHERE l.id = d.id`,
      [[...confirmed.keys()], [...confirmed.values()]],
    );
  const next = nextStatus(order.status, 'confirm');
  if (next) order.status = next;
  notes.push({
    kind: 'CONFIRMED',
    text: response.outcome === 'ACCEPTED' ? 'Confirmed as ordered' : 'Confirmed with changes',
  });
  await noteAll(tx, order, now, notes, supplier.name);
  await saveOrder(tx, order);
}

async function announce(
  tx: Tx,
  purchasing: Purchasing,
  locked: LockedOrder,
  notice: ShipNotice,
  supplier: SupplierEntity,
): Promise<void> {
  const content = notice.lines
    .map((line) => `${line.quantity} × ${lineOf(locked, line.codes).sku}${line.lot ? ` lot ${line.lot}` : ''}`)
    .join(', ');
  const tracking = notice.trackingCode ? `, tracking ${notice.trackingCode}` : '';
  const text = `Shipment ${notice.number}${notice.shippedOn ? ` of ${notice.shippedOn}` : ''}: ${content}${tracking}`;
  await note(tx, locked.order, purchasing.clock.now(), 'SHIPPED', text, supplier.name);
  await saveOrder(tx, locked.order);
}

function lineOf({ order, lines }: LockedOrder, codes: readonly ItemCode[]): PurchaseOrderLineEntity {
  const line = lines.find((other) =>
    codes.some(
      (code) =>
        (code.kind === 'VENDOR' && code.value === other.supplierSku) ||
        (code.kind === 'BUYER' && code.value === other.sku) ||
        (code.kind === 'GTIN' && other.gtin !== null && code.value.padStart(14, '0') === other.gtin.padStart(14, '0')),
    ),
  );
  return line ?? refuse(ERRORS.EDI_ITEM_UNKNOWN, { code: codes[0]?.value ?? '?', number: order.number });
}
