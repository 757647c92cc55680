import { roundTrips } from '@opticworks/kernel/testing';
import { expect, it } from 'vitest';
import { customerRxSchema } from '../src/index.ts';

it('takes each change back and makes it again, and leaves nothing and loses nothing', {
  timeout: 120_000,
}, async () => {
  const { changes, leftAtLast, differences } = await roundTrips(customerRxSchema);

  expect(changes.length).toBeGreaterThan(customerRxSchema.migrations.length);
  expect(leftAtLast).toEqual([]);
  expect(differences).toEqual([]);
});
