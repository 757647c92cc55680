import {
  type InspectedLens,
  type InspectedPair,
  type InspectionCheck,
  inspect,
  type LensmeterEye,
  type LensmeterEyes,
  type MeasuredPair,
  type MissingReading,
  missingReadings,
  toleranceProfiles,
  unverifiedProfiles,
} from '@opticworks/optics/lab';
import { EYES, type Eye, formatPower, type Prism } from '@opticworks/optics/prescription';
import { type EyeReading, emptyReading, readNumber, readPower } from './inspection-fields.ts';

export type Readings = Record<Eye, EyeReading>;

interface NominalLens {
  eye: string;
  isMade: boolean;
  sphere: number;
  cylinder: number;
  axis: number | null;
  /** As ordered, where the lens must read other than that. */
  orderedSphere: number;
  orderedCylinder: number;
  orderedAxis: number | null;
  add: number | null;
  /** Of a trifocal's part for arm's length. */
  intermediateAdd?: number | null;
  prismIn: number;
  prismUp: number;
  pdMm: string;
  heightMm: string | null;
  centreThicknessMm: string | null;
  baseCurve: number | null;
  segmentSizeMm: string | null;
}

/** What the server says an inspection of this job holds the lenses against. */
export interface Plan {
  profile: string;
  judgesUnverified: boolean;
  isProgressive: boolean;
  lenses: readonly NominalLens[];
  nearPdMm: string | null;
}

const lensOf = (plan: Plan, eye: Eye): NominalLens | undefined =>
  plan.lenses.find((lens) => lens.eye.toLowerCase() === eye);

export const madeEyes = (plan: Plan): Eye[] => EYES.filter((eye) => lensOf(plan, eye)?.isMade);

const part = (value: number, plus: Prism['base'], minus: Prism['base']): Prism[] =>
  value === 0 ? [] : [{ amount: Math.abs(value), base: value > 0 ? plus : minus }];
const prismsFrom = (inward: number, up: number): Prism[] => [...part(inward, 'in', 'out'), ...part(up, 'up', 'down')];
const mmOf = (text: string | null): number | undefined => (text === null ? undefined : Number(text));

