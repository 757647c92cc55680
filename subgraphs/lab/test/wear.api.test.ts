import { parseDcs, recordOf } from '@opticworks/optics';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LensAnswer } from './answers.ts';
import { aLab, anOrder, aPrescription, BOARD, type Lab, SCAN, staff } from './factories.ts';
import { ticketPages } from './pdf-text.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());
const eye = (sphere: number, cylinder = 0, axis: number | null = null) => ({
  sphere,
  cylinder,
  axis,
  add: 2_000,
  prisms: [],
});
beforeEach(() => {
  lab.siblings.prescription = aPrescription({
    od: eye(-6_000, -1_000, 30),
    os: eye(-5_750),
    segHeightMm: 22,
    vertexMm: 14,
  });
});

const WEAR = `id number status holdReasons
  positionOfWear { compensation vertexMm fittedVertexMm pantoscopicTiltDeg wrapAngleDeg measuredBy }
  slabOff { imbalance from dropMm isAdvised isOrdered eye isDue line { usualMm minMm maxMm } decision { eye amount reason decidedBy lineHeightMm lineSetBy } }
  lenses { eye sphere cylinder axis add ordered { sphere cylinder axis } asWorn { sphere cylinder axis } uncompensated { sphere }
    prescribedPrism groundPrism prismOfWear centreThicknessMm edgeMinMm
    slab { prism lineUpMm lineHeightMm lineMm bottomBeforeMm bottomMm uprightHundredthsMm } }
  inspectionPlan { nominalFrom compensation lenses { eye sphere cylinder axis orderedSphere orderedCylinder orderedAxis } }`;
const jobOf = async (id: string) =>
  (await lab.ask(staff('optician'), `query ($id: ID!) { labJob(id: $id) { ${WEAR} } }`, { id })).labJob;
const measure = async (jobId: string, measures: Record<string, string>, who = staff('optician')) => {
  const answer = await lab.ask(
    who,
    `mutation ($i: PositionOfWearInput!) { setPositionOfWear(input: $i) { ... on LabJob { id status } ... on Refusal { code message } } }`,
    { i: { jobId, ...measures } },
  );
  await lab.settle();
  return answer.setPositionOfWear;
};
const decide = async (
  jobId: string,
  isMade: boolean,
  reason: string | null = null,
  who = staff('optician'),
  lineHeightMm: string | null = null,
) => {
  const answer = await lab.ask(
    who,
    `mutation ($id: ID!, $m: Boolean!, $r: String, $h: Decimal) {
      decideSlabOff(jobId: $id, isMade: $m, reason: $r, lineHeightMm: $h) { ... on LabJob { status holdReasons } ... on Refusal { code message } } }`,
    { id: jobId, m: isMade, r: reason, h: lineHeightMm },
  );
  await lab.settle();
  return answer.decideSlabOff;
};
const setLine = async (jobId: string, lineHeightMm: string | null, who = staff('lab')) => {
  const answer = await lab.ask(
    who,
    `mutation ($id: ID!, $h: Decimal) { setSlabLine(jobId: $id, lineHeightMm: $h) { ... on LabJob { status holdReasons } ... on Refusal { code message } } }`,
    { id: jobId, h: lineHeightMm },
  );
  await lab.settle();
  return answer.setSlabLine;
};

let count = 0;
async function aJob(design: string) {
  count += 1;
  const order = anOrder({ orderId: `worn_${count}`, design, treatments: [] });
  await lab.hear('OrderPlaced', order);
  const tray = `W-${count}`;
  await lab.hear('FrameHandedToLab', {
    pickTaskId: 't',
    orderId: order.orderId,
    orderLineIds: [order.lines[0]!.orderLineId],
    trayCode: tray,
  });
  const { labJobs } = await lab.ask(staff('lab'), BOARD, { f: { query: order.number } });
  return { id: labJobs.edges[0].node.id as string, tray, order };
}

async function file(id: string, kind: string) {
  const app = Fastify();
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { principal: staff('lab') });
  });
  await app.register(async (scope) => lab.subgraph.routes?.(scope), { prefix: '/lab' });
  const { body } = await app.inject(`/lab/${kind === 'ticket' ? `tickets/${id}.pdf` : `jobs/${id}.${kind}.oma`}`);
  await app.close();
  return body;
}
async function fields(id: string, kind: string, label: string) {
  const parsed = parseDcs(await file(id, kind));
  if (!parsed.ok) throw new Error(parsed.errors[0]?.detail);
  return recordOf(parsed.file, label)?.fields ?? null;
}

