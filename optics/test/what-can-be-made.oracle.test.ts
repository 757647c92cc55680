import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameGeometry, FrameShape } from '../src/frame/frame.types.ts';
import { boxOf, recentre } from '../src/frame/outline.ts';
import { outlineNames, syntheticOutline } from '../src/frame/synthetic-outline.ts';
import { type BlankSeries, stockItemsOf } from '../src/lens/blanks.ts';
import { designIds } from '../src/lens/designs.ts';
import type { MakingRequest } from '../src/lens/making-checks.ts';
import { defaultMakingRules, type MakingRules } from '../src/lens/making-rules.ts';
import { materialIds } from '../src/lens/materials.ts';
import { treatmentIds } from '../src/lens/treatments.ts';
import { reasonsAgainst } from '../src/lens/what-can-be-made.ts';
import type { EyeRx, Prism } from '../src/prescription/prescription.types.ts';
import { exactThickestEdge } from './exact-edge.ts';

/**
 * A second, deliberately plain way to say whether glasses can be made: walk along the shelf, take every blank in the hand, hold every
 * outline point of the lens over it. It reads the same rule data and shares no code with the evaluator: geometry, curves, transposition
 * and stock are written out again here.
 */
type Shelf = ReturnType<typeof stockItemsOf>;
type Hand = 'od' | 'os';
const hands: readonly Hand[] = ['od', 'os'];

interface Made {
  hand: Hand;
  s: number;
  c: number;
  axis: number;
  add: number;
  prisms: Prism[];
  /** Optical centre from the box middle, viewer's frame. */
  x: number;
  y: number;
  outline: { x: number; y: number }[];
  /** Farthest outline point from the optical centre. */
  reach: number;
}

