import {
  type CheckCode,
  type InspectedLens,
  type InspectedPair,
  inspect,
  toleranceProfiles,
} from '@opticworks/optics/lab';
import { type Eye, type Prism, parsePower } from '@opticworks/optics/prescription';
import { axis, mm, power } from '../../kit/format.ts';

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
};

interface OrderedLens {
  eye: string;
  sphere: string;
  cylinder: string | null;
  axis: number | null;
  add: string | null;
  centreThicknessMm: string;
}
export interface OrderedPair {
  lenses: readonly OrderedLens[];
  pdOdMm: string;
  pdOsMm: string;
  fittingHeightMm: string | null;
  isProgressive: boolean;
  prisms: Record<Eye, readonly { amount: string; base: string }[]>;
}

export interface Preview {
  eye: Eye | 'pair';
  code: CheckCode;
  label: string;
  nominal: string;
  measured: string;
  deviation: string;
  tolerance: string;
  pass: boolean;
}

const thousandths = (text: string | null | undefined) =>
  Math.round(Number((text ?? '0').replace('−', '-') || '0') * 1000);
const number = (text: string): number | undefined => {
  const value = Number(text.trim().replace(',', '.').replace('−', '-'));
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
};

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

export type ReadingKind = 'signed' | 'unsigned' | 'axis' | 'number';

/** Whether what stands in a field can be read; an empty field can. */
export function mayBeRead(text: string, kind: ReadingKind): boolean {
  if (text.trim() === '') return true;
  if (kind === 'signed' || kind === 'unsigned') return readPower(text, kind === 'signed') !== null;
  const value = number(text);
  if (value === undefined) return false;
  return kind === 'number' || (Number.isInteger(value) && value >= 1 && value <= 180);
}

function ordered(pair: OrderedPair, eye: Eye): InspectedLens {
  const lens = pair.lenses.find((one) => one.eye.toLowerCase() === eye);
  const heightMm = pair.fittingHeightMm === null ? {} : { heightMm: Number(pair.fittingHeightMm) };
  return {
    sphere: thousandths(lens?.sphere),
    cylinder: thousandths(lens?.cylinder),
    axis: lens?.axis ?? null,
    add: lens?.add ? thousandths(lens.add) : null,
    prisms: pair.prisms[eye].map((prism) => ({
      amount: thousandths(prism.amount),
      base: prism.base.toLowerCase() as Prism['base'],
    })),
    ...heightMm,
    ...(lens && { centreThicknessMm: Number(lens.centreThicknessMm) }),
  };
}

function prismsOf(reading: EyeReading): Prism[] | undefined {
  const [inward, up] = [number(reading.prismIn), number(reading.prismUp)];
  if (inward === undefined && up === undefined) return undefined;
  const one = (value: number | undefined, positive: Prism['base'], negative: Prism['base']): Prism[] =>
    value ? [{ amount: Math.round(Math.abs(value) * 1000), base: value > 0 ? positive : negative }] : [];
  return [...one(inward, 'in', 'out'), ...one(up, 'up', 'down')];
}

function measuredLens(reading: EyeReading, nominal: InspectedLens): InspectedLens | null {
  const sphere = readPower(reading.sphere, true);
  if (sphere === null) return null;
  const cylinder = reading.cylinder.trim() === '' ? 0 : readPower(reading.cylinder, true);
  if (cylinder === null) return null;
  const degrees = number(reading.axis);
  // Without an axis a cylinder cannot be judged.
  if (cylinder !== 0 && degrees === undefined) return null;
  const prisms = prismsOf(reading);
  const heightMm = number(reading.height);
  const centreThicknessMm = number(reading.thickness);
  const add = reading.add.trim() === '' ? null : readPower(reading.add, false);
  return {
    sphere,
    cylinder,
    axis: cylinder === 0 ? null : (degrees ?? nominal.axis),
    ...(add !== null && { add }),
    ...(prisms && { prisms }),
    ...(heightMm !== undefined && { heightMm }),
    ...(centreThicknessMm !== undefined && { centreThicknessMm }),
  };
}

const labels: Partial<Record<CheckCode, string>> = {
  POWER: 'Power, strongest meridian',
  CYLINDER: 'Cylinder',
  AXIS: 'Axis',
  ADD: 'Add',
  PRISM_VERTICAL: 'Vertical imbalance',
  PRISM_HORIZONTAL: 'Horizontal imbalance',
  PD: 'PD',
  HEIGHT: 'Height',
  HEIGHT_PAIR: 'Height, right to left',
  CENTRE_THICKNESS: 'Centre thickness',
};
const inDioptres: readonly CheckCode[] = ['POWER', 'CYLINDER', 'ADD'];
const inPrism: readonly CheckCode[] = ['PRISM_VERTICAL', 'PRISM_HORIZONTAL', 'PRISM_UNMOUNTED'];

function say(code: CheckCode, value: number, isSize: boolean): string {
  if (inDioptres.includes(code)) return isSize ? (value / 1000).toFixed(2) : power(String(value / 1000));
  if (inPrism.includes(code)) return `${(value / 1000).toFixed(2)}Δ`;
  if (code === 'AXIS') return isSize ? `${value}°` : axis(value);
  return `${mm(value, 2)} mm`;
}

/**
 * What the tolerance rules say to what has been typed so far, value by value. A lens that cannot be read yet is left out by holding
 * it against itself. Only a preview: the server judges with the same rules and its own nominal values.
 */
export function previewInspection(pair: OrderedPair, readings: Record<Eye, EyeReading>): Preview[] {
  const profile = toleranceProfiles['ansi-z80.1'];
  if (!profile) return [];
  const nominal = { od: ordered(pair, 'od'), os: ordered(pair, 'os') };
  const found = { od: measuredLens(readings.od, nominal.od), os: measuredLens(readings.os, nominal.os) };
  const pds = { od: number(readings.od.pd), os: number(readings.os.pd) };
  const hasPd = pds.od !== undefined && pds.os !== undefined;
  const wanted: InspectedPair = {
    ...nominal,
    pdMm: Number(pair.pdOdMm) + Number(pair.pdOsMm),
    monocularPdMm: { odMm: Number(pair.pdOdMm), osMm: Number(pair.pdOsMm) },
  };
  const measured: InspectedPair = {
    od: found.od ?? { ...nominal.od },
    os: found.os ?? { ...nominal.os },
    ...(hasPd && { pdMm: (pds.od ?? 0) + (pds.os ?? 0), monocularPdMm: { odMm: pds.od ?? 0, osMm: pds.os ?? 0 } }),
  };
  const isBoth = found.od !== null && found.os !== null;
  const { checks } = inspect(wanted, measured, profile, {
    kind: pair.isProgressive ? 'progressive' : 'single-vision-or-multifocal',
  });
  return checks
    .filter((check) => (check.eye === 'pair' ? isBoth : found[check.eye] !== null))
    .map((check) => ({
      eye: check.eye,
      code: check.code,
      label: labels[check.code] ?? check.code,
      nominal: say(check.code, check.nominal, false),
      measured: say(check.code, check.measured, false),
      deviation: say(check.code, check.deviation, true),
      tolerance: say(check.code, check.tolerance, true),
      pass: check.pass,
    }));
}
