import { expect, it } from 'vitest';
import { foldedEdge, sectionPath } from './thickness-shape.ts';

const lens = { eyeSizeMm: 50, dblMm: 18, pdMm: 31, centreMm: 1.5, nasalMm: 4, temporalMm: 6 } as const;

it('puts the optical centre toward the nose when the frame is wider than the eyes', () => {
  expect(sectionPath({ ...lens, eye: 'OD' }).centreX).toBe(3);
  expect(sectionPath({ ...lens, eye: 'OS' }).centreX).toBe(-3);
});

it('is as thick at its ends as the lens at its edges', () => {
  const { path } = sectionPath({ ...lens, eye: 'OD' });
  const points = path
    .slice(1, -1)
    .split('L')
    .map((one) => one.split(' ').map(Number));
  const [first] = points;
  const last = points.at(-1);

  expect((last?.[1] ?? 0) - (first?.[1] ?? 0)).toBeCloseTo(6, 1);
  expect((points[41]?.[1] ?? 0) - (points[40]?.[1] ?? 0)).toBeCloseTo(4, 1);
});

it('folds the edge outward by its thickness', () => {
  const { inner, outer } = foldedEdge([2500, 2000, 2500, 2000], [400, 300, 400, 300]);

  expect(inner.startsWith('M25.00')).toBe(true);
  expect(outer.startsWith('M29.00')).toBe(true);
});
