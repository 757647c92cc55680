import type { AddressValue } from '@opticworks/schema';
import { loadLines } from '../orders/order.store.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { Services } from '../services.ts';
import { parcelOf } from './parcel.rules.ts';
import type { ParcelRequest } from './shipping.provider.ts';

/** What the carrier needs to know about the parcel of an order, or of the lines that come back. */
export async function parcelOfOrder(
  services: Services,
  order: SalesOrder,
  reference: string,
  back?: { lines: { orderLineId: string; quantity: number }[] },
): Promise<ParcelRequest> {
  const quantities = new Map(back?.lines.map((line) => [line.orderLineId, line.quantity]));
  const lines = (await loadLines(services.database, [order.id]))
    .filter((line) => !back || quantities.has(line.id))
    .map((line) => ({ line, quantity: quantities.get(line.id) ?? line.quantity }))
    .filter(({ quantity }) => quantity > 0);
  const shop: AddressValue = services.settings.SHIP_FROM;
  return {
    reference,
    from: back ? order.shippingAddress : shop,
    to: back ? shop : order.shippingAddress,
    isReturn: back !== undefined,
    email: order.email,
    currency: order.currency,
    parcel: parcelOf(
      lines.map(({ line, quantity }) => ({ quantity, weightGrams: line.weightGrams, packageMm: line.packageMm })),
    ),
    contents: lines.map(({ line, quantity }) => ({
      title: line.title,
      quantity,
      valueMinor: line.unitPriceMinor,
      weightGrams: line.weightGrams,
    })),
  };
}