describe('lenses made as worn', () => {
  it('are cut, inspected and written with the compensated power, the ordered one beside it', async () => {
    const { id } = await aJob('progressive-custom');
    expect(await jobOf(id)).toMatchObject({
      positionOfWear: { compensation: 'NOT_MEASURED', vertexMm: '14' },
      inspectionPlan: { nominalFrom: 'CALCULATED' },
    });

    await measure(id, { fittedVertexMm: '12', pantoscopicTiltDeg: '10', wrapAngleDeg: '6' });
    const job = await jobOf(id);

    expect(job.positionOfWear).toEqual({
      compensation: 'COMPENSATED',
      vertexMm: '14',
      fittedVertexMm: '12',
      pantoscopicTiltDeg: '10',
      wrapAngleDeg: '6',
      measuredBy: 'Lee optician',
    });
    const [right, left] = job.lenses;
    expect(right.ordered).toEqual({ sphere: '-6.00', cylinder: '-1.00', axis: 30 });
    // −6.00 and −7.00 refracted at 14 mm are −5.93 and −6.90 at 12 mm; that much has to arrive.
    expect(Number(right.asWorn.sphere)).toBeCloseTo(-5.93, 1);
    expect(Number(right.asWorn.cylinder)).toBeCloseTo(-0.97, 1);
    expect(Number(right.sphere)).toBeGreaterThan(-5.93 + 0.05);
    expect(right.axis).not.toBe(30);
    expect(left.ordered).toEqual({ sphere: '-5.75', cylinder: null, axis: null });
    expect(Number(left.cylinder)).toBeLessThan(0);
    // Through it the wearer has the power at 12 mm that was wanted at 14 mm.
    expect(Number(left.asWorn.sphere)).toBeCloseTo(-5.75 / (1 + 0.002 * 5.75), 1);
    expect(Number(left.uncompensated.sphere)).toBeLessThan(-5.75);
    const [plan] = job.inspectionPlan.lenses;
    expect(job.inspectionPlan).toMatchObject({ nominalFrom: 'COMPENSATED', compensation: 'COMPENSATED' });
    expect(plan).toMatchObject({ orderedSphere: -6_000, orderedCylinder: -1_000, orderedAxis: 30 });
    expect(plan.sphere).toBe(Math.round(Number(right.sphere) * 1000));

    expect(await fields(id, 'surfacing', 'SPH')).toEqual(['-6.00', '-5.75']);
    expect(await fields(id, 'surfacing', 'LDDRSPH')).toEqual([right.sphere, left.sphere]);
    expect(await fields(id, 'surfacing', 'LDDRCYL')).toEqual([right.cylinder, left.cylinder]);
    expect(await fields(id, 'surfacing', 'LDDRAX')).toEqual([String(right.axis), String(left.axis)]);
    expect(await fields(id, 'surfacing', 'LDADD')).toEqual(['2.00', '2.00']);
    // Thinned by 0.6Δ per dioptre of ADD: the lensmeter shows it.
    expect(await fields(id, 'surfacing', 'LDPRVM')).toEqual(['1.20', '1.20']);
    expect(await fields(id, 'edging', 'BVD')).toEqual(['12.0', '12.0']);
    // Another lab reckons for itself: it gets the order and how the frame sits.
    expect(await fields(id, 'order', 'LDDRSPH')).toBeNull();
    expect(await fields(id, 'order', 'PANTO')).toEqual(['10.0', '10.0']);
    const [ticket] = await ticketPages(lab, id);
    expect(ticket).toContain('ordered -6.00 -1.00 ×030');
    expect(ticket).toContain('vertex 14.0 to 12.0');
    expect(ticket?.replaceAll('\n', ' ')).toContain('compensated for the position of wear');
  });

  it('stay as ordered where the design is conventional, and the screen says so', async () => {
    const { id } = await aJob('progressive-premium');
    await measure(id, { fittedVertexMm: '12', pantoscopicTiltDeg: '10', wrapAngleDeg: '6' });

    const job = await jobOf(id);
    expect(job.positionOfWear.compensation).toBe('CONVENTIONAL');
    expect(job.lenses[0]).toMatchObject({ sphere: '-6.00', cylinder: '-1.00', axis: 30, asWorn: null });
    expect(job.inspectionPlan).toMatchObject({ nominalFrom: 'CALCULATED', compensation: 'CONVENTIONAL' });
  });

  it('compensate ADD and prism once an owner has switched that on, by its name, and keep what they were calculated by', async () => {
    const SAVE = `mutation ($i: LabWearProfileInput!) { saveLabWearProfile(input: $i) { ... on LabWearProfile { add prism version isChosenHere } ... on Refusal { code message } } }`;
    const save = async (input: Record<string, unknown>, who = staff('admin')) =>
      (await lab.ask(who, SAVE, { i: { reason: 'checked with the maker', ...input } })).saveLabWearProfile;
    const measures = { fittedVertexMm: '12', pantoscopicTiltDeg: '10', wrapAngleDeg: '6' };
    const off = await aJob('progressive-custom');
    await measure(off.id, measures);
    const before = (await jobOf(off.id)).lenses[0];
    expect(before).toMatchObject({ add: '+2.00', groundPrism: null, prismOfWear: null });

    expect(await save({ add: true, prism: true })).toMatchObject({
      code: 'WEAR_PROFILE_UNVERIFIED',
      message: expect.stringContaining('traced-not-verified'),
    });
    expect(await save({ add: true, prism: true, acceptUnverified: 'traced-not-verified' }, staff('lab'))).toMatchObject(
      {
        code: 'FORBIDDEN',
      },
    );
    expect(await save({ add: true, prism: true, acceptUnverified: 'traced-not-verified', basedOn: 0 })).toEqual({
      add: true,
      prism: true,
      version: 1,
      isChosenHere: true,
    });
    const { id } = await aJob('progressive-custom');
    await measure(id, measures);
    const [right] = (await jobOf(id)).lenses;

    expect(Number(right.add)).not.toBe(2);
    // On a flat base the eye looks further aslant when reading than in the distance: more of the minus arrives, and more addition is needed.
    expect(Number(right.add) - 2).toBeGreaterThan(0);
    expect(Number(right.add) - 2).toBeLessThan(0.5);
    expect(right.prismOfWear).toMatch(/^0\.\d\dΔ out \+ 0\.\d\dΔ down$/);
    expect(right.groundPrism).toMatch(/^0\.\d\dΔ in \+ 0\.\d\dΔ up$/);
    expect(right.prescribedPrism).toBeNull();
    const [plan] = (
      await lab.ask(
        staff('optician'),
        'query ($id: ID!) { labJob(id: $id) { inspectionPlan { lenses { add prismIn prismUp } } } }',
        { id },
      )
    ).labJob.inspectionPlan.lenses;
    expect(plan.add).toBe(Math.round(Number(right.add) * 1000));
    const thinned = -1.2;
    expect(plan.prismUp / 1000).toBeCloseTo(Number(/\+ (.*)Δ up/.exec(right.groundPrism)?.[1]) + thinned, 2);
    expect((await fields(id, 'surfacing', 'LDADD'))?.[0]).toBe(right.add.replace('+', ''));
    expect((await fields(id, 'surfacing', 'ADD'))?.[0]).toBe('2.00');
    expect(await fields(id, 'surfacing', 'PRVM')).toBeNull();
    const [ticket] = await ticketPages(lab, id);
    expect(ticket).toContain('ordered -6.00 -1.00 ×030');
    expect(ticket?.replaceAll('\n', ' ')).toContain('So are ADD and PRISM.');

    // Switched off again: what is calculated keeps what it was calculated by.
    await save({ add: false, prism: false, basedOn: 1 });
    expect((await fields(id, 'surfacing', 'LDADD'))?.[0]).toBe(right.add.replace('+', ''));
    const later = await aJob('progressive-custom');
    await measure(later.id, measures);
    expect((await jobOf(later.id)).lenses[0]).toEqual(before);
  });

  it('take the measures of the prescription where the bench measured none', async () => {
    lab.siblings.prescription = {
      ...lab.siblings.prescription,
      pantoscopicTiltDeg: 8,
      wrapAngleDeg: 5,
      fittedVertexMm: 13,
    };
    const { id } = await aJob('progressive-custom');

    expect(await jobOf(id)).toMatchObject({
      positionOfWear: { compensation: 'COMPENSATED', fittedVertexMm: '13', measuredBy: null },
    });
  });

  it('are not measured anew once they are picked, nor outside what a frame can do, nor by everybody', async () => {
    const { id, tray } = await aJob('progressive-custom');
    expect(await measure(id, { pantoscopicTiltDeg: '26' })).toMatchObject({ code: 'WEAR_UNREADABLE' });
    expect(await measure(id, { pantoscopicTiltDeg: '9' }, staff('warehouse'))).toMatchObject({ code: 'FORBIDDEN' });
    await lab.ask(staff('lab'), SCAN, { t: tray, to: 'PICKED' });
    await lab.settle();

    expect(await measure(id, { pantoscopicTiltDeg: '9' })).toMatchObject({ code: 'WEAR_TOO_LATE' });
  });

  it('are calculated with the newest measures, however many preparations are under way', async () => {
    const { id } = await aJob('progressive-custom');
    const call = lab.caller.call;
    let second: Promise<unknown> | null = null;
    lab.caller.call = (async (...asked: Parameters<typeof call>) => {
      const [operation] = asked;
      // Only the preparation waits: what the other one asks on its way must not wait for itself.
      if (operation.name !== 'customer-rx.readPrescription') return call.apply(lab.caller, asked);
      second ??= lab.ask(
        staff('optician'),
        `mutation ($i: PositionOfWearInput!) { setPositionOfWear(input: $i) { ... on Refusal { code } } }`,
        { i: { jobId: id, pantoscopicTiltDeg: '12', wrapAngleDeg: '6' } },
      );
      await second;
      return call.apply(lab.caller, asked);
    }) as never;
    await measure(id, { pantoscopicTiltDeg: '4', wrapAngleDeg: '6' });
    lab.caller.call = call;

    expect((await jobOf(id)).positionOfWear).toMatchObject({ pantoscopicTiltDeg: '12' });
  });

  it('leave no measure readable in the database', async () => {
    const { id } = await aJob('progressive-custom');
    await measure(id, { pantoscopicTiltDeg: '11.5' });
    const dump = await lab.subgraph.database.query('SELECT w::text FROM lab_position_of_wear w WHERE job_id = $1', [
      id,
    ]);
    expect(JSON.stringify(dump)).not.toMatch(/11\.5|antoscopic/);
  });
});

