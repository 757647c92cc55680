import { pendingWebhooks } from '@opticworks/kernel';
import { closeCheckout } from '../checkout/close-checkout.ts';
import { sendMail } from '../mail/send-mail.ts';
import { makeRefund } from '../payments/make-refund.ts';
import { takeRefund } from '../payments/refund-at-provider.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import type { Services } from '../services.ts';
import { resumeLabel } from '../shipping/buy-label.ts';
import { needShipment } from '../shipping/shipment.store.ts';
import { takeWebhook } from '../webhooks/take-webhook.ts';
import { noteBreak } from './note-break.ts';

const BATCH = 100;
const STUCK_AFTER_MS = 15 * 60_000;
/** Refunds at the provider are compared that often, and that far back: its own notices are sent again for three days. */
const COMPARE_EACH_MINUTES = 10;
const COMPARED_MS = 4 * 86_400_000;

/**
 * Looks after everything that waits for somebody else: payments without an answer, leases that ran out, refunds, labels,
 * webhooks and mails left behind. Each step is what the normal way would have done; one failure does not stop the rest.
 */
export async function reconcile(services: Services): Promise<void> {
  const now = services.clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const soon = before(services.settings.RECONCILE_AFTER_SECONDS * 1000);

  await each(
    services,
    'payment',
    idsOf(
      services,
      `SELECT checkout_id AS id FROM payment WHERE status = 'PENDING' AND created_at < $1 ORDER BY created_at LIMIT ${BATCH}`,
      soon,
    ),
    async (id) => {
      const settled = await settlePayment(services, id);
      if (settled === 'unknown')
        await noteIfStuck(services, 'PAYMENT_UNKNOWN', id, 'payment', 'checkout_id', before(STUCK_AFTER_MS));
    },
  );
  await each(
    services,
    'checkout',
    idsOf(
      services,
      `SELECT id FROM checkout WHERE state = 'open' AND expires_at < $1 ORDER BY expires_at LIMIT ${BATCH}`,
      now,
    ),
    (id) => closeCheckout(services, id, 'expired'),
  );
  await each(
    services,
    'refund',
    idsOf(
      services,
      `SELECT id FROM refund WHERE state IN ('pending', 'accepted') AND created_at < $1 ORDER BY created_at LIMIT ${BATCH}`,
      soon,
    ),
    (id) => makeRefund(services, id),
  );
  if (now.getUTCMinutes() % COMPARE_EACH_MINUTES === 0) await compareRefunds(services, before(COMPARED_MS));
  await each(
    services,
    'label',
    idsOf(
      services,
      `SELECT id FROM shipment WHERE status = 'CREATED' AND direction = 'outbound' AND provider_id IS NOT NULL AND created_at < $1 LIMIT ${BATCH}`,
      soon,
    ),
    async (id) => resumeLabel(services, await needShipment(services.database, id)),
  );
  await each(
    services,
    'mail',
    idsOf(
      services,
      `SELECT id FROM mail WHERE status = 'queued' AND created_at < $1 ORDER BY created_at LIMIT ${BATCH}`,
      before(60_000),
    ),
    (id) => sendMail(services, id),
  );
  await each(services, 'webhook', pendingWebhooks(services.database, before(60_000), BATCH), (id) =>
    takeWebhook(services, id),
  );
}

/** Refunds the provider has and we have not: made there, and the notice of it was lost. */
async function compareRefunds(services: Services, since: Date): Promise<void> {
  const refunds = services.payments.refundsSince(since).catch((error: unknown) => {
    services.log.warn({ err: error }, 'The refunds at the payment service could not be compared; trying again later.');
    return [];
  });
  const made = new Map((await refunds).map((refund) => [refund.id, refund]));
  const known = await services.database.query<{ id: string }>(
    'SELECT provider_id AS id FROM refund WHERE provider_id = ANY($1)',
    [[...made.keys()]],
  );
  for (const { id } of known) made.delete(id);
  await each(services, 'refund at the provider', Promise.resolve([...made.keys()]), (id) =>
    takeRefund(services, made.get(id)!),
  );
}

async function idsOf(services: Services, sql: string, at: Date): Promise<string[]> {
  return (await services.database.query<{ id: string }>(sql, [at])).map(({ id }) => id);
}

async function each(
  services: Services,
  what: string,
  ids: Promise<string[]>,
  work: (id: string) => Promise<unknown>,
): Promise<void> {
  for (const id of await ids) {
    try {
      await work(id);
    } catch (error) {
      services.log.warn({ err: error, what, id }, 'Something waiting could not be settled; trying again later.');
    }
  }
}

async function noteIfStuck(
  services: Services,
  kind: string,
  id: string,
  table: string,
  column: string,
  since: Date,
): Promise<void> {
  const stuck = await services.database.query(`SELECT 1 FROM ${table} WHERE ${column} = $1 AND created_at < $2`, [
    id,
    since,
  ]);
  if (stuck.length === 0) return;
  await services.database.transaction((tx) =>
    noteBreak(tx, services.clock, {
      kind,
      subject: id,
      detail: 'The payment service has given no answer about this checkout.',
    }),
  );
}
