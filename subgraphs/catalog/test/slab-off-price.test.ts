import { testDatabase } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogMigrations } from '../src/index.ts';

const SLAB_OFF = '1764475000000-slab-off-price';
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase({ schema: 'catalog', migrations: catalogMigrations });
  const after = catalogMigrations.slice(catalogMigrations.findIndex((one) => new one().name === SLAB_OFF));
  for (const _ of after) await database.revert();
  await database.query(`insert into price_list (code, name, currency, is_shop_default, valid_from, valid_to) values
    ('usd', 'US', 'USD', true, now(), null), ('eur', 'EU', 'EUR', false, now(), null),
    ('old', 'Old', 'CAD', false, now() - interval '2 days', now()), ('bare', 'Bare', 'GBP', false, now(), null)`);
  await database.query(`insert into lens_surcharge (price_list, code, label, amount_minor) values
    ('usd', 'PRISM', '{"en": "Prism"}', 3300), ('eur', 'PRISM', '{"en": "Prism"}', 3000), ('old', 'PRISM', '{"en": "Prism"}', 3000),
    ('eur', 'SLAB_OFF', '{"en": "Ours"}', 7000)`);
});
afterAll(() => database.close());

const prices = () =>
  database.query(
    `select price_list as list, amount_minor::int as amount from lens_surcharge where code = 'SLAB_OFF' order by 1`,
  );

it('an installation from before gets a price for slab-off, a price of its owner stays, and both survive the way back', async () => {
  const version = () => database.query(`select version::int from catalog_version where name = 'lenses'`);
  const before = await version();

  await database.migrate();

  // 33 × 95 / 30; nothing for a list that is over, or that asks for no surcharges at all.
  expect(await prices()).toEqual([
    { list: 'eur', amount: 7_000 },
    { list: 'usd', amount: 10_450 },
  ]);
  expect(await version()).not.toEqual(before);

  await database.migrate();
  const after = catalogMigrations.slice(catalogMigrations.findIndex((one) => new one().name === SLAB_OFF));
  for (const _ of after) await database.revert();
  expect(await prices()).toEqual([{ list: 'eur', amount: 7_000 }]);
});
