import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DcsProblem, DcsRecord, DcsTrace } from './dcs.types.ts';
import { parseDcsDocument } from './dcs-document.ts';
import { quoted } from './dcs-problem.ts';
import { parseDcs } from './parse-dcs.ts';
import { traceShapes } from './trace-shapes.ts';
import { writeDcs } from './write-dcs.ts';

/** Every refusal with its code, its line, its label and its sentence: what the person beside the tracer reads. */
const sample = readFileSync(new URL('../../test-data/job-1001.oma', import.meta.url), 'utf8');

const lineOf = (label: string) => sample.split('\n').findIndex((line) => line.startsWith(`${label}=`)) + 1;

type Told = Omit<DcsProblem, 'advice'>;
const told = (problems: readonly DcsProblem[]): Told[] => problems.map(({ advice: _, ...rest }) => rest);
const problemsOf = (text: string): Told[] => {
  const parsed = parseDcs(text);
  if (!parsed.ok) return told(parsed.errors);
  const shapes = traceShapes(parsed.file);
  return told(shapes.ok ? shapes.warnings : shapes.errors);
};

/** A trace of one side, right unless said otherwise; round, 25 mm, 36 points. */
const round = { count: 36, mode: 'E', side: 'R', type: 'F', radii: Array.from({ length: 36 }, () => 2500) };
const traceText = (over: Partial<typeof round> = {}, after = '') => {
  const { count, mode, side, type, radii } = { ...round, ...over };
  return `TRCFMT=1;${count};${mode};${side};${type}\nR=${radii.join(';')}\n${after}`;
};
const mirrored: Told = {
  code: 'SIDE_MIRRORED',
  detail: 'Only the right side is traced; the left one is its mirror image.',
};

describe('a file that is no text of a job', () => {
  const refusal = (input: string | Uint8Array) => {
    const parsed = parseDcsDocument(input);
    return parsed.ok ? [] : told(parsed.errors);
  };
  const tenThousand = `REM=${'x'.repeat(9_995)}\n`;

  it.each<[string, string, Told[]]>([
    ['a million bytes', tenThousand.repeat(100), []],
    [
      'one byte more',
      `${tenThousand.repeat(100)}x`,
      [{ code: 'FILE_TOO_LARGE', detail: 'The file has 1000001 bytes; 1000000 are read.' }],
    ],
    ['20,000 lines', '\n'.repeat(20_000), []],
    [
      'one line more',
      '\n'.repeat(20_001),
      [{ code: 'TOO_MANY_LINES', line: 20_001, detail: 'The file has more than 20000 lines.' }],
    ],
    ['a line of 32,768 characters', `JOB=1\r\n${'x'.repeat(32_768)}\r\n`, []],
    [
      'one character more',
      `JOB=1\r\n${'x'.repeat(32_769)}\r\n`,
      [{ code: 'LINE_TOO_LONG', line: 2, detail: 'Line 2 is longer than 32768 characters.' }],
    ],
    ['a NUL byte', 'JOB=1\0', [{ code: 'NUL_BYTE', detail: 'The file holds NUL bytes; it is not text.' }]],
    [
      'a typographic minus',
      'JOB=1\nSPH=−2.00\n',
      [{ code: 'CHARACTER_NOT_LATIN1', line: 2, detail: 'Line 2 holds the character “−”.' }],
    ],
    [
      'a message as devices send it',
      '\x1cREQ=TRC\r\x1d',
      [{ code: 'CONTROL_CHARACTER', line: 1, detail: 'Line 1 holds a control character.' }],
    ],
    ['the last character of Latin-1, a tab and the end mark', 'REM=ÿ\t1\n\x1a', []],
    [
      'the first character beyond',
      'REM=Ā',
      [{ code: 'CHARACTER_NOT_LATIN1', line: 1, detail: 'Line 1 holds the character “Ā”.' }],
    ],
  ])('%s', (_, text, expected) => expect(refusal(text)).toStrictEqual(expected));
});

