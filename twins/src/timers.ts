import type { Clock } from './clock.ts';
import { randomText } from './ids.ts';
import type { Collection, Store } from './store.ts';

interface Timer {
  id: string;
  kind: string;
  subject: string;
  dueAtMs: number;
}

/**
 * Things that happen later (a refund that fails, a dispute, a webhook retry, a parcel moving on). Kept in the store, so a
 * restart between promise and deed changes nothing.
 */
export class Timers {
  private readonly timers: Collection<Timer>;
  private readonly handlers = new Map<string, (subject: string) => void | Promise<void>>();
  private readonly recurring: { everyMs: number; nextMs: number; run: () => void }[] = [];
  private readonly interval: NodeJS.Timeout;

  constructor(
    store: Store,
    private readonly clock: Clock,
    tickMs = 100,
  ) {
    this.timers = store.collection('timers');
    this.interval = setInterval(() => void this.runDue(), tickMs);
    this.interval.unref();
  }

  on(kind: string, handler: (subject: string) => void | Promise<void>): void {
    this.handlers.set(kind, handler);
  }

  /** Housekeeping that repeats for as long as the server runs. */
  every(everyMs: number, run: () => void): void {
    this.recurring.push({ everyMs, nextMs: this.clock.now().getTime() + everyMs, run });
  }

  schedule(kind: string, subject: string, delayMs: number): void {
    const id = `timer_${randomText(16)}`;
    this.timers.set(id, { id, kind, subject, dueAtMs: this.clock.now().getTime() + delayMs });
  }

  cancel(kind: string, subject: string): void {
    for (const timer of this.timers.filter((candidate) => candidate.kind === kind && candidate.subject === subject))
      this.timers.delete(timer.id);
  }

  pending(): Timer[] {
    return this.timers.all();
  }

  /** Runs what is due, or everything (`POST /control/timers/run`). Returns how many ran. */
  async runDue(everything = false): Promise<number> {
    const nowMs = this.clock.now().getTime();
    for (const task of this.recurring)
      if (everything || task.nextMs <= nowMs) {
        task.nextMs = nowMs + task.everyMs;
        task.run();
      }
    const due = this.timers.filter((timer) => everything || timer.dueAtMs <= nowMs);
    const running: Promise<void>[] = [];
    for (const timer of due.sort((left, right) => left.dueAtMs - right.dueAtMs)) {
      // Removed before it runs: two ticks must not run one timer twice.
      if (!this.timers.delete(timer.id)) continue;
      running.push(Promise.resolve(this.handlers.get(timer.kind)?.(timer.subject)));
    }
    await Promise.allSettled(running);
    return running.length;
  }

  stop(): void {
    clearInterval(this.interval);
  }
}
