import { describe, expect, it } from 'vitest';
import { directionOf, directionOfDegrees } from './direction.ts';

describe('a direction', () => {
  it('agrees with the sine and cosine of the machine to its last digits, all the way round and beyond', () => {
    for (let part = -1_500; part <= 1_500; part++) {
      const angle = (part * 2 * Math.PI) / 720;
      const { cos, sin } = directionOf(part, 720);
      expect(Math.abs(cos - Math.cos(angle))).toBeLessThan(5e-15);
      expect(Math.abs(sin - Math.sin(angle))).toBeLessThan(5e-15);
    }
  });

  it('has length one', () => {
    for (let degrees = 0; degrees < 360; degrees++) {
      const { cos, sin } = directionOfDegrees(degrees);
      expect(Math.abs(cos * cos + sin * sin - 1)).toBeLessThan(5e-16);
    }
  });

  it('is exact at the quarter turns', () => {
    expect([0, 90, 180, 270, 360, -90].map((degrees) => directionOfDegrees(degrees))).toEqual([
      { cos: 1, sin: 0 },
      { cos: -0, sin: 1 },
      { cos: -1, sin: -0 },
      { cos: 0, sin: -1 },
      { cos: 1, sin: 0 },
      { cos: 0, sin: -1 },
    ]);
  });

  it('gives the very numbers that were written down once, so that no engine differs', () => {
    expect(directionOfDegrees(33)).toEqual({ cos: 0.838670567945424, sin: 0.544639035015027 });
    expect(directionOf(7, 180)).toEqual({ cos: 0.9702957262759965, sin: 0.24192189559966773 });
  });
});
