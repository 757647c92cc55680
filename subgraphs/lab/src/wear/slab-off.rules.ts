import { type Eye, type LensDesign, prescriptionThresholds, slabOff } from '@opticworks/optics';
import type { LabValues } from '../calculation/lab-values.ts';

/** What a multifocal pair does to the lines when its wearer looks down to read. */
export interface SlabOffAdvice {
  /** MilliPrism without prescribed prism. */
  imbalance: number;
  /** From here on slab-off is advised, MilliPrism. */
  from: number;
  /** Level below the centres it is reckoned at, mm. */
  dropMm: number;
  isAdvised: boolean;
  /** The lens that gets it: the more minus, less plus one. */
  eye: 'OD' | 'OS' | null;
}

export interface SlabOffDecision {
  /** The lens it is ground on; null for a pair made without. */
  eye: 'OD' | 'OS' | null;
  /** Prism of the slab, MilliPrism. */
  amount: number | null;
  /** What it was decided on: another imbalance has to be decided anew. */
  imbalance: number;
  reason: string | null;
  /** Height of the slab's line above the bottom of the box, mm, and who set it; null, or absent in older decisions: the usual one. */
  lineHeightMm?: number | null;
  lineSetBy?: string | null;
}

/** Of a design: whether one reads through its lower part. */
type LookedThrough = Pick<LensDesign, 'segment' | 'corridors'>;

/** @returns null for a pair through which nobody looks down: there the head is lowered, and both eyes stay near the centres */
export function slabOffAdvice(
  values: Pick<LabValues, 'rx' | 'judgedBy'>,
  design: LookedThrough | undefined,
): SlabOffAdvice | null {
  if (!design?.segment && !design?.corridors) return null;
  const thresholds = values.judgedBy?.thresholds ?? prescriptionThresholds;
  const { imbalance, isAdvised, eye } = slabOff(values.rx.od, values.rx.os, { thresholds });
  const { readingDropMm, slabOffFrom } = thresholds.pair;
  return {
    imbalance,
    from: slabOffFrom,
    dropMm: readingDropMm,
    isAdvised,
    eye: eye === null ? null : eye === 'od' ? 'OD' : 'OS',
  };
}

/**
 * The lens that is ground once more, by what was decided. A decision on another imbalance is none: it has to be taken anew, and until then
 * the lens is calculated without.
 */
export function slabToGrind(
  values: Pick<LabValues, 'rx' | 'judgedBy'>,
  design: LookedThrough | undefined,
  decision: SlabOffDecision | null,
): { eye: Eye; prism: number; lineHeightMm?: number } | null {
  if (!decision?.eye || !decision.amount) return null;
  if (slabOffAdvice(values, design)?.imbalance !== decision.imbalance) return null;
  const { lineHeightMm } = decision;
  return { eye: sideOf(decision.eye), prism: decision.amount, ...(lineHeightMm == null ? {} : { lineHeightMm }) };
}

const sideOf = (eye: 'OD' | 'OS'): Eye => (eye === 'OD' ? 'od' : 'os');
