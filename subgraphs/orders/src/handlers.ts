import { type HandledJob, handleJob } from '@opticworks/kernel';
import { remindAwaited } from './awaited/remind-awaited.ts';
import { settleAwaitedPrice } from './awaited/settle-awaited-price.ts';
import { takeTypedPrescription } from './awaited/take-typed-prescription.ts';
import {
  AskReview,
  ExpireCarts,
  MakeRefund,
  MeasurePromises,
  Reconcile,
  ReleaseOrderCoupons,
  RemindAwaited,
  SendMail,
  SendReturnLabel,
  SettleAwaitedPrice,
  TakeTypedPrescription,
  TakeWebhook,
} from './jobs.ts';
import { sendMail } from './mail/send-mail.ts';
import { loadLines, loadOrder } from './orders/order.store.ts';
import { makeRefund } from './payments/make-refund.ts';
import { measurePromises } from './promise/measure-promises.ts';
import { reconcile } from './reconciliation/reconcile.ts';
import { sendReturnLabel } from './returns/send-return-label.ts';
import type { Services } from './services.ts';
import { orderFactsFor, pairsFor } from './shipping/insist-on-release.ts';
import { takeWebhook } from './webhooks/take-webhook.ts';

const ABANDONED_AFTER_MS = 90 * 86_400_000;

export function jobHandlers(services: Services): HandledJob[] {
  return [
    handleJob(SendMail, ({ mailId }) => sendMail(services, mailId)),
    handleJob(MakeRefund, ({ refundId }) => makeRefund(services, refundId)),
    handleJob(TakeWebhook, ({ webhookId }) => takeWebhook(services, webhookId)),
    handleJob(SendReturnLabel, ({ returnId }) => sendReturnLabel(services, returnId)),
    handleJob(ReleaseOrderCoupons, ({ orderId }) => services.pricing.release(orderId)),
    handleJob(AskReview, async ({ orderId, prescriptionId }) => {
      const order = await loadOrder(services.database, orderId);
      if (!order) return;
      const lines = (await loadLines(services.database, [orderId])).filter(({ quantity }) => quantity > 0);
      const ids = new Set(
        prescriptionId ? [prescriptionId] : lines.flatMap((line) => (line.prescriptionId ? [line.prescriptionId] : [])),
      );
      for (const id of ids)
        await services.prescriptions.requestReview(id, orderId, order.number, {
          facts: orderFactsFor(order, lines, id),
          pairs: pairsFor(lines, id),
        });
    }),
    handleJob(SettleAwaitedPrice, ({ orderLineId }) => settleAwaitedPrice(services, orderLineId)),
    handleJob(TakeTypedPrescription, ({ orderLineId }) => takeTypedPrescription(services, orderLineId)),
    handleJob(RemindAwaited, () => remindAwaited(services)),
    handleJob(MeasurePromises, () => measurePromises(services)),
    handleJob(Reconcile, () => reconcile(services)),
    handleJob(ExpireCarts, async () => {
      const before = new Date(services.clock.now().getTime() - ABANDONED_AFTER_MS);
      await services.database.query("DELETE FROM cart WHERE updated_at < $1 AND state <> 'converted'", [before]);
    }),
  ];
}
