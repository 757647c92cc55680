import {
  createLogger,
  executeLocal,
  type FixedClock,
  fixedClock,
  type Principal,
  type Subgraph,
} from '@opticworks/kernel';
import { drain, fakeCaller, type TestDeps, testSubgraphDeps } from '@opticworks/kernel/testing';
import { defaultPrescriptionRules, type PrescriptionRules } from '@opticworks/optics';
import type { MeasurementValue } from '@opticworks/schema';
import { createOrders, ordersMigrations } from '../src/index.ts';
import type { PaymentProvider } from '../src/payments/payment.provider.ts';
import {
  CollectedMail,
  SimulatedPayments,
  SimulatedShipping,
  SimulatedTax,
} from '../src/simulation/simulated-providers.ts';

export interface Goods {
  sku: string;
  priceMinor: number;
  kind: 'FRAME' | 'CONTACT_LENS' | 'ACCESSORY' | 'BUNDLE';
  taxCode?: string;
  parts?: { variantId: string; sku: string; quantity: number }[];
}

export const aMeasurementValue = (id: string): MeasurementValue => ({
  id,
  method: 'DIGITAL',
  measuredAt: '2026-03-01T10:00:00.000Z',
  measuredBy: 'Iris',
  frameSku: 'FR-1',
  pdOdMm: 31.4,
  pdOsMm: 32.1,
  nearPdOdMm: null,
  nearPdOsMm: null,
  heights: { odMm: 21.7, osMm: 22.3 },
  heightKind: 'FITTING',
  vertexMm: 13.2,
  refractedVertexMm: null,
  pantoscopicTiltDegrees: 8,
  faceFormDegrees: 5,
});

const plano = { sphere: -2_000, cylinder: 0, axis: null, add: null, prisms: [] };
const eyesUnless = (isPaper: boolean) => ({ od: isPaper ? null : plano, os: isPaper ? null : plano });

/** Of a pair of lenses by power band, minor units. */
const LENS_PRICES = { A: 24_000, B: 26_000, C: 28_500 } as const;

/** The catalogue, prescriptions and stock these tests talk to; each answer can be changed by a test. */
export class FakeWorld {
  goods: Record<string, Goods> = {
    variant_frame: { sku: 'FR-1', priceMinor: 18_000, kind: 'FRAME', taxCode: '42310' },
    variant_cloth: { sku: 'AC-1', priceMinor: 1_250, kind: 'ACCESSORY' },
    variant_lens: { sku: 'CL-1', priceMinor: 4_500, kind: 'CONTACT_LENS', taxCode: '42310' },
    variant_set: {
      sku: 'SET-1',
      priceMinor: 3_000,
      kind: 'BUNDLE',
      parts: [{ variantId: 'variant_cloth', sku: 'AC-1', quantity: 2 }],
    },
  };
  stock: Record<string, number> = { 'FR-1': 100, 'AC-1': 100, 'CL-1': 100 };
  leases = new Map<string, { lines: { sku: string; quantity: number }[]; expiresAt: Date }>();
  /** Codes taking ten per cent off, with the uses left. */
  coupons: Record<string, number> = { TEN: 5 };
  /** Per cent of each line that a promotion takes off by itself. */
  sale = 0;
  redeemed = new Map<string, string[]>();
  released = true;
  saleable = true;
  prescriptionRules = defaultPrescriptionRules as PrescriptionRules;
  /** Power band of every prescription, and those an optician has signed off. */
  band: 'A' | 'B' | 'C' = 'A';
  signedOff = new Set<string>();
  /** Prescriptions of which only the paper is there. */
  papers = new Set<string>();
  /** Why lenses cannot be made, once the prescription is known. */
  lensIssue: string | null = null;
  reviews: string[] = [];
  /** Lines that were asked for, newest last. */
  quoted: { lens: { prescription: unknown; needsImpactMaterial?: boolean | null } | null }[] = [];

  constructor(readonly clock: FixedClock) {}

