import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costOfMutation, drain, type PreparedMutation } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOffice, anOrderFor, bea, bob, change, type TestOffice, wanda } from './office.ts';

/** What each persisted mutation of purchasing costs here. `MEASURE=1` prints what there is now, with the statements. */
const budgets: Record<string, number> = JSON.parse(
  await readFile(join(import.meta.dirname, 'mutation-statements.json'), 'utf8'),
);

const ARTICLES = Array.from({ length: 6 }, (_, i) => `GROW-${i + 1}`);

let office: TestOffice;
beforeAll(async () => {
  office = await anOffice();
});
afterAll(() => office.close());

/** An office as new whose first articles are short. */
async function needs(articles: number): Promise<Record<string, number>> {
  await office.asNew();
  for (const sku of ARTICLES)
    await office.subgraph.database.query(
      `INSERT INTO supplier_item (id, supplier_id, sku, supplier_sku, item_name, cost_minor, pack_size, minimum_quantity, lead_time_days, preferred)
       VALUES ($1, 'lens', $2, $2, $2, 325, 1, 1, 4, true)`,
      [`item_${sku}`, sku],
    );
  return Object.fromEntries(ARTICLES.slice(0, articles).map((sku) => [sku, 10]));
}

interface Order {
  id: string;
  number: string;
  lines: { id: string; sku: string }[];
}
const anOrder = async (articles: number): Promise<Order> => anOrderFor(office, await needs(articles));
async function aSentOrder(articles: number): Promise<Order> {
  const order = await anOrder(articles);
  const sent = await change(office, 'approvePurchaseOrder', 'id: $id', { id: order.id }, bob);
  if (sent.code) throw new Error(sent.message);
  return order;
}
const receipt = (order: Order, quantity: number) => ({
  purchaseOrderId: order.id,
  lines: order.lines.map(({ id }) => ({ purchaseOrderLineId: id, quantity, binCode: 'L-01-01' })),
});

async function someProposals(articles: number): Promise<string[]> {
  const short = await needs(articles);
  for (const sku of Object.keys(short)) office.stock[sku] = { onHand: 0, reorderPoint: 10 };
  await office.ask('mutation { recalculateProposals }');
  const { replenishmentProposals } = await office.ask('{ replenishmentProposals { edges { node { id } } } }');
  return replenishmentProposals.edges.map((edge: { node: { id: string } }) => edge.node.id);
}

const approve = async (articles = 1) => ({ variables: { id: (await anOrder(articles)).id }, who: bob });
const cancel = async (articles = 1) => ({
  variables: { id: (await aSentOrder(articles)).id, reason: 'too late' },
  who: bea,
});
const order = async (articles = 1) => ({ variables: { proposalIds: await someProposals(articles) }, who: bea });
const recalculate = async (articles = 1) => {
  await someProposals(articles);
  for (const sku of ARTICLES.slice(0, articles)) office.stock[sku] = { onHand: 2, reorderPoint: 10 };
  return { variables: {}, who: bea };
};
const receive = async (articles = 1) => ({ variables: receipt(await aSentOrder(articles), 4), who: wanda });
const bill = async (articles = 1) => {
  const sent = await aSentOrder(articles);
  const { purchaseOrderId: id, lines } = receipt(sent, 10);
  await change(office, 'receiveGoods', 'purchaseOrderId: $id, lines: $lines', { id, lines }, wanda);
  const billed = sent.lines.map(({ sku }) => ({ sku, quantity: 10, unitCost: '3.25' }));
  return { variables: { purchaseOrderId: id, number: 'INV-1', lines: billed }, who: bea };
};
const hear = async (articles = 1) => {
  const { number, lines } = await aSentOrder(articles);
  const said = lines
    .map(({ sku }, i) => `PO1*${i + 1}*10*EA*3.25*PE*VN*${sku}~ACK*IA*6*EA*068*20260304~ACK*IB*4*EA*068*20260320~`)
    .join('');
  const body = `ST*855*0001~BAK*00*AC*${number}*20260301*****20260302~${said}CTT*${lines.length}~SE*${4 + 3 * lines.length}*0001~`;
  const text = `ISA*00*          *00*          *ZZ*${'LENSVENDOR'.padEnd(15)}*ZZ*${'OPTICWORKS'.padEnd(15)}*260301*1200*U*00401*000000207*0*T*>~
GS*PR*LENSVENDOR*OPTICWORKS*20260301*1200*207*X*004010~${body}GE*1*207~IEA*1*000000207~`;
  return { variables: { text }, who: bea };
};

