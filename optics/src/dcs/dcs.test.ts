import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { minimumBlankByRule, minimumBlankFromOutline } from '../frame/blank-size.ts';
import { decentration, opticalCentre, raise } from '../frame/centration.ts';
import { mirrorOutline, recentre } from '../frame/outline.ts';
import type { DcsFile, DcsParts } from './dcs.types.ts';
import { eyesOf, parseDcs, recordOf, textOf } from './parse-dcs.ts';
import { evenShape, mirrorDifferenceMm, traceShapes } from './trace-shapes.ts';
import { writeDcs } from './write-dcs.ts';

const sample = readFileSync(new URL('../../test-data/job-1001.oma', import.meta.url), 'utf8');

const read = (text: string): DcsFile => {
  const parsed = parseDcs(text);
  if (!parsed.ok) throw new Error(parsed.errors.map((e) => e.detail).join(' '));
  return parsed.file;
};

const write = (parts: DcsParts): string => {
  const written = writeDcs(parts);
  if (!written.ok) throw new Error(written.errors.map((e) => e.detail).join(' '));
  return written.text;
};

/** What a file means, without where it stood. */
const meaning = ({ records, traces, otherBlocks }: DcsFile) => {
  const bare = <T extends { line?: number }>({ line: _, ...rest }: T) => rest;
  const trace = ({ others, ...one }: DcsFile['traces'][number]) => ({ ...bare(one), others: others?.map(bare) });
  return [records.map(bare), traces.map(trace), otherBlocks.map((b) => [bare(b.header), b.lines.map(bare)])];
};

const frameOf = (text: string) => {
  const shapes = traceShapes(read(text));
  if (!shapes.ok) throw new Error(shapes.errors.map((e) => e.detail).join(' '));
  return shapes;
};

describe('the sample job', () => {
  it('is read with both eyes of each record', () => {
    const file = read(sample);

    expect(textOf(file, 'JOB')).toBe('1001');
    expect(eyesOf(file, 'SPH')).toEqual({ od: '-2.00', os: '-1.75' });
    expect(file.traces.map((t) => [t.side, t.radii.length])).toEqual([
      ['od', 36],
      ['os', 36],
    ]);
  });

  it('measures what the file says: box, perimeter, ED, mirror', () => {
    const { frame, warnings } = frameOf(sample);

    expect(warnings).toEqual([]);
    expect(frame.eyeSizeMm).toBeCloseTo(52, 2);
    expect(frame.lensHeightMm).toBeCloseTo(40, 2);
    expect(frame.circumferenceMm).toBeCloseTo(150.43, 2);
    expect(frame.effectiveDiameterMm).toBeCloseTo(52.56, 2);
    expect(mirrorDifferenceMm(frame.od, frame.os)).toBe(0);
  });

  it('gives the decentration and blank sizes of the trace', () => {
    const { frame } = frameOf(sample);
    const box = { eyeSizeMm: 52, dblMm: 18 };
    const up = raise(21.5, 40);

    expect([decentration(box, 31), decentration(box, 32), up]).toEqual([4, 3, 1.5]);
    expect(minimumBlankFromOutline(recentre(frame.od), opticalCentre('od', 4, up))).toBeCloseTo(63.1, 2);
    expect(minimumBlankFromOutline(recentre(frame.os), opticalCentre('os', 3, up))).toBeCloseTo(61.23, 2);
    expect(minimumBlankByRule(52.56, 4)).toBeCloseTo(62.56, 2);
    expect(minimumBlankByRule(52.56, 3)).toBeCloseTo(60.56, 2);
  });

  it('survives reading and writing', () => {
    const file = read(sample);
    expect(meaning(read(write(file)))).toEqual(meaning(file));
  });
});

