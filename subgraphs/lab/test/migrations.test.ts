import { roundTrips } from '@opticworks/kernel/testing';
import { expect, it } from 'vitest';
import { labSchema } from '../src/index.ts';

it('takes each change back and makes it again, and leaves nothing and loses nothing', {
  timeout: 120_000,
}, async () => {
  const { changes, leftAtLast, differences } = await roundTrips(labSchema);

  expect(changes.length).toBeGreaterThan(labSchema.migrations.length);
  expect(leftAtLast).toEqual([]);
  expect(differences).toEqual([]);
});
