import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costOfMutation, type PreparedMutation } from '@opticworks/kernel/testing';
import { OrderPlaced } from '@opticworks/schema/events/orders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHouse, aLine, anOrder, aStockedItem, pickAll, type TestHouse, tasksOf, warehouseStaff } from './house.ts';

/** What each persisted mutation of the warehouse costs here. `MEASURE=1` prints what there is now, with the statements. */
const budgets: Record<string, number> = JSON.parse(
  await readFile(join(import.meta.dirname, 'mutation-statements.json'), 'utf8'),
);

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterAll(() => house.close());

let count = 0;
const by = (variables: Record<string, unknown>): PreparedMutation => ({ variables, who: warehouseStaff });

async function anItem(onHand = 9): Promise<{ sku: string; binCode: string }> {
  count += 1;
  const sku = `BUDGET-${count}`;
  return { sku, binCode: await aStockedItem(house, { sku, onHand, kind: 'ACCESSORY' }) };
}

/** An order of that many articles, one of each. */
async function aTask(articles: number, glasses = false) {
  count += 1;
  const orderId = `order_budget${count}`;
  const items = [];
  for (let i = 0; i < articles; i += 1) items.push(await anItem());
  const { reservationId } = await house.call('reserveStock', {
    reference: `checkout-${orderId}`,
    lines: items.map(({ sku }) => ({ sku, quantity: 1 })),
    leaseSeconds: 900,
  });
  await house.tell(
    OrderPlaced,
    anOrder(
      items.map(({ sku }) => aLine(sku, { glasses })),
      { orderId, reservationId },
    ),
  );
  const tasks = await tasksOf(house, orderId);
  return tasks.find(({ destination }) => destination === (glasses ? 'LAB' : 'PARCEL'))!;
}

async function aPickedTask(articles: number, glasses = false) {
  const task = await aTask(articles, glasses);
  await pickAll(house, task);
  return task;
}

const handOver = async (articles = 1): Promise<PreparedMutation> => {
  const task = await aPickedTask(articles, true);
  return by({ taskId: task.id, trayCode: `T-${count}` });
};
const pack = async (articles = 1): Promise<PreparedMutation> => by({ taskId: (await aPickedTask(articles)).id });
const scan = async (articles = 1): Promise<PreparedMutation> => {
  const task = await aTask(articles);
  const [line] = task.lines;
  return by({ taskId: task.id, binCode: line.bin.code, code: line.sku, quantity: 1 });
};
const assign = async (articles = 1): Promise<PreparedMutation> =>
  by({ taskId: (await aTask(articles)).id, toMe: true });

/** An article of which that many orders want one piece each: it lies there, or they wait for it. */
async function wantedItem(orders: number, onHand: number) {
  const item = await anItem(onHand);
  for (let i = 0; i < orders; i += 1) {
    count += 1;
    await house.tell(
      OrderPlaced,
      anOrder([aLine(item.sku, { glasses: i % 2 === 1 })], { orderId: `order_budget${count}` }),
    );
  }
  return item;
}
const recount = async (orders: number): Promise<PreparedMutation> =>
  by({ ...(await wantedItem(orders, 0)), counted: orders });
const findLess = async (orders: number): Promise<PreparedMutation> =>
  by({ ...(await wantedItem(orders, orders)), counted: 0 });
const find = async (orders: number): Promise<PreparedMutation> =>
  by({ ...(await wantedItem(orders, 0)), delta: orders, reason: 'found' });
const lose = async (orders: number): Promise<PreparedMutation> =>
  by({ ...(await wantedItem(orders, orders)), delta: -orders, reason: 'broken' });

const PREPARED: Record<string, () => Promise<PreparedMutation>> = {
  'admin/AdjustStock': async () => by({ ...(await anItem()), delta: 3, reason: 'found' }),
  'admin/CountStock': async () => by({ ...(await anItem()), counted: 4 }),
  'admin/TransferStock': async () => {
    const { sku, binCode } = await anItem();
    const other = await anItem();
    return by({ sku, fromBin: binCode, toBin: other.binCode, quantity: 2 });
  },
  'admin/AssignPickTask': assign,
  'admin/ScanPick': scan,
  'admin/HandOver': handOver,
  'admin/PackTask': pack,
};

const costOf = (name: string, prepare = PREPARED[name]!): Promise<number> =>
  costOfMutation(
    {
      schema: house.subgraph.graph.schema,
      manifests: join(import.meta.dirname, '../../../schema/persisted'),
      ask: (document, variables, who) => house.ask(document, variables, who),
      settle: () => house.settle(),
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

  it.each([
    ['admin/AssignPickTask', assign],
    ['admin/ScanPick', scan],
    ['admin/HandOver', handOver],
    ['admin/PackTask', pack],
  ])('do not grow with the articles of a task: %s', async (name, prepare) => {
    const of = (articles: number) => costOf(name, () => prepare(articles));

    expect(await of(6)).toBe(await of(2));
  });

  it.each([
    ['count that finds more', 'admin/CountStock', recount],
    ['count that finds less', 'admin/CountStock', findLess],
    ['correction upwards', 'admin/AdjustStock', find],
    ['correction downwards', 'admin/AdjustStock', lose],
  ])('do not grow with the orders that want the article: %s', async (_case, name, prepare) => {
    const of = (orders: number) => costOf(name, () => prepare(orders));

    expect(await of(6)).toBe(await of(2));
  });
});
