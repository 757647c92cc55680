import {
  amountInput,
  fromDecimalString,
  isUniqueViolation,
  money,
  newId,
  type RequestContext,
  refuse,
  type Tx,
} from '@opticworks/kernel';
import type { MeasurementValue } from '@opticworks/schema';
import type { Cart, Quote, Rate } from '../carts/cart.model.ts';
import { stockDemand } from '../carts/cart.pricing.ts';
import { saveCart } from '../carts/cart.store.ts';
import { ownCart } from '../carts/own-cart.ts';
import { repriceCart } from '../carts/reprice-cart.ts';
import { ERRORS } from '../errors.ts';
import { inWords } from '../money.ts';
import { measurementsOfCart, sealMeasurements } from '../orders/measurement-copy.ts';
import { insertLines } from '../orders/order.store.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import { promiseInsert } from '../promise/keep-promise.ts';
import type { Services } from '../services.ts';
import { orderLineCell } from '../vault.ts';
import { type Checkout, openCheckoutOfCart } from './checkout.store.ts';
import { closeCheckout } from './close-checkout.ts';
import { orderLinesFrom } from './order-lines-from-cart.ts';

/**
 * Prices the cart for the last time, leases the goods and opens a checkout with its pending order. Pressing twice opens one.
 * The lease is taken before the rows are written: should the writing fail, the lease ends by itself.
 */
export async function startCheckout(
  services: Services,
  ctx: RequestContext,
  input: { cartId: string; expectedTotal: string },
): Promise<Checkout> {
  const cart = await ownCart(services, ctx, input.cartId);
  const { rate, quote } = await finalPrice(services, ctx, cart, input.expectedTotal);
  const reused = await reuseOrClose(services, cart);
  if (reused) return reused;

  const measured = await measurementsOfCart(services, cart);
  const checkoutId = newId('checkout');
  const demand = stockDemand(cart.content.lines.map((line) => ({ quantity: line.quantity, ...goodsOf(line.quoted) })));
  const lease =
    demand.length > 0
      ? await services.stock.reserve(checkoutId, demand, services.settings.CHECKOUT_LEASE_SECONDS)
      : null;
  const now = services.clock.now();
  const expiresAt = lease?.expiresAt ?? new Date(now.getTime() + services.settings.CHECKOUT_LEASE_SECONDS * 1000);
  try {
    return await services.database.transaction(
      (tx) =>
        writeCheckout(services, tx, {
          cart,
          quote,
          rate,
          checkoutId,
          measured,
          reservationId: lease?.reservationId ?? null,
          expiresAt,
          now,
        }),
      { name: 'start checkout' },
    );
  } catch (error) {
    if (lease) await services.stock.release(lease.reservationId).catch(() => undefined);
    const rival = isUniqueViolation(error, 'checkout_open_cart')
      ? await openCheckoutOfCart(services.database, cart.id)
      : null;
    if (rival?.cartVersion === cart.version) return rival;
    throw error;
  }
}

async function finalPrice(
  services: Services,
  ctx: RequestContext,
  cart: Cart,
  expectedTotal: string,
): Promise<{ rate: Rate; quote: Quote }> {
  const { content } = cart;
  if (content.lines.length === 0) refuse(ERRORS.CART_EMPTY);
  if (!content.shippingAddress || !content.email) refuse(ERRORS.ADDRESS_MISSING);
  const quote = await repriceCart(services, ctx, cart, { checkAllPrescriptions: true, reason: 'check out an order' });
  refuseUnsaleable(cart);
  const rate = content.rates.find(({ id }) => id === content.selectedRateId);
  if (!rate)
    refuse(
      content.issues.some(({ code }) => code === 'SHIPPING_UNAVAILABLE')
        ? ERRORS.SHIPPING_UNAVAILABLE
        : ERRORS.SHIPPING_RATE_MISSING,
    );
  if (!content.tax) refuse(ERRORS.TAX_UNAVAILABLE);
  const expected = amountInput(expectedTotal, cart.currency, 'expectedTotal');
  const total = money(BigInt(content.totals.totalMinor), cart.currency);
  if (expected.amountMinor !== total.amountMinor) {
    // The new price is stored first, so that what the page shows next is what was refused.
    await saveCart(services, cart, services.clock.now());
    refuse(ERRORS.PRICE_CHANGED, { old: inWords(expected, ctx.locale), new: inWords(total, ctx.locale) });
  }
  return { rate, quote: quote! };
}

function refuseUnsaleable(cart: Cart): void {
  for (const line of cart.content.lines) {
    const { quoted } = line;
    const issues = quoted.issues.map((issue) => ({ ...issue, field: issue.field ?? null }));
    const expired = issues.find(({ code }) => code === 'PRESCRIPTION_NOT_SALEABLE');
    if (expired) refuse(ERRORS.PRESCRIPTION_NOT_SALEABLE, { reason: expired.message }, { issues });
    const error = issues.find(({ severity }) => severity === 'error');
    if (!quoted.found || error) {
      refuse(
        ERRORS.CART_LINE_NOT_ORDERABLE,
        { reason: `${quoted.title}: ${error?.message ?? 'no longer sold.'}` },
        { issues },
      );
    }
    if (quoted.kind === 'CONTACT_LENS' && !line.prescriptionId) refuse(ERRORS.PRESCRIPTION_MISSING);
  }
}

