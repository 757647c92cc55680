import { directionOfDegrees } from './direction.ts';
import { roundHalfAway } from './format-power.ts';
import type { Eye, EyeRx, Mdpt, MilliPrism, Prism, SpheroCylinder } from './prescription.types.ts';
import { prescriptionThresholds } from './thresholds.ts';

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

/**
 * Decentration that produces a prism in a spherical lens, c = 10·P/|F|.
 * @param nearPlano weakest |power| that can be decentred, Mdpt
 * @returns mm, unsigned; null near plano, where prism must be ground
 */
export const decentrationForPrism = (
  prism: MilliPrism,
  mdpt: Mdpt,
  nearPlano: Mdpt = prescriptionThresholds.prism.nearPlano,
): number | null => (Math.abs(mdpt) < nearPlano ? null : (10 * prism) / Math.abs(mdpt));

/**
 * Prentice's rule for any sphero-cylinder, with the cross term of oblique cylinders.
 * @param fromCentre where the eye looks through, minus the optical centre, mm, viewer's frame
 * @returns prism vector toward the base, exact MilliPrism
 */
export function prenticeVector(rx: SpheroCylinder, fromCentre: { x: number; y: number }): PrismVector {
  const { cos, sin } = directionOfDegrees(rx.axis ?? 180);
  const fxx = rx.sphere + rx.cylinder * sin * sin;
  const fyy = rx.sphere + rx.cylinder * cos * cos;
  const fxy = -rx.cylinder * sin * cos;
  return {
    x: -(fxx * fromCentre.x + fxy * fromCentre.y) / 10,
    y: -(fxy * fromCentre.x + fyy * fromCentre.y) / 10,
  };
}

/**
 * Where a lens has a given prism: Prentice's rule turned round, along the two principal meridians.
 * @param prism toward the base, MilliPrism, viewer's frame
 * @param nearPlano weakest |principal power| that makes prism, Mdpt
 * @returns millimetres from the optical centre; `isReached` is false where a meridian near plano would have to make prism
 */
export function pointOfPrism(
  rx: SpheroCylinder,
  prism: PrismVector,
  nearPlano: Mdpt = prescriptionThresholds.prism.nearPlano,
): { x: number; y: number; isReached: boolean } {
  const { cos, sin } = directionOfDegrees(rx.axis ?? 180);
  const distance = (part: number, power: Mdpt) => (Math.abs(power) < nearPlano ? null : (-10 * part) / power);
  const alongPart = prism.x * cos + prism.y * sin;
  const acrossPart = prism.y * cos - prism.x * sin;
  const along = distance(alongPart, rx.sphere);
  const across = distance(acrossPart, rx.sphere + rx.cylinder);
  const isMissing = (found: number | null, part: number) => found === null && Math.abs(part) > WHOLE_PRISM;
  return {
    x: (along ?? 0) * cos - (across ?? 0) * sin,
    y: (along ?? 0) * sin + (across ?? 0) * cos,
    isReached: !isMissing(along, alongPart) && !isMissing(across, acrossPart),
  };
}

/** Half of the smallest prism that can be written, MilliPrism: less is an artefact of the arithmetic. */
const WHOLE_PRISM = 0.5;

/**
 * Where the optical centre of any sphero-cylinder goes to give prescribed prism at the pupil by decentration alone.
 * @returns optical centre minus pupil, mm, viewer's frame; null where a meridian near plano would have to make prism, which is ground then
 */
export function decentrationForPrisms(
  eye: Eye,
  rx: SpheroCylinder,
  prisms: readonly Prism[],
  nearPlano?: Mdpt,
): { x: number; y: number } | null {
  const point = pointOfPrism(rx, prismVector(eye, prisms), nearPlano);
  return point.isReached ? { x: -point.x, y: -point.y } : null;
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
  const parts: Prism[] = [
    { amount: inward, base: 'in' },
    { amount: -inward, base: 'out' },
    { amount: up, base: 'up' },
    { amount: -up, base: 'down' },
  ];
  return parts.filter(({ amount }) => amount > 0);
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

/**
 * Vertical difference both eyes meet when looking down below the optical centres; prescribed prism is not part of it.
 * @param dropMm reading level below the centres, usually 10
 * @param insetMm how far each eye also looks inward, which counts for oblique cylinders
 * @returns MilliPrism, unsigned
 */
export function readingImbalance(od: SpheroCylinder, os: SpheroCylinder, dropMm: number, insetMm = 0): number {
  return Math.abs(readingPrism('od', od, dropMm, insetMm) - readingPrism('os', os, dropMm, insetMm));
}

/** Vertical prism one eye meets at the reading point, up-positive, MilliPrism. */
export const readingPrism = (eye: Eye, rx: SpheroCylinder, dropMm: number, insetMm = 0): number =>
  prenticeVector(rx, { x: nasalSign(eye) * insetMm, y: -dropMm }).y;
