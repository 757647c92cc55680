import { createHash } from 'node:crypto';
import { type Issue, isRefusal, newId, type RequestContext } from '@opticworks/kernel';
import type { PrescriptionReading } from '../ports/prescriptions.ts';
import type { Services } from '../services.ts';
import { rateLabel } from '../shipping/carrier-names.ts';
import { parcelOf } from '../shipping/parcel.rules.ts';
import { contactLensIssues } from './as-prescribed.rules.ts';
import type { Cart, CartLineWish, Quote, Rate } from './cart.model.ts';
import { priceLines, promiseOf, totalsOf } from './cart.pricing.ts';

const RATES_HOLD_MS = 15 * 60_000;

export interface RepriceOptions {
  /** At the till: a prescription of contact lenses that cannot be read refuses; before, it is only not compared yet. */
  checkAllPrescriptions?: boolean;
  /** Why prescriptions are read, for the audit over there. */
  reason?: string;
}

/**
 * Brings everything a cart shows up to date: prices, coupons, delivery options, tax, totals. Calls that are not needed are not
 * made: rates hold fifteen minutes for one address and parcel, tax as long as what it was worked out from.
 * @returns the quote, with the frame data the cart does not keep
 */
export async function repriceCart(
  services: Services,
  ctx: RequestContext,
  cart: Cart,
  options: RepriceOptions = {},
): Promise<Quote | null> {
  const { content } = cart;
  content.issues = [];
  if (content.lines.length === 0) {
    Object.assign(content, {
      coupons: [],
      rates: [],
      ratesKey: null,
      selectedRateId: null,
      tax: null,
      promiseDate: null,
      promised: null,
    });
    content.totals = totalsOf([], null, null);
    return null;
  }
  const readings = await readPrescriptions(services, cart, options);
  const wishes = content.lines.filter((line) => !line.lens || isLater(line) || readings.has(readingKey(line)));
  const quote = await services.pricing.quote({
    currency: cart.currency,
    locale: ctx.locale,
    couponCodes: content.couponCodes,
    customerId: cart.ownerKind === 'customer' ? cart.ownerId : null,
    lines: wishes.map((line) => quoteLine(line, readings)),
  });
  content.lines = priceLines(wishes, quote, cart.currency);
  const compares = content.lines.some((line) => line.contactLens && readings.has(readingKey(line)));
  const thresholds = compares ? await services.prescriptions.thresholds() : null;
  for (const line of content.lines) {
    const { frame: _frame, ...kept } = line.quoted;
    line.quoted = { ...kept, frame: null };
    const reading = readings.get(readingKey(line));
    if (reading && line.contactLens && thresholds)
      line.quoted.issues = [
        ...line.quoted.issues,
        ...contactLensIssues(line.contactLens, line.quoted.title, reading.prescription, ctx.locale, thresholds),
      ];
    if (reading && !reading.saleable) {
      const reason = reading.issues.find((issue) => issue.severity === 'error')?.message ?? '';
      line.quoted.issues = [
        ...line.quoted.issues,
        { code: 'PRESCRIPTION_NOT_SALEABLE', message: reason, severity: 'error' },
      ];
    }
  }
  content.coupons = quote.coupons;
  await refreshDelivery(services, cart);
  return quote;
}

interface Wanted {
  id: string;
  measurementId: string | null;
  isContactLens: boolean;
}

async function readPrescriptions(
  services: Services,
  cart: Cart,
  options: RepriceOptions,
): Promise<Map<string, PrescriptionReading>> {
  const wanted = new Map<string, Wanted>();
  for (const line of cart.content.lines) {
    const id = line.lens?.prescriptionId ?? line.prescriptionId;
    const measurementId = line.lens?.measurementId ?? null;
    if (id) wanted.set(readingKey(line), { id, measurementId, isContactLens: !line.lens });
  }
  const owner = cart.ownerId.startsWith('staff-') ? null : { kind: cart.ownerKind, id: cart.ownerId };
  const read = async (key: string, { id, measurementId, isContactLens }: Wanted) => {
    try {
      const reading = await services.prescriptions.read(id, owner, options.reason ?? 'price a cart', measurementId);
      return [[key, reading] as const];
    } catch (error) {
      if (isContactLens && !options.checkAllPrescriptions && isRefusal(error)) return [];
      throw error;
    }
  };
  const readings = (await Promise.all([...wanted].map(([key, one]) => read(key, one)))).flat();
  return new Map(readings);
}

/** A prescription read alone, or with what was measured for one pair of glasses. */
export const readingKey = (line: Pick<CartLineWish, 'lens' | 'prescriptionId'>): string =>
  line.lens ? `${line.lens.prescriptionId} ${line.lens.measurementId ?? ''}` : (line.prescriptionId ?? '');

/** Glasses whose prescription is sent after the order. */
export const isLater = (line: Pick<CartLineWish, 'lens'>): boolean => line.lens?.prescriptionId === null;

function quoteLine(line: CartLineWish, readings: Map<string, PrescriptionReading>) {
  const reading = line.lens ? readings.get(readingKey(line)) : undefined;
  return {
    lineId: line.id,
    variantId: line.variantId,
    quantity: line.quantity,
    lens:
      line.lens && (reading || isLater(line))
        ? {
            prescription: reading?.prescription ?? null,
            saidBand: line.lens.saidBand ?? null,
            measurement: reading?.measurement ?? null,
            use: line.lens.use,
            designId: line.lens.designId,
            materialId: line.lens.materialId,
            treatmentIds: line.lens.treatmentIds,
            colours: line.lens.colours ?? null,
            needsImpactMaterial: line.lens.needsImpactMaterial ?? null,
            slabOff: line.lens.slabOff ?? null,
            rush: line.lens.rush,
            confirmedWarnings: line.lens.confirmedWarnings,
          }
        : null,
    contactLens: line.contactLens,
  };
}

