import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildServer } from '../steps/build.mjs';
import { root } from '../steps/install.mjs';

/** `opticworks bench [scenario …]`: starts an installation of its own, measures, and stops it. `evaluator` alone needs none. */
export async function run(args) {
  const needsServer = args.length === 0 || args.some((name) => name !== 'evaluator');
  if (needsServer) await buildServer();
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', '@oxc-node/core/register', join(root, 'tests/bench/main.ts'), ...args],
    { cwd: root, stdio: 'inherit' },
  );
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
