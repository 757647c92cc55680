import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../support/people.ts';
import { startTestInstallation } from '../support/start-installation.ts';
import { countStatements } from './count-statements.ts';
import { persistedQueries } from './persisted-queries.ts';
import { openSeededShop } from './seeded-shop.ts';

/**
 * Measures every persisted query and writes what it costs to statements.json; read the difference before you commit it.
 * Asks the running installation of GRAPH_URL and DATA_DIR, or starts one.
 */
const file = join(import.meta.dirname, 'statements.json');
const {
  GRAPH_URL,
  DATA_DIR = '.data',
  SHOP_URL = 'http://localhost:3000',
  ADMIN_URL = 'http://localhost:3001',
} = process.env;
const started = GRAPH_URL ? undefined : await startTestInstallation();
const world: World = started ?? {
  graphUrl: GRAPH_URL as string,
  shopUrl: SHOP_URL,
  adminUrl: ADMIN_URL,
  twinsUrl: '',
  demo: JSON.parse(await readFile(join(DATA_DIR, 'demo.json'), 'utf8')),
};
const before: Record<string, number> = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
const budgets: Record<string, number> = {};
const failures: string[] = [];
try {
  const shop = await openSeededShop(world);
  for (const query of await persistedQueries()) {
    try {
      const count = await countStatements(shop, query);
      budgets[query.name] = count;
      const was = before[query.name];
      console.log(
        `${String(count).padStart(4)}  ${query.name}${was === undefined || was === count ? '' : `  (was ${was})`}`,
      );
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (failures.length === 0) await writeFile(file, `${JSON.stringify(budgets, null, 2)}\n`);
} finally {
  await started?.stop();
}
for (const failure of failures) console.error(failure);
process.exit(failures.length > 0 ? 1 : 0);
