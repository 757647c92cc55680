import type { FastifyInstance } from 'fastify';
import type { Mode } from '../config/settings.ts';
import type { Database } from '../database/database.ts';
import type { EventBus } from '../events/bus.ts';
import type { Inbox } from '../events/inbox.ts';
import type { Relay } from '../events/relay.ts';
import type { Subscription } from '../events/subscription.ts';
import type { Graph } from '../graph/build-graph.ts';
import type { HandledJob } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { LimiterStore } from '../limits/rate-limiter.ts';
import type { LiveTail } from '../live/live-tail.ts';
import type { SafeFetch } from '../net/safe-fetch.ts';
import type { Logger } from '../observe/logger.ts';
import type { Caller, ProvidedOperation } from '../operations/operation.ts';
import type { ContextInput, RequestContext } from '../principal/context.ts';
import type { Clock } from '../time/clock.ts';

/** What a host gives to every subgraph. */
export interface SubgraphDeps {
  mode: Mode;
  env: Record<string, string | undefined>;
  databaseUrl: string;
  /** Role to take on each connection, when one login serves all parts. */
  databaseRole?: string | undefined;
  poolSize?: number;
  clock: Clock;
  logger: Logger;
  bus: EventBus;
  jobs: Jobs;
  caller: Caller;
  fetch: SafeFetch;
  /** Where attempts are counted: with the other processes of this part, or in this one alone, which is what is meant without it. */
  counters?: LimiterStore;
  /** false where migrations run as a separate step. */
  migrateOnStart?: boolean;
}

export interface SeedContext {
  log: Logger;
  clock: Clock;
  /** Calls operations of other parts, for data that hangs together. */
  caller: Caller;
  /** Whole number from 1: how many times the ordinary amount of data is wanted. */
  scale: number;
}

/** A part of the graph as its host sees it. */
export interface Subgraph {
  readonly name: string;
  readonly graph: Graph;
  readonly database: Database;
  readonly live: LiveTail;
  readonly operations: readonly ProvidedOperation[];
  readonly subscribers: readonly Subscription[];
  readonly jobs: readonly HandledJob[];
  readonly relay: Relay;
  readonly inbox: Inbox;
  /** Plain HTTP routes, mounted by the host under /<name>/. */
  readonly routes?: (app: FastifyInstance) => Promise<void>;
  context(input: Omit<ContextInput, 'log'>): RequestContext;
  seed?(context: SeedContext): Promise<void>;
  /** Migrates where told to, then begins to relay, react and work. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** `ok`, or a sentence, per thing it depends on. */
  health(): Promise<Record<string, 'ok' | string>>;
}
