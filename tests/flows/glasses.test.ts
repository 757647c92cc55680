import { expect, inject, it } from 'vitest';
import { glassesFlow } from './glasses.ts';

it('brings a pair of glasses from the shop window to the customer’s door, and its accessory back', {
  timeout: 240_000,
}, async () => {
  const told: string[] = [];

  const done = await glassesFlow(inject('world'), (line) => told.push(line)).catch((error: unknown) => {
    throw new Error(`after:\n${told.join('\n')}\n${error instanceof Error ? error.message : error}`, { cause: error });
  });

  expect(done.orderNumber).toMatch(/^OW-/);
  expect(told.join('\n')).toMatch(/lacks/);
});
