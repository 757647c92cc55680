import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLab, anOrder, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());

const bench = staff('lab');
const optician = staff('optician');
const START = `mutation ($id: ID!, $r: String!, $eyes: [String!]!, $party: String, $why: String, $frame: Boolean) {
  startRemake(jobId: $id, reasonCode: $r, eyes: $eyes, chargedParty: $party, partyReason: $why, replacesFrame: $frame) {
    ... on LabJob { id number trayCode remake { reason group defaultParty chargedParty partyReason partyBy policy sequence originalNumber daysLost replacesFrame
      cost { lenses { amount } frame { amount } labour { amount } shipping { amount } total { amount currencyCode } } charged { amount } } }
    ... on Refusal { code message } } }`;
const QUOTE = `query ($id: ID!, $r: String!, $eyes: [String!]!, $party: String) { remakeQuote(jobId: $id, reasonCode: $r, eyes: $eyes, chargedParty: $party) {
  ... on RemakeQuote { group chargedParty policy sequence daysSinceShipped replacesFrame cost { total { amount } } charged { amount } } ... on Refusal { code } } }`;

let orders = 0;
interface Finished {
  id: string;
  number: string;
  orderId: string;
  tray: string;
}
/** A pair that passed, and has left where said so. */
async function aPassedJob(isShipped = false): Promise<Finished> {
  orders += 1;
  const order = anOrder({ orderId: `rm_${orders}` });
  const tray = `R-${orders}`;
  await lab.hear('OrderPlaced', order);
  const orderLineIds = [order.lines[0]!.orderLineId];
  await lab.hear('FrameHandedToLab', { pickTaskId: 't', orderId: order.orderId, orderLineIds, trayCode: tray });
  const job = await finish(tray);
  if (isShipped) await ship(order.orderId);
  return { ...job, orderId: order.orderId, tray };
}
async function finish(tray: string): Promise<{ id: string; number: string }> {
  for (const to of ['PICKED', 'FINISHING', 'INSPECTION']) {
    const { scanTray } = await lab.ask(bench, SCAN, { t: tray, to });
    if (scanTray.code) throw new Error(scanTray.message);
  }
  const { labJob } = await lab.ask(bench, 'query ($t: String!) { labJob(trayCode: $t) { id number } }', {
    t: tray,
  });
  const { inspectLabJob } = await lab.ask(
    bench,
    'mutation ($i: InspectionInput!) { inspectLabJob(input: $i) { ... on InspectionOutcome { job { status } } ... on Refusal { code message } } }',
    {
      i: {
        jobId: labJob.id,
        od: { sphere: '-2.00', cylinder: '-0.50', axis: 175, pdMm: '31.5' },
        os: { sphere: '-1.75', pdMm: '31.5' },
        cosmeticPass: true,
      },
    },
  );
  if (inspectLabJob.job?.status !== 'PASSED') throw new Error(JSON.stringify(inspectLabJob));
  await lab.settle();
  return labJob;
}
const ship = (orderId: string) =>
  lab.hear('ShipmentShipped', { shipmentId: 's', orderId, orderNumber: 'n', carrier: 'USPS', trackingCode: null });
const start = async (id: string, r: string, over: Record<string, unknown> = {}, who = bench) => {
  const answer = (await lab.ask(who, START, { id, r, eyes: ['OS'], ...over })).startRemake;
  await lab.settle();
  return answer;
};

