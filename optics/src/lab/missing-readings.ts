import { EYES, type Eye } from '../prescription/prescription.types.ts';
import type { InspectedPair, MeasuredPair } from './inspect-types.ts';

/** A reading without which nobody can say that a pair is what was ordered. */
export interface MissingReading {
  reading: 'ADD' | 'HEIGHT' | 'PD';
  eye: Eye | 'pair';
}

/**
 * What still has to be read before a pair may pass: the ADD of a lens that was ordered with one; in the frame also the height, where one
 * was ordered, and where the lenses stand across, as a distance or as the prism it makes. Power and axis are asked for by the form itself.
 * A lens that is not part of the job (null) needs nothing, and alone no distance; one that stays beside a new one is read for what the two
 * make together, and its ADD is what it was.
 */
export function missingReadings(
  nominal: InspectedPair,
  measured: MeasuredPair,
  isMounted: boolean,
  madeEyes: readonly Eye[] = EYES,
): MissingReading[] {
  const missing: MissingReading[] = [];
  for (const eye of EYES) {
    const [wanted, read] = [nominal[eye], measured[eye]];
    if (!read) continue;
    if (wanted.add && read.add == null && madeEyes.includes(eye)) missing.push({ reading: 'ADD', eye });
    if (isMounted && wanted.heightMm !== undefined && read.heightMm === undefined)
      missing.push({ reading: 'HEIGHT', eye });
  }
  if (!isMounted || !measured.od || !measured.os) return missing;
  const isPlaced = measured.pdMm !== undefined || measured.monocularPdMm !== undefined;
  const hasPrism = measured.od.prisms !== undefined && measured.os.prisms !== undefined;
  if (!isPlaced && !hasPrism) missing.push({ reading: 'PD', eye: 'pair' });
  return missing;
}
