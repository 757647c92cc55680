import { dateIn } from '@opticworks/kernel';
import { inWords } from '../money.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { Payment } from '../payments/payment.entity.ts';
import type { Services } from '../services.ts';
import { rateLabel } from '../shipping/carrier-names.ts';
import type { ShipmentRow } from '../shipping/shipment.entity.ts';
import type { InvoiceData } from './invoice.pdf.ts';
import type { PackingSlipData } from './packing-slip.pdf.ts';

export interface PaperSource {
  order: SalesOrder;
  lines: readonly OrderLineRow[];
  payments: readonly Payment[];
  refunds: readonly { settledAt: Date; amountMinor: bigint }[];
  shipment: ShipmentRow | null;
}

const RETURNS = {
  en: (days: number) => [
    `Frames, accessories and unopened goods can come back within ${days} days of delivery: open your order page and start a return.`,
    'Lenses made to a prescription are made again when something is not right with them.',
  ],
  de: (days: number) => [
    `Fassungen, Zubehör und ungeöffnete Ware nehmen wir ${days} Tage nach der Lieferung zurück: Die Rücksendung beginnt auf Ihrer Bestellseite.`,
    'Nach Rezept gefertigte Gläser fertigen wir neu, wenn etwas damit nicht stimmt.',
  ],
} as const;

function frame(services: Services, order: SalesOrder) {
  const from = services.settings.SHIP_FROM;
  return {
    locale: order.locale,
    // Paper of the place it is read in.
    pageSize: ['US', 'CA', 'MX'].includes(order.shippingAddress.countryCode) ? ('LETTER' as const) : ('A4' as const),
    seller: {
      name: from.company ?? from.name,
      lines: [
        from.line1,
        `${from.city}, ${from.region ?? ''} ${from.postalCode}`.trim(),
        new URL(services.settings.SHOP_URL).host,
      ],
      taxId: null,
    },
    orderNumber: order.number,
    returnInstructions: [...RETURNS[order.locale](services.settings.RETURN_WINDOW_DAYS)],
  };
}

/** What an invoice says. Eligible lines of flexible spending accounts are marked one by one, with their sum. */
export function invoiceOf(services: Services, source: PaperSource): InvoiceData {
  const { order, lines } = source;
  const zone = services.settings.SHOP_TIME_ZONE;
  const amount = (amountMinor: bigint) => inWords({ amountMinor, currency: order.currency }, order.locale);
  const eligible = lines
    .filter((line) => line.fsaEligible)
    .reduce((sum, line) => sum + line.totalMinor + line.taxMinor, 0n);
  const placedOn = dateIn(order.placedAt ?? order.createdAt, zone);
  return {
    ...frame(services, order),
    invoiceNumber: order.number.replace('OW-', 'INV-'),
    issuedOn: placedOn,
    placedOn,
    billingAddress: order.billingAddress,
    shippingAddress: order.shippingAddress,
    lines: lines.map((line) => ({
      title: line.title,
      detail: line.detail,
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: amount(line.unitPriceMinor),
      discount: line.discountMinor > 0n ? `−${amount(line.discountMinor)}` : null,
      tax: amount(line.taxMinor),
      total: amount(line.totalMinor),
      fsaEligible: line.fsaEligible,
    })),
    totals: [
      { label: 'subtotal', amount: amount(order.subtotalMinor) },
      ...(order.discountMinor > 0n ? [{ label: 'discount' as const, amount: `−${amount(order.discountMinor)}` }] : []),
      { label: 'shipping', amount: amount(order.shippingMinor) },
      { label: 'tax', amount: amount(order.taxMinor) },
      { label: 'total', amount: amount(order.totalMinor) },
    ],
    taxLines: order.taxLines.map((line) => ({
      label: line.label,
      ratePercent: line.ratePercent,
      amount: amount(BigInt(line.amount.amountMinor)),
    })),
    fsaEligibleTotal: eligible > 0n ? amount(eligible) : null,
    payments: source.payments
      .filter((payment) => payment.capturedMinor > 0n)
      .map((payment) => ({
        method: payment.method === 'card' ? (order.locale === 'de' ? 'Karte' : 'Card') : payment.method,
        last4: payment.last4,
        paidOn: dateIn(payment.capturedAt ?? payment.createdAt, zone),
        amount: amount(payment.capturedMinor),
      })),
    refunds: source.refunds.map((refund) => ({
      refundedOn: dateIn(refund.settledAt, zone),
      amount: amount(refund.amountMinor),
    })),
  };
}

export function packingSlipOf(services: Services, source: PaperSource): PackingSlipData {
  const { order, lines, shipment } = source;
  const zone = services.settings.SHOP_TIME_ZONE;
  return {
    ...frame(services, order),
    placedOn: dateIn(order.placedAt ?? order.createdAt, zone),
    packedOn: dateIn(shipment?.createdAt ?? services.clock.now(), zone),
    parcel: { number: 1, of: 1 },
    carrier: shipment ? rateLabel(shipment.carrier, shipment.service) : null,
    trackingCode: shipment?.trackingCode ?? null,
    shippingAddress: order.shippingAddress,
    lines: lines.map((line) => ({
      title: line.title,
      detail: line.detail,
      sku: line.sku,
      quantity: line.quantity,
      ordered: line.quantity,
    })),
  };
}
