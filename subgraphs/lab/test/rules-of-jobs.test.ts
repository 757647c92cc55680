import { defaultMakingRules, type MakingRules } from '@opticworks/optics';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJobsOfLab, routeOfLens } from '../src/promise/queue-ahead.ts';
import { aLab, anOrder, aPrescription, aStore, type Lab, staff } from './factories.ts';

const { designs, materials, limits, centration, baseCurves } = defaultMakingRules;
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
  centration: { ...centration, workingMm: 330 },
  baseCurves: { ...baseCurves, boddy: { ...baseCurves.boddy, minusFrom: 6 } },
};
const changed: Partial<MakingRules> = {
  materials: { ...materials, 'index-160': { ...materials['index-160'], calculationIndex: 1.58 } },
  designs,
  limits: { ...limits, thinningPerAdd: 0.6 },
  centration: { ...centration, workingMm: 500 },
  baseCurves,
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
  inspectionPlan { nearPdMm lenses { eye segmentSizeMm prismUp } isProgressive finalChecklist { code } } } } } }`;
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

/** Near PD of the right eye over its distance PD, as another lab would read it. */
async function convergence(jobId: string): Promise<number> {
  const text = await file(jobId, 'order');
  const first = (label: string) => Number(new RegExp(`^${label}=([\\d.]+)`, 'm').exec(text)?.[1]);
  return first('NPD') / first('IPD');
}

describe('the rules a job was calculated by', () => {
  it("are the owner's, in what the machines read and the lensmeter is held against", async () => {
    const job = await (await aJob('order_owner', 'progressive-premium'))();

    const surfacing = await file(job.id, 'surfacing');
    expect(surfacing).toContain('LIND=1.610;1.610\r\n');
    expect(surfacing).toContain('PTPRVM=0.60;0.60\r\n');
    expect(job.inspectionPlan.lenses[0].prismUp).toBe(-600);
    // −2.00 add 2.00: by the owner's 6 it wants base 6.00, by the usual 4.25 it would want 4.25.
    expect(surfacing).toMatch(/^MBASE=6\.00;6\.00\r$/m);
    expect(await convergence(job.id)).toBeCloseTo(330 / 357, 3);
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
    expect(fresh).toMatch(/^MBASE=4\.00;4\.00\r$/m);
    expect(await convergence(before.id)).toBeCloseTo(330 / 357, 3);
    expect(await convergence(next.id)).toBeCloseTo(500 / 527, 3);
  });

  it('are the usual ones for a job from before these were kept', async () => {
    const { id } = await (await aJob('order_before', 'progressive-premium'))();
    await lab.subgraph.database.query(
      `UPDATE lab_job SET made_by = made_by - 'centration' - 'baseCurves' WHERE id = $1`,
      [id],
    );

    expect(await convergence(id)).toBeCloseTo(400 / 427, 3);
  });

  it('say how wide a segment must be, and how far apart the segments', async () => {
    const { inspectionPlan } = await (await aJob('order_segment', 'ft-28'))();
    expect(Number(inspectionPlan.nearPdMm) / (31 + 32)).toBeCloseTo(330 / 357, 2);

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
