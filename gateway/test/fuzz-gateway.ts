import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@opticworks/kernel';
import type { DataSource } from '../src/execution/data-source.ts';
import type { OperationContext } from '../src/request-context.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../src/server/create-gateway.ts';
import { type Fault, fuzzSources, fuzzSupergraph } from './fuzz/fuzz-graph.ts';

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Every question waits for `before`. */
function held(sources: ReadonlyMap<string, DataSource<OperationContext>>, before?: () => Promise<void>) {
  if (!before) return sources;
  return new Map(
    [...sources].map(([name, source]) => [
      name,
      { ...source, fetch: async (request: never) => before().then(() => source.fetch(request)) },
    ]),
  );
}

/** The gateway over the invented graph, on a free port. */
export async function aGateway(
  options: Partial<GatewayOptions> & {
    persistedDocuments?: string[];
    fault?: Fault;
    before?: () => Promise<void>;
  } = {},
): Promise<Gateway & { url: string }> {
  const { persistedDocuments = [], fault, before, ...rest } = options;
  const folder = mkdtempSync(join(tmpdir(), 'opticworks-persisted-'));
  writeFileSync(
    join(folder, 'client.json'),
    JSON.stringify({
      version: 1,
      operations: Object.fromEntries(persistedDocuments.map((text) => [hashOf(text), text])),
    }),
  );
  const gateway = await createGateway({
    mode: 'test',
    supergraphSdl: fuzzSupergraph(),
    sources: held(fuzzSources(fault) as unknown as ReadonlyMap<string, DataSource<OperationContext>>, before),
    persistedFolder: folder,
    openDocuments: true,
    origins: ['http://localhost:3000'],
    guestSecret: 'a secret for tests that is long enough',
    secureCookies: false,
    log: silentLogger,
    ...rest,
  });
  await gateway.graph.warmed;
  const url = await gateway.listen({ port: 0, host: '127.0.0.1' });
  return { ...gateway, url };
}