describe('the generator', () => {
  it('gets back curve and tools of the very blank, on both meridians, and the marked base as printed on it', async () => {
    const { id, tray } = await aJob('progressive-premium');
    const numbers = async (label: string) => (await fields(id, 'surfacing', label))?.map(Number) ?? [];
    const planned = { back: await numbers('BACK'), base: await numbers('LAPBASX'), cross: await numbers('LAPCRSX') };
    const marked = await numbers('MBASE');
    const front = await numbers('FRNT');
    const [lens] = await lab.subgraph.database.query<{ sku: string }>(
      `SELECT blank_sku AS sku FROM lab_lens WHERE job_id = $1 AND eye = 'OD'`,
      [id],
    );
    await lab.ask(staff('lab'), SCAN, { t: tray, to: 'PICKED' });
    await lab.settle();
    const RECORD = `mutation ($i: RecordBlankInput!) { recordBlank(input: $i) { ... on LabJob { id } ... on Refusal { code message } } }`;
    const measuredBase = ((marked[0] ?? 0) + 0.12).toFixed(2);
    await lab.ask(staff('lab'), RECORD, { i: { jobId: id, eye: 'OD', sku: lens!.sku, measuredBase } });

    // A front 0.12 D steeper at 1.530 is 0.136 D in 1.60; the back takes that away, the tool as much as at 1.530.
    expect((await numbers('FRNT'))[0]).toBeCloseTo((front[0] ?? 0) + 0.136, 2);
    expect((await numbers('BACK'))[0]).toBeCloseTo((planned.back[0] ?? 0) - 0.136, 1);
    expect((await numbers('LAPBASX'))[0]).toBeCloseTo((planned.base[0] ?? 0) + 0.12, 1);
    expect((await numbers('LAPCRSX'))[0]).toBeCloseTo((planned.cross[0] ?? 0) + 0.12, 1);
    expect(await numbers('MBASE')).toEqual(marked);
    // The other lens is not touched.
    expect((await numbers('BACK'))[1]).toBe(planned.back[1]);
    // A free-form lens is read against its own values, ordered power and thinning prism.
    expect(await fields(id, 'surfacing', 'LDDRSPH')).toEqual(['-6.00', '-5.75']);
    expect(await fields(id, 'surfacing', 'LDPRVA')).toEqual(['270.00', '270.00']);
  });
});

