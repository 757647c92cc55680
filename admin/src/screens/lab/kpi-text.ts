import { count, percent } from '../../kit/format.ts';

export interface KpiShape {
  code: string;
  unit: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  numeratorOf: string;
  denominatorOf: string;
}

/** The number as it is read; what is not known is said, never shown as zero. */
export function kpiValue({ unit, value }: Pick<KpiShape, 'unit' | 'value'>): string {
  if (value === null) return 'unknown';
  if (unit === 'PERCENT') return percent(value);
  if (unit === 'HOURS') return `${value.toFixed(1)} h`;
  if (unit === 'JOBS_PER_HOUR') return `${value.toFixed(2)} per hour`;
  return count(value);
}

/** Numerator and denominator with what they count: "12 jobs passed at first ÷ 15 jobs first inspected". */
export function kpiSum(kpi: KpiShape): string {
  const part = (value: number | null, of: string) =>
    value === null ? null : `${count(value)} ${value === 1 ? ofOne(of) : of}`.trim();
  const parts = [part(kpi.numerator, kpi.numeratorOf), part(kpi.denominator, kpi.denominatorOf)].filter(Boolean);
  return parts.join(' ÷ ');
}

const ofOne = (things: string): string => things.replace(/\bjobs\b/, 'job').replace(/\blenses\b/, 'lens');

/** What was measured of one member: hours, days late, or days in the lab. */
export function memberValue(code: string, row: { value: string | null; hit: number }): string {
  if (row.value === null) return '';
  const value = Number(row.value);
  if (code === 'ON_TIME') return value > 0 ? `${value} d late` : value < 0 ? `${-value} d early` : 'on the day';
  return code === 'WIP' ? `${value.toFixed(1)} d` : `${value.toFixed(1)} h`;
}