/** An order of which part was billed that many times before anything came: each of those bills is held. */
async function aBilledOrder(bills: number): Promise<Order> {
  const sent = await aSentOrder(1);
  for (let i = 0; i < bills; i += 1) {
    const recorded = await change(
      office,
      'recordSupplierInvoice',
      `purchaseOrderId: $id, number: "INV-${i}", lines: $invoice`,
      { id: sent.id, invoice: [{ sku: ARTICLES[0], quantity: 1, unitCost: '3.25' }] },
      bea,
    );
    if (recorded.code) throw new Error(recorded.message);
  }
  return sent;
}
const receiveBilled = async (bills: number): Promise<PreparedMutation> => ({
  variables: receipt(await aBilledOrder(bills), 10),
  who: wanda,
});
const billAgain = async (bills: number): Promise<PreparedMutation> => ({
  variables: {
    purchaseOrderId: (await aBilledOrder(bills)).id,
    number: 'INV-LAST',
    lines: [{ sku: ARTICLES[0], quantity: 1, unitCost: '3.25' }],
  },
  who: bea,
});

/** Proposals of one article each from that many suppliers. */
async function orderOfMany(suppliers: number): Promise<PreparedMutation> {
  await needs(suppliers);
  for (const sku of ARTICLES.slice(0, suppliers)) {
    await office.subgraph.database.query(
      `INSERT INTO supplier (id, code, name, email, edi_kind, currency, created_at) VALUES ($1, $1, $1, 'a@example.com', 'NONE', 'USD', now())`,
      [`of ${sku}`],
    );
    await office.subgraph.database.query('UPDATE supplier_item SET supplier_id = $2 WHERE sku = $1', [
      sku,
      `of ${sku}`,
    ]);
    office.stock[sku] = { onHand: 0, reorderPoint: 10 };
  }
  await office.ask('mutation { recalculateProposals }');
  const rows = await office.subgraph.database.query<{ id: string }>("SELECT id FROM proposal WHERE status = 'OPEN'");
  return { variables: { proposalIds: rows.map(({ id }) => id) }, who: bea };
}

type Prepare = (articles?: number) => Promise<PreparedMutation>;
const PREPARED: Record<string, Prepare> = {
  'admin/ApprovePurchaseOrder': approve,
  'admin/CancelPurchaseOrder': cancel,
  'admin/DismissProposal': async () => ({
    variables: { id: (await someProposals(1))[0], reason: 'sold out at the maker' },
    who: bea,
  }),
  'admin/OrderProposals': order,
  'admin/RecalculateProposals': recalculate,
  'admin/ReceiveEdi': hear,
  'admin/ReceiveGoods': receive,
  'admin/RecordSupplierInvoice': bill,
};

const costOf = (name: string, prepare: () => Promise<PreparedMutation> = () => PREPARED[name]!()): Promise<number> =>
  costOfMutation(
    {
      schema: office.subgraph.graph.schema,
      manifests: join(import.meta.dirname, '../../../schema/persisted'),
      ask: (document, variables, who) => office.ask(document, variables, who),
      settle: () => drain(office.subgraph),
    },
    name,
    prepare,
  );

describe('statement budgets of mutations', () => {
  it('exist for what is measured, and for nothing else', () => {
    expect(Object.keys(budgets).sort()).toEqual(Object.keys(PREPARED).sort());
  });

  it.each(Object.keys(PREPARED))('hold for %s', async (name) => {
    expect(await costOf(name)).toBeLessThanOrEqual(budgets[name] ?? 0);
  });

  it.each(Object.keys(PREPARED).filter((name) => name !== 'admin/DismissProposal'))(
    'do not grow with the articles: %s',
    async (name) => {
      const few = await costOf(name, () => PREPARED[name]!(2));

      expect(await costOf(name, () => PREPARED[name]!(ARTICLES.length))).toBe(few);
    },
  );

  it.each([
    ['the bills of an order', 'admin/ReceiveGoods', receiveBilled],
    ['the bills of an order', 'admin/RecordSupplierInvoice', billAgain],
    ['the suppliers that are asked', 'admin/OrderProposals', orderOfMany],
  ])('do not grow with %s: %s', async (_what, name, prepare) => {
    const few = await costOf(name, () => prepare(2));

    expect(await costOf(name, () => prepare(6))).toBe(few);
  });
});
