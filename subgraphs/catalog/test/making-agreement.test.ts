// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import {
  ageKnown,
  blankSku,
  calculateJob,
  type EyeRx,
  formatPower,
  frameToMake,
  heightsToMake,
  pairToMake,
  pdToMake,
} from '@opticworks/optics';
import type { PrescriptionValue } from '@opticworks/schema/values';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let frames: { id: string; sku: string }[];
let options: { id: string; code: string; kind: string }[];

/** A run is replayed from its seed: AGREEMENT_SEED=123 npx vitest run --project catalog making-agreement */
const seed = Number(process.env.AGREEMENT_SEED ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env.AGREEMENT_RUNS ?? 120);

beforeAll(async () => {
  shop = await aCatalog();
  frames = await shop.catalog.database.query(
    `select v.id, v.sku from variant v join product p on p.id = v.product_id where p.kind = 'FRAME' order by md5(v.sku || $1) limit 60`,
    [String(seed)],
  );
  options = (await shop.ask('{ lensOptions { id code kind } }')).lensOptions;
});
afterAll(() => shop?.close());

/** Mulberry32: small, even, and the same everywhere. */
function randomOf(start: number) {
  let state = start;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
    quarter: (min: number, max: number) => Math.round((min + next() * (max - min)) * 4) * 250,
    chance: (p: number) => next() < p,
  };
}

const useOf: Record<string, string> = {
  'sv-distance': 'DISTANCE',
  'sv-aspheric': 'DISTANCE',
  'anti-fatigue': 'DISTANCE',
  'sv-near': 'NEAR',
  'sv-intermediate': 'INTERMEDIATE',
  office: 'OFFICE',
};

function anOrder(random: ReturnType<typeof randomOf>) {
  const of = (kind: string) => options.filter((option) => option.kind === kind);
  const design = random.pick(of('DESIGN'));
  const isMultifocal = /progressive|ft-|office/.test(design.code);
  const add = isMultifocal || random.chance(0.3) ? random.quarter(0.75, 3.5) : null;
  const sphere = random.chance(0.8) ? random.quarter(-6, 4) : random.quarter(-14, 10);
  const eye = (): EyeRx => {
    const cylinder = random.chance(0.5) ? 0 : random.quarter(-3, -0.25);
    return {
      sphere: sphere + random.quarter(-0.5, 0.5),
      cylinder,
      axis: cylinder === 0 ? null : 1 + Math.floor(random.quarter(0, 44) / 250),
      add,
      prisms: random.chance(0.1)
        ? [{ amount: random.quarter(0.5, 5), base: random.pick(['in', 'out', 'up', 'down'] as const) }]
        : [],
    };
  };
  const half = () => 27 + Math.round(random.quarter(0, 3) / 250);
  const prescription: PrescriptionValue = {
    id: 'rx_1',
    product: 'GLASSES',
    od: eye(),
    os: random.chance(0.04) ? null : eye(),
    pd: { binocularMm: null, odMm: half(), osMm: half(), nearMm: null, nearOdMm: null, nearOsMm: null },
    segHeightMm: random.chance(0.4) ? 14 + Math.round(random.quarter(0, 2) / 250) : null,
    vertexMm: 12,
    pantoscopicTiltDeg: null,
    wrapAngleDeg: random.chance(0.1) ? random.pick([5, 14, 20]) : null,
    issuedOn: '2026-01-02',
    expiresOn: '2028-01-02',
    birthYear: random.pick([1960, 1985, 2012]),
    contactLenses: [],
  };
  const treatments = of('TREATMENT').filter(() => random.chance(0.12));
  return {
    frame: random.pick(frames),
    prescription,
    design,
    material: random.pick(of('MATERIAL')),
    treatments: random.chance(0.4) ? [] : treatments,
    use: useOf[design.code] ?? 'MULTIFOCAL',
  };
}
type Order = ReturnType<typeof anOrder>;

/** Reasons of making; what is asked about the prescription itself is not the evaluator's. */
const making =
  /^(FRAME_|RIM_|WRAP_POWER|IMPACT_|MATERIAL_NOT|SPHERE_NOT|CYLINDER_NOT|PRISM_NOT|ADD_NOT|LENS_HEIGHT|HEIGHT_BELOW|BLANK_|BASES_|CURVES_|EDGE_TOO|TREATMENT)/;
const reasonsIn = (issues: { code: string; field?: string | null; severity: string }[]) =>
  [
    ...new Set(
      issues
        .filter(({ severity, code }) => severity.toLowerCase() === 'error' && making.test(code))
        .map(({ code, field }) => `${code}@${(field ?? '').replace(/^(seg|fitting)Heights/, 'heights')}`),
    ),
  ].sort();

const QUOTE = `query ($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { issues { code field severity } } ... on Refusal { code } } }`;

