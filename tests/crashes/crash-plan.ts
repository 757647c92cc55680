import { type Plan, STEPS } from './crash-journey.ts';
import { VICTIMS, type Victim } from './started-house.ts';

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

/** The server does all the work, so it is hit most; the others each now and then. */
const WEIGHTS: Readonly<Record<Victim, number>> = { server: 6, postgres: 2, twins: 1, start: 1 };
/** A step takes some tens of milliseconds; the tail catches what it leaves to jobs and events. */
const LONGEST_MS = 250;

/**
 * Deals one kill to each of some steps.
 * @param count how many steps are hit, 1 to 15; the payment is always among them
 */
export function crashPlan(seed: number, count: number): Plan[] {
  const roll = dice(seed);
  const others = STEPS.filter((step) => step !== 'payment')
    .map((step) => ({ step, at: roll() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count - 1)
    .map(({ step }) => step);
  const hit = new Set<string>(['payment', ...others]);
  return STEPS.filter((step) => hit.has(step)).map((step) => ({
    step,
    victim: victimAt(roll()),
    // Squared: most kills come early, while the step is under way.
    afterMs: Math.round(roll() ** 2 * LONGEST_MS),
  }));
}

function victimAt(share: number): Victim {
  const total = VICTIMS.reduce((sum, victim) => sum + WEIGHTS[victim], 0);
  let left = share * total;
  for (const victim of VICTIMS) {
    left -= WEIGHTS[victim];
    if (left < 0) return victim;
  }
  return 'server';
}
