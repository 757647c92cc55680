import { existsSync, rmSync } from 'node:fs';
import { assertPortsFree } from '../steps/ports.mjs';
import { localSettings } from '../steps/settings.mjs';

/** Forgets all local data. Refuses while the installation runs, because a database must not lose its files under way. */
export async function run() {
  const settings = localSettings();
  if (settings.databaseUrl)
    throw new Error(
      'DATABASE_URL is set: reset only forgets the embedded database. Drop the schemas of that database yourself.',
    );
  try {
    await assertPortsFree({ graph: settings.ports.graph, postgres: settings.ports.postgres });
  } catch {
    throw new Error('OpticWorks is still running. Stop it with Ctrl-C, then reset.');
  }
  if (!existsSync(settings.dataDir)) {
    console.log('There is nothing to forget yet.');
    return 0;
  }
  rmSync(settings.dataDir, { recursive: true, force: true });
  console.log(`Forgot everything in ${settings.dataDir}. npm start begins anew.`);
  return 0;
}
