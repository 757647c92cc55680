import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { designs } from '../lens/designs.ts';
import { type AddRequest, addAsWorn, compensateAdd } from '../prescription/near-as-worn.ts';
import { powerAsWorn } from '../prescription/position-of-wear.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { prismVector } from '../prescription/prism.ts';
import { prismOfWear } from '../prescription/prism-as-worn.ts';
import { isMadeAsWorn, type PositionOfWear, wearCompensation } from './as-worn.ts';
import { calculateJob, type LabJobRequest } from './calculate-job.ts';

const eye = (sphere: number, cylinder = 0, axis: number | null = null): EyeRx => ({
  sphere,
  cylinder,
  axis,
  add: 2_000,
  prisms: [{ amount: 1_000, base: 'in' }],
});
const worn: PositionOfWear = {
  refractedVertexMm: null,
  fittedVertexMm: null,
  pantoscopicTiltDeg: 10,
  wrapAngleDeg: 6,
};
const job = (over: Partial<LabJobRequest> = {}): LabJobRequest => ({
  rx: { od: eye(-6_000, -1_000, 30), os: eye(-5_500) },
  pd: { kind: 'monocular', odMm: 31, osMm: 32 },
  frame: { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', outline: syntheticOutline('panto', 52, 40) },
  design: 'progressive-custom',
  material: 'index-160',
  treatments: [],
  heights: { odMm: 22, osMm: 22 },
  worn,
  ...over,
});

describe('a design', () => {
  it('is made as worn when it is free-form and asks how the frame sits', () => {
    expect(isMadeAsWorn(designs['progressive-custom'])).toBe(true);
    expect(isMadeAsWorn(designs['progressive-premium'])).toBe(false);
    expect(isMadeAsWorn({ needs: ['vertex-tilt-wrap'], isFreeForm: false })).toBe(false);
  });

  it.each([
    ['progressive-premium', worn, 'CONVENTIONAL'],
    ['progressive-custom', worn, 'COMPENSATED'],
    ['progressive-custom', { ...worn, pantoscopicTiltDeg: null }, 'NOT_MEASURED'],
    ['progressive-custom', { ...worn, wrapAngleDeg: null }, 'NOT_MEASURED'],
    ['progressive-custom', undefined, 'NOT_MEASURED'],
  ] as const)('%s with %o is %s', (design, position, expected) => {
    expect(wearCompensation(designs[design], position)).toBe(expected);
  });
});

describe('a lens made as worn', () => {
  it('keeps what was ordered, and gives the wearer that power through what is cut', () => {
    for (const lens of calculateJob(job()).lenses) {
      const { od, os } = job().rx;
      expect(lens.ordered).toMatchObject(lens.eye === 'od' ? od : os);
      expect(lens.rx.sphere).toBeGreaterThan(lens.ordered.sphere + 40);
      const reached = powerAsWorn(lens.rx, lens.eye, { pantoscopicTiltDeg: 10, wrapAngleDeg: 6, index: 1.6 });
      expect(Math.abs(reached.sphere - lens.ordered.sphere)).toBeLessThan(12);
      expect(Math.abs(reached.cylinder - lens.ordered.cylinder)).toBeLessThan(20);
    }
  });

  it('keeps ADD and prism as ordered, and base and blank as price and order counted on', () => {
    const [compensated] = calculateJob(job()).lenses;
    const [conventional] = calculateJob(job({ design: 'progressive-premium' })).lenses;

    expect(compensated?.rx).toMatchObject({ add: 2_000, prisms: [{ amount: 1_000, base: 'in' }] });
    expect(compensated?.blank).toEqual(conventional?.blank);
    expect(compensated?.baseCurve).toBe(conventional?.baseCurve);
    expect(conventional).toMatchObject({ asWorn: null, rx: conventional?.ordered });
  });

  it('has its back and its edges from the compensated power', () => {
    const [flatter] = calculateJob(job()).lenses;
    const [asOrdered] = calculateJob(job({ design: 'progressive-premium' })).lenses;

    expect(flatter!.backPowers.alongAxis).toBeGreaterThan(asOrdered!.backPowers.alongAxis + 0.04);
    expect(flatter!.profile.maxEdgeMm).not.toBe(asOrdered!.profile.maxEdgeMm);
  });

  it('is moved to the fitted vertex when both distances are known: −10.00 at 14 mm is −9.80 at 12 mm', () => {
    const straight = { ...worn, pantoscopicTiltDeg: 0, wrapAngleDeg: 0 };
    const made = (over: Partial<PositionOfWear>) =>
      calculateJob(job({ rx: { od: eye(-10_000), os: eye(-10_000) }, worn: { ...straight, ...over } })).lenses[0]?.rx;

    expect(made({ refractedVertexMm: 14, fittedVertexMm: 12 })?.sphere).toBe(-9_800);
    expect(made({ refractedVertexMm: 14 })?.sphere).toBe(-10_000);
    expect(made({ fittedVertexMm: 12 })?.sphere).toBe(-10_000);
  });
});

describe('what an owner switches on beside the distance power', () => {
  const [off] = calculateJob(job()).lenses;
  const made = (wearProfile: LabJobRequest['wearProfile'], over: Partial<LabJobRequest> = {}) =>
    calculateJob(job({ ...(wearProfile ? { wearProfile } : {}), ...over })).lenses[0]!;

  it('is off: ADD and prism are cut as ordered, and nothing else is said of them', () => {
    expect(made({ add: false, prism: false })).toEqual(off);
    expect(off?.asWorn).toMatchObject({ add: null, prismOfWear: null });
  });

  it('cuts the ADD that lets the wearer read as prescribed, and says what reaches him', () => {
    const { rx, ordered, asWorn, profile } = made({ add: true, prism: false });

    expect(rx).toEqual({ ...off!.rx, add: rx.add });
    expect(rx.add! % 10).toBe(0);
    // Reading, the eye meets this flat lens further aslant than in the distance: more of the minus arrives, and more addition is needed.
    expect(rx.add).toBeGreaterThan(ordered.add! + 50);
    expect(rx.add).toBeLessThan(ordered.add! + 600);
    expect(Math.abs(asWorn!.add!.asWorn - 2_000)).toBeLessThanOrEqual(6);
    expect(Math.abs(asWorn!.add!.uncompensated - 2_000)).toBeGreaterThan(30);
    expect(asWorn!.prismOfWear).toBeNull();
    // The thinning is the pair's and stays; only the addition below the cross takes away another hundredth.
    expect(profile.centreMm).toBeCloseTo(off!.profile.centreMm, 1);
  });

  it('meets the near point on the front that is really ground: of radius 1000·(n − 1)/F, as far down as the corridor is long', () => {
    for (const sphere of [5_000, -6_000]) {
      const rx = { od: eye(sphere, -1_000, 30), os: eye(sphere) };
      const lens = made({ add: true, prism: false }, { rx });
      const request: AddRequest = {
        eye: 'od',
        rx: lens.ordered,
        add: 2_000,
        made: lens.rx,
        position: { pantoscopicTiltDeg: 10, wrapAngleDeg: 6, index: 1.6 },
        near: {
          downMm: Math.max(...designs['progressive-custom'].corridors!.map(({ lengthMm }) => lengthMm)),
          // The eyes of a PD of 31 mm converge to 40 cm.
          inMm: 31 - (31 * 400) / 427,
          frontRadiusMm: (1_000 * (1.6 - 1)) / lens.profile.frontPower,
          toRotationCentreMm: 27,
        },
        readingMm: 400,
      };

      expect(lens.rx.add).toBe(Math.round(compensateAdd(request) / 10) * 10);
      expect(lens.asWorn!.add).toEqual({
        asWorn: Math.round(addAsWorn(request, lens.rx.add!)),
        uncompensated: Math.round(addAsWorn({ ...request, made: lens.ordered }, 2_000)),
      });
    }
  });

  it('is left out like any other where its curves cannot span the shape', () => {
    const strong = { rx: { od: eye(-40_000), os: eye(-2_000) }, wearProfile: { add: true, prism: true } };

    expect(calculateJob(job(strong)).lenses.map((lens) => lens.eye)).toEqual(['os']);
  });

  it('grinds against the prism of tilt and wrap, in lens, base and thickness', () => {
    const { rx, asWorn, groundPrism, profile, ordered } = made({ add: false, prism: true });
    const own = prismVector('od', asWorn!.prismOfWear!);
    const cut = prismVector('od', rx.prisms);

    // Out by the wrap and down by the tilt; ground is what was ordered without them, to hundredths of a prism dioptre.
    expect([own.x < 0, own.y < 0]).toEqual([true, true]);
    expect(Math.abs(cut.x + own.x - 1_000)).toBeLessThanOrEqual(5.5);
    expect(Math.abs(cut.y + own.y)).toBeLessThanOrEqual(5.5);
    expect(groundPrism).toEqual({ x: cut.x, y: cut.y - 1_200 });
    expect(ordered.prisms).toEqual([{ amount: 1_000, base: 'in' }]);
    expect(rx.add).toBe(2_000);
    const { frontPower, centreMm } = profile;
    const again = prismOfWear('od', { pantoscopicTiltDeg: 10, wrapAngleDeg: 6, index: 1.6 }, { frontPower, centreMm });
    expect(Math.abs(again.x - own.x)).toBeLessThan(3);
    expect(Math.abs(again.y - own.y)).toBeLessThan(3);
    expect(profile.maxEdgeMm).not.toBeCloseTo(off!.profile.maxEdgeMm, 2);
  });

  it('mirrors for the other eye', () => {
    const same = { od: eye(-4_000), os: eye(-4_000) };
    const pd = { kind: 'monocular', odMm: 31, osMm: 31 } as const;
    const [right, left] = calculateJob(job({ rx: same, pd, wearProfile: { add: true, prism: true } })).lenses;
    expect(left!.rx).toEqual({ ...right!.rx, axis: 180 - right!.rx.axis! });
    expect(left!.asWorn!.add).toEqual(right!.asWorn!.add);
    expect(left!.asWorn!.prismOfWear).toEqual(right!.asWorn!.prismOfWear);
  });

  it('leaves designs that are made as ordered, and verdicts, alone', () => {
    const conventional = job({ design: 'progressive-premium', wearProfile: { add: true, prism: true } });
    expect(calculateJob(conventional)).toEqual(calculateJob(job({ design: 'progressive-premium' })));
    expect(calculateJob(job({ wearProfile: { add: true, prism: true } })).problems).toEqual(
      calculateJob(job()).problems,
    );
  });

  it('reads through the longest corridor its fitting height leaves room for', () => {
    const at = (mm: number) => made({ add: true, prism: false }, { heights: { odMm: mm, osMm: mm } }).rx.add;
    expect(at(14)).not.toBe(at(22));
    expect(at(22)).toBe(at(24));
    expect(made({ add: true, prism: false }, { heights: { odMm: 10, osMm: 10 } }).rx.add).toBe(at(22));
  });
});

describe('slab-off', () => {
  const strong = { od: eye(-6_000), os: eye(-2_000) };
  const slabbed = (over: Partial<LabJobRequest> = {}) =>
    calculateJob(job({ design: 'ft-28', rx: strong, slab: { eye: 'od', prism: 3_000 }, ...over })).lenses;

  it('is calculated on the lens it was decided for, and on no other', () => {
    const [right, left] = slabbed();
    const [plain, other] = calculateJob(job({ design: 'ft-28', rx: strong })).lenses;
    expect(left).toEqual(other);
    expect(right!.profile.slab).toMatchObject({ prism: 3_000 });
    expect(right!.profile.bottomEdgeMm).toBeLessThan(plain!.profile.bottomEdgeMm - 0.3);
    expect(right!.rx).toEqual(plain!.rx);
    expect(right!.blank).toEqual(plain!.blank);
    expect(slabbed({ slab: { eye: 'os', prism: 3_000 } })[0]).toEqual(plain);
  });

  it('begins at the top of a segment, half a reading drop below the centre where nobody measured it', () => {
    expect(slabbed({ heights: { odMm: 16, osMm: 17 } })[0]!.profile.slab!.lineUpMm).toBe(-4);
    expect(
      slabbed({ heights: { odMm: 16, osMm: 17 }, slab: { eye: 'os', prism: 3_000 } })[1]!.profile.slab!.lineUpMm,
    ).toBe(-3);
    const { heights: _, ...unmeasured } = job({ design: 'ft-28', rx: strong, slab: { eye: 'od', prism: 3_000 } });
    const [right] = calculateJob(unmeasured).lenses;
    expect(right!.profile.slab!.lineUpMm).toBe(right!.decentrationUpMm - 5);
  });

  it('begins half way down the corridor of a progressive, as worn or not', () => {
    for (const design of ['progressive-premium', 'progressive-custom'] as const) {
      const [right] = slabbed({ design, heights: { odMm: 22, osMm: 22 } });
      const corridors = designs[design]
        .corridors!.filter((one) => one.minFittingHeightMm <= 22)
        .map((one) => one.lengthMm);
      expect(right!.profile.slab!.lineUpMm).toBeCloseTo(2 - Math.max(...corridors) / 2, 9);
    }
    // Each eye by its own height: the lower one has room for the shortest corridor only, the higher one for the longest.
    const corridors = designs['progressive-custom'].corridors!;
    const lengths = corridors.map(({ lengthMm }) => lengthMm);
    const lowMm = Math.min(...corridors.map(({ minFittingHeightMm }) => minFittingHeightMm));
    const heights = { odMm: lowMm, osMm: 30 };
    const [low] = slabbed({ design: 'progressive-custom', heights });
    expect(low!.profile.slab!.lineUpMm).toBeCloseTo(lowMm - 20 - Math.min(...lengths) / 2, 9);
    const [, high] = slabbed({ design: 'progressive-custom', heights, slab: { eye: 'os', prism: 3_000 } });
    expect(high!.profile.slab!.lineUpMm).toBeCloseTo(10 - Math.max(...lengths) / 2, 9);
    // Too low for any: as if nobody had measured.
    const [lowest] = slabbed({ design: 'progressive-custom', heights: { odMm: lowMm - 1, osMm: 30 } });
    expect(lowest!.profile.slab!.lineUpMm).toBeCloseTo(lowMm - 21 - Math.max(...lengths) / 2, 9);
    // Nobody measured: the longest corridor of the design.
    const { heights: _, ...unmeasured } = job({ rx: strong, slab: { eye: 'od', prism: 3_000 } });
    const [open] = calculateJob(unmeasured).lenses;
    expect(open!.profile.slab!.lineUpMm).toBe(open!.decentrationUpMm - Math.max(...lengths) / 2);
    // Single vision has no corridor: half way down to where one reads.
    const [single] = slabbed({ design: 'sv-distance', heights: { odMm: 22, osMm: 22 } });
    expect(single!.profile.slab!.lineUpMm).toBe(2 - 10 / 2);

    const [both] = slabbed({ design: 'progressive-custom', wearProfile: { add: true, prism: true } });
    expect(both!.profile.slab).toMatchObject({ prism: 3_000 });
    expect(both!.asWorn!.prismOfWear).not.toBeNull();
  });
});

it('grinds on the base of the blank that is really taken', () => {
  const [planned] = calculateJob(job()).lenses;
  const [taken] = calculateJob(job({ bases: { od: planned!.baseCurve + 1 } })).lenses;

  expect(taken?.baseCurve).toBe(planned!.baseCurve + 1);
  expect(taken!.backPowers.alongAxis).toBeLessThan(planned!.backPowers.alongAxis - 1);
});
