import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

/**
 * What this subgraph does later. Whoever enqueues loads these; the handlers are wired in index.ts. Mails and webhooks have rows of their
 * own that `reconcile` looks after, so they need the queue only when they fail.
 */
export const SendMail = defineJob('orders.send-mail', z.object({ mailId: z.string() }), {
  retryLimit: 8,
  concurrency: 2,
  atOnce: true,
});
export const MakeRefund = defineJob('orders.make-refund', z.object({ refundId: z.string() }), { retryLimit: 8 });
export const TakeWebhook = defineJob('orders.take-webhook', z.object({ webhookId: z.string() }), {
  retryLimit: 8,
  concurrency: 2,
  atOnce: true,
});
/** Of all prescriptions of an order, or of one that none of its lines has yet. */
export const AskReview = defineJob(
  'orders.ask-review',
  z.object({ orderId: z.string(), prescriptionId: z.string().optional() }),
  { retryLimit: 12 },
);
/** A paper that came later than its order was typed in. */
export const TakeTypedPrescription = defineJob(
  'orders.take-typed-prescription',
  z.object({ orderLineId: z.string() }),
  {
    retryLimit: 12,
  },
);
/** After the sign-off of a prescription that came later than its order: the difference goes back. */
export const SettleAwaitedPrice = defineJob('orders.settle-awaited-price', z.object({ orderLineId: z.string() }), {
  retryLimit: 12,
});
/** Hourly: who has yet to send a prescription. */
export const RemindAwaited = defineJob('orders.remind-awaited', z.object({}).loose(), {
  cron: '11 * * * *',
  retryLimit: 2,
  exclusive: true,
});
export const ReleaseOrderCoupons = defineJob('orders.release-coupons', z.object({ orderId: z.string() }), {
  retryLimit: 12,
});
export const SendReturnLabel = defineJob('orders.send-return-label', z.object({ returnId: z.string() }), {
  retryLimit: 8,
});
/** Each minute: leases that ran out, payments and refunds without an answer, webhooks and mails left behind. */
export const Reconcile = defineJob('orders.reconcile', z.object({}).loose(), {
  cron: '* * * * *',
  retryLimit: 0,
  exclusive: true,
});
/** What past promises were missed by, for the next ones. */
export const MeasurePromises = defineJob('orders.measure-promises', z.object({}).loose(), {
  cron: '*/10 * * * *',
  retryLimit: 0,
  exclusive: true,
});
export const ExpireCarts = defineJob('orders.expire-carts', z.object({}).loose(), {
  cron: '17 3 * * *',
  retryLimit: 2,
});
