import { type Issue, refuse } from '@opticworks/kernel';
import { type InspectedLens, type InspectedPair, type Prism, toMdpt } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';

/** What the form of the final inspection sends for one eye; powers as the lensmeter shows them. */
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
}

/** Readings are not prescriptions: -2.12 stays -2.12, nothing is put on a step. @throws MEASUREMENT_UNREADABLE with each field */
export function readMeasurements(od: MeasuredEye, os: MeasuredEye): InspectedPair {
  const issues: Issue[] = [];
  const right = readEye('od', od, issues);
  const left = readEye('os', os, issues);
  if (issues.length > 0) refuse(ERRORS.MEASUREMENT_UNREADABLE, {}, { issues });
  const [pdOd, pdOs] = [numberOf(od.pdMm), numberOf(os.pdMm)];
  return {
    od: right,
    os: left,
    ...(pdOd !== null && pdOs !== null ? { pdMm: pdOd + pdOs, monocularPdMm: { odMm: pdOd, osMm: pdOs } } : {}),
  };
}

function readEye(eye: 'od' | 'os', typed: MeasuredEye, issues: Issue[]): InspectedLens {
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
  if (cylinder !== 0 && (typed.axis === null || typed.axis === undefined || typed.axis < 0 || typed.axis > 180)) {
    issues.push({
      code: 'AXIS_REQUIRED',
      field: `${eye}.axis`,
      severity: 'error',
      message: 'A cylinder needs its axis, 1 to 180.',
    });
  }
  const [height, thickness] = [numberOf(typed.heightMm), numberOf(typed.centreThicknessMm)];
  return {
    sphere,
    cylinder,
    axis: cylinder === 0 ? null : (typed.axis ?? null) === 0 ? 180 : (typed.axis ?? null),
    add: power('add', false),
    ...prismsOf(typed),
    ...(height === null ? {} : { heightMm: height }),
    ...(thickness === null ? {} : { centreThicknessMm: thickness }),
  };
}

/** Absent when no prism was read at all, which is not the same as zero. */
function prismsOf(typed: MeasuredEye): { prisms?: Prism[] } {
  const [horizontal, vertical] = [numberOf(typed.prismHorizontal), numberOf(typed.prismVertical)];
  if (horizontal === null && vertical === null) return {};
  const prism = (value: number, plus: Prism['base'], minus: Prism['base']): Prism[] =>
    value === 0 ? [] : [{ amount: Math.round(Math.abs(value) * 1_000), base: value > 0 ? plus : minus }];
  return { prisms: [...prism(horizontal ?? 0, 'in', 'out'), ...prism(vertical ?? 0, 'up', 'down')] };
}

const numberOf = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : Number(text);
