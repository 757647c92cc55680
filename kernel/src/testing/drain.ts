import type { Subgraph } from '../host/subgraph.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { wait } from '../time/wait.ts';

export interface DrainOptions {
  /** Also runs due jobs. */
  jobs?: Jobs;
  /** Failed events normally end the drain with their error; true leaves them to their next try. */
  allowFailures?: boolean;
}

const ROUNDS = 1_000;

/**
 * Passes events on and handles them until nothing is left to do now. Works beside started subgraphs and without them.
 * @throws the error of the first event handler that failed
 */
export async function drain(subgraphs: Subgraph | readonly Subgraph[], options: DrainOptions = {}): Promise<void> {
  const all = Array.isArray(subgraphs) ? (subgraphs as readonly Subgraph[]) : [subgraphs as Subgraph];
  const seen = new Map(all.map((subgraph) => [subgraph, subgraph.inbox.failures.length]));
  const throwNewFailure = (subgraph: Subgraph) => {
    const failure = subgraph.inbox.failures[seen.get(subgraph) ?? 0];
    if (failure && !options.allowFailures) throw failure.error;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    let found = 0;
    for (const subgraph of all) {
      found += await subgraph.relay.runOnce();
      while (await subgraph.inbox.runOnce()) found += 1;
      throwNewFailure(subgraph);
    }
    if (options.jobs) found += await options.jobs.workOff();
    if (found > 0) continue;
    const open = await Promise.all(all.map(unsettled));
    if (open.every((count) => count === 0)) {
      // Workers beside this loop may have finished since the round began: what failed there no longer counts as open, and what they
      // enqueued was not there yet when jobs were looked for.
      all.forEach(throwNewFailure);
      if (!options.jobs || (await options.jobs.workOff()) === 0) return;
    }
    await wait(10);
  }
  throw new Error('Events keep coming: two subgraphs seem to answer each other for ever.');
}

/** What another worker still has in hand. Events resting until their next try, and those behind them, do not count. */
async function unsettled(subgraph: Subgraph): Promise<number> {
  const { database, inbox } = subgraph;
  const [row] = await database.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)::int
          + (SELECT count(*) FROM inbox i WHERE state = 'pending' AND next_attempt_at IS NULL AND name = ANY($1)
             AND NOT EXISTS (
               SELECT 1 FROM inbox o WHERE o.state = 'pending' AND o.next_attempt_at IS NOT NULL AND o.source = i.source
                 AND o.aggregate = i.aggregate AND o.aggregate_id = i.aggregate_id AND o.source_sequence <= i.source_sequence
             ))::int AS count`,
    [inbox.eventNames],
  );
  return row?.count ?? 0;
}
