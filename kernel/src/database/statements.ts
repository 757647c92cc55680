import { AsyncLocalStorage } from 'node:async_hooks';

interface Tally {
  count: number;
  texts: string[];
}

const tallies = new AsyncLocalStorage<Tally>();
const CONTROL = /^\s*(begin|start transaction|commit|rollback|savepoint|release|set transaction)/i;

/** Called for each statement a pooled connection sends. Transaction control is free: a budget is about work. */
export function noteStatement(text: string): void {
  const tally = tallies.getStore();
  if (!tally || CONTROL.test(text)) return;
  tally.count += 1;
  tally.texts.push(text);
}

/** Runs a function and counts the SQL statements it caused, for statement budgets in tests. */
export async function countStatements(run: () => Promise<unknown>): Promise<number> {
  const tally: Tally = { count: 0, texts: [] };
  await tallies.run(tally, run);
  return tally.count;
}

/** Like countStatements, with the texts, to see what a budget was spent on. */
export async function recordStatements(run: () => Promise<unknown>): Promise<string[]> {
  const tally: Tally = { count: 0, texts: [] };
  await tallies.run(tally, run);
  return tally.texts;
}
