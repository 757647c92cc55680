import { type RequestContext, refuse, type Tx } from '@opticworks/kernel';
import { ReturnInspected } from '@opticworks/schema/events/orders';
import { ERRORS } from '../errors.ts';
import { loadLines, loadOrder } from '../orders/order.store.ts';
import { makeRefund } from '../payments/make-refund.ts';
import { openRefund } from '../payments/open-refund.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { moveReturn } from './move-return.ts';
import type { ReturnRequest } from './return.entity.ts';
import { refundOfUnits } from './return.rules.ts';
import { linesOfReturns, needReturn } from './return.store.ts';

export interface Verdict {
  orderLineId: string;
  verdict: 'AS_NEW' | 'DEFECTIVE' | 'USED' | 'DAMAGED_BY_CUSTOMER';
  restock: boolean;
}

/** Verdicts that give no money back: the goods came back used or broken by the customer. */
const NO_REFUND: ReadonlySet<Verdict['verdict']> = new Set(['USED', 'DAMAGED_BY_CUSTOMER'] as const);

/**
 * Inspection decides per line what goes back on the shelf and what is paid back. A line is worth its share of what was paid
 * for it, tax included; the units refunded before have taken the first shares.
 */
export async function inspectReturn(
  services: Services,
  ctx: RequestContext,
  returnId: string,
  verdicts: Verdict[],
): Promise<ReturnRequest> {
  const staff = requireStaffFor(ctx, 'returns.receive');
  const wanted = await needReturn(services.database, returnId);
  const order = (await loadOrder(services.database, wanted.orderId))!;
  const now = services.clock.now();
  const refundId = await services.database.transaction(
    async (tx) => {
      if (!(await moveReturn(tx, { returnId, to: 'INSPECTED', at: now, actor: staff.name }))) {
        refuse(ERRORS.RETURN_MOVE_NOT_ALLOWED, { status: wanted.status, to: 'INSPECTED' });
      }
      // Locked first: two inspections of the same order must not count the same units.
      await tx.query('SELECT 1 FROM order_line WHERE order_id = $1 ORDER BY id FOR UPDATE', [order.id]);
      const orderLines = new Map((await loadLines(tx, [order.id])).map((line) => [line.id, line]));
      const returned = await linesOfReturns(tx, [returnId]);
      const byLine = new Map(verdicts.map((verdict) => [verdict.orderLineId, verdict]));
      if (returned.some((line) => !byLine.has(line.orderLineId))) refuse(ERRORS.RETURN_LINE_UNKNOWN);
      const refundedBefore = await unitsRefundedBefore(tx, wanted);
      const inspected: { lineId: string; orderLineId: string; verdict: string; restock: boolean; refund: bigint }[] =
        [];
      let total = 0n;
      let tax = 0n;
      for (const line of returned) {
        const { verdict, restock } = byLine.get(line.orderLineId)!;
        const sold = orderLines.get(line.orderLineId)!;
        const before = refundedBefore.get(line.orderLineId) ?? 0;
        const pays = !NO_REFUND.has(verdict);
        const worth = (paid: bigint) => refundOfUnits(paid, sold.quantity, before, line.quantity, order.currency);
        const refund = pays ? worth(sold.totalMinor + sold.taxMinor) : 0n;
        const ofTax = pays ? worth(sold.taxMinor) : 0n;
        total += refund;
        tax += ofTax > refund ? refund : ofTax;
        inspected.push({
          lineId: line.id,
          orderLineId: line.orderLineId,
          verdict,
          restock,
          refund,
        });
      }
      const refunds = inspected.map(({ refund }) => refund.toString());
      await tx.query(
        `UPDATE return_line l SET verdict = d.verdict, restock = d.restock, refund_minor = d.refund
         FROM unnest($1::text[], $2::text[], $3::boolean[], $4::bigint[]) AS d(id, verdict, restock, refund) WHERE l.id = d.id`,
        [
          inspected.map(({ lineId }) => lineId),
          inspected.map(({ verdict }) => verdict),
          inspected.map(({ restock }) => restock),
          refunds,
        ],
      );
      await tx.query(
        `UPDATE order_line l SET refunded_minor = l.refunded_minor + d.refund
         FROM unnest($1::text[], $2::bigint[]) AS d(id, refund) WHERE l.id = d.id`,
        [inspected.map(({ orderLineId }) => orderLineId), refunds],
      );
      await tx.query('UPDATE return_request SET refund_minor = $2 WHERE id = $1', [returnId, total.toString()]);
      await tx.publish(
        ReturnInspected,
        {
          returnId,
          number: wanted.number,
          orderId: order.id,
          lines: returned.flatMap((line) => {
            const sold = orderLines.get(line.orderLineId)!;
            const { restock } = byLine.get(line.orderLineId)!;
            // A bundle goes back on the shelf as its parts; lenses made to a prescription never do.
            const parts = sold.bundle.length > 0 ? sold.bundle : [{ sku: sold.sku, quantity: 1 }];
            return parts.map((part) => ({
              orderLineId: line.orderLineId,
              sku: part.sku,
              quantity: part.quantity * line.quantity,
              restock: restock && !sold.requiresLab,
            }));
          }),
        },
        { aggregate: 'return', aggregateId: returnId, topics: ['orders', `order:${order.id}`] },
      );
      if (total === 0n) {
        await moveReturn(tx, {
          returnId,
          to: 'REFUNDED',
          at: now,
          actor: staff.name,
          text: 'The return is complete; nothing is refunded.',
        });
        return null;
      }
      return openRefund(services, tx, {
        order,
        returnId,
        purpose: `return:${returnId}`,
        amountMinor: total,
        taxMinor: tax,
        reason: `Return ${wanted.number}`,
        beforeSale: false,
      });
    },
    { name: 'inspect return' },
  );
  if (refundId) {
    await makeRefund(services, refundId).catch((error: unknown) =>
      services.log.warn({ err: error, refundId }, 'A refund will be tried again.'),
    );
  }
  return needReturn(services.database, returnId);
}

/** Units of each order line that other returns of the order were paid back for. */
async function unitsRefundedBefore(tx: Tx, { orderId, id }: ReturnRequest): Promise<Map<string, number>> {
  const rows = await tx.query<{ orderLineId: string; units: number }>(
    `SELECT l.order_line_id AS "orderLineId", sum(l.quantity)::int AS units
     FROM return_request r JOIN return_line l ON l.return_id = r.id
     WHERE r.order_id = $1 AND r.id <> $2 AND l.refund_minor > 0 GROUP BY l.order_line_id`,
    [orderId, id],
  );
  return new Map(rows.map(({ orderLineId, units }) => [orderLineId, units]));
}
