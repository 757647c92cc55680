import { monocularNearPd, monocularPd, raise, segmentInset } from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import type { Point } from '../frame/outline.ts';
import type { BlankItem } from '../lens/blanks.ts';
import { markedBase } from '../lens/curves.ts';
import type { DesignId, LensDesign } from '../lens/designs.ts';
import { orNull } from '../lens/making-bench.ts';
import type { Wearer } from '../lens/making-checks.ts';
import { defaultMakingRules, type MakingRules } from '../lens/making-rules.ts';
import type { LensMaterial, MaterialId } from '../lens/materials.ts';
import type { LensPlan, PairPlan } from '../lens/pair-plan.ts';
import { imageJump, intermediateAdd, segmentLines } from '../lens/segments.ts';
import { type SlabCut, type ThicknessProfile, thicknessProfile } from '../lens/thickness.ts';
import type { TreatmentId } from '../lens/treatments.ts';
import { benchFor, reasonsAgainst } from '../lens/what-can-be-made.ts';
import type { Finding } from '../prescription/finding.ts';
import type { NearPoint } from '../prescription/near-as-worn.ts';
import { EYES, type Eye, type EyePairMm, type EyeRx, type Pd } from '../prescription/prescription.types.ts';
import { combinePrism, type PrismVector, prismVector } from '../prescription/prism.ts';
import { prescriptionThresholds } from '../prescription/thresholds.ts';
import {
  type CutLens,
  distanceOnly,
  type LensAsWorn,
  lensAsWorn,
  type PositionOfWear,
  type WearProfile,
} from './as-worn.ts';
import { slabLine, toNearMm } from './slab-line.ts';

export interface LabJobRequest {
  rx: { od: EyeRx; os: EyeRx };
  pd: Pd;
  frame: FrameGeometry;
  design: DesignId;
  material: MaterialId;
  treatments: readonly TreatmentId[];
  /** Optical centre, segment or fitting heights from the box bottom, mm, as the design needs. */
  heights?: EyePairMm;
  /** Lenses to make; one eye may be remade alone. */
  eyes?: readonly Eye[];
  wearer?: Wearer;
  /** How the glasses sit; only a design that is made as worn asks. */
  worn?: PositionOfWear;
  /** What beside the distance power is compensated for it; nothing when absent. */
  wearProfile?: WearProfile;
  /**
   * The lens that is ground once more below a line, with how much base up, MilliPrism; and the height of that line above the bottom of the
   * box, mm, where it is not the usual one of `slabLine`.
   */
  slab?: { eye: Eye; prism: number; lineHeightMm?: number };
  /** Marked bases of the blanks that are really taken, dioptres; the planned ones where absent. */
  bases?: Partial<Record<Eye, number>>;
  /** How far below the distance centres one reads, mm, as the prescription was judged; the usual drop when absent. */
  readingDropMm?: number;
  /** The house's own rules; the defaults when absent. */
  rules?: MakingRules;
}

export interface LensCalculation {
  eye: Eye;
  /** What is made and found in the lensmeter: the ordered power, compensated where the lens is made as worn. */
  rx: EyeRx;
  /** What was ordered: canonical, with a reading or screen pair's share of the ADD in the sphere. */
  ordered: EyeRx;
  /** Null where the lens is made as ordered. */
  asWorn: Omit<LensAsWorn, 'made'> | null;
  /** Inward (> 0) and upward (> 0) from the box middle to the optical centre or fitting cross, mm. */
  decentrationInMm: number;
  decentrationUpMm: number;
  /** Segment or near point from the optical centre, mm. */
  segmentInMm: number | null;
  segmentUpMm: number | null;
  /** Null in a design without one. */
  segment: SegmentCalculation | null;
  minimumBlankMm: number;
  /** Taken from the shelf; null when a problem says why there is none. */
  blank: BlankItem | null;
  /** Marked base, D at 1.530. */
  baseCurve: number;
  /** True and marked back surface powers, dioptres. */
  backPowers: { alongAxis: number; acrossAxis: number };
  toolCurves: { alongAxis: number; acrossAxis: number };
  profile: ThicknessProfile;
  /** Prism thinning, base down, MilliPrism; the same on both eyes. */
  thinningPrism: number;
  /** Prism to be ground: prescribed plus thinning. */
  groundPrism: PrismVector;
  groundPrismPolar: { amount: number; directionDeg: number };
}

