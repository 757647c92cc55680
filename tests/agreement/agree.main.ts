/**
 * Whether browser and server judge alike: `npm run agree -w @opticworks/optics -- --count 100000 --seed 7`.
 * One question is asked again alone with `--only <number>`.
 */
import { parseArgs } from 'node:util';
import { answerText } from '../../optics/test/agreement/digests.ts';
import { compareEvaluators } from './compare-evaluators.ts';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed);
if (values.only !== undefined) {
  console.log(JSON.stringify(JSON.parse(answerText(seed, Number(values.only))), null, 2));
  process.exit(0);
}

const count = Number(values.count);
console.log(`seed ${seed}, ${count} random configurations`);
const started = performance.now();
const { compared, first, engines, maths } = await compareEvaluators(seed, count, (done) => {
  if (done % 10_000 === 0) console.log(`${done} alike, ${((performance.now() - started) / 1000).toFixed(0)} s`);
});
console.log(`browser: ${engines.browser}\nserver:  ${engines.server}`);
console.log(
  `functions of the machine that differ, of ${maths.samples} each: ${Object.entries(maths.differing)
    .map(([name, differing]) => `${name} ${differing}`)
    .join(', ')}`,
);
if (first) {
  console.error(`Configuration ${first.n} (--seed ${seed} --only ${first.n}) differs at ${first.path}:`);
  console.error(`  browser ${first.browser}\n  server  ${first.server}`);
  process.exitCode = 1;
} else console.log(`${compared} complete answers alike to the last digit`);
