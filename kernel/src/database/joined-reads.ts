import { AsyncLocalStorage } from 'node:async_hooks';

/** A round that takes longer than this is not waited for: one slow statement must not hold up everybody. */
const PATIENCE_MS = 15;

type Bind = <T>(run: () => T) => T;

/**
 * Joins reads of many requests into rounds. What is asked while a round runs goes into the next one, so an answer was always read
 * after it was asked for: nobody gets anything older than a statement of their own would have given them. Nothing is kept.
 *
 * Under load this turns one statement per request into one per round; alone, a request waits for nothing.
 *
 * @param read one statement for all the keys of a round
 */
export function joinReads<K, V>(
  read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (keys: readonly K[]) => Promise<ReadonlyMap<K, V>> {
  interface Round {
    readonly keys: Set<K>;
    readonly answer: Promise<ReadonlyMap<K, V>>;
    begin(): void;
  }
  let running = 0;
  let next: Round | undefined;

  function plan(): Round {
    const keys = new Set<K>();
    // The round belongs to whoever asked first: to that request's trace, log and statement count.
    const inContext = AsyncLocalStorage.snapshot() as Bind;
    let begin = () => {};
    const answer = new Promise<ReadonlyMap<K, V>>((resolve, reject) => {
      begin = () => {
        begin = () => {};
        if (next === round) next = undefined;
        clearTimeout(patience);
        running += 1;
        inContext(async () => read([...keys]))
          .then(resolve, reject)
          .finally(() => {
            running -= 1;
            next?.begin();
          });
      };
    });
    const patience = running > 0 ? setTimeout(() => begin(), PATIENCE_MS) : undefined;
    const round: Round = { keys, answer, begin: () => begin() };
    return round;
  }

  return (keys) => {
    if (keys.length === 0) return Promise.resolve(new Map());
    const round = next ?? plan();
    for (const key of keys) round.keys.add(key);
    if (running === 0) round.begin();
    else next = round;
    return round.answer;
  };
}

/**
 * The same for reads that are alike only when they are equal: whoever asks while the same read runs shares the next run of it.
 * @param key equal for equal reads: the text of a statement with its values
 */
export class JoinedReads<V> {
  readonly #reads = new Map<string, { ask: (keys: readonly [0]) => Promise<ReadonlyMap<0, V>>; waiting: number }>();

  async read(key: string, run: () => Promise<V>): Promise<V> {
    let entry = this.#reads.get(key);
    if (!entry) {
      entry = { ask: joinReads<0, V>(async () => new Map([[0, await run()]])), waiting: 0 };
      this.#reads.set(key, entry);
    }
    entry.waiting += 1;
    try {
      return (await entry.ask([0])).get(0) as V;
    } finally {
      entry.waiting -= 1;
      if (entry.waiting === 0) this.#reads.delete(key);
    }
  }
}