/** Leaves out what is undefined: absent is not the same as zero. */
function given<T extends object>(values: { [K in keyof T]?: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function nominalLens(lens: NominalLens | undefined): InspectedLens {
  if (!lens) return { sphere: 0, cylinder: 0, axis: null };
  return {
    sphere: lens.sphere,
    cylinder: lens.cylinder,
    axis: lens.axis,
    add: lens.add,
    prisms: prismsFrom(lens.prismIn, lens.prismUp),
    ...given<InspectedLens>({
      heightMm: mmOf(lens.heightMm),
      centreThicknessMm: mmOf(lens.centreThicknessMm),
      baseCurve: lens.baseCurve ?? undefined,
      segmentSizeMm: mmOf(lens.segmentSizeMm),
    }),
  };
}

export function nominalPair(plan: Plan): InspectedPair {
  const pd = (eye: Eye) => Number(lensOf(plan, eye)?.pdMm ?? 0);
  return {
    od: nominalLens(lensOf(plan, 'od')),
    os: nominalLens(lensOf(plan, 'os')),
    pdMm: pd('od') + pd('os'),
    monocularPdMm: { odMm: pd('od'), osMm: pd('os') },
    ...given<InspectedPair>({ nearPdMm: mmOf(plan.nearPdMm) }),
  };
}

const thousandths = (value: number | undefined) => (value === undefined ? undefined : Math.round(value * 1000));

/** A lens as far as it can be read; null while its power cannot. */
export function measuredLens(reading: EyeReading): InspectedLens | null {
  const sphere = readPower(reading.sphere, true);
  if (sphere === null) return null;
  const cylinder = reading.cylinder.trim() === '' ? 0 : readPower(reading.cylinder, true);
  if (cylinder === null) return null;
  const axis = readNumber(reading.axis);
  // Without an axis a cylinder cannot be judged.
  if (cylinder !== 0 && (axis === undefined || Number.isNaN(axis))) return null;
  const [inward, up] = [readNumber(reading.prismIn), readNumber(reading.prismUp)];
  const add = reading.add.trim() === '' ? null : readPower(reading.add, false);
  return {
    sphere,
    cylinder,
    axis: cylinder === 0 ? null : (axis ?? null),
    add,
    ...(inward === undefined && up === undefined
      ? {}
      : { prisms: prismsFrom(thousandths(inward) ?? 0, thousandths(up) ?? 0) }),
    ...given<InspectedLens>({
      heightMm: readNumber(reading.height),
      centreThicknessMm: readNumber(reading.thickness),
      baseCurve: thousandths(readNumber(reading.base)),
      segmentSizeMm: readNumber(reading.segment),
      segmentTiltDeg: readNumber(reading.tilt),
      warpage: thousandths(readNumber(reading.warpage)),
    }),
  };
}

/** What has to be read before the pair may pass, as the house asks for it; nothing while it does not. */
export function missingOf(plan: Plan, readings: Readings, isMounted: boolean, nearPd: string): MissingReading[] {
  return missingReadings(nominalPair(plan), measuredPair(readings, nearPd), isMounted, madeEyes(plan));
}

function measuredPair(readings: Readings, nearPd: string): MeasuredPair {
  const bothOf = (key: 'pd' | 'reference') => {
    const [odMm, osMm] = [readNumber(readings.od[key]), readNumber(readings.os[key])];
    return odMm === undefined || osMm === undefined ? undefined : { odMm, osMm };
  };
  const pds = bothOf('pd');
  return {
    od: measuredLens(readings.od),
    os: measuredLens(readings.os),
    ...given<MeasuredPair>({
      pdMm: pds && pds.odMm + pds.osMm,
      monocularPdMm: pds,
      prpHeightsMm: bothOf('reference'),
      nearPdMm: readNumber(nearPd),
    }),
  };
}

/**
 * What the tolerance rules say to what has been typed so far, value by value: the same rules, profile and nominal values by which the
 * server decides.
 */
export function judge(plan: Plan, readings: Readings, isMounted: boolean, nearPd = ''): InspectionCheck[] {
  const profile = toleranceProfiles[plan.profile] ?? unverifiedProfiles[plan.profile];
  if (!profile) return [];
  const { checks } = inspect(nominalPair(plan), measuredPair(readings, nearPd), profile, {
    kind: plan.isProgressive ? 'progressive' : 'single-vision-or-multifocal',
    isMounted,
    judgesUnverified: plan.judgesUnverified,
    madeEyes: madeEyes(plan),
  });
  return checks.filter((check) => !Number.isNaN(check.deviation));
}

/** The limits before anything is measured: every value read as it was ordered. */
export function limitsOf(plan: Plan, isMounted: boolean): InspectionCheck[] {
  const asOrdered = (eye: Eye): EyeReading => {
    const lens = lensOf(plan, eye);
    // In the frame a lens that stays is read beside the new one.
    if (!lens || !(lens.isMade || isMounted)) return emptyReading;
    const signed = (value: number) => `${value < 0 ? '-' : '+'}${Math.abs(value) / 1000}`;
    return {
      ...emptyReading,
      sphere: signed(lens.sphere),
      cylinder: lens.cylinder === 0 ? '' : signed(lens.cylinder),
      axis: lens.axis === null ? '' : String(lens.axis),
      add: lens.add === null ? '' : String(lens.add / 1000),
      prismIn: String(lens.prismIn / 1000),
      prismUp: String(lens.prismUp / 1000),
      pd: lens.pdMm,
      height: lens.heightMm ?? '',
      thickness: lens.centreThicknessMm ?? '',
      base: lens.baseCurve === null ? '' : String(lens.baseCurve / 1000),
      segment: lens.segmentSizeMm ?? '',
      tilt: lens.segmentSizeMm === null ? '' : '0',
      warpage: '0',
    };
  };
  return judge(plan, { od: asOrdered('od'), os: asOrdered('os') }, isMounted, plan.nearPdMm ?? '');
}

/** Puts what an instrument sent into the fields it fills, and leaves the others as they are. */
export function withReading(readings: Readings, read: LensmeterEyes): Readings {
  return { od: filled(readings.od, read.od), os: filled(readings.os, read.os) };
}

function filled(reading: EyeReading, read: LensmeterEye | undefined): EyeReading {
  if (!read) return reading;
  const fine = (value: number) => (value % 10 === 0 ? formatPower(value) : exact(value));
  const optional = (value: number | undefined, text: (value: number) => string): string | undefined =>
    value === undefined ? undefined : text(value);
  return {
    ...reading,
    ...given<EyeReading>({
      sphere: optional(read.sphere, fine),
      cylinder: optional(read.cylinder, fine),
      axis: optional(read.axis, String),
      add: optional(read.add, fine),
      prismIn: optional(read.prismIn, fine),
      prismUp: optional(read.prismUp, fine),
      pd: optional(read.pdMm, String),
    }),
  };
}

/** Three decimals where the instrument gave them: −2.125 stays −2.125. */
const exact = (value: number): string =>
  `${value < 0 ? '−' : '+'}${(Math.abs(value) / 1000).toFixed(3).replace(/0$/, '')}`;

const machine = (text: string) => text.trim().replace(/[−–]/g, '-').replace(',', '.') || null;

/** One eye as the server takes it; null where nothing was typed, as for a lens that is not part of the job. */
export function toInput(reading: EyeReading) {
  if (Object.values(reading).every((text) => text.trim() === '')) return null;
  const power = (text: string) => {
    const value = text.trim() === '' ? null : readPower(text, true);
    return value === null ? machine(text) : `${value < 0 ? '-' : '+'}${(Math.abs(value) / 1000).toFixed(3)}`;
  };
  return {
    sphere: power(reading.sphere) ?? '',
    cylinder: power(reading.cylinder),
    axis: reading.axis.trim() === '' ? null : Number(reading.axis),
    add: machine(reading.add),
    prismHorizontal: machine(reading.prismIn),
    prismVertical: machine(reading.prismUp),
    pdMm: machine(reading.pd),
    heightMm: machine(reading.height),
    centreThicknessMm: machine(reading.thickness),
    baseCurve: machine(reading.base),
    segmentSizeMm: machine(reading.segment),
    segmentTiltDeg: machine(reading.tilt),
    warpage: machine(reading.warpage),
    referenceHeightMm: machine(reading.reference),
  };
}
