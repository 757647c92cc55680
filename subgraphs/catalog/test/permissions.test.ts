// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import type { Principal } from '@opticworks/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog, customer, guest, staff } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
beforeAll(async () => {
  shop = await aCatalog();
});
afterAll(() => shop?.close());

const who: Record<string, Principal> = {
  guest,
  customer: customer('cust_9'),
  partner: { kind: 'partner', id: 'partner_1', scopes: ['catalog:read'], testMode: false },
  associate: staff('associate'),
  optician: staff('optician'),
  lab: staff('lab'),
  warehouse: staff('warehouse'),
  buyer: staff('buyer'),
  admin: staff('admin'),
};
const acts: [name: string, document: string, allowed: string[]][] = [
  [
    'updateProduct',
    'mutation { x: updateProduct(input: { id: "none" }) { ... on Refusal { code } } }',
    ['buyer', 'admin'],
  ],
  [
    'setVariantPrice',
    'mutation { x: setVariantPrice(variantId: "none", amount: "1.00", currencyCode: "USD") { ... on Refusal { code } } }',
    ['buyer', 'admin'],
  ],
  [
    'createPromotion',
    'mutation { x: createPromotion(input: { name: "", code: "" }) { ... on Refusal { code } } }',
    ['buyer', 'admin'],
  ],
  ['endPromotion', 'mutation { x: endPromotion(id: "none") { ... on Refusal { code } } }', ['buyer', 'admin']],
  [
    'reviewProduct',
    'mutation { x: reviewProduct(productId: "none", rating: 5, title: "t", body: "b") { ... on Refusal { code } } }',
    ['customer'],
  ],
];

describe.each(acts)('%s', (_, document, allowed) => {
  it.each(Object.keys(who))('as %s', async (name) => {
    const { x } = await shop.ask(document, {}, who[name] as Principal);
    const isDenied = x.code === 'FORBIDDEN' || x.code === 'UNAUTHENTICATED';
    expect(isDenied).toBe(!allowed.includes(name));
  });
});

it('shows promotions through references only to those who sell', async () => {
  const [row] = await shop.catalog.database.query<{ id: string }>('select id from promotion limit 1');
  const document = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Promotion { id } } }';
  const seen = async (p: Principal) =>
    ((await shop.ask(document, { r: [{ __typename: 'Promotion', id: row?.id }] }, p)) as any)._entities[0];
  expect(await seen(guest)).toBeNull();
  expect(await seen(staff('lab'))).toBeNull();
  expect((await seen(staff('associate'))).id).toBe(row?.id);
});
