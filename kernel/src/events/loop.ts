import { wait } from '../time/wait.ts';

export interface LoopOptions {
  /** Pause when there was nothing to do. */
  idleMs: number;
  /** After a look that was enough, at least so long until the next, also when woken: what comes meanwhile is then met together. */
  restMs?: number;
  onError(error: unknown): void;
}

const ERROR_PAUSE_MS = [100, 500, 1_000, 3_000, 5_000];

/** Repeats a piece of work while it finds something to do, then sleeps until woken or until the idle time passed. */
export class Loop {
  #running: Promise<void> | undefined;
  #stopping = new AbortController();
  #sleep: AbortController | undefined;
  #woken = false;

  constructor(
    private readonly work: () => Promise<number>,
    private readonly options: LoopOptions,
  ) {}

  start(): void {
    if (this.#running) return;
    this.#stopping = new AbortController();
    this.#running = this.#run();
  }

  /** Ends the pause. A wake during work is kept, so nothing that arrived meanwhile waits for the next poll. */
  wake(): void {
    this.#woken = true;
    this.#sleep?.abort();
  }

  /** Whether it waits, and would begin at once when woken. */
  get isIdle(): boolean {
    return this.#sleep !== undefined && !this.#woken;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#sleep?.abort();
    await this.#running;
    this.#running = undefined;
  }

  async #run(): Promise<void> {
    let failures = 0;
    let restUntil = 0;
    while (!this.#stopping.signal.aborted) {
      const rest = restUntil - performance.now();
      if (rest > 0) await wait(rest, this.#stopping.signal);
      if (this.#stopping.signal.aborted) return;
      this.#woken = false;
      let found = 0;
      try {
        found = await this.work();
        failures = 0;
      } catch (error) {
        this.options.onError(error);
        await wait(ERROR_PAUSE_MS[Math.min(failures, ERROR_PAUSE_MS.length - 1)]!, this.#stopping.signal);
        failures += 1;
        continue;
      }
      if (found === 0) restUntil = performance.now() + (this.options.restMs ?? 0);
      if (found > 0 || this.#woken) continue;
      this.#sleep = new AbortController();
      if (!this.#stopping.signal.aborted) await wait(this.options.idleMs, this.#sleep.signal);
      this.#sleep = undefined;
    }
  }
}
