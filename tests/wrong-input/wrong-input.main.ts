import { parseArgs } from 'node:util';
import type { World } from '../support/people.ts';
import { askWrongly } from './ask-wrongly.ts';

/** Asks a house that runs: WORLD_JSON says where it is and who may sign in. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
  },
});
const world = JSON.parse(process.env.WORLD_JSON ?? '{}') as World;
const { asked, outcomes, faults } = await askWrongly(world, {
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  only: values.only,
});
for (const fault of faults) console.log(fault);
for (const [outcome, count] of [...outcomes].sort((a, b) => b[1] - a[1])) console.log(`${count}  ${outcome}`);
console.log(`Seed ${values.seed}: ${asked} questions, ${faults.length} faults.`);
process.exit(faults.length > 0 ? 1 : 0);
