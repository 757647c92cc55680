import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAsWorn, compensateAdd, positionAtNear } from '../src/prescription/near-as-worn.ts';
import { compensateForWear, powerAsWorn } from '../src/prescription/position-of-wear.ts';
import { toPowerVector } from '../src/prescription/power-vectors.ts';
import type { Eye, SpheroCylinder } from '../src/prescription/prescription.types.ts';
import { prismOfWear } from '../src/prescription/prism-as-worn.ts';

/** Rays through a lens in space; shares no formula with what is tested. Lengths in mm, face coordinates: z from the eye to the viewer. */
type V = readonly [number, number, number];
const dot = (a: V, b: V) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const plus = (a: V, b: V, t = 1): V => [a[0] + t * b[0], a[1] + t * b[1], a[2] + t * b[2]];
const times = (a: V, t: number): V => [a[0] * t, a[1] * t, a[2] * t];
const cross = (a: V, b: V): V => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a: V): V => times(a, 1 / Math.sqrt(dot(a, a)));
const radians = (deg: number) => (deg * Math.PI) / 180;

/** The wrapped, then tilted lens: its own x, y and z in the face's coordinates. */
function lensFrame(eye: Eye, tilt: number, wrap: number): { x: V; y: V; z: V } {
  const w = radians(eye === 'od' ? -wrap : wrap);
  const t = radians(tilt);
  const tilted = ([x, y, z]: V): V => [x, y * Math.cos(t) - z * Math.sin(t), y * Math.sin(t) + z * Math.cos(t)];
  return {
    x: tilted([Math.cos(w), 0, -Math.sin(w)]),
    y: tilted([0, 1, 0]),
    z: tilted([Math.sin(w), 0, Math.cos(w)]),
  };
}

/** Snell's law for vectors; the normal looks against the ray. */
function refracted(along: V, normal: V, from: number, to: number): V {
  const ratio = from / to;
  const cosine = -dot(normal, along);
  return unit(plus(times(along, ratio), normal, ratio * cosine - Math.sqrt(1 - ratio ** 2 * (1 - cosine ** 2))));
}

/** Mean power of a thin lens that lies on a spherical front, met at its near point by a bundle from the page. */
function tracedNear(
  eye: Eye,
  power: SpheroCylinder,
  {
    tilt,
    wrap,
    index,
    down,
    inward,
    radius,
  }: { tilt: number; wrap: number; index: number; down: number; inward: number; radius: number },
): number {
  const own = lensFrame(eye, tilt, wrap);
  const xn = eye === 'od' ? inward : -inward;
  const sag = radius - Math.sqrt(radius ** 2 - xn ** 2 - down ** 2);
  const at = plus(plus(times(own.x, xn), own.y, -down), own.z, -sag);
  const middle = times(own.z, -radius);
  const normal = unit(plus(at, middle, -1));
  const gaze = unit(plus(at, [0, 0, -27], -1));
  // The lens's own horizontal, laid along its surface at that point.
  const y = unit(cross(normal, own.x));
  const x = cross(y, normal);
  const { m, j0, j45 } = toPowerVector(power);
  const front = 4;
  const curve = (d: number) => d / (index - 1) / 1000;
  const fronts = { xx: curve(front), yy: curve(front), xy: 0 };
  const backs = { xx: -curve((m + j0) / 1000 - front), yy: -curve((m - j0) / 1000 - front), xy: -curve(j45 / 1000) };
  const local = (v: V): V => [dot(v, x), dot(v, y), dot(v, normal)];
  const through = (start: V, along: V, k: typeof fronts, from: number, to: number): { at: V; along: V } => {
    let way = -start[2] / along[2];
    for (let i = 0; i < 8; i++) {
      const p = plus(start, along, way);
      way += (-(k.xx * p[0] ** 2 + 2 * k.xy * p[0] * p[1] + k.yy * p[1] ** 2) / 2 - p[2]) / along[2];
    }
    const hit = plus(start, along, way);
    const up = unit([k.xx * hit[0] + k.xy * hit[1], k.xy * hit[0] + k.yy * hit[1], 1]);
    return { at: hit, along: refracted(along, up, from, to) };
  };
  const page = local(times(gaze, 400));
  // Two directions square to the line of sight.
  const u = unit(cross([0, 1, 0], local(gaze)));
  const v = cross(local(gaze), u);
  const step = 0.01;
  const exit = (a: number, b: number) => {
    const aim = plus(times(u, a), v, b);
    const into = through(page, unit(plus(aim, page, -1)), fronts, 1, index);
    const { along } = through(into.at, into.along, backs, index, 1);
    const ahead = -dot(along, local(gaze));
    return [dot(along, u) / ahead, dot(along, v) / ahead] as const;
  };
  const uu = -(exit(step, 0)[0] - exit(-step, 0)[0]) / (2 * step);
  const vv = -(exit(0, step)[1] - exit(0, -step)[1]) / (2 * step);
  return ((uu + vv) / 2) * 1000 + 1000 / 400;
}

