import { countStatements, executeLocal, type Principal, subscribeLocal } from '@opticworks/kernel';
import { fakeCaller, newestOverRows } from '@opticworks/kernel/testing';
import { VariantCreated } from '@opticworks/schema/events/catalog';
import { OrderPlaced } from '@opticworks/schema/events/orders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aHouse,
  aLine,
  anOrder,
  aStockedItem,
  type StockLevelAnswer,
  type TestHouse,
  tasksOf,
  warehouseStaff,
} from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
  for (let i = 1; i <= 12; i += 1) await aStockedItem(house, { sku: `K${String(i).padStart(2, '0')}`, onHand: i });
  await house.tell(VariantCreated, {
    variantId: 'variant_kit',
    productId: 'product_kit',
    sku: 'KIT',
    gtin: null,
    name: 'Kit',
    kind: 'BUNDLE',
    components: [
      { variantId: 'variant_k07', sku: 'K07', quantity: 2 },
      { variantId: 'variant_k12', sku: 'K12', quantity: 1 },
    ],
  });
});
afterAll(() => house.close());

/** What the live feeds tell. */
interface StockEvent {
  cursor?: string;
  kind: string;
  stockLevel: { sku: string; onHand?: number } | null;
  variant?: { id: string; availability: { low: number } };
}
interface StockPage {
  stockLevels: {
    edges: { node: { sku: string } }[];
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
type Told = { data: { inventoryFeed?: StockEvent; stockChanged?: StockEvent } };

const guest: Principal = { kind: 'guest', id: 'g' };
const staff = (role: string): Principal => ({ ...warehouseStaff, roles: [role] });
const AVAILABILITY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Variant { availability { inStock low availableQuantity promiseDays backorderable } } } }`;
const availability = async (ids: string[], principal: Principal = guest) =>
  (await house.ask(AVAILABILITY, { r: ids.map((id) => ({ __typename: 'Variant', id })) }, principal))._entities.map(
    (entity: { availability: object }) => entity.availability,
  );

test('a shopper learns the exact number up to five, staff always', async () => {
  expect(await availability(['variant_k03', 'variant_k09', 'variant_nowhere'])).toEqual([
    { inStock: true, low: 3, availableQuantity: null, promiseDays: 1, backorderable: false },
    { inStock: true, low: null, availableQuantity: null, promiseDays: 1, backorderable: false },
    { inStock: false, low: 0, availableQuantity: null, promiseDays: 10, backorderable: false },
  ]);
  expect((await availability(['variant_k09'], warehouseStaff))[0]).toMatchObject({ availableQuantity: 9 });
});

test('a bundle is there as often as its scarcest part', async () => {
  expect((await availability(['variant_kit'], warehouseStaff))[0]).toMatchObject({
    inStock: true,
    low: 3,
    availableQuantity: 3,
  });
});

test('a bundle is reserved as its parts', async () => {
  const { reservationId } = await house.call('reserveStock', {
    reference: 'kit',
    lines: [{ sku: 'KIT', quantity: 2 }],
    leaseSeconds: 60,
  });
  expect((await availability(['variant_kit'], warehouseStaff))[0]).toMatchObject({ availableQuantity: 1 });
  await house.call('releaseReservation', { reservationId });
});

test('availability of a whole product list is one statement', async () => {
  const ids = Array.from({ length: 12 }, (_, i) => `variant_k${String(i + 1).padStart(2, '0')}`);
  expect(await countStatements(() => availability(ids))).toBe(1);
});

test('stock lists cost one statement per level of nesting and page without gaps', async () => {
  const document = `query ($after: String) { stockLevels(first: 5, after: $after) {
    edges { cursor node { sku available location { code } bin { code location { id } } movements(first: 2) { kind } } } pageInfo { hasNextPage endCursor } totalCount } }`;
  expect(await countStatements(() => house.ask(document))).toBe(3);

  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const { stockLevels }: StockPage = await house.ask(document, { after });
    seen.push(...stockLevels.edges.map((edge) => edge.node.sku));
    expect(stockLevels.totalCount).toBe(12);
    if (!stockLevels.pageInfo.hasNextPage) break;
    after = stockLevels.pageInfo.endCursor;
  }
  expect(seen).toEqual([...new Set(seen)].sort());
  expect(seen).toHaveLength(12);
});

test('stock can be searched and filtered', async () => {
  const find = async (filter: object) =>
    (
      await house.ask('query ($f: StockFilter) { stockLevels(filter: $f) { edges { node { sku } } } }', { f: filter })
    ).stockLevels.edges.map((edge: { node: { sku: string } }) => edge.node.sku);
  expect(await find({ query: 'k1' })).toEqual(['K10', 'K11', 'K12']);
  expect(await find({ query: '100%' })).toEqual([]);
  expect(await find({ kinds: ['SENSOR'] })).toEqual([]);
  await house.subgraph.database.query("UPDATE stock_level SET reorder_point = 6 WHERE sku IN ('K05', 'K06', 'K07')");
  expect(await find({ belowReorderPoint: true })).toEqual(['K05', 'K06']);
});

test('pick task lists cost one statement per level of nesting', async () => {
  for (let i = 0; i < 3; i += 1)
    await house.tell(OrderPlaced, anOrder([aLine('K10'), aLine('K11')], { orderId: `order_${i}` }));
  const document =
    '{ pickTasks(status: [OPEN], first: 50) { edges { node { number lines { sku bin { code } variant { id } } } } totalCount } }';
  expect(await countStatements(() => house.ask(document))).toBe(3);
  expect((await house.ask(document)).pickTasks.totalCount).toBe(3);
});

test('bad page sizes and cursors are refused', async () => {
  await expect(house.ask('{ stockLevels(first: 101) { edges { cursor } } }')).rejects.toThrow();
  await expect(house.ask('{ stockLevels(after: "x") { edges { cursor } } }')).rejects.toThrow();
});

test.each([
  ['{ locations { code } }', ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin']],
  ['{ stockLevels { edges { cursor } } }', ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin']],
  ['{ pickTasks { edges { cursor } } }', ['associate', 'optician', 'lab', 'warehouse', 'admin']],
  [
    '{ _entities(representations: [{ __typename: "Variant", id: "variant_k01" }]) { ... on Variant { stockLevels { id } } } }',
    ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin'],
  ],
  [
    '{ _entities(representations: [{ __typename: "Order", id: "order_1" }]) { ... on Order { pickTasks { id } } } }',
    ['associate', 'optician', 'lab', 'warehouse', 'admin'],
  ],
  [
    'mutation { adjustStock(sku: "NOPE", binCode: "A-01-1", delta: 1, reason: "x") { ... on Refusal { code } } }',
    ['warehouse', 'admin'],
  ],
  [
    'mutation { countStock(sku: "NOPE", binCode: "A-01-1", counted: 1) { ... on Refusal { code } } }',
    ['warehouse', 'admin'],
  ],
  [
    'mutation { transferStock(sku: "NOPE", fromBin: "A-01-1", toBin: "A-01-2", quantity: 1) { ... on Refusal { code } } }',
    ['warehouse', 'admin'],
  ],
  [
    'mutation { scanPick(taskId: "x", binCode: "A-01-1", code: "x") { ... on Refusal { code } } }',
    ['warehouse', 'admin'],
  ],
  ['mutation { packTask(taskId: "x") { ... on Refusal { code } } }', ['warehouse', 'admin']],
  ['mutation { handOver(taskId: "x") { ... on Refusal { code } } }', ['warehouse', 'admin']],
  ['mutation { assignPickTask(taskId: "x") { ... on Refusal { code } } }', ['warehouse', 'admin']],
])('who may: %s', async (document, allowed) => {
  const everybody: [string, Principal][] = [
    ['guest', guest],
    ['customer', { kind: 'customer', id: 'c', userId: 'u' }],
    ['partner', { kind: 'partner', id: 'p', scopes: [], testMode: true }],
    ...['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin', 'intern'].map((role): [string, Principal] => [
      role,
      staff(role),
    ]),
  ];
  const refused = async (principal: Principal) => {
    const result = await executeLocal(house.subgraph, { document, context: house.subgraph.context({ principal }) });
    return /UNAUTHENTICATED|FORBIDDEN/.test(JSON.stringify(result));
  };

  const may = [];
  for (const [name, principal] of everybody) if (!(await refused(principal))) may.push(name);

  expect(may).toEqual(allowed);
});

test('entities nobody but staff may see do not exist for others', async () => {
  const { stockLevel } = await house.ask('{ stockLevel(sku: "K01") { id location { id } } }');
  await house.tell(OrderPlaced, anOrder([aLine('K12')], { orderId: 'order_ref' }));
  const [task] = await tasksOf(house, 'order_ref');
  const document = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }`;
  const r = [
    { __typename: 'StockLevel', id: stockLevel.id },
    { __typename: 'Location', id: stockLevel.location.id },
    { __typename: 'PickTask', id: task.id },
  ];
  expect((await house.ask(document, { r }, guest))._entities).toEqual([null, null, null]);
  expect(
    (await house.ask(document, { r }))._entities.map((entity: { __typename: string }) => entity.__typename),
  ).toEqual(['StockLevel', 'Location', 'PickTask']);
});