/** Delivery options, tax and totals for the present lines and address. */
export async function refreshDelivery(services: Services, cart: Cart): Promise<void> {
  const { content } = cart;
  if (content.shippingAddress) {
    await refreshRates(services, cart);
    await refreshTax(services, cart);
  }
  const rate = content.rates.find(({ id }) => id === content.selectedRateId) ?? null;
  for (const line of content.lines) line.taxMinor = content.tax?.byLine[line.id] ?? null;
  content.totals = totalsOf(content.lines, rate, content.tax);
  const asked = {
    today: services.clock.today(services.settings.SHOP_TIME_ZONE),
    lines: content.lines,
    country: content.shippingAddress?.countryCode ?? services.settings.SHIP_FROM.countryCode,
    basis: await services.promises.now(),
  };
  content.rates = content.rates.map((one) => ({ ...one, arrivesOn: promiseOf(asked, one)?.promisedOn ?? null }));
  content.promised = promiseOf(asked, rate);
  content.promiseDate = content.promised?.promisedOn ?? null;
}

const keyOf = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

async function refreshRates(services: Services, cart: Cart): Promise<void> {
  const { content } = cart;
  const to = content.shippingAddress!;
  const parcel = parcelOf(content.lines.map((line) => ({ quantity: line.quantity, ...pick(line.quoted) })));
  const key = keyOf(to.line1, to.line2, to.city, to.region, to.postalCode, to.countryCode, parcel, cart.currency);
  const now = services.clock.now();
  if (
    content.ratesKey === key &&
    content.rates.length > 0 &&
    content.ratesUntil &&
    content.ratesUntil > now.toISOString()
  )
    return;
  const before = content.rates.find(({ id }) => id === content.selectedRateId);
  try {
    const quote = await services.shipping.quote({
      reference: `${cart.id}-${newId('quote')}`,
      from: services.settings.SHIP_FROM,
      to,
      parcel,
      currency: cart.currency,
      contents: content.lines.map((line) => ({
        title: line.quoted.title,
        quantity: line.quantity,
        valueMinor: BigInt(line.quoted.unitPrice.amountMinor),
        weightGrams: line.quoted.weightGrams,
      })),
    });
    content.rates = quote.rates
      .map((rate) => ({ ...rate, label: rateLabel(rate.carrier, rate.service) }))
      .sort((a, b) => Number(BigInt(a.amount.amountMinor) - BigInt(b.amount.amountMinor)));
    content.ratesKey = key;
    content.ratesUntil = new Date(now.getTime() + RATES_HOLD_MS).toISOString();
  } catch (error) {
    services.log.warn({ err: error, cartId: cart.id }, 'No delivery rates for a cart.');
    content.rates = [];
    content.ratesKey = null;
  }
  if (content.rates.length === 0) content.issues.push(shippingIssue);
  const same = content.rates.find(
    (rate) => before && rate.carrier === before.carrier && rate.service === before.service,
  );
  content.selectedRateId = (same ?? content.rates[0])?.id ?? null;
}

const shippingIssue: Issue = {
  code: 'SHIPPING_UNAVAILABLE',
  message: 'No carrier gives a price for this delivery right now. Check the address or try again in a minute.',
  field: 'shippingAddress',
  severity: 'error',
};
const taxIssue: Issue = {
  code: 'TAX_UNAVAILABLE',
  message: 'The tax for this address cannot be worked out right now. Try again in a minute.',
  field: 'shippingAddress',
  severity: 'error',
};

async function refreshTax(services: Services, cart: Cart): Promise<void> {
  const { content } = cart;
  const to = content.shippingAddress!;
  const rate = content.rates.find(({ id }) => id === content.selectedRateId);
  const shippingMinor = BigInt(rate?.amount.amountMinor ?? 0);
  const lines = content.lines.map((line) => ({
    id: line.id,
    quantity: line.quantity,
    totalMinor: BigInt(line.totalMinor),
    taxCode: line.quoted.taxCode,
    isPrescription: line.lens !== null || line.quoted.kind === 'CONTACT_LENS',
  }));
  const key = keyOf(
    to.countryCode,
    to.region,
    to.postalCode,
    to.city,
    to.line1,
    shippingMinor.toString(),
    lines.map((line) => [line.id, line.totalMinor.toString(), line.taxCode, line.isPrescription]),
  );
  if (content.tax?.key === key) return;
  try {
    const answer = await services.tax.taxOf({
      from: services.settings.SHIP_FROM,
      to,
      currency: cart.currency,
      shippingMinor,
      lines,
    });
    const byLine: Record<string, string> = {};
    let total = answer.shippingMinor;
    for (const [id, amount] of answer.byLine) {
      byLine[id] = amount.toString();
      total += amount;
    }
    content.tax = {
      key,
      byLine,
      shippingMinor: answer.shippingMinor.toString(),
      totalMinor: total.toString(),
      lines: answer.lines.map((line) => ({
        label: line.label,
        ratePercent: line.ratePercent,
        amount: { amountMinor: line.amountMinor.toString(), currency: cart.currency },
      })),
    };
  } catch (error) {
    services.log.warn({ err: error, cartId: cart.id }, 'No tax for a cart.');
    content.tax = null;
    content.issues.push(taxIssue);
  }
}

const pick = (quoted: { weightGrams: number; packageMm: { length: number; width: number; height: number } }) => ({
  weightGrams: quoted.weightGrams,
  packageMm: quoted.packageMm,
});
