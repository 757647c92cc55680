import { type Issue, refuse } from '@opticworks/kernel';
import { type Eye, type InspectedLens, type MeasuredPair, type Prism, toMdpt } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';

/** What an inspection sends for one eye; powers as the lensmeter shows them. */
export interface MeasuredEye {
  sphere: string;
  cylinder?: string | null;
  axis?: number | null;
  add?: string | null;
  /** Prism dioptres, base in positive. */
  prismHorizontal?: string | null;
  /** Prism dioptres, base up positive. */
  prismVertical?: string | null;
  heightMm?: string | null;
  pdMm?: string | null;
  centreThicknessMm?: string | null;
  /** Dioptres. */
  baseCurve?: string | null;
  segmentSizeMm?: string | null;
  segmentTiltDeg?: string | null;
  /** Dioptres of cylinder on the front surface. */
  warpage?: string | null;
  /** Height of the prism reference point above the box bottom. */
  referenceHeightMm?: string | null;
}

export interface MeasuredJob {
  od?: MeasuredEye | null;
  os?: MeasuredEye | null;
  /** Of segments, total. */
  nearPdMm?: string | null;
}

/** Readings are not prescriptions: -2.12 stays -2.12, nothing is put on a step. @throws MEASUREMENT_UNREADABLE with each field */
export function readMeasurements(typed: MeasuredJob): MeasuredPair {
  const issues: Issue[] = [];
  const [od, os] = [readEye('od', typed.od, issues), readEye('os', typed.os, issues)];
  if (issues.length > 0) refuse(ERRORS.MEASUREMENT_UNREADABLE, {}, { issues });
  const pds = both(typed, 'pdMm');
  const levels = both(typed, 'referenceHeightMm');
  const near = numberOf(typed.nearPdMm);
  return {
    od,
    os,
    ...(pds ? { pdMm: pds.odMm + pds.osMm, monocularPdMm: pds } : {}),
    ...(levels ? { prpHeightsMm: levels } : {}),
    ...(near === null ? {} : { nearPdMm: near }),
  };
}

function both(typed: MeasuredJob, key: 'pdMm' | 'referenceHeightMm'): { odMm: number; osMm: number } | null {
  const [odMm, osMm] = [numberOf(typed.od?.[key]), numberOf(typed.os?.[key])];
  return odMm === null || osMm === null ? null : { odMm, osMm };
}

function readEye(eye: Eye, typed: MeasuredEye | null | undefined, issues: Issue[]): InspectedLens | null {
  if (!typed) return null;
  const power = (field: 'sphere' | 'cylinder' | 'add', isNeeded: boolean): number | null => {
    const text = typed[field]?.trim().replace(/[−–]/g, '-').replace(',', '.') ?? '';
    if (text === '' && !isNeeded) return null;
    const dioptres = /^[+-]?\d{1,2}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(dioptres))
      issues.push({
        code: 'NOT_A_READING',
        field: `${eye}.${field}`,
        severity: 'error',
        message: 'Write it like -2.12.',
      });
    return toMdpt(Number.isNaN(dioptres) ? 0 : dioptres);
  };
  const sphere = power('sphere', true) ?? 0;
  const cylinder = power('cylinder', false) ?? 0;
  const axis = typed.axis ?? null;
  if (cylinder !== 0 && (axis === null || axis < 0 || axis > 180)) {
    issues.push({
      code: 'AXIS_REQUIRED',
      field: `${eye}.axis`,
      severity: 'error',
      message: 'A cylinder needs its axis, 1 to 180.',
    });
  }
  return {
    sphere,
    cylinder,
    axis: cylinder === 0 ? null : axis === 0 ? 180 : axis,
    add: power('add', false),
    ...prismsRead(typed),
    ...given('heightMm', numberOf(typed.heightMm)),
    ...given('centreThicknessMm', numberOf(typed.centreThicknessMm)),
    ...given('segmentSizeMm', numberOf(typed.segmentSizeMm)),
    ...given('segmentTiltDeg', numberOf(typed.segmentTiltDeg)),
    ...given('baseCurve', mdptOf(typed.baseCurve)),
    ...given('warpage', mdptOf(typed.warpage)),
  };
}

const given = <K extends keyof InspectedLens>(key: K, value: number | null): Partial<InspectedLens> =>
  value === null ? {} : { [key]: value };

/** Absent when no prism was read at all, which is not the same as zero. */
function prismsRead(typed: MeasuredEye): { prisms?: Prism[] } {
  const [horizontal, vertical] = [numberOf(typed.prismHorizontal), numberOf(typed.prismVertical)];
  if (horizontal === null && vertical === null) return {};
  const prism = (value: number, plus: Prism['base'], minus: Prism['base']): Prism[] =>
    value === 0 ? [] : [{ amount: Math.round(Math.abs(value) * 1_000), base: value > 0 ? plus : minus }];
  return { prisms: [...prism(horizontal ?? 0, 'in', 'out'), ...prism(vertical ?? 0, 'up', 'down')] };
}

const numberOf = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : Number(text);

function mdptOf(text: string | null | undefined): number | null {
  const dioptres = numberOf(text);
  return dioptres === null ? null : toMdpt(dioptres);
}
