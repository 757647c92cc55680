import { expect, inject, it } from 'vitest';
import { bundleFlow } from './bundle.ts';

it('sells a sensor bundle to somebody signed in, express, from the shelves and past the lab', {
  timeout: 180_000,
}, async () => {
  const told: string[] = [];

  const done = await bundleFlow(inject('world'), (line) => told.push(line));

  expect(done.orderNumber).toMatch(/^OW-/);
  expect(told.at(-1)).toMatch(/Picked as \d parts/);
});
