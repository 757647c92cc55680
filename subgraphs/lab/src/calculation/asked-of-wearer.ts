import {
  type Finding,
  finding,
  heightFieldOf,
  heightKindOf,
  type LensDesign,
  type MakingLimits,
  type PrescriptionDraft,
  prescriptionThresholds,
  validatePrescription,
} from '@opticworks/optics';
import type { LabValues } from './lab-values.ts';

export type WearerValues = Pick<
  LabValues,
  | 'rx'
  | 'pd'
  | 'heights'
  | 'vertexMm'
  | 'fittedVertexMm'
  | 'pantoscopicTiltDeg'
  | 'wrapAngleDeg'
  | 'ageYears'
  | 'judgedBy'
  | 'place'
>;

interface Making {
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
 * What the checks of a prescription say now that use and frame are known. A measurement that cannot be right is a problem of the job;
 * everything else is told at the bench, where nobody is asked any more.
 * @param known problems that were already found: the rules of making may say the same of a height
 */
export function askedOfWearer(
  wearer: WearerValues,
  { design, lensHeightMm, limits, today }: Making,
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
    thresholds: wearer.judgedBy?.thresholds ?? prescriptionThresholds,
    wearerAgeYears: wearer.ageYears ?? null,
    aboveFittingMm: limits.aboveFittingCrossMm,
    // A pair without a measured height is asked for one where it is held, not here.
    ...(heights ? { lensHeightMm } : {}),
  });
  const said = new Set(known.map(nameOf));
  const errors = checked.errors.filter((error) => !said.has(nameOf(error)));
  const assumed = kind && !heights ? [finding('HEIGHT_ASSUMED', height)] : [];
  return {
    problems: errors.filter(isMeasured),
    warnings: [...assumed, ...errors.filter((error) => !isMeasured(error)), ...checked.warnings],
  };
}

const nameOf = ({ code, field }: Finding): string => `${code}/${heightFieldOf(field)}`;

function draftOf(wearer: WearerValues, heights: Partial<PrescriptionDraft>): PrescriptionDraft {
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
