export interface LensOnFrame {
  eye: 'OD' | 'OS';
  eyeSizeMm: number;
  dblMm: number;
  /** Distance from the nose to this eye's pupil, mm. */
  pdMm: number;
  centreMm: number;
  nasalMm: number;
  temporalMm: number;
}

/** Radius of an average front curve, mm; the section shows thickness, not the exact bend. */
const FRONT_RADIUS_MM = 120;

const sag = (x: number) => x ** 2 / (2 * FRONT_RADIUS_MM);

/**
 * A lens cut horizontally through its optical centre, seen from above, millimetres, as a closed path. The front points up; the nose
 * is to the viewer's right for a right lens and to the left for a left one. Thickness runs from the centre to each edge as a
 * parabola, which is what two spherical surfaces make of it to first order.
 */
export function sectionPath({ eye, eyeSizeMm, dblMm, pdMm, centreMm, nasalMm, temporalMm }: LensOnFrame): {
  path: string;
  centreX: number;
} {
  const half = eyeSizeMm / 2;
  const noseward = eye === 'OD' ? 1 : -1;
  const limit = half * 0.9;
  const inward = Math.min(limit, Math.max(-limit, (eyeSizeMm + dblMm) / 2 - pdMm));
  const centreX = noseward * inward;
  const thicknessAt = (x: number) => {
    const isNasal = (x - centreX) * noseward > 0;
    const edge = isNasal ? nasalMm : temporalMm;
    const edgeX = isNasal ? noseward * half : -noseward * half;
    return centreMm + (edge - centreMm) * ((x - centreX) / (edgeX - centreX)) ** 2;
  };
  const xs = Array.from({ length: 41 }, (_, index) => -half + (index * eyeSizeMm) / 40);
  const point = (x: number, y: number) => `${x.toFixed(2)} ${y.toFixed(2)}`;
  const front = xs.map((x) => point(x, sag(x)));
  const back = xs.map((x) => point(x, sag(x) + thicknessAt(x))).reverse();
  return { path: `M${[...front, ...back].join('L')}Z`, centreX };
}

/** Points of an outline, and the same pushed outward by the edge's thickness: the edge as if folded out flat. */
export function foldedEdge(
  radiiHundredths: readonly number[],
  edgeHundredths: readonly number[],
): { inner: string; outer: string } {
  const count = radiiHundredths.length;
  const draw = (radius: (index: number) => number) =>
    `M${Array.from({ length: count }, (_, index) => {
      const angle = (index * 2 * Math.PI) / count;
      const r = radius(index) / 100;
      return `${(r * Math.cos(angle)).toFixed(2)} ${(-r * Math.sin(angle)).toFixed(2)}`;
    }).join('L')}Z`;
  const edgeAt = (index: number) => edgeHundredths[Math.floor((index * edgeHundredths.length) / count)] ?? 0;
  return {
    inner: draw((index) => radiiHundredths[index] ?? 0),
    outer: draw((index) => (radiiHundredths[index] ?? 0) + edgeAt(index)),
  };
}
