import { expect, inject, it } from 'vitest';
import { laterFlow } from './later.ts';

it('sells glasses whose prescription is sent later, and gives the difference back', { timeout: 180_000 }, async () => {
  const told: string[] = [];

  const done = await laterFlow(inject('world'), (line) => told.push(line));

  expect(done.orderNumber).toMatch(/^OW-/);
  expect(Number(done.refunded)).toBeGreaterThan(0);
});
