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

const costOf = (name: string, articles?: number): Promise<number> =>
  costOfMutation(
    {
      schema: office.subgraph.graph.schema,
      manifests: join(import.meta.dirname, '../../../schema/persisted'),
      ask: (document, variables, who) => office.ask(document, variables, who),
      settle: () => drain(office.subgraph),
    },
    name,
    () => PREPARED[name]!(articles),
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
      const few = await costOf(name, 2);

      expect(await costOf(name, ARTICLES.length)).toBe(few);
    },
  );
});
