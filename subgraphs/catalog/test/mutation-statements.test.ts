// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { costOfMutation, drain, type PreparedMutation } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog, customer, staff } from './a-catalog.ts';

/** What each persisted mutation of the catalogue costs here. `MEASURE=1` prints what there is now, with the statements. */
const budgets: Record<string, number> = JSON.parse(
  await readFile(join(import.meta.dirname, 'mutation-statements.json'), 'utf8'),
);

let shop: Awaited<ReturnType<typeof aCatalog>>;
let frames: { id: string; defaultVariant: { id: string }; variants: { id: string }[] }[];
beforeAll(async () => {
  shop = await aCatalog();
  const { products } = await shop.ask(
    '{ products(filter: { kinds: [FRAME] }, first: 24) { edges { node { id defaultVariant { id } variants { id } } } } }',
  );
  frames = products.edges.map((edge: any) => edge.node);
}, 60_000);
afterAll(() => shop.close());

let count = 0;
const buyer = staff('buyer');
const admin = staff('admin');
const nextFrame = () => {
  count += 1;
  return frames[count % frames.length]!;
};
const promotion = () => {
  count += 1;
  return { name: `Budget ${count}`, code: `BUDGET-${count}`, percentOff: '5.00' };
};
async function aPromotion(): Promise<string> {
  const { createPromotion } = await shop.ask(
    'mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { ... on Promotion { id } } }',
    { input: promotion() },
    buyer,
  );
  return createPromotion.id;
}

const PREPARED: Record<string, () => Promise<PreparedMutation>> = {
  'admin/CreatePromotion': async () => ({ variables: { input: promotion() }, who: buyer }),
  'admin/EndPromotion': async () => ({ variables: { id: await aPromotion() }, who: buyer }),
  'admin/ReplaceLensRules': async () => {
    const { lensRules } = await shop.ask('{ lensRules { version json } }', {}, admin);
    const document = JSON.parse(lensRules.json);
    document.limits.noticeEdgeMm = document.limits.noticeEdgeMm === 6 ? 6.5 : 6;
    const input = { basedOn: lensRules.version, json: JSON.stringify(document), note: 'Measured.' };
    return { variables: { input }, who: admin };
  },
  'admin/SetVariantPrice': async () => ({
    variables: { variantId: nextFrame().defaultVariant.id, amount: `${100 + count}.00`, currencyCode: 'USD' },
    who: buyer,
  }),
  'admin/UpdateProduct': async () => ({
    variables: { input: { id: nextFrame().id, description: `Text ${count}` } },
    who: buyer,
  }),
  'storefront/StorefrontReviewProduct': async () => ({
    variables: { productId: nextFrame().id, rating: 4, title: 'Good', body: 'Sits well.' },
    who: customer(),
  }),
};

const costOf = (name: string, prepare = PREPARED[name]!): Promise<number> =>
  costOfMutation(
    {
      schema: shop.catalog.graph.schema,
      manifests: join(import.meta.dirname, '../../../schema/persisted'),
      ask: (document, variables, who) => shop.ask(document, variables, who),
      settle: () => drain(shop.catalog),
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
    ['admin/UpdateProduct', (id: string) => ({ input: { id, name: `Name ${count}` } }), buyer],
    [
      'storefront/StorefrontReviewProduct',
      (productId: string) => ({ productId, rating: 5, title: 'a', body: 'b' }),
      customer('cust_2'),
    ],
  ])('do not grow with the variants of a product: %s', async (name, variablesOf, who) => {
    const sorted = [...frames].sort((a, b) => a.variants.length - b.variants.length);
    const [small, large] = [sorted.slice(0, 2), sorted.slice(-2)];
    expect(large[0]!.variants.length).toBeGreaterThan(small[1]!.variants.length);
    const of = (products: typeof frames) => {
      const left = [...products];
      return costOf(name, async () => ({ variables: variablesOf(left.pop()!.id), who }));
    };

    expect(await of(large)).toBe(await of(small));
  });
});
