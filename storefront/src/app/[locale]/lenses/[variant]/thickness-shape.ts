import { foldedEdgeSvgPath, linesSvgPath, sectionSvgPath } from '@opticworks/optics/lens/drawn-lens';

export interface DrawnThickness {
  eye: string;
  outlineHundredthsMm: readonly number[];
  edgeProfileHundredthsMm: readonly number[];
  sectionHundredthsMm: readonly (readonly number[])[];
  opticalCentreHundredthsMm: readonly number[];
  segmentLinesHundredthsMm: readonly (readonly (readonly number[])[])[];
}

/** A lens placed in the picture of the pair, millimetres: one unit of the drawing is one millimetre. */
export interface PlacedLens {
  eye: 'OD' | 'OS';
  /** Where the middle of its box goes. */
  x: number;
  section: { path: string; top: number; bottom: number };
  front: { inner: string; outer: string; reach: number };
  /** Optical centre from the middle of the box, x to the right and y down as pictures have it. */
  centre: { x: number; y: number };
  /** The lines of its segment; null without one, or before its height is known. */
  segment: string | null;
}

/**
 * Both lenses as they stand before somebody who faces the wearer, the right one on the left, half a frame PD from the middle. Everything
 * drawn is what the optics calculated; nothing is bent or scaled here.
 */
export function placeLenses(
  thickness: readonly DrawnThickness[],
  frame: { eyeSizeMm: number; dblMm: number },
): PlacedLens[] {
  const middle = (frame.eyeSizeMm + frame.dblMm) / 2;
  return thickness.map((one) => {
    const eye = one.eye === 'OS' ? 'OS' : 'OD';
    const [x = 0, y = 0] = one.opticalCentreHundredthsMm;
    return {
      eye,
      x: eye === 'OD' ? -middle : middle,
      section: sectionSvgPath(one.sectionHundredthsMm),
      front: foldedEdgeSvgPath(one.outlineHundredthsMm, one.edgeProfileHundredthsMm),
      centre: { x: x / 100, y: 0 - y / 100 },
      segment: one.segmentLinesHundredthsMm.length > 0 ? linesSvgPath(one.segmentLinesHundredthsMm) : null,
    };
  });
}

/** The room both pictures need around the placed lenses, millimetres. */
export function roomFor(lenses: readonly PlacedLens[]): { half: number; top: number; bottom: number; reach: number } {
  return {
    half: Math.max(...lenses.map((one) => Math.abs(one.x) + one.front.reach)) + 2,
    top: Math.min(...lenses.map((one) => one.section.top)),
    bottom: Math.max(...lenses.map((one) => one.section.bottom)),
    reach: Math.max(...lenses.map((one) => one.front.reach)),
  };
}
