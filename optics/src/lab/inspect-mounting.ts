import { EYES, type Eye, type EyePairMm } from '../prescription/prescription.types.ts';
import { type PrismVector, pairPrism, prismVector } from '../prescription/prism.ts';
import { powerInMeridian, strongestPower } from '../prescription/transpose.ts';
import { check, compared } from './inspect-check.ts';
import type { InspectedLens, InspectedPair, MeasuredPair, OpenCheck } from './inspect-types.ts';
import type { KindTolerances, Limit, PrismTolerance, ToleranceProfile } from './tolerance-profile.ts';

/** What prism is left on a lens once the prescribed prism is taken off; nothing when none was read. */
function prismError(eye: Eye, nominal: InspectedLens, measured: InspectedLens | null): PrismVector | null {
  if (!measured?.prisms) return null;
  const want = prismVector(eye, nominal.prisms ?? []);
  const got = prismVector(eye, measured.prisms);
  return { x: got.x - want.x, y: got.y - want.y };
}

/** One uncut lens: the prism at its reference point. Above the power limit the point may lie so far off, which is said in prism. */
export function inspectUnmounted(
  eye: Eye,
  nominal: InspectedLens,
  measured: InspectedLens,
  limit: PrismTolerance | null,
): OpenCheck[] {
  const error = prismError(eye, nominal, measured);
  if (!error || !limit) return [];
  const power = strongestPower(nominal);
  const value = power <= limit.upToPower ? limit.prism : asPrism(power, limit.distanceMm);
  return [check('PRISM_UNMOUNTED', eye, [0, Math.hypot(error.x, error.y)], { value, source: limit.source })];
}

/** Prentice's rule for a distance at a power. @returns MilliPrism */
const asPrism = (power: number, mm: number): number => (power * mm) / 10;

/** What is judged of the pair in its frame. The summaries do not say whose power selects a row: the stronger eye's in that meridian. */
export function inspectMounted(
  nominal: InspectedPair,
  measured: MeasuredPair,
  profile: ToleranceProfile,
  limits: KindTolerances,
): OpenCheck[] {
  const [od, os] = EYES.map((eye) => prismError(eye, nominal[eye], measured[eye]));
  const left = od && os ? pairPrism(od, os) : null;
  return [
    ...eachEyeChecks({ od, os }, limits.prismEachEye),
    ...verticalChecks(nominal, measured, limits.vertical, left?.verticalRight ?? null),
    ...horizontalChecks(nominal, measured, limits.horizontal, left?.horizontalIn ?? null),
    ...distanceChecks(nominal, measured, profile, limits),
    ...pairDifference('HEIGHT_PAIR', nominal, measured, 'heightMm', limits.heightPair),
    ...pairDifference('SEGMENT_SIZE_PAIR', nominal, measured, 'segmentSizeMm', limits.segmentSizePair),
  ];
}

function eachEyeChecks(errors: Record<Eye, PrismVector | null | undefined>, limit: Limit | null): OpenCheck[] {
  if (!limit) return [];
  return EYES.flatMap((eye) => {
    const error = errors[eye];
    return error ? [check('PRISM_EYE', eye, [0, Math.hypot(error.x, error.y)], limit)] : [];
  });
}

const strongestIn = (nominal: InspectedPair, meridian: number): number =>
  Math.max(...EYES.map((eye) => Math.abs(powerInMeridian(nominal[eye], meridian))));

function verticalChecks(
  nominal: InspectedPair,
  measured: MeasuredPair,
  limit: PrismTolerance | null,
  readPrism: number | null,
): OpenCheck[] {
  if (!limit) return [];
  const power = strongestIn(nominal, 90);
  const { source } = limit;
  const imbalance = (value: number) =>
    readPrism === null ? [] : [check('PRISM_VERTICAL', 'pair', [0, Math.abs(readPrism)], { value, source })];
  if (power <= limit.upToPower) return imbalance(limit.prism);
  const levels = measured.prpHeightsMm;
  // Where the levels were not read, so many millimetres at this power are the same error said in prism.
  if (!levels) return imbalance(asPrism(power, limit.distanceMm));
  const wanted = nominal.prpHeightsMm ? difference(nominal.prpHeightsMm) : 0;
  return [check('PRP_LEVEL', 'pair', [wanted, difference(levels)], { value: limit.distanceMm, source })];
}

