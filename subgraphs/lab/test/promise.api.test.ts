import { countStatements } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aBench, aStrongPrescription } from './bench.ts';
import { aLab, aPrescription, aStore, BOARD, type Lab, staff, TODAY } from './factories.ts';

let lab: Lab;
let bench: ReturnType<typeof aBench>;
beforeAll(async () => {
  lab = await aLab();
  bench = aBench(lab);
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.siblings.prescription = aStrongPrescription();
  lab.siblings.store = aStore();
  lab.siblings.inStock = () => true;
  lab.siblings.expectedOn = null;
});

const PROMISE = `query ($r: LabRoute!, $rush: Boolean) { labPromise(route: $r, rush: $rush) {
  route earliestOn workingDays preparationDays jobsAhead bottleneck rushFull stages { stage queueAhead lensesPerDay lenses readyAfterDays } } }`;
const promise = async (route: string, rush = false) =>
  (await lab.ask(staff('lab'), PROMISE, { r: route, rush })).labPromise;
const RUSH = `mutation ($id: ID!, $rush: Boolean!, $why: String, $o: Boolean) {
  setLabRush(jobId: $id, rush: $rush, reason: $why, override: $o) { ... on LabJob { rush dueTime rushSetBy { by reason } } ... on Refusal { code message } } }`;
const rush = async (who: ReturnType<typeof staff>, id: string, over: Record<string, unknown> = {}) =>
  (await lab.ask(who, RUSH, { id, rush: true, ...over })).setLabRush;
const SAVE =
  'mutation ($i: LabTermsInput!) { saveLabTerms(input: $i) { ... on LabTerms { preparationDays capacities { stage lensesPerDay } closedDays { day } rushSharePercent } ... on Refusal { code message } } }';
const save = async (input: Record<string, unknown>, who = staff('admin')) =>
  (await lab.ask(who, SAVE, { i: input })).saveLabTerms;
const told = () =>
  lab.subgraph.database.query<{ leadTimes: { route: string; rush: boolean; weekdays: number }[] }>(
    `SELECT payload->'leadTimes' AS "leadTimes" FROM outbox WHERE name = 'lab.LeadTimesChanged.v1' ORDER BY sequence`,
  );

