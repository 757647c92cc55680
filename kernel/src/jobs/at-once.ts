/** One run that waits for its turn. */
interface Waiting {
  run: () => Promise<void>;
  leave: () => Promise<void>;
}

/** More than this waiting in memory is more than a process should lose at once; the rest goes to the queue. */
const MOST_WAITING = 200;

/** Runs work of this process in the order it came, so many at a time. */
export class AtOnce {
  readonly #waiting: Waiting[] = [];
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(private readonly most: number) {}

  /**
   * @param run the work; must not throw
   * @param leave hands the work to somebody else, when it will not be done here
   */
  async add(run: () => Promise<void>, leave: () => Promise<void>): Promise<void> {
    if (this.#closed || this.#waiting.length >= MOST_WAITING) return leave();
    this.#waiting.push({ run, leave });
    this.#next();
  }

  /** Begins nothing more, hands on what waits, and waits for what runs. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#waiting.splice(0).map(({ leave }) => leave()), ...this.#running]);
  }

  #next(): void {
    while (this.#running.size < this.most) {
      const next = this.#waiting.shift();
      if (!next) return;
      const running = next.run().finally(() => {
        this.#running.delete(running);
        this.#next();
      });
      this.#running.add(running);
    }
  }
}
