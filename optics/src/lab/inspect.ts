import { EYES, type Eye, type EyePairMm, type Prism, type SpheroCylinder } from '../prescription/prescription.types.ts';
import { pairPrism, prismVector } from '../prescription/prism.ts';
import { axisDifference, canonical, powerInMeridian, strongestPower } from '../prescription/transpose.ts';
import type { InspectionKind, PowerBandTolerance, PrismTolerance, ToleranceProfile } from './tolerance-profile.ts';

/** One lens as ordered or as read from the lensmeter. */
export interface InspectedLens extends SpheroCylinder {
  add?: number | null;
  /** At the prism reference point; readings include the prescribed prism. */
  prisms?: readonly Prism[];
  heightMm?: number;
  centreThicknessMm?: number;
  /** Marked base curve, Mdpt. */
  baseCurve?: number;
  segmentSizeMm?: number;
  segmentTiltDeg?: number;
  /** Cylinder found on the front surface by a lens clock, Mdpt; measured side only. */
  warpage?: number;
}

export interface InspectedPair {
  od: InspectedLens;
  os: InspectedLens;
  /** Distance between the reference points. Per eye where known, otherwise the total. */
  pdMm?: number;
  monocularPdMm?: EyePairMm;
  /** Distance of segments or near points, total. */
  nearPdMm?: number;
  /** Level of the prism reference points above the box bottom, when read mounted. */
  prpHeightsMm?: EyePairMm;
}

export type CheckCode =
  | 'POWER'
  | 'CYLINDER'
  | 'AXIS'
  | 'ADD'
  | 'PRISM_UNMOUNTED'
  | 'PRISM_VERTICAL'
  | 'PRISM_HORIZONTAL'
  | 'PRP_LEVEL'
  | 'PD'
  | 'HEIGHT'
  | 'HEIGHT_PAIR'
  | 'NEAR_PD'
  | 'CENTRE_THICKNESS'
  | 'BASE_CURVE'
  | 'SEGMENT_SIZE'
  | 'SEGMENT_SIZE_PAIR'
  | 'SEGMENT_TILT'
  | 'WARPAGE';

export interface InspectionCheck {
  code: CheckCode;
  eye: Eye | 'pair';
  nominal: number;
  measured: number;
  tolerance: number;
  deviation: number;
  pass: boolean;
}

export interface Inspection {
  verdict: 'pass' | 'fail';
  profile: string;
  checks: InspectionCheck[];
}

/**
 * Holds a measured pair against the ordered one. Power is checked in the meridian of highest absolute power, then the cylinder, then the
 * axis; prism after the prescribed prism is taken off. Readings are compared as they are, never rounded to lens steps.
 * For compensated (digital) lenses pass the maker's expected lensmeter values as nominal.
 * @param isMounted a mounted pair is judged for imbalance, two uncut lenses each for its own prism
 */
export function inspect(
  nominal: InspectedPair,
  measured: InspectedPair,
  profile: ToleranceProfile,
  options: { kind: InspectionKind; isMounted?: boolean },
): Inspection {
  const isMounted = options.isMounted ?? true;
  const checks = [
    ...EYES.flatMap((eye) => inspectLens(eye, nominal[eye], measured[eye], profile, options.kind)),
    ...(isMounted
      ? inspectMounting(nominal, measured, profile, options.kind)
      : EYES.flatMap((eye) => inspectUnmountedPrism(eye, nominal[eye], measured[eye], profile, options.kind))),
  ];
  return { verdict: checks.every((c) => c.pass) ? 'pass' : 'fail', profile: profile.id, checks };
}

/** Lets readings that sit exactly on the limit pass in spite of binary fractions. */
const SLACK = 1e-9;

function check(
  code: CheckCode,
  eye: Eye | 'pair',
  nominal: number,
  measured: number,
  tolerance: number,
  deviation = Math.abs(measured - nominal),
): InspectionCheck {
  return { code, eye, nominal, measured, tolerance, deviation, pass: deviation <= tolerance + SLACK };
}

function toleranceFor(bands: readonly PowerBandTolerance[], nominal: number): number {
  const size = Math.abs(nominal);
  const band = bands.find((b) => size <= b.upTo);
  return band?.absolute ?? (band?.share ?? 0) * size;
}

