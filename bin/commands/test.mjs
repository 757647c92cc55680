import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from '../steps/build.mjs';
import { root } from '../steps/install.mjs';
import { provideTestPrograms } from '../steps/test-programs.mjs';

const rooms = [
  'kernel',
  'optics',
  'schema',
  'twins',
  'catalog',
  'customer-rx',
  'orders',
  'inventory',
  'lab',
  'procurement',
  'gateway',
  'storefront',
  'admin',
];

/** Runs everything a change has to pass, rooms first, then the whole house; ends with `N passed, N failed`. Extra words go to vitest. */
export async function run(args) {
  const env = provideTestPrograms();
  await buildAll();
  const results = join(root, '.cache', 'test-results');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [title, projects] of [
    ['the rooms', rooms],
    ['the whole house', ['house']],
  ]) {
    const file = join(results, `${projects.length}.json`);
    console.log(`\n▸ Testing ${title}`);
    const code = await vitest(
      [
        ...projects.flatMap((name) => ['--project', name]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...args,
      ],
      env,
    );
    if (!existsSync(file)) {
      total.failed += 1;
      console.error(`vitest ended with ${code} and left no result.`);
      continue;
    }
    const result = JSON.parse(readFileSync(file, 'utf8'));
    total.passed += result.numPassedTests;
    // A file that could not be loaded, or a leaked error, fails the run although no single test failed.
    total.failed += result.numFailedTests || (code === 0 ? 0 : 1);
    total.skipped += result.numPendingTests ?? 0;
  }
  if (process.env.CI && total.skipped > 0) {
    console.error(`${total.skipped} tests were skipped; in CI that is a failure.`);
    total.failed += total.skipped;
  }
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped && !process.env.CI ? `, ${total.skipped} skipped` : ''}`,
  );
  return total.failed > 0 ? 1 : 0;
}

export function vitest(args, env = {}) {
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
