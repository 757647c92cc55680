import type { LabValues, LensValues } from '../calculation/lab-values.ts';
import type { Eye, LensStage } from '../stages/lens-stage.rules.ts';

/**
 * Why a lens no longer does for the frame as traced.
 *
 * BLANK_TOO_SMALL   the shape reaches over the edge of its blank
 * GROUND_TOO_THIN   it is ground already, and the shape would need a thicker centre
 * CURVE_TOO_STEEP   its curves cannot span the shape
 */
export type Unfit = 'BLANK_TOO_SMALL' | 'GROUND_TOO_THIN' | 'CURVE_TOO_STEEP';

export interface FittedLens {
  eye: Eye;
  kind: 'FINISHED' | 'SURFACED';
  stage: LensStage;
  diameterMm: number | null;
}

/** A lens that came from the generator keeps its thickness; finished ones and blanks in their envelopes have none of ours. */
export const isGround = ({ kind, stage }: Pick<FittedLens, 'kind' | 'stage'>): boolean =>
  kind === 'SURFACED' && stage !== 'WAITING' && stage !== 'PICKED';

/** Thinner by less than this is the accuracy of the generator, mm. */
const GRINDING_SLACK_MM = 0.1;
const hundredth = (mm: number): number => Math.round(mm * 100) / 100;

/**
 * What a new calculation of the same lenses means for those that exist: a ground lens keeps centre and back as they are, its edges follow
 * the new outline; and which of them no longer do.
 * @param before the lenses as they were calculated @param after the same rules on the frame as traced
 */
export function refit(
  before: LabValues,
  after: LabValues,
  lenses: readonly FittedLens[],
): { values: LabValues; unfit: ReadonlyMap<Eye, Unfit> } {
  const unfit = new Map<Eye, Unfit>();
  for (const lens of lenses) {
    const why = whyUnfit(lens, valuesOf(before, lens.eye), valuesOf(after, lens.eye));
    if (why) unfit.set(lens.eye, why);
  }
  const kept = after.lenses.map((made) => {
    const lens = lenses.find(({ eye }) => eye === made.eye);
    const old = valuesOf(before, made.eye);
    return lens && old && isGround(lens) ? asGround(made, old) : made;
  });
  // What cannot be calculated any more keeps its old numbers beside the reason why.
  const lost = before.lenses.filter(({ eye }) => !kept.some((made) => made.eye === eye));
  return { values: { ...after, lenses: [...kept, ...lost].sort((a, b) => (a.eye < b.eye ? -1 : 1)) }, unfit };
}

const valuesOf = (values: LabValues, eye: Eye): LensValues | undefined => values.lenses.find((one) => one.eye === eye);

function whyUnfit(lens: FittedLens, old: LensValues | undefined, made: LensValues | undefined): Unfit | null {
  if (!made) return 'CURVE_TOO_STEEP';
  if (lens.diameterMm !== null && made.minimumBlankMm > lens.diameterMm + 1e-9) return 'BLANK_TOO_SMALL';
  if (old && isGround(lens) && made.centreThicknessMm > old.centreThicknessMm + GRINDING_SLACK_MM)
    return 'GROUND_TOO_THIN';
  return null;
}

/** The whole lens is thicker or thinner by as much as its centre; surfaces and drawing stay those of the generator. */
function asGround(made: LensValues, old: LensValues): LensValues {
  const by = old.centreThicknessMm - made.centreThicknessMm;
  return {
    ...made,
    backCurve: old.backCurve,
    ...(old.backCurveAcross === undefined ? {} : { backCurveAcross: old.backCurveAcross }),
    centreThicknessMm: old.centreThicknessMm,
    edgeMaxMm: hundredth(made.edgeMaxMm + by),
    edgeMinMm: hundredth(made.edgeMinMm + by),
    ...(made.slab ? { slab: shifted(made.slab, by) } : {}),
  };
}

const shifted = (slab: NonNullable<LensValues['slab']>, by: number): NonNullable<LensValues['slab']> => ({
  ...slab,
  lineMm: hundredth(slab.lineMm + by),
  bottomBeforeMm: hundredth(slab.bottomBeforeMm + by),
  bottomMm: hundredth(slab.bottomMm + by),
});
