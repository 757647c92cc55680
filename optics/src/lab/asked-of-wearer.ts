import type { LensDesign } from '../lens/designs.ts';
import type { MakingLimits } from '../lens/making-rules.ts';
import { heightFieldOf, heightKindOf } from '../lens/measured-values.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import type { EyePairMm, EyeRx, Pd, PrescriptionDraft } from '../prescription/prescription.types.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from '../prescription/thresholds.ts';
import { validatePrescription } from '../prescription/validate-prescription.ts';

/** The wearer of a pair that is made: powers, and what was measured. */
export interface WearerOfPair {
  rx: { od: EyeRx; os: EyeRx };
  pd: Pd;
  heights: EyePairMm | null;
  /** Of the refraction; `fittedVertexMm` is that of the glasses. */
  vertexMm: number | null;
  fittedVertexMm?: number | null;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
  ageYears?: number | null;
  /** What the prescription is judged by; what the house came with when absent. */
  thresholds?: PrescriptionThresholds | undefined;
  /** Where it is filled. */
  place?: string | null;
}

export interface PairMaking {
  design: LensDesign;
  /** Box height B of the frame. */
  lensHeightMm: number;
  limits: Pick<MakingLimits, 'aboveFittingCrossMm'>;
  today: string;
}

/** What somebody measured, and can measure again. Powers were judged when they were entered, by thresholds of their own. */
const isMeasured = ({ field }: Finding): boolean =>
  /^(pd|segHeights|fittingHeights|vertexMm|fittedVertexMm|pantoscopicTiltDeg|wrapAngleDeg)\b/.test(field);

/**
 * What the checks of a prescription say now that use and frame are known. A measurement that cannot be right is a problem of the pair;
 * everything else is told.
 * @param known problems that were already found: the rules of making may say the same of a height
 */
export function askedOfWearer(
  wearer: WearerOfPair,
  { design, lensHeightMm, limits, today }: PairMaking,
  known: readonly Finding[],
): { problems: Finding[]; warnings: Finding[] } {
  const { heights } = wearer;
  const kind = heightKindOf(design);
  const height = kind === 'SEGMENT' ? 'segHeights' : 'fittingHeights';
  const checked = validatePrescription(draftOf(wearer, heights ? { [height]: heights } : {}), {
    use: design.use,
    today,
    // Its paper was the desk's question; what is asked here is the optics of the pair.
    jurisdiction: wearer.place ?? '',
    checksDocument: false,
    thresholds: wearer.thresholds ?? prescriptionThresholds,
    wearerAgeYears: wearer.ageYears ?? null,
    aboveFittingMm: limits.aboveFittingCrossMm,
    // A pair without a measured height is asked for one where it is held, not here.
    ...(heights ? { lensHeightMm } : {}),
  });
  const said = new Set(known.map(nameOf));
  const errors = checked.errors.filter((error) => !said.has(nameOf(error)));
  const unmeasured = kind && !heights ? [finding('HEIGHT_NOT_MEASURED', height)] : [];
  return {
    problems: errors.filter(isMeasured),
    warnings: [...unmeasured, ...errors.filter((error) => !isMeasured(error)), ...checked.warnings],
  };
}

const nameOf = ({ code, field }: Finding): string => `${code}/${heightFieldOf(field)}`;

function draftOf(wearer: WearerOfPair, heights: Partial<PrescriptionDraft>): PrescriptionDraft {
  const given = <K extends keyof PrescriptionDraft>(key: K, value: PrescriptionDraft[K] | null | undefined) =>
    value == null ? {} : { [key]: value };
  return {
    ...wearer.rx,
    pd: wearer.pd,
    ...heights,
    ...given('vertexMm', wearer.vertexMm),
    ...given('fittedVertexMm', wearer.fittedVertexMm),
    ...given('pantoscopicTiltDeg', wearer.pantoscopicTiltDeg),
    ...given('wrapAngleDeg', wearer.wrapAngleDeg),
  };
}
