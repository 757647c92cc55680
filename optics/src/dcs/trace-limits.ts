import type { SourcedFact } from '../certainty.ts';

/** Limits of the checks on a traced frame; lengths in mm, the gap in degrees. */
export interface TraceLimits {
  radiusMin: number;
  radiusMax: number;
  /** Neighbouring radii that differ by this or more are a slip of the stylus. */
  neighbourStep: number;
  /** Box and perimeter as stated in the file against the trace itself. */
  box: number;
  perimeter: number;
  widthMin: number;
  widthMax: number;
  heightMin: number;
  heightMax: number;
  dblMin: number;
  dblMax: number;
  /** Right and mirrored left side that differ by more are told. */
  sidesDiffer: number;
  /** Widest gap between two angles of an uneven trace. */
  angleGap: number;
}
export type TraceLimit = keyof TraceLimits;

/** What a house starts with. */
export const traceLimits: TraceLimits = {
  radiusMin: 10,
  radiusMax: 60,
  neighbourStep: 3,
  box: 0.2,
  perimeter: 0.5,
  widthMin: 30,
  widthMax: 70,
  heightMin: 15,
  heightMax: 65,
  dblMin: 5,
  dblMax: 35,
  sidesDiffer: 0.5,
  angleGap: 45,
};

interface TraceLimitText extends SourcedFact {
  en: string;
  de: string;
  unit: 'mm' | '°';
  /** Beyond these nobody would find a frame: slips of the pen. */
  from: number;
  to: number;
}

const practice = (en: string, de: string, [from, to]: readonly [number, number], unit: 'mm' | '°' = 'mm') => ({
  certainty: 'common-practice' as const,
  source: 'Recommended check on import; no standard sets the number',
  en,
  de,
  unit,
  from,
  to,
});

/** What each limit is called, within what it may be set, and where the usual number comes from. */
export const traceLimitTexts: Readonly<Record<TraceLimit, TraceLimitText>> = {
  radiusMin: practice('Shortest radius', 'Kürzester Radius', [1, 30]),
  radiusMax: practice('Longest radius', 'Längster Radius', [30, 100]),
  neighbourStep: practice(
    'Neighbouring radii differ by less than',
    'Benachbarte Radien unterscheiden sich um weniger als',
    [0.1, 20],
  ),
  box: practice('Stated box against the traced one', 'Angegebener Kasten gegen Abtastung', [0.01, 5]),
  perimeter: practice('Stated perimeter against the traced one', 'Angegebener Umfang gegen Abtastung', [0.01, 10]),
  widthMin: practice('Narrowest lens (A)', 'Schmalstes Glas (A)', [10, 60]),
  widthMax: practice('Widest lens (A)', 'Breitestes Glas (A)', [40, 100]),
  heightMin: practice('Lowest lens (B)', 'Niedrigstes Glas (B)', [5, 50]),
  heightMax: practice('Highest lens (B)', 'Höchstes Glas (B)', [30, 100]),
  dblMin: practice('Narrowest bridge (DBL)', 'Schmalster Steg (DBL)', [0, 20]),
  dblMax: practice('Widest bridge (DBL)', 'Breitester Steg (DBL)', [15, 60]),
  sidesDiffer: practice(
    'Sides that differ by more are told',
    'Seiten mit größerem Unterschied werden gemeldet',
    [0.01, 10],
  ),
  angleGap: practice('Widest gap between two angles', 'Größte Lücke zwischen zwei Winkeln', [1, 90], '°'),
};

const PAIRS: readonly (readonly [TraceLimit, TraceLimit])[] = [
  ['radiusMin', 'radiusMax'],
  ['widthMin', 'widthMax'],
  ['heightMin', 'heightMax'],
  ['dblMin', 'dblMax'],
];

/** @returns the first limit that makes no sense, and what would; null where all do */
export function unusableTraceLimit(limits: TraceLimits): { code: TraceLimit; advice: string } | null {
  for (const code of Object.keys(traceLimitTexts) as TraceLimit[]) {
    const { from, to, unit } = traceLimitTexts[code];
    if (!Number.isFinite(limits[code]) || limits[code] < from || limits[code] > to)
      return { code, advice: `Give ${from} to ${to} ${unit}.` };
  }
  const crossed = PAIRS.find(([min, max]) => limits[min] >= limits[max]);
  return crossed
    ? { code: crossed[1], advice: `It must be above ${traceLimitTexts[crossed[0]].en.toLowerCase()}.` }
    : null;
}
