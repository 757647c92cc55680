import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { minimumBlankByRule, minimumBlankFromOutline } from '../frame/blank-size.ts';
import { decentration, opticalCentre, raise } from '../frame/centration.ts';
import { mirrorOutline, recentre } from '../frame/outline.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { DcsFile } from './dcs.types.ts';
import { eyesOf, parseDcs, recordOf, textOf } from './parse-dcs.ts';
import { mirrorDifferenceMm, traceShapes } from './trace-shapes.ts';
import { type DcsJob, dcsJob, writeDcs } from './write-dcs.ts';

const sample = readFileSync(new URL('../../test-data/job-1001.oma', import.meta.url), 'utf8');

const read = (text: string): DcsFile => {
  const parsed = parseDcs(text);
  if (!parsed.ok) throw new Error(parsed.errors.map((e) => e.detail).join(' '));
  return parsed.file;
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
    expect(read(writeDcs(file))).toEqual(file);
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
    expect(read(writeDcs(file))).toEqual(file);
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
  ])('%s', (_, text, code) => expect(codes(text)).toContain(code));
});

describe('a job for the lab', () => {
  const { frame } = frameOf(sample);
  const job: DcsJob = {
    jobId: '1001',
    eyes: 'both',
    rx: {
      od: { sphere: -2000, cylinder: -750, axis: 175, add: null, prisms: [] },
      os: { sphere: -2250, cylinder: 500, axis: 95, add: null, prisms: [] },
    },
    pd: { kind: 'monocular', odMm: 31, osMm: 32 },
    frame: { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', outline: frame.od },
    design: 'sv-distance',
    material: 'polycarbonate',
    heights: { odMm: 21.5, osMm: 21.5 },
    frameType: 1,
  };

  it('says the same as the sample, with the plus cylinder transposed for the lab', () => {
    const written = writeDcs(dcsJob(job));
    const own = sample.split(/\r?\n/).filter((l) => l !== '' && !l.startsWith('R='));

    expect(
      written
        .split('\r\n')
        .filter((l) => l !== '' && !l.startsWith('R='))
        .sort(),
    ).toEqual(own.sort());
    expect(read(written).traces).toEqual(read(sample).traces);
  });

  it('writes prism as magnitude and direction, mirrored between the eyes', () => {
    const prisms = [{ amount: 2000, base: 'in' as const }];
    const file = dcsJob({ ...job, rx: { od: { ...job.rx.od, prisms }, os: { ...job.rx.os, prisms } } });

    expect(recordOf(file, 'PRVM')?.fields).toEqual(['2.00', '2.00']);
    expect(recordOf(file, 'PRVA')?.fields).toEqual(['0.00', '180.00']);
  });

  it('carries a synthetic outline through a file and back', () => {
    const outline = syntheticOutline('cat-eye', 54, 40);
    const back = frameOf(writeDcs(dcsJob({ ...job, frame: { ...job.frame, eyeSizeMm: 54, outline } })));

    expect(back.frame.od.radii).toEqual(outline.radii);
  });

  it('never writes a label twice', () => {
    const twice = {
      records: [
        { label: 'JOB', fields: ['1'] },
        { label: 'JOB', fields: ['2'] },
      ],
      traces: [],
      otherBlocks: [],
    };
    expect(() => writeDcs(twice)).toThrow(RangeError);
  });
});
