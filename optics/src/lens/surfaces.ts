import { distanceOf } from '../frame/outline.ts';
import { type Direction, directionOfDegrees } from '../prescription/direction.ts';
import { sagitta } from './curves.ts';

/**
 * Depth of a surface behind its own vertex, mm, at a point seen from that vertex (viewer's frame: x to the viewer's right, y up).
 * Positive depth is toward the wearer, so a convex front and a concave back both have positive depths.
 */
export type Surface = (x: number, y: number) => number;

/**
 * A real toroidal surface: a circular arc (the cross curve) swept along another one (the base curve). The flatter of the two is the
 * sweep, the form a generator cuts on the back of a lens ("tyre"). Equal radii give the sphere, exactly.
 *
 * What this choice is worth, measured 30 mm from the centre between the principal meridians, n 1.5, on a −6 D back: a circle of the
 * meridian's own curvature in every meridian, the tempting short cut, is 0.02 mm deeper for 2 D of cylinder and 0.03 mm for 4 D; the
 * same two arcs swept the other way round ("barrel") are 0.05 and 0.14 mm deeper. Along the principal meridians all three are one.
 * @param radii radius along the axis meridian and across it, mm; negative for the other bend, Infinity for flat
 * @param axisDeg meridian of `radii.along`, degrees counter-clockwise from x
 * @throws RangeError from the returned function where a point does not fit the curves
 */
export function toroid(radii: { along: number; across: number }, axisDeg: number): Surface {
  const { cos, sin } = directionOfDegrees(axisDeg);
  const isAlongFlatter = Math.abs(radii.along) >= Math.abs(radii.across);
  const [sweep, cross] = isAlongFlatter ? [radii.along, radii.across] : [radii.across, radii.along];
  return (x, y) => {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    const depth = sagitta(cross, isAlongFlatter ? across : along);
    // The arc's point at this height is nearer to the axis of revolution by its own depth: it runs on a smaller circle.
    return depth + sagitta(sweep - depth, isAlongFlatter ? along : across);
  };
}

/**
 * Angle between the surfaces that gives a prism, as a lensmeter reads it with the back surface on its stop: light enters square to the
 * back, crosses the centre and leaves through the front. Exact for plane faces (tan α = sin δ / (n − cos δ)); a curved front takes away
 * its power times the way through the lens, as the ray meets it off its axis.
 * @param prism prism dioptres, ≥ 0
 * @param frontPower dioptres
 * @param centreMm thickness where the prism is measured
 * @returns the angle as its cosine and sine; found by roots, which every machine rounds alike
 */
export function wedgeAngle(prism: number, index: number, frontPower: number, centreMm: number): Direction {
  const ray = distanceOf(100, prism);
  const tangent = prism / ray / (index - 100 / ray - (frontPower * centreMm) / 1000);
  const cos = 1 / distanceOf(1, tangent);
  return { cos, sin: tangent * cos };
}

/** Turning a surface by its own depth moves the point looked at; three rounds find it, more only where the curves are nearly used up. */
const TURNING_ROUNDS = 16;
/** The last step goes along the slope, so that what is left of it is a hundred thousand times smaller. */
const TURNED_WITHIN_MM = 1e-7;

/**
 * A surface turned about its vertex as a rigid body, deeper toward `baseDeg`: how prism is ground. Adding a wedge to the depths instead
 * (a shear) would be wrong by 0.3 mm at the edge of a lens with 3Δ.
 * @param angle see `wedgeAngle`
 * @param base direction of the base, counter-clockwise from x
 */
export function turned(surface: Surface, angle: Direction, base: Direction): Surface {
  if (angle.sin === 0) return surface;
  return (x, y) => {
    const toBase = x * base.cos + y * base.sin;
    const aside = y * base.cos - x * base.sin;
    let own = toBase;
    let depth = surface(x, y);
    let slope = 0;
    for (let round = 1; ; round++) {
      const next = (toBase + (depth - slope * own) * angle.sin) / (angle.cos - slope * angle.sin);
      if (Math.abs(next - own) <= TURNED_WITHIN_MM || round === TURNING_ROUNDS)
        return next * angle.sin + (depth + slope * (next - own)) * angle.cos;
      const before = depth;
      depth = surface(next * base.cos - aside * base.sin, next * base.sin + aside * base.cos);
      // The slope between the last two points tells where the surface will be met.
      slope = (depth - before) / (next - own);
      own = next;
    }
  };
}
