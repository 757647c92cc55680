import { SeededRandom } from './seeded-random.ts';

type Mutation = (text: string, random: SeededRandom, corpus: readonly [string, ...string[]]) => string;

const nasty: readonly [string, ...string[]] = [
  '', '?', '=', ';', ',', ';;;;', '0', '-0', '-1', '1e9', '1e-9', 'NaN', 'Infinity', '0x10', '52,00', '999999999', '99999999999999999999',
  '-2147483649', '4', '6', 'U', 'E', 'B', 'R', 'L', 'TRCFMT=1;36;U;R;F', 'TRCFMT=4;36;E;R;F', 'TRCFMT=1;0;E;R;F', 'TRCFMT=1;99999;E;R;F',
  'STHKFMT=1;4;E;R', 'ZFMT=1;4;E;R;F', 'R=', 'A=0', 'Z=1;2', 'T=0346;0338', 'CRVFMT=1;4;E;R', 'HBOX=', 'DBL=?', 'JOB', '\0', '\x1a', '\x1c', '\x1d', '\x1b', '\x06', '\x15',
  '\ufeff', '\xef\xbb\xbf', 'é', '−', '\t', '\u2028', '__proto__=1', 'constructor=2', 'REM==', '0.0000001', '.', '-.', '+', '1.2.3',
]; // biome-ignore format: a list to extend, not to read
const ends: readonly [string, ...string[]] = ['\r\n', '\n', '\r', '\n\r', '\r\r\n', ''];

const cut = (text: string, from: number, to: number, put = ''): string => text.slice(0, from) + put + text.slice(to);
const randomSpan = (text: string, random: SeededRandom, most: number): [number, number] => {
  const from = random.int(text.length + 1);
  return [from, Math.min(text.length, from + random.int(most + 1))];
};
const changeLines = (text: string, change: (lines: string[]) => void): string => {
  const lines = text.split(/(?<=\n)/);
  change(lines);
  return lines.join('');
};

const mutations: readonly [Mutation, ...Mutation[]] = [
  (text, random) => cut(text, ...spanOf(random.int(text.length + 1), 1), String.fromCharCode(random.int(256))),
  (text, random) => cut(text, ...randomSpan(text, random, 12)),
  (text, random) => cut(text, ...randomSpan(text, random, 3), random.pick(nasty)),
  (text, random) => text.slice(0, random.int(text.length + 1)),
  (text, random) => text.slice(random.int(text.length + 1)),
  (text, random) => {
    const [from, to] = randomSpan(text, random, 200);
    return cut(text, to, to, text.slice(from, to));
  },
  (text, random) =>
    changeLines(text, (lines) => {
      const [a, b] = [random.int(lines.length), random.int(lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    }),
  (text, random) =>
    changeLines(text, (lines) => lines.splice(random.int(lines.length), 0, lines[random.int(lines.length)] ?? '')),
  (text, random) => changeLines(text, (lines) => void lines.splice(random.int(lines.length), 1)),
  (text, random) => text.replaceAll('\n', random.pick(ends)),
  // One number becomes another: what real damage on a line looks like.
  (text, random) => {
    const numbers = [...text.matchAll(/\d+(\.\d+)?/g)];
    const hit = numbers[random.int(numbers.length)];
    if (!hit) return text;
    const near = () => String(Math.round(Number(hit[0]) * (0.5 + random.next())));
    const put = random.int(2) === 0 ? random.pick(nasty) : near();
    return cut(text, hit.index, hit.index + hit[0].length, put);
  },
  (text, random, corpus) => {
    const other = random.pick(corpus);
    return text.slice(0, random.int(text.length + 1)) + other.slice(random.int(other.length + 1));
  },
];

const spanOf = (from: number, length: number): [number, number] => [from, from + length];

/** One input in this many grows beyond the reader's guards: big ones cost more than all others together. */
const HUGE_ONE_IN = 5_000;
const hugePieces: readonly [string, ...string[]] = [
  '\n',
  '\r',
  ';',
  'R=1;2\n',
  'TRCFMT=1;36;E;R;F\n',
  'x',
  'A=B\n',
  'HBOX=1\nHBOX=2\n',
];

/** A file damaged in one to six ways. @param seed of this very input */
export function mutatedDcs(seed: number, corpus: readonly [string, ...string[]]): string {
  const random = new SeededRandom(seed);
  let text = random.pick(corpus);
  for (let round = 1 + random.int(6); round > 0; round--) text = random.pick(mutations)(text, random, corpus);
  if (random.int(HUGE_ONE_IN) !== 0) return text;
  const piece = random.pick(hugePieces);
  return cut(
    text,
    ...spanOf(random.int(text.length + 1), 0),
    piece.repeat(1 + random.int(Math.ceil(1_100_000 / piece.length))),
  );
}
