import { expect, it } from 'vitest';
import {
  formatAxis,
  formatPower,
  formatPowerMachine,
  formatPrism,
  formatRx,
  MINUS,
  roundHalfAway,
  roundToStep,
  toDioptres,
  toMdpt,
} from './format-power.ts';

it.each([
  [-4.5, -5],
  [4.5, 5],
  [-4.4999, -4],
  [0.4, 0],
  [-0.4, 0],
  [-0.5, -1],
  [0, 0],
])('rounds %d to %i, half steps away from zero', (value, rounded) => {
  expect(roundHalfAway(value)).toBe(rounded);
});

it.each([
  [-2.25, -2250],
  [-0.0005, -1],
  [0.0005, 1],
  [-2.125, -2125],
])('turns %d D into %i', (dioptres, mdpt) => expect(toMdpt(dioptres)).toBe(mdpt));

it('goes back to dioptres and to steps', () => {
  expect(toDioptres(-2125)).toBe(-2.125);
  expect(roundToStep(1124, 250)).toBe(1000);
  expect(roundToStep(1125, 250)).toBe(1250);
  expect(roundToStep(-1125, 250)).toBe(-1250);
});

it.each([
  [-2250, `${MINUS}2.25`, '-2.25', '2.25'],
  [1000, '+1.00', '+1.00', '1.00'],
  [0, '0.00', '0.00', '0.00'],
  [-2125, `${MINUS}2.12`, '-2.12', '2.12'],
  [50, '+0.05', '+0.05', '0.05'],
  [12_500, '+12.50', '+12.50', '12.50'],
])('prints %i', (mdpt, shown, machine, prism) => {
  expect(formatPower(mdpt)).toBe(shown);
  expect(formatPowerMachine(mdpt)).toBe(machine);
  expect(formatPrism(mdpt)).toBe(prism);
});

it('writes three digits of an axis', () => {
  expect([5, 45, 180].map(formatAxis)).toEqual(['005', '045', '180']);
});

it.each([
  [{ sphere: 0, cylinder: 0, axis: null }, 'plano DS'],
  [{ sphere: -1000, cylinder: -500, axis: 180 }, '−1.00 −0.50 ×180'],
  [{ sphere: -1000, cylinder: -500, axis: null }, '−1.00 −0.50 ×180'],
  [{ sphere: 250, cylinder: 500, axis: 7, add: 2000 }, '+0.25 +0.50 ×007 ADD +2.00'],
  [{ sphere: 250, cylinder: 0, axis: null, add: 0 }, '+0.25 DS'],
  [
    {
      sphere: 250,
      cylinder: 0,
      axis: null,
      prisms: [
        { amount: 1500, base: 'in' as const },
        { amount: 500, base: 'up' as const },
      ],
    },
    '+0.25 DS 1.50Δ in 0.50Δ up',
  ],
])('writes %o on one line', (rx, line) => expect(formatRx(rx)).toBe(line));