function inspectLens(
  eye: Eye,
  nominal: InspectedLens,
  measured: InspectedLens,
  profile: ToleranceProfile,
  kind: InspectionKind,
): InspectionCheck[] {
  const wanted = canonical(nominal);
  const found = canonical(measured);
  const limits = profile.kinds[kind];
  const checks: InspectionCheck[] = [];

  const isAcross = Math.abs(wanted.sphere + wanted.cylinder) > Math.abs(wanted.sphere);
  const wantedPower = wanted.sphere + (isAcross ? wanted.cylinder : 0);
  const foundPower = found.sphere + (isAcross ? found.cylinder : 0);
  checks.push(check('POWER', eye, wantedPower, foundPower, toleranceFor(limits.highestMeridian, wantedPower)));
  checks.push(check('CYLINDER', eye, wanted.cylinder, found.cylinder, toleranceFor(limits.cylinder, wanted.cylinder)));

  const size = Math.abs(wanted.cylinder);
  if (wanted.axis !== null && found.axis !== null && size >= profile.axisUndefinedBelow) {
    const degrees = profile.axis.find((row) => size <= row.upTo)?.degrees ?? 0;
    checks.push(check('AXIS', eye, wanted.axis, found.axis, degrees, axisDifference(wanted.axis, found.axis)));
  }
  if (nominal.add && measured.add != null)
    checks.push(check('ADD', eye, nominal.add, measured.add, toleranceFor(profile.add, nominal.add)));
  const compare = (
    code: CheckCode,
    key: 'heightMm' | 'centreThicknessMm' | 'baseCurve' | 'segmentSizeMm' | 'segmentTiltDeg',
    tolerance: number,
  ) => {
    const [want, got] = [nominal[key], measured[key]];
    if (want !== undefined && got !== undefined) checks.push(check(code, eye, want, got, tolerance));
  };
  compare('HEIGHT', 'heightMm', limits.heightMm);
  compare('CENTRE_THICKNESS', 'centreThicknessMm', profile.centreThicknessMm);
  compare('BASE_CURVE', 'baseCurve', profile.baseCurve);
  compare('SEGMENT_SIZE', 'segmentSizeMm', profile.segmentSizeMm);
  compare('SEGMENT_TILT', 'segmentTiltDeg', profile.segmentTiltDeg);
  if (measured.warpage !== undefined) checks.push(check('WARPAGE', eye, 0, measured.warpage, profile.warpage));
  return checks;
}

/** What prism is left on a lens once the prescribed prism is taken off. */
function prismError(eye: Eye, nominal: InspectedLens, measured: InspectedLens) {
  const want = prismVector(eye, nominal.prisms ?? []);
  const got = prismVector(eye, measured.prisms ?? []);
  return { x: got.x - want.x, y: got.y - want.y };
}

function inspectUnmountedPrism(
  eye: Eye,
  nominal: InspectedLens,
  measured: InspectedLens,
  profile: ToleranceProfile,
  kind: InspectionKind,
): InspectionCheck[] {
  if (!measured.prisms) return [];
  const limit = profile.kinds[kind].unmounted;
  const error = prismError(eye, nominal, measured);
  const power = strongestPower(nominal);
  // Above the limit the reference point may lie 1 mm off: that is power·0.1Δ by Prentice.
  const tolerance = power <= limit.upToPower ? limit.prism : (power * limit.distanceMm) / 10;
  return [check('PRISM_UNMOUNTED', eye, 0, Math.hypot(error.x, error.y), tolerance)];
}

function inspectMounting(
  nominal: InspectedPair,
  measured: InspectedPair,
  profile: ToleranceProfile,
  kind: InspectionKind,
): InspectionCheck[] {
  const limits = profile.kinds[kind];
  const checks: InspectionCheck[] = [];
  // The summaries do not say whose power selects the row: the stronger eye's in that meridian.
  const strongestIn = (meridian: number) =>
    Math.max(...EYES.map((eye) => Math.abs(powerInMeridian(nominal[eye], meridian))));
  const [horizontalPower, verticalPower] = [strongestIn(180), strongestIn(90)];
  const left = pairPrism(prismError('od', nominal.od, measured.od), prismError('os', nominal.os, measured.os));
  const hasPrism = Boolean(measured.od.prisms && measured.os.prisms);

  if (hasPrism && verticalPower <= limits.vertical.upToPower)
    checks.push(check('PRISM_VERTICAL', 'pair', 0, Math.abs(left.verticalRight), limits.vertical.prism));
  else if (measured.prpHeightsMm) checks.push(levelCheck(nominal, measured.prpHeightsMm, limits.vertical.distanceMm));
  else if (hasPrism) {
    // Levels were not read: 1 mm at this power is the same error said in prism.
    const tolerance = (verticalPower * limits.vertical.distanceMm) / 10;
    checks.push(check('PRISM_VERTICAL', 'pair', 0, Math.abs(left.verticalRight), tolerance));
  }

  checks.push(
    ...horizontalChecks(
      nominal,
      measured,
      limits.horizontal,
      horizontalPower,
      hasPrism ? left.horizontalIn : null,
      profile,
    ),
  );
  checks.push(...pairHeightChecks(nominal, measured, profile, limits.heightPairMm));
  if (nominal.nearPdMm !== undefined && measured.nearPdMm !== undefined) {
    const { mm, isPerEye } = limits.nearHorizontal;
    checks.push(check('NEAR_PD', 'pair', nominal.nearPdMm, measured.nearPdMm, isPerEye ? mm * 2 : mm));
  }
  return checks;
}

