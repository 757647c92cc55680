import {
  ageKnown,
  askedOfWearer,
  type BlankCandidates,
  type BlankDecision,
  blankCandidates,
  type ChosenBlank,
  calculateJob,
  type DesignId,
  decentrationForPrisms,
  drawnLens,
  type Finding,
  type FrameGeometry,
  finding,
  frameInMm,
  frameToMake,
  heightsToMake,
  type LensCalculation,
  type MakingRules,
  type MaterialId,
  nasalSign,
  pairToMake,
  pdToMake,
  plannedBlank,
  roundHalfAway,
  type SlabProfile,
  type TreatmentId,
  type WearProfile,
  wearCompensation,
} from '@opticworks/optics';
import type { FrameGeometryValue, LensChoiceValue, PrescriptionValue } from '@opticworks/schema';
import { type SlabOffDecision, slabToGrind } from '../wear/slab-off.rules.ts';
import { type LabValues, type LensValues, wornOf } from './lab-values.ts';
import { type JudgedBy, readingDropOf } from './prescription-rules.ts';

/** The blank a lens is made from. */
export type LensBlank = BlankDecision<'OD' | 'OS'>;

export interface CalculatedJob {
  values: LabValues;
  /** The blank as listed, and all it could be made from: the shelf decides between them. */
  blanks: ({ eye: 'OD' | 'OS'; blank: ChosenBlank | null } & BlankCandidates)[];
}

/** The frame of a job as worn, read the way price and order read it. */
export const frameOf = (
  frame: FrameGeometryValue,
  tilt: { wrapAngleDeg: number | null; pantoscopicTiltDeg: number | null },
  rules?: MakingRules,
): FrameGeometry => frameToMake(frameInMm(frame), tilt, rules?.limits);

/** Codes of the catalogue are the names of the optical rules. */
export const orderOf = (lens: LensChoiceValue) => ({
  design: lens.designCode as DesignId,
  material: lens.materialCode as MaterialId,
  treatments: lens.treatmentCodes as TreatmentId[],
});

/**
 * From prescription, frame and lens choice to what the bench needs: powers, centration, thickness and the blank of each eye, by the
 * rules and blanks that price and order were judged by.
 * @param eyes lenses to make; a remake may be of one eye
 * @returns `CalculatedJob` with the reasons it cannot go on in `values.problems`; null when powers or distances are missing, with
 * the finding that says so
 */
export function calculateLenses(
  prescription: PrescriptionValue,
  lens: LensChoiceValue,
  frame: FrameGeometryValue,
  rules: MakingRules,
  context: CalculationContext & { heightUnused?: Finding | null; heightGivenBy?: string | null; judgedBy?: JudgedBy },
): { calculated: CalculatedJob } | { calculated: null; problem: Finding } {
  const order = orderOf(lens);
  const pd = pdToMake(prescription.pd);
  const rx = pairToMake(prescription.od, prescription.os);
  if (!rx) return { calculated: null, problem: finding('SPHERE_REQUIRED', 'od.sphere') };
  if (!pd) return { calculated: null, problem: finding('PD_REQUIRED', 'pd') };
  if (!rules.designs[order.design] || !rules.materials[order.material])
    return { calculated: null, problem: finding('DESIGN_UNKNOWN', 'design', { design: lens.designCode }) };
  const { vertexMm, fittedVertexMm = null, pantoscopicTiltDeg, wrapAngleDeg } = prescription;
  const wearer: Wearer = {
    rx,
    pd,
    heights: prescription.heightsMm ?? heightsToMake(prescription.segHeightMm),
    vertexMm,
    fittedVertexMm,
    pantoscopicTiltDeg,
    wrapAngleDeg,
    ...(context.heightUnused ? { heightUnused: context.heightUnused } : {}),
    ...(context.heightGivenBy ? { heightGivenBy: context.heightGivenBy } : {}),
    ...(context.judgedBy ? { judgedBy: context.judgedBy } : {}),
    ...(prescription.place ? { place: prescription.place } : {}),
    ageYears: ageKnown(prescription, context.today),
  };
  return { calculated: calculateFor(wearer, lens, frame, rules, context) };
}

/** What is known of the wearer, from the prescription or from an earlier calculation of the same job. */
export type Wearer = Pick<
  LabValues,
  | 'rx'
  | 'pd'
  | 'heights'
  | 'heightUnused'
  | 'heightGivenBy'
  | 'vertexMm'
  | 'fittedVertexMm'
  | 'pantoscopicTiltDeg'
  | 'wrapAngleDeg'
  | 'ageYears'
  | 'judgedBy'
  | 'place'
>;

type Eye = 'OD' | 'OS';
/** Marked bases of the blanks that are really taken. */
export type Bases = Partial<Record<Eye, number>>;

export interface CalculationContext {
  today: string;
  eyes: readonly Eye[];
  bases?: Bases;
  /** What beside the distance power is compensated; nothing when absent. */
  wearProfile?: WearProfile | undefined;
  /** What was decided; counts only for the imbalance it was decided on. */
  slabOff?: SlabOffDecision | null;
}

/** The bases the lenses of a job are calculated on. */
export const basesOfValues = (values: LabValues): Bases =>
  Object.fromEntries(values.lenses.map(({ eye, baseCurve }) => [eye, baseCurve]));

