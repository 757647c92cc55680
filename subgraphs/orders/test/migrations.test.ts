import { roundTrips } from '@opticworks/kernel/testing';
import { expect, it } from 'vitest';
import { ordersMigrations } from '../src/index.ts';

it('takes each change back and makes it again, and leaves nothing and loses nothing', {
  timeout: 120_000,
}, async () => {
  const { changes, leftAtLast, differences } = await roundTrips({ schema: 'orders', migrations: ordersMigrations });

  expect(changes.length).toBeGreaterThan(ordersMigrations.length);
  expect(leftAtLast).toEqual([]);
  expect(differences).toEqual([]);
});
