import { Gauge } from 'prom-client';
import type { Database } from '../database/database.ts';
import { metrics } from './metrics.ts';

interface QueueRow {
  unsent: number;
  oldest: number;
  pending: number;
  dead: number;
}

/** All by partial indexes, so that a scrape stays cheap however much was ever sent. */
const COUNTS = `
  SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)::int AS unsent,
         coalesce((SELECT extract(epoch FROM $1::timestamptz - min(occurred_at)) FROM outbox WHERE published_at IS NULL), 0)::float8 AS oldest,
         (SELECT count(*) FROM inbox WHERE state = 'pending')::int AS pending,
         (SELECT count(*) FROM inbox WHERE state = 'dead')::int AS dead`;

const watched = new Set<Database>();
let reading: Promise<void> | undefined;

/** Read when somebody asks for the metrics, never on a timer; all figures of one page come from one reading. */
const gaugeOf = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
  new Gauge<L>({
    name,
    help,
    labelNames: [...labelNames],
    registers: [metrics],
    collect: () => {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  });

const unsent = gaugeOf('opticworks_outbox_pending', 'Events written and not yet passed on', ['subgraph']);
const oldest = gaugeOf('opticworks_outbox_oldest_seconds', 'Age of the oldest event not passed on', ['subgraph']);
const pending = gaugeOf('opticworks_inbox_pending', 'Events received and not yet handled', ['subgraph']);
const dead = gaugeOf('opticworks_inbox_dead', 'Events given up on: somebody must look at them', ['subgraph']);
const connections = gaugeOf('opticworks_database_connections', 'Connections to the database, by what they do', [
  'subgraph',
  'state',
]);

/** A part that does not answer has no figures rather than old ones. */
async function read(): Promise<void> {
  for (const figure of [unsent, oldest, pending, dead, connections]) figure.reset();
  await Promise.all(
    [...watched].map(async (database) => {
      const { totalCount, idleCount, waitingCount } = database.pool;
      const subgraph = database.name;
      connections.set({ subgraph, state: 'busy' }, totalCount - idleCount);
      connections.set({ subgraph, state: 'idle' }, idleCount);
      connections.set({ subgraph, state: 'awaited' }, waitingCount);
      const rows = await database.query<QueueRow>(COUNTS, [database.clock.now()]).catch(() => []);
      for (const row of rows) {
        unsent.set({ subgraph }, row.unsent);
        oldest.set({ subgraph }, row.oldest);
        pending.set({ subgraph }, row.pending);
        dead.set({ subgraph }, row.dead);
      }
    }),
  );
}

/** Shows the queues and connections of a part on the metrics page. @returns how to end that */
export function watchQueues(database: Database): () => void {
  watched.add(database);
  return () => watched.delete(database);
}
