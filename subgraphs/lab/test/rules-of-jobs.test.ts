import { defaultMakingRules, type MakingRules } from '@opticworks/optics';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJobsOfLab, routeOfLens } from '../src/promise/queue-ahead.ts';
import { aLab, anOrder, aPrescription, aStore, type Lab, staff } from './factories.ts';

const { designs, materials, limits } = defaultMakingRules;
const add = { sphere: -2_000, cylinder: 0, axis: null, add: 2_000, prisms: [] };

/** An owner's own material and design: another index, a narrower segment, less thinning, blanks of its own for a progressive. */
const owner: Partial<MakingRules> = {
  materials: { ...materials, 'index-160': { ...materials['index-160'], calculationIndex: 1.61 } },
  designs: {
    ...designs,
    'ft-28': { ...designs['ft-28'], segment: { widthMm: 25, minHeightMm: 14 } },
    'progressive-premium': { ...designs['progressive-premium'], isFreeForm: false },
  },
  limits: { ...limits, thinningPerAdd: 0.3 },
};
const changed: Partial<MakingRules> = {
  materials: { ...materials, 'index-160': { ...materials['index-160'], calculationIndex: 1.58 } },
  designs,
  limits: { ...limits, thinningPerAdd: 0.6 },
};

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
  lab.siblings.prescription = aPrescription({ od: add, os: add, heightsMm: { odMm: 18, osMm: 18 } });
  const [, plain] = aStore();
  lab.siblings.store = [
    ...aStore(),
    {
      ...plain!,
      form: 'semi-finished',
      code: 'FT',
      design: 'ft-28',
      adds: [2_000],
      isPerEye: true,
      bases: [4_000, 6_000],
    },
    {
      ...plain!,
      form: 'semi-finished',
      code: 'PR',
      design: 'progressive-premium',
      adds: [2_000],
      isPerEye: true,
      bases: [4_000, 6_000],
    },
  ] as typeof lab.siblings.store;
  say('owner', owner);
});
afterAll(() => lab.close());

function say(version: string, rules: Partial<MakingRules>): void {
  lab.siblings.storeVersion = version;
  lab.siblings.rules = rules;
}

const JOB = `query ($q: String!) { labJobs(filter: { query: $q }) { edges { node { id status calculationWarnings { code severity }
  inspectionPlan { lenses { eye segmentSizeMm prismUp } isProgressive finalChecklist { code } } } } } }`;
async function aJob(orderId: string, design: string) {
  const order = anOrder({ orderId, design });
  await lab.hear('OrderPlaced', order);
  return () => lab.ask(staff('lab'), JOB, { q: order.number }).then(({ labJobs }) => labJobs.edges[0].node);
}

async function file(jobId: string, purpose: string): Promise<string> {
  const app = Fastify();
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { principal: staff('lab') });
  });
  await app.register(async (scope) => lab.subgraph.routes?.(scope), { prefix: '/lab' });
  const { body, statusCode } = await app.inject(`/lab/jobs/${jobId}.${purpose}.oma`);
  await app.close();
  expect(statusCode).toBe(200);
  return body;
}

describe('the rules a job was calculated by', () => {
  it("are the owner's, in what the machines read and the lensmeter is held against", async () => {
    const job = await (await aJob('order_owner', 'progressive-premium'))();

    const surfacing = await file(job.id, 'surfacing');
    expect(surfacing).toContain('LIND=1.610;1.610\r\n');
    expect(surfacing).toContain('PTPRVM=0.60;0.60\r\n');
    expect(job.inspectionPlan.lenses[0].prismUp).toBe(-600);
  });

  it('stay when the owner changes them, and the next job has the new ones', async () => {
    const kept = await aJob('order_kept', 'progressive-premium');
    const before = await kept();
    const files = () => Promise.all(['surfacing', 'edging', 'order'].map((purpose) => file(before.id, purpose)));
    const written = await files();

    say('changed', changed);
    const after = await kept();
    const now = await files();
    const next = await (await aJob('order_next', 'progressive-premium'))();
    const fresh = await file(next.id, 'surfacing');
    say('owner', owner);

    expect(now).toEqual(written);
    expect(after.inspectionPlan).toEqual(before.inspectionPlan);
    expect(fresh).toContain('LIND=1.580;1.580\r\n');
    expect(fresh).toContain('PTPRVM=1.20;1.20\r\n');
  });

  it('say how wide a segment must be', async () => {
    const { inspectionPlan } = await (await aJob('order_segment', 'ft-28'))();

    expect(inspectionPlan.lenses.map((lens: { segmentSizeMm: string }) => Number(lens.segmentSizeMm))).toEqual([
      25, 25,
    ]);
  });

  it('decide the way of a lens through the lab', async () => {
    const { id } = await (await aJob('order_route', 'progressive-premium'))();

    const open = await openJobsOfLab(lab.subgraph.database.query.bind(lab.subgraph.database));
    const { madeBy, treatments } = open.find((job) => job.id === id)!;
    expect(routeOfLens(madeBy?.design, treatments, 'SURFACED')).toBe('SURFACED_COATED');
    expect(routeOfLens(designs['progressive-premium'], treatments, 'SURFACED')).toBe('FREE_FORM');
  });
});
