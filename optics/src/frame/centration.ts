import type { Eye, Pd } from '../prescription/prescription.types.ts';
import { nasalSign } from '../prescription/prism.ts';
import type { FrameGeometry } from './frame.types.ts';
import type { Point } from './outline.ts';

/** Frame PD = A + DBL, mm. */
export const framePd = (frame: Pick<FrameGeometry, 'eyeSizeMm' | 'dblMm'>): number => frame.eyeSizeMm + frame.dblMm;

/** Distance PD of one eye; half the total when only one number was measured. mm */
export const monocularPd = (pd: Pd, eye: Eye): number =>
  pd.kind === 'binocular' ? pd.distanceMm / 2 : eye === 'od' ? pd.odMm : pd.osMm;

/** What centration assumes where nobody measured; millimetres. */
export interface CentrationRules {
  /** Usual reading distance. */
  workingMm: number;
  /** From the spectacle plane to the eye's centre of rotation: vertex distance and the eye. */
  toRotationCentreMm: number;
  /** Pupil above the box middle, for lenses without a measured height; null leaves their centres on it. */
  raiseMm: number | null;
  /** The optical centre goes down by this per degree of pantoscopic tilt; counts only where centres are raised. */
  lowerPerTiltDegreeMm: number;
}

/** What a house starts with. No source confirms the raise, only 0–4 mm are spoken of: it is off until an owner names one. */
export const centrationRules: CentrationRules = {
  workingMm: 400,
  toRotationCentreMm: 27,
  raiseMm: null,
  lowerPerTiltDegreeMm: 0.5,
};

/**
 * PD on the spectacle plane when both eyes converge: PD·w/(w + 27).
 * @param workingMm reading distance, 250–1000
 * @param toRotationCentreMm spectacle plane to the centre of rotation
 */
export const nearPdFromDistance = (
  distancePdMm: number,
  workingMm: number = centrationRules.workingMm,
  toRotationCentreMm: number = centrationRules.toRotationCentreMm,
): number => (distancePdMm * workingMm) / (workingMm + toRotationCentreMm);

/** Near PD of one eye: as measured, else computed from the distance PD. mm */
export function monocularNearPd(
  pd: Pd,
  eye: Eye,
  rules: Pick<CentrationRules, 'workingMm' | 'toRotationCentreMm'>,
): number {
  const measured = pd.kind === 'binocular' ? half(pd.nearMm) : eye === 'od' ? pd.nearOdMm : pd.nearOsMm;
  return measured ?? nearPdFromDistance(monocularPd(pd, eye), rules.workingMm, rules.toRotationCentreMm);
}

const half = (value: number | undefined): number | undefined => (value === undefined ? undefined : value / 2);

/** Frame PD / 2 − monocular PD; > 0 is inward, toward the nose. mm */
export const decentration = (frame: Pick<FrameGeometry, 'eyeSizeMm' | 'dblMm'>, monocularPdMm: number): number =>
  framePd(frame) / 2 - monocularPdMm;

/** Segment inset from the distance centre: (PD − near PD)/2 of the pair, or the difference of one eye's own values. mm */
export const segmentInset = (monocularPdMm: number, monocularNearPdMm: number): number =>
  monocularPdMm - monocularNearPdMm;

/** How far a height lies above the box middle; < 0 is below. mm */
export const raise = (heightMm: number, lensHeightMm: number): number => heightMm - lensHeightMm / 2;

/**
 * Optical centre above the box middle where nobody measured a height: the usual raise, lowered so much per degree of pantoscopic tilt
 * that the optical axis meets the eye's centre of rotation, and never below the middle; 0 where centres are not raised. mm
 */
export const usualRaise = (
  frame: Pick<FrameGeometry, 'pantoscopicTiltDeg'>,
  { raiseMm, lowerPerTiltDegreeMm }: Pick<CentrationRules, 'raiseMm' | 'lowerPerTiltDegreeMm'>,
): number => Math.max(0, (raiseMm ?? 0) - (frame.pantoscopicTiltDeg ?? 0) * lowerPerTiltDegreeMm);

/** Optical centre of a lens seen from the boxed centre, viewer's frame. @param inMm inward decentration @param upMm raise */
export const opticalCentre = (eye: Eye, inMm: number, upMm: number): Point => ({ x: nasalSign(eye) * inMm, y: upMm });
