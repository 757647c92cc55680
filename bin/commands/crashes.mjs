import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildServer } from '../steps/build.mjs';
import { root } from '../steps/install.mjs';

/** `opticworks crashes [--journeys N] [--seed S]`: kills parts of an installation of its own in the middle of journeys. */
export async function run(args) {
  await buildServer();
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      '@oxc-node/core/register',
      join(root, 'tests/crashes/crashes.main.ts'),
      ...args,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
