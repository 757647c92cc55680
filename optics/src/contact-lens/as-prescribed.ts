import type { ContactLensRx } from './contact-lens.types.ts';
import type { ContactParameter } from './legal-parameters.ts';

/**
 * Where an ordered lens is not the prescribed one. Selling another lens than the prescribed is not allowed, so nothing counts as
 * near enough (15 USC 7603(f)). A value the prescription leaves open (no base curve on an old paper) is left to the optician.
 * @returns the parameters that differ; empty when it is the prescribed lens
 */
export function differsFromPrescribed(prescribed: ContactLensRx, ordered: ContactLensRx): ContactParameter[] {
  const differs: ContactParameter[] = [];
  const note = (parameter: ContactParameter, isOther: boolean) => {
    if (isOther) differs.push(parameter);
  };
  note('power', prescribed.power !== ordered.power);
  note('cylinder', prescribed.cylinder !== ordered.cylinder);
  note('axis', prescribed.cylinder !== 0 && axisOf(prescribed) !== axisOf(ordered));
  note('add', prescribed.add !== ordered.add);
  note('baseCurve', prescribed.baseCurveMm !== null && prescribed.baseCurveMm !== ordered.baseCurveMm);
  note('diameter', prescribed.diameterMm !== null && prescribed.diameterMm !== ordered.diameterMm);
  note(
    'colour',
    prescribed.colour !== null && wordsOf(prescribed.colour).join() !== wordsOf(ordered.colour ?? '').join(),
  );
  return differs;
}

/** 0 and 180 are the same axis. */
const axisOf = ({ axis }: ContactLensRx): number | null => (axis === 0 ? 180 : axis);

/**
 * Whether a product bears the prescribed brand. Papers leave the maker out or put it in front, so words before the name do not count, nor
 * do capitals, spaces and marks. Words behind it do: another replacement, a toric or a daily lens of the family is another lens
 * (15 USC 7603(f)). A paper without a brand is left to the optician, who has to find the item on it.
 * @param product brand and name, as it is sold
 */
export function isPrescribedBrand(prescribed: string | null, product: string): boolean {
  const [asked, given] = [wordsOf(prescribed ?? ''), wordsOf(product)];
  if (asked.length === 0) return true;
  const [short, long] = asked.length <= given.length ? [asked, given] : [given, asked];
  return short.length > 0 && short.every((word, i) => word === long[long.length - short.length + i]);
}

const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