/** A second press, or a reload, goes on with the checkout that is open; an outdated one is closed first. */
async function reuseOrClose(services: Services, cart: Cart): Promise<Checkout | null> {
  const open = await openCheckoutOfCart(services.database, cart.id);
  if (!open) return null;
  const now = services.clock.now();
  const same = open.cartVersion === cart.version && open.amountMinor === BigInt(cart.content.totals.totalMinor);
  if (same && open.expiresAt > now) {
    if (!open.reservationId) return open;
    const until = await services.stock.extend(
      open.reservationId,
      services.settings.CHECKOUT_LEASE_SECONDS,
      `${open.id}:extend:${Math.floor(now.getTime() / 1000)}`,
    );
    if (until) {
      await services.database.query("UPDATE checkout SET expires_at = $2 WHERE id = $1 AND state = 'open'", [
        open.id,
        until,
      ]);
      return { ...open, expiresAt: until };
    }
  }
  const closed = await closeCheckout(services, open.id, 'cancelled');
  if (closed === 'completed') refuse(ERRORS.CART_NOT_FOUND);
  return null;
}

interface Writing {
  cart: Cart;
  quote: Quote;
  rate: Rate;
  /** By line of the cart. */
  measured: ReadonlyMap<string, MeasurementValue>;
  checkoutId: string;
  reservationId: string | null;
  expiresAt: Date;
  now: Date;
}

async function writeCheckout(services: Services, tx: Tx, writing: Writing): Promise<Checkout> {
  const { cart, quote, rate, checkoutId, reservationId, expiresAt, now } = writing;
  const { content } = cart;
  const orderId = newId('order');
  const lines = orderLinesFrom(cart, quote, orderId);
  await sealParameters(services, tx, cart, lines);
  await sealMeasurements(services, tx, cart, lines, writing.measured);
  const coupons = content.coupons
    .filter(({ valid }) => valid)
    .map(({ code, label, amount }) => ({ code, label, amount }));
  const checkout: Checkout = {
    id: checkoutId,
    cartId: cart.id,
    cartVersion: cart.version,
    orderId,
    orderNumber: '',
    orderEmail: content.email!,
    hasCoupons: coupons.length > 0,
    ownerKind: cart.ownerKind,
    ownerId: cart.ownerId,
    state: 'open',
    currency: cart.currency,
    amountMinor: BigInt(content.totals.totalMinor),
    reservationId,
    expiresAt,
    couponsRedeemed: false,
    createdAt: now,
  };
  const promise = content.promised && promiseInsert(orderId, content.promised, now, 28);
  // Nothing in between waits for an answer, so all of it is one trip.
  tx.atCommit<{ number: string }>(
    `WITH placed AS (
       INSERT INTO sales_order (id, number, owner_kind, owner_id, status, email, locale, channel, currency, subtotal_minor,
         discount_minor, shipping_minor, shipping_tax_minor, tax_minor, total_minor, tax_lines, coupons, shipping_address,
         billing_address, shipping_rate, has_lab, promise_date, reservation_id, created_at, ready_by)
       VALUES ($1, 'OW-' || nextval('order_number'), $2, $3, 'PENDING_PAYMENT', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
         $16, $17, $18, $19, $20, $21, $22, $27)
       RETURNING number
     ),
     opened AS (
       INSERT INTO checkout (id, cart_id, cart_version, order_id, owner_kind, owner_id, state, currency, amount_minor, reservation_id,
       expires_at, created_at)
       VALUES ($23, $24, $25, $1, $2, $3, 'open', $7, $13, $21, $26, $22)
     )${promise ? `, promised AS (${promise.sql})` : ''}
     SELECT number FROM placed`,
    [
      orderId,
      cart.ownerKind,
      cart.ownerId,
      content.email,
      cart.locale,
      cart.ownerId.startsWith('staff-') ? 'store' : 'online',
      cart.currency,
      content.totals.subtotalMinor,
      content.totals.discountMinor,
      content.totals.shippingMinor,
      content.tax!.shippingMinor,
      content.totals.taxMinor,
      content.totals.totalMinor,
      JSON.stringify(content.tax!.lines),
      JSON.stringify(coupons),
      JSON.stringify(content.shippingAddress),
      JSON.stringify(content.billingAddress ?? content.shippingAddress),
      JSON.stringify(rate),
      lines.some((line) => line.requiresLab),
      content.promiseDate,
      reservationId,
      now,
      checkoutId,
      cart.id,
      cart.version,
      expiresAt,
      content.promised?.readyBy ?? null,
      ...(promise?.values ?? []),
    ],
    ([placed]) => {
      checkout.orderNumber = placed!.number;
    },
  );
  insertLines({ send: tx.atCommit }, lines);
  return checkout;
}

async function sealParameters(services: Services, tx: Tx, cart: Cart, lines: OrderLineRow[]): Promise<void> {
  for (const [index, wish] of cart.content.lines.entries()) {
    const line = lines[index]!;
    if (wish.contactLens)
      line.contactLens = await services.vault.seal(tx, cart, orderLineCell(line.id), wish.contactLens);
  }
}

const goodsOf = (quoted: { kind: string; sku: string; bundle: { sku: string; quantity: number }[] }) => ({
  kind: quoted.kind,
  sku: quoted.sku,
  bundle: quoted.bundle,
});