async function atTheBuilder({ frame, prescription: rx, design, material, treatments, use }: Order) {
  const eye = (value: PrescriptionValue['od']) =>
    value && {
      sphere: formatPower(value.sphere),
      ...(value.cylinder ? { cylinder: formatPower(value.cylinder), axis: value.axis } : {}),
      ...(value.add ? { add: formatPower(value.add) } : {}),
      prisms: value.prisms.map(({ amount, base }) => ({
        amount: (amount / 1000).toFixed(2),
        base: base.toUpperCase(),
      })),
    };
  const { lensQuote } = await shop.ask(QUOTE, {
    input: {
      variantId: frame.id,
      use,
      od: eye(rx.od),
      os: eye(rx.os),
      pd: { odMm: String(rx.pd?.odMm), osMm: String(rx.pd?.osMm) },
      segHeightMm: rx.segHeightMm === null ? null : String(rx.segHeightMm),
      vertexMm: '12',
      wrapAngleDeg: rx.wrapAngleDeg === null ? null : String(rx.wrapAngleDeg),
      birthYear: rx.birthYear,
      designId: design.id,
      materialId: material.id,
      treatmentIds: treatments.map(({ id }) => id),
    },
  });
  return reasonsIn(lensQuote.issues);
}

const atTheOrder = async ({ frame, prescription, design, material, treatments, use }: Order) => {
  const { lines } = await shop.call('catalog.quoteLines', {
    currency: 'USD',
    locale: 'en',
    couponCodes: [],
    customerId: null,
    lines: [
      {
        lineId: 'line',
        variantId: frame.id,
        quantity: 1,
        contactLens: null,
        lens: {
          prescription,
          use,
          designId: design.id,
          materialId: material.id,
          treatmentIds: treatments.map(({ id }) => id),
          rush: false,
          confirmedWarnings: [],
        },
      },
    ],
  });
  return lines[0];
};

/** What the lab does with the very values an order hands over. */
async function inTheLab(line: any, prescription: PrescriptionValue) {
  const { rules } = await shop.call('catalog.readMakingRules', { knownVersion: null });
  const { lens, frame } = line;
  const heights = heightsToMake(prescription.segHeightMm);
  return calculateJob({
    rx: pairToMake(prescription.od, prescription.os) as { od: EyeRx; os: EyeRx },
    pd: pdToMake(prescription.pd) as NonNullable<ReturnType<typeof pdToMake>>,
    frame: frameToMake(
      {
        rim: frame.rim,
        eyeSizeMm: frame.eyeSizeTenthsMm / 10,
        lensHeightMm: frame.lensHeightTenthsMm / 10,
        dblMm: frame.dblTenthsMm / 10,
        effectiveDiameterMm: frame.effectiveDiameterTenthsMm / 10,
        baseCurve: frame.baseCurveMdpt / 1000,
        outlineHundredthsMm: frame.outlineHundredthsMm,
      },
      prescription,
      rules.limits,
    ),
    design: lens.designCode,
    material: lens.materialCode,
    treatments: lens.treatmentCodes,
    wearer: { ageYears: ageKnown(prescription, '2026-03-02') },
    rules,
    ...(heights ? { heights } : {}),
  });
}

describe('builder, price, order and lab', () => {
  it(`accept and refuse the same, with the same codes (seed ${seed})`, async () => {
    const random = randomOf(seed);
    const blanks = await shop.call('catalog.listLensBlanks', {});
    const listed = new Set([...blanks.finished, ...blanks.semiFinished].map(({ sku }: any) => sku));
    const seen = { made: 0, refused: 0 };
    for (let run = 0; run < runs; run++) {
      const order = anOrder(random);
      const line = await atTheOrder(order);
      const atOrder = reasonsIn(line.issues);
      const job = await inTheLab(line, order.prescription);
      const atLab = reasonsIn(job.problems.map((problem) => ({ ...problem, severity: 'error' })));

      expect({ run, atBuilder: await atTheBuilder(order), atLab }).toEqual({ run, atBuilder: atOrder, atLab: atOrder });
      expect(line.lens.rulesVersion).toBe(job.rulesVersion);
      seen[atOrder.length === 0 ? 'made' : 'refused']++;
      if (atOrder.length > 0) continue;
      // What is accepted stands on the list the store, the buyers and the bench know.
      for (const { blank } of job.lenses) expect(blank && listed.has(blankSku(blank))).toBe(true);
      // The unit price is its parts, to the cent.
      const parts = line.components.reduce((sum: bigint, part: any) => sum + BigInt(part.amount.amountMinor), 0n);
      expect(parts.toString()).toBe(line.unitPrice.amountMinor);
    }
    expect(seen.made).toBeGreaterThan(runs * 0.1);
    expect(seen.refused).toBeGreaterThan(runs * 0.2);
  }, 240_000);
});
