import { newId } from '@opticworks/kernel';
import type { Cart, Quote } from '../carts/cart.model.ts';
import { OrderLineRow } from '../orders/order-line.entity.ts';
import { SHARED_DISCOUNT } from './shared-discount.ts';

/** The lines of an order from a priced cart: what was agreed, resolved to the cent. Contact lens parameters are sealed later. */
export function orderLinesFrom(cart: Cart, quote: Quote, orderId: string): OrderLineRow[] {
  const frames = new Map(quote.lines.map((line) => [line.lineId, line.frame]));
  return cart.content.lines.map((line, index) => {
    const { quoted } = line;
    const unit = BigInt(quoted.unitPrice.amountMinor);
    const total = BigInt(line.totalMinor);
    const shared = BigInt(line.sharedDiscountMinor);
    return Object.assign(new OrderLineRow(), {
      id: newId('order_line'),
      orderId,
      position: index + 1,
      variantId: quoted.variantId,
      productId: quoted.productId,
      sku: quoted.sku,
      title: quoted.title,
      detail: quoted.detail,
      kind: quoted.kind,
      quantity: line.quantity,
      unitPriceMinor: unit,
      discountMinor: unit * BigInt(line.quantity) - total,
      taxMinor: BigInt(line.taxMinor ?? 0),
      totalMinor: total,
      components: quoted.components,
      discounts:
        shared > 0n
          ? [
              ...quoted.discounts,
              {
                code: null,
                label: SHARED_DISCOUNT,
                amount: { amountMinor: shared.toString(), currency: cart.currency },
              },
            ]
          : quoted.discounts,
      lens:
        quoted.lens && line.lens?.measurementId
          ? { ...quoted.lens, measurementId: line.lens.measurementId }
          : quoted.lens,
      frame: frames.get(line.id) ?? null,
      bundle: quoted.bundle,
      contactLens: null,
      measurement: null,
      prescriptionId: line.lens?.prescriptionId ?? line.prescriptionId,
      taxCode: quoted.taxCode,
      fsaEligible: quoted.fsaEligible,
      requiresLab: quoted.lens !== null,
      weightGrams: quoted.weightGrams,
      packageMm: quoted.packageMm,
      returnedQuantity: 0,
      refundedMinor: 0n,
      cancelledQuantity: 0,
      labStages: {},
    });
  });
}