function levelCheck(nominal: InspectedPair, read: EyePairMm, tolerance: number): InspectionCheck {
  const wanted = nominal.prpHeightsMm ? nominal.prpHeightsMm.odMm - nominal.prpHeightsMm.osMm : 0;
  return check('PRP_LEVEL', 'pair', wanted, read.odMm - read.osMm, tolerance);
}

/** Below the limit the PD error is judged as prism, above it in millimetres. */
function horizontalChecks(
  nominal: InspectedPair,
  measured: InspectedPair,
  limit: PrismTolerance,
  power: number,
  readPrism: number | null,
  profile: ToleranceProfile,
): InspectionCheck[] {
  const checks: InspectionCheck[] = [];
  const [wantedPd, foundPd] = [nominal.pdMm, measured.pdMm];
  const hasPd = wantedPd !== undefined && foundPd !== undefined;
  if (power <= limit.upToPower) {
    const fromPd = hasPd ? inducedByPd(nominal, foundPd - wantedPd) : null;
    const prism = readPrism ?? fromPd;
    if (prism !== null) checks.push(check('PRISM_HORIZONTAL', 'pair', 0, Math.abs(prism), limit.prism));
  } else if (limit.isPerEye && nominal.monocularPdMm && measured.monocularPdMm) {
    checks.push(check('PD', 'od', nominal.monocularPdMm.odMm, measured.monocularPdMm.odMm, limit.distanceMm));
    checks.push(check('PD', 'os', nominal.monocularPdMm.osMm, measured.monocularPdMm.osMm, limit.distanceMm));
  } else if (hasPd)
    checks.push(check('PD', 'pair', wantedPd, foundPd, limit.isPerEye ? limit.distanceMm * 2 : limit.distanceMm));
  else if (readPrism !== null)
    checks.push(
      check(
        'PRISM_HORIZONTAL',
        'pair',
        0,
        Math.abs(readPrism),
        (power * limit.distanceMm * (limit.isPerEye ? 2 : 1)) / 10,
      ),
    );

  if (profile.pdAlwaysWithinMm !== null && hasPd && power <= limit.upToPower)
    checks.push(check('PD', 'pair', wantedPd, foundPd, profile.pdAlwaysWithinMm));
  return checks;
}

/** Prism a PD error causes when it is split evenly over both eyes. */
function inducedByPd(nominal: InspectedPair, errorMm: number): number {
  const perEye = errorMm / 2;
  return EYES.reduce((sum, eye) => sum + (powerInMeridian(nominal[eye], 180) * perEye) / 10, 0);
}

function pairHeightChecks(
  nominal: InspectedPair,
  measured: InspectedPair,
  profile: ToleranceProfile,
  heightPairMm: number,
): InspectionCheck[] {
  const difference = (pair: InspectedPair, key: 'heightMm' | 'segmentSizeMm') => {
    const [od, os] = [pair.od[key], pair.os[key]];
    return od === undefined || os === undefined ? undefined : od - os;
  };
  const checks: InspectionCheck[] = [];
  const pairs = [
    ['HEIGHT_PAIR', 'heightMm', heightPairMm],
    ['SEGMENT_SIZE_PAIR', 'segmentSizeMm', profile.segmentSizePairMm],
  ] as const;
  for (const [code, key, tolerance] of pairs) {
    const [want, got] = [difference(nominal, key), difference(measured, key)];
    if (want !== undefined && got !== undefined) checks.push(check(code, 'pair', want, got, tolerance));
  }
  return checks;
}
