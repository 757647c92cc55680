import { type RequestContext, refuse, type Tx } from '@opticworks/kernel';
import { ShipmentDelivered, ShipmentShipped } from '@opticworks/schema/events/orders';
import { ERRORS } from '../errors.ts';
import { saleEntry } from '../journal/journal.rules.ts';
import { postEntry } from '../journal/post-entry.ts';
import { writeMail } from '../mail/write-mail.ts';
import { moveOrder } from '../orders/move-order.ts';
import { ORDER_COLUMNS, orderFrom } from '../orders/order.store.ts';
import { recordEvent } from '../orders/record-event.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import { actorName, requireStaffFor } from '../permissions.ts';
import { measurePromise } from '../promise/keep-promise.ts';
import { noteBreak } from '../reconciliation/note-break.ts';
import type { Services } from '../services.ts';
import { carrierName } from './carrier-names.ts';
import { insistOnRelease } from './insist-on-release.ts';
import type { ShipmentRow } from './shipment.entity.ts';
import { type ShipmentStatus, sourcesOfShipment } from './shipment.state.ts';
import { needShipment } from './shipment.store.ts';

/** The parcel was handed to the carrier. */
export async function markShipped(services: Services, ctx: RequestContext, shipmentId: string): Promise<ShipmentRow> {
  requireStaffFor(ctx, 'shipments.make');
  const shipment = await needShipment(services.database, shipmentId);
  if (shipment.shippedAt) return shipment;
  if (shipment.direction === 'outbound') await insistOnRelease(services, shipment.orderId);
  await services.database.transaction(
    async (tx) => {
      // Under its lock: whoever cancels at this moment comes first or is refused.
      const [order] = await tx.query<{ status: string }>('SELECT status FROM sales_order WHERE id = $1 FOR UPDATE', [
        shipment.orderId,
      ]);
      if (shipment.direction === 'outbound' && order?.status === 'CANCELLED')
        refuse(ERRORS.ORDER_CANCELLED_NOT_SHIPPED);
      const moved = await moveShipment(
        services,
        tx,
        shipment,
        'IN_TRANSIT',
        services.clock.now(),
        actorName(ctx.principal),
      );
      if (!moved) refuse(ERRORS.SHIPMENT_MOVE_NOT_ALLOWED, { status: shipment.status, to: 'IN_TRANSIT' });
    },
    { name: 'mark shipped' },
  );
  return needShipment(services.database, shipmentId);
}

/**
 * Moves a parcel forward, with everything that hangs on it: the order's state, the sale in the journal, events and mails.
 * A step the carrier never reported is made up for: a delivery of a parcel that was never scanned also ships it.
 * @returns whether it moved; late and repeated news does not move it
 */
export async function moveShipment(
  services: Services,
  tx: Tx,
  shipment: ShipmentRow,
  to: ShipmentStatus,
  at: Date,
  actor: string,
): Promise<boolean> {
  const [moved] = await tx.query<{ first: boolean }>(
    `UPDATE shipment s SET status = $2::text, version = s.version + 1,
       shipped_at = CASE WHEN $2::text = ANY($5::text[]) THEN coalesce(s.shipped_at, $4::timestamptz) ELSE s.shipped_at END,
       delivered_at = CASE WHEN $2::text = 'DELIVERED' THEN $4::timestamptz ELSE s.delivered_at END
     FROM (SELECT id, status, shipped_at FROM shipment WHERE id = $1 FOR UPDATE) before
     WHERE s.id = before.id AND before.status = ANY($3::text[]) RETURNING before.shipped_at IS NULL AS first`,
    [shipment.id, to, sourcesOfShipment(to), at, ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'EXCEPTION', 'DELIVERED']],
  );
  if (!moved) return false;
  if (shipment.direction === 'return') return true;
  const [row] = await tx.query<SalesOrder>(`SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.id = $1`, [
    shipment.orderId,
  ]);
  const order = orderFrom(row!);
  if (order.status === 'CANCELLED') {
    if (moved.first) await noteStrayParcel(services, tx, shipment, order, at);
    return true;
  }
  if (moved.first && to !== 'RETURNED') await ship(tx, shipment, order, at, actor);
  if (to === 'OUT_FOR_DELIVERY') {
    await writeMail(tx, { order, kind: 'OUT_FOR_DELIVERY', key: shipment.id, facts: factsOf(shipment), at });
  }
  if (to === 'DELIVERED') await deliver(tx, shipment, order, at, actor);
  await measurePromise(services, tx, order.id);
  return true;
}

/** A parcel of a cancelled order left all the same: its money went back, so no sale is booked; a person gets the goods back. */
async function noteStrayParcel(
  services: Services,
  tx: Tx,
  shipment: ShipmentRow,
  order: SalesOrder,
  at: Date,
): Promise<void> {
  await recordEvent(tx, {
    orderId: order.id,
    at,
    kind: 'SHIPPED_AFTER_CANCEL',
    text: `${carrierName(shipment.carrier)} has parcel ${shipment.trackingCode} of this cancelled order.`,
    actor: 'system',
    internal: true,
  });
  await noteBreak(tx, services.clock, {
    kind: 'SHIPPED_AFTER_CANCEL',
    subject: shipment.id,
    detail: `${order.number} was cancelled and refunded, but its parcel ${shipment.trackingCode} left. Call it back.`,
  });
}

const factsOf = (shipment: ShipmentRow) => ({
  carrier: shipment.carrier,
  trackingCode: shipment.trackingCode,
  trackingUrl: shipment.trackingUrl,
  estimatedDelivery: shipment.estimatedDelivery,
});

async function ship(tx: Tx, shipment: ShipmentRow, order: SalesOrder, at: Date, actor: string): Promise<void> {
  await moveOrder(tx, { orderId: order.id, to: 'SHIPPED', at, actor });
  postEntry(tx, order, saleEntry(order.id, order.number, order), at);
  await tx.publish(
    ShipmentShipped,
    {
      shipmentId: shipment.id,
      orderId: order.id,
      orderNumber: order.number,
      carrier: shipment.carrier,
      trackingCode: shipment.trackingCode,
    },
    { aggregate: 'order', aggregateId: order.id, topics: ['orders'] },
  );
  await writeMail(tx, { order, kind: 'SHIPPED', key: shipment.id, facts: factsOf(shipment), at });
}

async function deliver(tx: Tx, shipment: ShipmentRow, order: SalesOrder, at: Date, actor: string): Promise<void> {
  await moveOrder(tx, { orderId: order.id, to: 'DELIVERED', at, actor });
  await tx.publish(
    ShipmentDelivered,
    { shipmentId: shipment.id, orderId: order.id, deliveredAt: at.toISOString() },
    { aggregate: 'order', aggregateId: order.id, topics: ['orders'] },
  );
  await writeMail(tx, { order, kind: 'DELIVERED', key: shipment.id, facts: factsOf(shipment), at });
}