describe('the text format', () => {
  it('keeps unknown and private labels, splits at the first "=" and takes any line end', () => {
    const file = read('JOB=7\rREM=a=b\r\n_OWN=1;2\n\nIPD=;33\nSPH=-1.00\nDIA=?');

    expect(recordOf(file, '_OWN')?.fields).toEqual(['1', '2']);
    expect(textOf(file, 'REM')).toBe('a=b');
    expect(eyesOf(file, 'IPD')).toEqual({ od: undefined, os: '33' });
    expect(eyesOf(file, 'SPH')).toEqual({ od: '-1.00', os: '-1.00' });
    expect(textOf(file, 'DIA')).toBeUndefined();
  });

  it('does not take a thickness contour for the frame', () => {
    const file = read(`${sample}STHKFMT=1;4;E;R\nR=300;310;320;330\n`);

    expect(file.traces).toHaveLength(2);
    expect(file.otherBlocks[0]?.lines[0]?.fields).toEqual(['300', '310', '320', '330']);
    expect(meaning(read(write(file)))).toEqual(meaning(file));
  });

  it.each(['STHKFMT=1;4;E;R', 'CRVFMT=2;4;E;R'])('leaves to %s the lines below it, thicknesses and all', (header) => {
    const block = `${header}\nR=300;310;320;330\nT=0346;0338\nT=0327;0313\n`;
    const file = read(`JOB=7\n${block}${block.replace(';R\n', ';L\n')}${sample.slice(sample.indexOf('TRCFMT'))}`);

    expect(file.traces.map(({ radii }) => radii.length)).toEqual([36, 36]);
    expect(file.records.map(({ label }) => label)).toEqual(['JOB']);
    expect(file.otherBlocks.map(({ lines }) => lines.map(({ label, fields }) => [label, ...fields]))).toEqual([
      [
        ['R', '300', '310', '320', '330'],
        ['T', '0346', '0338'],
        ['T', '0327', '0313'],
      ],
      [
        ['R', '300', '310', '320', '330'],
        ['T', '0346', '0338'],
        ['T', '0327', '0313'],
      ],
    ]);
    expect(meaning(read(write(file)))).toEqual(meaning(file));
  });

  it('keeps the lines of a frame that are no radii, and takes a “T” before any block for a record', () => {
    const traced = sample.slice(sample.indexOf('TRCFMT'));
    const file = read(`T=9\n${traced.replace('TRCFMT=1;36;E;L', 'Z=12;13\nT=0164\nTRCFMT=1;36;E;L')}`);

    expect(file.records.map(({ label, fields }) => [label, ...fields])).toEqual([['T', '9']]);
    expect(file.traces.map(({ others = [] }) => others.map(({ label, fields }) => [label, ...fields]))).toEqual([
      [
        ['Z', '12', '13'],
        ['T', '0164'],
      ],
      [],
    ]);
    expect(meaning(read(write(file)))).toEqual(meaning(file));
  });

  it('mirrors the side that is missing and says so', () => {
    const { frame, warnings } = frameOf(sample.slice(0, sample.indexOf('TRCFMT=1;36;E;L')));

    expect(frame.syntheticEye).toBe('os');
    expect(frame.os).toEqual(mirrorOutline(frame.od));
    expect(warnings.map((w) => w.code)).toEqual(['SIDE_MIRRORED']);
  });

  it('resamples uneven radii', () => {
    const radii = Array.from({ length: 36 }, () => 2500);
    const angles = radii.map((_, i) => i * 1000 + (i % 2) * 100);
    const { frame } = frameOf(`TRCFMT=1;36;U;R;F\nR=${radii.join(';')}\nA=${angles.join(';')}\n`);

    expect(frame.eyeSizeMm).toBeCloseTo(50, 0);
  });

  it('warns when the sides differ', () => {
    const lines = sample.split('\n');
    const last = lines.findLastIndex((l) => l.startsWith('R='));
    lines[last] = (lines[last] ?? '').replace('2035', '2100');
    expect(frameOf(lines.join('\n')).warnings.map((w) => w.code)).toEqual(['SIDES_DIFFER']);
  });
});

/** A round lens of 50 mm with its own angles. */
const uneven = (angle: (i: number) => number): string => {
  const angles = Array.from({ length: 36 }, (_, i) => angle(i));
  return `TRCFMT=1;36;U;R;F\nR=${angles.map(() => 2500).join(';')}\nA=${angles.join(';')}\n`;
};

