import { formatPowerMachine, roundToStep } from './format-power.ts';
import type { Mdpt } from './prescription.types.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from './thresholds.ts';

export type PowerKind = 'sphere' | 'cylinder' | 'add' | 'prism';

export type ParsePowerCode = 'EMPTY' | 'NOT_A_POWER' | 'SIGN_REQUIRED' | 'STEP' | 'DID_YOU_MEAN' | 'RANGE';

export type ParsedPower =
  | { ok: true; value: number }
  /** `suggestions` are values to offer as buttons, nearest first; none is ever taken on its own. */
  | {
      ok: false;
      code: ParsePowerCode;
      suggestions: number[];
      /** With RANGE: what was read, where it lies on a step; its limit says what to do about it. */
      value?: number;
    };

const ZERO_WORDS: Record<PowerKind, RegExp> = {
  sphere: /^(pl|plano|plan)\.?$/i,
  cylinder: /^(ds|sph|pl|plano)\.?$/i,
  add: /^(none)$/i,
  prism: /^(none)$/i,
};

/**
 * Reads one typed power. Strict: a missing sign, an impossible step or a probable slip of the decimal point is asked back,
 * never guessed and never rounded.
 *
 * Accepts "−2.25" with any dash, a decimal comma, "PL"/"plano"/"0.00" as zero, "DS"/"SPH" as a zero cylinder or after a sphere,
 * and eighths in their two-digit spelling (0.12 means 0.125). "-22.5" asks whether −2.25 or −22.50 was meant;
 * "-22.50", with both decimals, is taken as written.
 * @param text what was typed
 * @param options.kind which field; sphere and cylinder need a sign unless zero, add and prism do not
 * @returns thousandths of a dioptre (of a prism dioptre for prism), or a code with suggestions in the same unit
 */
export function parsePower(
  text: string,
  options: { kind: PowerKind; thresholds?: PrescriptionThresholds },
): ParsedPower {
  const { kind, thresholds = prescriptionThresholds } = options;
  const typed = text.trim().replace(/[−–—]/g, '-').replace(',', '.').replace(/\s+/g, ' ');
  if (typed === '') return refuse('EMPTY');
  if (ZERO_WORDS[kind].test(typed)) return { ok: true, value: 0 };

  const match = /^([+-]?) ?(\d{1,4})(?:\.(\d{0,3}))? ?(?:D|dpt|Δ)?(?: ?(?:DS|SPH))?$/i.exec(typed);
  // Without a zero before its point "-.50" is asked back: a point that is overlooked makes ten times as much of it.
  if (!match) return refuse('NOT_A_POWER');
  const [sign, whole, decimals] = [match[1]!, match[2]!, match[3] ?? ''];
  const magnitude = Number(`${whole}.${decimals}`) * 1000;
  const signed = (value: number) => (sign === '-' ? -value : value);
  const needsSign = kind === 'sphere' || kind === 'cylinder';

  if (kind === 'prism' && sign === '-') return refuse('NOT_A_POWER');
  const value = onStep(magnitude, thresholds);
  if (value === 0) return { ok: true, value: 0 };
  // Beyond the plus limit and within the minus one only the sign can be missing.
  if (
    needsSign &&
    sign === '' &&
    value !== null &&
    !isPossible(kind, value, thresholds) &&
    isPossible(kind, -value, thresholds)
  ) {
    const slips = nearbySpellings(whole, decimals, thresholds).filter((m) => isUsual(kind, m, thresholds));
    return refuse(
      slips.length > 0 ? 'DID_YOU_MEAN' : 'SIGN_REQUIRED',
      slips.length > 0 ? spread(slips, sign, needsSign) : [-value],
    );
  }
  if (value === null || !isPossible(kind, signed(value), thresholds)) {
    const meant = nearbySpellings(whole, decimals, thresholds).filter((m) => isUsual(kind, signed(m), thresholds));
    if (meant.length > 0) return refuse(value === null ? 'STEP' : 'DID_YOU_MEAN', spread(meant, sign, needsSign));
    if (value !== null) return { ...refuse('RANGE'), value: signed(value) };
    const near = spread(stepsAround(magnitude, thresholds), sign, needsSign);
    const possible = near.filter((m) => isPossible(kind, m, thresholds));
    return possible.length > 0 ? refuse('STEP', possible) : refuse('RANGE');
  }
  if (needsSign && sign === '')
    return refuse(
      'SIGN_REQUIRED',
      [value, -value].filter((m) => isPossible(kind, m, thresholds)),
    );
  if (!isUsual(kind, signed(value), thresholds)) {
    // Two decimals leave no place the point could have slipped from: "-22.50" is meant.
    const slips = slippedPoint(whole, decimals, thresholds);
    if (slips.length > 0) return refuse('DID_YOU_MEAN', [...slips.map(signed), signed(value)]);
  }
  return { ok: true, value: signed(value) };
}

