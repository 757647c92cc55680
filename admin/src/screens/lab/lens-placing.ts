import { mirrorOutline, outlineSvgPath } from '@opticworks/optics/frame';
import { foldedEdgeSvgPath, sectionSvgPath } from '@opticworks/optics/lens/drawn-lens';

export interface DrawnLens {
  eye: string;
  decentrationInMm: string;
  decentrationUpMm: string;
  minimumBlankMm: string;
  blankDiameterMm: string | null;
  /** Absent in jobs that were calculated before there was a drawing. */
  edgeProfileHundredthsMm: readonly number[] | null;
  sectionHundredthsMm: readonly (readonly number[])[] | null;
}

export interface PlacedLens {
  eye: 'OD' | 'OS';
  /** Middle of the box, optical centre: millimetres, x to the right, y down as pictures have it. */
  middle: { x: number; y: number };
  centre: { x: number; y: number };
  outline: string;
  blankMm: number | null;
  minimumBlankMm: number;
  section: { path: string; top: number; bottom: number } | null;
  /** From the middle of the box: the outline and the edge folded out by its thickness. */
  foldedEdge: { inner: string; outer: string; reach: number } | null;
}

/**
 * Both lenses before the bench, the right one on the left, one unit of the picture a millimetre. Where a lens is thick is what the
 * calculation says; only places are worked out here.
 */
export function placeLenses(
  frame: { outline: readonly number[]; eyeSizeMm: number; dblMm: number },
  lenses: readonly DrawnLens[],
): PlacedLens[] {
  const right = { radii: frame.outline };
  const offset = (frame.eyeSizeMm + frame.dblMm) / 2;
  return lenses.map((lens) => {
    const eye = lens.eye.toUpperCase() === 'OD' ? 'OD' : 'OS';
    const shape = eye === 'OD' ? right : mirrorOutline(right);
    // Inward is toward the nose: to the viewer's right for the right eye.
    const noseward = eye === 'OD' ? 1 : -1;
    const x = -noseward * offset;
    return {
      eye,
      middle: { x, y: 0 },
      centre: { x: x + noseward * Number(lens.decentrationInMm), y: 0 - Number(lens.decentrationUpMm) },
      outline: outlineSvgPath(shape, { x, y: 0 }),
      blankMm: lens.blankDiameterMm === null ? null : Number(lens.blankDiameterMm),
      minimumBlankMm: Number(lens.minimumBlankMm),
      section: lens.sectionHundredthsMm && sectionSvgPath(lens.sectionHundredthsMm),
      foldedEdge:
        lens.edgeProfileHundredthsMm && lens.edgeProfileHundredthsMm.length === shape.radii.length
          ? foldedEdgeSvgPath(shape.radii, lens.edgeProfileHundredthsMm)
          : null,
    };
  });
}
