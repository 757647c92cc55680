import type { Eye } from '../prescription/prescription.types.ts';
import type { CheckCode, OpenCheck } from './inspect-types.ts';
import type { Limit } from './tolerance-profile.ts';

/** Lets readings that sit exactly on the limit pass in spite of binary fractions. */
const SLACK = 1e-9;

export function check(
  code: CheckCode,
  eye: Eye | 'pair',
  values: readonly [nominal: number, measured: number],
  limit: Limit,
  deviation = Math.abs(values[1] - values[0]),
): OpenCheck {
  const [nominal, measured] = values;
  const pass = deviation <= limit.value + SLACK;
  return { code, eye, nominal, measured, tolerance: limit.value, deviation, pass, source: limit.source };
}

/** One value against its limit; nothing where it was not ordered, not read, or the profile has no such limit. */
export function compared(
  code: CheckCode,
  eye: Eye | 'pair',
  nominal: number | undefined,
  measured: number | undefined,
  limit: Limit | null,
): OpenCheck[] {
  if (nominal === undefined || measured === undefined || limit === null) return [];
  return [check(code, eye, [nominal, measured], limit)];
}
