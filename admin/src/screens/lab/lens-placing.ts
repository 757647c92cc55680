import { mirrorOutline, outlineSvgPath } from '@opticworks/optics/frame';
import { foldedEdgeSvgPath, linesSvgPath, sectionSvgPath } from '@opticworks/optics/lens/drawn-lens';

export interface DrawnLens {
  eye: string;
  decentrationInMm: string;
  decentrationUpMm: string;
  minimumBlankMm: string;
  blankDiameterMm: string | null;
  /** Absent in jobs that were calculated before there was a drawing. */
  edgeProfileHundredthsMm: readonly number[] | null;
  sectionHundredthsMm: readonly (readonly number[])[] | null;
  /** Only of a lens with a segment whose height was measured. */
  segmentLinesHundredthsMm?: readonly (readonly (readonly number[])[])[] | null;
  /** Only of a lens that is ground with slab-off. */
  slab?: { lineUpMm: string; lineHeightMm: string; uprightHundredthsMm: readonly (readonly number[])[] | null } | null;
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
  /** The lines of its segment, from the middle of the box. */
  segment: string | null;
  /** The line of the slab across the outline, and the lens cut upright: front to the left, top above, from the middle of the box. */
  slab: {
    from: number;
    to: number;
    y: number;
    heightMm: string;
    upright: { path: string; depth: number } | null;
  } | null;
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
      segment: lens.segmentLinesHundredthsMm?.length ? linesSvgPath(lens.segmentLinesHundredthsMm) : null,
      slab: lens.slab ? placeSlab(lens.slab, shape.radii, x) : null,
    };
  });
}

function placeSlab(
  { lineUpMm, lineHeightMm, uprightHundredthsMm }: NonNullable<DrawnLens['slab']>,
  radii: readonly number[],
  middleX: number,
): PlacedLens['slab'] {
  const up = Number(lineUpMm);
  const points = radii.map((radius, i) => {
    const angle = (i * 2 * Math.PI) / radii.length;
    return { x: (radius / 100) * Math.cos(angle), y: (radius / 100) * Math.sin(angle) };
  });
  const crossed = points.flatMap((p, i) => {
    const q = points[(i + 1) % points.length] ?? p;
    return (p.y - up) * (q.y - up) < 0 || p.y === up
      ? [p.y === q.y ? p.x : p.x + ((up - p.y) / (q.y - p.y)) * (q.x - p.x)]
      : [];
  });
  if (crossed.length < 2) return null;
  return {
    from: middleX + Math.min(...crossed),
    to: middleX + Math.max(...crossed),
    y: 0 - up,
    heightMm: lineHeightMm,
    upright: uprightHundredthsMm && uprightPath(uprightHundredthsMm),
  };
}

/** Depths run to the right, heights upward as the lens stands before the wearer. */
function uprightPath(section: readonly (readonly number[])[]): { path: string; depth: number } {
  const at = (index: number) => section.map((point) => [(point[index] ?? 0) / 100, 0 - (point[0] ?? 0) / 100] as const);
  const points = [...at(1), ...at(2).reverse()];
  return {
    path: `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`,
    depth: Math.max(...points.map(([x]) => x)),
  };
}
