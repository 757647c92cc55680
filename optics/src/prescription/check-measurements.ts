import type { Findings } from './check-eye.ts';
import { type Finding, finding } from './finding.ts';
import { EYES, type LensUse, type Pd, type PrescriptionDraft } from './prescription.types.ts';
import type { PrescriptionThresholds } from './thresholds.ts';

/** What heights are held against, when the frame is chosen. */
export interface HeightContext {
  /** Box height B of the frame. */
  lensHeightMm?: number;
  /** The chosen design's own minimum fitting height. */
  minFittingHeightMm?: number;
  /** Lens the house keeps above a fitting cross; that of the thresholds when absent. */
  aboveFittingMm?: number;
}

/** A length nobody gave: neither too small nor too large, as every comparison with it is false. */
const UNKNOWN = Number.NaN;

export function checkPd(
  pd: Pd | null,
  context: { use: LensUse; ageYears: number | null },
  t: PrescriptionThresholds,
  out: Findings,
): void {
  if (!pd) {
    out.notices.push(finding('PD_MISSING', 'pd'));
    return;
  }
  const errorsBefore = out.errors.length;
  if (pd.kind === 'binocular') checkBinocular(pd.distanceMm, t, out);
  else checkMonocular(pd, t, out);
  if (out.errors.length > errorsBefore) return;

  const distance = distancePdOf(pd);
  const near = pd.kind === 'binocular' ? (pd.nearMm ?? UNKNOWN) : (pd.nearOdMm ?? UNKNOWN) + (pd.nearOsMm ?? UNKNOWN);
  const params = { distance, near };
  // Tenths have no exact binary form: what lies at a limit lies within it.
  const closer = thousandths(distance - near);
  if (closer < 0) out.errors.push(finding('PD_NEAR_ABOVE_DISTANCE', 'pd.nearMm', params));
  else if (closer < thousandths(t.pd.nearDifferenceMin) || closer > thousandths(t.pd.nearDifferenceMax))
    out.warnings.push(
      finding('PD_NEAR_UNUSUAL', 'pd.nearMm', { ...params, min: t.pd.nearDifferenceMin, max: t.pd.nearDifferenceMax }),
    );
  const isAdult = (context.ageYears ?? t.pd.adultAge) >= t.pd.adultAge;
  if (isAdult && (distance < t.pd.adultUsualMin || distance > t.pd.adultUsualMax))
    out.warnings.push(finding('PD_UNUSUAL', 'pd.distanceMm', { value: distance }));
  if (context.use === 'progressive' && pd.kind === 'binocular')
    out.warnings.push(finding('PD_MONOCULAR_ADVISED', 'pd', { value: distance }));
}

/** Distance PD of both eyes in mm, whichever way it was measured. */
export const distancePdOf = (pd: Pd): number => (pd.kind === 'binocular' ? pd.distanceMm : pd.odMm + pd.osMm);

function checkBinocular(distanceMm: number, t: PrescriptionThresholds, out: Findings): void {
  if (distanceMm >= t.pd.min && distanceMm <= t.pd.max) return;
  const params = { value: distanceMm, min: t.pd.min, max: t.pd.max };
  out.errors.push(finding('PD_RANGE', 'pd.distanceMm', params));
  const meant = distanceMm / 10;
  if (meant >= t.pd.min && meant <= t.pd.max)
    out.warnings.push(finding('PD_DECIMAL_LOST', 'pd.distanceMm', { value: distanceMm, suggestion: meant }));
}

function checkMonocular(pd: Extract<Pd, { kind: 'monocular' }>, t: PrescriptionThresholds, out: Findings): void {
  for (const eye of EYES) {
    const value = eye === 'od' ? pd.odMm : pd.osMm;
    if (!(value >= t.pd.monocularMin && value <= t.pd.monocularMax))
      out.errors.push(
        finding('PD_MONOCULAR_RANGE', `pd.${eye}Mm`, { value, min: t.pd.monocularMin, max: t.pd.monocularMax }),
      );
  }
  if ((pd.nearOdMm === undefined) !== (pd.nearOsMm === undefined))
    out.errors.push(finding('PD_NEAR_OTHER_EYE_MISSING', pd.nearOdMm === undefined ? 'pd.nearOdMm' : 'pd.nearOsMm'));
  const sum = pd.odMm + pd.osMm;
  if (pd.binocularMm !== undefined && thousandths(Math.abs(sum - pd.binocularMm)) > thousandths(t.pd.sumSlack))
    out.errors.push(finding('PD_SUM', 'pd', { sum, binocular: pd.binocularMm }));
  if (thousandths(Math.abs(pd.odMm - pd.osMm)) > thousandths(t.pd.asymmetry))
    out.warnings.push(finding('PD_ASYMMETRIC', 'pd', { od: pd.odMm, os: pd.osMm, max: t.pd.asymmetry }));
}

