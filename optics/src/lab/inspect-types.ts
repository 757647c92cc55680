import type { Eye, EyePairMm, Prism, SpheroCylinder } from '../prescription/prescription.types.ts';
import type { LimitSource } from './tolerance-profile-sources.ts';

/** One lens as ordered or as read from the lensmeter. */
export interface InspectedLens extends SpheroCylinder {
  add?: number | null;
  /** At the prism reference point; readings include the prescribed prism. */
  prisms?: readonly Prism[];
  heightMm?: number;
  centreThicknessMm?: number;
  /** Marked base curve, Mdpt. */
  baseCurve?: number;
  segmentSizeMm?: number;
  segmentTiltDeg?: number;
  /** Cylinder found on the front surface by a lens clock, Mdpt; measured side only. */
  warpage?: number;
}

interface PairDistances {
  /** Distance between the reference points. Per eye where known, otherwise the total. */
  pdMm?: number;
  monocularPdMm?: EyePairMm;
  /** Distance of segments, total. */
  nearPdMm?: number;
  /** Level of the prism reference points above the box bottom, when read mounted. */
  prpHeightsMm?: EyePairMm;
}

/** What the pair should be. */
export interface InspectedPair extends PairDistances {
  od: InspectedLens;
  os: InspectedLens;
}

/** What was read. A lens that is not part of the job is null; what belongs to the pair is then not judged. */
export interface MeasuredPair extends PairDistances {
  od: InspectedLens | null;
  os: InspectedLens | null;
}

export type CheckCode =
  | 'POWER'
  | 'POWER_ALONG_AXIS'
  | 'POWER_ACROSS_AXIS'
  | 'CYLINDER'
  | 'AXIS'
  | 'ADD'
  | 'PRISM_UNMOUNTED'
  | 'PRISM_EYE'
  | 'PRISM_VERTICAL'
  | 'PRISM_HORIZONTAL'
  | 'PRP_LEVEL'
  | 'PD'
  | 'FITTING_CROSS'
  | 'HEIGHT'
  | 'HEIGHT_PAIR'
  | 'SEGMENT_HORIZONTAL'
  | 'CENTRE_THICKNESS'
  | 'BASE_CURVE'
  | 'SEGMENT_SIZE'
  | 'SEGMENT_SIZE_PAIR'
  | 'SEGMENT_TILT'
  | 'WARPAGE';

/** Mdpt, MilliPrism, millimetres or degrees, as the code says. */
export interface InspectionCheck {
  code: CheckCode;
  eye: Eye | 'pair';
  nominal: number;
  measured: number;
  tolerance: number;
  deviation: number;
  pass: boolean;
  /** Where the limit comes from. */
  source: LimitSource;
  /** False: the limit is unverified and not switched on, or it is of a lens that is not made here. It is shown, and does not decide. */
  isBinding: boolean;
}

/** A check before it is known whether its limit binds. */
export type OpenCheck = Omit<InspectionCheck, 'isBinding'>;

export interface Inspection {
  verdict: 'pass' | 'fail';
  profile: string;
  checks: InspectionCheck[];
}
