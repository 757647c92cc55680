import { describe, expect, it } from 'vitest';
import { de } from '../messages/de.ts';
import { en } from '../messages/en.ts';
import { type Measured, measuredFacts, quoteMeasures } from './measured-facts.ts';

const measured: Measured = {
  id: 'm',
  method: 'DIGITAL',
  measuredAt: '2026-03-01T10:00:00Z',
  measuredBy: 'Iris',
  patientName: null,
  frameSku: 'A',
  frameName: 'Aster 50',
  pdOdMm: '31.5',
  pdOsMm: '32',
  nearPdOdMm: null,
  nearPdOsMm: null,
  heightKind: 'FITTING',
  heightOdMm: '21.5',
  heightOsMm: '22',
  vertexMm: '13',
  refractedVertexMm: '12',
  pantoscopicTiltDegrees: '8',
  faceFormDegrees: null,
};

describe('what was measured', () => {
  it('is said in the notation of the reader', () => {
    expect(measuredFacts(measured, en.measured, 'en')[0]).toEqual(['PD, far', '31.5 / 32.0 mm']);
    expect(measuredFacts(measured, de.measured, 'de')[0]).toEqual(['PD, Ferne', '31,5 / 32,0 mm']);
    expect(measuredFacts(measured, en.measured, 'en').map(([name]) => name)).not.toContain(en.measured.near);
  });

  it('counts whole in its own frame, and by its distances in another', () => {
    expect(quoteMeasures(measured, 'A')).toMatchObject({ heightOdMm: '21.5', pantoscopicTiltDeg: '8', vertexMm: '12' });
    expect(quoteMeasures(measured, 'B')).toEqual({
      pd: { odMm: '31.5', osMm: '32', nearOdMm: null, nearOsMm: null },
      vertexMm: '12',
    });
  });
});
