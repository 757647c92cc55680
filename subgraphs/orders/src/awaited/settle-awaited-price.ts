import type { Tx } from '@opticworks/kernel';
import { shrink, shrinkCoupons } from '../orders/less-to-pay.rules.ts';
import { loadLines, ORDER_COLUMNS, orderFrom } from '../orders/order.store.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import { recordEvent } from '../orders/record-event.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import { makeRefund } from '../payments/make-refund.ts';
import { openRefund } from '../payments/open-refund.ts';
import type { PrescriptionReading } from '../ports/prescriptions.ts';
import type { Services } from '../services.ts';
import { costsMore, type RepricedLine, repriceLine, SETTLED_PRICE, unitAtBand } from './awaited.rules.ts';
import { noteBorne } from './send-prescription.ts';

interface Settling {
  orderId: string;
  prescriptionId: string;
}

/**
 * After the sign-off: the line takes the price of its true power band, as agreed with the order, and the difference goes back. Order,
 * invoice and journal then say the same. Done once, however often it is asked for.
 */
export async function settleAwaitedPrice(services: Services, orderLineId: string): Promise<void> {
  const [open] = await services.database.query<Settling>(
    `SELECT order_id AS "orderId", prescription_id AS "prescriptionId" FROM awaited_prescription
     WHERE order_line_id = $1 AND state = 'RECEIVED'`,
    [orderLineId],
  );
  if (!open) return;
  const asRead = (await loadLines(services.database, [open.orderId])).find(({ id }) => id === orderLineId);
  const reading = await services.prescriptions.read(open.prescriptionId, null, 'settle the price of an order');
  if (!reading.isSignedOff || !asRead?.lens) return;
  const band = await bandOf(services, asRead, reading.prescription);
  const unit = unitAtBand(asRead.lens.unitByBand ?? [], band);
  const refundId = await services.database.transaction(
    async (tx) => {
      const [row] = await tx.query<SalesOrder>(
        `SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.id = $1 FOR UPDATE`,
        [open.orderId],
      );
      const order = orderFrom(row!);
      const settled = await tx.query(
        `UPDATE awaited_prescription SET state = 'SETTLED', settled_at = $3
         WHERE order_line_id = $1 AND prescription_id = $2 AND state = 'RECEIVED' RETURNING 1`,
        [orderLineId, open.prescriptionId, services.clock.now()],
      );
      // Cancelled: everything has gone back already.
      if (settled.length === 0 || order.status === 'CANCELLED' || unit === null) return null;
      // Pieces of it may have been cancelled meanwhile: what is left is settled.
      const line = (await loadLines(tx, [order.id])).find(({ id }) => id === orderLineId);
      if (!line || line.quantity === 0) return null;
      // A correction can end in a dearer band than was said. It is in work already: the house bears it, and says so.
      const more = costsMore(line, unit);
      if (more !== null) await noteBorne(tx, { order, line, more, at: services.clock.now(), by: 'system' });
      const repriced = repriceLine(line, unit);
      return repriced ? giveBack(services, tx, order, line, repriced) : null;
    },
    { name: 'settle awaited price' },
  );
  if (refundId)
    await makeRefund(services, refundId).catch((error: unknown) =>
      services.log.warn({ err: error, refundId }, 'A refund will be tried again.'),
    );
}

async function bandOf(
  services: Services,
  line: OrderLineRow,
  prescription: PrescriptionReading['prescription'],
): Promise<string | null> {
  const lens = line.lens!;
  const quote = await services.pricing.quote({
    currency: lens.unitByBand?.[0]?.unit.currency ?? 'USD',
    locale: 'en',
    couponCodes: [],
    customerId: null,
    lines: [
      {
        lineId: line.id,
        variantId: line.variantId,
        quantity: line.quantity,
        lens: {
          prescription,
          use: lens.use,
          designId: lens.designId,
          materialId: lens.materialId,
          treatmentIds: lens.treatmentIds,
          colours: lens.colours ?? null,
          needsImpactMaterial: lens.needsImpactMaterial ?? null,
          slabOff: lens.slabOff ?? null,
          rush: lens.rush,
          confirmedWarnings: [],
        },
        contactLens: null,
      },
    ],
  });
  return quote.lines[0]?.band ?? null;
}

async function giveBack(
  services: Services,
  tx: Tx,
  order: SalesOrder,
  line: OrderLineRow,
  repriced: RepricedLine,
): Promise<string | null> {
  // Before the parcel leaves nothing is sold yet: the sale is booked later, at the settled price. Afterwards it is a refund like any.
  const beforeSale = order.shippedAt === null;
  if (beforeSale) await writePrices(tx, order, line, repriced);
  await recordEvent(tx, {
    orderId: order.id,
    at: services.clock.now(),
    kind: 'PRICE_SETTLED',
    text: `The lenses of ${line.title} cost less than was paid; the difference goes back.`,
    actor: 'system',
  });
  return openRefund(services, tx, {
    order,
    purpose: `${SETTLED_PRICE}${line.id}`,
    amountMinor: repriced.refundMinor,
    taxMinor: line.taxMinor - repriced.taxMinor,
    reason: 'Lenses at the price of their power band',
    beforeSale,
  });
}

async function writePrices(tx: Tx, order: SalesOrder, line: OrderLineRow, repriced: RepricedLine): Promise<void> {
  const less = (line.unitPriceMinor - repriced.unitPriceMinor).toString();
  const label = order.locale === 'de' ? 'Schwächere Gläser als berechnet' : 'Weaker lenses than charged for';
  const component = { code: 'POWER_BAND', label, amount: { amountMinor: `-${less}`, currency: order.currency } };
  const discount = line.discountMinor - repriced.discountMinor;
  const discounts = shrink(line.discounts, discount);
  await tx.query(
    `UPDATE order_line SET unit_price_minor = $2, discount_minor = $3, tax_minor = $4, total_minor = $5, components = $6, discounts = $7
     WHERE id = $1`,
    [
      line.id,
      repriced.unitPriceMinor.toString(),
      repriced.discountMinor.toString(),
      repriced.taxMinor.toString(),
      repriced.totalMinor.toString(),
      JSON.stringify([...line.components, component]),
      JSON.stringify(discounts),
    ],
  );
  const tax = line.taxMinor - repriced.taxMinor;
  await tx.query(
    `UPDATE sales_order SET subtotal_minor = subtotal_minor - $2::bigint, discount_minor = discount_minor - $3::bigint,
       tax_minor = tax_minor - $4::bigint, total_minor = total_minor - $5::bigint, tax_lines = $6, coupons = $7, version = version + 1
     WHERE id = $1`,
    [
      order.id,
      ((line.unitPriceMinor - repriced.unitPriceMinor) * BigInt(line.quantity)).toString(),
      discount.toString(),
      tax.toString(),
      repriced.refundMinor.toString(),
      JSON.stringify(shrink(order.taxLines, tax)),
      JSON.stringify(shrinkCoupons(order.coupons, line.discounts, discounts)),
    ],
  );
}
