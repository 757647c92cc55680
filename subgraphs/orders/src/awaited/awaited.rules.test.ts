import { describe, expect, it } from 'vitest';
import { remindersDue, repriceLine } from './awaited.rules.ts';

const aLine = (over: Partial<Parameters<typeof repriceLine>[0]> = {}) => ({
  quantity: 1,
  unitPriceMinor: 46_500n,
  discountMinor: 0n,
  totalMinor: 46_500n,
  taxMinor: 0n,
  ...over,
});

describe('a line at the price of its true power band', () => {
  it('gives the whole difference back', () => {
    expect(repriceLine(aLine(), 42_000n)).toMatchObject({ totalMinor: 42_000n, refundMinor: 4_500n });
  });

  it('gives back no more than was paid of it where a tenth was taken off, and its tax', () => {
    const line = aLine({ discountMinor: 4_650n, totalMinor: 41_850n, taxMinor: 4_185n });

    const repriced = repriceLine(line, 42_000n)!;

    expect(repriced).toMatchObject({ discountMinor: 4_200n, totalMinor: 37_800n, taxMinor: 3_780n });
    expect(repriced.refundMinor).toBe(41_850n + 4_185n - 37_800n - 3_780n);
  });

  it('leaves the rest of a division to the customer', () => {
    const repriced = repriceLine(aLine({ discountMinor: 1_000n, totalMinor: 45_500n, taxMinor: 3_333n }), 42_000n)!;

    expect(repriced.discountMinor).toBe(904n);
    expect(repriced.taxMinor).toBe(3_010n);
  });

  it.each([46_500n, 51_000n])('costs nothing more at %s', (unit) => {
    expect(repriceLine(aLine(), unit)).toBeNull();
  });

  it('counts each pair of the line', () => {
    expect(repriceLine(aLine({ quantity: 2, totalMinor: 93_000n }), 42_000n)?.refundMinor).toBe(9_000n);
  });
});

it('reminds on the day, not before it', () => {
  const asked = new Date('2026-03-10T15:00:00Z');
  const due = (at: string) => remindersDue(asked, [3, 10], new Date(at));

  expect([due('2026-03-13T14:59:59Z'), due('2026-03-13T15:00:00Z'), due('2026-03-25T00:00:00Z')]).toEqual([0, 1, 2]);
});
