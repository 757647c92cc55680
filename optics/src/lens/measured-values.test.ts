import { describe, expect, it } from 'vitest';
import { defaultMakingRules } from './making-rules.ts';
import { heightFieldOf, heightKindOf, type MeasurableValues, unusedHeight, withMeasured } from './measured-values.ts';

const { designs } = defaultMakingRules;
const [single, bifocal, progressive] = [designs['sv-distance'], designs['ft-28'], designs['progressive-standard']];
const measured = {
  frameSku: 'FR-1',
  pdOdMm: 31,
  pdOsMm: 32,
  nearPdOdMm: 29,
  nearPdOsMm: 30,
  heights: { odMm: 18, osMm: 19 },
  heightKind: 'SEGMENT' as 'SEGMENT' | 'FITTING',
  vertexMm: 13,
  refractedVertexMm: 12,
  pantoscopicTiltDegrees: 8,
  faceFormDegrees: 5,
};
const nothing = {
  ...measured,
  pdOdMm: null,
  pdOsMm: null,
  nearPdOdMm: null,
  nearPdOsMm: null,
  heights: null,
  vertexMm: null,
  refractedVertexMm: null,
  pantoscopicTiltDegrees: null,
  faceFormDegrees: null,
};
const paper: MeasurableValues = {
  pd: { binocularMm: 64, odMm: null, osMm: null, nearMm: 61, nearOdMm: null, nearOsMm: null },
  heightsMm: { odMm: 16, osMm: 16 },
  vertexMm: 14,
  fittedVertexMm: 15,
  pantoscopicTiltDeg: 9,
  wrapAngleDeg: 6,
};

it('a design needs its own kind of height, or none', () => {
  expect([single, bifocal, progressive, designs['anti-fatigue']].map(heightKindOf)).toEqual([
    null,
    'SEGMENT',
    'FITTING',
    'FITTING',
  ]);
  expect(heightKindOf({ needs: ['pd'] })).toBeNull();
  expect(heightKindOf({ needs: ['fitting-height'] })).toBe('FITTING');
  expect(heightKindOf({})).toBeNull();
});

it('a height is one field under either of its names', () => {
  expect(['segHeights.od', 'fittingHeights.os', 'pd.od', 'x.segHeights.od'].map(heightFieldOf)).toEqual([
    'heights.od',
    'heights.os',
    'pd.od',
    'x.segHeights.od',
  ]);
});

describe('what was measured', () => {
  it('goes before the paper in the frame it was measured in', () => {
    expect(withMeasured(paper, measured, 'FR-1', bifocal)).toEqual({
      pd: { binocularMm: null, odMm: 31, osMm: 32, nearMm: null, nearOdMm: 29, nearOsMm: 30 },
      heightsMm: { odMm: 18, osMm: 19 },
      vertexMm: 12,
      fittedVertexMm: 13,
      pantoscopicTiltDeg: 8,
      wrapAngleDeg: 5,
    });
  });

  it('of the person counts in another frame too, of the frame it does not', () => {
    expect(withMeasured(paper, measured, 'FR-2', bifocal)).toEqual({
      ...paper,
      pd: { binocularMm: null, odMm: 31, osMm: 32, nearMm: null, nearOdMm: 29, nearOsMm: 30 },
      vertexMm: 12,
    });
  });

  it('leaves the paper what nobody measured', () => {
    expect(withMeasured(paper, nothing, 'FR-1', bifocal)).toEqual(paper);
    expect(withMeasured(paper, null, 'FR-1', bifocal)).toBe(paper);
    for (const half of [{ pdOdMm: null }, { pdOsMm: null }])
      expect(withMeasured(paper, { ...measured, ...half }, 'FR-1', bifocal).pd).toEqual(paper.pd);
    const bare = { ...paper, heightsMm: undefined, fittedVertexMm: undefined };
    expect(withMeasured(bare, nothing, 'FR-1', bifocal)).toMatchObject({ heightsMm: null, fittedVertexMm: null });
  });

  it('as a height counts for a design of its kind; a lens without a segment is centred by the pupil', () => {
    const fitting = { ...measured, heightKind: 'FITTING' as const };

    expect(withMeasured(paper, fitting, 'FR-1', bifocal).heightsMm).toEqual(paper.heightsMm);
    expect(withMeasured(paper, measured, 'FR-1', progressive).heightsMm).toEqual(paper.heightsMm);
    expect(withMeasured(paper, fitting, 'FR-1', single).heightsMm).toEqual(measured.heights);
    expect(withMeasured(paper, measured, 'FR-1', single).heightsMm).toEqual(paper.heightsMm);
  });
});

describe('a measured height of the wrong kind', () => {
  const bare = { heightsMm: null, segHeightMm: null };
  const fitting = { ...measured, heightKind: 'FITTING' as const };

  it('is asked for again by the name the design has for it', () => {
    expect(unusedHeight(bare, fitting, 'FR-1', bifocal)).toMatchObject({
      code: 'SEGMENT_HEIGHT_NEEDED',
      field: 'segHeights',
    });
    expect(unusedHeight(bare, measured, 'FR-1', progressive)).toMatchObject({
      code: 'FITTING_HEIGHT_NEEDED',
      field: 'fittingHeights',
    });
  });

  it('is no question where it fits, where none is needed or known, in another frame, or beside a height of the paper', () => {
    const none = [
      unusedHeight(bare, measured, 'FR-1', bifocal),
      unusedHeight(bare, measured, 'FR-1', single),
      unusedHeight(bare, nothing, 'FR-1', bifocal),
      unusedHeight(bare, null, 'FR-1', bifocal),
      unusedHeight(bare, fitting, 'FR-2', bifocal),
      unusedHeight({ ...bare, heightsMm: { odMm: 1, osMm: 1 } }, fitting, 'FR-1', bifocal),
      unusedHeight({ ...bare, segHeightMm: 17 }, fitting, 'FR-1', bifocal),
    ];

    expect(none).toEqual(none.map(() => null));
  });
});