function isMakeable(q: MakingRequest, rules: MakingRules, shelf: Shelf): boolean {
  const { frame, rx, pd } = q;
  const material = rules.materials[q.material ?? 'cr39'];
  const design = rules.designs[q.design ?? 'sv-distance'];
  const treatments = q.treatments ?? [];
  if (!rx || !pd) return true;

  // Powers as they will be ground, with minus cylinder.
  const made: Made[] = hands.map((hand) => {
    const eye = rx[hand];
    let [s, c, axis] = [eye.sphere, eye.cylinder, eye.axis ?? 180];
    if (design.use === 'single-vision-near') s += eye.add ?? 0;
    if (design.use === 'single-vision-intermediate') s += Math.round((eye.add ?? 0) / 2);
    if (c > 0) [s, c, axis] = [s + c, -c, axis > 90 ? axis - 90 : axis + 90];
    const distance = pd.kind === 'binocular' ? pd.distanceMm / 2 : hand === 'od' ? pd.odMm : pd.osMm;
    const near =
      pd.kind === 'binocular'
        ? (pd.nearMm ?? Number.NaN) / 2
        : ((hand === 'od' ? pd.nearOdMm : pd.nearOsMm) ?? Number.NaN);
    const reads = design.use === 'single-vision-near' || design.use === 'single-vision-intermediate';
    const looks = reads ? (Number.isNaN(near) ? (distance * 400) / 427 : near) : distance;
    const inward = (frame.eyeSizeMm + frame.dblMm) / 2 - looks;
    const height = q.heights ? (hand === 'od' ? q.heights.odMm : q.heights.osMm) : Number.NaN;
    const y = Number.isNaN(height) || design.segment ? 0 : height - frame.lensHeightMm / 2;
    const x = hand === 'od' ? inward : -inward;
    const outline = outlineOf(hand);
    const reach = Math.max(...outline.map((p) => Math.hypot(p.x - x, p.y - y)));
    return { hand, s, c, axis, add: design.add ? (eye.add ?? 0) : 0, prisms: eye.prisms, x, y, outline, reach };
  });

  if (frame.isRxAble === false) return false;
  if (q.wearer?.ageYears != null && q.wearer.ageYears < rules.limits.impactUnderAge && !material.isImpactResistant)
    return false;
  if (made.some(({ hand }) => rx[hand].isBalance) && !material.isImpactResistant) return false;
  if (material.refusedRims.some((rim) => rim === frame.rim)) return false;
  const curved =
    (frame.wrapAngleDeg ?? 0) > rules.limits.wrapFromDeg || (frame.baseCurve ?? 0) >= rules.limits.wrapFromBase;
  for (const lens of made) {
    const meridians = [lens.s, lens.s + lens.c];
    if (curved && meridians.some((m) => Math.abs(m) > rules.limits.wrapMaxPower)) return false;
    const rimLimit = rules.rims[frame.rim].maxPower;
    if (rimLimit !== null && meridians.some((m) => Math.abs(m) > rimLimit)) return false;
    if (meridians.some((m) => m > material.maxPower || m < material.minPower)) return false;
    if (Math.abs(lens.c) > material.maxCylinder) return false;
    if (lens.prisms.some((p) => p.amount > design.maxPrism)) return false;
    if (design.add) {
      if (lens.add === 0 && !rx[lens.hand].isBalance) return false;
      if (lens.add !== 0 && (lens.add < design.add.min || lens.add > design.add.max)) return false;
    }
  }
  for (const { materials, designs } of rules.pairings)
    if (materials.includes(material.id) && designs.includes(design.id)) return false;
  if (!heightFits(q, rules)) return false;
  if (!treatmentsGo(q, rules)) return false;

  // Every blank on the shelf in the hand, for each eye.
  const candidates = made.map((lens) => shelf.filter((item) => serves(item, lens)));
  if (candidates.some((found) => found.length === 0)) return false;

  // Finished lenses carry their own base; of surfaced ones two must go together.
  const basesOf = (found: Shelf): number[] =>
    found.some((item) => item.form === 'finished')
      ? [...rules.stockedBases]
      : [...new Set(found.map((item) => (item.form === 'semi-finished' ? item.base / 1000 : 0)))].sort((a, b) => a - b);
  const [right, left] = candidates.map((found) => basesOf(found)) as [number[], number[]];
  const chosen = choosePair(made, right, left);
  if (!chosen) return false;

  return made.every((lens, i) => curvesHold(lens, chosen[i] as number));

  function serves(item: Shelf[number], lens: Made): boolean {
    if (item.material !== material.id) return false;
    const room = item.diameterMm / 2 - rules.limits.edgingAllowanceMm / 2 - lens.reach;
    // A blank that is exactly large enough is large enough.
    if (room < -1e-9) return false;
    if (item.form === 'finished') {
      const carried: readonly string[] = item.isCoated ? rules.stockTreatments.coated : rules.stockTreatments.plain;
      return (
        design.hasFinished &&
        lens.prisms.length === 0 &&
        item.sphere === lens.s &&
        item.cylinder === lens.c &&
        treatments.every((t) => carried.includes(t) || rules.treatments[t].inherentIn.includes(material.id))
      );
    }
    const front = design.isFreeForm || design.hasFinished ? 'plain' : design.id;
    return (
      item.design === front &&
      (item.add === null || item.add === lens.add) &&
      (item.eye === null || item.eye === lens.hand)
    );
  }

  function outlineOf(hand: Hand): { x: number; y: number }[] {
    const radii = frame.outline?.radii ?? [];
    return radii.map((r, i) => {
      const angle = (2 * Math.PI * i) / radii.length;
      const x = (r / 100) * Math.cos(angle);
      return { x: hand === 'od' ? x : -x, y: (r / 100) * Math.sin(angle) };
    });
  }

  /** Stronger eye by its rule, weaker beside it; else the closest pair within the slack. */
  function choosePair(lenses: Made[], od: number[], os: number[]): [number, number] | null {
    const wish = (l: Made) => {
      const se = (l.s + l.c / 2) / 1000;
      const a = l.add / 1000;
      const base = design.corridors ? (se < 0 ? 4.25 + (se + a) / 2 : 3.5 + se + a / 2) : se > 0 ? se + 6 : se / 2 + 6;
      return Math.max(0.5, base);
    };
    const [r, l] = lenses as [Made, Made];
    const slack = rules.limits.pairBaseSlack;
    const pairs = od
      .flatMap((a) => os.map((b) => [a, b] as [number, number]))
      .filter(([a, b]) => Math.abs(a - b) <= slack + 1e-9);
    if (pairs.length === 0) return null;
    const rightLeads = Math.abs(r.s + r.c / 2) >= Math.abs(l.s + l.c / 2);
    const off = ([a, b]: [number, number]) => [Math.abs(a - wish(r)), Math.abs(b - wish(l))] as [number, number];
    const closest = Math.min(
      ...(rightLeads ? od.map((a) => Math.abs(a - wish(r))) : os.map((b) => Math.abs(b - wish(l)))),
    );
    const leads = (p: [number, number]) => Math.abs(off(p)[rightLeads ? 0 : 1] - closest) < 1e-9;
    const flatFirst = [...pairs].sort((p, q) => p[0] + p[1] - q[0] - q[1]);
    const leading = flatFirst.filter(leads).sort((p, q) => {
      const lead = rightLeads ? 0 : 1;
      return p[lead] - q[lead] || off(p)[1 - lead]! - off(q)[1 - lead]!;
    });
    const flattestLead = leading[0]?.[rightLeads ? 0 : 1];
    const together = leading.filter((p) => p[rightLeads ? 0 : 1] === flattestLead);
    if (together.length > 0) return together[0] as [number, number];
    return flatFirst.sort((p, q) => off(p)[0] + off(p)[1] - off(q)[0] - off(q)[1])[0] ?? null;
  }

  /** Both surfaces reach over every point, and the edge stays within what the rim takes. */
  function curvesHold(lens: Made, base: number): boolean {
    const n = material.calculationIndex;
    const front = (base * (n - 1)) / 0.53;
    const frontRadius = (1000 * (n - 1)) / front;
    const points = lens.outline.map((p) => ({ x: p.x - lens.x, y: p.y - lens.y }));
    const sag = (radius: number, rho: number): number => {
      if (!Number.isFinite(radius)) return 0;
      if (rho >= Math.abs(radius)) return Number.NaN;
      return Math.sign(radius) * (Math.abs(radius) - Math.sqrt(radius * radius - rho * rho));
    };
    const radiusOf = (power: number) => (power === 0 ? Number.POSITIVE_INFINITY : (-1000 * (n - 1)) / power);
    const turn = (lens.axis * Math.PI) / 180;
    /** A tyre: the flatter arc carries the steeper one round. */
    const tyre = (alongAxis: number, acrossAxis: number, { x, y }: { x: number; y: number }): number => {
      const along = x * Math.cos(turn) + y * Math.sin(turn);
      const across = y * Math.cos(turn) - x * Math.sin(turn);
      const isAlongFlat = Math.abs(alongAxis) >= Math.abs(acrossAxis);
      const steep = isAlongFlat ? sag(acrossAxis, across) : sag(alongAxis, along);
      return steep + (isAlongFlat ? sag(alongAxis - steep, along) : sag(acrossAxis - steep, across));
    };
    const thinning = design.corridors
      ? Math.min(...made.map((one) => Math.round(one.add * rules.limits.thinningPerAdd)))
      : 0;
    const towardX = { in: lens.hand === 'od' ? 1 : -1, out: lens.hand === 'od' ? -1 : 1, up: 0, down: 0 };
    const towardY = { in: 0, out: 0, up: 1, down: -1 };
    const px = lens.prisms.reduce((sum, p) => sum + p.amount * towardX[p.base], 0);
    const py = lens.prisms.reduce((sum, p) => sum + p.amount * towardY[p.base], 0) - thinning;
    const isTurned = px !== 0 || py !== 0;
    const addition = ({ y }: { y: number }) =>
      thinning > 0 && y < 0 ? (y * y * lens.add) / 1000 / (2000 * (n - 1)) : 0;
    let centre = material.minCentreMm;
    let edges: number[] = [];
    for (let round = 0; round < 12; round++) {
      const vertex = front / (1 - (centre / 1000 / n) * front);
      const back = [lens.s, lens.s + lens.c].map((power) => radiusOf(power / 1000 - vertex)) as [number, number];
      edges = points.map((point) => {
        const depth = tyre(...back, point) - sag(frontRadius, Math.hypot(point.x, point.y));
        return depth - addition(point) + (px * point.x + py * point.y) / 100_000 / (n - 1);
      });
      // A surface turned for prism reaches a little further or less far than it did lying straight.
      if (isTurned && Math.max(...points.map((p) => Math.hypot(p.x, p.y))) > 0.85 * steepest(...back, frontRadius))
        throw new TooClose();
      if (edges.some(Number.isNaN)) return false;
      centre = Math.max(material.minCentreMm, material.minEdgeMm[frame.rim] - Math.min(...edges));
    }
    const limit = rules.rims[frame.rim].maxEdgeMm;
    if (limit === null) return true;
    const thickest = centre + Math.max(...edges);
    // Until here a prism was a wedge laid on top. Where that could be too rough, the lens is built the slow way.
    if (!isTurned || Math.abs(thickest - limit) > (lens.prisms.length > 0 ? 1.2 : 0.3)) return thickest <= limit;
    const exact = exactThickestEdge({
      sphere: lens.s / 1000,
      cylinder: lens.c / 1000,
      axisDeg: lens.axis,
      prism: { x: px / 1000, y: py / 1000 },
      index: n,
      frontPower: front,
      points,
      minCentreMm: material.minCentreMm,
      minEdgeMm: material.minEdgeMm[frame.rim],
      addition,
    });
    if (Math.abs(exact - limit) < 0.01) throw new TooClose();
    return exact <= limit;
  }

  function steepest(...radii: number[]): number {
    return Math.min(...radii.map(Math.abs));
  }
}

