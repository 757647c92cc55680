import { roundHalfAway } from './format-power.ts';
import type { Eye, EyeRx, MilliPrism } from './prescription.types.ts';
import { prismVector, readingPrism } from './prism.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from './thresholds.ts';

export interface SlabOff {
  /** Vertical difference at the reading point without any prescribed prism, MilliPrism. */
  imbalance: MilliPrism;
  /** Whether slab-off is to be thought of. */
  isAdvised: boolean;
  /** Lens that gets base-up prism below: the more minus (less plus) one at the reading level; null without imbalance. */
  eye: Eye | null;
  /** Vertical prism of each eye at the reading point, up-positive, MilliPrism, prescribed prism included. */
  atReading: Record<Eye, number>;
}

/**
 * The slab-off question for multifocals: how far the two lenses pull the lines apart when both eyes look down to read.
 * Prescribed prism is wanted and so does not count as imbalance.
 * @param options.insetMm how far each eye also looks inward; matters for oblique cylinders
 * @param options.thresholds `pair.readingDropMm` and `pair.slabOffFrom`
 */
export function slabOff(
  od: EyeRx,
  os: EyeRx,
  options: { insetMm?: number; thresholds?: PrescriptionThresholds } = {},
): SlabOff {
  const { insetMm = 0, thresholds = prescriptionThresholds } = options;
  const { readingDropMm, slabOffFrom } = thresholds.pair;
  const pair = { od, os };
  const induced = (eye: Eye) => readingPrism(eye, pair[eye], readingDropMm, insetMm);
  const difference = roundHalfAway(induced('od') - induced('os'));
  const total = (eye: Eye) => induced(eye) + prismVector(eye, pair[eye].prisms).y;
  return {
    imbalance: Math.abs(difference),
    isAdvised: Math.abs(difference) >= slabOffFrom,
    // Below the centre a minus lens is base down, so the more minus one has the lower value.
    eye: difference < 0 ? 'od' : difference > 0 ? 'os' : null,
    atReading: { od: total('od'), os: total('os') },
  };
}
