import type { Eye, SpheroCylinder } from '../prescription/prescription.types.ts';
import { sphericalEquivalent } from '../prescription/transpose.ts';
import { baseCurveRules, nearestBase, stockedBases } from './curves.ts';

/**
 * Stocked bases for both eyes, matched: the stronger eye gets the base nearest to what it wants, the weaker one the base nearest to its
 * own wish among those close enough to the other, so that the lenses of a pair look and magnify alike.
 * @param wanted base of each eye by the rule of its design, D at 1.530
 * @param within largest difference of the pair, D
 */
export function pairBases(
  rx: Record<Eye, SpheroCylinder>,
  wanted: Record<Eye, number>,
  stocked: readonly number[] = stockedBases,
  within: number = baseCurveRules.pairWithin,
): Record<Eye, number> {
  const strength = (eye: Eye) => Math.abs(sphericalEquivalent(rx[eye]));
  const [stronger, weaker]: [Eye, Eye] = strength('od') >= strength('os') ? ['od', 'os'] : ['os', 'od'];
  const leading = nearestBase(wanted[stronger], stocked);
  const near = stocked.filter((base) => Math.abs(base - leading) <= within + 1e-9);
  const following = near.length === 0 ? leading : nearestBase(wanted[weaker], near);
  return stronger === 'od' ? { od: leading, os: following } : { od: following, os: leading };
}
