import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it } from 'vitest';
import { JoinedReads, joinReads } from './joined-reads.ts';

/** A source whose value changes, and whose reads end when they are told to. */
function source() {
  let value = 0;
  const rounds: { keys: readonly string[]; end(error?: Error): void }[] = [];
  const read = (keys: readonly string[]) => {
    const seen = value;
    return new Promise<ReadonlyMap<string, number>>((resolve, reject) => {
      rounds.push({
        keys,
        end: (error) => (error ? reject(error) : resolve(new Map(keys.map((key) => [key, seen])))),
      });
    });
  };
  return { rounds, read, change: () => (value += 1) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('asks at once when nobody else does', () => {
  const { rounds, read } = source();
  void joinReads(read)(['a', 'b']);

  expect(rounds.map(({ keys }) => keys)).toEqual([['a', 'b']]);
});

it('joins what is asked while a round runs into the next, each key once', async () => {
  const { rounds, read } = source();
  const ask = joinReads(read);
  void ask(['a']);
  const second = ask(['a', 'b']);
  const third = ask(['b', 'c']);
  rounds[0]!.end();
  await turn();

  expect(rounds.map(({ keys }) => keys)).toEqual([['a'], ['a', 'b', 'c']]);
  rounds[1]!.end();
  expect((await second).get('a')).toBe(0);
  expect((await third).get('c')).toBe(0);
});

it('gives nobody what was read before they asked', async () => {
  const { rounds, read, change } = source();
  const ask = joinReads(read);
  const before = ask(['a']);
  change();
  const after = ask(['a']);
  rounds[0]!.end();
  await turn();
  rounds[1]!.end();

  expect((await before).get('a')).toBe(0);
  expect((await after).get('a')).toBe(1);
});

it('does not wait for a round that hangs', async () => {
  const { rounds, read } = source();
  const ask = joinReads(read);
  void ask(['a']);
  const second = ask(['b']);

  await expect.poll(() => rounds.length).toBe(2);
  rounds[1]!.end();
  expect((await second).get('b')).toBe(0);
});

it('fails those of the round that failed, and goes on', async () => {
  const { rounds, read } = source();
  const ask = joinReads(read);
  const first = ask(['a']);
  const second = ask(['a']);
  rounds[0]!.end(new Error('lost'));

  await expect(first).rejects.toThrow('lost');
  await turn();
  rounds[1]!.end();
  expect((await second).get('a')).toBe(0);
});

it('runs a round in the context of who asked for it first', async () => {
  const request = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const ask = joinReads<string, number>(async () => {
    seen.push(request.getStore());
    await turn();
    return new Map();
  });
  const first = request.run('one', () => ask(['a']));
  const second = request.run('two', () => ask(['a']));
  await first;
  await second;

  expect(seen).toEqual(['one', 'two']);
});

it('shares equal reads only', async () => {
  const joined = new JoinedReads<number>();
  let runs = 0;
  const run = async () => {
    await turn();
    return ++runs;
  };
  const answers = await Promise.all([
    joined.read('x', run),
    joined.read('x', run),
    joined.read('x', run),
    joined.read('y', run),
  ]);

  expect(answers[1]).toBe(answers[2]);
  expect(runs).toBe(3);
});