test('the live feed continues behind its cursor, and shoppers hear of their variant only', async () => {
  const listen = async (document: string, variables: object, principal: Principal) => {
    const stream = await subscribeLocal(house.subgraph, {
      document,
      variables: variables as never,
      context: () => house.subgraph.context({ principal }),
    });
    if (!(Symbol.asyncIterator in (stream as object))) throw new Error(JSON.stringify(stream));
    return (stream as AsyncIterable<Told, Told>)[Symbol.asyncIterator]();
  };
  const feed = await listen(
    'subscription { inventoryFeed { cursor kind stockLevel { sku onHand } } }',
    {},
    warehouseStaff,
  );
  const shop = await listen(
    'subscription { stockChanged(variantId: "variant_kit") { kind variant { id availability { low } } stockLevel { sku } } }',
    {},
    guest,
  );
  // A feed may begin with events that were committed a moment ago, while another transaction held the horizon back.
  const until = async (stream: AsyncIterator<Told, Told>, wanted: (data: Told['data']) => boolean) => {
    for (;;) {
      const { value } = await stream.next();
      if (wanted(value.data)) return value.data;
    }
  };
  const heard = [
    until(feed, ({ inventoryFeed: event }) => event?.stockLevel?.sku === 'K01' && event.stockLevel.onHand === 5),
    until(shop, ({ stockChanged: event }) => event?.variant?.availability.low === 5),
  ];
  const adjust = (sku: string, delta: number) =>
    house.ask(
      'mutation ($s: String!, $d: Int!) { adjustStock(sku: $s, binCode: "A-05-1", delta: $d, reason: "test") { __typename } }',
      { s: sku, d: delta },
    );
  await new Promise((resolve) => setTimeout(resolve, 100));
  await adjust('K01', 4);
  await adjust('K07', 3);

  const [first, shopper] = await Promise.all(heard);
  expect(first?.inventoryFeed).toMatchObject({
    kind: 'StockChanged',
    stockLevel: { sku: 'K01', onHand: 5 },
  });
  expect(shopper?.stockChanged).toEqual({
    kind: 'StockChanged',
    variant: { id: 'variant_kit', availability: { low: 5 } },
    stockLevel: null,
  });
  await feed.return?.();
  await shop.return?.();

  const resumed = await listen(
    'subscription ($a: String) { inventoryFeed(after: $a) { kind stockLevel { sku } } }',
    { a: first?.inventoryFeed?.cursor },
    warehouseStaff,
  );
  expect((await resumed.next()).value.data.inventoryFeed).toEqual({ kind: 'StockChanged', stockLevel: { sku: 'K07' } });
  await resumed.return?.();
});

