import { SeededRandom } from '../../src/dcs/fuzz/seeded-random.ts';
import type { FrameGeometry, FrameShape } from '../../src/frame/frame.types.ts';
import { outlineNames, syntheticOutline } from '../../src/frame/synthetic-outline.ts';
import type { BlankSeries } from '../../src/lens/blanks.ts';
import { type DesignId, designIds, designs } from '../../src/lens/designs.ts';
import type { MakingRequest } from '../../src/lens/making-checks.ts';
import { defaultMakingRules, type MakingRules } from '../../src/lens/making-rules.ts';
import { type MaterialId, materialIds } from '../../src/lens/materials.ts';
import type { SuggestionSources } from '../../src/lens/suggestions.ts';
import { type TreatmentId, treatmentIds } from '../../src/lens/treatments.ts';
import type { EyeRx, Pd, Prism } from '../../src/prescription/prescription.types.ts';

/** One question to the evaluator, as a lens builder would ask it. */
export interface RandomQuestion {
  request: MakingRequest;
  sources: SuggestionSources;
}

/** A house that keeps little: odd bases, one diameter here and two there, a bifocal in three ADDs. */
const thinShelf: MakingRules = {
  ...defaultMakingRules,
  version: 'thin-shelf',
  blanks: defaultMakingRules.blanks.flatMap((series): BlankSeries[] => {
    if (series.form === 'finished') return series.isCoated ? [series] : [];
    if (series.material === 'index-167' && series.design === 'plain')
      return [
        { ...series, code: 'A', bases: [500, 4_000], diametersMm: [80] },
        { ...series, code: 'B', bases: [2_000, 8_000], diametersMm: [65, 70] },
      ];
    if (series.design === 'ft-28') return [{ ...series, adds: [1_500, 2_000, 2_500], bases: [4_000, 5_500] }];
    return series.design === 'ft-35' ? [] : [series];
  }),
};

/**
 * Glasses mostly such as people order, with every limit crossed often enough; the same seed asks the same in every engine, because
 * only whole numbers and the four arithmetic operations draw it.
 */
export function randomQuestion(seed: number): RandomQuestion {
  const random = new SeededRandom(seed);
  const frame = randomFrame(random);
  const usual = quarters(random, random.int(5) > 0 ? [-28, 20] : [-84, 52]);
  const add = random.int(5) < 2 ? null : quarters(random, [1, 16]);
  const rx = { od: randomEye(random, usual, add), os: randomEye(random, usual, add) };
  const design = random.pick<DesignId>(['sv-distance', ...designIds]);
  const corridors = designs[design].corridors ?? [];
  const isOpen = random.int(20);
  const heightMm = 10 + random.int(41) / 2;
  const request: MakingRequest = {
    rx,
    pd: randomPd(random),
    frame,
    treatments: randomTreatments(random),
    wearer: { ageYears: random.pick<number | null>([null, null, 17, 18, 45]), isForSport: random.int(20) === 0 },
    ...(isOpen === 0 ? {} : { design }),
    ...(isOpen === 1 ? {} : { material: random.pick<MaterialId>(['cr39', ...materialIds]) }),
    ...(random.int(3) === 0 ? { heights: { odMm: heightMm, osMm: heightMm + random.pick([0, 0, 0.5, -1]) } } : {}),
    ...(corridors.length > 0 && random.int(2) === 0
      ? { corridorMm: corridors[random.int(corridors.length)]?.lengthMm ?? 0 }
      : {}),
    ...(random.int(8) === 0 ? { rules: thinShelf } : {}),
  };
  const others = random.int(4) === 0 ? [randomFrame(random), randomFrame(random)] : [];
  return {
    request,
    sources: { frames: others.map((other, i) => ({ id: `F${i}`, name: `Frame ${i}`, frame: other })) },
  };
}

const quarters = (random: SeededRandom, [from, to]: [number, number]): number =>
  (from + random.int(to - from + 1)) * 250;

function randomEye(random: SeededRandom, usual: number, add: number | null): EyeRx {
  const off = quarters(random, random.int(5) > 0 ? [-4, 4] : [-32, 32]);
  const cylinder = random.int(4) > 0 ? quarters(random, [-8, 0]) : quarters(random, [-28, 12]);
  const prism: Prism = { amount: (1 + random.int(12)) * 500, base: random.pick(['in', 'out', 'up', 'down']) };
  return {
    sphere: usual + off,
    cylinder,
    axis: cylinder === 0 ? null : 1 + random.int(180),
    add,
    prisms: random.int(8) > 0 ? [] : random.int(3) > 0 ? [prism] : [prism, { amount: 750, base: 'up' }],
    ...(random.int(40) === 0 ? { isBalance: true } : {}),
  };
}

function randomPd(random: SeededRandom): Pd {
  const distanceMm = 54 + random.int(45) / 2;
  if (random.int(2) === 0)
    return { kind: 'binocular', distanceMm, ...(random.int(3) > 0 ? {} : { nearMm: distanceMm - 3.5 }) };
  const odMm = 26 + random.int(25) / 2;
  return { kind: 'monocular', odMm, osMm: odMm + (random.int(5) - 2) / 2 };
}

function randomTreatments(random: SeededRandom): readonly TreatmentId[] {
  if (random.int(3) > 0) return random.pick<readonly TreatmentId[]>([[], ['hard-coat'], ['hard-coat', 'ar-standard']]);
  const chosen = treatmentIds.filter(() => random.int(5) === 0);
  return chosen.slice(0, 4);
}

function randomFrame(random: SeededRandom): FrameGeometry {
  const eyeSizeMm = (420 + random.int(201)) / 10;
  const lensHeightMm = (220 + random.int(301)) / 10;
  const drawn = random.int(10);
  const outline =
    drawn === 0
      ? undefined
      : drawn < 4
        ? tracedOutline(random, eyeSizeMm, lensHeightMm)
        : syntheticOutline(outlineNames[random.int(outlineNames.length)] ?? 'panto', eyeSizeMm, lensHeightMm);
  return {
    eyeSizeMm,
    lensHeightMm,
    dblMm: (140 + random.int(101)) / 10,
    rim: random.pick(['full-rim', 'full-rim', 'half-rim', 'rimless']),
    baseCurve: random.pick([2, 4, 4, 6, 8]),
    wrapAngleDeg: random.pick([0, 0, 5, 12, 13]),
    isRxAble: random.int(40) > 0,
    ...(outline ? { outline } : {}),
    ...(random.int(10) === 0 ? { minPower: -6_000, maxPower: 4_000 } : {}),
  };
}

/** As a tracer delivers it: 400 points, a little rough, its origin beside the middle of the box. */
function tracedOutline(random: SeededRandom, widthMm: number, heightMm: number): FrameShape {
  const { radii } = syntheticOutline(outlineNames[random.int(outlineNames.length)] ?? 'panto', widthMm, heightMm, 400);
  const [bulge, side] = [random.int(80), random.int(400)];
  return {
    radii: radii.map((radius, i) => {
      const away = Math.abs(((i - side + 600) % 400) - 200) / 200;
      return Math.round(radius + bulge * (1 - away) + random.int(3) - 1);
    }),
  };
}