const anyWorn = fc.record({
  eye: fc.constantFrom<Eye>('od', 'os'),
  sphere: fc.integer({ min: -28, max: 20 }).map((q) => q * 250),
  cylinder: fc.integer({ min: -12, max: 0 }).map((q) => q * 250),
  axis: fc.integer({ min: 1, max: 180 }),
  add: fc.integer({ min: 3, max: 14 }).map((q) => q * 250),
  tilt: fc.integer({ min: 0, max: 15 }),
  wrap: fc.integer({ min: 0, max: 10 }),
  down: fc.integer({ min: 8, max: 18 }),
  inward: fc.integer({ min: 0, max: 4 }),
  radius: fc.integer({ min: 70, max: 260 }),
  index: fc.constantFrom(1.498, 1.6, 1.74),
});

describe('the near zone of a lens as worn', () => {
  it('has the mean power that rays from the page find', () => {
    fc.assert(
      fc.property(anyWorn, ({ eye, sphere, cylinder, axis, add, ...v }) => {
        const power = { sphere: sphere + add, cylinder, axis: cylinder === 0 ? null : axis };
        const position = { pantoscopicTiltDeg: v.tilt, wrapAngleDeg: v.wrap, index: v.index };
        const near = { downMm: v.down, inMm: v.inward, frontRadiusMm: v.radius, toRotationCentreMm: 27 };
        const met = positionAtNear(eye, position, near);
        const worn = powerAsWorn(power, eye, met);

        // Martin's formula holds to the square of the sine of the obliquity; what is left grows with its fourth power.
        const square = 1 - (Math.cos(radians(met.pantoscopicTiltDeg)) * Math.cos(radians(met.wrapAngleDeg))) ** 2;
        const strongest = Math.max(Math.abs(power.sphere), Math.abs(power.sphere + cylinder)) / 1000;
        const reach = 0.01 + 0.3 * strongest * square ** 2;
        expect(Math.abs((worn.sphere + worn.cylinder / 2) / 1000 - tracedNear(eye, power, v))).toBeLessThan(reach);
      }),
      { numRuns: 1500 },
    );
  });

  it('lets the wearer read with what was prescribed, by rays, where a lens cut as ordered would not', () => {
    let [better, worst] = [0, 0];
    fc.assert(
      fc.property(anyWorn, ({ eye, sphere, cylinder, axis, add, ...v }) => {
        const rx = { sphere, cylinder, axis: cylinder === 0 ? null : axis };
        const position = { pantoscopicTiltDeg: v.tilt, wrapAngleDeg: v.wrap, index: v.index };
        const near = { downMm: v.down, inMm: v.inward, frontRadiusMm: v.radius, toRotationCentreMm: 27 };
        const { sphere: s, cylinder: c, axis: a } = compensateForWear(rx, eye, position);
        const made = { sphere: s, cylinder: c, axis: a };
        const cut = compensateAdd({ eye, rx, add, made, position, near, readingMm: 400 });
        const wanted = (sphere + cylinder / 2 + add) / 1000;

        const off = Math.abs(tracedNear(eye, { ...made, sphere: s + cut }, v) - wanted);
        const asOrdered = Math.abs(tracedNear(eye, { ...made, sphere: s + add }, v) - wanted);

        const strongest = Math.max(Math.abs(sphere + add), Math.abs(sphere + cylinder + add)) / 1000;
        expect(off).toBeLessThan(0.02 + 0.014 * strongest);
        worst = Math.max(worst, asOrdered);
        if (off <= asOrdered + 0.02) better++;
        expect(addAsWorn({ eye, rx, made, position, near, readingMm: 400 }, cut)).toBeCloseTo(add, 6);
      }),
      { numRuns: 1000 },
    );
    expect(worst).toBeGreaterThan(0.4);
    expect(better).toBeGreaterThan(950);
  });
});

