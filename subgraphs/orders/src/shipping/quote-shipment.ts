import { type RequestContext, refuse } from '@opticworks/kernel';
import type { Rate } from '../carts/cart.model.ts';
import { ERRORS } from '../errors.ts';
import { visibleOrder } from '../orders/visible-order.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { rateLabel } from './carrier-names.ts';
import { recommendRate } from './parcel.rules.ts';
import { parcelOfOrder } from './parcel-of-order.ts';
import { CarrierRefused } from './shipping.provider.ts';

export interface ShipmentQuote {
  orderId: string;
  rates: Rate[];
  recommendedRateId: string | null;
  promiseDate: string | null;
}

/** Live rates for a packed order; the cheapest that keeps the promise is recommended. */
export async function quoteShipment(services: Services, ctx: RequestContext, orderId: string): Promise<ShipmentQuote> {
  requireStaffFor(ctx, 'shipments.make');
  const order = await visibleOrder(services, ctx, orderId);
  if (order.status !== 'READY_TO_SHIP') refuse(ERRORS.ORDER_NOT_READY_TO_SHIP, { status: order.status });
  const now = services.clock.now();
  const request = await parcelOfOrder(services, order, `${order.number}-${now.getTime().toString(36)}`);
  try {
    const quote = await services.shipping.quote(request);
    const rates = quote.rates
      .map((rate) => ({ ...rate, label: rateLabel(rate.carrier, rate.service) }))
      .sort((a, b) => Number(BigInt(a.amount.amountMinor) - BigInt(b.amount.amountMinor)));
    if (rates.length === 0) refuse(ERRORS.SHIPPING_UNAVAILABLE);
    await services.database.query(
      'INSERT INTO shipment_quote (provider_id, order_id, rates, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [quote.shipmentId, order.id, JSON.stringify(rates), now],
    );
    return {
      orderId: order.id,
      rates,
      recommendedRateId: recommendRate(rates, order.promiseDate)?.id ?? null,
      promiseDate: order.promiseDate,
    };
  } catch (error) {
    if (error instanceof CarrierRefused) refuse(ERRORS.LABEL_REFUSED, { reason: error.message });
    services.log.warn({ err: error, orderId }, 'No rates for a packed order.');
    refuse(ERRORS.SHIPPING_UNAVAILABLE);
  }
}
