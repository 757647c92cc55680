import type { AddressValue } from '@opticworks/schema';

/** Every letter about an order. */
export const mailKinds = [
  'ORDER_CONFIRMATION',
  'PRESCRIPTION_PROBLEM',
  'PRESCRIPTION_REMINDER',
  'PRESCRIPTION_RECEIVED',
  'PRESCRIPTION_AGAIN',
  'IN_PRODUCTION',
  'SHIPPED',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'RETURN_LABEL',
  'RETURN_REJECTED',
  'REFUND',
  'LATE_PAYMENT_REFUNDED',
  'ORDER_CANCELLED',
  'ORDER_LINE_CANCELLED',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** An optician turned it down; it is no longer good; lenses or frame do not go with it; it is stronger than was said and paid for. */
export type PrescriptionProblem = 'REJECTED' | 'NOT_GOOD' | 'NOT_MAKEABLE' | 'STRONGER';

/** Amounts come formatted for the reader; a letter computes nothing. No powers, no prescriptions: only that there is one. */
export interface MailContent {
  kind: MailKind;
  locale: 'en' | 'de';
  orderNumber: string;
  /** Name as on the shipping address. */
  recipient: string;
  /** The order page, with its signed token. */
  orderUrl: string;
  lines: { title: string; detail: string; quantity: number; total: string }[];
  totals: { label: 'subtotal' | 'discount' | 'shipping' | 'tax' | 'total'; amount: string }[];
  shippingAddress: AddressValue | null;
  promiseDate: string | null;
  /** A pair waits for a prescription that its customer has yet to send. */
  awaitsPrescription: boolean;
  tracking: { carrier: string; code: string; url: string | null; estimatedDelivery: string | null } | null;
  refund: { amount: string; reason: string | null } | null;
  returnNumber: string | null;
  /** Where the return label can be printed. */
  labelUrl: string | null;
  /** Why the prescription that was sent later does not do; without a word of what it says. */
  whyAgain: { problem: PrescriptionProblem; costsMore: string | null } | null;
  /** What was taken out of the order, in words. */
  cancelled: string | null;
  /** Why, where the letter tells a reason (rejection, cancellation). */
  reason: string | null;
}
