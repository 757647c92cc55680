import type { QuotedLine, Rate } from '../carts/cart.model.ts';
import type { PromiseBasis, PromiseTerms } from './promise-basis.ts';

/** What the days until the door are made of, each in days from Monday to Friday. Margin: what promises like it were missed by. */
export interface PromiseParts {
  queue: number;
  stages: number;
  blank: number;
  handling: number;
  transit: number;
  margin: number;
}

export type TransitSource = 'RATE' | 'MEASURED' | 'SETTING';
export type RouteCode = NonNullable<QuotedLine['making']>['route'];

export interface Promised {
  madeOn: string;
  promisedOn: string;
  /** The day the lenses have to be ready for it. */
  readyBy: string;
  parts: PromiseParts;
  /** Of the lenses that take longest; null where none are made. */
  route: RouteCode | null;
  lensType: string | null;
  carrier: string | null;
  service: string | null;
  country: string;
  transitFrom: TransitSource;
  termsVersion: number;
}

/** What one line needs before it can be packed. */
export interface LineToPromise {
  productionDays: number;
  making: QuotedLine['making'];
  lensType: string | null;
}

/** Adds working days (Monday to Friday) to a calendar date. */
export function addWorkingDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;
const A_MONDAY = Date.UTC(1970, 0, 5);

/** How many days from Monday to Friday lie between a Monday long ago and this date, itself included. */
function weekdayNumber(date: string): number {
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - A_MONDAY) / DAY_MS);
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(5, days - weeks * 7 + 1);
}

/** Days from Monday to Friday after `from` up to `to`; negative where `to` is earlier. Two spans that meet add up to the whole. */
export const weekdaysFromTo = (from: string, to: string): number => weekdayNumber(to) - weekdayNumber(from);

/** Goods without lenses are a group of their own. */
export const GOODS = 'GOODS';

const measured = (basis: PromiseBasis, kind: string, keys: readonly string[]): number | null => {
  for (const key of keys) {
    const found = basis.measured.find((one) => one.kind === kind && one.key === key);
    if (found) return found.days;
  }
  return null;
};

/**
 * The day a parcel is promised for, and what it follows from. The way takes what the chosen rate says; before there is one, what was
 * measured to this country, and until enough was measured, the setting. The margin is the percentile the owner chose of the error of
 * promises like this one: of the whole error where the rate spoke, of the house's part alone where the way itself was measured.
 */
export function composePromise(asked: {
  today: string;
  lines: readonly LineToPromise[];
  rate: Pick<Rate, 'carrier' | 'service' | 'deliveryDays'> | null;
  country: string;
  basis: PromiseBasis;
}): Promised {
  const { today, lines, rate, country, basis } = asked;
  const slowest = lines.reduce<LineToPromise | null>(
    (worst, line) => (worst === null || line.productionDays > worst.productionDays ? line : worst),
    null,
  );
  const production = slowest?.productionDays ?? 0;
  const blank = Math.min(production, slowest?.making?.blankDays ?? 0);
  const queue = Math.min(production - blank, slowest?.making?.queueDays ?? 0);
  const route = slowest?.making?.route ?? null;
  const way = transitOf(basis, rate, country);
  const handling = basis.terms.handlingDays;
  const margin = marginOf(basis, { route, rate: way.from === 'RATE' ? rate : null }, production + handling);
  const parts = { queue, stages: production - blank - queue, blank, handling, transit: way.days, margin };
  return {
    madeOn: today,
    promisedOn: addWorkingDays(today, totalOf(parts)),
    readyBy: addWorkingDays(today, production),
    parts,
    route,
    lensType: slowest?.lensType ?? null,
    carrier: rate?.carrier ?? null,
    service: rate?.service ?? null,
    country,
    transitFrom: way.from,
    termsVersion: basis.terms.version,
  };
}

export const totalOf = ({ queue, stages, blank, handling, transit, margin }: PromiseParts): number =>
  queue + stages + blank + handling + transit + margin;

/** Before an address is known there is no rate: what was measured to a country, else the setting. */
export function transitOf(
  basis: PromiseBasis,
  rate: Pick<Rate, 'carrier' | 'service' | 'deliveryDays'> | null,
  country: string,
): { days: number; from: TransitSource } {
  if (rate && rate.deliveryDays !== null) return { days: rate.deliveryDays, from: 'RATE' };
  const keys = [...(rate ? [`${country}|${rate.carrier}|${rate.service}`] : []), country];
  const days = measured(basis, 'TRANSIT', keys);
  return days === null ? { days: basis.terms.transitDays, from: 'SETTING' } : { days, from: 'MEASURED' };
}

/** The closest group with enough cases decides. Nothing is promised before the days of the carrier alone. */
export function marginOf(
  basis: PromiseBasis,
  { route, rate }: { route: string | null; rate: Pick<Rate, 'carrier' | 'service'> | null },
  ownDays: number,
): number {
  const of = route ?? GOODS;
  const days = rate
    ? measured(basis, 'WHOLE', [`${of}|${rate.carrier}|${rate.service}`, of, ''])
    : measured(basis, 'HOUSE', [of, '']);
  if (days === null) return 0;
  return basis.terms.mayPromiseEarlier ? Math.max(-ownDays, days) : Math.max(0, days);
}

export interface PromiseFacts {
  readyOn: string | null;
  shippedOn: string | null;
  deliveredOn: string | null;
  /** Days the lenses stood still for a blank. */
  blankWaited: number;
}

/** Days late by part, early ones negative; null for what is not known yet. */
export interface PromiseError {
  production: number | null;
  blank: number | null;
  handling: number | null;
  carrier: number | null;
  total: number | null;
}

/**
 * How far a promise was missed, and by whom. The parts, less the margin that was added for them, are exactly the whole: days between two
 * dates add up, and each part is a span between two of them.
 */
export function errorOf(promise: Pick<Promised, 'madeOn' | 'promisedOn' | 'parts'>, facts: PromiseFacts): PromiseError {
  const { parts } = promise;
  const span = (from: string | null, to: string | null) => (from && to ? weekdaysFromTo(from, to) : null);
  const less = (days: number | null, planned: number) => (days === null ? null : days - planned);
  return {
    production: less(span(promise.madeOn, facts.readyOn), facts.blankWaited + parts.queue + parts.stages),
    blank: facts.readyOn ? facts.blankWaited - parts.blank : null,
    handling: less(span(facts.readyOn, facts.shippedOn), parts.handling),
    carrier: less(span(facts.shippedOn, facts.deliveredOn), parts.transit),
    total: span(promise.promisedOn, facts.deliveredOn),
  };
}

/** @returns the first field that makes no sense */
export function unreadableTerm(terms: PromiseTerms): string | null {
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!whole(terms.handlingDays, 0, 30)) return 'handlingDays';
  if (!whole(terms.transitDays, 0, 60)) return 'transitDays';
  if (terms.percentile !== null && !whole(terms.percentile, 50, 99)) return 'percentile';
  if (!whole(terms.minCases, 5, 10_000)) return 'minCases';
  if (!whole(terms.windowDays, 7, 730)) return 'windowDays';
  return null;
}
