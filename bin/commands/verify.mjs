import { join } from 'node:path';
import { runQuietly } from '../steps/build.mjs';
import { root } from '../steps/install.mjs';
import { step } from '../steps/progress.mjs';
import { vitest } from './test.mjs';

const tool = (path) => join(root, 'node_modules', path);
const fromSource = ['--conditions=source', '--import', '@oxc-node/core/register'];

/** What a contributor runs before a commit: types, lint, boundaries, schema diff, the tests that need no installation. */
export async function run() {
  await step('Types', async () => {
    await runQuietly([tool('typescript/bin/tsc'), '-b']);
    // What was right and has not changed since is not looked at again. One checker: several work out the types of the same
    // documents once each, which is three times the work for an admin of that many queries.
    for (const part of ['storefront', 'admin', 'tests', 'tests/rooms.tsconfig.json'])
      await runQuietly([
        ...[tool('typescript/bin/tsc'), '--noEmit', '--checkers', '1', '-p', part],
        ...['--incremental', '--tsBuildInfoFile', join(root, '.cache', `${part.replaceAll('/', '-')}.tsbuildinfo`)],
      ]);
  });
  await step('Lint and format', () =>
    runQuietly([tool('@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=error', '.']),
  );
  await step('Boundaries', () =>
    runQuietly([
      tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      'kernel/src',
      'optics/src',
      'schema/src',
      'subgraphs',
      'gateway/src',
      'twins/src',
      'storefront/src',
      'admin/src',
    ]),
  );
  await step('Schemas and registers as the code says', async () => {
    // The types were just compiled, so what is built is what stands in the sources.
    await runQuietly([join(root, 'gateway/dist/hosts/print-schemas.js'), '--check']);
    await runQuietly([...fromSource, 'schema/compose.ts', '--check']);
    await runQuietly([join(root, 'gateway/dist/hosts/print-registers.js'), '--check']);
  });
  console.log('▸ Unit tests');
  return vitest([
    '--project',
    'kernel',
    '--project',
    'optics',
    '--project',
    'schema',
    '--project',
    'storefront',
    '--project',
    'admin',
    '--reporter=dot',
  ]);
}
