import { describe, expect, it } from 'vitest';
import { type CostKind, type RemakeWork, remakeCost, type StandardCost, totalOf } from './remake-cost.rules.ts';

const row = (kind: CostKind, code: string, amountMinor: bigint, currency = 'USD'): StandardCost => ({
  kind,
  code,
  amountMinor,
  currency,
});
const book = [
  row('FINISHED_BLANK', '*', 450n),
  row('FINISHED_BLANK', 'index-160', 640n),
  row('SURFACED_BLANK', 'index-160', 864n),
  row('DESIGN', '*', 0n),
  row('DESIGN', 'office', 1100n),
  row('TREATMENT', '*', 300n),
  row('TREATMENT', 'uv400', 0n),
  row('FRAME', '*', 3500n),
  row('LABOUR', 'surfacing', 650n),
  row('LABOUR', 'finishing', 500n),
  row('SHIPPING', '*', 850n),
];
const work = (over: Partial<RemakeWork> = {}): RemakeWork => ({
  lenses: [{ isSurfaced: false }],
  material: 'index-160',
  design: 'sv-distance',
  treatments: ['ar-standard', 'uv400'],
  replacesFrame: false,
  isSent: false,
  ...over,
});

describe('the cost of a remake', () => {
  it('is its blanks with their treatments and the work on each lens', () => {
    expect(remakeCost(work(), book)).toEqual({
      lensesMinor: 940n,
      frameMinor: 0n,
      labourMinor: 500n,
      shippingMinor: 0n,
      currency: 'USD',
    });
    expect(totalOf(remakeCost(work({ lenses: [{ isSurfaced: true }, { isSurfaced: false }] }), book))).toBe(
      864n + 300n + 640n + 300n + 500n + 650n + 500n,
    );
  });

  it('has the frame and the way where they are part of it, and falls back on what stands for the others', () => {
    expect(
      remakeCost(work({ replacesFrame: true, isSent: true, material: 'cr39', design: 'office' }), book),
    ).toMatchObject({
      lensesMinor: 450n + 1100n + 300n,
      frameMinor: 3500n,
      shippingMinor: 850n,
    });
    expect(remakeCost(work({ treatments: [], lenses: [] }), book)).toMatchObject({ lensesMinor: 0n, labourMinor: 0n });
  });

  it('cannot be told without a book, or in two currencies', () => {
    expect(() => remakeCost(work(), [])).toThrow(RangeError);
    expect(() => remakeCost(work(), [...book, row('FRAME', 'x', 1n, 'EUR')])).toThrow(RangeError);
  });
});
