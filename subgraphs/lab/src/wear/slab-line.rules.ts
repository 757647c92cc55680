import { type DesignId, type MakingRules, type SlabLine, slabLine } from '@opticworks/optics';
import type { FrameGeometryValue, LensChoiceValue } from '@opticworks/schema';
import { frameOf } from '../calculation/calculate-lenses.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import { readingDropOf } from '../calculation/prescription-rules.ts';

/** Lines are told to the tenth of a millimetre. Outer limits are rounded inward, so that what is shown can be entered. */
export function slabLineOf(
  values: Pick<LabValues, 'pd' | 'heights' | 'wrapAngleDeg' | 'pantoscopicTiltDeg' | 'judgedBy'>,
  job: { lens: LensChoiceValue; frame: FrameGeometryValue },
  eye: 'OD' | 'OS',
  rules: MakingRules,
): SlabLine {
  const placed = { pd: values.pd, frame: frameOf(job.frame, values, rules), heights: values.heights ?? undefined };
  const { usualMm, minMm, maxMm } = slabLine(
    eye === 'OD' ? 'od' : 'os',
    placed,
    rules.designs[job.lens.designCode as DesignId],
    { centration: rules.centration, readingDropMm: readingDropOf(values) },
  );
  return {
    usualMm: Math.round(usualMm * 10) / 10,
    minMm: Math.ceil(minMm * 10 - SLACK) / 10,
    maxMm: Math.floor(maxMm * 10 + SLACK) / 10,
  };
}

/** Lets what is a tenth but for binary fractions be that tenth. */
const SLACK = 1e-6;

/** Whether a height can be ground to: a number of tenths within the limits. */
export const isOnLens = (heightMm: number, { minMm, maxMm }: SlabLine): boolean =>
  heightMm >= minMm && heightMm <= maxMm && Math.abs(heightMm * 10 - Math.round(heightMm * 10)) < SLACK;

/** The other way a line is told: above the bottom of the box, to the tenth. @param lineUpMm above the box middle */
export const lineHeightOf = (lineUpMm: number, frame: Pick<FrameGeometryValue, 'lensHeightTenthsMm'>): number =>
  Math.round(lineUpMm * 10 + frame.lensHeightTenthsMm / 2) / 10;
