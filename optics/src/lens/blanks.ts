import type { SpheroCylinder } from '../prescription/prescription.types.ts';
import { canonical } from '../prescription/transpose.ts';
import type { MaterialId } from './materials.ts';

/** Blanks of one material: diameters in mm, and the grid of finished single vision lenses. */
export interface BlankRange {
  material: MaterialId;
  finishedDiametersMm: readonly number[];
  semiFinishedDiametersMm: readonly number[];
  finished: FinishedGrid | null;
}

/** Finished lenses by canonical (minus cylinder) power, Mdpt. Axis is no part of it: the lens is turned. */
export interface FinishedGrid {
  minSphere: number;
  maxSphere: number;
  /** The strongest stocked minus cylinder, e.g. −2000. */
  minCylinder: number;
  step: number;
}

const grid: FinishedGrid = { minSphere: -6_000, maxSphere: 4_000, minCylinder: -2_000, step: 250 };

const range = (material: MaterialId, finished: number[], semiFinished: number[]): BlankRange => ({
  material,
  finishedDiametersMm: finished,
  semiFinishedDiametersMm: semiFinished,
  finished: finished.length > 0 ? grid : null,
});

/** What a usual lab keeps; the real stock replaces it. */
export const defaultBlankRanges: readonly BlankRange[] = [
  range('crown', [], [65, 70]),
  range('cr39', [65, 70, 75], [70, 75, 80]),
  range('trivex', [65, 70], [70, 75]),
  range('index-156', [65, 70, 75], [70, 75]),
  range('polycarbonate', [65, 70, 75], [70, 75, 80]),
  range('index-160', [65, 70, 75], [70, 75, 80]),
  range('index-167', [65, 70, 75], [70, 75]),
  range('index-174', [65, 70], [70]),
];

/** Diameters blanks come in, mm; a need is named in these. */
export const usualDiameters: readonly number[] = [55, 60, 65, 70, 75, 80, 85];

/** Whether a power lies on the grid of finished lenses. */
export function isInFinishedGrid(rx: SpheroCylinder, stocked: FinishedGrid): boolean {
  const { sphere, cylinder } = canonical(rx);
  return (
    sphere >= stocked.minSphere &&
    sphere <= stocked.maxSphere &&
    cylinder >= stocked.minCylinder &&
    sphere % stocked.step === 0 &&
    cylinder % stocked.step === 0
  );
}

/** Number of finished lenses in a grid. */
export const gridSize = (g: FinishedGrid): number =>
  ((g.maxSphere - g.minSphere) / g.step + 1) * (-g.minCylinder / g.step + 1);
