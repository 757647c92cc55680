import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPower, formatPowerMachine } from '../src/prescription/format-power.ts';
import { parsePower } from '../src/prescription/parse-power.ts';
import { addObliqueCylinders, fromPowerVector, toPowerVector } from '../src/prescription/power-vectors.ts';
import type { EyeRxDraft, PrescriptionDraft, SpheroCylinder } from '../src/prescription/prescription.types.ts';
import { prenticeVector, prismsOf, prismVector } from '../src/prescription/prism.ts';
import {
  canonical,
  equalPower,
  normaliseAxis,
  plusCylinder,
  powerInMeridian,
  principalPowers,
  sphericalEquivalent,
  strongestPower,
  transpose,
} from '../src/prescription/transpose.ts';
import { validatePrescription } from '../src/prescription/validate-prescription.ts';
import { compensateVertex } from '../src/prescription/vertex.ts';

/**
 * What must hold for every prescription. A loop over a seeded generator, not a property runner: 10⁵ prescriptions in a second or two, and
 * the failing one is in the message.
 */
const RUNS = 100_000;

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const between = (next: () => number, min: number, max: number) => min + Math.floor(next() * (max - min + 1));

/** −30..+25 in eighths, cylinders ±10 in eighths, one in eight without any. */
function aPower(next: () => number): SpheroCylinder {
  const cylinder = next() < 0.125 ? 0 : between(next, -80, 80) * 125;
  return { sphere: between(next, -240, 200) * 125, cylinder, axis: cylinder === 0 ? null : between(next, 1, 180) };
}

function forEach(seed: number, check: (rx: SpheroCylinder, next: () => number) => string | null): void {
  const next = random(seed);
  for (let i = 0; i < RUNS; i++) {
    const rx = aPower(next);
    const wrong = check(rx, next);
    if (wrong !== null) expect.fail(`${wrong}: ${JSON.stringify(rx)} (run ${i})`);
  }
}

const same = (a: SpheroCylinder, b: SpheroCylinder) =>
  a.sphere === b.sphere && a.cylinder === b.cylinder && a.axis === b.axis;
const near = (a: number, b: number, by = 1e-6) => Math.abs(a - b) <= by;

describe(`of ${RUNS} prescriptions, every one`, () => {
  it('is itself again after transposing twice', () =>
    forEach(1, (rx) => (same(transpose(transpose(rx)), rx) ? null : 'not an involution')));

  it('has the same power in every meridian in both notations', () =>
    forEach(2, (rx, next) => {
      const theta = next() * 360;
      const [written, turned] = [powerInMeridian(rx, theta), powerInMeridian(transpose(rx), theta)];
      return near(written, turned) && near(written + powerInMeridian(rx, theta + 90), 2 * sphericalEquivalent(rx))
        ? null
        : `meridian ${theta}`;
    }));

  it('has the same equivalent, principal powers and strength in both notations', () =>
    forEach(3, (rx) => {
      const other = transpose(rx);
      const powers = (of: SpheroCylinder) =>
        Object.values(principalPowers(of))
          .sort((a, b) => a - b)
          .join();
      return sphericalEquivalent(rx) === sphericalEquivalent(other) &&
        powers(rx) === powers(other) &&
        strongestPower(rx) === strongestPower(other)
        ? null
        : 'changed';
    }));

  it('has an axis from 1 to 180, and none exactly without cylinder', () =>
    forEach(4, (rx) => {
      for (const form of [transpose(rx), canonical(rx), plusCylinder(rx), fromPowerVector(toPowerVector(rx))]) {
        if ((form.axis === null) !== (form.cylinder === 0)) return 'axis and cylinder do not go together';
        if (form.axis !== null && !(Number.isInteger(form.axis) && form.axis >= 1 && form.axis <= 180))
          return `axis ${form.axis}`;
      }
      return canonical(rx).cylinder <= 0 && plusCylinder(rx).cylinder >= 0 ? null : 'wrong sign of the cylinder';
    }));

  it('is equal to another one exactly when their vectors are', () =>
    forEach(5, (rx, next) => {
      const other = next() < 0.5 ? transpose(rx) : next() < 0.5 ? { ...rx, sphere: rx.sphere + 125 } : aPower(next);
      const [a, b] = [toPowerVector(rx), toPowerVector(other)];
      const equal = near(a.m, b.m) && near(a.j0, b.j0) && near(a.j45, b.j45);
      return equalPower(rx, other) === equal ? null : `against ${JSON.stringify(other)}`;
    }));

  it('comes back from its vector', () =>
    forEach(6, (rx) => (same(fromPowerVector(toPowerVector(rx)), canonical(rx)) ? null : 'changed')));

  it('and its opposite in contact are nothing', () =>
    forEach(7, (rx) =>
      same(addObliqueCylinders(rx, { ...rx, sphere: -rx.sphere, cylinder: -rx.cylinder }), {
        sphere: 0,
        cylinder: 0,
        axis: null,
      })
        ? null
        : 'something is left',
    ));

  it('makes the same prism at a point in both notations', () =>
    forEach(8, (rx, next) => {
      const point = { x: next() * 20 - 10, y: next() * 20 - 10 };
      const [a, b] = [prenticeVector(rx, point), prenticeVector(transpose(rx), point)];
      return near(a.x, b.x) && near(a.y, b.y) ? null : 'another prism';
    }));

  it('moves to another vertex distance and back, the same in both notations', () =>
    forEach(9, (rx) => {
      const moved = compensateVertex(rx, 12);
      const back = compensateVertex(moved, -12);
      const turned = canonical(compensateVertex(transpose(rx), 12));
      const straight = canonical(moved);
      // Rounding to a thousandth at −30 D is a rounding of two thousandths at the other place.
      return near(back.sphere, rx.sphere, 3) &&
        near(back.cylinder, rx.cylinder, 6) &&
        near(turned.sphere, straight.sphere, 2) &&
        near(turned.cylinder, straight.cylinder, 2)
        ? null
        : 'changed';
    }));

  it('is judged, and what is accepted is the same lens', () =>
    forEach(12, (rx, next) => {
      const prisms =
        next() < 0.5
          ? []
          : [{ amount: between(next, 1, 8) * 500, base: next() < 0.5 ? ('in' as const) : ('up' as const) }];
      const eye = { ...rx, add: next() < 0.5 ? null : between(next, 3, 28) * 125, prisms };
      const draft = { od: eye, os: { ...eye, ...aPower(next) }, pd: { kind: 'binocular' as const, distanceMm: 63 } };
      const found = validatePrescription(draft, {
        use: 'progressive',
        today: '2026-06-01',
        jurisdiction: 'DE',
        checksDocument: false,
      });
      if (found.errors.length > 0) return found.normalised === null ? null : 'accepted with an error';
      return found.normalised && same(found.normalised.od, rx) && found.canonical && equalPower(found.canonical.od, rx)
        ? null
        : 'another lens';
    }));

  it('is read as it is printed', () =>
    forEach(10, (rx) => {
      for (const [kind, value] of [
        ['sphere', rx.sphere],
        ['cylinder', rx.cylinder],
      ] as const)
        for (const text of [formatPower(value), formatPowerMachine(value)]) {
          const parsed = parsePower(text, { kind });
          if (!parsed.ok || parsed.value !== value) return `${text} as ${kind}`;
        }
      return null;
    }));
});