describe('the day a job is due', () => {
  it('is the one promised to the customer, beside the one the lab can keep', async () => {
    const { id } = await bench.tray('P-1');
    const { labJob } = await lab.ask(
      staff('lab'),
      'query ($id: ID!) { labJob(id: $id) { dueOn plannedOn projectedOn } }',
      { id },
    );

    // Promised for the 12th, two days for the way; an empty lab needs four working days from the 2nd.
    expect(labJob).toEqual({ dueOn: '2026-03-10', plannedOn: '2026-03-06', projectedOn: '2026-03-05' });
  });

  it('follows from the queue where nothing was promised', async () => {
    const { id } = await bench.tray('P-2', { promiseDate: null });
    const { labJob } = await lab.ask(staff('lab'), 'query ($id: ID!) { labJob(id: $id) { dueOn plannedOn } }', { id });

    expect(labJob.dueOn).toMatch(/^2026-03-0[4-6]$/);
    expect(labJob.plannedOn >= labJob.dueOn).toBe(true);
  });

  it('moves when a blank is out until the store expects it, and comes back with the blank', async () => {
    lab.siblings.inStock = () => false;
    lab.siblings.expectedOn = '2026-03-20';
    const { id, order } = await bench.tray('P-3');
    const dates = async () =>
      (
        await lab.ask(staff('lab'), 'query ($id: ID!) { labJob(id: $id) { status dueOn plannedOn projectedOn } }', {
          id,
        })
      ).labJob;

    const waiting = await dates();
    expect(waiting).toMatchObject({ status: 'ON_HOLD', dueOn: '2026-03-10' });
    expect(waiting.plannedOn > '2026-03-20').toBe(true);
    expect(waiting.projectedOn > '2026-03-20').toBe(true);
    const PROGRESS =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { labProgress { expectedOn } } } }';
    const told = await lab.ask(staff('lab'), PROGRESS, { r: [{ __typename: 'Order', id: order.orderId }] });
    expect(told._entities[0].labProgress).toEqual([{ expectedOn: waiting.plannedOn }]);

    const [sku] = await lab.subgraph.database.query<{ sku: string }>(
      'SELECT blank_sku AS sku FROM lab_lens WHERE job_id = $1',
      [id],
    );
    await lab.hear('DemandAllocated', { reference: `job:${id}`, sku: sku!.sku, quantity: 2 });
    expect((await dates()).projectedOn < '2026-03-20').toBe(true);
  });

  it('of a remake follows from the terms and the calendar, not from a number in the code', async () => {
    const { id, order } = await bench.tray('P-4', { design: 'sv-distance' });
    await lab.subgraph.database.query(
      `UPDATE lab_job SET status = 'PASSED', passed_at = now(), first_pass = true WHERE id = $1`,
      [id],
    );
    expect((await save({ remakeDays: 61 })).code).toBe('LAB_TERMS_UNREADABLE');
    await save({ remakeDays: 12 });
    const REMAKE = `mutation ($id: ID!) { startRemake(jobId: $id, reasonCode: "SCRATCH", eyes: ["OD"]) { ... on LabJob { dueOn } ... on Refusal { code message } } }`;

    // Twelve working days from Monday the 2nd.
    expect(order.number && (await lab.ask(staff('lab'), REMAKE, { id })).startRemake).toEqual({ dueOn: '2026-03-18' });
    await save({ remakeDays: 5 });
    // A remake is rush, and would take the place of those below.
    await lab.subgraph.database.query("UPDATE lab_job SET status = 'PASSED', passed_at = now() WHERE remake_of = $1", [
      id,
    ]);
  });

  it('looks at the queue once for a whole board', async () => {
    const LIST = '{ labJobs(first: 50) { edges { node { id } } } }';
    const WITH = '{ labJobs(first: 50) { edges { node { id plannedOn projectedOn } } } }';
    const plain = await countStatements(() => lab.ask(staff('lab'), LIST));

    expect(await countStatements(() => lab.ask(staff('lab'), WITH))).toBe(plain + 2);
  });
});

describe('the earliest promise', () => {
  it('is later when more is in work, and says why', async () => {
    const before = await promise('SURFACED_COATED');
    await save({ capacities: [{ stage: 'COATING', lensesPerDay: 2, dwellDays: '1' }] });
    await bench.tray('P-3');
    const after = await promise('SURFACED_COATED');

    expect(after.jobsAhead).toBe(before.jobsAhead + 1);
    expect(after.workingDays).toBeGreaterThan(before.workingDays);
    expect(after.bottleneck).toBe('COATING');
    const coating = after.stages.find((one: { stage: string }) => one.stage === 'COATING');
    expect(coating).toMatchObject({ lensesPerDay: 2, lenses: 2, queueAhead: expect.any(Number) });
    // A stock pair never sees the coating queue.
    expect((await promise('FINISHED')).workingDays).toBeLessThan(after.workingDays);
    await save({ capacities: [{ stage: 'COATING', lensesPerDay: 60, dwellDays: '1' }] });
  });

  it('leaves out days on which the lab is closed', async () => {
    const before = await promise('FINISHED');
    await save({ closedDays: [{ day: before.earliestOn, reason: 'Stocktaking' }] });

    expect((await promise('FINISHED')).earliestOn > before.earliestOn).toBe(true);
    await save({ closedDays: [] });
  });

  it('is told to the shop when it changes, and only then', async () => {
    await lab.settle();
    const count = (await told()).length;
    await save({ preparationDays: '1' });
    await lab.settle();
    expect(await told()).toHaveLength(count);

    await save({ preparationDays: '4' });
    await lab.settle();
    const events = await told();
    expect(events).toHaveLength(count + 1);
    expect(events.at(-1)!.leadTimes).toHaveLength(8);
    const finished = events.at(-1)!.leadTimes.find(({ route, rush }) => route === 'FINISHED' && !rush)!;
    expect(finished.weekdays).toBe((await promise('FINISHED')).workingDays);
    await save({ preparationDays: '1' });
  });

  it('rests on data that only the admin sets, and that make sense', async () => {
    expect((await save({ preparationDays: '2' }, staff('lab'))).code).toBe('FORBIDDEN');
    for (const [input, field] of [
      [{ workingWeekdays: [] }, 'workingWeekdays'],
      [{ rushDueTime: '25:00' }, 'rushDueTime'],
      [{ rushSharePercent: '101' }, 'rushSharePercent'],
      [{ capacities: [{ stage: 'COATING', lensesPerDay: 0, dwellDays: '1' }] }, 'capacities.COATING'],
    ] as const)
      expect((await save(input)).message).toContain(field);
    expect(
      (await lab.ask(staff('buyer'), '{ labTerms { holidays } }', {}, { allowErrors: true })).errors[0].extensions.code,
    ).toBe('FORBIDDEN');
  });
});

