export interface SupplierRecord {
  linesDue: number;
  linesOnTimeInFull: number;
  /** Days from order to first receipt, one per order. */
  leadTimesDays: readonly number[];
  unitsReceived: number;
  unitsRejected: number;
  unitsOrdered: number;
  unitsOnFirstShipment: number;
  invoiceLines: number;
  invoiceLinesAtPrice: number;
}

export interface Scorecard {
  otifPercent: number | null;
  meanLeadTimeDays: number | null;
  leadTimeCv: number | null;
  defectPpm: number | null;
  score: number | null;
  ranked: boolean;
}

/** Sub-scores from 0 to 100 and their weights in percent. */
export interface SubScores {
  otif: number;
  quality: number;
  price: number;
  service: number;
}
const WEIGHTS: SubScores = { otif: 40, quality: 30, price: 15, service: 15 };
/** Fewer lines say nothing about a supplier. */
const LINES_TO_RANK = 10;

export function weightedScore(scores: SubScores): number {
  const keys = Object.keys(WEIGHTS) as (keyof SubScores)[];
  return round(
    keys.reduce((sum, key) => sum + (scores[key] * WEIGHTS[key]) / 100, 0),
    1,
  );
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Deviation of the sample (n − 1); null below two values. */
export function sampleDeviation(values: readonly number[]): number | null {
  const average = mean(values);
  if (average === null || values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1));
}

/** Parts per million, rounded. */
export function ppm(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000);
}

/**
 * On time means the promised day or the day before, and complete: a late half is a miss. Quality loses one point per 500 ppm, so 5 %
 * rejected is zero; service is the share of units in the first shipment.
 * @see domain: procurement §6
 */
export function scorecardOf(record: SupplierRecord): Scorecard {
  const average = mean(record.leadTimesDays);
  const deviation = sampleDeviation(record.leadTimesDays);
  const defects = ppm(record.unitsRejected, record.unitsReceived);
  const otif = share(record.linesOnTimeInFull, record.linesDue);
  const price = share(record.invoiceLinesAtPrice, record.invoiceLines);
  const service = share(record.unitsOnFirstShipment, record.unitsOrdered);
  const ranked = record.linesDue >= LINES_TO_RANK;
  const complete = otif !== null && defects !== null;
  return {
    otifPercent: otif === null ? null : round(otif, 1),
    meanLeadTimeDays: average === null ? null : round(average, 1),
    leadTimeCv: average && deviation !== null ? round(deviation / average, 3) : null,
    defectPpm: defects,
    score: complete
      ? weightedScore({ otif, quality: Math.max(0, 100 - defects / 500), price: price ?? 100, service: service ?? 100 })
      : null,
    ranked,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round((value + Number.EPSILON) * factor) / factor;
}
