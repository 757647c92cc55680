import { expect, test } from 'vitest';
import { emptyReading, mayBeRead, type OrderedPair, previewInspection, readPower } from './inspection-preview.ts';

const aPair: OrderedPair = {
  lenses: [
    { eye: 'OD', sphere: '-2.25', cylinder: '-0.50', axis: 90, add: null, centreThicknessMm: '1.5' },
    { eye: 'OS', sphere: '-2.00', cylinder: null, axis: null, add: null, centreThicknessMm: '1.5' },
  ],
  pdOdMm: '31.5',
  pdOsMm: '31.5',
  fittingHeightMm: null,
  isProgressive: false,
  prisms: { od: [], os: [] },
};
const od = { ...emptyReading, sphere: '-2.25', cylinder: '-0.50', axis: '90' };
const os = { ...emptyReading, sphere: '-2.00' };

test('says nothing about a lens that is not typed yet', () => {
  const checks = previewInspection(aPair, { od, os: emptyReading });

  expect(checks.length).toBeGreaterThan(0);
  expect(checks.every((check) => check.eye === 'od')).toBe(true);
});

test('what lies on the order passes, what lies beyond the tolerance fails', () => {
  const fine = previewInspection(aPair, { od, os });
  const off = previewInspection(aPair, { od: { ...od, sphere: '-2.50' }, os });

  expect(fine.every((check) => check.pass)).toBe(true);
  expect(off.find((check) => check.code === 'POWER' && check.eye === 'od')).toMatchObject({
    pass: false,
    deviation: '0.25',
    tolerance: '0.13',
  });
});

test('an axis off by more than the cylinder allows fails', () => {
  const checks = previewInspection(aPair, { od: { ...od, axis: '98' }, os });

  expect(checks.find((check) => check.code === 'AXIS')).toMatchObject({ pass: false, tolerance: '7°' });
});

test('vertical prism between the eyes counts as imbalance of the pair', () => {
  const checks = previewInspection(aPair, { od: { ...od, prismUp: '0.5' }, os: { ...os, prismUp: '0' } });

  expect(checks.find((check) => check.code === 'PRISM_VERTICAL')?.pass).toBe(false);
});

test('a reading may lie between lens steps, but needs its sign', () => {
  expect(readPower('-2.31', true)).toBe(-2310);
  expect(readPower('2.31', true)).toBeNull();
  expect(readPower('pl', true)).toBe(0);
  expect(mayBeRead('', 'signed')).toBe(true);
  expect(mayBeRead('abc', 'signed')).toBe(false);
});

test('an axis is a whole number of degrees from 1 to 180, a distance any number', () => {
  expect(mayBeRead('100', 'axis')).toBe(true);
  expect(mayBeRead('181', 'axis')).toBe(false);
  expect(mayBeRead('31,5', 'number')).toBe(true);
  expect(mayBeRead('-0.5', 'number')).toBe(true);
});