test('a transfer keeps the books even and never takes promised pieces away', async () => {
  const move = async (args: string) =>
    (
      await house.ask(
        `mutation { transferStock(${args}) { ... on StockLevel { onHand location { code } } ... on Refusal { code } } }`,
      )
    ).transferStock;
  const { stockLevel } = await house.ask('{ stockLevel(sku: "K09") { bin { code } } }');
  const from = stockLevel.bin.code;
  expect(await move(`sku: "K09", fromBin: "${from}", toBin: "S-01", quantity: 4`)).toEqual({
    onHand: 4,
    location: { code: 'STORE-1' },
  });
  expect(await move(`sku: "K09", fromBin: "${from}", toBin: "${from}", quantity: 1`)).toEqual({ code: 'SAME_BIN' });
  expect(await move(`sku: "K09", fromBin: "${from}", toBin: "S-01", quantity: 40`)).toEqual({ code: 'BIN_EMPTY' });
  await house.call('reserveStock', { reference: 't', lines: [{ sku: 'K09', quantity: 5 }], leaseSeconds: 60 });
  expect(await move(`sku: "K09", fromBin: "${from}", toBin: "S-01", quantity: 1`)).toEqual({ code: 'STOCK_COMMITTED' });
  expect(await house.violations()).toEqual([]);
});

