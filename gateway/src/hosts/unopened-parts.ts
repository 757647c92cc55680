import {
  createJobs,
  createSafeFetch,
  inProcessBus,
  OperationDirectory,
  type Subgraph,
  silentLogger,
  systemClock,
} from '@opticworks/kernel';
import { subgraphNames, subgraphs } from './together.ts';

// No connection is made: only what the code declares is looked at.
const databaseUrl = 'postgres://nobody@127.0.0.1:1/none';

/** The subgraphs as their code declares them, for programs that print: nothing is started and no database is needed. */
export async function unopenedParts(names: readonly string[] = subgraphNames): Promise<Subgraph[]> {
  const parts: Subgraph[] = [];
  for (const name of names) {
    const create = await subgraphs[name]!();
    parts.push(
      await create({
        mode: 'test',
        env: {},
        databaseUrl,
        clock: systemClock,
        logger: silentLogger,
        bus: inProcessBus(),
        jobs: createJobs({ url: databaseUrl, logger: silentLogger, work: false, migrate: false }),
        caller: new OperationDirectory(silentLogger).callerFor(name),
        fetch: createSafeFetch({}),
      }),
    );
  }
  return parts;
}
