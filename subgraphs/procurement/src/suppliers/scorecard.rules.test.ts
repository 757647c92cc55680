import { expect, test } from 'vitest';
import { mean, ppm, sampleDeviation, scorecardOf, weightedScore } from './scorecard.rules.ts';

test('the worked numbers of the reference', () => {
  const leadTimes = [5, 7, 6, 9, 5];
  expect(mean(leadTimes)).toBeCloseTo(6.4);
  expect(sampleDeviation(leadTimes)).toBeCloseTo(1.673, 3);
  expect(sampleDeviation(leadTimes)! / mean(leadTimes)!).toBeCloseTo(0.261, 3);
  expect(ppm(12, 8000)).toBe(1500);
  expect(weightedScore({ otif: 92, quality: 98, price: 100, service: 80 })).toBe(93.2);
});

test('a card shows its parts and ranks only with ten lines', () => {
  const record = {
    linesDue: 20,
    linesOnTimeInFull: 18,
    leadTimesDays: [5, 7, 6, 9, 5],
    unitsReceived: 8000,
    unitsRejected: 12,
    unitsOrdered: 100,
    unitsOnFirstShipment: 90,
    invoiceLines: 10,
    invoiceLinesAtPrice: 9,
  };

  expect(scorecardOf(record)).toEqual({
    otifPercent: 90,
    meanLeadTimeDays: 6.4,
    leadTimeCv: 0.261,
    defectPpm: 1500,
    score: 92.1,
    ranked: true,
  });
  expect(scorecardOf({ ...record, linesDue: 9 }).ranked).toBe(false);
  expect(scorecardOf({ ...record, linesDue: 0, leadTimesDays: [], unitsReceived: 0 })).toMatchObject({
    otifPercent: null,
    score: null,
    leadTimeCv: null,
  });
});
