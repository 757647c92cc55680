import { newestOverRows } from '@opticworks/kernel/testing';
import { defaultBlankSeries } from '@opticworks/optics';
import type { PrescriptionValue } from '@opticworks/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStrongPrescription } from './bench.ts';
import { aLab, anOrder, aPrescription, type Lab, staff } from './factories.ts';

const DAY_MS = 86_400_000;
const ORDERS = 40;
const TO = '2026-03-02';

/** What people order besides coated single vision of stock powers. */
const SPECIALS: { rx: string; design: string; use: string; treatments: string[] }[] = [
  { rx: 'rx_add', design: 'progressive-standard', use: 'MULTIFOCAL', treatments: ['ar-premium'] },
  { rx: 'rx_prism', design: 'sv-distance', use: 'DISTANCE', treatments: ['ar-standard'] },
  { rx: 'rx_apart', design: 'progressive-standard', use: 'MULTIFOCAL', treatments: ['ar-standard'] },
  { rx: 'rx_add', design: 'ft-28', use: 'MULTIFOCAL', treatments: ['hard-coat'] },
  { rx: 'rx_1', design: 'sv-distance', use: 'DISTANCE', treatments: ['tint-solid'] },
  { rx: 'rx_add', design: 'progressive-premium', use: 'MULTIFOCAL', treatments: ['photochromic', 'ar-standard'] },
  { rx: 'rx_1', design: 'sv-distance', use: 'DISTANCE', treatments: ['polarised'] },
  { rx: 'rx_add', design: 'sv-near', use: 'NEAR', treatments: ['ar-standard'] },
  { rx: 'rx_add', design: 'office', use: 'OFFICE', treatments: ['ar-premium'] },
];
const eye = (sphere: number, over: object = {}) => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const prescriptions: Record<string, PrescriptionValue> = {
  rx_1: aPrescription(),
  rx_strong: aStrongPrescription(),
  rx_add: aPrescription({
    od: eye(-1_750, { cylinder: -500, axis: 90, add: 2_000 }),
    os: eye(-1_500, { add: 2_000 }),
    segHeightMm: 20,
  }),
  // Far apart: an optician has to decide on slab-off first.
  rx_apart: aPrescription({ od: eye(-4_000, { add: 2_250 }), os: eye(-750, { add: 2_250 }), segHeightMm: 19 }),
  rx_prism: aPrescription({
    od: eye(1_250, { prisms: [{ amount: 1_500, base: 'in' }] }),
    os: eye(1_500, { prisms: [{ amount: 1_500, base: 'in' }] }),
  }),
};

/** Orders of two months, a day and a half apart; every third has lenses no stock holds, one waited for its blanks. */
function theShop(lab: Lab): void {
  lab.siblings.store = [...defaultBlankSeries];
  const orders = Array.from({ length: ORDERS }, (_, i) => {
    const placedAt = Date.parse('2025-12-31T09:00:00Z') + i * 1.5 * DAY_MS - (i === ORDERS - 1 ? DAY_MS : 0);
    const shippedAt = placedAt + (i === 20 ? 9 : 2.5) * DAY_MS;
    const at = (ms: number) => new Date(ms).toISOString();
    const order = anOrder({
      orderId: `order_${String(i).padStart(2, '0')}`,
      placedAt: at(placedAt),
      promiseDate: at(placedAt + 10 * DAY_MS).slice(0, 10),
    });
    const special = i % 3 === 1 ? SPECIALS[((i - 1) / 3) % SPECIALS.length] : undefined;
    const prescriptionId = i % 3 === 0 ? 'rx_strong' : (special?.rx ?? 'rx_1');
    const chosen = special && { use: special.use, designCode: special.design, treatmentCodes: special.treatments };
    const lines = order.lines.map((line) => ({ ...line, prescriptionId, lens: { ...line.lens, ...chosen } }));
    return { placed: { ...order, lines }, shippedAt: at(shippedAt), deliveredAt: at(shippedAt + DAY_MS) };
  });
  lab.caller.handlers['orders.shippedLensOrders'] = ({ afterId }: { afterId: string | null }) => ({
    orders: orders.filter(({ placed }) => afterId === null || placed.orderId > afterId).slice(0, 25),
    nextAfterId: afterId === null ? orders[24]!.placed.orderId : null,
  });
  lab.caller.handlers['customer-rx.readPrescription'] = ({ prescriptionId }: { prescriptionId: string }) => ({
    prescription: prescriptions[prescriptionId],
    measurement: null,
    owner: { kind: 'customer', id: 'cust_1' },
    status: 'ENTERED',
    saleable: true,
    issues: [],
  });
}