describe('a line that cannot be read', () => {
  const at = { line: 2, label: 'TRCFMT' };
  const header = (fields: string) => `JOB=1\nTRCFMT=${fields}\nR=2500;2500\nA=1\n`;
  const invalid = (fields: string): Told => ({
    code: 'TRACE_HEADER_INVALID',
    ...at,
    detail: `TRCFMT=“${fields}” cannot be read.`,
  });
  const count = (points: number): Told => ({
    code: 'TRACE_COUNT_OUT_OF_RANGE',
    ...at,
    detail: `${points} points are announced.`,
  });
  const format = (quoted: string, name: string): Told => ({
    code: 'TRACE_FORMAT_UNSUPPORTED',
    ...at,
    detail: `Trace format ${quoted} (${name}) is not read.`,
  });

  it.each<[string, string, Told]>([
    ['binary', header('2;36;E;R;F'), format('“2”', 'binary absolute')],
    ['a vendor’s own format', header('6;36;E;R;F'), format('“6”', 'a vendor form')],
    ['a format nobody knows', header('9;36;E;R;F'), format('“9”', 'unknown')],
    ['no format', header(''), format('“”', 'unknown')],
    ['a count with a letter before it', header('1;x36;E;R;F'), invalid('1;x36;E;R;F')],
    ['a count with a letter behind it', header('1;36x;E;R;F'), invalid('1;36x;E;R;F')],
    ['a count of seven digits', header('1;1000000;E;R;F'), invalid('1;1000000;E;R;F')],
    ['a mode nobody knows', header('1;36;X;R;F'), invalid('1;36;X;R;F')],
    ['a side nobody knows', header('1;36;E;X;F'), invalid('1;36;E;X;F')],
    ['nothing but the format', header('1'), invalid('1')],
    ['eleven points', header('1;11;E;R;F'), count(11)],
    ['10,001 points', header('1;10001;E;R;F'), count(10_001)],
  ])('%s: one reason, whatever follows', (_, text, problem) => expect(problemsOf(text)).toStrictEqual([problem]));

  it.each<[string, string, Told[]]>([
    [
      'radii before any header, told once',
      'JOB=1\nR=2500;2500\nR=2500\n',
      [{ code: 'RADII_BEFORE_TRACE', line: 2, label: 'R', detail: 'Line 2: “R=” before any TRCFMT.' }],
    ],
    [
      'one radius missing',
      traceText({ radii: round.radii.slice(1) }),
      [{ code: 'COUNT_MISMATCH', line: 1, label: 'TRCFMT', detail: '36 radii are announced, 35 are given.' }],
    ],
    [
      'four radii too many',
      traceText({ radii: [...round.radii, 1, 2, 3, 4] }),
      [{ code: 'COUNT_MISMATCH', line: 1, label: 'TRCFMT', detail: '36 radii are announced, 40 are given.' }],
    ],
    [
      'uneven mode with one angle missing',
      traceText({ mode: 'U' }, `A=${round.radii.slice(1).join(';')}\n`),
      [{ code: 'ANGLES_MISSING', line: 1, label: 'TRCFMT', detail: 'Mode U needs 36 angles; 35 are given.' }],
    ],
    [
      'a letter in the second line of radii, told once',
      `${traceText({ radii: [2500] })}R=25O0;26O0\nR=2500\n`,
      [{ code: 'NOT_A_NUMBER', line: 3, label: 'R', detail: 'Line 3: “25O0” is not a whole number.' }],
    ],
    [
      'a minus among the radii',
      traceText({ radii: [] }, 'R=-2500\n').replace('R=\n', ''),
      [{ code: 'NOT_A_NUMBER', line: 2, label: 'R', detail: 'Line 2: “-2500” is not a whole number.' }],
    ],
    [
      'a radius of ten digits',
      traceText({ radii: [] }, 'R=1234567890\n').replace('R=\n', ''),
      [{ code: 'NOT_A_NUMBER', line: 2, label: 'R', detail: 'Line 2: “1234567890” is not a whole number.' }],
    ],
    [
      'a fraction of a hundredth',
      traceText({ radii: [] }, 'R=2500.5\n').replace('R=\n', ''),
      [{ code: 'NOT_A_NUMBER', line: 2, label: 'R', detail: 'Line 2: “2500.5” is not a whole number.' }],
    ],
    [
      'a letter in a size that the frame needs',
      sample.replace('HBOX=52.00;52.00', 'HBOX=S2.00;S3'),
      [
        {
          code: 'VALUE_UNREADABLE',
          line: lineOf('HBOX'),
          label: 'HBOX',
          detail: 'HBOX=“S2.00;S3”: “S2.00” is not a number.',
        },
      ],
    ],
    [
      'right and left exchanged in a second line',
      'JOB=1\nIPD=3;33\nDO=B\nIPD=33;3\n',
      [
        {
          code: 'LABEL_REPEATED',
          line: 4,
          label: 'IPD',
          detail: 'IPD has one value in line 2 and another in line 4.',
        },
      ],
    ],
    [
      'the right side twice',
      traceText() + traceText({ radii: round.radii.map((r) => r - 10) }),
      [{ code: 'TRACE_SIDE_TWICE', line: 3, label: 'TRCFMT', detail: 'The right side is traced twice.' }],
    ],
    [
      'the left side twice',
      traceText({ side: 'L' }) + traceText({ side: 'L' }),
      [{ code: 'TRACE_SIDE_TWICE', line: 3, label: 'TRCFMT', detail: 'The left side is traced twice.' }],
    ],
  ])('%s', (_, text, problems) => expect(problemsOf(text)).toStrictEqual(problems));

  it.each<[string, string]>([
    [
      'twelve points',
      traceText({ count: 12, radii: [2500, 2400, 2300, 2300, 2300, 2400, 2500, 2400, 2300, 2300, 2300, 2400] }),
    ],
    [
      'ten thousand points',
      traceText({ count: 10_000, radii: round.radii.slice(0, 1) }, 'R=2500;2500;2500\n'.repeat(3_333)),
    ],
    ['small letters in the header', traceText({ mode: 'e', side: 'r', type: 'f' })],
    ['a header without kind, which is a frame', traceText().replace(';R;F', ';R')],
    ['a header with an empty kind', traceText({ type: '' })],
    ['a separator at the end of a line', traceText().replace('\nR=', '\nR=;').replace(/\n$/, ';\n')],
    ['depths among the radii', traceText({}, 'Z=1;x;3\n')],
    ['an offer of formats, which has no data', `TRCFMT=1;400;E;b;F\n${traceText()}`],
    ['depths in a block of their own', `${traceText()}ZFMT=1;4;E;R;F\nZ=1;2;3;4\nR=9\nA=5\n`],
    ['the same line twice', `IPD=31;32\nIPD=31;32\n${traceText()}`],
    [
      'remarks, drill holes, private and unknown labels again and again',
      `REM=a\nREM=b\nDRILLE=1\nDRILLE=2\n_X=1\n_X=2\nZZZ=1\nZZZ=2\n${traceText()}`,
    ],
    ['values nobody knows', `HBOX=?;\nDBL=?\nVBOX=\n${traceText()}`],
    ['blank lines, an end mark and a byte order mark', `\xef\xbb\xbf\n \t\n${traceText()} \x1a \n`],
  ])('is none of these: %s', (_, text) => expect(problemsOf(text)).toStrictEqual([mirrored]));

  it('is told fifty times at most, and that there are more only when there are', () => {
    expect(problemsOf('hello\n'.repeat(50))).toHaveLength(50);
    expect(problemsOf('hello\n'.repeat(50)).at(-1)?.code).toBe('LINE_WITHOUT_LABEL');
    for (const lines of [51, 500]) {
      expect(problemsOf('hello\n'.repeat(lines))).toHaveLength(51);
      expect(problemsOf('hello\n'.repeat(lines)).at(-1)).toStrictEqual({
        code: 'TOO_MANY_PROBLEMS',
        detail: 'The file has more than 50 problems.',
      });
    }
  });

  it('is shown short, and without characters that move a cursor', () => {
    expect(quoted('x'.repeat(40))).toBe(`“${'x'.repeat(40)}”`);
    expect(quoted('x'.repeat(41))).toBe(`“${'x'.repeat(40)}…”`);
    expect(quoted('a\x1b[2J\x1f\x20\x7e\x7f\x9f\xa0\xe9')).toBe('“a�[2J� ~��\xa0é”');
  });
});