describe('a remake', () => {
  it('of one eye carries its reason, its cost by the book and whom it is charged to', async () => {
    const first = await aPassedJob();

    const remake = await start(first.id, 'COAT_DEFECT');

    expect(remake).toMatchObject({
      trayCode: first.tray,
      remake: {
        reason: 'COAT_DEFECT',
        group: 'lab-cosmetic',
        chargedParty: 'lab',
        policy: 'LAB_ERROR_FREE',
        sequence: 1,
        originalNumber: first.number,
        daysLost: 0,
        replacesFrame: false,
        // A coated 1.60 stock lens is 6.40 and its coating 3.00; finishing is 5.00.
        cost: {
          lenses: { amount: '9.40' },
          frame: { amount: '0.00' },
          labour: { amount: '5.00' },
          shipping: { amount: '0.00' },
          total: { amount: '14.40', currencyCode: 'USD' },
        },
        charged: { amount: '0.00' },
      },
    });
  });

  it('takes the pair out of the parcel it was ready for, and is inspected by the lens it makes', async () => {
    const first = await aPassedJob();
    await start(first.id, 'SCRATCH');
    const told = await lab.subgraph.database.query<{ payload: unknown }>(
      `SELECT payload FROM outbox WHERE name = 'lab.LabPairRecalled.v1' AND aggregate_id = $1`,
      [first.id],
    );
    expect(told).toHaveLength(1);

    const made = await finish(first.tray);
    await ship(first.orderId);

    const { labJob } = await lab.ask(bench, 'query ($id: ID!) { labJob(id: $id) { status isRemake } }', {
      id: made.id,
    });
    expect(labJob).toEqual({ status: 'SHIPPED', isRemake: true });
  });

  it('is one at a time, and counts what was remade before', async () => {
    const first = await aPassedJob(true);
    const answers = await Promise.all([start(first.id, 'VERTEX_TILT'), start(first.id, 'VERTEX_TILT')]);
    expect(answers.map((answer) => answer.code ?? 'started').sort()).toEqual(['REMAKE_ALREADY_OPEN', 'started']);
    const remake = answers.find((answer) => answer.id);
    expect(remake.remake).toMatchObject({ policy: 'FIRST_CHANGE_FREE', cost: { shipping: { amount: '8.50' } } });

    await lab.hear('FrameHandedToLab', {
      pickTaskId: 't',
      orderId: first.orderId,
      orderLineIds: [`${first.orderId}_line`],
      trayCode: `${first.tray}-B`,
    });
    await finish(`${first.tray}-B`);
    const again = await start(remake.id, 'VERTEX_TILT');

    expect(again.remake).toMatchObject({
      sequence: 2,
      originalNumber: first.number,
      policy: null,
      charged: { amount: again.remake.cost.total.amount },
    });
  });

  it('is charged to another party by a supervisor with a reason only', async () => {
    const first = await aPassedJob(true);

    expect(await start(first.id, 'SPH', { party: 'customer', why: 'asked for it' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await start(first.id, 'SPH', { party: 'customer' }, optician)).toMatchObject({
      code: 'PARTY_REASON_MISSING',
    });
    expect(await start(first.id, 'SPH', { party: 'the cat', why: 'x' }, optician)).toMatchObject({
      code: 'PARTY_UNKNOWN',
    });
    expect(await start(first.id, 'SPH', { party: 'customer', why: 'asked for it' }, optician)).toMatchObject({
      remake: {
        defaultParty: 'lab',
        chargedParty: 'customer',
        partyReason: 'asked for it',
        partyBy: 'Lee optician',
        policy: null,
      },
    });
  });

  it('is estimated before, with a new frame where the reason asks for one, and free only for so long', async () => {
    const first = await aPassedJob(true);
    const quote = async (r: string, over: Record<string, unknown> = {}) =>
      (await lab.ask(bench, QUOTE, { id: first.id, r, eyes: ['OD', 'OS'], ...over })).remakeQuote;

    expect(await quote('SPH')).toMatchObject({ policy: 'LAB_ERROR_FREE', charged: { amount: '0.00' }, sequence: 1 });
    expect(await quote('LOST')).toMatchObject({ chargedParty: 'carrier', replacesFrame: true, policy: null });
    expect(await quote('NONSENSE')).toMatchObject({ code: 'REASON_UNKNOWN' });
    expect(await quote('SPH', { eyes: ['left'] })).toMatchObject({ code: 'EYE_UNKNOWN' });
    await lab.subgraph.database.query(
      `UPDATE lab_job SET shipped_at = shipped_at - interval '181 days' WHERE id = $1`,
      [first.id],
    );
    expect(await quote('SPH')).toMatchObject({ policy: null });
  });

  it('changes no older remake when the book is changed, and the book keeps one currency', async () => {
    const SAVE = `mutation ($i: StandardCostInput!) { saveLabStandardCost(input: $i) { ... on StandardCost { code amount { amount } } ... on Refusal { code } } }`;
    const first = await aPassedJob();
    const before = await start(first.id, 'SCRATCH');
    const save = async (amount: string, currencyCode: string, who = staff('admin')) =>
      (await lab.ask(who, SAVE, { i: { kind: 'LABOUR', code: 'finishing', amount: { amount, currencyCode } } }))
        .saveLabStandardCost;

    expect(await save('7.00', 'USD', bench)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await save('7.00', 'EUR')).toMatchObject({ code: 'STANDARD_COST_CURRENCY' });
    expect(await save('7.00', 'USD')).toMatchObject({ amount: { amount: '7.00' } });

    const { labJob } = await lab.ask(
      bench,
      'query ($id: ID!) { labJob(id: $id) { remake { cost { labour { amount } } } } }',
      {
        id: before.id,
      },
    );
    expect(labJob.remake.cost.labour.amount).toBe('5.00');
    const other = await aPassedJob();
    const { remakeQuote } = await lab.ask(bench, QUOTE, { id: other.id, r: 'SCRATCH', eyes: ['OS'] });
    expect(remakeQuote.cost.total.amount).toBe('16.40');
  });

  it('is counted where the original was shipped, by group and party, warranty apart', async () => {
    const first = await aPassedJob(true);
    await start(first.id, 'SCRATCH_WARRANTY');

    const { remakeFigures } = await lab.ask(
      bench,
      '{ remakeFigures(from: "2026-03-01", to: "2026-03-31") { shipped remakes warrantyRemakes remakePercent byGroup { name count cost { amount } charged { amount } } byParty { name count } } }',
    );

    expect(remakeFigures.warrantyRemakes).toBe(1);
    expect(remakeFigures.remakes).toBeGreaterThanOrEqual(3);
    expect(Number(remakeFigures.remakePercent)).toBeCloseTo((100 * remakeFigures.remakes) / remakeFigures.shipped, 1);
    expect(remakeFigures.byGroup.find((row: { name: string }) => row.name === 'measurement')).toMatchObject({
      count: 2,
    });
    const none = await lab.ask(
      bench,
      '{ remakeFigures(from: "2026-05-01", to: "2026-05-31") { shipped remakePercent } }',
    );
    expect(none.remakeFigures).toEqual({ shipped: 0, remakePercent: null });
  });

  it('is one number, in the figures of the lab and beside reasons and parties', async () => {
    const QUERY = `{ labKpis(from: "2026-03-01", to: "2026-03-31") { kpis { code numerator denominator value } }
      remakeFigures(from: "2026-03-01", to: "2026-03-31") { shipped remakes warrantyRemakes remakePercent } }`;
    const numbers = async () => {
      const { labKpis, remakeFigures } = await lab.ask(bench, QUERY);
      const { numerator, denominator, value } = labKpis.kpis.find(
        ({ code }: { code: string }) => code === 'REMAKE_RATE',
      );
      expect([numerator, denominator]).toEqual([remakeFigures.remakes, remakeFigures.shipped]);
      expect(value).toBe(Number(remakeFigures.remakePercent));
      return remakeFigures;
    };
    const before = await numbers();
    const first = await aPassedJob(true);
    const once = await start(first.id, 'SPH');
    const set = (columns: string, id: string) =>
      lab.subgraph.database.query(`UPDATE lab_job SET ${columns} WHERE id = $1`, [id]);

    // Made again, sent, and made again once more: two remakes of one original.
    await set("status = 'SHIPPED', passed_at = '2026-03-19T12:00:00Z', shipped_at = '2026-03-20T12:00:00Z'", once.id);
    const twice = await start(once.id, 'CYL');
    expect(await numbers()).toMatchObject({ shipped: before.shipped + 1, remakes: before.remakes + 2 });
    // Called off, or under warranty: none.
    await set("status = 'CANCELLED'", twice.id);
    const third = await start(once.id, 'BREAK_WARRANTY');
    expect(await numbers()).toMatchObject({
      shipped: before.shipped + 1,
      remakes: before.remakes + 1,
      warrantyRemakes: before.warrantyRemakes + 1,
    });
    // The last evening of the month at the shop is the first of the next one in Greenwich.
    await set("shipped_at = '2026-04-01T03:00:00Z'", first.id);
    expect(await numbers()).toMatchObject({ shipped: before.shipped + 1 });
    await set("shipped_at = '2026-04-01T12:00:00Z'", first.id);
    expect(await numbers()).toMatchObject({ shipped: before.shipped, remakes: before.remakes });
    expect(third.remake.sequence).toBe(3);
  });

  it('is charged by the terms of its moment, and remembers by which', async () => {
    const early = await start((await aPassedJob(true)).id, 'NON_ADAPT_PAL');
    const { saveLabRemakeTerms } = await lab.ask(
      staff('admin'),
      `mutation ($i: LabRemakeTermsInput!) { saveLabRemakeTerms(input: $i) { ... on LabRemakeTerms { version } ... on Refusal { message } } }`,
      {
        i: {
          reasons: [{ code: 'NON_ADAPT_PAL', party: 'supplier' }],
          free: [{ code: 'SUPPLIER_MONTH', parties: ['supplier'], withinDays: 30 }],
          reason: 'agreed with the maker',
        },
      },
    );
    const late = await start((await aPassedJob(true)).id, 'NON_ADAPT_PAL');
    const lab2 = await start((await aPassedJob(true)).id, 'SPH');
    const versionOf = async (id: string) =>
      (await lab.ask(bench, 'query ($id: ID!) { labJob(id: $id) { remake { termsVersion } } }', { id })).labJob.remake
        .termsVersion;

    expect(early.remake).toMatchObject({ defaultParty: 'design-warranty', policy: null });
    expect(late.remake).toMatchObject({ defaultParty: 'supplier', policy: 'SUPPLIER_MONTH' });
    expect(lab2.remake).toMatchObject({ defaultParty: 'lab', policy: null });
    expect([await versionOf(early.id), await versionOf(late.id)]).toEqual([0, saveLabRemakeTerms.version]);
  });
});