export interface SegmentCalculation {
  /** The lines one sees, around the box middle; null without a measured height. See `segmentLines`. */
  lines: Point[][] | null;
  /** ADD of a trifocal's part for arm's length, Mdpt. */
  intermediateAdd: number | null;
  /** Base down at the line, MilliPrism; null where the optical centre is not known. See `imageJump`. */
  imageJump: number | null;
}

export interface JobCalculation {
  /** A lens whose curves cannot span the shape is left out; a problem says so. */
  lenses: LensCalculation[];
  /** Reasons the job cannot go on, the very ones the builder and the order give; an empty list releases it. */
  problems: Finding[];
  /** Version of the rules it was calculated by. */
  rulesVersion: string;
}

/**
 * The lab's lens calculation: finished or surfaced, the blank, base and back curves, thickness, centration and prism, per eye. It plans
 * on the same rules and blanks that decided in the builder, and gives the same reasons against. What is compensated for the position of
 * wear is planned as ordered and then cut as compensated: base and blank are those that price and order counted on.
 */
export function calculateJob(request: LabJobRequest): JobCalculation {
  const rules = request.rules ?? defaultMakingRules;
  const design = rules.designs[request.design];
  const material = rules.materials[request.material];
  const bench = benchFor(request);
  const plan = bench.plan(material, design, request.treatments) as PairPlan;
  const eyes = request.eyes ?? EYES;
  const { add, prism } = request.wearProfile ?? distanceOnly;
  /** The lens as it is ground: a prism of wear, a near power or a slab that price and order never asked about are not the bench's. */
  const cut = (eye: Eye, worn: LensAsWorn | null): CutOfEye => {
    const planned = plan[eye];
    const lens = { ...planned, rx: worn?.made ?? planned.rx, baseCurve: request.bases?.[eye] ?? planned.baseCurve };
    const slabOff = slabCutOf(lens, request, design, rules);
    return { lens, worn, profile: profileOf(lens, plan.thinningPrism, material, request.frame, slabOff) };
  };
  const wornOf = (eye: Eye, through?: CutLens) =>
    lensAsWorn(eye, plan[eye].rx, design, request.worn, material.calculationIndex, through);
  /** The near power and the prism of wear follow from curve and thickness of the lens that is cut, and change both a little. */
  const refined = (eye: Eye, { worn, profile, ...rest }: CutOfEye): CutOfEye => {
    if (!worn || !profile || !(add || prism)) return { worn, profile, ...rest };
    const frontRadiusMm = (1_000 * (material.calculationIndex - 1)) / profile.frontPower;
    const near = nearPointOf(eye, request, design, { frontRadiusMm, rules });
    const { workingMm: readingMm } = rules.centration;
    return cut(eye, wornOf(eye, { profile: { add, prism }, near, readingMm, crossed: profile }));
  };
  // Twice is within a hundredth of a prism dioptre.
  const made = (eye: Eye) => refined(eye, refined(eye, cut(eye, wornOf(eye))));
  const concerns = ({ field }: Finding) => !EYES.some((eye) => !eyes.includes(eye) && isOfEye(field, eye));
  return {
    lenses: eyes.flatMap((eye) => {
      const { lens: ground, worn, profile } = made(eye);
      if (!profile) return [];
      const lens = calculateLens(eye, { ...plan, [eye]: ground }, profile, request, { design, material, rules });
      if (!worn) return { ...lens, ordered: plan[eye].rx, asWorn: null };
      const { made: _, ...asWorn } = worn;
      return { ...lens, ordered: plan[eye].rx, asWorn };
    }),
    problems: reasonsAgainst(request, bench).filter(concerns),
    rulesVersion: rules.version,
  };
}

