import { afterAll, beforeAll, expect, it } from 'vitest';
import { askWrongly } from '../wrong-input/ask-wrongly.ts';
import { brokenBooks, brokenRules } from './check-house.ts';
import { crashJourney } from './crash-journey.ts';
import { crashPlan } from './crash-plan.ts';
import { StartedHouse } from './started-house.ts';

/** A new one each day, so that a year of runs is a campaign; CRASH_SEED repeats one. `npm run crashes` does many at once, and
 * kills the parts of the apart shape too, whose starts would cost the suite minutes. */
const seed = Number(process.env.CRASH_SEED) || Math.floor(Date.now() / 86_400_000);

let house: StartedHouse;
beforeAll(async () => {
  house = await StartedHouse.open();
}, 240_000);
afterAll(() => house?.stop());

it(`loses nothing and charges nobody twice, whatever is killed on the way (seed ${seed})`, {
  timeout: 420_000,
}, async () => {
  const told: string[] = [];

  const travelled = await crashJourney(house, crashPlan(seed, 3, 'together'), (line) => told.push(line)).catch(
    (error: unknown) => {
      throw new Error(`after:\n${told.join('\n')}\n${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    },
  );

  expect(travelled.kills.length).toBeGreaterThanOrEqual(2);
  expect(await brokenRules(house, travelled), told.join('\n')).toEqual([]);
});

it(`refuses what makes no sense to whoever asks it, and stays sound (seed ${seed})`, { timeout: 240_000 }, async () => {
  const { asked, outcomes, faults } = await askWrongly(house.world, { rounds: 3, seed });

  expect(faults).toEqual([]);
  expect(asked).toBeGreaterThan(1_500);
  // Most of it is refused, in many ways, and some of it makes sense by chance: the questions reach deep.
  expect(outcomes.size).toBeGreaterThan(60);
  expect(outcomes.get('data')).toBeLessThan(asked / 2);
  expect(await brokenBooks(house)).toEqual([]);
});
