import type { SpheroCylinder } from '../prescription/prescription.types.ts';
import { EYES } from '../prescription/prescription.types.ts';
import { strongestPower } from '../prescription/transpose.ts';

export type PowerBand = 'A' | 'B' | 'C';

/** Upper limits of the bands, Mdpt: strongest principal power and cylinder. Above B is C. */
export type PowerBands = Readonly<Record<'A' | 'B', Readonly<{ power: number; cylinder: number }>>>;

export const powerBands: PowerBands = { A: { power: 4_000, cylinder: 2_000 }, B: { power: 6_000, cylinder: 4_000 } };

/** Price band of a pair by the powers that are made: both eyes are priced at the higher one. */
export function powerBandOf(rx: { od: SpheroCylinder; os: SpheroCylinder }, bands = powerBands): PowerBand {
  const fits = (band: { power: number; cylinder: number }) =>
    EYES.every((eye) => strongestPower(rx[eye]) <= band.power && Math.abs(rx[eye].cylinder) <= band.cylinder);
  return fits(bands.A) ? 'A' : fits(bands.B) ? 'B' : 'C';
}
