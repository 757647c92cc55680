import type { CheckCode } from '@opticworks/optics/lab';
import { parsePower } from '@opticworks/optics/prescription';

/** What an inspector types for one lens, as text. */
export interface EyeReading {
  sphere: string;
  cylinder: string;
  axis: string;
  add: string;
  prismIn: string;
  prismUp: string;
  pd: string;
  height: string;
  thickness: string;
  base: string;
  segment: string;
  tilt: string;
  warpage: string;
  reference: string;
}

export const emptyReading: EyeReading = {
  sphere: '',
  cylinder: '',
  axis: '',
  add: '',
  prismIn: '',
  prismUp: '',
  pd: '',
  height: '',
  thickness: '',
  base: '',
  segment: '',
  tilt: '',
  warpage: '',
  reference: '',
};

export type ReadingKind = 'signed' | 'unsigned' | 'axis' | 'number';

export interface ReadingField {
  name: keyof EyeReading;
  label: string;
  kind: ReadingKind;
  /** The checks that judge it for one eye; those of the pair are shown apart. */
  checks: readonly CheckCode[];
  /** Of an arrow key, and with shift, in what is typed. */
  step: readonly [number, number];
  decimals: number;
  /** Only on some lenses; folded away otherwise. */
  isExtra?: boolean;
}

const dioptres = { step: [0.01, 0.25], decimals: 2 } as const;
const millimetres = { step: [0.1, 0.5], decimals: 1 } as const;

/** In the order of the hand: through the lensmeter first, then the rule, then the caliper. */
export const readingFields: readonly ReadingField[] = [
  {
    name: 'sphere',
    label: 'Sphere',
    kind: 'signed',
    checks: ['POWER', 'POWER_ALONG_AXIS', 'POWER_ACROSS_AXIS'],
    ...dioptres,
  },
  { name: 'cylinder', label: 'Cylinder', kind: 'signed', checks: ['CYLINDER'], ...dioptres },
  { name: 'axis', label: 'Axis, °', kind: 'axis', checks: ['AXIS'], step: [1, 5], decimals: 0 },
  { name: 'add', label: 'Add', kind: 'unsigned', checks: ['ADD'], ...dioptres },
  {
    name: 'prismIn',
    label: 'Prism in + / out −',
    kind: 'number',
    checks: ['PRISM_UNMOUNTED', 'PRISM_EYE'],
    ...dioptres,
  },
  { name: 'prismUp', label: 'Prism up + / down −', kind: 'number', checks: [], ...dioptres },
  { name: 'pd', label: 'PD, mm', kind: 'number', checks: ['PD', 'FITTING_CROSS'], ...millimetres },
  { name: 'height', label: 'Height, mm', kind: 'number', checks: ['HEIGHT'], ...millimetres },
  { name: 'thickness', label: 'Centre thickness, mm', kind: 'number', checks: ['CENTRE_THICKNESS'], ...millimetres },
  { name: 'base', label: 'Base curve, D', kind: 'number', checks: ['BASE_CURVE'], ...dioptres, isExtra: true },
  { name: 'segment', label: 'Segment, mm', kind: 'number', checks: ['SEGMENT_SIZE'], ...millimetres, isExtra: true },
  {
    name: 'tilt',
    label: 'Segment tilt, °',
    kind: 'number',
    checks: ['SEGMENT_TILT'],
    step: [0.5, 1],
    decimals: 1,
    isExtra: true,
  },
  { name: 'warpage', label: 'Warpage, D', kind: 'number', checks: ['WARPAGE'], ...dioptres, isExtra: true },
  {
    name: 'reference',
    label: 'Reference point, mm up',
    kind: 'number',
    checks: [],
    ...millimetres,
    isExtra: true,
  },
];

export const readingProblems: Record<ReadingKind, string> = {
  signed: 'A number with its sign, such as −2.25',
  unsigned: 'A number, such as 2.25',
  axis: 'Whole degrees from 1 to 180',
  number: 'A number, such as 31.5',
};

/** @returns undefined for an empty field, NaN for what is no number */
export function readNumber(text: string): number | undefined {
  const typed = text.trim().replace(',', '.').replace(/[−–]/g, '-');
  if (typed === '') return undefined;
  return /^[+-]?\d{1,3}(\.\d{1,3})?$/.test(typed) ? Number(typed) : Number.NaN;
}

/** A reading of the lensmeter may lie between the steps in which lenses are ordered, so it is read as a number; only its sign is strict. */
export function readPower(text: string, isSigned: boolean): number | null {
  const typed = text.trim().replace(/[−–]/g, '-').replace(',', '.');
  if (!/^[+-]?\d{1,2}(\.\d{1,3})?$/.test(typed)) {
    const word = parsePower(typed, { kind: 'sphere' });
    return word.ok ? word.value : null;
  }
  const value = Math.round(Number(typed) * 1000);
  return isSigned && value !== 0 && !/^[+-]/.test(typed) ? null : value;
}

/** Whether what stands in a field can be read; an empty field can. */
export function mayBeRead(text: string, kind: ReadingKind): boolean {
  if (text.trim() === '') return true;
  if (kind === 'signed' || kind === 'unsigned') return readPower(text, kind === 'signed') !== null;
  const value = readNumber(text);
  if (value === undefined || Number.isNaN(value)) return false;
  return kind === 'number' || (Number.isInteger(value) && value >= 1 && value <= 180);
}

/** What an arrow key makes of a field; an empty or unreadable one starts at what was ordered. */
export function stepped(text: string, field: ReadingField, by: number, from: number): string {
  const typed = readNumber(text);
  const isStart = typed === undefined || Number.isNaN(typed);
  const next = isStart ? from : typed + by;
  if (field.kind === 'axis') return String(((((Math.round(next) - 1) % 180) + 180) % 180) + 1);
  const size = Math.abs(next).toFixed(Math.max(field.decimals, /[.,]\d{3}$/.test(text) ? 3 : 0));
  const isZero = Number(size) === 0;
  const sign = isZero ? '' : next < 0 ? '−' : field.kind === 'signed' || field.name.startsWith('prism') ? '+' : '';
  return `${sign}${size}`;
}
