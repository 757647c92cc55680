import { testDatabase } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ordersMigrations } from '../src/index.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase({ schema: 'orders', migrations: ordersMigrations });
  // Back to before the two, so that rows of an installation that stands are there when they come.
  await database.revert();
  await database.revert();
  await database.query(`INSERT INTO sales_order (id, number, owner_kind, owner_id, status, email, locale, currency, subtotal_minor, discount_minor,
      shipping_minor, shipping_tax_minor, tax_minor, total_minor, tax_lines, coupons, shipping_address, billing_address, has_lab, created_at)
    VALUES ('o', 'OW-1', 'guest', 'g', 'DELIVERED', 'a@b.example', 'en', 'USD', 3000, 0, 0, 0, 0, 3000, '[]', '[]', '{}', '{}', false, now())`);
  await database.query(`INSERT INTO order_line (id, order_id, position, variant_id, product_id, sku, title, detail, kind, quantity,
      unit_price_minor, discount_minor, tax_minor, total_minor, components, discounts, bundle, tax_code, fsa_eligible, requires_lab,
      weight_grams, package_mm)
    SELECT 'l' || n, 'o', n, 'v', 'p', 'S', 'Thing', '', 'ACCESSORY', 3, 500, 0, 0, 1500, '[]', '[]', '[]', 'T', false, false, 1, '{}'
    FROM generate_series(1, 2) AS n`);
});
afterAll(() => database.close());

const SAID = [
  'FIT',
  'LOOKS',
  'DEFECT',
  'DOES_NOT_FIT',
  'DEFECTIVE',
  'changed my mind',
  'REMAKE',
  'OTHER',
  'too small',
  ' ',
];
const reasons = () =>
  database.query<{ reason: string; note?: string | null }>('SELECT * FROM return_line ORDER BY length(id), id');

it('reasons of both sides become one register, and what it does not know is kept as it was said', async () => {
  for (const [i, reason] of SAID.entries()) {
    await database.query(
      "INSERT INTO return_request (id, number, order_id, status, currency, created_at) VALUES ($1, $1, 'o', 'REQUESTED', 'USD', now())",
      [`r${i}`],
    );
    await database.query(
      "INSERT INTO return_line (id, return_id, order_line_id, quantity, reason) VALUES ($1, $2, 'l1', 1, $3)",
      [`x${i}`, `r${i}`, reason],
    );
  }

  await database.migrate();

  expect((await reasons()).map(({ reason, note }) => [reason, note])).toEqual([
    ['DOES_NOT_FIT', null],
    ['NOT_AS_DESCRIBED', null],
    ['DEFECTIVE', null],
    ['DOES_NOT_FIT', null],
    ['DEFECTIVE', null],
    ['CHANGED_MIND', null],
    ['REMAKE', null],
    ['OTHER', null],
    ['OTHER', 'too small'],
    ['OTHER', null],
  ]);
  await expect(database.query("UPDATE return_line SET reason = 'FIT'")).rejects.toThrow('return_line_reason');

  await database.revert();
  const back = await database.query<{ reason: string }>('SELECT reason FROM return_line ORDER BY length(id), id');
  expect(back.map(({ reason }) => reason)).toEqual([
    'DOES_NOT_FIT',
    'NOT_AS_DESCRIBED',
    'DEFECTIVE',
    'DOES_NOT_FIT',
    'DEFECTIVE',
    'CHANGED_MIND',
    'REMAKE',
    'OTHER',
    'too small',
    'OTHER',
  ]);
  await database.migrate();
});

it('a line that was cancelled stays a line without a price when that change is taken back', async () => {
  await database.query(`UPDATE order_line SET quantity = 0, cancelled_quantity = 3, total_minor = 0 WHERE id = 'l1'`);
  await database.query(
    `UPDATE order_line SET quantity = 2, cancelled_quantity = 1, total_minor = 1000 WHERE id = 'l2'`,
  );
  await expect(database.query("UPDATE order_line SET cancelled_quantity = 0 WHERE id = 'l1'")).rejects.toThrow(
    'line_pieces',
  );

  await database.revert();
  await database.revert();

  expect(
    await database.query(
      'SELECT quantity, unit_price_minor::int AS unit, total_minor::int AS total FROM order_line ORDER BY id',
    ),
  ).toEqual([
    { quantity: 3, unit: 0, total: 0 },
    { quantity: 2, unit: 500, total: 1000 },
  ]);
  await database.migrate();
});
