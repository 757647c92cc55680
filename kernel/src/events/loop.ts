import { isStorageLow } from '../disk/writable.ts';

export interface LoopOptions {
  /** Pause when there was nothing to do. */
  idleMs: number;
  /** After a look that was enough, at least so long until the next, also when woken: what comes meanwhile is then met together. */
  restMs?: number;
  onError(error: unknown): void;
}

/** How often is looked whether there is room on the disk again. */
const NEARLY_FULL_PAUSE_MS = 1_000;
const ERROR_PAUSE_MS = [100, 500, 1_000, 3_000, 5_000];

/** Repeats a piece of work while it finds something to do, then sleeps until woken or until the idle time passed. */
export class Loop {
  #running: Promise<void> | undefined;
  #stopping = true;
  #endPause: (() => void) | undefined;
  #idle = false;
  #woken = false;

  /** @param work is told whether it was called for, or only looks by itself after the idle time */
  constructor(
    private readonly work: (woken: boolean) => Promise<number>,
    private readonly options: LoopOptions,
  ) {}

  start(): void {
    if (this.#running) return;
    this.#stopping = false;
    this.#running = this.#run();
  }

  /** Ends the pause. A wake during work is kept, so nothing that arrived meanwhile waits for the next poll. */
  wake(): void {
    this.#woken = true;
    if (this.#idle) this.#endPause?.();
  }

  /** Whether it waits, and would begin at once when woken. */
  get isIdle(): boolean {
    return this.#idle && !this.#woken;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endPause?.();
    await this.#running;
    this.#running = undefined;
  }

  async #run(): Promise<void> {
    let failures = 0;
    let restUntil = 0;
    // What was left by an earlier run is looked for at once.
    let woken = true;
    while (!this.#stopping) {
      const rest = restUntil - performance.now();
      if (rest > 0) await this.#pause(rest);
      if (this.#stopping) return;
      if (isStorageLow()) {
        await this.#pause(NEARLY_FULL_PAUSE_MS);
        continue;
      }
      woken ||= this.#woken;
      this.#woken = false;
      let found = 0;
      try {
        found = await this.work(woken);
        failures = 0;
      } catch (error) {
        this.options.onError(error);
        if (!this.#stopping) await this.#pause(ERROR_PAUSE_MS[Math.min(failures, ERROR_PAUSE_MS.length - 1)]!);
        failures += 1;
        continue;
      }
      woken = found > 0;
      if (found === 0) restUntil = performance.now() + (this.options.restMs ?? 0);
      if (found > 0 || this.#woken || this.#stopping) continue;
      this.#idle = true;
      await this.#pause(this.options.idleMs);
      this.#idle = false;
    }
  }

  /** Without an abort signal, whose end costs an exception each time: loops are woken thousands of times a minute. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#endPause = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      timer.unref();
      this.#endPause = end;
    });
  }
}
