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
  readonly #patient = new Map<NodeJS.Timeout, Waiting>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(private readonly most: number) {}

  /**
   * @param run the work; must not throw
   * @param leave hands the work to somebody else, when it will not be done here
   * @param patienceMs how long it holds back before it takes its place
   */
  async add(run: () => Promise<void>, leave: () => Promise<void>, patienceMs = 0): Promise<void> {
    if (this.#closed || this.#waiting.length + this.#patient.size >= MOST_WAITING) return leave();
    const work = { run, leave };
    if (patienceMs === 0) return this.#take(work);
    const timer = setTimeout(() => {
      this.#patient.delete(timer);
      this.#take(work);
    }, patienceMs);
    this.#patient.set(timer, work);
  }

  /** Begins nothing more, hands on what waits, and waits for what runs. */
  async close(): Promise<void> {
    this.#closed = true;
    const patient = [...this.#patient.values()];
    for (const timer of this.#patient.keys()) clearTimeout(timer);
    this.#patient.clear();
    await Promise.all([...this.#waiting.splice(0), ...patient].map(({ leave }) => leave()).concat([...this.#running]));
  }

  #take(work: Waiting): void {
    this.#waiting.push(work);
    this.#next();
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
