import { createHash } from 'node:crypto';
import { gtinCheckDigit } from '@opticworks/optics';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 2025-01-01T00:00:00Z: seeded ids sort before everything made later. */
const SEED_TIME = 1_735_689_600_000n;

/** A TypeID that depends on nothing but its key, so that a seed run anywhere gives the same data. */
export function seedId(prefix: string, key: string): string {
  const hash = createHash('sha256').update(`${prefix}/${key}`).digest();
  let value = SEED_TIME << 80n;
  value |= 0x7n << 76n;
  value |= (BigInt(`0x${hash.subarray(0, 2).toString('hex')}`) % 4096n) << 64n;
  value |= 0b10n << 62n;
  value |= BigInt(`0x${hash.subarray(2, 10).toString('hex')}`) & ((1n << 62n) - 1n);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return `${prefix}_${text}`;
}

/** A small seeded generator (mulberry32): the same seed gives the same catalogue. */
export function seededRandom(seed: number) {
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
    int: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)),
    pick: <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T,
    some: <T>(values: readonly T[], count: number): T[] => {
      const left = [...values];
      return Array.from(
        { length: Math.min(count, left.length) },
        () => left.splice(Math.floor(next() * left.length), 1)[0] as T,
      );
    },
    chance: (share: number) => next() < share,
  };
}
export type Random = ReturnType<typeof seededRandom>;

/** GTIN-13 in the range reserved for use inside a company (prefix 200), so that no real article is named. */
export function testGtin(serial: number): string {
  const body = `200${String(serial).padStart(9, '0')}`;
  return body + gtinCheckDigit(body);
}
