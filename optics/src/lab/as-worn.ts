import type { LensDesign } from '../lens/designs.ts';
import { roundToStep } from '../prescription/format-power.ts';
import { type AddRequest, addAsWorn, compensateAdd, type NearPoint } from '../prescription/near-as-worn.ts';
import { compensate, FREE_FORM_STEP, type WornPosition } from '../prescription/position-of-wear.ts';
import type { Eye, EyeRx, Prism, SpheroCylinder } from '../prescription/prescription.types.ts';
import { prismsOf, prismVector } from '../prescription/prism.ts';
import { type CrossedLens, prismOfWear } from '../prescription/prism-as-worn.ts';

/** How the glasses sit, as measured on the wearer; null where nobody measured. Angles in degrees, distances in mm. */
export interface PositionOfWear {
  /** Where the refraction was taken, as printed on the prescription. */
  refractedVertexMm: number | null;
  /** Back surface of the chosen frame's lens to the cornea. */
  fittedVertexMm: number | null;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
}

/**
 * COMPENSATED    made and measured as worn: the lensmeter reads other than ordered
 * CONVENTIONAL   the design is made as ordered, however the frame sits
 * NOT_MEASURED   the design is made as worn, but tilt or wrap was not measured: made as ordered
 */
export type WearCompensation = 'COMPENSATED' | 'CONVENTIONAL' | 'NOT_MEASURED';

type Design = Pick<LensDesign, 'needs' | 'isFreeForm'>;

/** A free-form design that asks how the frame sits is cut for it; every other one is made as ordered. */
export const isMadeAsWorn = ({ needs, isFreeForm }: Design): boolean =>
  isFreeForm && needs.includes('vertex-tilt-wrap');

/** Tilt and wrap are needed both; without the two vertex distances the power stays where it was refracted. */
export function wearCompensation(design: Design, worn: PositionOfWear | undefined): WearCompensation {
  if (!isMadeAsWorn(design)) return 'CONVENTIONAL';
  return worn && worn.pantoscopicTiltDeg !== null && worn.wrapAngleDeg !== null ? 'COMPENSATED' : 'NOT_MEASURED';
}

/**
 * What is compensated beside the distance power. Both follow from tracing rays and not from a formula of the trade, so both are off until
 * an owner switches them on. Makers of designs may do the same inside their own files: then it must stay off here.
 */
export interface WearProfile {
  add: boolean;
  prism: boolean;
}
export const distanceOnly: WearProfile = { add: false, prism: false };

export interface LensAsWorn {
  /** What is cut, and what the lensmeter must show: compensated sphere, cylinder and axis; ADD and prism as ordered unless the profile says. */
  made: EyeRx;
  /** What the wearer gets through it, and would get through a lens made as ordered; whole Mdpt. */
  asWorn: SpheroCylinder;
  uncompensated: SpheroCylinder;
  /** The same of the addition, and the prism that tilt and wrap make by themselves; null where the profile leaves it as ordered. */
  add: { asWorn: number; uncompensated: number } | null;
  prismOfWear: Prism[] | null;
}

/** The lens that is cut, where the profile asks for more than its power. */
export interface CutLens {
  profile: WearProfile;
  near: NearPoint;
  /** From the refraction's lens to what is read, mm. */
  readingMm: number;
  crossed: CrossedLens;
}

/**
 * One lens as worn. @param rx ordered power, canonical @param index calculation index of the material
 * @returns null where the lens is made as ordered
 */
export function lensAsWorn(
  eye: Eye,
  rx: EyeRx,
  design: Design,
  worn: PositionOfWear | undefined,
  index: number,
  cut?: CutLens,
): LensAsWorn | null {
  if (!worn || wearCompensation(design, worn) !== 'COMPENSATED') return null;
  const { refractedVertexMm, fittedVertexMm, pantoscopicTiltDeg, wrapAngleDeg } = worn;
  const position = { pantoscopicTiltDeg: pantoscopicTiltDeg ?? 0, wrapAngleDeg: wrapAngleDeg ?? 0, index };
  const vertices =
    refractedVertexMm === null || fittedVertexMm === null ? {} : { refractedVertexMm, wornVertexMm: fittedVertexMm };
  const { lensmeter, asWorn, uncompensated } = compensate({ eye, rx, position, ...vertices });
  const { profile, near, readingMm, crossed } = cut ?? {};
  const add =
    profile?.add && near && readingMm && rx.add
      ? addToCut({ eye, rx, add: rx.add, made: lensmeter, position, near, readingMm, ...vertices })
      : null;
  const prism = profile?.prism && crossed ? prismToCut(eye, rx, position, crossed) : null;
  return {
    made: { ...rx, ...lensmeter, ...(add ? { add: add.cut } : {}), ...(prism ? { prisms: prism.cut } : {}) },
    asWorn,
    uncompensated,
    add: add && { asWorn: add.asWorn, uncompensated: add.uncompensated },
    prismOfWear: prism?.own ?? null,
  };
}

function addToCut(request: AddRequest) {
  const cut = roundToStep(compensateAdd(request), FREE_FORM_STEP);
  return {
    cut,
    asWorn: Math.round(addAsWorn(request, cut)),
    uncompensated: Math.round(addAsWorn({ ...request, made: request.rx }, request.add)),
  };
}

/** What is ground makes up for what the position makes by itself. */
function prismToCut(eye: Eye, rx: EyeRx, position: WornPosition, crossed: CrossedLens) {
  const wanted = prismVector(eye, rx.prisms);
  const own = prismOfWear(eye, position, crossed);
  const step = ({ x, y }: { x: number; y: number }) => ({
    x: roundToStep(x, FREE_FORM_STEP),
    y: roundToStep(y, FREE_FORM_STEP),
  });
  return { own: prismsOf(eye, own), cut: prismsOf(eye, step({ x: wanted.x - own.x, y: wanted.y - own.y })) };
}
