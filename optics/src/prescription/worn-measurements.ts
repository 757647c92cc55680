import { ageOn } from '../legal/calendar-date.ts';
import type { Findings } from './check-eye.ts';
import { checkPd } from './check-measurements.ts';
import { finding } from './finding.ts';
import { EYES, type EyePairMm } from './prescription.types.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from './thresholds.ts';

/** What a height was measured to: the fitting cross of a progressive lens, or the top of a segment. */
export type HeightKind = 'FITTING' | 'SEGMENT';

/** One session at the measuring bench: the person's eyes, and how one frame sits before them. Lengths in mm, angles in degrees. */
export interface WornMeasurements {
  pdOdMm: number | null;
  pdOsMm: number | null;
  nearPdOdMm: number | null;
  nearPdOsMm: number | null;
  /** Zero where one eye was left out. */
  heights: EyePairMm | null;
  heightKind: HeightKind | null;
  /** Back surface of the lens to the cornea, in this frame. */
  vertexMm: number | null;
  /** Vertex distance of the refraction the prescription comes from. */
  refractedVertexMm: number | null;
  /** Lower edge toward the cheek > 0. */
  pantoscopicTiltDegrees: number | null;
  /** Temporal edge backward > 0, per lens. */
  faceFormDegrees: number | null;
}

export interface MeasuringContext {
  /** YYYY-MM-DD of the measuring, and of birth when it is known: a child's PD is not unusual because it is small. */
  measuredOn: string;
  birthDate: string | null;
  /** Box height B of the frame it was measured in. */
  lensHeightMm: number | null;
}

/**
 * Holds measurements against the ranges of `prescriptionThresholds`: errors are impossible, warnings are confirmed by whoever measured.
 * A value stands on a frame or on a person: heights, vertex as worn, tilt and face form mean nothing without the frame.
 * @throws nothing; everything is a finding, with the field it concerns
 */
export function judgeMeasurements(
  m: WornMeasurements,
  context: MeasuringContext & { hasFrame: boolean },
  t: PrescriptionThresholds = prescriptionThresholds,
): Findings {
  const out: Findings = { errors: [], warnings: [], notices: [] };
  if (Object.values(m).every((value) => value === null)) out.errors.push(finding('MEASUREMENT_EMPTY', 'pdOdMm'));
  pairsAreWhole(m, out);
  if (m.pdOdMm !== null && m.pdOsMm !== null) checkDistances(m, m.pdOdMm, m.pdOsMm, context, t, out);
  else if (m.nearPdOdMm !== null || m.nearPdOsMm !== null)
    out.errors.push(finding('MEASUREMENT_FAR_MISSING', 'pdOdMm'));
  checkMeasuredHeights(m, context, t, out);
  const ranges = [
    ['VERTEX', 'vertexMm', t.vertex],
    ['VERTEX', 'refractedVertexMm', t.vertex],
    ['TILT', 'pantoscopicTiltDegrees', t.tilt],
    ['WRAP', 'faceFormDegrees', t.wrap],
  ] as const;
  for (const [name, field, limits] of ranges) checkRange(name, field, m[field], limits, out);
  if (!context.hasFrame)
    for (const field of ['heights', 'vertexMm', 'pantoscopicTiltDegrees', 'faceFormDegrees'] as const)
      if (m[field] !== null) out.errors.push(finding('MEASUREMENT_NEEDS_FRAME', field));
  return out;
}

function pairsAreWhole(m: WornMeasurements, out: Findings): void {
  for (const [od, os] of [
    ['pdOdMm', 'pdOsMm'],
    ['nearPdOdMm', 'nearPdOsMm'],
  ] as const)
    if ((m[od] === null) !== (m[os] === null))
      out.errors.push(finding('MEASUREMENT_OTHER_EYE_MISSING', m[od] === null ? od : os));
}

