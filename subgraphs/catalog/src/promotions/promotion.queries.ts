import type { PromotionFacts } from './promotion.rules.ts';

export interface PromotionRow {
  id: string;
  name: string;
  kind: 'ORDER' | 'SECOND_PAIR';
  code: string | null;
  percent_off_bps: number | null;
  amount_off_minor: string | null;
  currency: string;
  minimum_subtotal_minor: string | null;
  starts_at: Date | string;
  ends_at: Date | string | null;
  usage_limit: number | null;
  times_used: number;
  created_at: Date | string;
}

export const promotionColumns = `id, name, kind, code, percent_off_bps, amount_off_minor, currency, minimum_subtotal_minor, starts_at, ends_at,
  usage_limit, times_used, created_at`;

const instant = (value: Date | string): Date => (value instanceof Date ? value : new Date(value));

export const promotionFacts = (row: PromotionRow): PromotionFacts => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  code: row.code,
  percentOffBps: row.percent_off_bps,
  amountOffMinor: row.amount_off_minor === null ? null : BigInt(row.amount_off_minor),
  currency: row.currency,
  minimumSubtotalMinor: row.minimum_subtotal_minor === null ? null : BigInt(row.minimum_subtotal_minor),
  startsAt: instant(row.starts_at),
  endsAt: row.ends_at === null ? null : instant(row.ends_at),
  usageLimit: row.usage_limit,
  timesUsed: row.times_used,
});

/** Codes are compared in capitals without surrounding space, however they were typed. */
export const normalCode = (code: string): string => code.trim().toUpperCase();