/** What this way of counting cannot tell: a turned surface that nearly ends, or an edge within a hundredth of its limit. */
class TooClose extends Error {}

function heightFits(q: MakingRequest, rules: MakingRules): boolean {
  const design = rules.designs[q.design ?? 'sv-distance'];
  const corridors = (design.corridors ?? []).filter((c) => q.corridorMm === undefined || c.lengthMm === q.corridorMm);
  // Progressives come with several corridors; one that fits is enough.
  const crosses = corridors.map((c) => c.minFittingHeightMm);
  const measured = q.heights ? [q.heights.odMm, q.heights.osMm] : [];
  if (crosses.length > 0)
    return crosses.some(
      (least) =>
        q.frame.lensHeightMm >= least + rules.limits.aboveFittingCrossMm &&
        measured.every(
          (height) => height >= least && height + rules.limits.aboveFittingCrossMm <= q.frame.lensHeightMm,
        ),
    );
  if (q.frame.lensHeightMm < (design.minLensHeightMm ?? 0)) return false;
  const { segment } = design;
  if (design.id === 'anti-fatigue')
    return measured.every((height) => height + rules.limits.aboveFittingCrossMm <= q.frame.lensHeightMm);
  const between = segment?.intermediate?.heightMm ?? 0;
  if (!segment) return true;
  return hands.every((hand) => {
    const height = q.heights && (hand === 'od' ? q.heights.odMm : q.heights.osMm);
    if (height === undefined) return true;
    if (height < segment.minHeightMm || height <= between || height >= q.frame.lensHeightMm) return false;
    const lens = columnAt(q, hand);
    const [lowerLine, upperLine] = [height - between - q.frame.lensHeightMm / 2, height - q.frame.lensHeightMm / 2];
    if (Math.abs(lowerLine - lens.low) < 0.002 || Math.abs(upperLine - lens.high) < 0.002) throw new TooClose();
    return lowerLine > lens.low && upperLine < lens.high;
  });
}

