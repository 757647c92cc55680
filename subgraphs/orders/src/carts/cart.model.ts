import type { Issue } from '@opticworks/kernel';
import type { AddressValue, ContactLensValue, MoneyValue, OperationDef, PowerBandValue } from '@opticworks/schema';
import type { QuoteLines } from '@opticworks/schema/operations/catalog';
import type { Promised } from '../promise/promise.rules.ts';

type OutputOf<T> = T extends OperationDef<any, infer O> ? O : never;
export type Quote = OutputOf<typeof QuoteLines>;
export type QuotedLine = Quote['lines'][number];
export type QuotedCoupon = Quote['coupons'][number];

/** What the customer chose for the lenses of one frame. Powers stay with the prescription. */
export interface LensWish {
  /** Null: it is sent after the order. */
  prescriptionId: string | null;
  /** Sent later, but about this strong: what is paid first. */
  saidBand?: PowerBandValue | null;
  /** What was measured for these glasses; carts kept before it was asked for have none. */
  measurementId?: string | null;
  use: string;
  designId: string;
  materialId: string;
  treatmentIds: string[];
  /** Of those that are made in colours. */
  colours?:
    | { treatmentId: string; colourCode: string; absorptionPercent?: number | null | undefined }[]
    | null
    | undefined;
  /** Whoever wears it needs an impact-resistant material. */
  needsImpactMaterial?: boolean | null | undefined;
  slabOff?: boolean | null | undefined;
  rush: boolean;
  confirmedWarnings: string[];
}

export interface CartLineWish {
  id: string;
  variantId: string;
  quantity: number;
  lens: LensWish | null;
  contactLens: ContactLensValue | null;
  prescriptionId: string | null;
}

export interface CartLine extends CartLineWish {
  quoted: QuotedLine;
  /** What the line costs the customer: its quoted total minus its share of order-wide discounts. */
  totalMinor: string;
  /** Its share of order-wide discounts. */
  sharedDiscountMinor: string;
  taxMinor: string | null;
}

export interface Rate {
  id: string;
  carrier: string;
  service: string;
  label: string;
  amount: MoneyValue;
  deliveryDays: number | null;
  /** What the carrier says of a parcel handed over today. */
  estimatedDelivery: string | null;
  /** The day this order would be there with it; null while a prescription is awaited. Absent in carts from before it was kept. */
  arrivesOn?: string | null;
  guaranteed: boolean;
}

export interface TaxLineValue {
  label: string;
  ratePercent: string;
  amount: MoneyValue;
}

export interface TaxResult {
  /** What it was worked out for; another key means it is out of date. */
  key: string;
  byLine: Record<string, string>;
  shippingMinor: string;
  totalMinor: string;
  lines: TaxLineValue[];
}

export interface TotalsMinor {
  subtotalMinor: string;
  discountMinor: string;
  shippingMinor: string;
  taxMinor: string;
  totalMinor: string;
}

/** Everything in a cart besides its identity; one JSON value, because it always changes as a whole. */
export interface CartContent {
  lines: CartLine[];
  couponCodes: string[];
  coupons: QuotedCoupon[];
  email: string | null;
  shippingAddress: AddressValue | null;
  billingAddress: AddressValue | null;
  addressIssues: Issue[];
  addressSuggestion: AddressValue | null;
  rates: Rate[];
  /** Address and parcel the rates are for, and until when they hold. */
  ratesKey: string | null;
  ratesUntil: string | null;
  selectedRateId: string | null;
  tax: TaxResult | null;
  totals: TotalsMinor;
  promiseDate: string | null;
  /** What the day follows from. Absent in carts from before it was kept. */
  promised?: Promised | null;
  issues: Issue[];
  /** Idempotency keys of the last additions, newest last. */
  appliedKeys: string[];
}

export interface Cart {
  id: string;
  ownerKind: 'customer' | 'guest';
  ownerId: string;
  state: 'open' | 'converted' | 'merged';
  version: number;
  currency: string;
  locale: 'en' | 'de';
  content: CartContent;
  createdAt: Date;
  updatedAt: Date;
}

export const emptyContent = (): CartContent => ({
  lines: [],
  couponCodes: [],
  coupons: [],
  email: null,
  shippingAddress: null,
  billingAddress: null,
  addressIssues: [],
  addressSuggestion: null,
  rates: [],
  ratesKey: null,
  ratesUntil: null,
  selectedRateId: null,
  tax: null,
  totals: { subtotalMinor: '0', discountMinor: '0', shippingMinor: '0', taxMinor: '0', totalMinor: '0' },
  promiseDate: null,
  issues: [],
  appliedKeys: [],
});