/** Sums of tenths are not exact; a thousandth of a millimetre is finer than any ruler. */
const thousandths = (mm: number): number => Math.round(mm * 1000);

/** Segment and fitting heights against the box and the design. Needed once the frame is known. */
export function checkHeights(
  draft: PrescriptionDraft,
  use: LensUse,
  context: HeightContext,
  t: PrescriptionThresholds,
  out: Findings,
): void {
  const isSegment = use === 'bifocal' || use === 'trifocal';
  if (!isSegment && use !== 'progressive' && use !== 'office' && use !== 'anti-fatigue') return;
  const key = isSegment ? 'segHeights' : 'fittingHeights';
  const heights = draft[key];
  if (!heights) {
    if (context.lensHeightMm !== undefined) out.errors.push(finding('HEIGHT_REQUIRED', key));
    return;
  }
  for (const eye of EYES) {
    const value = eye === 'od' ? heights.odMm : heights.osMm;
    const found = isSegment
      ? segmentHeight(value, `${key}.${eye}Mm`, context, t)
      : fittingHeight(value, `${key}.${eye}Mm`, context, t);
    out.errors.push(...found.errors);
    out.warnings.push(...found.warnings);
  }
  if (thousandths(Math.abs(heights.odMm - heights.osMm)) > thousandths(t.height.differ))
    out.warnings.push(finding('HEIGHTS_DIFFER', key, { od: heights.odMm, os: heights.osMm, max: t.height.differ }));
}

type Found = { errors: Finding[]; warnings: Finding[] };

function segmentHeight(
  value: number,
  field: string,
  { lensHeightMm }: HeightContext,
  t: PrescriptionThresholds,
): Found {
  if (!(value > 0) || value >= (lensHeightMm ?? UNKNOWN))
    return { errors: [finding('HEIGHT_OUTSIDE_LENS', field, { value, lensHeight: lensHeightMm ?? 0 })], warnings: [] };
  return {
    errors: [],
    warnings: value < t.height.lowBifocal ? [finding('HEIGHT_LOW', field, { value, min: t.height.lowBifocal })] : [],
  };
}

function fittingHeight(value: number, field: string, context: HeightContext, t: PrescriptionThresholds): Found {
  const { lensHeightMm: b = UNKNOWN, minFittingHeightMm: minimum = UNKNOWN } = context;
  const max = thousandths(b - (context.aboveFittingMm ?? t.height.aboveFitting)) / 1_000;
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  if (!(value > 0) || value >= b)
    errors.push(finding('HEIGHT_OUTSIDE_LENS', field, { value, lensHeight: context.lensHeightMm ?? 0 }));
  else if (value > max) errors.push(finding('HEIGHT_TOO_HIGH', field, { value, max }));
  else if (
    thousandths(value - b / 2) < thousandths(-t.height.belowMiddle) ||
    thousandths(value - b / 2) > thousandths(t.height.aboveMiddle)
  )
    warnings.push(finding('HEIGHT_UNUSUAL', field, { value, lensHeight: b }));
  if (value > 0 && value < minimum) errors.push(finding('HEIGHT_BELOW_DESIGN', field, { value, min: minimum }));
  return { errors, warnings };
}

/**
 * Vertex distance, pantoscopic tilt and wrap angle.
 * @param strongest the power furthest from zero, with its sign, Mdpt
 */
export function checkPosition(
  draft: PrescriptionDraft,
  strongest: number,
  t: PrescriptionThresholds,
  out: Findings,
): void {
  const check = (
    name: 'VERTEX' | 'TILT' | 'WRAP',
    field: string,
    value: number | undefined,
    limits: { min: number; max: number; usualMin?: number; usualMax: number },
  ) => {
    if (value === undefined) return;
    if (!(value >= limits.min && value <= limits.max))
      out.errors.push(finding(`${name}_RANGE`, field, { value, min: limits.min, max: limits.max }));
    else if (value > limits.usualMax || value < (limits.usualMin ?? UNKNOWN))
      out.warnings.push(finding(`${name}_UNUSUAL`, field, { value }));
  };
  check('VERTEX', 'vertexMm', draft.vertexMm, t.vertex);
  check('VERTEX', 'fittedVertexMm', draft.fittedVertexMm, t.vertex);
  check('TILT', 'pantoscopicTiltDeg', draft.pantoscopicTiltDeg, t.tilt);
  check('WRAP', 'wrapAngleDeg', draft.wrapAngleDeg, t.wrap);
  if (draft.vertexMm === undefined && Math.abs(strongest) >= t.vertex.neededFrom)
    out.warnings.push(finding('VERTEX_MISSING', 'vertexMm', { value: strongest }));
}
