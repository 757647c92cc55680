import type { LensDesign } from '../lens/designs.ts';
import { compensate } from '../prescription/position-of-wear.ts';
import type { Eye, EyeRx, SpheroCylinder } from '../prescription/prescription.types.ts';

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

export interface LensAsWorn {
  /** Power that is cut, and that the lensmeter must show: ordered ADD and prism, compensated sphere, cylinder and axis. */
  made: EyeRx;
  /** What the wearer gets through it, and would get through a lens made as ordered; whole Mdpt. */
  asWorn: SpheroCylinder;
  uncompensated: SpheroCylinder;
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
): LensAsWorn | null {
  if (!worn || wearCompensation(design, worn) !== 'COMPENSATED') return null;
  const { refractedVertexMm, fittedVertexMm, pantoscopicTiltDeg, wrapAngleDeg } = worn;
  const { lensmeter, asWorn, uncompensated } = compensate({
    eye,
    rx,
    position: { pantoscopicTiltDeg: pantoscopicTiltDeg ?? 0, wrapAngleDeg: wrapAngleDeg ?? 0, index },
    ...(refractedVertexMm === null || fittedVertexMm === null
      ? {}
      : { refractedVertexMm, wornVertexMm: fittedVertexMm }),
  });
  return { made: { ...rx, ...lensmeter }, asWorn, uncompensated };
}
