import { describe, expect, it } from 'vitest';
import { compensateVertex, moveVertex, nearestLensStep, tiltEffect } from './vertex.ts';

describe('vertex compensation', () => {
  it.each([
    [-4, 12, -3.817],
    [-6, 12, -5.597],
    [-8, 12, -7.299],
    [-10, 12, -8.929],
    [-12, 14, -10.274],
    [4, 12, 4.202],
    [6, 12, 6.466],
    [8, 12, 8.85],
    [10, 12, 11.364],
    [12, 14, 14.423],
    [-10, 2, -9.804],
    [10, 2, 10.204],
    [-7.25, -12, -7.941],
    [0, 12, 0],
  ])('moves %d D by %d mm to %d D', (power, mm, moved) => {
    expect(moveVertex(power * 1000, mm) / 1000).toBeCloseTo(moved, 3);
  });

  it('keeps axis and other fields, and moves each principal meridian', () => {
    const moved = compensateVertex({ sphere: -6000, cylinder: -2000, axis: 180, add: 1500 }, 12);

    expect(moved).toEqual({ sphere: -5597, cylinder: -1702, axis: 180, add: 1500 });
    expect([nearestLensStep(moved.sphere), nearestLensStep(moved.cylinder)]).toEqual([-5500, -1750]);
  });

  it('is undone by moving back', () => {
    const there = compensateVertex({ sphere: 5000, cylinder: -3000, axis: 20 }, 12);
    const back = compensateVertex(there, -12);

    expect(Math.abs(back.sphere - 5000)).toBeLessThanOrEqual(1);
    expect(Math.abs(back.cylinder + 3000)).toBeLessThanOrEqual(1);
  });
});

it.each([
  [-4500, 1000, -5000],
  [4500, 1000, 5000],
  [-4625, 250, -4750],
  [-4624, 250, -4500],
  [-100, 250, 0],
])('takes %i to the nearest %i as %i, half steps away from zero', (value, step, nearest) =>
  expect(nearestLensStep(value, step)).toBe(nearest),
);

it.each([
  [-6000, 15, 1.5, -6134, -440],
  [8000, 10, 1.6, 8075, 251],
  [5000, 0, 1.5, 5000, 0],
])('turns %i tilted by %i° in %d into %i with %i', (sphere, tilt, index, tilted, induced) => {
  const effect = tiltEffect(sphere, tilt, index);

  expect(effect.sphere).toBeCloseTo(tilted, 0);
  expect(effect.cylinder).toBeCloseTo(induced, 0);
});
