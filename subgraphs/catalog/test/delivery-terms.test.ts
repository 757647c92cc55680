import { drain } from '@opticworks/kernel/testing';
import { DeliveryTermsChanged } from '@opticworks/schema/events/orders';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCatalog } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let variantId: string;
beforeAll(async () => {
  shop = await aCatalog();
  const [frame] = await shop.catalog.database.query<{ id: string }>(
    `select v.id from variant v join product p on p.id = v.product_id where p.frame->>'rim' = 'FULL' order by v.sku limit 1`,
  );
  variantId = frame!.id;
});
afterAll(() => shop?.close());

const QUOTE = 'query ($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { promiseDays } } }';
const promised = async (): Promise<number> => {
  const eye = { sphere: '-2.00' };
  const input = { variantId, use: 'DISTANCE', od: eye, os: eye, pd: { odMm: '31', osMm: '32' } };
  return (await shop.ask(QUOTE, { input })).lensQuote.promiseDays;
};
const ROUTES = ['FINISHED', 'SURFACED', 'SURFACED_COATED', 'FREE_FORM'] as const;
async function tell(at: string, handlingDays: number, transitDays: number, margin = 0): Promise<void> {
  const margins = ROUTES.map((route) => ({ route, days: margin }));
  await shop.catalog.database.transaction((tx) =>
    tx.publish(
      DeliveryTermsChanged,
      { at, handlingDays, transitDays, margins },
      { aggregate: 'delivery-terms', aggregateId: 'orders' },
    ),
  );
  await drain(shop.catalog);
}

it('the window promises by what was told last: packing, way and the error of each route', async () => {
  await tell('2026-03-02T10:00:00.000Z', 0, 0);
  const making = await promised();

  await tell('2026-03-02T10:01:00.000Z', 2, 4);
  expect(await promised()).toBe(making + 6);
  await tell('2026-03-02T10:02:00.000Z', 2, 4, 3);
  expect(await promised()).toBe(making + 9);
});

it('what was told earlier and arrives later changes nothing', async () => {
  const before = await promised();
  const version = () => shop.catalog.database.query(`select version::int from catalog_version where name = 'lenses'`);
  const was = await version();

  await tell('2026-03-02T09:00:00.000Z', 9, 9);
  await tell('2026-03-02T10:02:00.000Z', 9, 9);

  expect(await promised()).toBe(before);
  expect(await version()).toEqual(was);
});