const seed = ({ subgraph, deps, clock, caller }: Lab) => subgraph.seed!({ log: deps.logger, clock, caller, scale: 1 });
const SUMMARY = `SELECT j.number, j.status, j.due_on::text, j.created_at, j.passed_at, j.shipped_at, j.first_pass, j.remake_reason, j.rush,
  (SELECT string_agg(s.stage || coalesce(s.outcome, ''), ' ' ORDER BY s.started_at, s.eye) FROM lab_lens_step s WHERE s.job_id = j.id) AS steps
  FROM lab_job j ORDER BY j.number`;

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
  theShop(lab);
  await seed(lab);
}, 300_000);
afterAll(() => lab.close());

const query = <Row>(sql: string) => lab.subgraph.database.query<Row & Record<string, unknown>>(sql);

describe('the past of a demonstration', () => {
  it('makes every pair that was sent, and says so to nobody', async () => {
    const jobs = await query<{ status: string; remake: string | null }>(
      'SELECT status, remake_of AS remake FROM lab_job',
    );

    expect(jobs.filter(({ remake }) => remake === null)).toHaveLength(ORDERS);
    expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['DISPENSED']));
    // Nor kept for a transport that asks for everything once more.
    expect(await query('SELECT name FROM outbox')).toEqual([]);
    await lab.settle();
    expect(lab.caller.calls.filter(({ operation }) => operation.startsWith('inventory.'))).toEqual([]);
  });

  it('shows what happens in a lab: losses, failed and waived inspections, rework, batches, rush, remakes', async () => {
    const [has] = await query<Record<string, number>>(`SELECT
      (SELECT count(DISTINCT reason)::int FROM lab_breakage) AS losses,
      (SELECT count(*)::int FROM lab_inspection WHERE verdict = 'FAIL') AS failed,
      (SELECT count(*)::int FROM lab_waiver) AS waived,
      (SELECT count(*)::int FROM lab_rework) AS reworked,
      (SELECT count(*)::int FROM lab_batch WHERE status = 'GOOD') AS good,
      (SELECT count(*)::int FROM lab_batch WHERE status = 'FAILED') AS bad,
      (SELECT count(*)::int FROM lab_job WHERE rush AND remake_of IS NULL) AS rush,
      (SELECT count(DISTINCT remake_reason)::int FROM lab_job WHERE remake_of IS NOT NULL) AS remakes,
      (SELECT count(*)::int FROM lab_lens WHERE stock_fill = 'WAITED') AS waited`);

    for (const [what, times] of Object.entries(has!)) expect([what, times > 0]).toEqual([what, true]);
    expect(has).toMatchObject({ bad: 1 });
  });

  it('keeps inspector and waiver apart, and nothing out of its order in time', async () => {
    expect(
      await query(
        'SELECT 1 FROM lab_waiver w JOIN lab_inspection i ON i.id = w.inspection_id WHERE i.inspector = w.supervisor',
      ),
    ).toEqual([]);
    expect(
      await query(`SELECT number FROM lab_job WHERE NOT (created_at <= released_at AND released_at < passed_at AND passed_at < shipped_at)
        OR shipped_at > '2026-03-02T09:00:00Z'`),
    ).toEqual([]);
  });

  it('lets no figure of the lab be unknown', async () => {
    const { labKpis, remakeFigures } = await lab.ask(
      staff('lab'),
      `{ labKpis(from: "2025-12-20", to: "${TO}") { kpis { code label value } }
         remakeFigures(from: "2025-12-20", to: "${TO}") { byParty { name count cost { amount } } } }`,
    );

    expect(labKpis.kpis.filter((kpi: { value: number | null }) => kpi.value === null)).toEqual([]);
    expect(remakeFigures.byParty.length).toBeGreaterThan(1);
  });

  it('is told once', async () => {
    const before = await query(SUMMARY);
    await seed(lab);

    expect(await query(SUMMARY)).toEqual(before);
  });

  it('is the same each time', async () => {
    const other = await aLab();
    theShop(other);
    await seed(other);

    expect(await other.subgraph.database.query(SUMMARY)).toEqual(await query(SUMMARY));
    await other.close();
  }, 300_000);

  it('outlives the newest change of the tables being taken back and made again', async () => {
    const { rows, changed } = await newestOverRows(lab.subgraph.database, 'lab');

    expect(rows).toBeGreaterThan(1_000);
    expect(changed).toEqual([]);
  });
});
