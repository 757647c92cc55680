import type { EyeRx, Mdpt, SpheroCylinder } from './prescription.types.ts';
import { prismVector } from './prism.ts';

/**
 * The axis in 1..180 of any whole-degree angle; 0 and 180 are one axis and are called 180.
 * @param degrees any integer
 */
export const normaliseAxis = (degrees: number): number => ((((degrees - 1) % 180) + 180) % 180) + 1;

/** Smallest angle between two axes, 0..90: 178 and 3 are 5° apart. */
export function axisDifference(a: number, b: number): number {
  const difference = Math.abs(a - b) % 180;
  return Math.min(difference, 180 - difference);
}

/** The same lens in the other cylinder notation: S + C, −C, axis turned by 90°. Other fields are kept. */
export function transpose<T extends SpheroCylinder>(rx: T): T {
  if (rx.cylinder === 0) return { ...rx, axis: null };
  return {
    ...rx,
    sphere: rx.sphere + rx.cylinder,
    cylinder: -rx.cylinder,
    axis: rx.axis === null ? null : normaliseAxis(rx.axis + 90),
  };
}

/** Minus-cylinder form with the axis in 1..180 and no axis without a cylinder; used for pricing, stock and lab. */
export function canonical<T extends SpheroCylinder>(rx: T): T {
  if (rx.cylinder > 0) return canonical(transpose(rx));
  if (rx.cylinder === 0) return { ...rx, cylinder: 0, axis: null };
  return { ...rx, axis: rx.axis === null ? null : normaliseAxis(rx.axis) };
}

/** Plus-cylinder form of the same lens, for devices and shops that work in it. */
export const plusCylinder = <T extends SpheroCylinder>(rx: T): T => transpose(canonical(rx));

/** Whether two sphero-cylinders are the same lens, whatever their notation. ADD and prism are not looked at. */
export function equalPower(a: SpheroCylinder, b: SpheroCylinder): boolean {
  const left = canonical(a);
  const right = canonical(b);
  return left.sphere === right.sphere && left.cylinder === right.cylinder && left.axis === right.axis;
}

/** Whether two eyes ask for the same lens: equal canonical power, ADD and net prism. */
export function equalRx(a: EyeRx, b: EyeRx): boolean {
  // Which eye does not matter as long as it is the same one.
  const [left, right] = [prismVector('od', a.prisms), prismVector('od', b.prisms)];
  return equalPower(a, b) && (a.add ?? 0) === (b.add ?? 0) && left.x === right.x && left.y === right.y;
}

/** S + C/2, not rounded; may end in half a thousandth for odd cylinders. */
export const sphericalEquivalent = (rx: SpheroCylinder): Mdpt => rx.sphere + rx.cylinder / 2;

/** Powers of the two principal meridians: along the axis and across it. */
export const principalPowers = (rx: SpheroCylinder): { alongAxis: Mdpt; acrossAxis: Mdpt } => ({
  alongAxis: rx.sphere,
  acrossAxis: rx.sphere + rx.cylinder,
});

/** The larger |principal power|; decides material, price band and whether vertex distance matters. */
export const strongestPower = (rx: SpheroCylinder): Mdpt =>
  Math.max(Math.abs(rx.sphere), Math.abs(rx.sphere + rx.cylinder));

/** The principal power furthest from zero among several eyes, with its sign: what a person is told. @returns 0 without eyes */
export const furthestFromZero = (eyes: readonly SpheroCylinder[]): Mdpt =>
  eyes
    .flatMap((rx) => [rx.sphere, rx.sphere + rx.cylinder])
    .reduce((furthest, power) => (Math.abs(power) > Math.abs(furthest) ? power : furthest), 0);

/** F(θ) = S + C·sin²(θ − axis). @param thetaDeg meridian in degrees */
export const powerInMeridian = (rx: SpheroCylinder, thetaDeg: number): Mdpt =>
  rx.sphere + rx.cylinder * Math.sin(((thetaDeg - (rx.axis ?? 180)) * Math.PI) / 180) ** 2;

/** Reading lens: the ADD goes into the sphere. An eye without ADD stays as it is. */
export const nearRx = (rx: EyeRx): EyeRx => ({ ...rx, sphere: rx.sphere + (rx.add ?? 0), add: null });

/** Share of the ADD in the middle of a trifocal or in a screen pair unless stated otherwise. */
export const USUAL_INTERMEDIATE_SHARE = 0.5;

/** Shares that trifocals are made with; lens type codes of device files carry them. */
export const trifocalShares: readonly number[] = [0.4, 0.5, 0.6, 0.7];

/** Lens for an intermediate distance: `share` of the ADD goes into the sphere, to the nearest Mdpt. @param share 0..1, see `trifocalShares` */
export const intermediateRx = (rx: EyeRx, share: number = USUAL_INTERMEDIATE_SHARE): EyeRx => ({
  ...rx,
  sphere: rx.sphere + Math.round((rx.add ?? 0) * share),
  add: null,
});
