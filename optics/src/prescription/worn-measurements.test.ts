import { describe, expect, it } from 'vitest';
import { designs } from '../lens/designs.ts';
import { unusedHeight, withMeasured } from '../lens/measured-values.ts';
import { findingCodes, findingMessage } from './finding-messages.ts';
import { prescriptionThresholds as t } from './thresholds.ts';
import { judgeMeasurements, type WornMeasurements } from './worn-measurements.ts';

const usual: WornMeasurements = {
  pdOdMm: 31,
  pdOsMm: 32,
  nearPdOdMm: 29.5,
  nearPdOsMm: 30.5,
  heights: { odMm: 22, osMm: 22 },
  heightKind: 'FITTING',
  vertexMm: 13,
  refractedVertexMm: 12,
  pantoscopicTiltDegrees: 8,
  faceFormDegrees: 5,
};
const judge = (over: Partial<WornMeasurements>, hasFrame = true, lensHeightMm: number | null = 40) => {
  const found = judgeMeasurements(
    { ...usual, ...over },
    { measuredOn: '2026-03-01', birthDate: null, lensHeightMm, hasFrame },
  );
  for (const one of [...found.errors, ...found.warnings]) {
    expect(findingCodes()).toContain(one.code);
    for (const locale of ['en', 'de'] as const) expect(findingMessage(one, locale)).not.toContain('{');
  }
  return {
    errors: found.errors.map(({ field, code }) => `${field} ${code}`),
    warnings: found.warnings.map(({ field, code }) => `${field} ${code}`),
  };
};

describe('measurements', () => {
  it('that are usual are not asked about', () => {
    expect(judge({})).toEqual({ errors: [], warnings: [] });
  });

  // Each limit of the table, at it and a tenth beyond.
  it.each<[string, Partial<WornMeasurements>, Partial<WornMeasurements>, string]>([
    ['vertex', { vertexMm: t.vertex.max }, { vertexMm: t.vertex.max + 0.1 }, 'vertexMm VERTEX_RANGE'],
    ['vertex below', { vertexMm: t.vertex.min }, { vertexMm: t.vertex.min - 0.1 }, 'vertexMm VERTEX_RANGE'],
    [
      'refraction',
      { refractedVertexMm: t.vertex.max },
      { refractedVertexMm: t.vertex.max + 0.1 },
      'refractedVertexMm VERTEX_RANGE',
    ],
    [
      'tilt',
      { pantoscopicTiltDegrees: t.tilt.max },
      { pantoscopicTiltDegrees: t.tilt.max + 0.1 },
      'pantoscopicTiltDegrees TILT_RANGE',
    ],
    [
      'tilt below',
      { pantoscopicTiltDegrees: t.tilt.min },
      { pantoscopicTiltDegrees: t.tilt.min - 0.1 },
      'pantoscopicTiltDegrees TILT_RANGE',
    ],
    ['face form', { faceFormDegrees: t.wrap.max }, { faceFormDegrees: t.wrap.max + 0.1 }, 'faceFormDegrees WRAP_RANGE'],
    [
      'face form below',
      { faceFormDegrees: t.wrap.min },
      { faceFormDegrees: t.wrap.min - 0.1 },
      'faceFormDegrees WRAP_RANGE',
    ],
    [
      'one PD',
      { pdOdMm: t.pd.monocularMax, pdOsMm: 36 },
      { pdOdMm: t.pd.monocularMax + 0.1 },
      'pdOdMm PD_MONOCULAR_RANGE',
    ],
    [
      'height',
      { heights: { odMm: 39.9, osMm: 39.9 } },
      { heights: { odMm: 40, osMm: 39.9 } },
      'heights.odMm HEIGHT_OUTSIDE_LENS',
    ],
  ])('are impossible beyond the limit of %s', (_, within, beyond, error) => {
    expect(judge(within).errors).toEqual([]);
    expect(judge(beyond).errors).toContain(error);
  });

  it.each<[Partial<WornMeasurements>, Partial<WornMeasurements>, string]>([
    [{ vertexMm: t.vertex.usualMax }, { vertexMm: t.vertex.usualMax + 0.1 }, 'vertexMm VERTEX_UNUSUAL'],
    [{ vertexMm: t.vertex.usualMin }, { vertexMm: t.vertex.usualMin - 0.1 }, 'vertexMm VERTEX_UNUSUAL'],
    [
      { pantoscopicTiltDegrees: t.tilt.usualMin },
      { pantoscopicTiltDegrees: t.tilt.usualMin - 0.1 },
      'pantoscopicTiltDegrees TILT_UNUSUAL',
    ],
    [{ faceFormDegrees: t.wrap.usualMax }, { faceFormDegrees: t.wrap.usualMax + 0.1 }, 'faceFormDegrees WRAP_UNUSUAL'],
    [{ heights: { odMm: 18, osMm: 18 } }, { heights: { odMm: 17.9, osMm: 18 } }, 'heights.odMm HEIGHT_UNUSUAL'],
    [{ heights: { odMm: 22, osMm: 24 } }, { heights: { odMm: 22, osMm: 24.1 } }, 'heights HEIGHTS_DIFFER'],
    [
      { heights: { odMm: 8, osMm: 8 }, heightKind: 'SEGMENT' },
      { heights: { odMm: 7.9, osMm: 8 }, heightKind: 'SEGMENT' },
      'heights.odMm HEIGHT_LOW',
    ],
    [{ nearPdOdMm: 30, nearPdOsMm: 31 }, { nearPdOdMm: 30.1, nearPdOsMm: 31 }, 'nearPdOdMm PD_NEAR_UNUSUAL'],
  ])('are asked about beyond what is usual: %o', (within, beyond, warning) => {
    expect(judge(within).warnings).toEqual([]);
    expect(judge(beyond).warnings).toContain(warning);
  });

  it('of a near distance beyond the far one are impossible even where the sum looks right', () => {
    expect(judge({ nearPdOdMm: 32, nearPdOsMm: 28.5 }).errors).toEqual(['nearPdOdMm PD_NEAR_ABOVE_DISTANCE']);
  });

  it('of how a frame sits need the frame', () => {
    expect(judge({}, false, null).errors).toEqual(
      ['heights', 'vertexMm', 'pantoscopicTiltDegrees', 'faceFormDegrees'].map((f) => `${f} MEASUREMENT_NEEDS_FRAME`),
    );
    const nothing = Object.fromEntries(Object.keys(usual).map((key) => [key, null])) as unknown as WornMeasurements;
    expect(judge(nothing).errors).toEqual(['pdOdMm MEASUREMENT_EMPTY']);
  });
});

