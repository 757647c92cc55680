import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from '../steps/build.mjs';
import { checkSources } from '../steps/checks.mjs';
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
  'structure',
];

/** One after the other; what stands in one step runs side by side, each in a run of its own. */
const steps = [
  [{ title: 'the rooms', projects: rooms }],
  [
    { title: 'the whole house', projects: ['house'] },
    // Its output comes when it has ended, so that two runs do not talk at once.
    { title: 'a house that is killed again and again', projects: ['crashes'], quiet: true },
  ],
];

/** Runs everything a change has to pass, the sources themselves, the rooms, then the whole house; ends with `N passed, N failed`. Extra words go to vitest. */
export async function run(args) {
  const { env: programs, without } = provideTestPrograms();
  const env = { ...programs, OPTICWORKS_TEST_BUILT: '1' };
  const left = without.map((glob) => `--exclude=${glob}`);
  await buildAll();
  // Whoever names what to test is in the middle of something.
  if (args.length === 0) await checkSources();
  const results = join(root, '.cache', 'test-results');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps)
    for (const counts of await Promise.all(step.map((part) => runPart(part, results, [...left, ...args], env))))
      for (const key of Object.keys(total)) total[key] += counts[key];
  if (process.env.CI && total.skipped > 0) {
    console.error(`${total.skipped} tests were skipped; in CI that is a failure.`);
    total.failed += total.skipped;
  }
  if (total.passed + total.failed === 0) {
    console.error(`No test fits ${args.join(' ')}.`);
    total.failed = 1;
  }
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped && !process.env.CI ? `, ${total.skipped} skipped` : ''}`,
  );
  return total.failed > 0 ? 1 : 0;
}

async function runPart({ title, projects, quiet = false }, results, args, env) {
  const file = join(results, `${projects[0]}.json`);
  console.log(`\n▸ Testing ${title}`);
  const code = await vitest(
    [
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      // A filter of file names may leave one part without any.
      ...(args.some((word) => !word.startsWith('--exclude=')) ? ['--passWithNoTests'] : []),
      ...args,
    ],
    env,
    { quiet },
  );
  if (!existsSync(file)) {
    console.error(`vitest ended with ${code} and left no result.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const result = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: result.numPassedTests,
    // A file that could not be loaded, or a leaked error, fails the run although no single test failed.
    failed: result.numFailedTests || (code === 0 ? 0 : 1),
    skipped: result.numPendingTests ?? 0,
  };
}

/** @param quiet keeps what it says until it has ended */
export function vitest(args, env = {}, { quiet = false } = {}) {
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
    cwd: root,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    env: { ...process.env, ...env },
  });
  const said = [];
  child.stdout?.on('data', (chunk) => said.push(chunk));
  child.stderr?.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) =>
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    }),
  );
}