  caller() {
    const money = (minor: bigint | number) => ({ amountMinor: String(minor), currency: 'USD' });
    return fakeCaller({
      'catalog.quoteLines': (input) => {
        const codes = (input.couponCodes as string[]).filter((code) => (this.coupons[code] ?? 0) > 0);
        let subtotal = 0;
        let discount = 0;
        let byCoupon = 0;
        const lines = input.lines.map((line: any) => {
          this.quoted.push(line);
          const goods = this.goods[line.variantId];
          const isLater = line.lens?.prescription === null;
          const lensPrice = line.lens ? (isLater ? LENS_PRICES[(line.lens.saidBand ?? 'C') as 'A'] : 24_000) : 0;
          const unit = (goods?.priceMinor ?? 0) + lensPrice;
          const off = codes.length > 0 ? Math.round((unit * line.quantity) / 10) : 0;
          const saved = Math.round((unit * line.quantity * this.sale) / 100);
          byCoupon += off;
          subtotal += unit * line.quantity;
          discount += off + saved;
          return {
            lineId: line.lineId,
            found: goods !== undefined,
            variantId: line.variantId,
            productId: `product_${line.variantId}`,
            productSlug: line.variantId,
            sku: goods?.sku ?? '',
            title: `Goods ${goods?.sku ?? '?'}`,
            detail: '',
            kind: goods?.kind ?? 'ACCESSORY',
            unitPrice: money(unit),
            components: [{ code: 'BASE', label: 'Base', amount: money(unit) }],
            discounts: [
              ...(off > 0 ? [{ code: codes[0]!, label: 'Ten per cent', amount: money(off) }] : []),
              ...(saved > 0 ? [{ code: null, label: 'Sale', amount: money(saved) }] : []),
            ],
            total: money(unit * line.quantity - off - saved),
            taxCode: goods?.taxCode ?? '20010',
            fsaEligible: line.lens !== null,
            weightGrams: 40,
            packageMm: { length: 160, width: 60, height: 40 },
            lens: line.lens
              ? {
                  prescriptionId: line.lens.prescription?.id ?? null,
                  ...(isLater
                    ? {
                        unitByBand: (['A', 'B', 'C'] as const).map((band, i) => ({
                          band,
                          maxPower: [4_000, 6_000, null][i],
                          maxCylinder: [2_000, 4_000, null][i],
                          unit: money((goods?.priceMinor ?? 0) + LENS_PRICES[band]),
                        })),
                        saidBand: line.lens.saidBand ?? null,
                      }
                    : {}),
                  ...(line.lens.needsImpactMaterial ? { needsImpactMaterial: true } : {}),
                  use: line.lens.use,
                  designId: line.lens.designId,
                  designCode: line.lens.designId === 'd' ? 'SV' : line.lens.designId,
                  designName: 'Single vision',
                  materialId: line.lens.materialId,
                  materialCode: '1.60',
                  materialName: '1.60',
                  treatmentIds: line.lens.treatmentIds,
                  treatmentCodes: [],
                  treatmentNames: [],
                  rush: line.lens.rush,
                }
              : null,
            band: line.lens && !isLater ? this.band : null,
            frame: null,
            bundle: goods?.parts ?? [],
            productionDays: line.lens ? 5 : 0,
            making: line.lens ? { route: 'SURFACED', queueDays: 1, blankDays: 0 } : null,
            issues: goods
              ? line.lens && !isLater && this.lensIssue
                ? [{ code: 'BLANK_TOO_SMALL', message: this.lensIssue, severity: 'error' }]
                : []
              : [{ code: 'NOT_SOLD', message: 'It is no longer sold.', severity: 'error' }],
          };
        });
        return {
          lines,
          coupons: (input.couponCodes as string[]).map((code) => ({
            code,
            label: 'Ten per cent',
            amount: money(codes.includes(code) ? byCoupon : 0),
            valid: codes.includes(code),
            reasonCode: codes.includes(code) ? null : 'COUPON_UNKNOWN',
            message: codes.includes(code) ? null : `There is no code ${code}.`,
          })),
          subtotal: money(subtotal),
          discount: money(discount),
        };
      },
      'catalog.redeemCoupons': ({ reference, codes }) => {
        const refused: { code: string; reasonCode: string }[] = [];
        const redeemed: string[] = [];
        for (const code of codes as string[]) {
          if (this.redeemed.get(reference)?.includes(code)) redeemed.push(code);
          else if ((this.coupons[code] ?? 0) > 0) {
            this.coupons[code]! -= 1;
            this.redeemed.set(reference, [...(this.redeemed.get(reference) ?? []), code]);
            redeemed.push(code);
          } else refused.push({ code, reasonCode: 'USED_UP' });
        }
        return { redeemed, refused };
      },
      'catalog.releaseCoupons': ({ reference }) => {
        const codes = this.redeemed.get(reference) ?? [];
        for (const code of codes) this.coupons[code]! += 1;
        this.redeemed.delete(reference);
        return { released: codes.length };
      },
      'customer-rx.readPrescription': ({ prescriptionId, owner, measurementId }) => ({
        measurement: measurementId ? aMeasurementValue(measurementId as string) : null,
        prescription: {
          id: prescriptionId,
          product: (prescriptionId as string).startsWith('prescription_cl') ? 'CONTACT_LENS' : 'GLASSES',
          ...eyesUnless(this.papers.has(prescriptionId as string)),
          pd: null,
          segHeightMm: null,
          vertexMm: null,
          pantoscopicTiltDeg: null,
          wrapAngleDeg: null,
          issuedOn: null,
          expiresOn: null,
          birthYear: null,
          contactLenses: (prescriptionId as string).startsWith('prescription_cl')
            ? [{ eye: 'OD', power: '-3.25', baseCurveMm: '8.6', diameterMm: '14.2', brand: null }]
            : [],
        },
        owner: owner ?? { kind: 'guest', id: 'g1' },
        status: this.signedOff.has(prescriptionId as string) ? 'SIGNED_OFF' : 'ENTERED',
        saleable: this.saleable && !this.papers.has(prescriptionId as string),
        issues: this.saleable ? [] : [{ code: 'EXPIRED', message: 'It expired on 1 May.', severity: 'error' }],
      }),
      'customer-rx.readPrescriptionRules': ({ knownVersion }) => ({
        version: this.prescriptionRules.version,
        rules: knownVersion === this.prescriptionRules.version ? null : this.prescriptionRules,
      }),
      'customer-rx.readRelease': ({ prescriptionIds }) => ({
        releases: (prescriptionIds as string[]).map((prescriptionId) => ({
          prescriptionId,
          isReleased: this.released,
        })),
      }),
      'customer-rx.requestReview': ({ prescriptionId }) => {
        this.reviews.push(prescriptionId);
        return { status: 'IN_REVIEW' };
      },
      'inventory.reserveStock': ({ reference, lines, leaseSeconds }) => {
        const known = this.leases.get(`reservation_${reference}`);
        if (!known) {
          for (const line of lines) {
            if ((this.stock[line.sku] ?? 0) < line.quantity) {
              throw Object.assign(new Error('short'), {
                name: 'Refusal',
                code: 'STOCK_SHORT',
                params: {},
                status: 409,
                retryable: false,
                issues: [],
              });
            }
          }
          for (const line of lines) this.stock[line.sku]! -= line.quantity;
        }
        const expiresAt = new Date(this.clock.now().getTime() + leaseSeconds * 1000);
        this.leases.set(`reservation_${reference}`, { lines, expiresAt });
        return { reservationId: `reservation_${reference}`, expiresAt: expiresAt.toISOString() };
      },
      'inventory.extendReservation': ({ reservationId, leaseSeconds }) => {
        const lease = this.leases.get(reservationId);
        if (!lease || lease.expiresAt <= this.clock.now()) return { alive: false, expiresAt: null };
        lease.expiresAt = new Date(this.clock.now().getTime() + leaseSeconds * 1000);
        return { alive: true, expiresAt: lease.expiresAt.toISOString() };
      },
      'inventory.releaseReservation': ({ reservationId }) => {
        const lease = this.leases.get(reservationId);
        if (!lease) return { released: false };
        for (const line of lease.lines) this.stock[line.sku]! += line.quantity;
        this.leases.delete(reservationId);
        return { released: true };
      },
    });
  }
}

