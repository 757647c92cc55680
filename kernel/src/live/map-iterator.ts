import type { LiveIterator } from './live-tail.ts';

/**
 * Turns each value into another one; `undefined` skips it. Ending the result ends the source, also while it waits.
 */
export function mapIterator<A, B>(
  source: LiveIterator<A>,
  map: (value: A) => B | undefined | Promise<B | undefined>,
): LiveIterator<B> {
  let ended = false;
  const done = { done: true as const, value: undefined };
  return {
    async next() {
      while (!ended) {
        const result = await source.next();
        if (result.done) return done;
        const value = await map(result.value);
        if (value !== undefined) return { done: false, value };
      }
      return done;
    },
    async return() {
      ended = true;
      await source.return();
      return done;
    },
    async throw(error) {
      ended = true;
      await source.return();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
