import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

let dataDir: string;
let server: EmbeddedPostgres | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-'));
});
afterEach(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('creates a cluster, keeps its data over a restart, and takes over a server that a killed run left behind', async () => {
  server = await startEmbeddedPostgres({ dataDir });
  await ask(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await server.stop();

  server = await startEmbeddedPostgres({ dataDir });
  expect(await ask(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);

  const again = await startEmbeddedPostgres({ dataDir });
  expect(again).toMatchObject({ adopted: true, port: server.port, pid: server.pid });
}, 60_000);

it('waits for a server that is just being stopped, and then starts anew', async () => {
  const first = await startEmbeddedPostgres({ dataDir });
  // A page that must be written before the end, so that stopping takes its time.
  await ask(first.url, 'CREATE TABLE kept AS SELECT n FROM generate_series(1, 200000) AS n');
  const stopping = first.stop();
  await untilRefused(first.url);

  server = await startEmbeddedPostgres({ dataDir });
  await stopping;

  expect(server.adopted).toBe(false);
  expect(await ask(server.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 200_000 }]);
}, 60_000);

it('does not wait for a stranger whose number an old lock file names', async () => {
  server = await startEmbeddedPostgres({ dataDir });
  await server.stop();
  // As after a power cut: this very process has got the number of the server that was.
  await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), `${process.ppid}\n${dataDir}\n0\n${server.port}\n`);

  // Whether PostgreSQL itself believes the file is its own affair; nobody waits the minute a closing server is given.
  server = await startEmbeddedPostgres({ dataDir }).catch(() => undefined);
}, 45_000);

/** It no longer lets anybody in, but is not gone. */
async function untilRefused(url: string): Promise<void> {
  while (await ask(url, 'SELECT 1').catch(() => null));
}

it('says in one sentence that the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const { port } = other.address() as { port: number };

  await expect(startEmbeddedPostgres({ dataDir, port })).rejects.toThrow(`Port ${port} is taken by another program`);
  other.close();
}, 60_000);
