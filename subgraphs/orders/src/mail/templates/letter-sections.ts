import type { MailKind } from '../mail.content.ts';

/** Which facts of the order a kind of letter repeats. A letter about money shows no parcel, and the other way round. */
export interface LetterSections {
  items: boolean;
  totals: boolean;
  address: boolean;
  promise: boolean;
  tracking: boolean;
  refund: boolean;
  returnNumber: boolean;
  reason: boolean;
}

const none: LetterSections = {
  items: false,
  totals: false,
  address: false,
  promise: false,
  tracking: false,
  refund: false,
  returnNumber: false,
  reason: false,
};

const sections: Record<MailKind, LetterSections> = {
  ORDER_CONFIRMATION: { ...none, items: true, totals: true, address: true, promise: true },
  // No reason: an optician may have written powers into it, and health data stays out of mail.
  PRESCRIPTION_PROBLEM: none,
  PRESCRIPTION_REMINDER: { ...none, items: true },
  PRESCRIPTION_AGAIN: { ...none, items: true },
  PRESCRIPTION_RECEIVED: { ...none, promise: true },
  IN_PRODUCTION: { ...none, items: true, promise: true },
  SHIPPED: { ...none, items: true, address: true, promise: true, tracking: true },
  OUT_FOR_DELIVERY: { ...none, address: true, tracking: true },
  DELIVERED: { ...none, items: true },
  RETURN_LABEL: { ...none, returnNumber: true, tracking: true },
  RETURN_REJECTED: { ...none, returnNumber: true, reason: true },
  REFUND: { ...none, refund: true, returnNumber: true, reason: true },
  LATE_PAYMENT_REFUNDED: { ...none, refund: true },
  ORDER_CANCELLED: { ...none, refund: true, reason: true, items: true },
  ORDER_LINE_CANCELLED: { ...none, refund: true, reason: true, items: true, totals: true, promise: true },
};

export const sectionsOf = (kind: MailKind): LetterSections => sections[kind];

const progress: Partial<Record<MailKind, 1 | 2 | 3 | 4>> = {
  ORDER_CONFIRMATION: 1,
  IN_PRODUCTION: 2,
  SHIPPED: 3,
  OUT_FOR_DELIVERY: 3,
  DELIVERED: 4,
};

/** How far the order is, of four steps; null for letters outside its way to the customer. */
export const progressOf = (kind: MailKind): 1 | 2 | 3 | 4 | null => progress[kind] ?? null;