/**
 * The nearest eighth step when the number spells one, otherwise null.
 * @param thousandths any sign; 2120 and 2130 both spell 2125
 */
export function onStep(thousandths: number, thresholds: PrescriptionThresholds = prescriptionThresholds): Mdpt | null {
  const nearest = roundToStep(thousandths, thresholds.step);
  // 2.13 times a thousand is not quite 2130.
  return Number(Math.abs(nearest - thousandths).toFixed(3)) <= thresholds.stepSpelling ? nearest : null;
}

/** Suggestions of a refusal as machine text, ready to be offered and parsed again. */
export const suggestionTexts = (suggestions: readonly number[]): string[] => suggestions.map(formatPowerMachine);

const refuse = (code: ParsePowerCode, suggestions: number[] = []) => ({ ok: false, code, suggestions }) as const;

/** Values a magnitude may stand for: the typed sign, or both where one is needed and missing. Zero has no sign. */
function spread(magnitudes: number[], sign: string, needsSign: boolean): number[] {
  const isOpen = sign === '' && needsSign;
  return magnitudes.flatMap((m) => (m === 0 ? [0] : isOpen ? [m, -m] : [sign === '-' ? -m : m]));
}

/** "1.2" may be the start of 1.25; "225" and "22.5" may be 2.25 with the point lost or slipped. */
function nearbySpellings(whole: string, decimals: string, thresholds: PrescriptionThresholds): number[] {
  const completions = ['2', '5', '7'].map((last) => onStep(Number(`${whole}.${decimals}${last}`) * 1000, thresholds));
  return [...new Set([...completions.filter(isPower), ...slippedPoint(whole, decimals, thresholds)])];
}

function slippedPoint(whole: string, decimals: string, thresholds: PrescriptionThresholds): number[] {
  const digits = whole + decimals;
  const shifted = [1, 2]
    .filter((places) => digits.length - places < whole.length && digits.length > places)
    .map((places) => onStep(Number(`${digits.slice(0, -places)}.${digits.slice(-places)}`) * 1000, thresholds));
  return [...new Set(shifted.filter(isPower))];
}

const isPower = (value: number | null): value is number => (value ?? 0) > 0;

function stepsAround(magnitude: number, thresholds: PrescriptionThresholds): number[] {
  const quarter = thresholds.step * 2;
  const below = Math.floor(magnitude / quarter) * quarter;
  const around = [below, below + quarter];
  return around.sort((a, b) => Math.abs(a - magnitude) - Math.abs(b - magnitude));
}

function isPossible(kind: PowerKind, value: number, t: PrescriptionThresholds): boolean {
  if (kind === 'sphere') return value >= t.sphere.min && value <= t.sphere.max;
  if (kind === 'cylinder') return Math.abs(value) <= t.cylinder.max;
  // A negative ADD is readable; that it cannot be made is the validator's sentence.
  return Math.abs(value) <= (kind === 'add' ? t.add.max : t.prism.max);
}

function isUsual(kind: PowerKind, value: number, t: PrescriptionThresholds): boolean {
  if (kind === 'sphere') return value >= t.sphere.usualMin && value <= t.sphere.usualMax;
  if (kind === 'cylinder') return Math.abs(value) <= t.cylinder.usualMax;
  return kind === 'add'
    ? Math.abs(value) >= t.add.usualMin && Math.abs(value) <= t.add.usualMax
    : value <= t.prism.horizontalUsualMax;
}
