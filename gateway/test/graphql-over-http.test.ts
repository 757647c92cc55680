import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGateway } from './fuzz-gateway.ts';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => {
  gateway = await aGateway();
});
afterAll(() => gateway.close());

// The audits find the address when they run, so that they can be listed before the gateway listens.
const audits = serverAudits({
  url: 'http://gateway.test/graphql',
  fetchFn: (address: string, init: RequestInit) => fetch(address.replace('http://gateway.test', gateway.url), init),
});

/**
 * Where we answer otherwise on purpose. MAY: a GET with a document needs a header that no foreign page can send. SHOULD: a document
 * that was never run is the caller's mistake, and monitors see it as 4xx whatever type was asked for.
 */
const ON_PURPOSE: Record<string, 'notice' | 'warn'> = {
  '5A70': 'notice',
  D6D5: 'notice',
  '6A70': 'notice',
  '572B': 'warn',
  FDE2: 'warn',
  '7B9B': 'warn',
};

describe('GraphQL over HTTP', () => {
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, _name, audit) => {
    const result = await audit.fn();
    const verdict = result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`;
    expect(verdict).toMatch(new RegExp(`^${ON_PURPOSE[id] ?? 'ok'}`));
  });
});