describe('the rush class', () => {
  it('is limited to a share of the open work, over which an admin may go with a reason', async () => {
    const trays = [];
    for (const code of ['U-1', 'U-2', 'U-3']) trays.push(await bench.tray(code));
    type Tray = Awaited<ReturnType<typeof bench.tray>>;
    const [first, second, third] = trays as [Tray, Tray, Tray];

    expect(await rush(staff('associate'), first.id)).toMatchObject({ rush: true, dueTime: '14:00' });
    const no = await rush(staff('lab'), second.id);
    expect(no.code).toBe('RUSH_SHARE_EXCEEDED');
    expect(no.message).toMatch(/^1 of \d+ open jobs are rush already; the limit is 10 %, that is 1/);
    expect((await rush(staff('lab'), second.id, { o: true, why: 'please' })).code).toBe('FORBIDDEN');
    expect((await rush(staff('admin'), second.id, { o: true })).code).toBe('RUSH_SHARE_EXCEEDED');
    expect(await rush(staff('admin'), second.id, { o: true, why: 'driving test tomorrow' })).toMatchObject({
      rush: true,
      rushSetBy: { by: 'Lee admin', reason: 'driving test tomorrow' },
    });
    expect(await rush(staff('lab'), first.id, { rush: false })).toMatchObject({ rush: false, dueTime: null });
    await rush(staff('lab'), second.id, { rush: false });
    expect(third.rush).toBeUndefined();
  });

  it('has its room taken once when many hands reach for it', async () => {
    const trays = [];
    for (const code of ['V-1', 'V-2', 'V-3', 'V-4']) trays.push(await bench.tray(code));

    const answers = await Promise.all(trays.map(({ id }) => rush(staff('lab'), id)));

    expect(answers.filter((a) => a.rush)).toHaveLength(1);
    expect(answers.filter((a) => a.code === 'RUSH_SHARE_EXCEEDED')).toHaveLength(3);
    for (const { id } of trays) await rush(staff('lab'), id, { rush: false });
  });

  it('is late after its hour on the due day, other jobs after the day', async () => {
    lab.siblings.prescription = aPrescription();
    const { id } = await bench.tray('W-1', { promiseDate: '2026-03-04' });
    const late = async () =>
      (await lab.ask(staff('lab'), BOARD, { f: { query: 'W-1', late: true } })).labJobs.edges.map(
        (e: { node: { late: boolean } }) => e.node.late,
      );
    expect((await bench.job('W-1')).dueOn).toBe(TODAY);

    // 14:30 in the zone of the shop.
    lab.clock.set(`${TODAY}T22:30:00Z`);
    expect(await late()).toEqual([]);
    await rush(staff('lab'), id);
    expect(await late()).toEqual([true]);
    lab.clock.set(`${TODAY}T21:30:00Z`);
    expect(await late()).toEqual([]);
  });
});
