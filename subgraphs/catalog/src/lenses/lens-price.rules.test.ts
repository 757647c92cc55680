import { powerBandOf, surchargeLimits } from '@opticworks/optics';
import { describe, expect, it } from 'vitest';
import { type LensFacts, type LensPriceTable, priceLenses, productionDays, surchargesDue } from './lens-price.rules.ts';

const facts = (more: Partial<LensFacts> = {}): LensFacts => ({
  band: 'A',
  maxPrism: 0,
  maxCylinder: 0,
  maxAdd: 0,
  blankMm: 65,
  isRimless: false,
  isSlabOff: false,
  rush: false,
  above: surchargeLimits,
  ...more,
});
const table: LensPriceTable = {
  currency: 'USD',
  base: new Map([
    ['pal|167|A', 24_000n],
    ['pal|167|B', 26_000n],
  ]),
  treatments: new Map([
    ['ar|pal|167', 8_000n],
    ['photo|pal|167', 9_000n],
    ['free|pal|167', 0n],
  ]),
  surcharges: new Map([['PRISM', { label: { en: 'Prism', de: 'Prisma' }, amountMinor: 3_000n }]]),
  packages: [],
};

describe('the price of a pair of lenses', () => {
  it.each([
    ['band A', 'A', ['ar'], 32_000n],
    ['band B costs 20.00 more', 'B', ['ar', 'photo'], 43_000n],
    ['a treatment for nothing is offered', 'A', ['free'], 24_000n],
  ] as const)('%s', (_, band, treatments, total) => {
    const price = priceLenses(table, { design: 'pal', material: '167', treatments }, facts({ band }));
    expect(price).toMatchObject({ offered: true, totalMinor: total });
  });

  it('is not zero but missing where the matrix has no cell', () => {
    expect(priceLenses(table, { design: 'pal', material: '174', treatments: [] }, facts())).toEqual({
      offered: false,
      missing: 'pal|174|A',
    });
    expect(priceLenses(table, { design: 'pal', material: '167', treatments: ['mirror'] }, facts()).offered).toBe(false);
    expect(priceLenses(table, { design: 'pal', material: '167', treatments: [] }, facts({ band: 'C' })).offered).toBe(
      false,
    );
  });

  it.each([
    [{ maxPrism: 2_000 }, []],
    [{ maxPrism: 2_250 }, ['PRISM']],
    [{ maxCylinder: 4_000 }, []],
    [{ maxCylinder: 4_250 }, ['HIGH_CYLINDER']],
    [{ maxAdd: 3_250 }, ['HIGH_ADD']],
    [{ blankMm: 75 }, []],
    [{ blankMm: 75.1 }, ['OVERSIZE']],
    [{ blankMm: null }, []],
    [{ isRimless: true, rush: true }, ['DRILLING', 'RUSH']],
    [{ isSlabOff: true }, ['SLAB_OFF']],
  ] as const)('asks surcharges for %o: %o', (more, due) => {
    expect(surchargesDue(facts(more))).toEqual(due);
  });

  it.each([
    [{ isFinished: true, isFreeForm: false, isTinted: false, rush: false }, 2],
    [{ isFinished: false, isFreeForm: false, isTinted: true, rush: false }, 5],
    [{ isFinished: false, isFreeForm: true, isTinted: true, rush: false }, 6],
    [{ isFinished: false, isFreeForm: true, isTinted: false, rush: true }, 3],
    [{ isFinished: true, isFreeForm: false, isTinted: false, rush: true }, 1],
  ])('takes %o: %i working days', (making, days) => {
    expect(productionDays(making)).toBe(days);
  });

  it('takes what the lab told of its queue, by route and rush, and its own guess where it has not', () => {
    const told = new Map([
      ['FINISHED', 3],
      ['SURFACED_COATED', 7],
      ['SURFACED_COATED|rush', 4],
    ]);
    const ground = { isFinished: false, isFreeForm: false, isTinted: false, rush: false };

    expect(productionDays({ ...ground, isFinished: true }, told)).toBe(3);
    expect(productionDays(ground, told)).toBe(7);
    expect(productionDays({ ...ground, isTinted: true }, told)).toBe(8);
    expect(productionDays({ ...ground, rush: true }, told)).toBe(4);
    expect(productionDays({ ...ground, isFreeForm: true }, told)).toBe(5);
  });
});

