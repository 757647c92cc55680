import { Fault, newId, type Tx, toDecimalString } from '@opticworks/kernel';
import { PurchaseOrderSent } from '@opticworks/schema/events/procurement';
import { DocumentEntity } from '../edi/document.entity.ts';
import type { OutgoingOrder } from '../edi/edi-documents.ts';
import { writeOrders } from '../edi/edifact/write-orders.ts';
import { write850 } from '../edi/x12/write-850.ts';
import { MailPurchaseOrder } from '../jobs/mail-purchase-order.ts';
import { writeOrderMail } from '../mail/write-order-mail.ts';
import { SupplierEntity } from '../suppliers/supplier.entity.ts';
import type { Purchasing } from '../use-case.ts';
import { type LockedOrder, moveOf, note, saveOrder } from './locked-order.ts';

/**
 * Puts the order on its way. An EDI document is written beside the change and counts as sent; a mail is queued, and the order
 * counts as sent when the mail service has taken it.
 */
export async function sendPurchaseOrder(tx: Tx, purchasing: Purchasing, locked: LockedOrder): Promise<void> {
  const { order } = locked;
  const now = purchasing.clock.now();
  const supplier = await tx.manager.findOneByOrFail(SupplierEntity, { id: order.supplierId });
  const [control] = await tx.query<{ n: string }>("SELECT nextval('edi_control_number') AS n");
  const controlNumber = Number(control!.n);
  const document = {
    id: newId('doc'),
    purchaseOrderId: order.id,
    supplierId: supplier.id,
    direction: 'OUT' as const,
    at: now,
  };
  if (supplier.ediKind === 'NONE') {
    const text = writeOrderMail(supplier, locked, purchasing.settings).text;
    await tx.manager.insert(DocumentEntity, {
      ...document,
      kind: 'MAIL',
      format: 'MAIL',
      controlNumber: String(controlNumber),
      status: 'QUEUED',
      text,
    });
    await tx.enqueue(MailPurchaseOrder, { purchaseOrderId: order.id }, { singletonKey: order.id });
    await saveOrder(tx, order);
    return;
  }
  const isX12 = supplier.ediKind === 'X12';
  await tx.manager.insert(DocumentEntity, {
    ...document,
    kind: isX12 ? '850' : 'ORDERS',
    format: supplier.ediKind,
    controlNumber: isX12 ? String(controlNumber) : `OW${controlNumber}`,
    status: 'SENT',
    text: writeEdi(purchasing, supplier, locked, controlNumber),
  });
  await markSent(tx, purchasing, locked, `Sent as ${isX12 ? 'X12 850' : 'EDIFACT ORDERS'} to ${supplier.name}`);
}

/** The supplier has it now: the goods count as on order. */
export async function markSent(
  tx: Tx,
  purchasing: Purchasing,
  { order, lines }: LockedOrder,
  text: string,
): Promise<void> {
  const now = purchasing.clock.now();
  order.status = moveOf(order, 'send');
  order.sentAt = now;
  await note(tx, order, now, 'SENT', text, 'system');
  await saveOrder(tx, order);
  await tx.publish(
    PurchaseOrderSent,
    {
      purchaseOrderId: order.id,
      number: order.number,
      lines: lines.map((line) => ({
        sku: line.sku,
        quantity: line.quantity,
        expectedOn: line.confirmedOn ?? order.requestedOn,
      })),
    },
    { aggregate: 'purchase_order', aggregateId: order.id, topics: ['purchasing'] },
  );
}

function writeEdi(
  purchasing: Purchasing,
  supplier: SupplierEntity,
  { order, lines }: LockedOrder,
  controlNumber: number,
): string {
  const { settings } = purchasing;
  if (!supplier.ediId) throw new Fault(`Supplier ${supplier.code} has no EDI id.`);
  const outgoing: OutgoingOrder = {
    number: order.number,
    orderedOn: purchasing.clock.today(),
    requestedOn: order.requestedOn,
    currency: order.currency,
    shipTo: { name: settings.PROCUREMENT_SHIP_TO_NAME, code: settings.PROCUREMENT_SHIP_TO_CODE },
    lines: lines.map((line) => ({
      quantity: line.quantity,
      unitCost: toDecimalString({ amountMinor: line.unitCostMinor, currency: order.currency }),
      code:
        supplier.ediKind === 'EDIFACT' && line.gtin
          ? { kind: 'GTIN' as const, value: line.gtin }
          : { kind: 'VENDOR' as const, value: line.supplierSku },
      description: line.itemName,
    })),
  };
  const isTest = purchasing.mode !== 'production';
  if (supplier.ediKind === 'X12') {
    return write850(outgoing, {
      senderQualifier: 'ZZ',
      senderId: settings.PROCUREMENT_X12_ID,
      receiverQualifier: 'ZZ',
      receiverId: supplier.ediId,
      controlNumber,
      at: purchasing.clock.now(),
      isTest,
    });
  }
  return writeOrders(outgoing, {
    senderGln: settings.PROCUREMENT_GLN,
    receiverGln: supplier.ediId,
    controlReference: `OW${controlNumber}`,
    at: purchasing.clock.now(),
    isTest,
  });
}
