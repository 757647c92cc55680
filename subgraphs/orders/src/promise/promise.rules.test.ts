import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  composePromise,
  errorOf,
  type PromiseParts,
  totalOf,
  weekdaysFromTo,
} from './promise.rules.ts';
import { type Measured, PROMISE_DEFAULTS, type PromiseBasis, type PromiseTerms } from './promise-basis.ts';

const basis = (measured: Measured[] = [], terms: Partial<PromiseTerms> = {}): PromiseBasis => ({
  terms: { ...PROMISE_DEFAULTS, ...terms, version: 3 },
  measured,
});
const of = (kind: Measured['kind'], key: string, days: number): Measured => ({ kind, key, days, cases: 40 });
const ground = {
  productionDays: 7,
  making: { route: 'SURFACED' as const, queueDays: 2, blankDays: 1 },
  lensType: 'sv-rx',
};
const cloth = { productionDays: 0, making: null, lensType: null };
const usps = { carrier: 'USPS', service: 'Priority', deliveryDays: 2 };
const promise = (options: Partial<Parameters<typeof composePromise>[0]> = {}) =>
  composePromise({
    today: '2026-03-02',
    lines: [cloth, ground],
    rate: usps,
    country: 'US',
    basis: basis(),
    ...options,
  });

describe('what a promise is made of', () => {
  it('is the slowest line, packing and what the rate says', () => {
    expect(promise()).toMatchObject({
      parts: { queue: 2, stages: 4, blank: 1, handling: 1, transit: 2, margin: 0 },
      promisedOn: '2026-03-16',
      readyBy: '2026-03-11',
      route: 'SURFACED',
      lensType: 'sv-rx',
      transitFrom: 'RATE',
      termsVersion: 3,
    });
  });

  it('takes the way from what was measured where no rate speaks, and from the setting until enough was', () => {
    const known = basis([of('TRANSIT', 'US', 3), of('TRANSIT', 'US|USPS|Priority', 4)]);
    expect(promise({ rate: null, basis: known })).toMatchObject({ transitFrom: 'MEASURED', parts: { transit: 3 } });
    const silent = { ...usps, deliveryDays: null };
    expect(promise({ rate: silent, basis: known })).toMatchObject({ transitFrom: 'MEASURED', parts: { transit: 4 } });
    expect(promise({ rate: silent, country: 'CA', basis: known })).toMatchObject({
      transitFrom: 'SETTING',
      parts: { transit: 5 },
    });
    expect(promise({ basis: basis([], { handlingDays: 3 }) }).parts.handling).toBe(3);
  });

  it('adds the error of the closest group with enough cases, the whole with a rate and the house alone without', () => {
    const whole = [of('WHOLE', '', 1), of('WHOLE', 'SURFACED', 2), of('WHOLE', 'SURFACED|USPS|Priority', 3)];
    expect(promise({ basis: basis(whole) }).parts.margin).toBe(3);
    expect(promise({ basis: basis(whole.slice(0, 2)) }).parts.margin).toBe(2);
    expect(promise({ basis: basis(whole.slice(0, 1)) }).parts.margin).toBe(1);
    expect(promise({ lines: [cloth], basis: basis([...whole, of('WHOLE', 'GOODS', 4)]) }).parts.margin).toBe(4);
    expect(promise({ rate: null, basis: basis(whole) }).parts.margin).toBe(0);
    expect(promise({ rate: null, basis: basis([of('HOUSE', 'SURFACED', 6)]) }).parts.margin).toBe(6);
  });

  it('promises earlier only where the owner allows it, and never before the days of the carrier', () => {
    const early = [of('WHOLE', '', -2)];
    expect(promise({ basis: basis(early) }).parts.margin).toBe(0);
    expect(promise({ basis: basis(early, { mayPromiseEarlier: true }) }).parts.margin).toBe(-2);
    const absurd = basis([of('WHOLE', '', -50)], { mayPromiseEarlier: true });
    expect(totalOf(promise({ basis: absurd }).parts)).toBe(2);
  });
});

describe('by how much a promise was missed', () => {
  it('is told by part', () => {
    const made = promise();
    const facts = { readyOn: '2026-03-13', shippedOn: '2026-03-13', deliveredOn: '2026-03-19', blankWaited: 4 };
    expect(errorOf(made, facts)).toEqual({ production: -1, blank: 3, handling: -1, carrier: 2, total: 3 });
    expect(errorOf(made, { ...facts, shippedOn: null, deliveredOn: null })).toEqual({
      production: -1,
      blank: 3,
      handling: null,
      carrier: null,
      total: null,
    });
  });

  it('is the sum of its parts less the margin, whatever happened', () => {
    const days = (max: number) => fc.integer({ min: 0, max });
    const date = days(60).map((n) => new Date(Date.UTC(2026, 1, 2 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.record({
          queue: days(9),
          stages: days(9),
          blank: days(9),
          handling: days(4),
          transit: days(9),
          margin: fc.integer({ min: -3, max: 5 }),
        }),
        date,
        fc.record({ readyOn: date, shippedOn: date, deliveredOn: date, blankWaited: days(9) }),
        (parts: PromiseParts, madeOn, facts) => {
          const total = totalOf(parts);
          fc.pre(total >= 0);
          const error = errorOf({ madeOn, promisedOn: addWorkingDays(madeOn, total), parts }, facts);
          const sum = error.production! + error.blank! + error.handling! + error.carrier!;
          expect(error.total).toBe(sum - parts.margin);
        },
      ),
    );
  });

  it('counts days from Monday to Friday, in both directions', () => {
    expect(weekdaysFromTo('2026-03-06', '2026-03-09')).toBe(1);
    expect(weekdaysFromTo('2026-03-06', '2026-03-08')).toBe(0);
    expect(weekdaysFromTo('2026-03-09', '2026-03-07')).toBe(-1);
    expect(weekdaysFromTo('2026-03-12', '2026-03-10')).toBe(-2);
    expect(weekdaysFromTo('1969-12-26', '1970-01-02')).toBe(5);
  });
});
