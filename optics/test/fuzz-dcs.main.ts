/**
 * Damages files and feeds them to the reader: `npm run fuzz:dcs -w @opticworks/optics -- --count 1000000 --seed 7`. A failing input is
 * made again alone with `--seed <seed> --only <number>`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkMutant, type MutantFate } from '../src/dcs/fuzz/check-mutant.ts';
import { fuzzCorpus } from '../src/dcs/fuzz/fuzz-corpus.ts';
import { mutatedDcs } from '../src/dcs/fuzz/mutate-dcs.ts';
import { seedOf } from '../src/dcs/fuzz/seeded-random.ts';

/** No input may take longer: the reader is linear, so this is a hang. */
const SLOWEST_MS = 1_000;

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed);
const [first, last] =
  values.only === undefined ? [0, Number(values.count) - 1] : [Number(values.only), Number(values.only)];
const corpus = fuzzCorpus(readFileSync(new URL('../test-data/job-1001.oma', import.meta.url), 'utf8'));
const fates: Record<MutantFate, number> = { 'no document': 0, unreadable: 0, 'no frame': 0, frame: 0 };
let slowest = { ms: 0, n: 0 };
let failures = 0;

console.log(`seed ${seed}, inputs ${first} to ${last}`);
const started = performance.now();
for (let n = first; n <= last; n++) {
  const input = mutatedDcs(seedOf(seed, n), corpus);
  const at = performance.now();
  try {
    fates[checkMutant(input)] += 1;
  } catch (error) {
    failures += 1;
    console.error(`input ${n} (--seed ${seed} --only ${n}):`, error);
    if (failures >= 10) break;
  }
  const ms = performance.now() - at;
  if (ms > slowest.ms) slowest = { ms, n };
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${last - first + 1} inputs in ${seconds.toFixed(1)} s; slowest ${slowest.ms.toFixed(1)} ms (input ${slowest.n})`,
);
console.log(
  Object.entries(fates)
    .map(([fate, count]) => `${fate}: ${count}`)
    .join(', '),
);
console.log(`memory ${Math.round(process.memoryUsage().rss / 1e6)} MB, failures ${failures}`);
if (failures > 0 || slowest.ms > SLOWEST_MS) process.exitCode = 1;
