import { type Principal, verifyAuditChain } from '@opticworks/kernel';
import { countStatements } from '@opticworks/kernel/testing';
import { parseDcs } from '@opticworks/optics';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answered, type CheckAnswer, type JobAnswer, outcomeOf } from './answers.ts';
import { aLab, anOrder, aPrescription, aStore, BOARD, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.siblings.prescription = aPrescription();
  lab.siblings.rxStatus = 'SIGNED_OFF';
  lab.siblings.store = aStore();
  lab.siblings.inStock = () => true;
});

let orders = 0;
/** Places an order and lets the lab prepare it. */
async function place(
  over: Parameters<typeof anOrder>[0] = {},
): Promise<ReturnType<typeof anOrder> & { lineId: string }> {
  orders += 1;
  const order = anOrder({ orderId: `order_${orders}`, ...over });
  await lab.hear('OrderPlaced', order);
  return { ...order, lineId: order.lines[0]!.orderLineId };
}
const handOver = (lineIds: string[], trayCode: string) =>
  lab.hear('FrameHandedToLab', { pickTaskId: 'task', orderId: 'o', orderLineIds: lineIds, trayCode });
const jobsOf = async (number: string) =>
  (await lab.ask(staff('lab'), BOARD, { f: { query: number } })).labJobs.edges.map((e: { node: JobAnswer }) => e.node);
const scan = async (tray: string, ...path: string[]) => {
  let last: (Answered & JobAnswer) | undefined;
  for (const to of path) last = (await lab.ask(staff('lab'), SCAN, { t: tray, to })).scanTray;
  await lab.settle();
  return last;
};
const callsTo = (name: string) => lab.caller.calls.filter((call) => call.operation === name);
const reading = (over: Record<string, unknown> = {}) => ({
  od: { sphere: '-2.00', cylinder: '-0.50', axis: 175, pdMm: '31' },
  os: { sphere: '-1.75', pdMm: '32' },
  cosmeticPass: true,
  ...over,
});
const INSPECT = `mutation ($i: InspectionInput!) { inspectLabJob(input: $i) { ... on InspectionOutcome { job { status } inspection { verdict checks { code label eye nominal measured tolerance pass } } } ... on Refusal { code issues { field } } } }`;

