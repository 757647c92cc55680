import { describe, expect, it } from 'vitest';
import { directionOfDegrees } from '../prescription/direction.ts';
import { sagitta } from './curves.ts';
import { toroid, turned, wedgeAngle } from './surfaces.ts';

describe('a toroid', () => {
  const surface = toroid({ along: 90, across: 60 }, 30);
  const toward = (deg: number, mm: number) =>
    [mm * Math.cos((deg * Math.PI) / 180), mm * Math.sin((deg * Math.PI) / 180)] as const;

  it('has its own circles along and across the axis', () => {
    expect(surface(...toward(30, 20))).toBeCloseTo(sagitta(90, 20), 9);
    expect(surface(...toward(120, 20))).toBeCloseTo(sagitta(60, 20), 9);
    expect(surface(...toward(210, 20))).toBeCloseTo(sagitta(90, 20), 9);
  });

  it('is the same surface with the radii exchanged and the axis turned', () => {
    const other = toroid({ along: 60, across: 90 }, 120);
    for (const [x, y] of [
      [10, 0],
      [0, 15],
      [12, -9],
      [-20, 7],
    ] as const)
      expect(other(x, y)).toBeCloseTo(surface(x, y), 9);
  });

  it('is a sphere with equal radii, whatever the axis', () => {
    for (const axis of [0, 33, 90])
      expect(toroid({ along: 80, across: 80 }, axis)(12, 16)).toBeCloseTo(sagitta(80, 20), 9);
  });

  it('may be flat or bent the other way in one direction', () => {
    expect(toroid({ along: Number.POSITIVE_INFINITY, across: 60 }, 0)(25, 10)).toBeCloseTo(sagitta(60, 10), 9);
    expect(toroid({ along: -200, across: 60 }, 0)(25, 0)).toBeCloseTo(sagitta(-200, 25), 9);
    expect(toroid({ along: 60, across: -200 }, 0)(0, 25)).toBeCloseTo(sagitta(-200, 25), 9);
  });

  it('sweeps the steeper arc along the flatter one', () => {
    const depth = sagitta(60, 20);
    expect(toroid({ along: 90, across: 60 }, 0)(20, 20)).toBeCloseTo(depth + sagitta(90 - depth, 20), 9);
    expect(toroid({ along: 60, across: 90 }, 0)(20, 20)).toBeCloseTo(depth + sagitta(90 - depth, 20), 9);
  });

  it('refuses a point beyond its curves', () => {
    expect(() => toroid({ along: 90, across: 20 }, 0)(0, 21)).toThrow(RangeError);
  });
});

/** Radians between the surfaces. */
const angleOf = (...wedge: Parameters<typeof wedgeAngle>) => {
  const { cos, sin } = wedgeAngle(...wedge);
  return Math.atan2(sin, cos);
};
const radians = (angle: number) => ({ cos: Math.cos(angle), sin: Math.sin(angle) });

describe('a wedge', () => {
  it('is the plane prism’s when the front is flat', () => {
    const angle = angleOf(3, 1.5, 0, 2);
    // Snell: the ray inside at this angle leaves deviated by 3Δ.
    expect(Math.tan(Math.asin(1.5 * Math.sin(angle)) - angle) * 100).toBeCloseTo(3, 6);
  });

  it('is wider under a convex front, by the power the ray meets off its axis', () => {
    expect(angleOf(1, 1.5, 6, 4) / angleOf(1, 1.5, 0, 4)).toBeCloseTo(0.5 / (0.5 - 0.024), 3);
    expect(wedgeAngle(0, 1.5, 6, 4)).toEqual({ cos: 1, sin: 0 });
  });
});

describe('a turned surface', () => {
  it('is the surface itself without a turn', () => {
    const flat = () => 0;
    expect(turned(flat, { cos: 1, sin: 0 }, directionOfDegrees(0))).toBe(flat);
  });

  it('is met after a look or three, however it is bent', () => {
    for (const radius of [60, 90, 400, -200]) {
      let looks = 0;
      const sphere = (x: number, y: number) => {
        looks += 1;
        return sagitta(radius, Math.hypot(x, y));
      };
      turned(sphere, radians(0.1), directionOfDegrees(20))(24, 9);
      expect(looks).toBeLessThanOrEqual(4);
    }
  });

  it('of a plane is a slope toward the base', () => {
    const plane = turned(() => 0, radians(0.1), directionOfDegrees(90));
    expect(plane(7, 10)).toBeCloseTo(10 * Math.tan(0.1), 6);
    expect(plane(7, -10)).toBeCloseTo(-10 * Math.tan(0.1), 6);
  });

  it('of a sphere is the sphere about its moved middle', () => {
    const [radius, angle] = [60, 0.1];
    const sphere = turned((x, y) => sagitta(radius, Math.hypot(x, y)), radians(angle), directionOfDegrees(30));
    const [dx, dy] = [
      -radius * Math.sin(angle) * Math.cos(Math.PI / 6),
      -radius * Math.sin(angle) * Math.sin(Math.PI / 6),
    ];
    for (const [x, y] of [
      [20, 0],
      [-15, 15],
      [3, -22],
    ] as const)
      expect(sphere(x, y)).toBeCloseTo(
        radius * Math.cos(angle) - Math.sqrt(radius ** 2 - (x - dx) ** 2 - (y - dy) ** 2),
        4,
      );
  });
});
