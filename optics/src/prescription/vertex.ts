import { roundToStep } from './format-power.ts';
import type { Mdpt, SpheroCylinder } from './prescription.types.ts';

/**
 * Power needed after moving a lens: F / (1 − d·F), exact.
 * @param mdpt power at the old place
 * @param closerMm old minus new vertex distance; > 0 when the new lens sits closer to the eye (glasses 12 mm → contact: 12)
 */
export function moveVertex(mdpt: Mdpt, closerMm: number): number {
  return mdpt / (1 - (closerMm / 1000) * (mdpt / 1000));
}

/**
 * A sphero-cylinder after a change of vertex distance: each principal meridian is moved, then sphere and cylinder are rebuilt.
 * @returns whole Mdpt, not rounded to lens steps; see `nearestLensStep`
 */
export function compensateVertex<T extends SpheroCylinder>(rx: T, closerMm: number): T {
  const sphere = moveVertex(rx.sphere, closerMm);
  const across = moveVertex(rx.sphere + rx.cylinder, closerMm);
  return { ...rx, sphere: roundToStep(sphere, 1), cylinder: roundToStep(across - sphere, 1) };
}

/** The nearest quarter step, half steps away from zero. For suggestions shown to a professional, never for silent rounding. */
export const nearestLensStep = (mdpt: Mdpt, step = 250): Mdpt => roundToStep(mdpt, step);

/**
 * Martin's tilt formula for a spherical lens: S' = S(1 + sin²α/2n) and an induced cylinder S'·tan²α with its axis on the tilt axis.
 * @param index calculation index
 * @returns exact Mdpt
 */
export function tiltEffect(sphere: Mdpt, tiltDeg: number, index: number): { sphere: number; cylinder: number } {
  const alpha = (tiltDeg * Math.PI) / 180;
  const tilted = sphere * (1 + Math.sin(alpha) ** 2 / (2 * index));
  return { sphere: tilted, cylinder: tilted * Math.tan(alpha) ** 2 };
}
