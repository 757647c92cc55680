import 'reflect-metadata';
import { Query, Resolver } from 'type-graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDatabase, type Database } from '../database/database.ts';
import { on } from '../events/subscription.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { defineSubgraph } from '../host/define-subgraph.ts';
import type { Subgraph } from '../host/subgraph.ts';
import { defineJob, handleJob } from '../jobs/job.ts';
import { createContext } from '../principal/context.ts';
import { drain } from '../testing/drain.ts';
import { type TestDeps, testSubgraphDeps } from '../testing/test-deps.ts';
import { createLogger, type Logger } from './logger.ts';
import { metrics } from './metrics.ts';
import { currentRequestId, inRequest } from './request-scope.ts';

const Happened = { name: 'things.Happened.v1', payload: z.object({ n: z.number() }) };
const Work = defineJob('things.work', z.strictObject({ n: z.number() }));

@Resolver()
class PingResolver {
  @Query(() => String)
  ping(): string {
    return 'pong';
  }
}

let lines: string[] = [];
const logger: Logger = createLogger(
  { name: 'test', level: 'info' },
  { write: (line: string) => void lines.push(line) },
);
const seen: Record<string, string | null> = {};
let deps: TestDeps;
let database: Database;
let subgraph: Subgraph;

beforeAll(async () => {
  deps = await testSubgraphDeps({ schema: 'things', logger });
  database = createDatabase({
    name: 'things',
    url: deps.databaseUrl,
    role: deps.databaseRole!,
    schema: 'things',
    entities: [],
    migrations: [],
    logger,
    clock: deps.clock,
  });
  subgraph = defineSubgraph({
    name: 'things',
    deps,
    database,
    graph: buildGraph({ name: 'things', resolvers: [PingResolver] }),
    jobs: [
      handleJob(Work, async (_payload, { log }) => {
        seen.job = currentRequestId();
        log.info('The job ran.');
      }),
    ],
    subscribers: [
      on(Happened, async ({ n }, { tx, log }) => {
        seen.event = currentRequestId();
        log.info('The event was handled.');
        await tx.enqueue(Work, { n });
      }),
    ],
  });
  await subgraph.start();
  await deps.jobs.register(subgraph.jobs, logger);
});
afterAll(async () => {
  await subgraph?.stop();
  await deps?.close();
});

describe('the id of a request', () => {
  it('stands in every log line once, however the logger was made', () => {
    lines = [];
    inRequest('request_a', () => {
      logger.info('plain');
      createContext({ log: logger, requestId: 'request_a' }).log.info('in a context');
      logger.child({ requestId: 'request_a' }).info('named by hand');
    });
    createContext({ log: logger, requestId: 'request_b' }).log.info('outside');
    logger.info('nobody');

    expect(lines.map((line) => JSON.parse(line).requestId)).toEqual([
      'request_a',
      'request_a',
      'request_a',
      'request_b',
      undefined,
    ]);
    for (const line of lines) expect(line.split('"requestId"').length).toBeLessThanOrEqual(2);
  });

  it('never stands beside the number of a card, wherever an error repeats it', () => {
    lines = [];
    const cause = new Error('No such token: 5555 5555 5555 4444');
    logger.error({ err: new Error('Failed for 4242424242424242, order 1234567890123.', { cause }) }, 'Failed.');

    expect(lines[0]).not.toMatch(/4242424242424242|5555 5555/);
    expect(lines[0]).toContain('order 1234567890123');
  });

  it('goes with the event to whoever reacts, and with the job it causes', async () => {
    lines = [];
    await inRequest('request_c', () =>
      database.transaction((tx) => tx.publish(Happened, { n: 1 }, { aggregate: 'thing', aggregateId: 'thing_1' })),
    );

    await drain(subgraph);
    expect(await metrics.metrics()).toMatch(/^opticworks_jobs\{job="things\.work",state="created"\} 1$/m);
    await drain(subgraph, { jobs: deps.jobs });

    expect(seen).toEqual({ event: 'request_c', job: 'request_c' });
    const told = lines.map((line) => JSON.parse(line) as { msg: string; requestId?: string });
    expect(told.filter(({ msg }) => /ran|handled/.test(msg)).map(({ requestId }) => requestId)).toEqual([
      'request_c',
      'request_c',
    ]);
  });
});