describe('rejections', () => {
  const codes = (text: string): string[] => {
    const parsed = parseDcs(text);
    if (!parsed.ok) return parsed.errors.map((e) => e.code);
    const shapes = traceShapes(parsed.file);
    return shapes.ok ? [] : shapes.errors.map((e) => e.code);
  };

  it.each<[string, string, string]>([
    ['35 of 36 values', sample.replace('R=2600;2618;', 'R=2618;'), 'COUNT_MISMATCH'],
    ['a letter among the radii', sample.replace('2628', '26Z8'), 'NOT_A_NUMBER'],
    ['format 4', sample.replace('TRCFMT=1;', 'TRCFMT=4;'), 'TRACE_FORMAT_UNSUPPORTED'],
    ['no trace', 'JOB=1\n', 'TRACE_MISSING'],
    ['radii before the header', 'R=2500;2500\n', 'RADII_BEFORE_TRACE'],
    ['HBOX 60 over a 52 mm trace', sample.replace('HBOX=52.00;52.00', 'HBOX=60.00;60.00'), 'BOX_MISMATCH'],
    ['a wrong perimeter', sample.replace('CIRC=150.43;150.43', 'CIRC=152;152'), 'PERIMETER_MISMATCH'],
    ['a line without label', `${sample}hello\n`, 'LINE_WITHOUT_LABEL'],
    ['mode U without angles', sample.replace('TRCFMT=1;36;E;R', 'TRCFMT=1;36;U;R'), 'ANGLES_MISSING'],
    ['a radius of 70 mm', sample.replace('2600', '7000'), 'RADIUS_OUT_OF_RANGE'],
    ['a jump of 3 mm', sample.replace('2628', '2928'), 'RADIUS_JUMP'],
    ['DBL 40', sample.replace('DBL=18.00', 'DBL=40.00'), 'SIZE_OUT_OF_RANGE'],
    ['more than a megabyte', `REM=${'x'.repeat(1_000_001)}`, 'FILE_TOO_LARGE'],
    ['NUL bytes', 'JOB=1\0\n', 'NUL_BYTE'],
    ['a letter in a size', sample.replace('HBOX=52.00', 'HBOX=S2.00'), 'VALUE_UNREADABLE'],
    ['a decimal comma', sample.replace('HBOX=52.00', 'HBOX=52,00'), 'VALUE_UNREADABLE'],
    ['two sizes for one frame', sample.replace('DBL=18.00', 'DBL=18.00\nDBL=19.00'), 'LABEL_REPEATED'],
    ['one side twice', sample.replace('TRCFMT=1;36;E;L', 'TRCFMT=1;36;E;R'), 'TRACE_SIDE_TWICE'],
    ['eleven points', 'TRCFMT=1;11;E;R;F\nR=2500\n', 'TRACE_COUNT_OUT_OF_RANGE'],
    ['a million points', 'TRCFMT=1;999999;E;R;F\nR=2500\n', 'TRACE_COUNT_OUT_OF_RANGE'],
    ['a recorded device message', '\x1cREQ=TRC\r\x1d', 'CONTROL_CHARACTER'],
    ['characters outside Latin-1', 'REM=−2.00\n', 'CHARACTER_NOT_LATIN1'],
    ['a line without end', `REM=${'x'.repeat(40_000)}`, 'LINE_TOO_LONG'],
    ['more lines than a job has', '\n'.repeat(20_001), 'TOO_MANY_LINES'],
    ['angles that go backwards', uneven((i) => 36_000 - (i + 1) * 1000), 'ANGLES_NOT_RISING'],
    ['angles that leave a gap', uneven((i) => i * 800), 'ANGLES_NOT_RISING'],
  ])('%s', (_, text, code) => expect(codes(text)).toContain(code));

  it('say which line and label, and what to do', () => {
    const parsed = parseDcs('JOB=1\nTRCFMT=4;400;E;R;F\nR=abc\nhello\n');

    expect(parsed.ok ? [] : parsed.errors).toEqual([
      {
        code: 'TRACE_FORMAT_UNSUPPORTED',
        line: 2,
        label: 'TRCFMT',
        detail: 'Trace format “4” (packed binary) is not read.',
        advice: 'Set the tracer to trace format 1 (ASCII absolute) and send again.',
      },
      {
        code: 'LINE_WITHOUT_LABEL',
        line: 4,
        detail: 'Line 4, “hello”, has no “LABEL=”.',
        advice: 'Remove the line, or write it as LABEL=value.',
      },
    ]);
  });

  it('end after fifty problems', () => {
    const parsed = parseDcs('hello\n'.repeat(10_000));
    expect(parsed.ok ? 0 : parsed.errors.length).toBe(51);
    expect(parsed.ok ? null : parsed.errors.at(-1)?.code).toBe('TOO_MANY_PROBLEMS');
  });

  it('are warnings only where the value is not needed for the frame', () => {
    const file = read(sample.replace('POLISH=0', 'POLISH=shiny'));
    expect(file.warnings.map((w) => [w.code, w.label])).toEqual([['VALUE_UNREADABLE', 'POLISH']]);
  });
});