/** The calculation itself; again where the frame turns out other than ordered, or the blank other than planned. */
export function calculateFor(
  wearer: Wearer,
  lens: LensChoiceValue,
  frame: FrameGeometryValue,
  rules: MakingRules,
  { today, eyes, bases = {}, wearProfile, slabOff }: CalculationContext,
): CalculatedJob {
  const order = orderOf(lens);
  const { rx, pd, heights, heightUnused, heightGivenBy, ageYears = null, judgedBy } = wearer;
  const worn = wornOf(wearer);
  const judged = { rx, ...(judgedBy ? { judgedBy } : {}) };
  const slab = slabToGrind(judged, rules.designs[order.design], slabOff ?? null);
  const job = {
    rx,
    pd,
    frame: frameOf(frame, wearer, rules),
    ...order,
    wearer: { ageYears, ...(lens.needsImpactMaterial ? { isForSport: true } : {}) },
    worn,
    bases: { ...(bases.OD === undefined ? {} : { od: bases.OD }), ...(bases.OS === undefined ? {} : { os: bases.OS }) },
    rules,
    readingDropMm: readingDropOf(judged),
    ...(heights ? { heights } : {}),
    ...(wearProfile ? { wearProfile } : {}),
    ...(slab ? { slab } : {}),
  };
  // Both lenses are always calculated, for their bases and their thinning depend on each other; a remake may ask for one blank only.
  const result = calculateJob(job);
  const { problems } = calculateJob({ ...job, eyes: eyes.map((eye) => (eye === 'OD' ? 'od' : 'os')) });
  const design = rules.designs[order.design];
  const asked = askedOfWearer(
    { ...wearer, thresholds: judgedBy?.thresholds },
    { design, lensHeightMm: job.frame.lensHeightMm, limits: rules.limits, today },
    problems,
  );
  return {
    values: {
      form: 1,
      rx,
      pd,
      heights,
      ...(heightUnused ? { heightUnused } : {}),
      ...(heightGivenBy ? { heightGivenBy } : {}),
      vertexMm: wearer.vertexMm,
      fittedVertexMm: wearer.fittedVertexMm ?? null,
      pantoscopicTiltDeg: wearer.pantoscopicTiltDeg,
      wrapAngleDeg: wearer.wrapAngleDeg,
      ageYears,
      wear: wearCompensation(design, worn),
      ...(wearProfile ? { wearProfile } : {}),
      lenses: result.lenses.map((lens) => ({
        ...lensValues(lens),
        ...(design?.hasFinished ? prismDecentrationOf(lens, judgedBy) : {}),
      })),
      warnings: asked.warnings,
      problems: [...(heightUnused ? [heightUnused] : []), ...problems, ...asked.problems],
      ...(judgedBy ? { judgedBy } : {}),
      ...(wearer.place ? { place: wearer.place } : {}),
      rulesVersion: rules.version,
    },
    blanks: eyes.map((eye) => {
      const made = result.lenses.find((one) => eyeName(one.eye) === eye);
      if (!made) return { eye, blank: null, finished: [], surfaced: [] };
      return { eye, blank: plannedBlank(made, rules), ...blankCandidates(made, order, rules) };
    }),
  };
}

export const eyeName = (eye: 'od' | 'os'): 'OD' | 'OS' => (eye === 'od' ? 'OD' : 'OS');

/** Divided, not multiplied by 0.1: the result must print with one decimal. */
const tenth = (mm: number) => roundHalfAway(mm * 10) / 10;
const hundredth = (mm: number) => roundHalfAway(mm * 100) / 100;

const lensValues = (lens: LensCalculation): LensValues => ({
  eye: eyeName(lens.eye),
  rx: lens.rx,
  ordered: lens.ordered,
  asWorn: lens.asWorn,
  decentrationInMm: tenth(lens.decentrationInMm),
  decentrationUpMm: tenth(lens.decentrationUpMm),
  segmentInMm: lens.segmentInMm === null ? null : tenth(lens.segmentInMm),
  minimumBlankMm: tenth(lens.minimumBlankMm),
  baseCurve: lens.baseCurve,
  backCurve: hundredth(lens.backPowers.alongAxis),
  backCurveAcross: hundredth(lens.backPowers.acrossAxis),
  centreThicknessMm: hundredth(lens.profile.centreMm),
  edgeMaxMm: hundredth(lens.profile.maxEdgeMm),
  edgeMinMm: hundredth(lens.profile.minEdgeMm),
  weightGrams: tenth(lens.profile.weightGrams),
  thinningPrism: lens.thinningPrism,
  drawn: drawnLens(lens.profile, lens.segment?.lines),
  intermediateAdd: lens.segment?.intermediateAdd ?? null,
  imageJump: lens.segment?.imageJump ?? null,
  ...(lens.profile.slab ? { slab: slabValues(lens.profile.slab) } : {}),
});

/** A prism of a plain lens is ground, or made by moving its centre: in an edger alone only the second can be done. */
function prismDecentrationOf({ eye, rx }: LensCalculation, judged?: JudgedBy): Pick<LensValues, 'prismDecentration'> {
  if (rx.prisms.length === 0) return {};
  const moved = decentrationForPrisms(eye, rx, rx.prisms, judged?.thresholds.prism.nearPlano);
  return { prismDecentration: moved && { inMm: tenth(moved.x * nasalSign(eye)), upMm: tenth(moved.y) } };
}

const slabValues = ({ prism, lineUpMm, lineMm, bottomBeforeMm, bottomMm }: SlabProfile) => ({
  prism,
  lineUpMm: tenth(lineUpMm),
  lineMm: hundredth(lineMm),
  bottomBeforeMm: hundredth(bottomBeforeMm),
  bottomMm: hundredth(bottomMm),
});
