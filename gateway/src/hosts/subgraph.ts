import { environment, modeFromEnvironment, provision, runAlone, SUBGRAPH_SETTINGS } from '@opticworks/kernel';
import { checkProduction } from './production.ts';
import { openSurroundings, runHost, verifyKeysOf } from './surroundings.ts';
import { partOf, settingsOf, subgraphNames, subgraphs } from './together.ts';

const FIRST_PORT = 4101;

/** One subgraph as a process of its own: `subgraph.js orders`. */
runHost(async () => {
  const name = process.argv[2] ?? '';
  const create = subgraphs[name];
  if (!create) throw new Error(`Say which subgraph: ${subgraphNames.join(', ')}.`);
  const part = partOf(name);
  const env = environment();
  if (modeFromEnvironment(env) === 'production') {
    // Only what this part reads: it never sees the secrets of sign-in, nor those of the other parts.
    if (!env.VERIFY_KEYS && env.SIGNING_KEY?.includes('PRIVATE KEY')) env.VERIFY_KEYS = verifyKeysOf(env.SIGNING_KEY);
    checkProduction([SUBGRAPH_SETTINGS, ...(await settingsOf([name]))], env);
    env.DATABASE_ROLE ??= part.role;
  } else {
    const around = await openSurroundings({ name, parts: await settingsOf([name]) });
    await provision(around.databaseUrl, [part]);
    around.watchDisk();
    Object.assign(env, around.env, {
      DATABASE_URL: around.databaseUrl,
      DATABASE_ROLE: env.DATABASE_ROLE ?? part.role,
    });
  }
  await runAlone({ name, defaultPort: FIRST_PORT + subgraphNames.indexOf(name), create: await create() });
});
