import type { MeasurementValue } from '@opticworks/schema';
import type { Measurement } from './measurement.rows.ts';

/** The form in which price, order and lab receive it: no name, no note. */
export const measurementValueOf = (m: Measurement): MeasurementValue => ({
  id: m.id,
  method: m.method,
  measuredAt: m.measuredAt.toISOString(),
  measuredBy: m.measuredBy,
  frameSku: m.frameSku,
  pdOdMm: m.pdOdMm,
  pdOsMm: m.pdOsMm,
  nearPdOdMm: m.nearPdOdMm,
  nearPdOsMm: m.nearPdOsMm,
  heights: m.heights,
  heightKind: m.heightKind,
  vertexMm: m.vertexMm,
  refractedVertexMm: m.refractedVertexMm,
  pantoscopicTiltDegrees: m.pantoscopicTiltDegrees,
  faceFormDegrees: m.faceFormDegrees,
});
