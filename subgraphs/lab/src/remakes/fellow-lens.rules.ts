import { type ChosenBlank, canonical, type EyeRx, type Finding, finding, prismVector } from '@opticworks/optics';
import type { CalculatedJob } from '../calculation/calculate-lenses.ts';
import type { LabValues, LensValues } from '../calculation/lab-values.ts';

/** Told in tenths: what differs by less is the same place. */
const SAME_PLACE_MM = 0.05;

/**
 * Why one new lens would not make a pair with the lens that stays: that was ordered with another power, stands on another centre, or was
 * thinned by another prism. Prism thinning lies equal on both lenses, or it becomes vertical imbalance.
 * @param now the lens that stays, as it would be calculated today
 * @param stays as it was made
 */
export function fellowProblems(now: LensValues, stays: LensValues): Finding[] {
  const field = `${stays.eye.toLowerCase()}.fellow`;
  const isAway = (a: number | null, b: number | null) => Math.abs((a ?? 0) - (b ?? 0)) > SAME_PLACE_MM;
  const isCentredElsewhere =
    isAway(now.decentrationInMm, stays.decentrationInMm) ||
    isAway(now.decentrationUpMm, stays.decentrationUpMm) ||
    isAway(now.segmentInMm, stays.segmentInMm);
  const isThinnedOtherwise = stays.thinningPrism !== undefined && (now.thinningPrism ?? 0) !== stays.thinningPrism;
  return [
    ...(powerText(now) === powerText(stays) ? [] : [finding('FELLOW_POWER_DIFFERS', field)]),
    ...(isCentredElsewhere ? [finding('FELLOW_CENTRE_DIFFERS', field)] : []),
    ...(isThinnedOtherwise ? [finding('FELLOW_THINNING_DIFFERS', field)] : []),
  ];
}

function powerText({ eye, ordered, rx }: LensValues): string {
  const of: EyeRx = canonical(ordered ?? rx);
  const { x, y } = prismVector(eye === 'OD' ? 'od' : 'os', of.prisms);
  return [of.sphere, of.cylinder, of.cylinder === 0 ? null : of.axis, of.add ?? 0, Math.round(x), Math.round(y)].join(
    ' ',
  );
}

/**
 * The blanks of a lens that is made alone, of them only those whose base goes with the lens that stays. A finished lens has the curve
 * its maker gave it.
 * @param slack how far the bases of a pair may lie apart, dioptres
 */
export function besideFellow(
  blanks: CalculatedJob['blanks'],
  stays: Pick<LensValues, 'baseCurve'>,
  slack: number,
): CalculatedJob['blanks'] {
  const goes = ({ base }: ChosenBlank) => base === null || Math.abs(base - stays.baseCurve) <= slack + 1e-9;
  return blanks.map((one) => {
    const surfaced = one.surfaced.filter(goes);
    const isPlanned = one.blank !== null && goes(one.blank);
    return { ...one, surfaced, blank: isPlanned ? one.blank : (one.finished[0] ?? surfaced[0] ?? null) };
  });
}

/** The pair as it will be mounted: the new lens as calculated, the other as it was made; with what speaks against them as a pair. */
export function withFellow(values: LabValues, stays: LensValues, isBlankFound: boolean): LabValues {
  const now = values.lenses.find(({ eye }) => eye === stays.eye);
  const problems = [
    ...(now ? fellowProblems(now, stays) : []),
    ...(isBlankFound ? [] : [finding('FELLOW_BASE_DIFFERS', `${stays.eye.toLowerCase()}.fellow`)]),
  ];
  return {
    ...values,
    lenses: values.lenses.map((lens) => (lens.eye === stays.eye ? stays : lens)),
    problems: [...values.problems, ...problems],
  };
}