describe('a job', () => {
  it('goes from the order to the parcel, stock lenses past surfacing', async () => {
    const order = await place();
    expect(await jobsOf(order.number)).toMatchObject([
      { status: 'ON_HOLD', holdReasons: ['FRAME_AWAITED'], dueOn: '2026-03-10' },
    ]);

    await handOver([order.lineId], 't-0001');
    const [job] = await jobsOf(order.number);
    expect(job).toMatchObject({ status: 'RELEASED', holdReasons: [], trayCode: 'T-0001', nextStatuses: ['PICKED'] });

    expect(await scan('T-0001', 'PICKED')).toMatchObject({ nextStatuses: ['FINISHING'] });
    expect(await scan('T-0001', 'SURFACING')).toMatchObject({
      code: 'LAB_MOVE_NOT_ALLOWED',
      message: expect.stringContaining('FINISHING'),
    });
    await scan('T-0001', 'FINISHING', 'INSPECTION');
    expect(await scan('T-0001', 'PASSED')).toMatchObject({ code: 'INSPECTION_REQUIRED' });

    const { inspectLabJob } = await lab.ask(staff('lab'), INSPECT, { i: { jobId: job.id, ...reading() } });
    expect(inspectLabJob).toMatchObject({ job: { status: 'PASSED' }, inspection: { verdict: 'PASS' } });
    expect(inspectLabJob.inspection.checks[0]).toEqual({
      code: 'POWER',
      label: 'Power, strongest meridian',
      eye: 'OD',
      nominal: '−2.50 D',
      measured: '−2.50 D',
      tolerance: '±0.13 D',
      pass: true,
    });

    await lab.hear('ShipmentShipped', {
      shipmentId: 's',
      orderId: order.orderId,
      orderNumber: order.number,
      carrier: 'USPS',
      trackingCode: null,
    });
    expect((await jobsOf(order.number))[0].status).toBe('SHIPPED');
    const events = await lab.subgraph.database.query<{ name: string; to: string }>(
      `SELECT name, payload->>'to' AS "to" FROM outbox WHERE aggregate_id = $1 AND name IN ('lab.LabJobMoved.v1', 'lab.LabJobPassed.v1') ORDER BY sequence`,
      [job.id],
    );
    expect(events.map(({ name, to }) => to ?? name)).toEqual([
      'ON_HOLD',
      'RELEASED',
      'PICKED',
      'FINISHING',
      'INSPECTION',
      'PASSED',
      'lab.LabJobPassed.v1',
      'SHIPPED',
    ]);
    expect(callsTo('inventory.settleAllocation').map(outcomeOf)).toEqual(['consumed', 'consumed']);
  });

  it('is opened once per pair however often the order is told', async () => {
    const order = await place({ quantity: 2 });
    await lab.hear('OrderPlaced', order);
    await handOver([order.lineId], 'T-0002');

    expect((await jobsOf(order.number)).map((job: JobAnswer) => job.trayCode).sort()).toEqual(['T-0002', 'T-0002-2']);
  });

  it('waits for the optician, the frame and the blank, each hold for itself', async () => {
    lab.siblings.rxStatus = 'IN_REVIEW';
    lab.siblings.inStock = (sku) => !sku.endsWith('-M0200-C050');
    const order = await place();
    const [job] = await jobsOf(order.number);
    expect(job).toMatchObject({
      status: 'ON_HOLD',
      holdReasons: expect.arrayContaining(['RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT']),
    });

    await handOver([order.lineId], 'T-0003');
    // Nobody vouches for a prescription here: its own desk asks for more than a press.
    const VOUCH =
      'mutation ($id: ID!) { releaseHold(id: $id, reason: RX_VERIFICATION) { ... on LabJob { holdReasons } ... on Refusal { code message } } }';
    expect((await lab.ask(staff('optician'), VOUCH, { id: job.id })).releaseHold).toMatchObject({
      code: 'HOLD_CLEARS_ITSELF',
      message: expect.stringContaining('signs the prescription off'),
    });
    lab.siblings.rxStatus = 'SIGNED_OFF';
    await lab.hear('PrescriptionSignedOff', { prescriptionId: 'rx_1', by: 'staff_1' });
    expect((await jobsOf(order.number))[0]).toMatchObject({ status: 'ON_HOLD', holdReasons: ['STOCK_OUT'] });
    const QUESTION =
      'mutation ($id: ID!) { holdLabJob(id: $id, reason: RX_VERIFICATION) { ... on LabJob { id } ... on Refusal { code } } }';
    await lab.ask(staff('optician'), QUESTION, { id: job.id });
    expect((await lab.ask(staff('optician'), VOUCH, { id: job.id })).releaseHold).toEqual({
      holdReasons: ['STOCK_OUT'],
    });
    expect(await scan('T-0003', 'PICKED')).toMatchObject({
      code: 'LAB_JOB_ON_HOLD',
      message: expect.stringContaining('STOCK_OUT'),
    });
    const RELEASE = 'mutation ($id: ID!) { releaseHold(id: $id, reason: STOCK_OUT) { ... on Refusal { code } } }';
    expect((await lab.ask(staff('lab'), RELEASE, { id: job.id })).releaseHold.code).toBe('HOLD_CLEARS_ITSELF');

    const arrived = { reference: `job:${job.id}`, sku: 'FSV-160-AR-65-M0200-C050', quantity: 1 };
    await lab.hear('DemandAllocated', arrived);
    await lab.hear('DemandAllocated', arrived);
    expect((await jobsOf(order.number))[0]).toMatchObject({ status: 'RELEASED', holdReasons: [] });
  });

  it('keeps a sign-off and a frame that came before it was prepared', async () => {
    lab.siblings.rxStatus = 'IN_REVIEW';
    orders += 1;
    const order = anOrder({ orderId: `order_${orders}` });
    const { database } = lab.subgraph;
    const early = [
      ['OrderPlaced', order],
      ['PrescriptionSignedOff', { prescriptionId: 'rx_1', by: 'staff_1' }],
      [
        'FrameHandedToLab',
        { pickTaskId: 't', orderId: order.orderId, orderLineIds: [order.lines[0]!.orderLineId], trayCode: 'T-0004' },
      ],
    ] as const;
    for (const [name, payload] of early.slice(0, 2)) await lab.hear(name, payload);
    await lab.hear(...early[2]);

    expect((await jobsOf(order.number))[0]).toMatchObject({ status: 'RELEASED' });
    expect(database.schema).toBe('lab');
  });

  it('surfaces what the grid does not hold', async () => {
    lab.siblings.prescription = aPrescription({
      od: { sphere: -7_000, cylinder: -500, axis: 10, add: null, prisms: [] },
      os: { sphere: -6_750, cylinder: 0, axis: null, add: null, prisms: [] },
    });
    const order = await place();
    await handOver([order.lineId], 'T-0005');
    expect(await scan('T-0005', 'PICKED')).toMatchObject({ nextStatuses: ['SURFACING'] });
    expect(await scan('T-0005', 'SURFACING')).toMatchObject({ nextStatuses: ['COATING'] });

    const { labJob } = await lab.ask(
      staff('lab'),
      '{ labJob(trayCode: "T-0005") { lenses { eye kind blankSku sphere baseCurve centreThicknessMm edgeMaxMm decentrationInMm minimumBlankMm } calculationWarnings { code } } }',
    );
    expect(labJob.lenses[0]).toMatchObject({ eye: 'OD', kind: 'SURFACED', sphere: '-7.00', decentrationInMm: '4' });
    expect(Number(labJob.lenses[0].edgeMaxMm)).toBeGreaterThan(Number(labJob.lenses[0].centreThicknessMm));
    expect(labJob.calculationWarnings.map((w: { code: string }) => w.code)).toContain('VERTEX_MISSING');
  });

  it('asks the customer when the distance is missing, and calculates again after the answer', async () => {
    lab.siblings.prescription = aPrescription({ pd: null });
    const order = await place();
    const [job] = await jobsOf(order.number);
    expect(job.holdReasons).toEqual(expect.arrayContaining(['CUSTOMER_QUESTION']));

    lab.siblings.prescription = aPrescription();
    await lab.ask(
      staff('associate'),
      'mutation ($id: ID!) { releaseHold(id: $id, reason: CUSTOMER_QUESTION) { ... on LabJob { id } ... on Refusal { code message } } }',
      { id: job.id },
    );
    await lab.settle();
    await handOver([order.lineId], 'T-0006');

    expect((await jobsOf(order.number))[0].status).toBe('RELEASED');
  });

  it('goes on with the corrected prescription and gives the old blanks back', async () => {
    lab.siblings.rxStatus = 'IN_REVIEW';
    const order = await place({ orderId: 'order_corrected' });
    await handOver([order.lineId], 'T-0011');
    const settled = callsTo('inventory.settleAllocation').length;
    lab.siblings.prescription = aPrescription({
      od: { sphere: -3_000, cylinder: 0, axis: null, add: null, prisms: [] },
    });
    await lab.subgraph.database.query(
      `UPDATE lab_job SET prescription_id = 'rx_wrong' WHERE order_id = 'order_corrected'`,
    );

    await lab.hear('PrescriptionEntered', {
      prescriptionId: 'rx_right',
      owner: order.owner,
      needsReview: true,
      supersedes: 'rx_wrong',
    });
    expect((await jobsOf(order.number))[0]).toMatchObject({ status: 'ON_HOLD', holdReasons: ['RX_VERIFICATION'] });
    await lab.hear('PrescriptionSignedOff', { prescriptionId: 'rx_right', by: 'staff_1' });

    const { labJob } = await lab.ask(
      staff('lab'),
      '{ labJob(trayCode: "T-0011") { status prescription { id } lenses { eye sphere } } }',
    );
    expect(labJob).toMatchObject({
      status: 'RELEASED',
      prescription: { id: 'rx_right' },
      lenses: [{ sphere: '-3.00' }, { sphere: '-1.75' }],
    });
    expect(callsTo('inventory.settleAllocation').slice(settled).map(outcomeOf)).toEqual(['released', 'released']);
  });

  it('replaces a broken lens and keeps the other', async () => {
    const order = await place();
    await handOver([order.lineId], 'T-0007');
    await scan('T-0007', 'PICKED', 'FINISHING');
    const [job] = await jobsOf(order.number);
    const before = callsTo('inventory.allocateStock').length;
    lab.siblings.inStock = () => false;
    const BREAK =
      'mutation ($id: ID!, $r: String!) { reportBreakage(jobId: $id, eye: "OD", reasonCode: $r) { ... on LabJob { status } ... on Refusal { code } } }';

    expect((await lab.ask(staff('lab'), BREAK, { id: job.id, r: 'NONSENSE' })).reportBreakage.code).toBe(
      'REASON_UNKNOWN',
    );
    expect((await lab.ask(staff('lab'), BREAK, { id: job.id, r: 'SCRATCH' })).reportBreakage.status).toBe('SPOILED');
    await lab.settle();
    expect((await jobsOf(order.number))[0]).toMatchObject({ status: 'ON_HOLD', holdReasons: ['STOCK_OUT'] });
    expect(callsTo('inventory.allocateStock').length - before).toBe(1);

    const lenses = await lab.subgraph.database.query<{ sku: string; status: string }>(
      'SELECT blank_sku AS sku, blank_status AS status FROM lab_lens WHERE job_id = $1 ORDER BY eye',
      [job.id],
    );
    expect(lenses.map(({ status }) => status)).toEqual(['WAITING', 'CONSUMED']);
    await lab.hear('DemandAllocated', { reference: `job:${job.id}`, sku: lenses[0]!.sku, quantity: 1 });
    await scan('T-0007', 'PICKED', 'FINISHING', 'INSPECTION');
    expect((await jobsOf(order.number))[0].status).toBe('INSPECTION');
  });

  it('fails by a hair, is reworked, and counts as not passed at first', async () => {
    const order = await place();
    await handOver([order.lineId], 'T-0008');
    await scan('T-0008', 'PICKED', 'FINISHING', 'INSPECTION');
    const [job] = await jobsOf(order.number);

    const bad = await lab.ask(staff('lab'), INSPECT, {
      i: { jobId: job.id, ...reading({ od: { sphere: '-1.87', cylinder: '-0.65', axis: 178 } }) },
    });
    expect(bad.inspectLabJob).toMatchObject({ job: { status: 'REWORK' }, inspection: { verdict: 'FAIL' } });
    expect(
      bad.inspectLabJob.inspection.checks.filter((c: CheckAnswer) => !c.pass).map((c: CheckAnswer) => c.code),
    ).toEqual(['CYLINDER']);
    const unreadable = await lab.ask(staff('lab'), INSPECT, {
      i: { jobId: job.id, ...reading({ od: { sphere: 'minus two', cylinder: '-1.00' } }) },
    });
    expect(unreadable.inspectLabJob.issues.map((i: { field: string }) => i.field)).toEqual(['od.sphere', 'od.axis']);
    await scan('T-0008', 'FINISHING', 'INSPECTION');
    await lab.ask(staff('lab'), INSPECT, { i: { jobId: job.id, ...reading() } });

    const { labJob } = await lab.ask(
      staff('lab'),
      'query ($id: ID!) { labJob(id: $id) { status inspections { verdict checks { code } } } }',
      { id: job.id },
    );
    expect(labJob).toMatchObject({ status: 'PASSED', inspections: [{ verdict: 'FAIL' }, { verdict: 'PASS' }] });
    const { labFigures } = await lab.ask(
      staff('lab'),
      '{ labFigures(from: "2026-03-01", to: "2026-03-31") { passedFirst inspected firstPassYieldPercent spoiledLenses startedLenses shipped onTime wip byStatus { status count } medianTurnaroundHours } }',
    );
    expect(labFigures).toMatchObject({
      passedFirst: 1,
      inspected: 2,
      firstPassYieldPercent: '50.0',
      spoiledLenses: 1,
      shipped: 1,
      onTime: 1,
    });
  });

  it('is remade for one eye with its reason, in the tray it still lies in', async () => {
    const [passed] = (await lab.ask(staff('lab'), BOARD, { f: { status: ['PASSED'] } })).labJobs.edges.map(
      (e: { node: JobAnswer }) => e.node,
    );
    const REMAKE =
      'mutation ($id: ID!, $eyes: [String!]!) { startRemake(jobId: $id, reasonCode: "COAT_DEFECT", eyes: $eyes) { ... on LabJob { id isRemake trayCode rush remakeOf { id } } ... on Refusal { code } } }';

    expect((await lab.ask(staff('lab'), REMAKE, { id: passed.id, eyes: ['left'] })).startRemake.code).toBe(
      'EYE_UNKNOWN',
    );
    const { startRemake } = await lab.ask(staff('lab'), REMAKE, { id: passed.id, eyes: ['OS'] });
    await lab.settle();
    const { labJob } = await lab.ask(
      staff('lab'),
      'query ($id: ID!) { labJob(id: $id) { status lenses { eye } remakeOf { remakes { id } } } }',
      { id: startRemake.id },
    );

    expect(startRemake).toMatchObject({
      isRemake: true,
      trayCode: passed.trayCode,
      rush: true,
      remakeOf: { id: passed.id },
    });
    expect(labJob).toMatchObject({
      status: 'RELEASED',
      lenses: [{ eye: 'OS' }],
      remakeOf: { remakes: [{ id: startRemake.id }] },
    });
  });

  it('stops with its order, cut lenses too, and the tray is free for another pair', async () => {
    const early = await place();
    const late = await place();
    await handOver([late.lineId], 'T-0009');
    await scan('T-0009', 'PICKED', 'FINISHING');
    const before = callsTo('inventory.settleAllocation').length;

    for (const order of [early, late])
      await lab.hear('OrderCancelled', { orderId: order.orderId, number: order.number, reason: 'changed my mind' });

    expect((await jobsOf(early.number))[0].status).toBe('CANCELLED');
    expect((await jobsOf(late.number))[0].status).toBe('CANCELLED');
    await lab.settle();
    expect(callsTo('inventory.settleAllocation').slice(before).map(outcomeOf)).toEqual(['released', 'released']);
    expect((await scan('T-0009', 'INSPECTION'))?.code).toBeDefined();
    await handOver([(await place()).lineId], 'T-0009');
    expect((await scan('T-0009', 'PICKED'))?.code).toBeUndefined();
  });

  it('moves once when two scanners read the same tray', async () => {
    const order = await place();
    await handOver([order.lineId], 'T-0010');

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => lab.ask(staff('lab'), SCAN, { t: 'T-0010', to: 'PICKED' })),
    );

    expect(answers.filter((a) => a.scanTray.status === 'PICKED')).toHaveLength(1);
    expect(answers.filter((a) => a.scanTray.code === 'LAB_MOVE_NOT_ALLOWED')).toHaveLength(5);
  });
});

