import type { Services } from '../services.ts';
import { loadLines, loadOrders } from './order.store.ts';

/** A page of orders whose parcel with lenses is gone, by id, which is by time. No order is told twice while new ones come in. */
export async function shippedLensOrders(services: Services, page: { afterId: string | null; limit: number }) {
  const found = await services.database.query<{ id: string }>(
    `SELECT id FROM sales_order WHERE has_lab AND placed_at IS NOT NULL AND shipped_at IS NOT NULL AND cancelled_at IS NULL
       AND ($1::text IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [page.afterId, page.limit],
  );
  const ids = found.map(({ id }) => id);
  const [orders, lines] = await Promise.all([loadOrders(services.database, ids), loadLines(services.database, ids)]);
  return {
    orders: orders
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((order) => ({
        placed: {
          orderId: order.id,
          number: order.number,
          owner: { kind: order.ownerKind, id: order.ownerId },
          reservationId: order.reservationId ?? '',
          placedAt: order.placedAt!.toISOString(),
          promiseDate: order.promiseDate,
          readyBy: order.readyBy,
          total: { amountMinor: order.totalMinor.toString(), currency: order.currency },
          lines: lines
            .filter(({ orderId, quantity }) => orderId === order.id && quantity > 0)
            .map((line) => ({
              orderLineId: line.id,
              variantId: line.variantId,
              sku: line.sku,
              title: line.title,
              kind: line.kind,
              quantity: line.quantity,
              lens: line.lens,
              frame: line.frame,
              components: line.bundle,
              prescriptionId: line.prescriptionId,
            })),
        },
        shippedAt: order.shippedAt!.toISOString(),
        deliveredAt: order.deliveredAt?.toISOString() ?? null,
      })),
    nextAfterId: found.length < page.limit ? null : ids.at(-1)!,
  };
}
