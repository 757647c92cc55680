import { drain } from '@opticworks/kernel/testing';
import { PurchasingChanged } from '@opticworks/schema/events/procurement';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOffice, type TestOffice } from './office.ts';
import { someGoods } from './some-goods.ts';

const SUPPLIERS = 8;
const ORDERS = 7;
/** In the order they were made, without what differs each time. */
const SUMMARY = `SELECT o.number, s.code, o.status, o.created_at, o.sent_at, o.total_minor, l.sku, l.quantity, l.received, l.rejected, l.invoiced
  FROM purchase_order o JOIN supplier s ON s.id = o.supplier_id JOIN purchase_order_line l ON l.purchase_order_id = o.id ORDER BY o.number, l.position`;

async function anOfficeWithPast(scale: number): Promise<TestOffice> {
  const office = await anOffice();
  await office.subgraph.seed!({ caller: someGoods, log: office.deps.logger, clock: office.clock, scale });
  return office;
}

let office: TestOffice;
beforeAll(async () => {
  office = await anOfficeWithPast(1);
}, 120_000);
afterAll(() => office?.close());

const query = <Row>(sql: string, of = office) => of.subgraph.database.query<Row & Record<string, unknown>>(sql);
const perSupplier = (of: TestOffice) =>
  query<{ orders: number }>('SELECT count(*)::int AS orders FROM purchase_order GROUP BY supplier_id', of);

describe('the past of purchasing', () => {
  it('is ordered, received, billed and closed, step by step', async () => {
    const histories = await query<{ kinds: string }>(
      `SELECT string_agg(e.kind, ' ' ORDER BY e.at, e.id) AS kinds FROM purchasing_entry e GROUP BY e.purchase_order_id`,
    );

    expect(
      new Set((await query<{ status: string }>('SELECT status FROM purchase_order')).map((o) => o.status)),
    ).toEqual(new Set(['CLOSED']));
    expect(histories).toHaveLength(SUPPLIERS * ORDERS);
    expect(new Set(histories.map(({ kinds }) => kinds))).toEqual(
      new Set(['CREATED APPROVED SENT RECEIVED INVOICED INVOICE_RELEASED CLOSED']),
    );
    expect(
      await query(`SELECT o.number FROM purchase_order o JOIN goods_receipt r ON r.purchase_order_id = o.id
        JOIN supplier_invoice i ON i.purchase_order_id = o.id WHERE NOT (o.created_at < o.sent_at AND o.sent_at < r.at AND r.at < i.at)
        OR i.match_status <> 'APPROVED' OR i.at > '${office.clock.now().toISOString()}'`),
    ).toEqual([]);
  });

  it('is told to nobody and sent to nobody', async () => {
    // Nor kept for a transport that asks for everything once more. The one that is there is of today: what is to be ordered now.
    expect(await query('SELECT name FROM outbox')).toEqual([{ name: PurchasingChanged.name }]);
    await drain(office.subgraph);
    expect(office.mails).toEqual([]);
  });

  it('tells good suppliers from bad ones', async () => {
    const { suppliers } = await office.ask('{ suppliers { code scorecard { ranked score defectPpm } } }');
    type Card = { code: string; scorecard: { ranked: boolean; score: string; defectPpm: number } };
    const cards = (suppliers as Card[])
      .filter(({ scorecard }) => scorecard.ranked)
      .toSorted((one, other) => Number(one.scorecard.score) - Number(other.scorecard.score));

    expect(cards).toHaveLength(SUPPLIERS);
    const [worst, best] = [cards[0]!, cards.at(-1)!];
    expect([worst.code, best.code]).toEqual(['PACIFIC', 'AQUAVEIL']);
    expect(Number(best.scorecard.score) - Number(worst.scorecard.score)).toBeGreaterThan(20);
    expect(worst.scorecard.defectPpm).toBeGreaterThan(best.scorecard.defectPpm);
  });

  it('is the same each time', async () => {
    const other = await anOfficeWithPast(1);

    expect(await query(SUMMARY, other)).toEqual(await query(SUMMARY));
    await other.close();
  }, 120_000);

  it('is twice as much at twice the scale, in the same months', async () => {
    const large = await anOfficeWithPast(2);
    const span =
      "SELECT min(created_at) > '2025-09-10' AS since, max(created_at) < '2026-02-01' AS until FROM purchase_order";

    expect(await perSupplier(office)).toEqual(Array.from({ length: SUPPLIERS }, () => ({ orders: ORDERS })));
    expect(await perSupplier(large)).toEqual(Array.from({ length: SUPPLIERS }, () => ({ orders: 2 * ORDERS })));
    for (const each of [office, large]) expect(await query(span, each)).toEqual([{ since: true, until: true }]);
    await large.close();
  }, 120_000);
});