function checkDistances(
  m: WornMeasurements,
  odMm: number,
  osMm: number,
  { measuredOn, birthDate }: MeasuringContext,
  t: PrescriptionThresholds,
  out: Findings,
): void {
  const found: Findings = { errors: [], warnings: [], notices: [] };
  const near = m.nearPdOdMm !== null && m.nearPdOsMm !== null;
  checkPd(
    { kind: 'monocular', odMm, osMm, ...(near ? { nearOdMm: m.nearPdOdMm!, nearOsMm: m.nearPdOsMm! } : {}) },
    { use: 'progressive', ageYears: birthDate ? ageOn(birthDate, measuredOn) : null },
    t,
    found,
  );
  const named = (f: Findings['errors'][number]) => ({ ...f, field: fieldOfPd[f.field] ?? 'pdOdMm' });
  out.errors.push(...found.errors.map(named));
  out.warnings.push(...found.warnings.map(named));
  // Per eye as well: a near value beyond the far one can hide in a sum that looks right.
  for (const eye of EYES) {
    const [far, close] = eye === 'od' ? [odMm, m.nearPdOdMm] : [osMm, m.nearPdOsMm];
    if (close !== null && close > far && found.errors.length === 0)
      out.errors.push(
        finding('PD_NEAR_ABOVE_DISTANCE', eye === 'od' ? 'nearPdOdMm' : 'nearPdOsMm', { distance: far, near: close }),
      );
  }
}

const fieldOfPd: Record<string, string> = {
  'pd.odMm': 'pdOdMm',
  'pd.osMm': 'pdOsMm',
  'pd.nearMm': 'nearPdOdMm',
};

/** The design is not chosen when somebody measures; what is certain without it is that a height lies within the lens. */
function checkMeasuredHeights(
  { heights, heightKind }: WornMeasurements,
  { lensHeightMm }: MeasuringContext,
  t: PrescriptionThresholds,
  out: Findings,
): void {
  if (!heights) return;
  if (heightKind === null) out.errors.push(finding('HEIGHT_KIND_MISSING', 'heightKind'));
  const b = lensHeightMm ?? Number.NaN;
  for (const eye of EYES) {
    const value = eye === 'od' ? heights.odMm : heights.osMm;
    const field = `heights.${eye}Mm`;
    if (value === 0) out.errors.push(finding('MEASUREMENT_OTHER_EYE_MISSING', field));
    else if (!(value > 0) || value >= b)
      out.errors.push(finding('HEIGHT_OUTSIDE_LENS', field, { value, lensHeight: lensHeightMm ?? 0 }));
    else if (heightKind === 'SEGMENT' && value < t.height.lowBifocal)
      out.warnings.push(finding('HEIGHT_LOW', field, { value, min: t.height.lowBifocal }));
    else if (
      heightKind === 'FITTING' &&
      (value < b / 2 - t.height.belowMiddle ||
        value > Math.min(b / 2 + t.height.aboveMiddle, b - t.height.aboveFitting))
    )
      out.warnings.push(finding('HEIGHT_UNUSUAL', field, { value, lensHeight: b }));
  }
  if (Math.abs(heights.odMm - heights.osMm) > t.height.differ)
    out.warnings.push(finding('HEIGHTS_DIFFER', 'heights', { od: heights.odMm, os: heights.osMm }));
}

function checkRange(
  name: 'VERTEX' | 'TILT' | 'WRAP',
  field: string,
  value: number | null,
  limits: { min: number; max: number; usualMin?: number; usualMax: number },
  out: Findings,
): void {
  if (value === null) return;
  if (!(value >= limits.min && value <= limits.max))
    out.errors.push(finding(`${name}_RANGE`, field, { value, min: limits.min, max: limits.max }));
  else if (value > limits.usualMax || value < (limits.usualMin ?? Number.NEGATIVE_INFINITY))
    out.warnings.push(finding(`${name}_UNUSUAL`, field, { value }));
}
