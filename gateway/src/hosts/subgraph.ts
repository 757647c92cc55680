import { provision, runAlone } from '@opticworks/kernel';
import { openSurroundings, runHost } from './surroundings.ts';
import { partOf, subgraphNames, subgraphs } from './together.ts';

const FIRST_PORT = 4101;

/** One subgraph as a process of its own: `subgraph.js orders`. */
runHost(async () => {
  const name = process.argv[2] ?? '';
  const create = subgraphs[name];
  if (!create) throw new Error(`Say which subgraph: ${subgraphNames.join(', ')}.`);
  const around = await openSurroundings({ name });
  const part = partOf(name);
  if (around.mode !== 'production') await provision(around.databaseUrl, [part]);
  Object.assign(process.env, around.env, {
    DATABASE_URL: around.databaseUrl,
    DATABASE_ROLE: process.env.DATABASE_ROLE ?? part.role,
  });
  await runAlone({ name, defaultPort: FIRST_PORT + subgraphNames.indexOf(name), create: await create() });
});