/** Lowest and highest place of a lens in line with where the eye reads, by walking round its edge in small steps. */
function columnAt({ frame, pd }: MakingRequest, hand: Hand): { low: number; high: number } {
  if (!frame.outline || !pd) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const far = pd.kind === 'binocular' ? pd.distanceMm / 2 : hand === 'od' ? pd.odMm : pd.osMm;
  // The left lens is the right one seen in a mirror: the nose is to the right here for both.
  const inward = (frame.eyeSizeMm + frame.dblMm) / 2 - (far * 400) / 427;
  const { radii } = frame.outline;
  const edge = radii.map((radius, i) => {
    const turn = (2 * Math.PI * i) / radii.length;
    return { x: (radius / 100) * Math.cos(turn), y: (radius / 100) * Math.sin(turn) };
  });
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  edge.forEach((from, i) => {
    const to = edge[(i + 1) % edge.length] as { x: number; y: number };
    const [left, right] = from.x < to.x ? [from, to] : [to, from];
    if (left.x > inward || right.x < inward || left.x === right.x) return;
    const y = left.y + ((inward - left.x) / (right.x - left.x)) * (right.y - left.y);
    [low, high] = [Math.min(low, y), Math.max(high, y)];
  });
  return { low, high };
}

function treatmentsGo(q: MakingRequest, rules: MakingRules): boolean {
  const design = rules.designs[q.design ?? 'sv-distance'];
  const material = q.material ?? 'cr39';
  const chosen = q.treatments ?? [];
  const table = rules.treatments;
  for (const a of chosen) {
    const own = table[a];
    const isIn = own.inherentIn.includes(material);
    if (!isIn && !own.materials.includes(material)) return false;
    if (design.isIndoor && own.isSun) return false;
    if (own.refusedDesigns.includes(design.id)) return false;
    for (const b of chosen) if (a !== b && (own.excludes.includes(b) || table[b].excludes.includes(a))) return false;
    for (const group of own.needs) {
      const met = group.some((g) => chosen.includes(g) || table[g].inherentIn.includes(material));
      const existsAtAll = group.some((g) => table[g].materials.includes(material));
      if (!met && existsAtAll) return false;
    }
  }
  return true;
}

