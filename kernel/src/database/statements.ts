import { AsyncLocalStorage } from 'node:async_hooks';

/** What a piece of work has sent to PostgreSQL so far. */
export interface StatementTally {
  count: number;
  texts: string[];
}

const tallies = new AsyncLocalStorage<StatementTally>();
const CONTROL = /^\s*(begin|start transaction|commit|rollback|savepoint|release|set transaction)/i;

/** Called for each statement a pooled connection sends. Transaction control is free: a budget is about work. */
export function noteStatement(text: string): void {
  const tally = tallies.getStore();
  if (!tally || CONTROL.test(text)) return;
  tally.count += 1;
  tally.texts.push(text);
}

/** Runs a function, with everything it goes on to start, under a tally that can be read at any time. */
export function tallyStatements<T>(tally: StatementTally, run: () => T): T {
  return tallies.run(tally, run);
}

/** Runs what a house does for itself, whoever happened to set it off: it belongs to nobody's tally. */
export function untallied<T>(run: () => T): T {
  return tallies.exit(run);
}

export function emptyTally(): StatementTally {
  return { count: 0, texts: [] };
}

/** Runs a function and counts the SQL statements it caused, for statement budgets in tests. */
export async function countStatements(run: () => Promise<unknown>): Promise<number> {
  const tally = emptyTally();
  await tallyStatements(tally, run);
  return tally.count;
}

/** Like countStatements, with the texts, to see what a budget was spent on. */
export async function recordStatements(run: () => Promise<unknown>): Promise<string[]> {
  const tally = emptyTally();
  await tallyStatements(tally, run);
  return tally.texts;
}
