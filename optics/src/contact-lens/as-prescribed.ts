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
  return differs;
}

/** 0 and 180 are the same axis. */
const axisOf = ({ axis }: ContactLensRx): number | null => (axis === 0 ? 180 : axis);

/**
 * Whether a product bears the prescribed brand. Papers shorten and decorate names, so capitals, spaces and marks do not count, and
 * either name may hold the other; any other difference is a question for the prescriber.
 */
export function isPrescribedBrand(prescribed: string | null, product: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  const asked = plain(prescribed ?? '');
  const given = plain(product);
  // A paper without a brand asks for none: its empty name is part of every other one.
  return given.includes(asked) || (given !== '' && asked.includes(given));
}
