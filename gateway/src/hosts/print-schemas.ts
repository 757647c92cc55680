import { readFileSync, writeFileSync } from 'node:fs';
import {
  createJobs,
  createSafeFetch,
  inProcessBus,
  OperationDirectory,
  silentLogger,
  systemClock,
} from '@opticworks/kernel';
import { schemaFile } from './gateway-host.ts';
import { subgraphs } from './together.ts';

/**
 * Prints the SDL that each subgraph's code publishes to schema/subgraphs.
 *   print-schemas.ts [--check] [name …]
 */
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isCheck = process.argv.includes('--check');
// No connection is made: only the schema is looked at.
const databaseUrl = 'postgres://nobody@127.0.0.1:1/none';
let isSame = true;

for (const [name, load] of Object.entries(subgraphs)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const create = await load();
  const part = await create({
    mode: 'test',
    env: {},
    databaseUrl,
    clock: systemClock,
    logger: silentLogger,
    bus: inProcessBus(),
    jobs: createJobs({ url: databaseUrl, logger: silentLogger, work: false, migrate: false }),
    caller: new OperationDirectory(silentLogger).callerFor(name),
    fetch: createSafeFetch({}),
  });
  const file = schemaFile(`subgraphs/${name}.graphql`);
  if (!isCheck) writeFileSync(file, part.graph.sdl);
  else if (readFileSync(file, 'utf8') !== part.graph.sdl) {
    isSame = false;
    console.error(`schema/subgraphs/${name}.graphql is not what the code of ${name} says. Run: npm run schema`);
  }
}
process.exit(isSame ? 0 : 1);
