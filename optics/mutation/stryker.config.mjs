import { areas } from './areas.mjs';

const area = process.env.MUTATION_AREA ?? 'prescription';
const { mutate, tests, leavesTables = false } = areas[area];

export default {
  testRunner: 'in-process',
  plugins: ['./mutation/in-process-runner.mjs'],
  mutate,
  inProcess: { tests },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A mutant in a table that is read at import needs every module again: minutes for hundreds of them.
  ignoreStatic: leavesTables,
  // A busy machine is no endless loop.
  timeoutMS: 120_000,
  thresholds: { high: 98, low: 95, break: 95 },
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: `.cache/mutation/${area}.json` },
  clearTextReporter: { reportTests: false, logTests: false, allowColor: false },
  tempDirName: '.cache/stryker',
  // Stryker would rewrite tsconfig.json with an interface that TypeScript 7 no longer has; Node strips the types itself.
  ignorePatterns: ['dist', 'mutation/node_modules', 'tsconfig.json', '.cache'],
  warnings: { unknownOptions: false },
};
