import { roundHalfAway } from './format-power.ts';
import type { Eye, EyeRx, Mdpt, MilliPrism, Prism, SpheroCylinder } from './prescription.types.ts';

/**
 * Prism of one eye as a vector toward its base, MilliPrism, in the viewer's frame (looking at the patient): x to the viewer's right, y up.
 * For the right eye +x is base in, for the left eye base out.
 */
export interface PrismVector {
  x: number;
  y: number;
}

/** +1 when the viewer's +x is nasal (right eye), −1 when it is temporal (left eye). */
export const nasalSign = (eye: Eye): 1 | -1 => (eye === 'od' ? 1 : -1);

/** Prentice's rule for a sphere: centimetres times dioptres. @returns MilliPrism, unsigned */
export const prentice = (mdpt: Mdpt, decentrationMm: number): number =>
  (Math.abs(mdpt) * Math.abs(decentrationMm)) / 10;

/** Decentration that produces a prism; null near plano, where prism must be ground. @returns mm */
export const decentrationForPrism = (prism: MilliPrism, mdpt: Mdpt): number | null =>
  Math.abs(mdpt) < 250 ? null : (10 * prism) / Math.abs(mdpt);

/**
 * Prentice's rule for any sphero-cylinder, with the cross term of oblique cylinders.
 * @param fromCentre where the eye looks through, minus the optical centre, mm, viewer's frame
 * @returns prism vector toward the base, exact MilliPrism
 */
export function prenticeVector(rx: SpheroCylinder, fromCentre: { x: number; y: number }): PrismVector {
  const a = ((rx.axis ?? 180) * Math.PI) / 180;
  const fxx = rx.sphere + rx.cylinder * Math.sin(a) ** 2;
  const fyy = rx.sphere + rx.cylinder * Math.cos(a) ** 2;
  const fxy = -rx.cylinder * Math.sin(a) * Math.cos(a);
  return {
    x: -(fxx * fromCentre.x + fxy * fromCentre.y) / 10,
    y: -(fxy * fromCentre.x + fyy * fromCentre.y) / 10,
  };
}

/** Prescribed components as one vector. */
export function prismVector(eye: Eye, prisms: readonly Prism[]): PrismVector {
  const nasal = nasalSign(eye);
  let x = 0;
  let y = 0;
  for (const { amount, base } of prisms) {
    if (base === 'in') x += nasal * amount;
    else if (base === 'out') x -= nasal * amount;
    else y += base === 'up' ? amount : -amount;
  }
  return { x, y };
}

/** Magnitude and base direction 0..360 (0 = viewer's right, counter-clockwise): the form of lensmeters and device files. */
export function combinePrism(eye: Eye, prisms: readonly Prism[]): { amount: number; directionDeg: number } {
  const { x, y } = prismVector(eye, prisms);
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  return { amount: Math.hypot(x, y), directionDeg: degrees < 0 ? degrees + 360 : degrees };
}

/** Back from magnitude and direction to in/out and up/down, whole MilliPrism, zero components left out. */
export function resolvePrism(eye: Eye, amount: number, directionDeg: number): Prism[] {
  const radians = (directionDeg * Math.PI) / 180;
  return prismsOf(eye, { x: amount * Math.cos(radians), y: amount * Math.sin(radians) });
}

/** A vector as prescription components, whole MilliPrism, zero components left out. */
export function prismsOf(eye: Eye, vector: PrismVector): Prism[] {
  const inward = roundHalfAway(vector.x * nasalSign(eye));
  const up = roundHalfAway(vector.y);
  const prisms: Prism[] = [];
  if (inward !== 0) prisms.push({ amount: Math.abs(inward), base: inward > 0 ? 'in' : 'out' });
  if (up !== 0) prisms.push({ amount: Math.abs(up), base: up > 0 ? 'up' : 'down' });
  return prisms;
}

/**
 * Effect on the two eyes together: horizontally base-in of both eyes adds, vertically the up-positive values subtract.
 * @returns `horizontalIn` > 0 for net base in, `verticalRight` > 0 when the right eye has more base up; MilliPrism
 */
export function pairPrism(od: PrismVector, os: PrismVector): { horizontalIn: number; verticalRight: number } {
  return { horizontalIn: od.x - os.x, verticalRight: od.y - os.y };
}

/** Prescribed prism of a pair, see `pairPrism`. */
export const prescribedPairPrism = (od: EyeRx, os: EyeRx) =>
  pairPrism(prismVector('od', od.prisms), prismVector('os', os.prisms));

/** Vertical difference both eyes meet when looking down below the optical centres; prescribed prism is not part of it. MilliPrism. */
export function readingImbalance(od: SpheroCylinder, os: SpheroCylinder, dropMm: number): number {
  const below = { x: 0, y: -dropMm };
  return Math.abs(prenticeVector(od, below).y - prenticeVector(os, below).y);
}
