import { type BruteLens, bruteThickness } from './brute-force-lens.ts';

interface P {
  x: number;
  y: number;
}

export interface EdgeQuestion extends Omit<BruteLens, 'centreMm'> {
  /** Outline points seen from the optical centre, mm. */
  points: readonly P[];
  minCentreMm: number;
  minEdgeMm: number;
  /** What the addition of a thinned progressive takes away at a point, mm. */
  addition(point: P): number;
}

/**
 * The thickest edge of a lens turned for prism, by the brute-force lens: as thin as its least centre, least edge and the thinnest point
 * within allow. Slow, so only asked where a plain estimate leaves a doubt.
 */
export function exactThickestEdge({ points, minCentreMm, minEdgeMm, addition, ...lens }: EdgeQuestion): number {
  const within = points.flatMap(({ x, y }, i) =>
    i % 4 === 0 ? [0.1, 0.25, 0.4, 0.55, 0.7, 0.85].map((share) => ({ x: x * share, y: y * share })) : [],
  );
  let centreMm = minCentreMm;
  let gains: number[] = [];
  // The centre changes the back curve a little; the thinnest places stay where they are.
  let edge = points[0] as P;
  let inner: P = { x: 0, y: 0 };
  for (let look = 0; look < 2; look++) {
    const gain = gainOf(lens, centreMm, addition);
    gains = points.map(gain);
    edge = points[gains.indexOf(Math.min(...gains))] as P;
    inner = descend(
      within.reduce((best, p) => (gain(p) < gain(best) ? p : best)),
      gain,
    );
    for (let round = 0; round < 5; round++) {
      const now = gainOf(lens, centreMm, addition);
      centreMm = Math.max(minCentreMm - Math.min(0, now(inner)), minEdgeMm - now(edge));
    }
  }
  return centreMm + Math.max(...points.map(gainOf(lens, centreMm, addition)));
}

const gainOf = (lens: Omit<BruteLens, 'centreMm'>, centreMm: number, addition: (p: P) => number) => {
  const thickness = bruteThickness({ ...lens, centreMm });
  return (p: P): number => thickness(p.x, p.y) - centreMm - addition(p);
};

/** Downhill in smaller and smaller steps. */
function descend(from: P, height: (p: P) => number): P {
  let at = from;
  for (let step = 2; step > 0.02; step /= 2)
    for (const [dx, dy] of [
      [step, 0],
      [-step, 0],
      [0, step],
      [0, -step],
    ] as const) {
      const next = { x: at.x + dx, y: at.y + dy };
      if (height(next) < height(at)) at = next;
    }
  return at;
}
