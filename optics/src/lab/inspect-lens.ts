import type { Eye, SpheroCylinder } from '../prescription/prescription.types.ts';
import { axisDifference, canonical, strongestPower } from '../prescription/transpose.ts';
import { check, compared } from './inspect-check.ts';
import type { InspectedLens, OpenCheck } from './inspect-types.ts';
import type {
  AxisTolerance,
  InspectionKind,
  Limit,
  PowerBandTolerance,
  PowerTolerance,
  ToleranceProfile,
} from './tolerance-profile.ts';

/** What is judged of one lens by itself: power, cylinder, axis, ADD, and what was measured of its making. */
export function inspectLens(
  eye: Eye,
  nominal: InspectedLens,
  measured: InspectedLens,
  profile: ToleranceProfile,
  options: { kind: InspectionKind; isMounted: boolean },
): OpenCheck[] {
  const wanted = canonical(nominal);
  const found = canonical(measured);
  const limits = profile.kinds[options.kind];
  return [
    ...powerChecks(eye, wanted, found, limits.power),
    ...axisCheck(eye, wanted, found, options.isMounted ? profile.axis.mounted : profile.axis.uncut, profile),
    ...(nominal.add && measured.add != null
      ? [check('ADD', eye, [nominal.add, measured.add], bandLimit(profile.add, nominal.add))]
      : []),
    ...compared('HEIGHT', eye, nominal.heightMm, measured.heightMm, limits.height),
    ...compared(
      'CENTRE_THICKNESS',
      eye,
      nominal.centreThicknessMm,
      measured.centreThicknessMm,
      profile.centreThickness,
    ),
    ...compared('BASE_CURVE', eye, nominal.baseCurve, measured.baseCurve, profile.baseCurve),
    ...compared('SEGMENT_SIZE', eye, nominal.segmentSizeMm, measured.segmentSizeMm, limits.segmentSize),
    ...compared('SEGMENT_TILT', eye, nominal.segmentTiltDeg ?? 0, measured.segmentTiltDeg, limits.segmentTiltDeg),
    ...compared('WARPAGE', eye, 0, measured.warpage, profile.warpage),
  ];
}

function powerChecks(eye: Eye, wanted: SpheroCylinder, found: SpheroCylinder, limits: PowerTolerance): OpenCheck[] {
  const cylinders = [wanted.cylinder, found.cylinder] as const;
  const across = [wanted.sphere + wanted.cylinder, found.sphere + found.cylinder] as const;
  const along = [wanted.sphere, found.sphere] as const;
  if (limits.rule === 'each-meridian') {
    const band = bandOf(limits.bands, strongestPower(wanted));
    const a = { value: band.meridian, source: band.source };
    const b = { value: bandOf(band.cylinder, Math.abs(wanted.cylinder)).absolute, source: band.source };
    return [
      check('POWER_ALONG_AXIS', eye, along, a),
      check('POWER_ACROSS_AXIS', eye, across, a),
      check('CYLINDER', eye, cylinders, b),
    ];
  }
  // Of a sphere both are the highest: the one that was missed by more is held, whatever the sign of the lens.
  const [a, b] = [Math.abs(across[0]), Math.abs(along[0])];
  const off = ([wanted, found]: readonly [number, number]) => Math.abs(found - wanted);
  const highest = a > b || (a === b && off(across) > off(along)) ? across : along;
  return [
    check('POWER', eye, highest, bandLimit(limits.meridian, highest[0])),
    check('CYLINDER', eye, cylinders, bandLimit(limits.cylinder, wanted.cylinder)),
  ];
}

/** Where no cylinder was ordered, or none was found, there is no axis to hold: the cylinder itself is judged. */
function axisCheck(
  eye: Eye,
  wanted: SpheroCylinder,
  found: SpheroCylinder,
  rows: readonly AxisTolerance[],
  profile: ToleranceProfile,
): OpenCheck[] {
  const size = Math.abs(wanted.cylinder);
  if (wanted.axis === null || found.axis === null || size < profile.axisUndefinedBelow) return [];
  const row = bandOf(rows, size);
  const values = [wanted.axis, found.axis] as const;
  return [check('AXIS', eye, values, { value: row.degrees, source: row.source }, axisDifference(...values))];
}

function bandLimit(bands: readonly PowerBandTolerance[], nominal: number): Limit {
  const size = Math.abs(nominal);
  const band = bandOf(bands, size);
  return { value: band.absolute ?? (band.share ?? 0) * size, source: band.source };
}

/** @throws RangeError when a profile's last row does not go on to infinity */
function bandOf<Row extends { upTo: number }>(rows: readonly Row[], size: number): Row {
  const row = rows.find((one) => size <= one.upTo);
  if (!row) throw new RangeError(`No tolerance row holds ${size}.`);
  return row;
}
