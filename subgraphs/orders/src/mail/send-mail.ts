import { signLink } from '@opticworks/kernel';
import { isAwaited } from '../awaited/awaited.store.ts';
import { inWords } from '../money.ts';
import { linesOfMail, ORDER_COLUMNS, orderFrom } from '../orders/order.store.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { Services } from '../services.ts';
import { carrierName } from '../shipping/carrier-names.ts';
import type { MailContent, MailKind } from './mail.content.ts';
import type { MailFacts } from './mail.facts.ts';

interface MailOfOrder extends SalesOrder {
  mailKind: MailKind;
  recipient: string;
  facts: MailFacts;
  mailStatus: 'queued' | 'sent' | 'failed';
}

const LINK_DAYS = 180;

/** The token that opens an order to whoever holds it. */
export function orderToken(services: Services, orderId: string): string {
  const expiresAt = new Date(services.clock.now().getTime() + LINK_DAYS * 86_400_000);
  return signLink(services.settings.LINK_SECRET, { subject: orderId, expiresAt });
}

export function orderUrl(services: Services, order: { id: string; number: string }): string {
  return `${services.settings.SHOP_URL}/orders/${order.number}?token=${encodeURIComponent(orderToken(services, order.id))}`;
}

/** Sends one mail. Its own id is the key at the mail service, so a repeated run sends nothing twice. */
export async function sendMail(services: Services, mailId: string): Promise<void> {
  const [[mail], lines] = await services.database.onOne((one) =>
    Promise.all([
      one.query<MailOfOrder>(
        `SELECT m.kind AS "mailKind", m.recipient, m.facts, m.status AS "mailStatus", ${ORDER_COLUMNS}
         FROM mail m JOIN sales_order o ON o.id = m.order_id WHERE m.id = $1`,
        [mailId],
      ),
      linesOfMail(one, mailId),
    ]),
  );
  if (!mail || mail.mailStatus === 'sent') return;
  const order = orderFrom(mail);
  // Loaded with the first letter: the renderer is heavy, and most processes answer requests long before they write one.
  const { renderMail } = await import('./render-mail.tsx');
  const letter = await renderMail(contentOf(mail.mailKind, order, lines, mail.facts, orderUrl(services, order)));
  const providerId = await services.mail.send({
    from: services.settings.MAIL_FROM,
    to: mail.recipient,
    ...letter,
    idempotencyKey: mailId,
  });
  await services.database.query(
    "UPDATE mail SET status = 'sent', sent_at = $2, provider_id = $3, subject = $4 WHERE id = $1",
    [mailId, services.clock.now(), providerId, letter.subject],
  );
}

/** Everything a letter may say, in the reader's format. */
export function contentOf(
  kind: MailKind,
  order: SalesOrder,
  lines: readonly OrderLineRow[],
  facts: MailFacts,
  url: string,
): MailContent {
  const amount = (amountMinor: bigint) => inWords({ amountMinor, currency: order.currency }, order.locale);
  return {
    kind,
    locale: order.locale,
    orderNumber: order.number,
    recipient: order.shippingAddress.name,
    orderUrl: url,
    lines: lines
      .filter(({ quantity }) => quantity > 0)
      .map((line) => ({
        title: line.title,
        detail: line.detail,
        quantity: line.quantity,
        total: amount(line.totalMinor),
      })),
    totals: [
      { label: 'subtotal', amount: amount(order.subtotalMinor) },
      ...(order.discountMinor > 0n ? [{ label: 'discount' as const, amount: `−${amount(order.discountMinor)}` }] : []),
      { label: 'shipping', amount: amount(order.shippingMinor) },
      { label: 'tax', amount: amount(order.taxMinor) },
      { label: 'total', amount: amount(order.totalMinor) },
    ],
    shippingAddress: order.shippingAddress,
    promiseDate: order.promiseDate,
    awaitsPrescription: lines.some(isAwaited),
    tracking: facts.trackingCode
      ? {
          carrier: carrierName(facts.carrier ?? ''),
          code: facts.trackingCode,
          url: facts.trackingUrl ?? null,
          estimatedDelivery: facts.estimatedDelivery ?? null,
        }
      : null,
    refund: facts.amount ? { amount: facts.amount, reason: facts.reason ?? null } : null,
    returnNumber: facts.returnNumber ?? null,
    labelUrl: facts.labelUrl ?? null,
    whyAgain: facts.problem ? { problem: facts.problem, costsMore: facts.costsMore ?? null } : null,
    cancelled: facts.cancelled ?? null,
    reason: facts.reason ?? null,
  };
}
