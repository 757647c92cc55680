import { type Finding, finding } from '../prescription/finding.ts';
import type { HeightKind, WornMeasurements } from '../prescription/worn-measurements.ts';
import type { LensDesign } from './designs.ts';
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

/** What decides to which point a height is measured. */
export type HeightDesign = Pick<LensDesign, 'segment' | 'corridors'> & Partial<Pick<LensDesign, 'needs'>>;
type Measured = WornMeasurements & { frameSku: string | null };

/** To what the height of a design is measured; null where it can be made without. */
export function heightKindOf({ segment, corridors, needs }: HeightDesign): HeightKind | null {
  if (segment) return 'SEGMENT';
  return corridors || needs?.includes('fitting-height') ? 'FITTING' : null;
}

/** A prescription names a height by its kind, the rules of making by its eye: it is the same height, and said once. */
export const heightFieldOf = (field: string): string => field.replace(/^(seg|fitting)Heights\./, 'heights.');

/** The pupil is where any lens without a segment is centred; the top of a segment lies well below it. */
const heightsFor = (m: Measured, design: HeightDesign): Measured['heights'] =>
  m.heightKind === (heightKindOf(design) ?? 'FITTING') ? m.heights : null;

/**
 * Why a measured height is not used: it was measured to another point than the design needs, and nothing else says the height. The pair
 * waits until it is measured again.
 * @param frameSku the frame to be made
 */
export function unusedHeight(
  prescription: Pick<MeasurableValues, 'heightsMm'> & { segHeightMm?: number | null },
  m: Measured | null | undefined,
  frameSku: string,
  design: HeightDesign,
): Finding | null {
  const needed = heightKindOf(design);
  if (!m?.heights || m.frameSku !== frameSku || needed === null || heightsFor(m, design)) return null;
  if (prescription.heightsMm || prescription.segHeightMm != null) return null;
  return needed === 'SEGMENT'
    ? finding('SEGMENT_HEIGHT_NEEDED', 'segHeights')
    : finding('FITTING_HEIGHT_NEEDED', 'fittingHeights');
}

/**
 * A prescription with what was measured in place of what was typed. Distances and the vertex of the refraction belong to the person and
 * count in every frame; what was measured in a frame counts in that frame only. One home for it, as with `order-values.ts`: price,
 * order and lab must take the same from the same measurement.
 * A height counts for a design that needs its kind, see `unusedHeight`.
 * @param frameSku the frame to be made
 */
export function withMeasured<T extends MeasurableValues>(
  prescription: T,
  m: Measured | null | undefined,
  frameSku: string,
  design: HeightDesign,
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
          heightsMm: heightsFor(m, design) ?? prescription.heightsMm ?? null,
          fittedVertexMm: m.vertexMm ?? prescription.fittedVertexMm ?? null,
          pantoscopicTiltDeg: m.pantoscopicTiltDegrees ?? prescription.pantoscopicTiltDeg,
          wrapAngleDeg: m.faceFormDegrees ?? prescription.wrapAngleDeg,
        }
      : {}),
  };
}
