import { expect, it } from 'vitest';
import type { InspectedPair, MeasuredPair } from './inspect-types.ts';
import { missingReadings } from './missing-readings.ts';

const lens = { sphere: -2_000, cylinder: 0, axis: null };
const plain: InspectedPair = { od: lens, os: lens, pdMm: 62 };
const multifocal: InspectedPair = {
  od: { ...lens, add: 2_000, heightMm: 18 },
  os: { ...lens, add: 2_000, heightMm: 18 },
  pdMm: 62,
};
const read = (over: Partial<MeasuredPair> = {}): MeasuredPair => ({ od: lens, os: lens, ...over });

it('asks for where the lenses stand across, as a distance or as prism', () => {
  expect(missingReadings(plain, read(), true)).toEqual([{ reading: 'PD', eye: 'pair' }]);
  expect(missingReadings(plain, read({ pdMm: 62 }), true)).toEqual([]);
  expect(missingReadings(plain, read({ monocularPdMm: { odMm: 31, osMm: 31 } }), true)).toEqual([]);
  const prism = { ...lens, prisms: [] };
  expect(missingReadings(plain, read({ od: prism, os: prism }), true)).toEqual([]);
  expect(missingReadings(plain, read({ od: prism }), true)).toEqual([{ reading: 'PD', eye: 'pair' }]);
});

it('asks for ADD and height of each lens that was ordered with them', () => {
  expect(missingReadings(multifocal, read({ pdMm: 62 }), true)).toEqual([
    { reading: 'ADD', eye: 'od' },
    { reading: 'HEIGHT', eye: 'od' },
    { reading: 'ADD', eye: 'os' },
    { reading: 'HEIGHT', eye: 'os' },
  ]);
  const whole = { ...lens, add: 2_000, heightMm: 18 };
  expect(missingReadings(multifocal, read({ od: whole, os: whole, pdMm: 62 }), true)).toEqual([]);
  // A lens found without any ADD was read, and fails by its value.
  expect(missingReadings(multifocal, read({ od: { ...whole, add: 0 }, os: whole, pdMm: 62 }), true)).toEqual([]);
});

it('asks for neither height nor distance before the lenses are cut, nor for a lens that is not made', () => {
  expect(missingReadings(multifocal, read(), false)).toEqual([
    { reading: 'ADD', eye: 'od' },
    { reading: 'ADD', eye: 'os' },
  ]);
  expect(missingReadings(multifocal, read({ os: null, od: { ...lens, add: 2_000, heightMm: 18 } }), true)).toEqual([]);
});
