export interface Random {
  /** 0 ≤ value < 1 */
  next(): number;
  pick<T>(values: readonly T[]): T;
  between(least: number, most: number): number;
}

/** A small generator (mulberry32): the same seed gives the same history everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (values) => values[Math.floor(next() * values.length)]!,
    between: (least, most) => least + next() * (most - least),
  };
}
