import { brokenRules } from './check-house.ts';
import { crashJourney, STEPS } from './crash-journey.ts';
import { crashPlan } from './crash-plan.ts';
import { StartedHouse } from './started-house.ts';

/**
 * `npm run crashes -- --journeys 20 --seed 1`: a whole campaign on an installation of its own, each step of each journey hit once; every
 * other journey goes through the house in its parts, where each of them can be hit.
 */
const argument = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? Number(process.argv[at + 1]) : fallback;
};
const journeys = argument('journeys', 5);
const first = argument('seed', Math.floor(Date.now() / 1000) % 1_000_000);
const started = Date.now();
const house = await StartedHouse.open();
let broken = 0;
let kills = 0;
try {
  for (let i = 0; i < journeys; i += 1) {
    const seed = first + i;
    try {
      const travelled = await crashJourney(
        house,
        crashPlan(seed, STEPS.length, seed % 2 === 0 ? 'together' : 'apart'),
        (line) => console.log(`    ${line}`),
      );
      const rules = await brokenRules(house, travelled);
      kills += travelled.kills.length;
      broken += rules.length > 0 ? 1 : 0;
      console.log(
        `${rules.length === 0 ? '✓' : '✗'} seed ${seed}: order ${travelled.orderNumber}, ${travelled.kills.length} kills`,
      );
      for (const rule of rules) console.log(`  broken: ${rule}`);
    } catch (error) {
      broken += 1;
      console.log(`✗ seed ${seed}: ${error instanceof Error ? error.message : error}`);
    }
  }
} finally {
  await house.stop();
}
console.log(
  `${journeys} journeys, ${kills} kills, ${house.starts} starts, ${broken} broken, ${Math.round((Date.now() - started) / 1000)} s; seeds from ${first}`,
);
process.exit(broken > 0 ? 1 : 0);
