import { type BlankSeries, type DesignId, parseDcs, recordOf } from '@opticworks/optics';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBench } from './bench.ts';
import { aLab, anOrder, aPrescription, aStore, type Lab, staff } from './factories.ts';
import { ticketPages } from './pdf-text.ts';

let lab: Lab;
let bench: ReturnType<typeof aBench>;
beforeAll(async () => {
  lab = await aLab();
  bench = aBench(lab);
});
afterAll(() => lab.close());

const cast = (design: DesignId): BlankSeries => ({
  form: 'semi-finished',
  code: `SFV-150-${design}`,
  name: `1.50 ${design}`,
  material: 'cr39',
  design,
  diametersMm: [75],
  bases: [2_000, 4_000, 6_000, 8_000],
  adds: [2_000],
  isPerEye: true,
});
const eye = (sphere: number) => ({ sphere, cylinder: 0, axis: null, add: 2_000, prisms: [] });

async function aJob(design: DesignId, segHeightMm: number) {
  lab.siblings.store = [...aStore(), cast(design)];
  lab.siblings.storeVersion = `${design} ${segHeightMm}`;
  lab.siblings.prescription = aPrescription({ od: eye(-2_000), os: eye(-1_750), segHeightMm });
  const order = anOrder({ design, treatments: [] });
  const [line] = order.lines;
  return bench.tray(`SEG-${design}-${segHeightMm}`.toUpperCase(), {
    design,
    treatments: [],
    lines: [{ ...line!, orderLineId: `${design}-${segHeightMm}`, lens: { ...line!.lens!, materialCode: 'cr39' } }],
  });
}
const seen = async (id: string) =>
  (
    await lab.ask(
      staff('lab'),
      `query ($id: ID!) { labJob(id: $id) { status holdReasons heightOdMm heightOsMm
         lenses { eye blankSku intermediateAdd imageJump segmentLinesHundredthsMm }
         inspectionPlan { nearPdMm lenses { eye add intermediateAdd segmentSizeMm heightMm } } } }`,
      { id },
    )
  ).labJob;
async function edging(id: string) {
  const app = Fastify();
  app.addHook('onRequest', async (request) => void Object.assign(request, { principal: staff('lab') }));
  await app.register(async (scope) => lab.subgraph.routes?.(scope), { prefix: '/lab' });
  const { body } = await app.inject(`/lab/jobs/${id}.edging.oma`);
  await app.close();
  const parsed = parseDcs(body);
  if (!parsed.ok) throw new Error('not a file');
  return (label: string) => recordOf(parsed.file, label)?.fields;
}

it.each<[DesignId, string, string | null, { middle: number | null; jump: string | null; lines: number }]>([
  ['trifocal-7x28', 'TR FT', '28', { middle: 1_000, jump: null, lines: 2 }],
  ['trifocal-8x35', 'TR FT', '35', { middle: 1_000, jump: null, lines: 2 }],
  ['round-28', 'BI RD', '28', { middle: null, jump: '2.80', lines: 1 }],
  ['executive', 'BI EX', null, { middle: null, jump: '0.00', lines: 1 }],
])(
  'a %s is made from a blank of its own for each eye, and inspected by the size of its segment',
  async (design, type, size, { middle, jump, lines }) => {
    const { id } = await aJob(design, 18);

    const job = await seen(id);
    expect(job).toMatchObject({ holdReasons: [] });
    expect(new Set(job.lenses.map(({ blankSku }: { blankSku: string }) => blankSku)).size).toBe(2);
    for (const { blankSku } of job.lenses) expect(blankSku).toContain(design);
    expect(job.inspectionPlan.lenses).toMatchObject([
      { add: 2_000, segmentSizeMm: size, heightMm: '18' },
      { add: 2_000, segmentSizeMm: size, heightMm: '18' },
    ]);
    expect(job.inspectionPlan.lenses.map((one: { intermediateAdd: number | null }) => one.intermediateAdd)).toEqual([
      middle,
      middle,
    ]);
    for (const one of job.lenses) {
      expect(one).toMatchObject({ intermediateAdd: middle === null ? null : '+1.00', imageJump: jump });
      expect(one.segmentLinesHundredthsMm.length).toBeGreaterThanOrEqual(lines);
      // 18 of 40 mm: nothing of it is drawn above two millimetres below the middle.
      const heights = one.segmentLinesHundredthsMm.flat().map(([, up]: number[]) => up);
      expect(Math.max(...heights)).toBe(-200);
    }
    expect([job.heightOdMm, job.heightOsMm]).toEqual(['18', '18']);
    const records = await edging(id);
    expect(records('LTYPE')).toEqual([type, type]);
    expect(records('SEGHT')).toEqual(['18.00', '18.00']);
  },
);

it('a trifocal whose line lies within its middle part is held', async () => {
  const { id } = await aJob('trifocal-8x35', 8);

  expect((await seen(id)).holdReasons.length).toBeGreaterThan(0);
});

it('the ticket says where a segment stands, and nothing of it for a pair without one', async () => {
  const job = await aJob('ft-28', 19);
  const [ticket] = await ticketPages(lab, job.id);
  const plain = await bench.tray('SEG-NONE');
  const [other] = await ticketPages(lab, plain.id);

  // PD 31 and 32; the near one follows from the house's reading distance.
  expect(ticket).toContain('near PD R 29.0 / L 30.0 mm   segment in R 2.0 / L 2.0 mm');
  expect(other).not.toContain('segment in');
});