it('keeps prism through its vector, for both eyes', () => {
  const next = random(11);
  for (let i = 0; i < RUNS; i++) {
    const eye = next() < 0.5 ? 'od' : 'os';
    const prisms = prismsOf(eye, { x: between(next, -5000, 5000), y: between(next, -5000, 5000) });
    const again = prismsOf(eye, prismVector(eye, prisms));
    if (JSON.stringify(again) !== JSON.stringify(prisms)) expect.fail(JSON.stringify(prisms));
  }
});

it('calls every whole angle an axis', () => {
  for (let degrees = -720; degrees <= 720; degrees++) {
    const axis = normaliseAxis(degrees);
    expect(axis >= 1 && axis <= 180 && (axis - degrees) % 180 === 0).toBe(true);
  }
});

describe('whatever is entered', () => {
  const odd = fc.oneof(
    fc.constantFrom(null, 0, -0, 125, -2120, 30_125, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.integer({ min: -40_000, max: 40_000 }),
    fc.double(),
  );
  const anEye: fc.Arbitrary<EyeRxDraft> = fc.record({
    sphere: odd,
    cylinder: odd,
    axis: odd,
    add: odd,
    prisms: fc.array(fc.record({ amount: odd, base: fc.constantFrom('up', 'down', 'in', 'out', null) }), {
      maxLength: 3,
    }),
  });
  const length = fc.option(fc.oneof(fc.double(), fc.integer({ min: -10, max: 100 })), { nil: undefined });
  const pair = fc.option(fc.record({ odMm: fc.double(), osMm: fc.double() }), { nil: undefined });
  const aDraft: fc.Arbitrary<PrescriptionDraft> = fc.record({
    od: anEye,
    os: anEye,
    pd: fc.oneof(
      fc.constant(null),
      fc.record({ kind: fc.constant('binocular' as const), distanceMm: fc.double(), nearMm: length }),
      fc.record({
        kind: fc.constant('monocular' as const),
        odMm: fc.double(),
        osMm: fc.double(),
        nearOdMm: length,
        binocularMm: length,
      }),
    ),
    issuedOn: fc.option(fc.oneof(fc.string(), fc.constantFrom('2026-01-01', '2026-02-30'))),
    expiresOn: fc.option(fc.oneof(fc.string(), fc.constantFrom('2027-01-01', '1999-12-31'))),
    prescriber: fc.option(fc.record({ name: fc.string(), npi: fc.string() }, { requiredKeys: [] })),
    vertexMm: length,
    pantoscopicTiltDeg: length,
    wrapAngleDeg: length,
    segHeights: pair,
    fittingHeights: pair,
  }) as fc.Arbitrary<PrescriptionDraft>;

  it('is judged and never throws, and nothing is accepted with an error', () => {
    fc.assert(
      fc.property(
        aDraft,
        fc.constantFrom('single-vision-distance', 'bifocal', 'progressive', 'office'),
        length,
        (draft, use, lensHeightMm) => {
          const found = validatePrescription(draft, { use, today: '2026-06-01', jurisdiction: 'US-NY', lensHeightMm });
          expect(found.normalised === null).toBe(found.errors.length > 0);
          if (found.isAccepted) expect(found.toConfirm).toEqual([]);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('as text is read or asked back and never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('sphere', 'cylinder', 'add', 'prism'), (text, kind) => {
        const parsed = parsePower(text, { kind });
        expect(parsed.ok ? Number.isFinite(parsed.value) : parsed.code).toBeTruthy();
      }),
      { numRuns: 20_000 },
    );
  });
});
