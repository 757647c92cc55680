import { JOBS_ROLE } from '../database/provision.ts';
import { inProcessBus } from '../events/in-process-bus.ts';
import type { SubgraphDeps } from '../host/subgraph.ts';
import { createJobs } from '../jobs/jobs.ts';
import { createSafeFetch } from '../net/safe-fetch.ts';
import { silentLogger } from '../observe/logger.ts';
import { type ContextInput, createContext, type RequestContext } from '../principal/context.ts';
import { systemClock } from '../time/clock.ts';
import { fakeCaller } from './fake-caller.ts';
import { cloneDatabase, type TestDatabaseOptions } from './test-database.ts';

export interface TestDepsOptions extends Pick<TestDatabaseOptions, 'schema' | 'migrations' | 'clock' | 'logger'> {
  caller?: SubgraphDeps['caller'];
  bus?: SubgraphDeps['bus'];
  env?: SubgraphDeps['env'];
  fetch?: SubgraphDeps['fetch'];
}

export interface TestDeps extends SubgraphDeps {
  /** Stops the job queue and drops the database. Stop the subgraph first. */
  close(): Promise<void>;
}

/**
 * Everything a subgraph needs, on a database of its own. Pass the subgraph's migrations to have them ready in the template
 * instead of running at each start. Jobs run only when `drain` or `jobs.workOff` says so.
 */
export async function testSubgraphDeps(options: TestDepsOptions): Promise<TestDeps> {
  const clone = await cloneDatabase(options);
  const logger = options.logger ?? silentLogger;
  const jobs = createJobs({
    url: clone.url,
    role: JOBS_ROLE,
    work: false,
    migrate: false,
    poolSize: 2,
    logger,
  });
  return {
    mode: 'test',
    env: options.env ?? {},
    databaseUrl: clone.url,
    databaseRole: clone.role,
    poolSize: 10,
    clock: options.clock ?? systemClock,
    logger,
    bus: options.bus ?? inProcessBus(),
    jobs,
    caller: options.caller ?? fakeCaller(),
    fetch: options.fetch ?? createSafeFetch(),
    async close() {
      await jobs.stop();
      await clone.drop();
    },
  };
}
