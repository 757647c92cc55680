import { checkSources } from '../steps/checks.mjs';
import { vitest } from './test.mjs';

/** Rooms whose tests need no database, and those of which only the files beside the sources do not. */
const whole = ['kernel', 'optics', 'schema', 'storefront', 'admin'];
const rules = ['catalog', 'customer-rx', 'orders', 'inventory', 'lab', 'procurement', 'gateway', 'twins'];
const projects = (names) => names.flatMap((name) => ['--project', name]);

/** What a contributor runs before a commit: the sources themselves, and the tests that need no installation. */
export async function run() {
  await checkSources();
  console.log('▸ Unit tests');
  const code = await vitest([...projects(whole), '--reporter=dot']);
  return (await vitest([...projects(rules), '--reporter=dot', 'src/'])) || code;
}
