import WebSocket from 'ws';
import { REFUSAL } from '../flows/glasses.ts';
import { guest, staff } from '../support/people.ts';
import type { Installation } from '../support/start-installation.ts';

/** Many who watch one thing, and a way to change it. */
export interface Audience {
  change(): Promise<unknown>;
  /** How much each has heard. */
  heard(): number[];
  leave(): Promise<unknown>;
}

export const WATCHERS = 100;

export async function audienceAtHouse(world: Installation, variantId: string): Promise<Audience> {
  const warehouse = await staff(world, 'warehouse');
  const { variant } = await warehouse.run('query($id: ID!) { variant(id: $id) { sku stockLevels { bin { code } } } }', {
    id: variantId,
  });
  const watchers = Array.from({ length: WATCHERS }, () => guest(world));
  const feeds = watchers.map((watcher) =>
    watcher.subscribe(
      'subscription($id: ID!) { stockChanged(variantId: $id) { cursor kind stockLevel { sku variant { id name } } } }',
      { id: variantId },
    ),
  );
  return {
    change: () =>
      warehouse.run(
        `mutation($sku: String!, $bin: String!) { adjustStock(sku: $sku, binCode: $bin, delta: 1, reason: "bench") { ... on StockLevel { __typename id } ${REFUSAL} } }`,
        { sku: variant.sku, bin: variant.stockLevels[0].bin.code },
      ),
    heard: () => feeds.map((feed) => feed.events.length),
    leave: () => Promise.all(watchers.map((watcher) => watcher.close())),
  };
}

export async function audienceAtFloor(floorUrl: string, variantId: string): Promise<Audience> {
  const counts = Array.from({ length: WATCHERS }, () => 0);
  const sockets = counts.map((_, i) =>
    new WebSocket(`${floorUrl.replace('http', 'ws')}/watch?variant=${variantId}`).on('message', (data) => {
      JSON.parse(String(data));
      counts[i]! += 1;
    }),
  );
  return {
    change: () =>
      fetch(`${floorUrl}/stock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ variantId, delta: 1 }),
      }).then((response) => response.json()),
    heard: () => counts,
    leave: async () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

/** Changes one after the other, each when all have heard the one before. @returns milliseconds of each, shortest first */
export async function tellAll({ change, heard }: Audience, rounds: number): Promise<number[]> {
  const delays: number[] = [];
  const before = heard().slice();
  for (let n = 1; n <= rounds; n += 1) {
    const started = performance.now();
    await change();
    await waitFor(() => heard().every((count, i) => count - before[i]! >= n));
    delays.push(performance.now() - started);
  }
  return delays.sort((a, b) => a - b);
}

async function waitFor(test: () => boolean) {
  const until = Date.now() + 10_000;
  while (!test()) {
    if (Date.now() > until) throw new Error('A live update did not arrive.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
