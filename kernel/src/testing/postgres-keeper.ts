import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, urlFor } from '../embedded/start-embedded-postgres.ts';
import { wait } from '../time/wait.ts';

/**
 * Holds the Postgres that tests share. It starts the server, writes its address, and stops it when no test has been connected
 * for a while, so nothing is left running and no run pays for a start that another just made.
 */
const IDLE_ROUNDS = 9;
const ROUND_MS = 10_000;
const GRACE_MS = 3_000;

const dataDir = process.argv[2];
if (!dataDir) throw new Error('Give the folder of the test server.');
const addressFile = join(dataDir, 'address');

const server = await startEmbeddedPostgres({
  dataDir,
  database: 'template_source',
  settings: {
    max_connections: '400',
    fsync: 'off',
    full_page_writes: 'off',
    shared_buffers: '256MB',
    autovacuum_naptime: '10min',
    max_locks_per_transaction: '128',
  },
});
const admin = new pg.Client({ connectionString: urlFor(server.url, 'postgres'), application_name: 'keeper' });
admin.on('error', () => process.exit(1));
await admin.connect();
const stale = await admin.query<{ datname: string }>(
  `SELECT datname FROM pg_database d WHERE (datname LIKE 'test\\_%' OR datname LIKE 'building\\_%')
   AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)`,
);
for (const { datname } of stale.rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}"`).catch(() => undefined);
async function tellAddress(): Promise<void> {
  await writeFile(`${addressFile}.new`, server.url);
  await rename(`${addressFile}.new`, addressFile);
}

async function isBusy(): Promise<boolean> {
  const { rows } = await admin.query<{ busy: number }>(
    `SELECT count(*)::int AS busy FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND application_name <> 'keeper'`,
  );
  return (rows[0]?.busy ?? 0) > 0;
}

await tellAddress();
let idle = 0;
for (;;) {
  await wait(ROUND_MS);
  idle = (await isBusy()) ? 0 : idle + 1;
  if (idle < IDLE_ROUNDS) continue;
  await rm(addressFile, { force: true });
  // Whoever read the address just before is about to connect.
  await wait(GRACE_MS);
  if (!(await isBusy())) break;
  await tellAddress();
  idle = 0;
}
await admin.end();
await server.stop();
process.exit(0);
