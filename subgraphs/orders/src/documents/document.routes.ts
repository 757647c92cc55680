import { type Principal, signLink, verifyLink } from '@opticworks/kernel';
import type { FastifyInstance } from 'fastify';
import { loadLines, loadOrderByNumber } from '../orders/order.store.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import { paymentsOfOrders } from '../payments/payment.store.ts';
import { maySeeMoney, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { shipmentsOfOrders } from '../shipping/shipment.store.ts';
import { invoicePdf } from './invoice.pdf.ts';
import { invoiceOf, type PaperSource, packingSlipOf } from './order-papers.ts';
import { packingSlipPdf } from './packing-slip.pdf.ts';

export type Paper = 'invoice' | 'packing-slip';
const LINK_MS = 24 * 3_600_000;

/** The address of a paper. Its token opens this one paper for a day, so that a browser tab without a session can show it. */
export function paperUrl(services: Services, paper: Paper, order: { id: string; number: string }): string {
  const expiresAt = new Date(services.clock.now().getTime() + LINK_MS);
  const token = signLink(services.settings.LINK_SECRET, { subject: `${paper}:${order.id}`, expiresAt });
  return `/orders/documents/${paper}/${order.number}.pdf?token=${encodeURIComponent(token)}`;
}

function mayOpen(
  services: Services,
  paper: Paper,
  order: SalesOrder,
  principal: Principal | undefined,
  token: string,
): boolean {
  const opened = token ? verifyLink(services.settings.LINK_SECRET, token, services.clock.now()) : null;
  if (opened?.subject === `${paper}:${order.id}`) return true;
  if (!principal) return false;
  return paper === 'invoice' ? maySeeMoney(principal, order) : staffMay({ principal }, 'shipments.read');
}

/** `/orders/documents/invoice/<number>.pdf` and `/orders/documents/packing-slip/<number>.pdf`. */
export function documentRoutes(services: Services) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const paper of ['invoice', 'packing-slip'] as const) {
      app.get<{ Params: { file: string }; Querystring: { token?: string } }>(
        `/documents/${paper}/:file`,
        async (request, reply) => {
          const order = await loadOrderByNumber(
            services.database,
            request.params.file.replace(/\.pdf$/, '').toUpperCase(),
          );
          const { principal } = request as { principal?: Principal };
          // The same answer for what is not there and what is not theirs.
          if (!order?.placedAt || !mayOpen(services, paper, order, principal, String(request.query.token ?? ''))) {
            return reply
              .code(404)
              .send({ code: 'ORDER_NOT_FOUND', message: 'There is no such document, or its link has run out.' });
          }
          const source = await sourceOf(services, order);
          const pdf =
            paper === 'invoice'
              ? await invoicePdf(invoiceOf(services, source))
              : await packingSlipPdf(packingSlipOf(services, source));
          return reply
            .type('application/pdf')
            .header('content-disposition', `inline; filename="${paper}-${order.number}.pdf"`)
            .header('cache-control', 'private, no-store')
            .send(pdf);
        },
      );
    }
  };
}

async function sourceOf(services: Services, order: SalesOrder): Promise<PaperSource> {
  const ids = [order.id];
  const [lines, payments, refunds, shipments] = await Promise.all([
    loadLines(services.database, ids),
    paymentsOfOrders(services.database, ids),
    services.database.query<{ settledAt: Date; amountMinor: string }>(
      `SELECT coalesce(settled_at, created_at) AS "settledAt", amount_minor AS "amountMinor" FROM refund
       WHERE order_id = $1 AND state <> 'failed' ORDER BY created_at`,
      [order.id],
    ),
    shipmentsOfOrders(services.database, ids),
  ]);
  return {
    order,
    // Papers are about what is sold and sent.
    lines: lines.filter(({ quantity }) => quantity > 0),
    payments,
    refunds: refunds.map((refund) => ({ settledAt: refund.settledAt, amountMinor: BigInt(refund.amountMinor) })),
    shipment: shipments.filter(({ status }) => status !== 'VOIDED').at(-1) ?? null,
  };
}
