import { roundToStep } from './format-power.ts';
import type { SpheroCylinder } from './prescription.types.ts';
import { canonical, normaliseAxis, sphericalEquivalent } from './transpose.ts';

/** A sphero-cylinder as three numbers that can be added, in Mdpt. */
export interface PowerVector {
  m: number;
  j0: number;
  j45: number;
}

/** M = S + C/2, J0 = −(C/2)cos2A, J45 = −(C/2)sin2A. */
export function toPowerVector(rx: SpheroCylinder): PowerVector {
  const doubled = ((rx.axis ?? 180) * 2 * Math.PI) / 180;
  const half = rx.cylinder / 2;
  return { m: sphericalEquivalent(rx), j0: -half * Math.cos(doubled), j45: -half * Math.sin(doubled) };
}

/** A cylinder weaker than half of the smallest power that can be written, Mdpt, is none and has no axis. */
const NO_CYLINDER = 0.5;

/** Minus-cylinder form of a vector, exact: powers and axis are not rounded; a cylinder below 0.0005 D counts as none. */
export function fromPowerVectorExact(vector: PowerVector): { sphere: number; cylinder: number; axis: number | null } {
  const cylinder = -2 * Math.hypot(vector.j0, vector.j45);
  if (cylinder > -NO_CYLINDER) return { sphere: vector.m, cylinder: 0, axis: null };
  const axis = (Math.atan2(vector.j45, vector.j0) * 90) / Math.PI;
  return { sphere: vector.m - cylinder / 2, cylinder, axis: axis <= 0 ? axis + 180 : axis };
}

/** Minus-cylinder form of a vector in whole Mdpt and whole degrees. */
export function fromPowerVector(vector: PowerVector): SpheroCylinder {
  const exact = fromPowerVectorExact(vector);
  return canonical({
    sphere: roundToStep(exact.sphere, 1),
    cylinder: roundToStep(exact.cylinder, 1),
    axis: normaliseAxis(Math.round(exact.axis ?? 0)),
  });
}

/** Two lenses in contact as one: obliquely crossed cylinders add as vectors. */
export function addObliqueCylinders(a: SpheroCylinder, b: SpheroCylinder): SpheroCylinder {
  const va = toPowerVector(a);
  const vb = toPowerVector(b);
  return fromPowerVector({ m: va.m + vb.m, j0: va.j0 + vb.j0, j45: va.j45 + vb.j45 });
}

/**
 * Axis error at which a cylinder leaves a given cylinder uncorrected: asin(residual / 2|C|). The axis limits of lens standards are this
 * with 0.12 D.
 * @param cylinder Mdpt, not 0 @param residual Mdpt
 * @returns degrees, 0..90; 90 where even a crossed axis leaves less
 */
export const axisErrorFor = (cylinder: number, residual: number): number =>
  (Math.asin(Math.min(1, residual / (2 * Math.abs(cylinder)))) * 180) / Math.PI;

/** Cylinder left over when a cylinder is mounted at a wrong axis: 2|C|·sin(Δ). @param cylinder Mdpt @param errorDeg 0..90 */
export const residualCylinder = (cylinder: number, errorDeg: number): number =>
  2 * Math.abs(cylinder) * Math.sin((errorDeg * Math.PI) / 180);