// ---- Random glasses, mostly such as people order, with every limit crossed often enough ----

const quarter = (min: number, max: number) => fc.integer({ min: min * 4, max: max * 4 }).map((q) => q * 250);

const prismOf: fc.Arbitrary<Prism> = fc.record({
  amount: fc.integer({ min: 1, max: 12 }).map((q) => q * 500),
  base: fc.constantFrom('in', 'out', 'up', 'down'),
});

const eyeOf = (sphere: number, add: number): fc.Arbitrary<EyeRx> =>
  fc
    .record({
      off: fc.oneof({ weight: 4, arbitrary: quarter(-1, 1) }, { weight: 1, arbitrary: quarter(-8, 8) }),
      cylinder: fc.oneof({ weight: 3, arbitrary: quarter(-2, 0) }, { weight: 1, arbitrary: quarter(-7, 3) }),
      axis: fc.integer({ min: 1, max: 180 }),
      prisms: fc.oneof(
        { weight: 8, arbitrary: fc.constant<Prism[]>([]) },
        { weight: 1, arbitrary: fc.array(prismOf, { minLength: 1, maxLength: 1 }) },
      ),
      isBalance: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
    })
    .map(({ off, cylinder, axis, prisms, isBalance }) => ({
      sphere: sphere + off,
      cylinder,
      axis: cylinder === 0 ? null : axis,
      add: add === 0 ? null : add,
      prisms,
      ...(isBalance ? { isBalance } : {}),
    }));