describe('what a file cannot be written with', () => {
  const trace: DcsTrace = { side: 'od', type: 'F', radii: round.radii, angles: null };
  const refusal = (parts: { records?: DcsRecord[]; traces?: DcsTrace[]; blocks?: DcsRecord[] }) => {
    const { records = [], traces = [], blocks } = parts;
    const [header, ...lines] = blocks ?? [];
    const written = writeDcs({ records, traces, ...(header ? { otherBlocks: [{ header, lines }] } : {}) });
    return written.ok ? [] : told(written.errors);
  };
  const of = (radii: number, value = 2500) => ({ ...trace, radii: Array.from({ length: radii }, () => value) });
  const at = { label: 'TRCFMT' };

  it.each<[string, Parameters<typeof refusal>[0], Told[]]>([
    [
      'a label of the trace among the records',
      { records: [{ label: 'TRCFMT', fields: ['1'] }] },
      [{ code: 'LABEL_INVALID', label: 'TRCFMT', detail: 'TRCFMT belongs to a trace block.' }],
    ],
    [
      'a label with a separator',
      { records: [{ label: 'A=B', fields: ['1'] }] },
      [{ code: 'LABEL_INVALID', label: 'A=B', detail: '“A=B” is no label.' }],
    ],
    [
      'no label',
      { records: [{ label: '', fields: ['1'] }] },
      [{ code: 'LABEL_INVALID', label: '', detail: '“” is no label.' }],
    ],
    [
      'a label twice',
      {
        records: [
          { label: 'DBL', fields: ['1'] },
          { label: 'DBL', fields: ['1'] },
        ],
      },
      [{ code: 'LABEL_REPEATED', label: 'DBL', detail: 'DBL would be written twice.' }],
    ],
    [
      'a label twice, once in small letters',
      {
        records: [
          { label: 'DBL', fields: ['1'] },
          { label: 'dbl', fields: ['2'] },
        ],
      },
      [{ code: 'LABEL_REPEATED', label: 'dbl', detail: 'dbl would be written twice.' }],
    ],
    [
      'a separator in the second value',
      { records: [{ label: 'REM', fields: ['a', 'b;c'] }] },
      [{ code: 'FIELD_INVALID', label: 'REM', detail: 'REM: “b;c” cannot be written.' }],
    ],
    [
      'a control character, the last one',
      { records: [{ label: 'REM', fields: ['a\x1f'] }] },
      [{ code: 'FIELD_INVALID', label: 'REM', detail: 'REM: “a�” cannot be written.' }],
    ],
    [
      'a line of another block',
      {
        blocks: [
          { label: 'ZFMT', fields: ['1'] },
          { label: 'Z', fields: ['−1'] },
        ],
      },
      [{ code: 'FIELD_INVALID', label: 'Z', detail: 'Z: “−1” cannot be written.' }],
    ],
    [
      'the header of another block',
      { blocks: [{ label: 'Z FMT', fields: ['1'] }] },
      [{ code: 'LABEL_INVALID', label: 'Z FMT', detail: '“Z FMT” is no label.' }],
    ],
    [
      'eleven points',
      { traces: [of(11)] },
      [{ code: 'TRACE_COUNT_OUT_OF_RANGE', ...at, detail: 'A trace of 11 points.' }],
    ],
    [
      '10,001 points',
      { traces: [of(10_001)] },
      [{ code: 'TRACE_COUNT_OUT_OF_RANGE', ...at, detail: 'A trace of 10001 points.' }],
    ],
    [
      'an angle too few',
      { traces: [{ ...trace, angles: round.radii.slice(1) }] },
      [{ code: 'COUNT_MISMATCH', ...at, detail: '36 radii and 35 angles.' }],
    ],
    ...[
      { radii: [...round.radii.slice(1), 25.5] },
      { radii: [...round.radii.slice(1), -1] },
      { angles: round.radii.map(() => 0.5) },
    ].map((over): [string, Parameters<typeof refusal>[0], Told[]] => [
      'what is no whole hundredth',
      { traces: [{ ...trace, ...over }] },
      [{ code: 'NOT_A_NUMBER', ...at, detail: 'Radii and angles are written as whole hundredths.' }],
    ]),
    ...['', 'f', 'FF', '1'].map((type): [string, Parameters<typeof refusal>[0], Told[]] => [
      'a kind of trace that is no letter',
      { traces: [{ ...trace, type }] },
      [{ code: 'TRACE_HEADER_INVALID', ...at, detail: `“${type}” is no kind of trace.` }],
    ]),
    ['twelve points', { traces: [of(12)] }, []],
    ['ten thousand points, a radius of nought among them', { traces: [of(10_000, 0)] }, []],
    [
      'remarks twice',
      {
        records: [
          { label: 'REM', fields: ['a'] },
          { label: 'REM', fields: [' ÿ'] },
        ],
      },
      [],
    ],
  ])('%s', (_, parts, expected) => expect(refusal(parts)).toStrictEqual(expected));

  it('is written ten values a line, uneven angles behind the radii, other blocks last', () => {
    const radii = Array.from({ length: 21 }, (_, i) => 2500 + i);
    const written = writeDcs({
      records: [{ label: 'JOB', fields: ['7'] }],
      traces: [
        { side: 'os', type: 'D', radii, angles: radii.map((_, i) => i * 1700) },
        { side: 'od', type: 'F', radii: radii.slice(0, 20), angles: null },
      ],
      otherBlocks: [{ header: { label: 'ZFMT', fields: ['1', '2'] }, lines: [{ label: 'Z', fields: ['5', '6'] }] }],
    });
    expect(written).toEqual({
      ok: true,
      text: [
        'JOB=7',
        'TRCFMT=1;21;U;L;D',
        'R=2500;2501;2502;2503;2504;2505;2506;2507;2508;2509',
        'R=2510;2511;2512;2513;2514;2515;2516;2517;2518;2519',
        'R=2520',
        'A=0;1700;3400;5100;6800;8500;10200;11900;13600;15300',
        'A=17000;18700;20400;22100;23800;25500;27200;28900;30600;32300',
        'A=34000',
        'TRCFMT=1;20;E;R;F',
        'R=2500;2501;2502;2503;2504;2505;2506;2507;2508;2509',
        'R=2510;2511;2512;2513;2514;2515;2516;2517;2518;2519',
        'ZFMT=1;2',
        'Z=5;6',
        '',
      ].join('\r\n'),
    });
  });
});