export interface House {
  deps: TestDeps;
  subgraph: Subgraph;
  world: FakeWorld;
  clock: FixedClock;
  payments: SimulatedPayments;
  shipping: SimulatedShipping;
  mail: CollectedMail;
  ask(document: string, variables?: Record<string, unknown>, principal?: Principal): Promise<any>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

export const guest = (id = 'g1', grants: string[] = []): Principal => ({ kind: 'guest', id, grants });
export const customer = (id = 'customer_1', guestId: string | null = null): Principal => ({
  kind: 'customer',
  id,
  userId: `user_${id}`,
  guestId,
});
export const staff = (...roles: string[]): Principal => ({
  kind: 'staff',
  id: 'staff_1',
  name: 'Ada',
  roles,
  stores: [],
});

/** The subgraph on a database of its own, with everything outside it simulated. */
export async function openHouse(instead: { payments?: PaymentProvider } = {}): Promise<House> {
  const clock = fixedClock('2026-03-10T15:00:00Z');
  const world = new FakeWorld(clock);
  const deps = await testSubgraphDeps({
    schema: 'orders',
    migrations: ordersMigrations,
    clock,
    caller: world.caller(),
    ...(process.env.TEST_LOG ? { logger: createLogger({ name: 'test', level: process.env.TEST_LOG }) } : {}),
  });
  const payments = new SimulatedPayments();
  const shipping = new SimulatedShipping(clock);
  const mail = new CollectedMail();
  const subgraph = createOrders(deps, { payments, shipping, mail, tax: new SimulatedTax(), ...instead });
  await subgraph.start();
  return {
    deps,
    subgraph,
    world,
    clock,
    payments,
    shipping,
    mail,
    async ask(document, variables = {}, principal = guest()) {
      const result = await executeLocal(subgraph, { document, variables, context: subgraph.context({ principal }) });
      if (result.errors)
        throw new Error(
          result.errors.map((error) => `${error.message} ${JSON.stringify(error.extensions ?? {})}`).join('; '),
        );
      return result.data;
    },
    settle: () => drain(subgraph, { jobs: deps.jobs }),
    async close() {
      await subgraph.stop();
      await deps.close();
    },
  };
}

export const ADDRESS = {
  name: 'Grace Hopper',
  line1: '388 Townsend St',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94107',
  countryCode: 'US',
};

const ADD = `mutation($lines: [AddLineInput!]!, $key: String) { addToCart(lines: $lines, idempotencyKey: $key) {
  __typename ... on Cart { id version itemCount totals { total { amount } } lines { id } } ... on Refusal { code message issues { code } } } }`;
const ADDRESSES = `mutation($cart: ID!, $shipping: AddressInput!) { setCartAddresses(cartId: $cart, email: "grace@example.com", shipping: $shipping) {
  __typename ... on Cart { id version shippingRates { id label arrivesOn deliveryDays amount { amount } } selectedRate { id }
    totals { subtotal { amount } discount { amount } shipping { amount } tax { amount } total { amount } taxLines { label ratePercent amount { amount } } }
    issues { code } promiseDate } ... on Refusal { code message issues { field } } } }`;
const START = `mutation($cart: ID!, $total: Decimal!) { startCheckout(cartId: $cart, expectedTotal: $total) {
  __typename ... on CheckoutSession { id amountMinor currencyCode publishableKey orderNumber expiresAt } ... on Refusal { code message issues { code } } } }`;
export const CONFIRM = `mutation($checkout: ID!, $token: String!) { confirmPayment(checkoutId: $checkout, confirmationTokenId: $token, returnUrl: "http://localhost:3000/checkout") {
  __typename ... on PlacedOrder { accessToken order { id number status } } ... on PaymentActionRequired { checkoutId clientSecret }
  ... on Refusal { code message retryable } } }`;
export const FINISH = `mutation($checkout: ID!) { finishCheckout(checkoutId: $checkout) {
  __typename ... on PlacedOrder { order { id status } } ... on PaymentActionRequired { clientSecret } ... on Refusal { code message } } }`;

export interface WishedLine {
  variantId: string;
  quantity?: number;
  lens?: object;
  contactLens?: object;
  prescriptionId?: string;
}

export async function aCart(
  house: House,
  lines: WishedLine[] = [{ variantId: 'variant_cloth', quantity: 2 }],
  who = guest(),
) {
  const { addToCart } = await house.ask(ADD, { lines }, who);
  return addToCart;
}

export async function anAddressedCart(house: House, lines?: WishedLine[], who = guest()) {
  const cart = await aCart(house, lines, who);
  if (cart.__typename !== 'Cart') throw new Error(JSON.stringify(cart));
  return address(house, cart.id, who);
}

const address = async (house: House, cartId: string, who: Principal) =>
  (await house.ask(ADDRESSES, { cart: cartId, shipping: ADDRESS }, who)).setCartAddresses;

export async function startCheckout(
  house: House,
  cart: { id: string; totals: { total: { amount: string } } },
  who = guest(),
) {
  return (await house.ask(START, { cart: cart.id, total: cart.totals.total.amount }, who)).startCheckout;
}

export async function aCheckout(house: House, lines?: WishedLine[], who = guest()) {
  const checkout = await startCheckout(house, await anAddressedCart(house, lines, who), who);
  if (checkout.__typename !== 'CheckoutSession') throw new Error(JSON.stringify(checkout));
  return checkout;
}

export async function aPaidOrder(house: House, lines?: WishedLine[], who = guest()) {
  return paid(house, await aCheckout(house, lines, who), who);
}

/** Orders a cart as it is. */
export async function payFor(house: House, cartId: string, who = guest()) {
  return paid(house, await startCheckout(house, await address(house, cartId, who), who), who);
}

async function paid(house: House, checkout: { id: string }, who: ReturnType<typeof guest>) {
  const { confirmPayment } = await house.ask(CONFIRM, { checkout: checkout.id, token: 'ctoken_ok' }, who);
  if (confirmPayment.__typename !== 'PlacedOrder') throw new Error(JSON.stringify(confirmPayment));
  return { ...confirmPayment.order, accessToken: confirmPayment.accessToken, checkoutId: checkout.id };
}