describe('a prescription with what was measured', () => {
  const progressive = designs['progressive-premium'];
  const typed = {
    pd: { binocularMm: 64, odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null },
    segHeightMm: null,
    vertexMm: 11,
    pantoscopicTiltDeg: null,
    wrapAngleDeg: null,
  };

  it('takes everything in the frame it was measured in', () => {
    expect(withMeasured(typed, { ...usual, frameSku: 'A' }, 'A', progressive)).toMatchObject({
      pd: { binocularMm: null, odMm: 31, osMm: 32, nearOdMm: 29.5 },
      heightsMm: { odMm: 22, osMm: 22 },
      vertexMm: 12,
      fittedVertexMm: 13,
      pantoscopicTiltDeg: 8,
      wrapAngleDeg: 5,
    });
  });

  it('takes what belongs to the person in any frame, and leaves what was typed where nothing was measured', () => {
    const other = withMeasured(typed, { ...usual, frameSku: 'A' }, 'B', progressive);

    expect(other).toMatchObject({ pd: { odMm: 31 }, vertexMm: 12, pantoscopicTiltDeg: null });
    expect(other).not.toHaveProperty('heightsMm');
    expect(withMeasured(typed, { ...usual, pdOdMm: null, pdOsMm: null, frameSku: null }, 'B', progressive).pd).toBe(
      typed.pd,
    );
    expect(withMeasured(typed, null, 'B', progressive)).toBe(typed);
  });

  it.each([
    ['ft-28', 'SEGMENT', true, undefined],
    ['ft-28', 'FITTING', false, 'SEGMENT_HEIGHT_NEEDED'],
    ['progressive-premium', 'FITTING', true, undefined],
    ['progressive-premium', 'SEGMENT', false, 'FITTING_HEIGHT_NEEDED'],
    ['office', 'SEGMENT', false, 'FITTING_HEIGHT_NEEDED'],
    // No height is needed: the pupil's centres the lens, the segment's says nothing.
    ['sv-distance', 'FITTING', true, undefined],
    ['sv-distance', 'SEGMENT', false, undefined],
  ] as const)('of %s takes a height to %s: %s', (design, heightKind, counts, code) => {
    const measured = { ...usual, heightKind, frameSku: 'A' };
    const worn = withMeasured(typed, measured, 'A', designs[design]);

    expect(worn).toMatchObject({ pd: { odMm: 31 }, fittedVertexMm: 13, heightsMm: counts ? measured.heights : null });
    expect(unusedHeight(typed, measured, 'A', designs[design])?.code).toBe(code);
    expect(unusedHeight(typed, measured, 'B', designs[design])).toBeNull();
  });

  it('falls back on the height of the prescription, as where none was measured', () => {
    const measured = { ...usual, frameSku: 'A' };

    expect(unusedHeight({ ...typed, segHeightMm: 18 }, measured, 'A', designs['ft-28'])).toBeNull();
    expect(unusedHeight(typed, measured, 'A', designs['ft-28'])).not.toBeNull();
  });
});
