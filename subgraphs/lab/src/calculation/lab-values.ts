import type {
  DrawnLens,
  EyePairMm,
  EyeRx,
  Finding,
  Pd,
  PositionOfWear,
  Prism,
  SpheroCylinder,
  WearCompensation,
  WearProfile,
} from '@opticworks/optics';
import type { JudgedBy } from './prescription-rules.ts';

/** What one lens is made to, per eye. Lengths in mm, powers in Mdpt, curves in dioptres. */
export interface LensValues {
  eye: 'OD' | 'OS';
  /** What is cut and found in the lensmeter. */
  rx: EyeRx;
  /** What was ordered; the same unless the lens is compensated. Absent in jobs calculated before lenses were. */
  ordered?: EyeRx;
  /** What the wearer gets through it, and would get through a lens made as ordered; null where it is made as ordered. */
  asWorn?: {
    asWorn: SpheroCylinder;
    uncompensated: SpheroCylinder;
    /** What reaches the wearer of the ADD, where the profile compensates it; absent in jobs calculated before there was one. */
    add?: { asWorn: number; uncompensated: number } | null;
    /** What tilt and wrap make by themselves, where the profile grinds against it. */
    prismOfWear?: Prism[] | null;
  } | null;
  /** Of a lens that is ground with slab-off; lengths in mm, see `SlabProfile`. */
  slab?: { prism: number; lineUpMm: number; lineMm: number; bottomBeforeMm: number; bottomMm: number };
  /** Of a trifocal's part for arm's length, Mdpt, and at the line of a segment, MilliPrism; absent in jobs calculated before they were told. */
  intermediateAdd?: number | null;
  imageJump?: number | null;
  /**
   * Further decentration that makes the prism of a plain lens, mm; null where a power near plano cannot, and it is ground. Absent in lenses
   * without prism or with a segment or corridor, and in jobs calculated before it was told.
   */
  prismDecentration?: { inMm: number; upMm: number } | null;
  decentrationInMm: number;
  decentrationUpMm: number;
  segmentInMm: number | null;
  minimumBlankMm: number;
  baseCurve: number;
  /** True back curve along the axis, and across it; the latter is absent in older jobs. */
  backCurve: number;
  backCurveAcross?: number;
  centreThicknessMm: number;
  edgeMaxMm: number;
  edgeMinMm: number;
  weightGrams: number;
  /** Ground into both lenses of a progressive pair, base down, MilliPrism, by the rules of its day; absent in older jobs. */
  thinningPrism?: number;
  /** For the drawing, see `DrawnLens`; absent in jobs calculated before there was one. */
  drawn?: DrawnLens;
}

/**
 * The health data of a job: prescribed powers, distances, and what was calculated from them. Exists only sealed in the job's row and
 * in the memory of an audited read.
 */
export interface LabValues {
  form: 1;
  rx: { od: EyeRx; os: EyeRx };
  pd: Pd;
  heights: EyePairMm | null;
  /** Why a measured height is not among them: it is of another kind than the design needs. */
  heightUnused?: Finding;
  /** Who gave the heights, where nobody measured them. */
  heightGivenBy?: string;
  vertexMm: number | null;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
  /** As fitted; `vertexMm` is that of the refraction. Absent in jobs calculated before lenses were compensated, as is `wear`. */
  fittedVertexMm?: number | null;
  wear?: WearCompensation;
  /** What beside the distance power was compensated; absent where nothing was. */
  wearProfile?: WearProfile;
  ageYears?: number | null;
  lenses: LensValues[];
  /** Told at the bench; `problems` kept the job from being released. */
  warnings: Finding[];
  problems: Finding[];
  /** What the prescription was judged by; jobs calculated before it was kept have none and go by what the house came with. */
  judgedBy?: JudgedBy;
  /** Where the prescription is filled; absent where it is the usual place of the shop. */
  place?: string;
  /** Version of the rules it was calculated by; jobs calculated before it was kept have none. */
  rulesVersion?: string;
}

/** How the glasses sit, as the optics ask for it. */
export const wornOf = (
  values: Pick<LabValues, 'vertexMm' | 'fittedVertexMm' | 'pantoscopicTiltDeg' | 'wrapAngleDeg'>,
): PositionOfWear => ({
  refractedVertexMm: values.vertexMm,
  fittedVertexMm: values.fittedVertexMm ?? null,
  pantoscopicTiltDeg: values.pantoscopicTiltDeg,
  wrapAngleDeg: values.wrapAngleDeg,
});
