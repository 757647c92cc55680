import { environment, type Logger, modeFromEnvironment, type Subgraph, systemClock, wait } from '@opticworks/kernel';
import { seedDemoPeople } from '../identity/demo-people.ts';
import type { Identity } from '../identity/identity.ts';
import { refuseInProduction } from './production.ts';
import { seedRxDesk } from './seed-rx-desk.ts';
import { seedWorkday } from './seed-workday.ts';
import { openSurroundings, runHost, type Surroundings } from './surroundings.ts';
import { type OpenParts, openParts, settingsOf } from './together.ts';

/** Each finds what the ones before it made. People come before orders, which belong to them. */
const ORDER = ['catalog', 'inventory', 'procurement', 'customer-rx', 'identity', 'orders', 'lab'];
const QUIET_WITHIN_MS = 120_000;

/** Fills an empty installation with a shop that has been running for a while. */
runHost(async () => {
  refuseInProduction(modeFromEnvironment(), 'Demonstration people and orders have no place in it; nothing was seeded.');
  const around = await openSurroundings({
    name: 'seed',
    env: { LOG_LEVEL: environment().LOG_LEVEL ?? 'warn' },
    parts: await settingsOf(),
  });
  const open = await openParts(around);
  try {
    await open.identity.migrate();
    if (!(await wasSeeded(open.identity))) await fill(open, around);
  } finally {
    await open.stop();
    await around.close();
  }
  process.exit();
});

async function fill(open: OpenParts, around: Surroundings): Promise<void> {
  const begin = performance.now();
  const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  await open.start();
  for (const name of ORDER) {
    const since = performance.now();
    console.log(`${name}: seeding`);
    if (name === 'identity')
      await seedDemoPeople(open.identity, around.dataDir, (what) => console.log(`identity: ${what}`));
    else {
      const part = open.parts.find((p) => p.name === name);
      await part?.seed?.({
        log: around.logger,
        clock: systemClock,
        caller: open.directory.callerFor(name),
        scale: around.settings.SEED_SCALE,
      });
    }
    await untilQuiet(open.parts);
    console.log(`${name}: done in ${seconds(since)}`);
  }
  const since = performance.now();
  await seedRxDesk(open.parts);
  await untilQuiet(open.parts);
  const { frames, trays } = await seedWorkday(open.parts, () => untilQuiet(open.parts));
  console.log(`workday: ${frames} frames handed to the lab, ${trays} trays moved in ${seconds(since)}`);
  // The first customer is promised what the lab can keep, not what it usually takes.
  await doNow(open.parts, around.logger, ['lab.publish-lead-times', 'lab.publish-blank-supply']);
  await untilQuiet(open.parts);
  // Statistics of what was just written: without them PostgreSQL plans by guesses until its own round comes by.
  for (const { name, database } of open.parts)
    await database.query('VACUUM (ANALYZE)').catch((error: Error) => {
      console.log(`${name}: PostgreSQL will gather its statistics later (${error.message})`);
    });
  await open.identity.pool.query('UPDATE seed SET ended_at = $1', [systemClock.now()]);
  console.log(`seeded in ${seconds(begin)}`);
}

/**
 * Notes in the database itself that the seed has begun: whoever starts it again, as a container does at each start, finds the shop as
 * it is. @returns whether there is nothing to do; a seed that was cut short ends this one with a sentence
 */
async function wasSeeded({ pool }: Identity): Promise<boolean> {
  await pool.query(
    `CREATE TABLE IF NOT EXISTS seed (
       only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), begun_at timestamptz NOT NULL, ended_at timestamptz)`,
  );
  const { rowCount } = await pool.query('INSERT INTO seed (begun_at) VALUES ($1) ON CONFLICT DO NOTHING', [
    systemClock.now(),
  ]);
  if (rowCount === 1) return false;
  const { rows } = await pool.query<{ ended_at: Date | null }>('SELECT ended_at FROM seed');
  if (rows[0]?.ended_at) console.log('This database is seeded already; nothing to do.');
  else {
    process.stderr.write('The first seed of this database was cut short. Empty the database, then seed again.\n');
    process.exitCode = 1;
  }
  return true;
}

/** Does at once what the parts do every few minutes. */
async function doNow(parts: readonly Subgraph[], log: Logger, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const job = parts.flatMap(({ jobs }) => jobs).find(({ def }) => def.name === name);
    if (!job) throw new Error(`No part has a job ${name}.`);
    await job.run({}, { jobId: `seed:${name}`, attempt: 1, log, signal: new AbortController().signal });
  }
}

/** Waits until every event has been published and handled, so that the next part sees the effects. */
async function untilQuiet(parts: readonly Subgraph[]): Promise<void> {
  const until = performance.now() + QUIET_WITHIN_MS;
  for (;;) {
    const counts = await Promise.all(
      parts.map(async ({ database, inbox }) => {
        const [row] = await database.query<{ open: number }>(
          `SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)::int
                + (SELECT count(*) FROM inbox WHERE state = 'pending' AND next_attempt_at IS NULL AND name = ANY($1))::int AS open`,
          [inbox.eventNames],
        );
        return row?.open ?? 0;
      }),
    );
    if (counts.every((count) => count === 0)) return;
    if (performance.now() > until) {
      console.log('Some events are still on their way; they are handled once the server runs.');
      return;
    }
    await wait(100);
  }
}