describe('the price band of a pair', () => {
  const pair = (sphere: number, cylinder = 0) => {
    const eye = { sphere, cylinder, axis: cylinder === 0 ? null : 90 };
    return { od: { sphere: 0, cylinder: 0, axis: null }, os: eye };
  };
  it.each([
    ['+4.00 is A', pair(4_000), 'A'],
    ['one step more is B', pair(4_250), 'B'],
    ['an eighth more is B', pair(4_125), 'B'],
    ['−4.00 is A', pair(-4_000), 'A'],
    ['−4.25 is B', pair(-4_250), 'B'],
    ['the meridian counts, not the sphere: −2.25 −2.00 reaches −4.25', pair(-2_250, -2_000), 'B'],
    ['cylinder −2.00 is A', pair(-1_000, -2_000), 'A'],
    ['cylinder −2.25 is B', pair(-1_000, -2_250), 'B'],
    ['6.00 is B', pair(-6_000), 'B'],
    ['6.25 is C', pair(-6_250), 'C'],
    ['cylinder −4.00 is B', pair(1_000, -4_000), 'B'],
    ['cylinder −4.25 is C', pair(1_000, -4_250), 'C'],
    ['written with plus cylinder it is the same pair', pair(-4_250, 2_250), 'B'],
  ])('%s', (_, rx, band) => {
    expect(powerBandOf(rx)).toBe(band);
    expect(powerBandOf({ od: rx.os, os: rx.od })).toBe(band);
  });

  it('costs extra one step beyond each limit, and not at it', () => {
    const at = facts({ maxPrism: 2_000, maxCylinder: 4_000, maxAdd: 3_000, blankMm: 75 });
    expect(surchargesDue(at)).toEqual([]);
    const beyond = facts({ maxPrism: 2_250, maxCylinder: 4_250, maxAdd: 3_250, blankMm: 75.1 });
    expect(surchargesDue(beyond)).toEqual(['PRISM', 'HIGH_CYLINDER', 'HIGH_ADD', 'OVERSIZE']);
  });
});

describe('a package', () => {
  const words = { name: { en: 'P', de: 'P' }, description: { en: '', de: '' } };
  const one = { code: 'p', ...words, design: 'pal', material: '167', treatments: ['ar'] };
  const priced = (amountMinor: bigint, more: object = {}) => ({
    ...table,
    packages: [{ ...one, prices: new Map([['A' as const, amountMinor]]), ...more }],
  });
  const choice = { design: 'pal', material: '167', treatments: ['ar', 'photo'] };

  it('replaces its parts, and the rest costs what it costs', () => {
    const price = priceLenses(priced(30_000n), choice, facts({ maxPrism: 2_250 }));
    expect(price).toEqual({
      offered: true,
      packageCode: 'p',
      totalMinor: 42_000n,
      lines: [
        { kind: 'PACKAGE', code: 'p', amountMinor: 30_000n },
        { kind: 'TREATMENT', code: 'photo', amountMinor: 9_000n },
        { kind: 'SURCHARGE', code: 'PRISM', amountMinor: 3_000n },
      ],
    });
  });

  it.each([
    ['costs as much as its parts', priced(32_000n), choice, 'A'],
    ['costs more than its parts', priced(32_001n), choice, 'A'],
    ['has no price for the band', priced(30_000n), choice, 'B'],
    ['holds a treatment that was not chosen', priced(30_000n), { ...choice, treatments: ['photo'] }, 'A'],
  ] as const)('is not applied when it %s', (_, list, chosen, band) => {
    expect(priceLenses(list, chosen, facts({ band }))).toMatchObject({ offered: true, packageCode: null });
  });

  it('does not make a missing cell of the matrix offered', () => {
    const list = priced(30_000n, { treatments: [] });
    expect(priceLenses(list, { ...choice, treatments: ['tint'] }, facts())).toMatchObject({ offered: false });
  });
});
