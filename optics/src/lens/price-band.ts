import type { SpheroCylinder } from '../prescription/prescription.types.ts';
import { EYES } from '../prescription/prescription.types.ts';
import { strongestPower } from '../prescription/transpose.ts';

export type PowerBand = 'A' | 'B' | 'C';

/** Upper limits of the bands, Mdpt: strongest principal power and cylinder. Above B is C. */
export const powerBands: PowerBands = { A: { power: 4_000, cylinder: 2_000 }, B: { power: 6_000, cylinder: 4_000 } };

export type PowerBands = Readonly<Record<'A' | 'B', { power: number; cylinder: number }>>;

/** Price band of a pair: both eyes are priced at the higher one. */
export function powerBandOf(rx: { od: SpheroCylinder; os: SpheroCylinder }, bands: PowerBands = powerBands): PowerBand {
  const fits = (band: { power: number; cylinder: number }) =>
    EYES.every((eye) => strongestPower(rx[eye]) <= band.power && Math.abs(rx[eye].cylinder) <= band.cylinder);
  return fits(bands.A) ? 'A' : fits(bands.B) ? 'B' : 'C';
}
