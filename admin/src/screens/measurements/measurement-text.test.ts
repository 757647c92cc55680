import { expect, it } from 'vitest';
import { isOtherHeight, measuredFacts } from './measurement-text.ts';

it('says what was measured right before left, with a decimal, and nothing of what was not', () => {
  const facts = measuredFacts({
    pdOdMm: '31',
    pdOsMm: '32.5',
    nearPdOdMm: null,
    nearPdOsMm: null,
    heightKind: 'SEGMENT',
    heightOdMm: '17.5',
    heightOsMm: '18',
    vertexMm: null,
    refractedVertexMm: '12',
    pantoscopicTiltDegrees: '-2',
    faceFormDegrees: null,
  });

  expect(facts).toEqual([
    ['PD far', '31.0 / 32.5 mm'],
    ['Segment height', '17.5 / 18.0 mm'],
    ['Vertex of the refraction', '12.0 mm'],
    ['Pantoscopic tilt', '−2.0°'],
  ]);
});

it.each([
  [{}, 'SEGMENT', true],
  [{}, 'FITTING', false],
  [{}, null, false],
  [{ inThisFrame: false }, 'SEGMENT', false],
  [{ heightOdMm: null, heightKind: null }, 'SEGMENT', false],
] as const)('of %o knows whether lenses that need %s can be made by it', (over, needed, isOther) => {
  expect(isOtherHeight({ inThisFrame: true, heightKind: 'FITTING', heightOdMm: '22', ...over }, needed)).toBe(isOther);
});