describe('who sees what', () => {
  const PROGRESS =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { labProgress { stage label stages { label done current } } labJobs { id } } } }';
  const progress = async (who: Principal, orderId: string, locale: 'en' | 'de' = 'en') =>
    (await lab.ask(who, PROGRESS, { r: [{ __typename: 'Order', id: orderId }] }, { locale }))._entities[0];

  it.each<[string, Principal, number, number]>([
    ['the customer', { kind: 'customer', id: 'cust_1', userId: 'u' }, 1, 0],
    ['another customer', { kind: 'customer', id: 'cust_2', userId: 'u' }, 0, 0],
    ['a guest', { kind: 'guest', id: 'g' }, 0, 0],
    ['whoever opened a signed link', { kind: 'guest', id: null, grants: ['order_1'] }, 1, 0],
    ['the lab', staff('lab'), 1, 1],
    ['a buyer', staff('buyer'), 0, 0],
    ['a partner', { kind: 'partner', id: 'p', scopes: [], testMode: false }, 0, 0],
  ])('%s', async (_name, who, steps, jobs) => {
    const order = await progress(who, 'order_1');

    expect(order.labProgress).toHaveLength(steps);
    expect(order.labJobs).toHaveLength(jobs);
  });

  it('tells the customer in their language, without words of the trade', async () => {
    const order = await progress({ kind: 'customer', id: 'cust_1', userId: 'u' }, 'order_1', 'de');

    expect(order.labProgress[0]).toMatchObject({ stage: 'ready', label: 'Versandbereit' });
  });

  it('shows the board to those who serve, powers only to those who make', async () => {
    const POWERS = '{ labJobs(first: 1) { edges { node { lenses { sphere } } } } }';

    expect((await lab.ask(staff('buyer'), BOARD, {}, { allowErrors: true })).errors[0].extensions.code).toBe(
      'FORBIDDEN',
    );
    expect(
      (await lab.ask({ kind: 'guest', id: 'g' }, BOARD, {}, { allowErrors: true })).errors[0].extensions.code,
    ).toBe('UNAUTHENTICATED');
    expect((await lab.ask(staff('warehouse'), BOARD)).labJobs.totalCount).toBeGreaterThan(5);
    expect((await lab.ask(staff('warehouse'), POWERS, {}, { allowErrors: true })).errors[0].extensions.code).toBe(
      'FORBIDDEN',
    );
    expect((await lab.ask(staff('associate'), SCAN, { t: 'T-0010', to: 'FINISHING' })).scanTray.code).toBe('FORBIDDEN');
  });

  it('keeps no power readable in its tables, and audits each reading', async () => {
    const dump = await lab.subgraph.database.query(
      'SELECT j::text FROM lab_job j UNION ALL SELECT i::text FROM lab_inspection i UNION ALL SELECT o::text FROM outbox o',
    );

    expect(JSON.stringify(dump)).not.toMatch(/"sphere"|-2\.25/);
    expect(await verifyAuditChain(lab.subgraph.database, 'lab-values')).toMatchObject({ ok: true });
  });

  it('reads the board in one statement, with lenses in a fixed number', async () => {
    const LIST = '{ labJobs(first: 20) { edges { node { id status holdReasons nextStatuses frameName } } } }';
    const FULL = '{ labJobs(first: 20) { edges { node { id lenses { sphere blankSku } scans { status } } } } }';

    expect(await countStatements(() => lab.ask(staff('lab'), LIST))).toBe(1);
    // Jobs, lenses, scans; begin, keys, three for the audit, commit.
    expect(await countStatements(() => lab.ask(staff('lab'), FULL))).toBeLessThanOrEqual(9);
  });
});

describe('documents', () => {
  const serve = async (principal: unknown) => {
    const app = Fastify();
    app.addHook('onRequest', async (request) => {
      Object.assign(request, { principal });
    });
    await app.register(async (scope) => lab.subgraph.routes!(scope as never), { prefix: '/lab' });
    return app;
  };

  it('prints the ticket and writes the equipment file for the bench, for nobody else', async () => {
    const { labJob } = await lab.ask(
      staff('lab'),
      '{ labJob(trayCode: "T-0007") { id number ticketUrl traceFileUrl } }',
    );
    const [bench, stranger] = [await serve(staff('lab')), await serve({ kind: 'guest', id: 'g' })];

    const pdf = await bench.inject(labJob.ticketUrl);
    const oma = await bench.inject(labJob.traceFileUrl);
    const refused = await stranger.inject(labJob.ticketUrl);

    expect(pdf.statusCode).toBe(200);
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(oma.body).toContain(`JOB=${labJob.number}\r\n`);
    expect(oma.body).toContain('SPH=-2.00;-1.75');
    expect(parseDcs(oma.body).ok).toBe(true);
    expect(refused.statusCode).toBe(401);
    await Promise.all([bench.close(), stranger.close()]);
  });
});