const frameOf: fc.Arbitrary<FrameGeometry> = fc
  .record({
    shape: fc.constantFrom(...outlineNames),
    a: fc.integer({ min: 420, max: 620 }),
    b: fc.integer({ min: 220, max: 520 }),
    dbl: fc.integer({ min: 140, max: 240 }),
    rim: fc.constantFrom('full-rim' as const, 'full-rim' as const, 'half-rim' as const, 'rimless' as const),
    base: fc.constantFrom(2, 4, 4, 6, 8),
    wrap: fc.constantFrom(0, 5, 12, 13, 18),
    isRxAble: fc.integer({ min: 0, max: 40 }).map((n) => n > 0),
  })
  .map(({ shape, a, b, dbl, rim, base, wrap, isRxAble }) => {
    const outline = centred(syntheticOutline(shape, a / 10, b / 10));
    return {
      eyeSizeMm: a / 10,
      lensHeightMm: b / 10,
      dblMm: dbl / 10,
      rim,
      outline,
      baseCurve: base,
      wrapAngleDeg: wrap,
      isRxAble,
    };
  });

/** Traces are moved into the middle of their box and rounded before anybody counts with them; here both sides count with the result. */
function centred(outline: FrameShape): FrameShape {
  const moved = recentre(outline);
  return moved === outline || Math.hypot(boxOf(moved).centre.x, boxOf(moved).centre.y) < 0.005 ? moved : centred(moved);
}

const segmentIds = designIds.filter((id) => defaultMakingRules.designs[id].segment);

const configuration: fc.Arbitrary<MakingRequest> = fc
  .record({
    sphere: fc.oneof({ weight: 4, arbitrary: quarter(-7, 5) }, { weight: 1, arbitrary: quarter(-21, 13) }),
    add: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: quarter(0, 4) }),
    frame: frameOf,
    pd: fc.oneof(
      fc.record({ kind: fc.constant('binocular' as const), distanceMm: fc.integer({ min: 54, max: 76 }) }),
      fc.record({
        kind: fc.constant('monocular' as const),
        odMm: fc.integer({ min: 52, max: 76 }).map((half) => half / 2),
        osMm: fc.integer({ min: 52, max: 76 }).map((half) => half / 2),
      }),
    ),
    // Segments are cast in few materials: in equal shares nearly all glasses would be refused for that.
    design: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...designIds.filter((id) => !defaultMakingRules.designs[id].segment)) },
      { weight: 1, arbitrary: fc.constantFrom(...segmentIds) },
    ),
    material: fc.constantFrom(...materialIds),
    treatments: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom([], ['hard-coat'] as const, ['hard-coat', 'ar-standard'] as const) },
      { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...treatmentIds), { maxLength: 4 }) },
    ),
    height: fc.oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.integer({ min: 10, max: 44 }) },
    ),
    ageYears: fc.constantFrom(null, null, 17, 18, 45),
  })
  .chain(({ sphere, add, frame, pd, design, material, treatments, height, ageYears }) =>
    fc.record({ od: eyeOf(sphere, add), os: eyeOf(sphere, add) }).map((rx) => ({
      rx,
      pd,
      frame,
      design,
      material,
      treatments: [...treatments],
      wearer: { ageYears },
      ...(height === null ? {} : { heights: { odMm: height, osMm: height } }),
    })),
  );

/** A seed in the environment replays a run: MAKING_SEED=123 npx vitest run --project optics what-can-be-made.oracle */
const seed = Number(process.env.MAKING_SEED ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env.MAKING_RUNS ?? 1_500);

/** Shelves a house could have: the usual one, a thin one, one with odd bases and diameters per base. */
const houses: Record<string, MakingRules> = {
  'the usual shelf': defaultMakingRules,
  'a shelf with holes': {
    ...defaultMakingRules,
    version: 'holes',
    blanks: defaultMakingRules.blanks.flatMap((series): BlankSeries[] => {
      if (series.form === 'finished') return series.isCoated ? [series] : [];
      if (series.material === 'index-167' && series.design === 'plain')
        return [
          { ...series, code: 'A', bases: [500, 4_000], diametersMm: [80] },
          { ...series, code: 'B', bases: [2_000, 8_000], diametersMm: [65, 70] },
        ];
      if (series.design === 'ft-28') return [{ ...series, adds: [1_500, 2_000, 2_500], bases: [4_000, 5_500] }];
      if (series.design === 'ft-35') return [];
      return [series];
    }),
  },
};