describe('limits of a trace', () => {
  /** A rounded shape of the given box, 400 points, with the sizes the file states. */
  const file = (change: (radii: number[]) => void, records = '') => {
    const radii = Array.from({ length: 400 }, () => 2500);
    change(radii);
    return `${records}TRCFMT=1;400;E;R;F\nR=${radii.join(';')}\n`;
  };
  const codes = (text: string): string[] => {
    const shapes = traceShapes(read(text));
    return shapes.ok ? shapes.warnings.map((w) => w.code) : shapes.errors.map((e) => e.code);
  };
  const fine = ['SIDE_MIRRORED'];
  const perimeter = 400 * 2 * 25 * Math.sin(Math.PI / 400);

  it.each<[string, string, string[]]>([
    ['HBOX 0.2 mm off', file(() => {}, `HBOX=50.20\n`), fine],
    ['HBOX 0.21 mm off', file(() => {}, `HBOX=50.21\n`), ['BOX_MISMATCH']],
    ['CIRC 0.5 mm off', file(() => {}, `CIRC=${(perimeter - 0.5).toFixed(6)}\n`), fine],
    ['CIRC 0.51 mm off', file(() => {}, `CIRC=${(perimeter - 0.51).toFixed(6)}\n`), ['PERIMETER_MISMATCH']],
    ['a step of 2.99 mm', file((r) => r.fill(2500 + 299, 0, 1)), fine],
    ['a step of 3 mm', file((r) => r.fill(2500 + 300, 0, 1)), ['RADIUS_JUMP']],
    ['DBL 5', file(() => {}, 'DBL=5.00\n'), fine],
    ['DBL 4.99', file(() => {}, 'DBL=4.99\n'), ['SIZE_OUT_OF_RANGE']],
    ['DBL 35', file(() => {}, 'DBL=35\n'), fine],
    ['DBL 35.01', file(() => {}, 'DBL=35.01\n'), ['SIZE_OUT_OF_RANGE']],
    ['a box of 30 mm', file((r) => r.fill(1500)), fine],
    ['a box of 29.98 mm', file((r) => r.fill(1499)), ['SIZE_OUT_OF_RANGE']],
    ['a height of 65 mm', file((r) => r.fill(3250)), fine],
    ['a height of 65.02 mm', file((r) => r.fill(3251)), ['SIZE_OUT_OF_RANGE']],
    ['a radius of 9.99 mm', file((r) => r.fill(999)), ['RADIUS_OUT_OF_RANGE']],
    ['a radius of 60.01 mm', file((r) => r.fill(6001)), ['RADIUS_OUT_OF_RANGE']],
  ])('%s', (_, text, expected) => expect(codes(text)).toEqual(expected));

  it('warns above half a millimetre between the sides, not at it', () => {
    const sides = (differ: number) => {
      const right = Array.from({ length: 400 }, () => 2500);
      // Above the middle and back, so that the box and its centre stay where they are.
      const left = right.map((r, i) => (i === 60 ? r - differ : r));
      return `TRCFMT=1;400;E;R;F\nR=${right.join(';')}\nTRCFMT=1;400;E;L;F\nR=${left.join(';')}\n`;
    };

    expect(codes(sides(50))).toEqual([]);
    expect(codes(sides(51))).toEqual(['SIDES_DIFFER']);
  });

  it('takes the same outline from a trace that is off its middle', () => {
    const ellipse = (x: number) =>
      Array.from({ length: 720 }, (_, i) => {
        const angle = (i * Math.PI) / 360;
        const [a, b, c] = [26, 20, x];
        // Distance from (c, 0) to the ellipse along the angle.
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const [p, q, s] = [cos ** 2 / a ** 2 + sin ** 2 / b ** 2, (c * cos) / a ** 2, c ** 2 / a ** 2 - 1];
        return Math.round(((-q + Math.sqrt(q ** 2 - p * s)) / p) * 100);
      });
    const shapeOf = (radii: number[]) => frameOf(`TRCFMT=1;720;E;R;F\nR=${radii.join(';')}\n`).frame.od.radii;

    const [centred, shifted] = [shapeOf(ellipse(0)), shapeOf(ellipse(3))];

    expect(Math.max(...centred.map((r, i) => Math.abs(r - (shifted[i] ?? 0))))).toBeLessThanOrEqual(3);
  });

  it('reads sides with different and odd counts in one frame of reference', () => {
    const right = Array.from({ length: 401 }, () => 2500);
    const left = Array.from({ length: 360 }, () => 2500);
    const { frame, warnings } = frameOf(
      `TRCFMT=1;401;E;R;F\nR=${right.join(';')}\nTRCFMT=1;360;E;L;F\nR=${left.join(';')}\n`,
    );

    expect([frame.od.radii.length, frame.os.radii.length]).toEqual([402, 402]);
    expect(warnings).toEqual([]);
    expect(evenShape({ side: 'od', type: 'F', radii: right, angles: null }).radii).toHaveLength(402);
  });

  it('prefers the frame to the demo lens', () => {
    const trace = (type: string, radius: number) =>
      `TRCFMT=1;36;E;R;${type}\nR=${Array.from({ length: 36 }, () => radius).join(';')}\n`;
    expect(frameOf(trace('D', 2400) + trace('F', 2500)).frame.eyeSizeMm).toBeCloseTo(50, 0);
  });
});
