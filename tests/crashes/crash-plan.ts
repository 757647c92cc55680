import { type Plan, STEPS } from './crash-journey.ts';
import { type Shape, VICTIMS, type Victim } from './started-house.ts';

/** A small generator with a seed, so that a campaign that found something is run again exactly (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What does the work is hit most; the others each now and then. */
const WEIGHTS: Readonly<Partial<Record<Victim, number>>> = { server: 6, postgres: 2, orders: 3, gateway: 3, redis: 3 };
/** A step takes some tens of milliseconds; the tail catches what it leaves to jobs and events. */
const LONGEST_MS = 250;

/**
 * Deals one kill to each of some steps of a journey through a house in one shape.
 * @param count how many steps are hit, 1 to 15; the payment is always among them
 */
export function crashPlan(seed: number, count: number, shape: Shape): Plan[] {
  const roll = dice(seed);
  return stepsToHit(roll, count).map((step) => ({
    step,
    shape,
    victim: victimAt(roll(), shape),
    afterMs: delay(roll),
  }));
}

/** The payment and some others, in the order of the journey. */
function stepsToHit(roll: () => number, count: number): string[] {
  const others = STEPS.filter((step) => step !== 'payment')
    .map((step) => ({ step, at: roll() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count - 1)
    .map(({ step }) => step);
  const hit = new Set<string>(['payment', ...others]);
  return STEPS.filter((step) => hit.has(step));
}

/** Squared: most kills come early, while the step is under way. */
const delay = (roll: () => number) => Math.round(roll() ** 2 * LONGEST_MS);

function victimAt(share: number, shape: Shape): Victim {
  const weight = (victim: Victim) => WEIGHTS[victim] ?? 1;
  const victims: readonly Victim[] = VICTIMS[shape];
  let left = share * victims.reduce((sum, victim) => sum + weight(victim), 0);
  for (const victim of victims) {
    left -= weight(victim);
    if (left < 0) return victim;
  }
  return victims[0] ?? 'start';
}
