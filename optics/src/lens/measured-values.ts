import type { WornMeasurements } from '../prescription/worn-measurements.ts';
import type { PdValues } from './order-values.ts';

/** The values of a travelling prescription that somebody may have measured. */
export interface MeasurableValues {
  pd: Required<PdValues> | null;
  heightsMm?: { odMm: number; osMm: number } | null | undefined;
  /** Of the refraction. */
  vertexMm: number | null;
  /** As worn. */
  fittedVertexMm?: number | null | undefined;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
}

/**
 * A prescription with what was measured in place of what was typed. Distances and the vertex of the refraction belong to the person and
 * count in every frame; what was measured in a frame counts in that frame only. One home for it, as with `order-values.ts`: price,
 * order and lab must take the same from the same measurement.
 * @param frameSku the frame to be made
 */
export function withMeasured<T extends MeasurableValues>(
  prescription: T,
  m: (WornMeasurements & { frameSku: string | null }) | null | undefined,
  frameSku: string,
): T {
  if (!m) return prescription;
  const isThisFrame = m.frameSku === frameSku;
  const pd = {
    binocularMm: null,
    odMm: m.pdOdMm,
    osMm: m.pdOsMm,
    nearMm: null,
    nearOdMm: m.nearPdOdMm,
    nearOsMm: m.nearPdOsMm,
  };
  return {
    ...prescription,
    pd: m.pdOdMm === null || m.pdOsMm === null ? prescription.pd : pd,
    vertexMm: m.refractedVertexMm ?? prescription.vertexMm,
    ...(isThisFrame
      ? {
          heightsMm: m.heights ?? prescription.heightsMm ?? null,
          fittedVertexMm: m.vertexMm ?? prescription.fittedVertexMm ?? null,
          pantoscopicTiltDeg: m.pantoscopicTiltDegrees ?? prescription.pantoscopicTiltDeg,
          wrapAngleDeg: m.faceFormDegrees ?? prescription.wrapAngleDeg,
        }
      : {}),
  };
}
