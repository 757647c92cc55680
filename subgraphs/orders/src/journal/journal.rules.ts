/**
 * The accounts of the shop. Money that arrived for goods not yet sent is a debt to the customer (`customer_deposits`); it
 * becomes sales, delivery income and tax owed when the parcel leaves.
 */
export const ACCOUNTS = {
  clearing: 'stripe_clearing',
  deposits: 'customer_deposits',
  sales: 'sales',
  discounts: 'sales_discounts',
  returns: 'sales_returns',
  shipping: 'shipping_income',
  tax: 'tax_payable',
} as const;

export interface Posting {
  account: string;
  side: 'debit' | 'credit';
  amountMinor: bigint;
}

export interface Entry {
  /** What it records, once: `capture:payment_…`. */
  source: string;
  kind: string;
  memo: string;
  postings: Posting[];
}

const debit = (account: string, amountMinor: bigint): Posting => ({ account, side: 'debit', amountMinor });
const credit = (account: string, amountMinor: bigint): Posting => ({ account, side: 'credit', amountMinor });

/** Leaves out what is zero. @throws RangeError when the rest does not balance */
export function entry(source: string, kind: string, memo: string, postings: Posting[]): Entry {
  const moved = postings.filter(({ amountMinor }) => amountMinor !== 0n);
  const difference = moved.reduce(
    (sum, { side, amountMinor }) => sum + (side === 'debit' ? amountMinor : -amountMinor),
    0n,
  );
  if (difference !== 0n) throw new RangeError(`The entry ${source} does not balance.`);
  if (moved.some(({ amountMinor }) => amountMinor < 0n))
    throw new RangeError('A posting is positive; change its side instead.');
  return { source, kind, memo, postings: moved };
}

/** The customer's money arrived. */
export function captureEntry(paymentId: string, orderNumber: string, amountMinor: bigint): Entry {
  return entry(`capture:${paymentId}`, 'CAPTURE', `Payment for ${orderNumber}`, [
    debit(ACCOUNTS.clearing, amountMinor),
    credit(ACCOUNTS.deposits, amountMinor),
  ]);
}

export interface SaleAmounts {
  subtotalMinor: bigint;
  discountMinor: bigint;
  shippingMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
}

/** The goods left the house: the deposit is earned. */
export function saleEntry(orderId: string, orderNumber: string, amounts: SaleAmounts): Entry {
  return entry(`sale:${orderId}`, 'SALE', `Sale of ${orderNumber}`, [
    debit(ACCOUNTS.deposits, amounts.totalMinor),
    debit(ACCOUNTS.discounts, amounts.discountMinor),
    credit(ACCOUNTS.sales, amounts.subtotalMinor),
    credit(ACCOUNTS.shipping, amounts.shippingMinor),
    credit(ACCOUNTS.tax, amounts.taxMinor),
  ]);
}

export interface RefundAmounts {
  amountMinor: bigint;
  taxMinor: bigint;
  /** The goods had not left: it was still a deposit. */
  beforeSale: boolean;
}

/** Money goes back to the customer. */
export function refundEntry(refundId: string, orderNumber: string, amounts: RefundAmounts): Entry {
  const { amountMinor, taxMinor, beforeSale } = amounts;
  return entry(
    `refund:${refundId}`,
    'REFUND',
    `Refund for ${orderNumber}`,
    beforeSale
      ? [debit(ACCOUNTS.deposits, amountMinor), credit(ACCOUNTS.clearing, amountMinor)]
      : [
          debit(ACCOUNTS.returns, amountMinor - taxMinor),
          debit(ACCOUNTS.tax, taxMinor),
          credit(ACCOUNTS.clearing, amountMinor),
        ],
  );
}

/** The same amounts on the other sides: the journal is never edited. */
export function reversalOf(original: Entry, reason: string): Entry {
  return entry(
    `reversal:${original.source}`,
    'REVERSAL',
    reason,
    original.postings.map((posting) => ({ ...posting, side: posting.side === 'debit' ? 'credit' : 'debit' })),
  );
}
