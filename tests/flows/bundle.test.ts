import { expect, inject, it } from 'vitest';
import { bundleFlow } from './bundle.ts';

it('sells a sensor bundle to a signed-in customer by express, without the lab', { timeout: 120_000 }, async () => {
  const told: string[] = [];

  const done = await bundleFlow(inject('world'), (line) => told.push(line));

  expect(done.orderNumber).toMatch(/^OW-/);
  expect(told).toHaveLength(2);
});
