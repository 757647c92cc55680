import { createHmac } from 'node:crypto';
import { createSafeFetch } from '@opticworks/kernel';
import { parseDcs } from '@opticworks/optics';
import { type RunningTwins, startTwins } from '@opticworks/twins';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outsideLabContract } from '../src/outside-labs/outside-lab.provider.contract.ts';
import { movesOn, type OutsideOrderStatus } from '../src/outside-labs/outside-order.state.ts';
import { JsonLab } from '../src/outside-labs/providers/json-lab/json-lab.ts';
import { aLab, anOrder, type Lab, SCAN, staff } from './factories.ts';

let twins: RunningTwins;
let lab: Lab;
let hook: FastifyInstance;
beforeAll(async () => {
  twins = await startTwins({ port: 0 });
  lab = await aLab(
    { OUTSIDE_LAB_API_BASE: `${twins.url}/outside-lab`, OUTSIDE_LAB_NAME: 'North Lab' },
    { fetch: createSafeFetch({ allowedOrigins: [twins.url] }) },
  );
  hook = Fastify();
  await hook.register(async (scope) => lab.subgraph.routes?.(scope), { prefix: '/lab' });
});
afterAll(async () => {
  await hook.close();
  await lab.close();
  await twins.close();
});
beforeEach(() => {
  lab.siblings.inStock = () => true;
});

const SECRET = 'opticworks-twin-outside-lab-webhook';
const sign = (body: Buffer, at: Date) => {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', SECRET).update(`${seconds}.`).update(body).digest('hex')}`;
};
const notice = (providerId: string, id: string) =>
  Buffer.from(JSON.stringify({ id, type: 'order.status', order: { id: providerId } }));

describe('a lab that speaks JSON', () => {
  outsideLabContract({
    provider: () =>
      new JsonLab({
        name: 'North Lab',
        apiBase: `${twins.url}/outside-lab`,
        apiKey: 'opticworks-twin-outside-lab',
        webhookSecret: SECRET,
        fetch: createSafeFetch({ allowedOrigins: [twins.url] }),
      }),
    loseNextAnswer: () => twins.fault({ service: 'outside-lab', kind: 'afterEffect500' }),
    advance: async (id) => void twins.advanceLabOrder(id),
    signed: (providerId, at) => {
      const body = notice(providerId, 'labevt_1');
      return { body, signature: sign(body, at) };
    },
  });
});

interface Job {
  id: string;
  number: string;
  trayCode: string;
}
let count = 0;
async function aJob(): Promise<Job> {
  count += 1;
  const order = anOrder({ orderId: `outside_${count}` });
  await lab.hear('OrderPlaced', order);
  const orderLineIds = [order.lines[0]!.orderLineId];
  await lab.hear('FrameHandedToLab', { pickTaskId: 't', orderId: 'o', orderLineIds, trayCode: `O-${count}` });
  const [job] = await lab.subgraph.database.query<Job>(
    `SELECT id, number, tray_code AS "trayCode" FROM lab_job WHERE order_id = $1`,
    [order.orderId],
  );
  return job!;
}
const jobNow = async ({ id }: Job) => {
  const [row] = await lab.subgraph.database.query<{ status: string; blanks: string[] }>(
    `SELECT j.status, ARRAY(SELECT l.blank_status FROM lab_lens l WHERE l.job_id = j.id ORDER BY l.eye) AS blanks FROM lab_job j WHERE j.id = $1`,
    [id],
  );
  return row!;
};

const ORDERS = `outsideLab outsideOrders { id lab status providerId reason expectedOn trackingCode mayCancel mayBookIn isBeingCancelled events { status by } }`;
const RESULT = `{ ... on LabEquipment { ${ORDERS} } ... on Refusal { code message } }`;
const SEND = `mutation ($id: ID!, $frame: OutsideFrame!) { result: sendToOutsideLab(jobId: $id, frame: $frame) ${RESULT} }`;
const CANCEL = `mutation ($id: ID!) { result: cancelOutsideLabOrder(id: $id) ${RESULT} }`;
const REFRESH = `mutation ($id: ID!) { result: refreshOutsideLabOrder(id: $id) ${RESULT} }`;
const BOOK_IN = `mutation ($id: ID!) { result: bookInOutsideLenses(id: $id, station: "Receiving") ${RESULT} }`;
const act = async (document: string, variables: Record<string, unknown>, who = staff('lab')) =>
  (await lab.ask(who, document, variables)).result;
const send = (job: Job, frame = 'CUT_TO_TRACE') => act(SEND, { id: job.id, frame });
const orderOf = async (job: Job) => {
  const document = `query ($id: ID!) { labEquipment(jobId: $id) { ${ORDERS} } }`;
  return (await lab.ask(staff('lab'), document, { id: job.id })).labEquipment.outsideOrders[0];
};
/** What the twin was told: the last order it took. */
const atTwin = async () =>
  (await (await fetch(`${twins.url}/control/outside-lab/orders`)).json()) as { id: string; reference: string }[];
