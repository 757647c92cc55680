import { type HandledJob, handleJob } from '@opticworks/kernel';
import type { SupplierMailProvider } from '../mail/supplier-mail.provider.ts';
import { writeOrderMail } from '../mail/write-order-mail.ts';
import { lockOrder } from '../purchase-orders/locked-order.ts';
import { markSent } from '../purchase-orders/send-purchase-order.ts';
import { SupplierEntity } from '../suppliers/supplier.entity.ts';
import type { Purchasing } from '../use-case.ts';
import { MailPurchaseOrder } from './mail-purchase-order.ts';

/** The call happens outside the transaction, with a key of the order's own: a crash between both mails once. */
export function handleMailPurchaseOrder(purchasing: Purchasing, mail: SupplierMailProvider): HandledJob {
  const { database, settings } = purchasing;
  return handleJob(MailPurchaseOrder, async ({ purchaseOrderId }) => {
    const letter = await database.transaction(async (tx) => {
      const locked = await lockOrder(tx, purchaseOrderId);
      if (locked.order.status !== 'APPROVED') return null;
      const supplier = await tx.manager.findOneByOrFail(SupplierEntity, { id: locked.order.supplierId });
      return writeOrderMail(supplier, locked, settings);
    });
    if (!letter) return;
    await mail.send(letter);
    await database.transaction(
      async (tx) => {
        const locked = await lockOrder(tx, purchaseOrderId);
        if (locked.order.status !== 'APPROVED') return;
        await tx.query(
          "UPDATE document SET status = 'SENT' WHERE purchase_order_id = $1 AND format = 'MAIL' AND status = 'QUEUED'",
          [purchaseOrderId],
        );
        await markSent(tx, purchasing, locked, `Sent by mail to ${letter.to}`);
      },
      { name: 'mark mailed order' },
    );
  });
}
