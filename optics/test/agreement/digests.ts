import { SeededRandom, seedOf } from '../../src/dcs/fuzz/seeded-random.ts';
import { completeAnswer } from './complete-answer.ts';
import { randomQuestion } from './random-request.ts';

/** The n-th complete answer of a run, as text: every digit of every number. */
export const answerText = (seed: number, n: number): string =>
  JSON.stringify(completeAnswer(randomQuestion(seedOf(seed, n))));

/** Digests of the complete answers `from` … `from + count − 1` of a run. */
export const digestsOf = (seed: number, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => digest(answerText(seed, from + i)));

/** Two FNV-1a sums with different beginnings, 64 bits together: enough to tell a hundred thousand answers apart. */
function digest(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9dc5811c];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x01000193) ^ (b >>> 15);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}

/** What the functions of the machine give for the same numbers; engines are free to differ in the last digit. */
export function machineMaths(count: number): Record<string, number[]> {
  const random = new SeededRandom(1);
  const [xs, ys] = [0, 1].map(() => Array.from({ length: count }, () => (random.next() - 0.5) * 50)) as [
    number[],
    number[],
  ];
  const pairs = xs.map((x, i) => [x, ys[i] ?? 0] as const);
  return {
    sin: xs.map(Math.sin),
    cos: xs.map(Math.cos),
    tan: xs.map(Math.tan),
    exp: xs.map(Math.exp),
    atan2: pairs.map(([x, y]) => Math.atan2(y, x)),
    hypot: pairs.map(([x, y]) => Math.hypot(x, y)),
    pow: pairs.map(([x, y]) => Math.abs(x) ** (y / 25)),
    sqrt: xs.map((x) => Math.sqrt(Math.abs(x))),
  };
}