interface CutOfEye {
  lens: LensPlan;
  worn: LensAsWorn | null;
  /** Null when the curves cannot span the shape. */
  profile: ThicknessProfile | null;
}

function profileOf(
  { eye, rx, centre, baseCurve }: LensPlan,
  thinningPrism: number,
  material: LensMaterial,
  frame: FrameGeometry,
  slabOff: SlabCut | null,
): ThicknessProfile | null {
  const slab = slabOff ? { slabOff } : {};
  return orNull(() => thicknessProfile({ eye, rx, material, frame, ...centre, baseCurve, thinningPrism, ...slab }));
}

function slabCutOf(
  { eye }: LensPlan,
  request: LabJobRequest,
  design: LensDesign,
  { centration }: MakingRules,
): SlabCut | null {
  const { slab, frame } = request;
  if (slab?.eye !== eye) return null;
  const readingDropMm = readingDropOf(request);
  const heightMm = slab.lineHeightMm ?? slabLine(eye, request, design, { centration, readingDropMm }).usualMm;
  return { prism: slab.prism, lineUpMm: raise(heightMm, frame.lensHeightMm) };
}

/** The near point of a progressive: as far below its cross as its corridor is long, and the inset beside. */
const nearPointOf = (
  eye: Eye,
  request: LabJobRequest,
  design: LensDesign,
  { frontRadiusMm, rules: { centration } }: { frontRadiusMm: number; rules: MakingRules },
): NearPoint => ({
  downMm: toNearMm(eye, request, design, readingDropOf(request)),
  inMm: segmentInset(monocularPd(request.pd, eye), monocularNearPd(request.pd, eye, centration)),
  frontRadiusMm,
  toRotationCentreMm: centration.toRotationCentreMm,
});

const readingDropOf = ({ readingDropMm }: LabJobRequest): number =>
  readingDropMm ?? prescriptionThresholds.pair.readingDropMm;

const isOfEye = (field: string, eye: Eye): boolean => field.startsWith(`${eye}.`) || field.endsWith(`.${eye}Mm`);

function calculateLens(
  eye: Eye,
  plan: PairPlan,
  profile: ThicknessProfile,
  { frame, pd, heights }: LabJobRequest,
  { design, material, rules }: { design: LensDesign; material: LensMaterial; rules: MakingRules },
): Omit<LensCalculation, 'ordered' | 'asWorn'> {
  const { rx, centre, minimumBlankMm, baseCurve, blank } = plan[eye];
  const { thinningPrism } = plan;
  const prescribed = prismVector(eye, rx.prisms);
  const height = heights && (eye === 'od' ? heights.odMm : heights.osMm);
  const index = material.calculationIndex;
  const { backPowers } = profile;
  return {
    eye,
    rx,
    decentrationInMm: centre.inMm,
    decentrationUpMm: centre.upMm,
    segmentInMm: design.add ? segmentInset(monocularPd(pd, eye), monocularNearPd(pd, eye, rules.centration)) : null,
    segmentUpMm: design.segment && height !== undefined ? raise(height, frame.lensHeightMm) : null,
    segment: design.segment
      ? {
          lines: segmentLines(eye, { frame, pd, heights }, design, rules.centration),
          intermediateAdd: intermediateAdd(design, rx.add),
          imageJump: rx.add ? imageJump(design, rx.add) : null,
        }
      : null,
    minimumBlankMm,
    blank,
    baseCurve,
    backPowers,
    toolCurves: {
      alongAxis: markedBase(backPowers.alongAxis, index),
      acrossAxis: markedBase(backPowers.acrossAxis, index),
    },
    profile,
    thinningPrism,
    groundPrism: { x: prescribed.x, y: prescribed.y - thinningPrism },
    groundPrismPolar: combinePrism(eye, [...rx.prisms, { amount: thinningPrism, base: 'down' }]),
  };
}
