import { processWebhook } from '@opticworks/kernel';
import { finaliseOrder } from '../checkout/finalise-order.ts';
import type { PaymentNotice } from '../payments/payment.provider.ts';
import { isCaptured, paymentOfCheckout, runningAttempt } from '../payments/payment.store.ts';
import { takeRefundNotice, takeRefundsOf } from '../payments/refund-at-provider.ts';
import { actOn } from '../payments/settle-payment.ts';
import { noteBreak } from '../reconciliation/note-break.ts';
import type { Services } from '../services.ts';
import type { TrackingReport } from '../shipping/shipping.provider.ts';
import { takeTracking } from '../shipping/take-tracking.ts';

/** What was read from a verified body is stored beside it as one header, so the signature is checked once, at the door. */
export const NOTICE_HEADER = 'x-opticworks-notice';

/**
 * Handles one stored webhook. A payment notice only says where to look: the provider's API decides. Repeated and reordered
 * notices end where the first one did.
 */
export async function takeWebhook(services: Services, webhookId: string): Promise<void> {
  let notice: PaymentNotice | null = null;
  await processWebhook(services.database, webhookId, async (webhook, tx) => {
    const stored = JSON.parse(webhook.headers[NOTICE_HEADER] ?? 'null') as
      | PaymentNotice
      | { report: TrackingReport | null }
      | null;
    if (!stored) return;
    if ('report' in stored) {
      if (!stored.report) return;
      const details = stored.report.details.map((detail) => ({ ...detail, at: new Date(detail.at) }));
      await takeTracking(services, tx, { ...stored.report, details });
      return;
    }
    notice = stored;
    // Payments are settled in transactions of their own: each step of it must stand by itself after a crash.
    await takePaymentNotice(services, stored);
    if (stored.type.startsWith('charge.dispute.') && stored.paymentId) {
      await noteBreak(tx, services.clock, {
        kind: 'DISPUTE',
        subject: stored.paymentId,
        detail: `The customer's bank disputes payment ${stored.paymentId} (${stored.type}). No refund may be made while it is open.`,
      });
    }
  });
  if (notice) services.log.info({ webhookId, type: (notice as PaymentNotice).type }, 'A payment notice was handled.');
}

async function takePaymentNotice(services: Services, notice: PaymentNotice): Promise<void> {
  if (notice.refundId) {
    await takeRefundNotice(services, notice.refundId);
    return;
  }
  if (notice.paymentId && notice.type === 'charge.refunded') {
    await takeRefundsOf(services, notice.paymentId);
    return;
  }
  if (!notice.paymentId || !notice.type.startsWith('payment_intent.')) return;
  if (notice.type === 'payment_intent.succeeded' && (await isCaptured(services.database, notice.paymentId))) return;
  const truth = await services.payments.look(notice.paymentId);
  if (!truth.checkoutId) return;
  const payment = await paymentOfCheckout(services.database, truth.checkoutId);
  if (!payment) {
    if (truth.state === 'succeeded') await finaliseOrder(services, truth.checkoutId, truth);
    return;
  }
  await actOn(services, truth.checkoutId, payment, await runningAttempt(services.database, payment.id), truth);
}
