import { monocularNearPd, monocularPd, raise, segmentInset } from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import type { BlankItem } from '../lens/blanks.ts';
import { markedBase } from '../lens/curves.ts';
import type { DesignId, LensDesign } from '../lens/designs.ts';
import type { Wearer } from '../lens/making-checks.ts';
import { defaultMakingRules, type MakingRules } from '../lens/making-rules.ts';
import type { LensMaterial, MaterialId } from '../lens/materials.ts';
import type { PairPlan } from '../lens/pair-plan.ts';
import type { ThicknessProfile } from '../lens/thickness.ts';
import type { TreatmentId } from '../lens/treatments.ts';
import { benchFor, reasonsAgainst } from '../lens/what-can-be-made.ts';
import type { Finding } from '../prescription/finding.ts';
import { EYES, type Eye, type EyePairMm, type EyeRx, type Pd } from '../prescription/prescription.types.ts';
import { combinePrism, type PrismVector, prismVector } from '../prescription/prism.ts';
import { type LensAsWorn, lensAsWorn, type PositionOfWear } from './as-worn.ts';

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
  /** Marked bases of the blanks that are really taken, dioptres; the planned ones where absent. */
  bases?: Partial<Record<Eye, number>>;
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
  const cut = (eye: Eye): { plan: PairPlan; worn: LensAsWorn | null } => {
    const lens = plan[eye];
    const worn = lensAsWorn(eye, lens.rx, design, request.worn, material.calculationIndex);
    const made = { ...lens, rx: worn?.made ?? lens.rx, baseCurve: request.bases?.[eye] ?? lens.baseCurve };
    return { plan: { ...plan, [eye]: made }, worn };
  };
  const concerns = ({ field }: Finding) => !EYES.some((eye) => !eyes.includes(eye) && isOfEye(field, eye));
  return {
    lenses: eyes.flatMap((eye) => {
      const { plan: made, worn } = cut(eye);
      const profile = bench.profile(made, eye, material);
      if (!profile) return [];
      const lens = calculateLens(eye, made, profile, request, { design, material });
      const asWorn = worn && { asWorn: worn.asWorn, uncompensated: worn.uncompensated };
      return { ...lens, ordered: plan[eye].rx, asWorn };
    }),
    problems: reasonsAgainst(request, bench).filter(concerns),
    rulesVersion: rules.version,
  };
}

const isOfEye = (field: string, eye: Eye): boolean => field.startsWith(`${eye}.`) || field.endsWith(`.${eye}Mm`);

function calculateLens(
  eye: Eye,
  plan: PairPlan,
  profile: ThicknessProfile,
  { frame, pd, heights }: LabJobRequest,
  { design, material }: { design: LensDesign; material: LensMaterial },
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
    segmentInMm: design.add ? segmentInset(monocularPd(pd, eye), monocularNearPd(pd, eye)) : null,
    segmentUpMm: design.segment && height !== undefined ? raise(height, frame.lensHeightMm) : null,
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