describe('slab-off', () => {
  const unequal = () => ({ od: eye(-4_000), os: eye(-1_000) });

  it('is advised with amount and eye from the limit on, and holds the job until an optician decides', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, ...unequal() };
    const { id } = await aJob('ft-28-none');
    expect(await jobOf(id)).toMatchObject({ slabOff: null });

    lab.siblings.store.push({
      form: 'semi-finished',
      code: 'SFB-160-28',
      name: '1.60 FT 28',
      material: 'index-160',
      design: 'ft-28',
      diametersMm: [75],
      bases: [2_000, 4_000],
      adds: [2_000],
      isPerEye: true,
    });
    const job = await aJob('ft-28');
    // 10 mm below the centres: 4.0Δ and 1.0Δ base down.
    expect(await jobOf(job.id)).toMatchObject({
      status: 'ON_HOLD',
      holdReasons: ['SLAB_OFF_DECISION'],
      slabOff: { imbalance: '3.00', from: '1.50', dropMm: 10, isAdvised: true, eye: 'OD', isDue: true, decision: null },
    });
    expect(await decide(job.id, true, null, staff('lab'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await decide(job.id, false)).toMatchObject({ code: 'SLAB_OFF_REASON_MISSING' });

    expect(await decide(job.id, true)).toMatchObject({ holdReasons: [] });
    expect(await jobOf(job.id)).toMatchObject({
      status: 'RELEASED',
      slabOff: { isDue: false, decision: { eye: 'OD', amount: '3.00', decidedBy: 'Lee optician' } },
    });
    expect(await fields(job.id, 'edging', 'LTYPE')).toEqual(['BI FT SO', 'BI FT']);
  });

  it('is calculated on its lens when it is decided: line, lower edge, drawing, files and ticket; and gone when decided against', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, ...unequal() };
    const job = await aJob('progressive-premium');
    const before = (await jobOf(job.id)).lenses;
    expect(before.map((lens: LensAnswer) => lens.slab)).toEqual([null, null]);
    expect(await fields(job.id, 'surfacing', '_SLABPRV')).toBeNull();
    const thinnest = async () => (await fields(job.id, 'surfacing', 'MINEDG'))?.[0];
    const edge = await thinnest();

    await decide(job.id, true);
    const [right, left] = (await jobOf(job.id)).lenses;

    // Fitting height 22 in a box of 40: the cross is 2 mm up, the line half a corridor of 17 mm below it.
    expect(right.slab).toMatchObject({ prism: '3.00', lineUpMm: '-6.5' });
    expect(Number(right.slab.bottomMm)).toBeLessThan(Number(right.slab.bottomBeforeMm) - 0.3);
    expect(right.slab.uprightHundredthsMm.length).toBeGreaterThan(40);
    expect(left).toEqual(before[1]);
    expect(right.sphere).toBe(before[0].sphere);
    expect(await fields(job.id, 'surfacing', '_SLABPRV')).toEqual(['3.00', '']);
    expect(await fields(job.id, 'surfacing', '_SLABUP')).toEqual(['-6.50', '']);
    expect(await fields(job.id, 'surfacing', '_SLABEDG')).toEqual([right.slab.bottomMm.padEnd(4, '0'), '']);
    expect(Number(await thinnest())).toBeLessThanOrEqual(Number(edge));
    const [ticket] = await ticketPages(lab, job.id);
    expect(ticket?.replaceAll(/\s+/g, ' ')).toContain(
      `Slab-off OD, 3.00 pd base up below a line 13.5 mm above the bottom of the box (6.5 below the box middle); lower edge ${Number(right.slab.bottomBeforeMm).toFixed(2)} before, ${Number(right.slab.bottomMm).toFixed(2)} after.`,
    );

    // Measured anew, the job is calculated from the start, and the decision still counts for the same imbalance.
    await measure(job.id, { pantoscopicTiltDeg: '8' });
    expect((await jobOf(job.id)).lenses[0].slab).toEqual(right.slab);
    await decide(job.id, false, 'tolerates it');
    expect((await jobOf(job.id)).lenses).toEqual(before);
  });

  it('begins where the optician says, within what the lens allows, on screen, ticket and in every file', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, ...unequal() };
    const job = await aJob('progressive-premium');
    // A box of 40, the fitting cross at 22: read is 10 mm below it, and the corridor of 17 mm is half way down at 13.5.
    expect((await jobOf(job.id)).slabOff.line).toEqual({ usualMm: '13.5', minMm: '12', maxMm: '22' });
    for (const off of ['11.9', '22.1', '-3', '15.25'])
      expect(await decide(job.id, true, null, staff('optician'), off)).toEqual({
        code: 'SLAB_LINE_OFF_LENS',
        message: expect.stringContaining('outside 12 to 22 mm above the bottom of the box'),
      });
    expect((await jobOf(job.id)).slabOff.isDue).toBe(true);
    for (const end of ['12', '22'])
      expect(await decide(job.id, true, null, staff('optician'), end)).toMatchObject({ holdReasons: [] });

    await decide(job.id, true, null, staff('optician'), '15.2');
    const { slabOff, lenses } = await jobOf(job.id);
    expect(slabOff.decision).toMatchObject({ lineHeightMm: '15.2', lineSetBy: 'Lee optician' });
    expect(lenses[0].slab).toMatchObject({ prism: '3.00', lineHeightMm: '15.2', lineUpMm: '-4.8' });
    expect(lenses[1].slab).toBeNull();
    expect(await fields(job.id, 'surfacing', '_SLABUP')).toEqual(['-4.80', '']);
    expect(await fields(job.id, 'surfacing', '_SLABEDG')).toEqual([Number(lenses[0].slab.bottomMm).toFixed(2), '']);
    expect(await fields(job.id, 'surfacing', 'REM')).toBeNull();
    expect(await fields(job.id, 'order', 'REM')).toEqual([
      'SLAB-OFF R 3.00 BASE UP BELOW LINE 15.20 MM ABOVE BOTTOM OF BOX',
    ]);
    const [ticket] = await ticketPages(lab, job.id);
    expect(ticket?.replaceAll(/\s+/g, ' ')).toContain(
      'Slab-off OD, 3.00 pd base up below a line 15.2 mm above the bottom of the box (4.8 below the box middle);',
    );
    // A higher line leaves more of the lens to be ground: the lower edge gets thinner.
    const higher = Number(lenses[0].slab.bottomMm);
    await decide(job.id, true);
    const usual = (await jobOf(job.id)).lenses[0].slab;
    expect(usual.lineHeightMm).toBe('13.5');
    expect(Number(usual.bottomMm)).toBeGreaterThan(higher + 0.05);
  });

  it('has its line set by the lab too, which decides nothing by that', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, ...unequal() };
    const job = await aJob('progressive-premium');
    expect(await setLine(job.id, '14')).toMatchObject({ code: 'SLAB_OFF_NOT_MADE' });
    await decide(job.id, true, 'two pairs before');
    expect(await setLine(job.id, '14', staff('warehouse'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await setLine(job.id, '23')).toMatchObject({ code: 'SLAB_LINE_OFF_LENS' });

    expect(await setLine(job.id, '14')).toMatchObject({ status: 'RELEASED' });
    const { slabOff, lenses } = await jobOf(job.id);
    expect(slabOff.decision).toEqual({
      eye: 'OD',
      amount: '3.00',
      reason: 'two pairs before',
      decidedBy: 'Lee optician',
      lineHeightMm: '14',
      lineSetBy: 'Lee lab',
    });
    expect(lenses[0].slab.lineHeightMm).toBe('14');

    await setLine(job.id, null);
    expect((await jobOf(job.id)).slabOff.decision).toMatchObject({ lineHeightMm: null, lineSetBy: null });
    expect((await jobOf(job.id)).lenses[0].slab.lineHeightMm).toBe('13.5');
    await decide(job.id, false, 'tolerates it');
    expect(await setLine(job.id, '14')).toMatchObject({ code: 'SLAB_OFF_NOT_MADE' });
    await lab.ask(staff('lab'), SCAN, { t: job.tray, to: 'PICKED' });
    await lab.settle();
    expect(await setLine(job.id, '14')).toMatchObject({ code: 'SLAB_OFF_NOT_DUE' });
  });

  it('is decided anew when its line no longer lies on the lens: fitted higher, one reads above it', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, ...unequal() };
    const job = await aJob('progressive-premium');
    await decide(job.id, true, null, staff('optician'), '12.5');
    await measure(job.id, { pantoscopicTiltDeg: '8' });
    expect(await jobOf(job.id)).toMatchObject({ status: 'RELEASED', slabOff: { isDue: false } });

    lab.siblings.prescription = { ...lab.siblings.prescription, segHeightMm: 24 };
    await measure(job.id, { pantoscopicTiltDeg: '9' });
    expect(await jobOf(job.id)).toMatchObject({
      status: 'ON_HOLD',
      holdReasons: ['SLAB_OFF_DECISION'],
      slabOff: { isDue: true, line: { minMm: '14', maxMm: '24' }, decision: { lineHeightMm: '12.5' } },
    });
    expect(await setLine(job.id, '15')).toMatchObject({ holdReasons: [] });
    expect((await jobOf(job.id)).lenses[0].slab.lineHeightMm).toBe('15');
  });

  it('is decided anew when the imbalance is another one', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, ...unequal() };
    const job = await aJob('progressive-premium');
    await decide(job.id, false, 'tolerates it in the old pair');
    expect(await jobOf(job.id)).toMatchObject({
      status: 'RELEASED',
      slabOff: { decision: { eye: null, amount: null, reason: 'tolerates it in the old pair' } },
    });

    await measure(job.id, { pantoscopicTiltDeg: '8' });
    expect((await jobOf(job.id)).status).toBe('RELEASED');
    lab.siblings.prescription = { ...lab.siblings.prescription, od: eye(-4_500) };
    await measure(job.id, { pantoscopicTiltDeg: '9' });
    expect(await jobOf(job.id)).toMatchObject({
      status: 'ON_HOLD',
      holdReasons: ['SLAB_OFF_DECISION'],
      slabOff: { imbalance: '3.50', isDue: true },
    });
  });

  it('that was wanted and is not advised is decided anew as well, never left out in silence', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, od: eye(-2_400), os: eye(-1_000) };
    const job = await aJob('progressive-premium');
    await decide(job.id, true);
    expect(await jobOf(job.id)).toMatchObject({ status: 'RELEASED', slabOff: { isAdvised: false, isDue: false } });

    lab.siblings.prescription = { ...lab.siblings.prescription, od: eye(-2_300) };
    await measure(job.id, { pantoscopicTiltDeg: '8' });
    expect(await jobOf(job.id)).toMatchObject({
      status: 'ON_HOLD',
      holdReasons: ['SLAB_OFF_DECISION'],
      slabOff: { isAdvised: false, isDue: true },
    });
    await decide(job.id, false, 'small enough');
    expect(await jobOf(job.id)).toMatchObject({ status: 'RELEASED', slabOff: { isDue: false } });
  });

  it('of a remake is that of its original, line and all', async () => {
    lab.siblings.prescription = { ...lab.siblings.prescription, ...unequal() };
    const job = await aJob('progressive-premium');
    await decide(job.id, true, null, staff('optician'), '14');
    const { slab } = (await jobOf(job.id)).lenses[0];
    await lab.subgraph.database.query(
      `UPDATE lab_job SET status = 'PASSED', passed_at = now(), first_pass = true WHERE id = $1`,
      [job.id],
    );
    const REMAKE = `mutation ($id: ID!) { startRemake(jobId: $id, reasonCode: "SCRATCH", eyes: ["OD"]) {
      ... on LabJob { id } ... on Refusal { code message } } }`;
    const { startRemake: remake } = await lab.ask(staff('lab'), REMAKE, { id: job.id });
    await lab.settle();

    const remade = await jobOf(remake.id);
    expect(remade.slabOff).toMatchObject({ isDue: false, decision: { eye: 'OD', lineHeightMm: '14' } });
    expect(remade.lenses[0].slab).toEqual(slab);
    expect(remade.holdReasons).not.toContain('SLAB_OFF_DECISION');
  });

  it.each([
    [-2_490, false],
    [-2_500, true],
  ])('with %i beside −1.00 is due: %s', async (sphere, isDue) => {
    lab.siblings.prescription = { ...lab.siblings.prescription, od: eye(sphere), os: eye(-1_000) };
    const job = await aJob('progressive-premium');
    const { slabOff } = await jobOf(job.id);
    expect(slabOff).toMatchObject({ isDue, isAdvised: isDue });
    expect(slabOff.line !== null).toBe(isDue);
  });
});
