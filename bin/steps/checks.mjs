import { join } from 'node:path';
import { runQuietly } from './build.mjs';
import { root } from './install.mjs';
import { step } from './progress.mjs';

const tool = (path) => join(root, 'node_modules', path);
const fromSource = ['--conditions=source', '--import', '@oxc-node/core/register'];

/** What the sources have to pass before any test: types, lint, nothing unused, boundaries, and everything that is printed from them. */
export async function checkSources() {
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
  await step('Nothing that nobody uses', () =>
    runQuietly([tool('knip/bin/knip.js'), '--no-progress', '--include', 'files,exports', '--reporter', 'compact']),
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
    await runQuietly([...fromSource, 'schema/client-types.ts', '--check']);
    for (const client of ['storefront', 'admin'])
      await runQuietly([...fromSource, 'schema/persist.ts', client, '--check']);
    await runQuietly([join(root, 'gateway/dist/hosts/print-registers.js'), '--check']);
  });
}