/** Deviation of a line of sight, traced from the eye outward: prism dioptres toward the base. */
function tracedPrism(
  eye: Eye,
  {
    tilt,
    wrap,
    index,
    frontPower,
    centreMm,
  }: { tilt: number; wrap: number; index: number; frontPower: number; centreMm: number },
) {
  const own = lensFrame(eye, tilt, wrap);
  const radius = (1000 * (index - 1)) / frontPower;
  const inside = refracted([0, 0, 1], times(own.z, -1), 1, index);
  const middle = times(own.z, centreMm - radius);
  // Walk along the ray until it is as far from the middle as the surface.
  const outside = (t: number) => Math.sqrt(dot(plus(times(inside, t), middle, -1), plus(times(inside, t), middle, -1)));
  let [low, high] = [0, 30];
  for (let i = 0; i < 80; i++) {
    const half = (low + high) / 2;
    if (Math.sign(radius) * (outside(half) - Math.abs(radius)) < 0) low = half;
    else high = half;
  }
  const hit = times(inside, low);
  const normal = times(unit(plus(hit, middle, -1)), -Math.sign(radius));
  const out = refracted(inside, normal, index, 1);
  // Light comes back along it and is bent toward the base.
  return { x: (100 * out[0]) / out[2], y: (100 * out[1]) / out[2] };
}

describe('prism of tilt and wrap', () => {
  const anyLens = fc.record({
    eye: fc.constantFrom<Eye>('od', 'os'),
    tilt: fc.integer({ min: -5, max: 20 }),
    wrap: fc.integer({ min: -5, max: 25 }),
    index: fc.constantFrom(1.498, 1.586, 1.74),
    frontPower: fc
      .integer({ min: -8, max: 40 })
      .filter((q) => q !== 0)
      .map((q) => q / 4),
    centreMm: fc.integer({ min: 10, max: 90 }).map((q) => q / 10),
  });

  it('is what a traced line of sight is bent by', () => {
    fc.assert(
      fc.property(anyLens, ({ eye, ...v }) => {
        const position = { pantoscopicTiltDeg: v.tilt, wrapAngleDeg: v.wrap, index: v.index };
        const { x, y } = prismOfWear(eye, position, v);
        const rays = tracedPrism(eye, v);
        expect(Math.abs(x / 1000 - rays.x)).toBeLessThan(0.002 + 0.001 * Math.abs(rays.x));
        expect(Math.abs(y / 1000 - rays.y)).toBeLessThan(0.002 + 0.001 * Math.abs(rays.y));
      }),
      { numRuns: 2000 },
    );
  });

  it('is base out for a wrapped convex front, base down for a tilted one, and none for a flat or a square one', () => {
    const of = (eye: Eye, tilt: number, wrap: number, frontPower = 8) =>
      prismOfWear(eye, { pantoscopicTiltDeg: tilt, wrapAngleDeg: wrap, index: 1.5 }, { frontPower, centreMm: 3 });
    // 100·tan 20°·t/n·F₁ = 100 · 0.364 · 0.003/1.5 · 8 = 0.58 to first order; 20° is no small angle.
    expect(of('od', 0, 20).x).toBeCloseTo(-619, 0);
    expect(of('os', 0, 20)).toEqual({ x: -of('od', 0, 20).x, y: expect.closeTo(0, 9) });
    expect(of('od', 20, 0)).toEqual({ x: expect.closeTo(0, 9), y: expect.closeTo(of('od', 0, 20).x, 6) });
    expect(of('od', 0, 20, 0)).toEqual({ x: 0, y: 0 });
    expect(of('od', 0, 0)).toEqual({ x: 0, y: 0 });
  });
});
