interface Placed {
  id: string;
  status: string;
  late: boolean;
  rush: boolean;
  dueOn: string | null;
  version: number;
}

/** Whether showing a job anew would move a card: it changed its column or its place in it. */
export const movesCard = (was: Placed | undefined, now: Placed): boolean =>
  was === undefined ||
  was.status !== now.status ||
  was.late !== now.late ||
  was.rush !== now.rush ||
  was.dueOn !== now.dueOn;

/**
 * Takes a change from elsewhere. While somebody's hand is on the board nothing may move under it: what would move waits, what only looks
 * different is shown. An older version never replaces a newer one.
 */
export function takeChange<Job extends Placed>(
  shown: ReadonlyMap<string, Job>,
  waiting: ReadonlyMap<string, Job>,
  job: Job,
  isHeld: boolean,
): { shown: ReadonlyMap<string, Job>; waiting: ReadonlyMap<string, Job> } {
  const known = waiting.get(job.id) ?? shown.get(job.id);
  if (known && known.version > job.version) return { shown, waiting };
  if (isHeld && movesCard(shown.get(job.id), job)) return { shown, waiting: new Map(waiting).set(job.id, job) };
  const left = new Map(waiting);
  left.delete(job.id);
  return { shown: new Map(shown).set(job.id, job), waiting: left };
}

/** Everything that waited, now. */
export const letGo = <Job extends Placed>(
  shown: ReadonlyMap<string, Job>,
  waiting: ReadonlyMap<string, Job>,
): ReadonlyMap<string, Job> => new Map([...shown, ...waiting]);