test('movements cannot be rewritten', async () => {
  await expect(house.subgraph.database.query('UPDATE movement SET quantity = 1')).rejects.toThrow(/append-only/);
  await expect(house.subgraph.database.query('DELETE FROM movement')).rejects.toThrow(/append-only/);
});

test('the seed is reproducible, sound, and runs once', async () => {
  const fresh = await aHouse();
  const variant = (i: number, kind: string) => ({
    variantId: `variant_${kind}${i}`,
    productId: 'p',
    sku: `${kind}-${i}`,
    gtin: null,
    name: `${kind} ${i}`,
    kind,
    priceMinor: '100',
    currency: 'USD',
    components: [],
  });
  const blank = (sphere: number, cylinder: number) => ({
    sku: `FSV-160-HC-70-${sphere}-${cylinder}`,
    name: 'Blank',
    materialCode: 'index-160',
    coated: true,
    diameterMm: 70,
    sphere,
    cylinder,
  });
  const caller = fakeCaller({
    'catalog.listVariants': () => ({
      variants: ['FRAME', 'ACCESSORY', 'SENSOR', 'CONTACT_LENS', 'LENS'].flatMap((kind) =>
        Array.from({ length: 20 }, (_, i) => variant(i, kind)),
      ),
      nextAfterId: null,
    }),
    'catalog.listLensBlanks': () => ({
      finished: [blank(-5750, -1750), blank(-2000, 0), blank(-5750, -1500)],
      semiFinished: [],
    }),
  });
  const seed = () => fresh.subgraph.seed!({ caller, log: fresh.deps.logger, clock: fresh.clock, scale: 1 });
  await seed();
  await seed();

  expect(await fresh.violations()).toEqual([]);
  const { levels } = await fresh.call('stockOf', {
    skus: ['FSV-160-HC-70--5750--1750', 'FSV-160-HC-70--5750--1500', 'FSV-160-HC-70--2000-0', 'FRAME-3', 'LENS-1'],
  });
  const bySku = Object.fromEntries(levels.map((level: StockLevelAnswer) => [level.sku, level]));
  expect(bySku['FSV-160-HC-70--5750--1750']).toMatchObject({ onHand: 0, reorderPoint: 2 });
  expect(bySku['FSV-160-HC-70--5750--1500'].onHand).toBeGreaterThan(0);
  expect(bySku['FSV-160-HC-70--2000-0'].onHand).toBeGreaterThanOrEqual(16);
  expect(bySku['LENS-1']).toBeUndefined();

  const { rows, changed } = await newestOverRows(fresh.subgraph.database, 'inventory');
  expect(rows).toBeGreaterThan(20);
  expect(changed).toEqual([]);
  await fresh.close();
});
