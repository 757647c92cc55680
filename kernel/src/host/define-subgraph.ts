import type { FastifyInstance } from 'fastify';
import { headsFileOf } from '../audit/heads-file.ts';
import { auditJob } from '../audit/watch-audit.ts';
import type { Database } from '../database/database.ts';
import { provideDeadLetters } from '../events/dead-letter-operations.ts';
import { Inbox } from '../events/inbox.ts';
import { Loop } from '../events/loop.ts';
import { Relay } from '../events/relay.ts';
import type { Subscription } from '../events/subscription.ts';
import type { Graph } from '../graph/build-graph.ts';
import type { HandledJob } from '../jobs/job.ts';
import { clearLog } from '../live/live-log.ts';
import { liveTail } from '../live/live-tail.ts';
import { watchQueues } from '../observe/queue-metrics.ts';
import type { ProvidedOperation } from '../operations/operation.ts';
import { type ContextInput, createContext, type RequestContext } from '../principal/context.ts';
import type { SeedContext, Subgraph, SubgraphDeps } from './subgraph.ts';

export interface SubgraphDefinition {
  name: string;
  deps: SubgraphDeps;
  database: Database;
  graph: Graph;
  operations?: readonly ProvidedOperation[];
  subscribers?: readonly Subscription[];
  jobs?: readonly HandledJob[];
  routes?: (app: FastifyInstance) => Promise<void>;
  seed?: (context: SeedContext) => Promise<void>;
  /** Adds what the part's own resolvers need to the context of each request. */
  extendContext?: (base: RequestContext) => RequestContext;
  /** Further health checks by name; each resolves or throws. */
  checks?: Readonly<Record<string, () => Promise<unknown>>>;
  onStart?: () => Promise<void>;
  onStop?: () => Promise<void>;
}

/** How long sent events stay readable for live clients that come back. */
const LIVE_WINDOW_MS = 48 * 3_600_000;
const HANDLED_EVENTS_KEPT_MS = 30 * 24 * 3_600_000;
const IDEMPOTENCY_KEPT_MS = 14 * 24 * 3_600_000;
const CLEANING_PAUSE_MS = 600_000;
const CHECK_TIMEOUT_MS = 2_000;

/** Wires relay, inbox, live tail, jobs and health of one subgraph. */
export function defineSubgraph(definition: SubgraphDefinition): Subgraph {
  const { name, deps, database } = definition;
  const log = deps.logger.child({ subgraph: name });
  database.useJobs(deps.jobs);
  const jobs = [...(definition.jobs ?? []), auditJob(name, database, headsFileOf(name, deps.env))];
  const relay = new Relay(database, deps.bus, log);
  const inbox = new Inbox(database, definition.subscribers ?? [], log);
  const cleaning = new Loop(() => cleanUp(database), {
    idleMs: CLEANING_PAUSE_MS,
    onError: (error) => log.warn({ err: error }, 'Old events could not be cleared; trying again.'),
  });
  let unsubscribe: (() => Promise<void>) | undefined;
  let unwatch: (() => void) | undefined;
  let started = false;
  const extend = definition.extendContext ?? ((base: RequestContext) => base);

  return {
    name,
    graph: definition.graph,
    database,
    get live() {
      return liveTail(database);
    },
    operations: [...(definition.operations ?? []), ...provideDeadLetters(name, database, deps.jobs, jobs)],
    subscribers: definition.subscribers ?? [],
    jobs,
    relay,
    inbox,
    ...(definition.routes ? { routes: definition.routes } : {}),
    ...(definition.seed ? { seed: definition.seed } : {}),
    context: (input: Omit<ContextInput, 'log'>) => extend(createContext({ ...input, log })),

    async start() {
      if (started) return;
      started = true;
      if (deps.migrateOnStart !== false) await database.migrate();
      await database.connect();
      unsubscribe = await deps.bus.subscribe(name, inbox.eventNames, (events) => inbox.receive(events));
      await definition.onStart?.();
      inbox.start();
      await relay.start();
      await deps.jobs.register(jobs, log);
      cleaning.start();
      unwatch = watchQueues(database);
    },

    async stop() {
      if (!started) return;
      started = false;
      unwatch?.();
      await liveTail(database).close();
      await cleaning.stop();
      await relay.stop();
      await unsubscribe?.();
      await inbox.stop();
      await definition.onStop?.();
      await database.close();
    },

    async health() {
      const checks: Record<string, () => Promise<unknown>> = {
        database: () => database.ping(),
        jobs: () => deps.jobs.ping(),
        ...definition.checks,
      };
      const results = await Promise.all(
        Object.entries(checks).map(async ([key, check]) => [key, await verdict(check)] as const),
      );
      return Object.fromEntries(results);
    },
  };
}

async function verdict(check: () => Promise<unknown>): Promise<'ok' | string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${CHECK_TIMEOUT_MS} ms`), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check().then(() => 'ok'), late]);
  } catch (error) {
    return error instanceof Error && error.message ? error.message : 'failed';
  } finally {
    clearTimeout(timer);
  }
}

async function cleanUp(database: Database): Promise<number> {
  const ago = (ms: number) => new Date(database.clock.now().getTime() - ms);
  await clearLog(database, ago(LIVE_WINDOW_MS));
  await database.query("DELETE FROM inbox WHERE state = 'done' AND settled_at < $1", [ago(HANDLED_EVENTS_KEPT_MS)]);
  await database.query('DELETE FROM idempotency_key WHERE created_at < $1', [ago(IDEMPOTENCY_KEPT_MS)]);
  return 0;
}
