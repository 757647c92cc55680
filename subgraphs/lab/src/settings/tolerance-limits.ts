import {
  type AxisTolerance,
  type CheckCode,
  checkLabel,
  type InspectionKind,
  type KindTolerances,
  type Limit,
  type LimitSource,
  type PowerBandTolerance,
  type PrismTolerance,
  printCheckSize,
  type ToleranceProfile,
  toleranceSources,
} from '@opticworks/optics';
import type { ToleranceLimitType } from './tolerances.type.ts';

const KINDS: Record<InspectionKind, string> = {
  'single-vision-or-multifocal': 'single vision, multifocal',
  progressive: 'progressive',
};

interface Row {
  code: CheckCode;
  limit: string;
  source: LimitSource;
}

/** Every limit of a profile as people read it, with where it comes from; what holds for both families of lenses is told once. */
export function toleranceLimits(profile: ToleranceProfile): ToleranceLimitType[] {
  const both = [
    ...bands('ADD', profile.add),
    ...axes(profile.axis.mounted),
    ...one('CENTRE_THICKNESS', profile.centreThickness),
    ...one('BASE_CURVE', profile.baseCurve),
    ...one('WARPAGE', profile.warpage),
    ...one('PD', profile.pdAlways),
  ].map((row) => told(row, 'all'));
  const kinds = Object.entries(profile.kinds) as [InspectionKind, KindTolerances][];
  const each = kinds.flatMap(([kind, tolerances]) => ofKind(tolerances).map((row) => told(row, KINDS[kind])));
  return [...merged(each), ...both];
}

function ofKind(kind: KindTolerances): Row[] {
  const power: Row[] =
    kind.power.rule === 'highest-meridian'
      ? [...bands('POWER', kind.power.meridian), ...bands('CYLINDER', kind.power.cylinder)]
      : kind.power.bands.map(({ upTo, meridian, cylinder, source }) => ({
          code: 'POWER' as const,
          limit: `${upToText('POWER', upTo)}each meridian ${printCheckSize('POWER', meridian)}, cylinder ${cylinder
            .map((row) => `${printCheckSize('CYLINDER', row.absolute)}`)
            .join(' / ')}`,
          source,
        }));
  return [
    ...power,
    ...prism('PRISM_UNMOUNTED', kind.unmounted),
    ...one('PRISM_EYE', kind.prismEachEye),
    ...prism('PRISM_VERTICAL', kind.vertical),
    ...prism('PRISM_HORIZONTAL', kind.horizontal),
    ...one('HEIGHT', kind.height),
    ...one('HEIGHT_PAIR', kind.heightPair),
    ...one('FITTING_CROSS', kind.fittingCross),
    ...one('SEGMENT_HORIZONTAL', kind.segmentHorizontal),
    ...one('SEGMENT_TILT', kind.segmentTiltDeg),
    ...one('SEGMENT_SIZE', kind.segmentSize),
    ...one('SEGMENT_SIZE_PAIR', kind.segmentSizePair),
  ];
}

const upToText = (code: CheckCode, upTo: number): string =>
  Number.isFinite(upTo) ? `to ${printCheckSize(code, upTo)}: ` : 'above: ';

const bands = (code: CheckCode, rows: readonly PowerBandTolerance[]): Row[] =>
  rows.map(({ upTo, absolute, share, source }) => ({
    code,
    source,
    limit: `${rows.length > 1 ? upToText(code, upTo) : ''}${
      absolute === undefined ? `${Math.round((share ?? 0) * 1_000) / 10} %` : printCheckSize(code, absolute)
    }`,
  }));

const axes = (rows: readonly AxisTolerance[]): Row[] =>
  rows.map(({ upTo, degrees, source }) => ({
    code: 'AXIS',
    source,
    limit: `${Number.isFinite(upTo) ? `cylinder to ${printCheckSize('CYLINDER', upTo)}: ` : 'above: '}${degrees}°`,
  }));

const one = (code: CheckCode, limit: (Limit & { isPerEye?: boolean }) | null): Row[] =>
  limit
    ? [
        {
          code,
          source: limit.source,
          limit: `${printCheckSize(code, limit.value)}${limit.isPerEye ? ' each eye' : ''}`,
        },
      ]
    : [];

const prism = (code: CheckCode, limit: PrismTolerance | null): Row[] =>
  limit
    ? [
        {
          code,
          source: limit.source,
          limit: `to ${printCheckSize('POWER', limit.upToPower)}: ${printCheckSize(code, limit.prism)}; above: ${limit.distanceMm.toFixed(1)} mm${
            limit.isPerEye ? ' each eye' : ''
          }`,
        },
      ]
    : [];

const told = ({ code, limit, source }: Row, lenses: string): ToleranceLimitType => ({
  what: checkLabel(code, 'en'),
  lenses,
  limit,
  source: toleranceSources[source].title,
  isVerified: toleranceSources[source].isVerified,
});

/** The same limit for both families stands once. */
function merged(rows: readonly ToleranceLimitType[]): ToleranceLimitType[] {
  const found = new Map<string, ToleranceLimitType>();
  for (const row of rows) {
    const key = [row.what, row.limit, row.source].join('|');
    const there = found.get(key);
    found.set(key, there && there.lenses !== row.lenses ? { ...there, lenses: 'all' } : row);
  }
  return [...found.values()];
}
