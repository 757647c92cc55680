import { isRefusal, isUniqueViolation, newId, type RequestContext, refuse } from '@opticworks/kernel';
import type { Rate } from '../carts/cart.model.ts';
import { ERRORS } from '../errors.ts';
import { recordEvent } from '../orders/record-event.ts';
import { visibleOrder } from '../orders/visible-order.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { rateLabel } from './carrier-names.ts';
import { insistOnRelease } from './insist-on-release.ts';
import type { ShipmentRow } from './shipment.entity.ts';
import { liveShipment, needShipment } from './shipment.store.ts';
import { type BoughtLabel, CarrierRefused } from './shipping.provider.ts';
import { voidLabelOfCancelledOrder } from './void-label.ts';

/**
 * Buys one label. The intent row comes first; a second one is impossible while it lives (unique index), and whoever comes back
 * after an unknown outcome looks the shipment up at the carrier before anything is bought.
 */
export async function buyLabel(
  services: Services,
  ctx: RequestContext,
  orderId: string,
  rateId: string,
): Promise<ShipmentRow> {
  const staff = requireStaffFor(ctx, 'shipments.make');
  const order = await visibleOrder(services, ctx, orderId);
  if (order.status !== 'READY_TO_SHIP') refuse(ERRORS.ORDER_NOT_READY_TO_SHIP, { status: order.status });
  await insistOnRelease(services, orderId);
  const present = await liveShipment(services.database, orderId);
  if (present && present.status !== 'CREATED') refuse(ERRORS.LABEL_EXISTS);
  if (present) {
    const found = await resumeLabel(services, present);
    if (found) return found;
  }
  const intent = await writeIntent(services, orderId, rateId, order.currency, present);
  const bought = await purchase(services, intent, staff.name);
  // Cancelled while the carrier was asked: the label goes back.
  const now = await visibleOrder(services, ctx, orderId);
  if (now.status === 'CANCELLED') {
    await voidLabelOfCancelledOrder(services, orderId, staff.name);
    refuse(ERRORS.ORDER_NOT_READY_TO_SHIP, { status: now.status });
  }
  return bought;
}

/** An intent whose outcome is not known: what the carrier says decides. @returns the label that had been bought after all */
export async function resumeLabel(services: Services, intent: ShipmentRow): Promise<ShipmentRow | null> {
  let label: BoughtLabel | null;
  try {
    label = intent.providerId ? await services.shipping.lookUp(intent.providerId) : null;
  } catch (error) {
    if (error instanceof CarrierRefused) label = null;
    else refuse(ERRORS.LABEL_UNKNOWN);
  }
  return label ? keepLabel(services, intent.id, label, 'system') : null;
}

async function writeIntent(
  services: Services,
  orderId: string,
  rateId: string,
  currency: string,
  present: ShipmentRow | null,
): Promise<ShipmentRow> {
  const [quote] = await services.database.query<{ provider_id: string; rate: Rate }>(
    `SELECT provider_id, rate FROM shipment_quote, jsonb_array_elements(rates) AS rate
     WHERE order_id = $1 AND rate ->> 'id' = $2 ORDER BY created_at DESC LIMIT 1`,
    [orderId, rateId],
  );
  if (!quote) refuse(ERRORS.RATE_NOT_FOUND);
  const id = newId('shipment');
  try {
    await services.database.transaction(async (tx) => {
      // Nothing was bought under the earlier intent (it was just looked up), so this one may replace it.
      if (present)
        await tx.query(
          "UPDATE shipment SET status = 'VOIDED', version = version + 1 WHERE id = $1 AND status = 'CREATED'",
          [present.id],
        );
      await tx.query(
        `INSERT INTO shipment (id, order_id, direction, status, carrier, service, provider_id, rate_id, currency, created_at)
         VALUES ($1, $2, 'outbound', 'CREATED', $3, $4, NULL, $5, $6, $7)`,
        [id, orderId, quote.rate.carrier, quote.rate.service, rateId, currency, services.clock.now()],
      );
      // The carrier's shipment belongs to the newest intent only; a voided one lets go of it.
      await tx.query('UPDATE shipment SET provider_id = NULL WHERE provider_id = $1 AND id <> $2', [
        quote.provider_id,
        id,
      ]);
      await tx.query('UPDATE shipment SET provider_id = $2 WHERE id = $1', [id, quote.provider_id]);
    });
  } catch (error) {
    if (isUniqueViolation(error, 'shipment_one_label')) refuse(ERRORS.LABEL_EXISTS);
    throw error;
  }
  return needShipment(services.database, id);
}

async function purchase(services: Services, intent: ShipmentRow, actor: string): Promise<ShipmentRow> {
  try {
    return await keepLabel(services, intent.id, await services.shipping.buy(intent.providerId!, intent.rateId), actor);
  } catch (error) {
    if (isRefusal(error)) throw error;
    if (error instanceof CarrierRefused) {
      // "Already purchased" is a yes that was not heard.
      const bought = await services.shipping.lookUp(intent.providerId!).catch(() => null);
      if (bought) return keepLabel(services, intent.id, bought, actor);
      await services.database.query(
        "UPDATE shipment SET status = 'VOIDED', version = version + 1 WHERE id = $1 AND status = 'CREATED'",
        [intent.id],
      );
      refuse(ERRORS.LABEL_REFUSED, { reason: error.message });
    }
    services.log.warn({ err: error, shipmentId: intent.id }, 'The outcome of a label purchase is not known.');
    const bought = await services.shipping.lookUp(intent.providerId!).catch(() => null);
    if (bought) return keepLabel(services, intent.id, bought, actor);
    refuse(ERRORS.LABEL_UNKNOWN);
  }
}

/** Notes the bought label on its intent, once. */
export async function keepLabel(
  services: Services,
  shipmentId: string,
  label: BoughtLabel,
  actor: string,
): Promise<ShipmentRow> {
  await services.database.transaction(async (tx) => {
    const [kept] = await tx.query<{ order_id: string }>(
      `UPDATE shipment SET status = 'LABEL_BOUGHT', version = version + 1, tracking_code = $2, tracking_url = $3, label_url = $4,
         cost_minor = $5, carrier = $6, service = $7, estimated_delivery = $8, provider_id = $9
       WHERE id = $1 AND status = 'CREATED' RETURNING order_id`,
      [
        shipmentId,
        label.trackingCode,
        label.trackingUrl,
        label.labelUrl,
        label.cost.amountMinor,
        label.carrier,
        label.service,
        label.estimatedDelivery,
        label.shipmentId,
      ],
    );
    if (kept) {
      await recordEvent(tx, {
        orderId: kept.order_id,
        at: services.clock.now(),
        kind: 'LABEL_BOUGHT',
        text: `${rateLabel(label.carrier, label.service)} label ${label.trackingCode}.`,
        actor,
        internal: true,
      });
    }
  });
  return needShipment(services.database, shipmentId);
}
