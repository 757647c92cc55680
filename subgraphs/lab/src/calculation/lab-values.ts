import type { DrawnLens, EyePairMm, EyeRx, Finding, Pd } from '@opticworks/optics';

/** What one lens is made to, per eye. Lengths in mm, powers in Mdpt, curves in dioptres. */
export interface LensValues {
  eye: 'OD' | 'OS';
  rx: EyeRx;
  decentrationInMm: number;
  decentrationUpMm: number;
  segmentInMm: number | null;
  minimumBlankMm: number;
  baseCurve: number;
  backCurve: number;
  centreThicknessMm: number;
  edgeMaxMm: number;
  edgeMinMm: number;
  weightGrams: number;
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
  vertexMm: number | null;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
  lenses: LensValues[];
  /** Told at the bench; `problems` kept the job from being released. */
  warnings: Finding[];
  problems: Finding[];
  /** Version of the rules it was calculated by; jobs calculated before it was kept have none. */
  rulesVersion?: string;
}
