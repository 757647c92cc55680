import { spawn } from 'node:child_process';
import { root } from '../steps/install.mjs';

/**
 * Prints the subgraphs' SDL and the tables in docs from code, composes the graph and writes what follows from it and the clients'
 * documents: types and persisted operations. --check only compares with what is committed.
 */
export async function run(args) {
  for (const step of [
    ['gateway/src/hosts/print-schemas.ts'],
    ['schema/compose.ts'],
    ['schema/client-types.ts'],
    ['schema/persist.ts', 'storefront'],
    ['schema/persist.ts', 'admin'],
    ['gateway/src/hosts/print-registers.ts'],
  ]) {
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--import', '@oxc-node/core/register', ...step, ...args],
      { cwd: root, stdio: 'inherit' },
    );
    const code = await new Promise((resolve) => child.on('exit', resolve));
    if (code !== 0) return code ?? 1;
  }
  return 0;
}
