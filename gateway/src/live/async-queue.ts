/**
 * A hand-written async iterator fed from outside. An async generator would queue `return()` behind a pending `next()`, so a
 * client that leaves would keep its upstream open until the next event.
 */
export class AsyncQueue<T> implements AsyncIterableIterator<T> {
  readonly #values: T[] = [];
  #waiting: { resolve: (result: IteratorResult<T>) => void; reject: (error: Error) => void }[] = [];
  #ended = false;
  #error: Error | undefined;
  readonly #onReturn: (() => void) | undefined;

  /** @param onReturn called once, when the reader leaves before the end */
  constructor(onReturn?: () => void) {
    this.#onReturn = onReturn;
  }

  get length(): number {
    return this.#values.length;
  }

  push(value: T): void {
    if (this.#ended) return;
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve({ done: false, value });
    else this.#values.push(value);
  }

  /** Takes out what has not been read yet. */
  clear(): void {
    this.#values.length = 0;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
  }

  /** What was pushed before is still read; then the reader gets the error. */
  fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    const [first, ...others] = this.#waiting.splice(0);
    if (first) first.reject(error);
    else this.#error = error;
    for (const { resolve } of others) resolve({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#values.length > 0) return Promise.resolve({ done: false, value: this.#values.shift()! });
    if (this.#error) {
      const error = this.#error;
      this.#error = undefined;
      return Promise.reject(error);
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<T>> {
    const left = !this.#ended;
    this.#values.length = 0;
    this.#error = undefined;
    this.end();
    if (left) this.#onReturn?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: Error): Promise<IteratorResult<T>> {
    return this.return().then(() => Promise.reject(error));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