const deliver = (providerId: string, eventId: string) => {
  const payload = notice(providerId, eventId);
  const headers = { 'content-type': 'application/json', 'x-lab-signature': sign(payload, lab.clock.now()) };
  return hook.inject({ method: 'POST', url: '/lab/webhooks/outside-lab', payload, headers });
};

describe('a job that is sent out', () => {
  it('gives its blanks back, is followed by notices, and comes back to the inspection', async () => {
    const job = await aJob();
    const sent = await send(job);
    expect(sent.outsideOrders).toMatchObject([{ lab: 'North Lab', status: 'REQUESTED', providerId: null }]);

    await lab.settle();
    const order = await orderOf(job);
    expect(order).toMatchObject({ status: 'RECEIVED', mayCancel: true, mayBookIn: true });
    expect(await jobNow(job)).toEqual({ status: 'RELEASED', blanks: ['RELEASED', 'RELEASED'] });
    expect((await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' })).scanTray).toMatchObject({
      code: 'JOB_AT_OUTSIDE_LAB',
      message: expect.stringContaining('North Lab'),
    });

    twins.advanceLabOrder(order.providerId, 'treatment');
    expect((await deliver(order.providerId, 'labevt_a')).statusCode).toBe(200);
    expect((await deliver(order.providerId, 'labevt_a')).statusCode).toBe(200);
    await lab.settle();
    expect((await orderOf(job)).status).toBe('TREATMENT');
    twins.advanceLabOrder(order.providerId, 'shipped');
    await deliver(order.providerId, 'labevt_b');
    await lab.settle();
    expect(await orderOf(job)).toMatchObject({
      status: 'SHIPPED',
      mayCancel: false,
      trackingCode: expect.stringMatching(/^LAB/),
    });

    await act(BOOK_IN, { id: order.id });
    expect(await jobNow(job)).toMatchObject({ status: 'INSPECTION' });
    expect((await orderOf(job)).events.map((e: { status: string }) => e.status).sort()).toEqual(
      ['REQUESTED', 'RECEIVED', 'TREATMENT', 'SHIPPED', 'RETURNED'].sort(),
    );
    const scans = await lab.subgraph.database.query<{ status: string; note: string }>(
      "SELECT status, note FROM lab_scan WHERE job_id = $1 AND station = 'Receiving'",
      [job.id],
    );
    expect(scans.map((s) => s.status).sort()).toEqual(['FINISHING', 'INSPECTION', 'PICKED']);
    expect(scans.every((s) => s.note === 'from North Lab')).toBe(true);
    const audit = await lab.subgraph.database.query(
      "SELECT 1 FROM audit_entry WHERE subject = $1 AND reason = 'sent to North Lab'",
      [job.id],
    );
    expect(audit).toHaveLength(1);
  });

  it('carries powers and outline as a file that reads, and no name', async () => {
    const job = await aJob();
    const bodies: string[] = [];
    const spy = new JsonLab({
      name: 'x',
      apiBase: 'http://lab',
      apiKey: 'k',
      webhookSecret: 's',
      fetch: async (_url, options) => {
        bodies.push(String(options?.body));
        throw new Error('closed');
      },
    });
    const { parts } = lab.subgraph.context({ principal: staff('lab'), locale: 'en' }) as never as {
      parts: { outside: unknown };
    };
    const real = parts.outside;
    parts.outside = spy;
    try {
      await send(job);
      await lab.settle().catch(() => undefined);
    } finally {
      parts.outside = real;
    }
    const wish = JSON.parse(bodies[0] ?? '{}');
    const parsed = parseDcs(wish.dcs);
    expect(wish).toMatchObject({
      job: { number: job.number, eyes: ['OD', 'OS'] },
      lens: { design: 'sv-distance', material: 'index-160' },
    });
    expect(parsed.ok && parsed.file.traces).toHaveLength(2);
    expect(bodies[0]).not.toMatch(/cust_|Lee/);
  });

  it('is sent once when the answer was lost', async () => {
    const job = await aJob();
    twins.fault({ service: 'outside-lab', kind: 'afterEffect500', match: { method: 'POST' } });
    const { outsideOrders } = await send(job);
    await lab.settle().catch(() => undefined);
    expect((await orderOf(job)).status).toBe('REQUESTED');

    await act(REFRESH, { id: outsideOrders[0].id });
    await lab.settle();
    expect((await orderOf(job)).status).toBe('RECEIVED');
    expect((await atTwin()).filter((o) => o.reference === outsideOrders[0].id)).toHaveLength(1);
  });

  it('is made here after all when the other lab refuses, with new blanks', async () => {
    const job = await aJob();
    twins.fault({ service: 'outside-lab', kind: 'status', status: 422, match: { method: 'POST' } });
    await send(job);
    await lab.settle();

    expect(await orderOf(job)).toMatchObject({ status: 'REFUSED', reason: expect.stringContaining('422') });
    expect(await jobNow(job)).toEqual({ status: 'RELEASED', blanks: ['ALLOCATED', 'ALLOCATED'] });
    expect((await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' })).scanTray).toMatchObject({
      status: 'PICKED',
    });
  });

  it('is called off in time, and made here', async () => {
    const early = await aJob();
    await send(early);
    await lab.settle();
    await act(CANCEL, { id: (await orderOf(early)).id });
    await lab.settle();
    expect((await orderOf(early)).status).toBe('CANCELLED');
    expect(await jobNow(early)).toEqual({ status: 'RELEASED', blanks: ['ALLOCATED', 'ALLOCATED'] });
  });

  it('is not called off once the lenses are in work', async () => {
    const late = await aJob();
    await send(late);
    await lab.settle();
    const order = await orderOf(late);
    twins.advanceLabOrder(order.providerId, 'surfacing');
    await act(CANCEL, { id: order.id });
    await lab.settle();
    expect(await orderOf(late)).toMatchObject({
      status: 'RECEIVED',
      isBeingCancelled: false,
      reason: 'Not called off: The lenses are already in work.',
    });
  });

  it('is never sent when it is called off before its turn', async () => {
    const job = await aJob();
    const before = (await atTwin()).length;
    const { outsideOrders } = await send(job);
    await act(CANCEL, { id: outsideOrders[0].id });
    await lab.settle();

    expect((await orderOf(job)).status).toBe('CANCELLED');
    expect(await atTwin()).toHaveLength(before);
  });

  it('helps out of a stock-out, and of nothing else', async () => {
    lab.siblings.inStock = () => false;
    const job = await aJob();
    expect((await jobNow(job)).status).toBe('ON_HOLD');
    expect((await send(job, 'UNCUT')).outsideOrders).toHaveLength(1);
    await lab.settle();
    expect(await jobNow(job)).toEqual({ status: 'RELEASED', blanks: ['RELEASED', 'RELEASED'] });
    await act(BOOK_IN, { id: (await orderOf(job)).id });
    expect((await jobNow(job)).status).toBe('FINISHING');
    expect(await send(job)).toMatchObject({ code: 'OUTSIDE_NOT_POSSIBLE' });
  });

  it('is sent once when two people send it', async () => {
    const job = await aJob();
    const answers = await Promise.all([send(job), send(job)]);
    expect(answers.filter((a) => a.code === 'OUTSIDE_ORDER_EXISTS')).toHaveLength(1);
    expect(answers.filter((a) => a.outsideOrders)).toHaveLength(1);
    await lab.settle();
  });

  it('is called off with its order', async () => {
    const job = await aJob();
    await send(job);
    await lab.settle();
    await lab.hear('OrderCancelled', { orderId: `outside_${count}`, number: 'x', reason: 'changed mind' });
    expect((await orderOf(job)).status).toBe('CANCELLED');
    expect(await jobNow(job)).toEqual({ status: 'CANCELLED', blanks: ['RELEASED', 'RELEASED'] });
  });

  it('is for lab staff, and only where a lab is set up', async () => {
    const job = await aJob();
    expect(await act(SEND, { id: job.id, frame: 'UNCUT' }, staff('warehouse'))).toMatchObject({ code: 'FORBIDDEN' });
    const { parts } = lab.subgraph.context({ principal: staff('lab'), locale: 'en' }) as never as {
      parts: { outside: unknown };
    };
    const real = parts.outside;
    parts.outside = null;
    expect(await send(job)).toMatchObject({ code: 'OUTSIDE_LAB_OFF' });
    parts.outside = real;
  });

  it('believes no unsigned notice', async () => {
    const payload = notice('lab_x', 'labevt_evil');
    const headers = { 'content-type': 'application/json', 'x-lab-signature': 't=1,v1=00' };
    expect((await hook.inject({ method: 'POST', url: '/lab/webhooks/outside-lab', payload, headers })).statusCode).toBe(
      400,
    );
  });
});

describe('news of an order', () => {
  const way: OutsideOrderStatus[] = [
    'REQUESTED',
    'RECEIVED',
    'IN_LAB',
    'SURFACING',
    'TREATMENT',
    'FINISHING',
    'SHIPPED',
    'RETURNED',
  ];

  it('moves it forwards only, whatever the order they come in', () => {
    for (const [i, from] of way.entries())
      for (const [k, to] of way.entries())
        expect(movesOn(from, to), `${from} → ${to}`).toBe(k > i && from !== 'RETURNED');
    for (const over of ['RETURNED', 'REFUSED', 'CANCELLED'] as const)
      for (const to of way) expect(movesOn(over, to)).toBe(false);
    expect([movesOn('REQUESTED', 'REFUSED'), movesOn('RECEIVED', 'REFUSED')]).toEqual([true, false]);
    expect([movesOn('FINISHING', 'CANCELLED'), movesOn('SHIPPED', 'CANCELLED')]).toEqual([true, false]);
  });
});