/** Bifocals and trifocals that little stands against but where their lines lie: among all glasses such heights are too rare to prove anything. */
const lined: fc.Arbitrary<MakingRequest> = fc
  .record({
    frame: frameOf.map((frame) => ({
      ...frame,
      rim: 'full-rim' as const,
      wrapAngleDeg: 0,
      baseCurve: 4,
      isRxAble: true,
    })),
    pd: fc.integer({ min: 54, max: 70 }).map((distanceMm) => ({ kind: 'binocular' as const, distanceMm })),
    design: fc.constantFrom(...segmentIds),
    sphere: quarter(-2, 2),
    add: fc.constantFrom(1_500, 2_000, 2_500),
    fromEnd: fc.integer({ min: 1, max: 5 }),
    isHigh: fc.boolean(),
  })
  .map(({ frame, pd, design, sphere, add, fromEnd, isHigh }) => {
    const between = defaultMakingRules.designs[design].segment?.intermediate?.heightMm ?? 0;
    const height = isHigh ? frame.lensHeightMm - fromEnd / 2 : between + fromEnd / 2;
    const eye: EyeRx = { sphere, cylinder: 0, axis: null, add, prisms: [] };
    return {
      rx: { od: eye, os: eye },
      pd,
      frame,
      design,
      material: 'cr39',
      treatments: [],
      wearer: {},
      heights: { odMm: height, osMm: height },
    };
  });

/** No owner has named a least height: the lens alone decides. */
const withoutLeastHeights = (rules: MakingRules): MakingRules => ({
  ...rules,
  designs: Object.fromEntries(
    Object.entries(rules.designs).map(([id, { segment, ...design }]) => [
      id,
      segment ? { ...design, minLensHeightMm: 0, segment: { ...segment, minHeightMm: 0 } } : design,
    ]),
  ) as MakingRules['designs'],
});

/** Both ways on the same random glasses; how many could be made, could not, or were too close to tell. */
function decideAlike(glasses: fc.Arbitrary<MakingRequest>, rules: MakingRules, numRuns: number) {
  const shelf = rules.blanks.flatMap((series) => stockItemsOf(series));
  const seen = { makeable: 0, refused: 0, close: 0, onlyBeside: 0 };
  fc.assert(
    fc.property(glasses, (asked) => {
      let expected: boolean;
      try {
        expected = isMakeable(asked, rules, shelf);
      } catch (error) {
        if (!(error instanceof TooClose)) throw error;
        seen.close++;
        return;
      }
      const reasons = reasonsAgainst({ ...asked, rules });
      seen[expected ? 'makeable' : 'refused']++;
      if (reasons.length > 0 && reasons.every(({ code }) => code === 'SEGMENT_OUTSIDE_LENS')) seen.onlyBeside++;
      expect({ makeable: reasons.length === 0, reasons }).toMatchObject({ makeable: expected });
    }),
    { seed, numRuns },
  );
  return seen;
}

describe.each(Object.entries(houses))('brute force on %s', (name, rules) => {
  it(`never accepts what cannot be made nor refuses what can (seed ${seed})`, () => {
    const seen = decideAlike(configuration, rules, runs);

    // A generator that only ever made easy or hopeless glasses would prove nothing.
    expect(seen.makeable).toBeGreaterThan(runs * 0.05);
    expect(seen.refused).toBeGreaterThan(runs * 0.2);
    expect(seen.close).toBeLessThan(Math.max(3, runs * 0.01));
    console.info(`${name}: ${seen.makeable} makeable, ${seen.refused} refused, ${seen.close} of ${runs} not decided`);
  }, 300_000);

  it(`sees a segment that would lie beside the lens (seed ${seed})`, () => {
    const few = Math.max(80, Math.ceil(runs / 4));
    const seen = decideAlike(lined, withoutLeastHeights(rules), few);

    expect(seen.makeable).toBeGreaterThan(few * 0.05);
    expect(seen.onlyBeside).toBeGreaterThan(few * 0.02);
    expect(seen.close).toBeLessThan(Math.max(3, few * 0.02));
  }, 300_000);
});