const difference = (pair: EyePairMm): number => pair.odMm - pair.osMm;

/** Up to the limit the PD error is judged as prism, above it in millimetres. */
function horizontalChecks(
  nominal: InspectedPair,
  measured: MeasuredPair,
  limit: PrismTolerance | null,
  readPrism: number | null,
): OpenCheck[] {
  if (!limit) return [];
  const power = strongestIn(nominal, 180);
  const { source, distanceMm, isPerEye } = limit;
  const inTotal = isPerEye ? distanceMm * 2 : distanceMm;
  const [wanted, found] = [nominal.pdMm, measured.pdMm];
  const hasPd = wanted !== undefined && found !== undefined;
  if (power <= limit.upToPower) {
    const prism = readPrism ?? (hasPd ? inducedByPd(nominal, found - wanted) : null);
    return prism === null
      ? []
      : [check('PRISM_HORIZONTAL', 'pair', [0, Math.abs(prism)], { value: limit.prism, source })];
  }
  if (isPerEye && nominal.monocularPdMm && measured.monocularPdMm)
    return perEye('PD', nominal.monocularPdMm, measured.monocularPdMm, { value: distanceMm, source });
  if (hasPd) return [check('PD', 'pair', [wanted, found], { value: inTotal, source })];
  if (readPrism === null) return [];
  const value = asPrism(power, inTotal);
  return [check('PRISM_HORIZONTAL', 'pair', [0, Math.abs(readPrism)], { value, source })];
}

/** Prism a PD error causes when it is split evenly over both eyes: each turns half of it into prism by its own power. */
function inducedByPd({ od, os }: InspectedPair, errorMm: number): number {
  return asPrism(powerInMeridian(od, 180) + powerInMeridian(os, 180), errorMm / 2);
}

const perEye = (code: OpenCheck['code'], wanted: EyePairMm, found: EyePairMm, limit: Limit): OpenCheck[] => [
  check(code, 'od', [wanted.odMm, found.odMm], limit),
  check(code, 'os', [wanted.osMm, found.osMm], limit),
];

/** Distances held in millimetres whatever the power: the PD of a house, segments, fitting crosses. */
function distanceChecks(
  nominal: InspectedPair,
  measured: MeasuredPair,
  profile: ToleranceProfile,
  limits: KindTolerances,
): OpenCheck[] {
  const [wanted, found] = [nominal.monocularPdMm, measured.monocularPdMm];
  const always = profile.pdAlways;
  const segments = limits.segmentHorizontal;
  const isHeldByPrism = limits.horizontal && strongestIn(nominal, 180) <= limits.horizontal.upToPower;
  const inTotal = (limit: (Limit & { isPerEye: boolean }) | null) =>
    limit && { source: limit.source, value: limit.isPerEye ? limit.value * 2 : limit.value };
  return [
    ...(always && isHeldByPrism ? compared('PD', 'pair', nominal.pdMm, measured.pdMm, inTotal(always)) : []),
    ...compared('SEGMENT_HORIZONTAL', 'pair', nominal.nearPdMm, measured.nearPdMm, inTotal(segments)),
    ...(limits.fittingCross && wanted && found ? perEye('FITTING_CROSS', wanted, found, limits.fittingCross) : []),
  ];
}

function pairDifference(
  code: OpenCheck['code'],
  nominal: InspectedPair,
  measured: MeasuredPair,
  key: 'heightMm' | 'segmentSizeMm',
  limit: Limit | null,
): OpenCheck[] {
  const [od, os] = [measured.od?.[key], measured.os?.[key]];
  const [wantedOd, wantedOs] = [nominal.od[key], nominal.os[key]];
  if (od === undefined || os === undefined || wantedOd === undefined || wantedOs === undefined) return [];
  return compared(code, 'pair', wantedOd - wantedOs, od - os, limit);
}
