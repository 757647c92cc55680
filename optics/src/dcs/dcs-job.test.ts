import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mirrorOutline } from '../frame/outline.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { calculateJob } from '../lab/calculate-job.ts';
import type { DcsParts } from './dcs.types.ts';
import { type DcsJob, dcsJob } from './dcs-job.ts';
import { eyeNumbersOf, eyesOf, parseDcs, recordOf } from './parse-dcs.ts';
import { traceShapes } from './trace-shapes.ts';
import { writeDcs } from './write-dcs.ts';

const sample = readFileSync(new URL('../../test-data/job-1001.oma', import.meta.url), 'utf8');
const write = (parts: DcsParts): string => {
  const written = writeDcs(parts);
  if (!written.ok) throw new Error(written.errors.map((e) => e.detail).join(' '));
  return written.text;
};
const read = (text: string) => {
  const parsed = parseDcs(text);
  if (!parsed.ok) throw new Error(parsed.errors.map((e) => e.detail).join(' '));
  return parsed.file;
};
const shapesOf = (text: string) => {
  const shapes = traceShapes(read(text));
  if (!shapes.ok) throw new Error(shapes.errors.map((e) => e.detail).join(' '));
  return shapes.frame;
};

const right = { radii: read(sample).traces[0]?.radii ?? [] };
const job: DcsJob = {
  jobId: '1001',
  eyes: 'both',
  rx: {
    od: { sphere: -2000, cylinder: -750, axis: 175, add: null, prisms: [] },
    os: { sphere: -2250, cylinder: 500, axis: 95, add: null, prisms: [] },
  },
  pd: { kind: 'monocular', odMm: 31, osMm: 32 },
  frame: { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', outline: right },
  design: 'sv-distance',
  material: 'polycarbonate',
  heights: { odMm: 21.5, osMm: 21.5 },
  frameType: 1,
};
const progressive: DcsJob = {
  ...job,
  rx: { od: { ...job.rx.od, add: 2000 }, os: { ...job.rx.os, add: 2000 } },
  design: 'progressive-premium',
  frame: { ...job.frame, outline: syntheticOutline('panto', 52, 40) },
};
const calculated = (of: DcsJob): DcsJob => ({
  ...of,
  calculation: calculateJob({ ...of, eyes: ['od', 'os'], treatments: [] }).lenses,
});

describe('a job file', () => {
  it('says the same as the sample, with the plus cylinder transposed for the lab', () => {
    const written = write(dcsJob(job));
    const own = sample.split(/\r?\n/).filter((l) => l !== '' && !l.startsWith('R='));

    expect(
      written
        .split('\r\n')
        .filter((l) => l !== '' && !l.startsWith('R='))
        .sort(),
    ).toEqual(own.sort());
    expect(read(written).traces.map((t) => t.radii)).toEqual(read(sample).traces.map((t) => t.radii));
  });

  it('can be written in plus cylinder', () => {
    expect(recordOf(dcsFile({ ...job, notation: 'plus' }), 'CYL')?.fields).toEqual(['0.75', '0.50']);
    expect(recordOf(dcsFile({ ...job, notation: 'plus' }), 'AX')?.fields).toEqual(['85', '95']);
  });

  it('writes powers with two decimals, the index with three, radii ten a line', () => {
    const text = write(dcsJob(job));
    const rows = text.split('\r\n').filter((l) => l.startsWith('R='));

    expect(text).toMatch(/^SPH=-2\.00;-1\.75\r$/m);
    expect(text).toMatch(/^LIND=1\.586;1\.586\r$/m);
    expect(rows[0]?.split(';')).toHaveLength(10);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('has no axis where there is no cylinder', () => {
    const sphere = { sphere: -1000, cylinder: 0, axis: null, add: null, prisms: [] };
    expect(recordOf(dcsFile({ ...job, rx: { od: sphere, os: sphere } }), 'AX')).toBeUndefined();
    expect(eyesOf(dcsFile({ ...job, rx: { od: job.rx.od, os: sphere } }), 'AX')).toEqual({ od: '175', os: undefined });
  });

  it('writes prism as magnitude and direction, mirrored between the eyes', () => {
    const prisms = [{ amount: 2000, base: 'in' as const }];
    const file = dcsFile({ ...job, rx: { od: { ...job.rx.od, prisms }, os: { ...job.rx.os, prisms } } });

    expect(recordOf(file, 'PRVM')?.fields).toEqual(['2.00', '2.00']);
    expect(recordOf(file, 'PRVA')?.fields).toEqual(['0.00', '180.00']);
  });

  it('carries a drawn outline through a file and back', () => {
    const outline = syntheticOutline('cat-eye', 54, 40);
    const back = shapesOf(write(dcsJob({ ...job, frame: { ...job.frame, eyeSizeMm: 54, outline } })));
    expect(back.od.radii).toEqual(outline.radii);
  });

  it('cuts each lens to its own side when both were traced', () => {
    const left = { radii: mirrorOutline(right).radii.map((r, i) => (i === 9 ? r - 60 : r)) };
    expect(read(write(dcsJob({ ...job, leftOutline: left }))).traces[1]?.radii).toEqual(left.radii);
  });

  it('carries no label twice, drill holes excepted', () => {
    const hole = (eye: string) => ({ label: 'DRILLE', fields: [eye, 'C', '-20.5', '3.1', '1.4'] });
    expect(write(dcsJob({ ...job, carried: [hole('R'), hole('L')] }, 'edging')).match(/^DRILLE=/gm)).toHaveLength(2);

    const twice = writeDcs(dcsJob({ ...job, carried: [{ label: 'DBL', fields: ['19'] }] }));
    expect(twice.ok ? [] : twice.errors.map((e) => e.code)).toEqual(['LABEL_REPEATED']);
  });

  it.each([
    ['a value with a separator', { label: 'REM', fields: ['a;b'] }, 'FIELD_INVALID'],
    ['a value with a line end', { label: 'REM', fields: ['a\nJOB=2'] }, 'FIELD_INVALID'],
    ['a value outside Latin-1', { label: 'REM', fields: ['−2'] }, 'FIELD_INVALID'],
    ['a label with a separator', { label: 'A=B', fields: ['1'] }, 'LABEL_INVALID'],
    ['a trace line among the records', { label: 'R', fields: ['2500'] }, 'LABEL_INVALID'],
  ])('refuses %s', (_, record, code) => {
    const written = writeDcs({ records: [record], traces: [] });
    expect(written.ok ? [] : written.errors.map((e) => e.code)).toEqual([code]);
  });
});

const dcsFile = (of: DcsJob, purpose: Parameters<typeof dcsJob>[1] = 'order') => read(write(dcsJob(of, purpose)));

describe('a file for the edger', () => {
  const file = dcsFile(calculated(progressive), 'edging');

  it('centres each lens from the frame centre: in, and up to the fitting cross', () => {
    expect(eyeNumbersOf(file, 'FCOCIN')).toEqual({ od: 4, os: 3 });
    expect(eyeNumbersOf(file, 'FCSGIN')).toEqual({ od: 4, os: 3 });
    expect(eyeNumbersOf(file, 'FCSGUP')).toEqual({ od: 1.5, os: 1.5 });
    expect(eyeNumbersOf(file, 'SEGHT')).toEqual({ od: 21.5, os: 21.5 });
  });

  it('says FCOCIN = (HBOX + DBL)/2 − IPD', () => {
    const [hbox, dbl, ipd] = [
      eyeNumbersOf(file, 'HBOX').od,
      eyeNumbersOf(file, 'DBL').od,
      eyeNumbersOf(file, 'IPD').od,
    ];
    expect(((hbox ?? 0) + (dbl ?? 0)) / 2 - (ipd ?? 0)).toBeCloseTo(eyeNumbersOf(file, 'FCOCIN').od ?? 0, 1);
  });

  it('has edge, bevel, polish and thickness, and no tool curves', () => {
    for (const label of ['ETYP', 'BEVP', 'POLISH', 'DIA', 'CTHICK', 'THKP', 'THKA', 'THNP', 'THNA', 'FRNT'])
      expect(recordOf(file, label), label).toBeDefined();
    expect(recordOf(file, 'LAPBASX')).toBeUndefined();
    const [thick, thin] = [eyeNumbersOf(file, 'THKP').od ?? 0, eyeNumbersOf(file, 'THNP').od ?? 0];
    expect(thick).toBeGreaterThan(thin);
  });

  it('sets a flat-top segment further in than its optical centre', () => {
    const segment = dcsFile(calculated({ ...progressive, design: 'ft-28', heights: { odMm: 16, osMm: 16 } }), 'edging');
    const inset = -(eyeNumbersOf(segment, 'SGOCIN').od ?? 0);

    expect(inset).toBeGreaterThan(1);
    expect(eyeNumbersOf(segment, 'FCSGIN').od).toBeCloseTo(4 + inset, 2);
    expect(eyeNumbersOf(segment, 'FCSGUP').od).toBe(-4);
    expect(eyeNumbersOf(segment, 'SGOCUP').od).toBe(4);
  });
});

describe('a file for the generator', () => {
  const of = calculated(progressive);
  const file = dcsFile(of, 'surfacing');

  it('has base, both tool curves at the tool index, thickness and thinning, and no bevel', () => {
    const lens = of.calculation?.[0];
    const curves = [lens?.toolCurves.alongAxis ?? 0, lens?.toolCurves.acrossAxis ?? 0]
      .map(Math.abs)
      .sort((a, b) => a - b);

    expect(eyeNumbersOf(file, 'MBASE').od).toBeCloseTo(lens?.baseCurve ?? 0, 2);
    expect(eyeNumbersOf(file, 'LAPBASX').od).toBeCloseTo(curves[0] ?? 0, 2);
    expect(eyeNumbersOf(file, 'LAPCRSX').od).toBeCloseTo(curves[1] ?? 0, 2);
    expect(eyeNumbersOf(file, 'TIND')).toEqual({ od: 1.53, os: 1.53 });
    expect(eyeNumbersOf(file, 'CTHICK').od).toBeCloseTo(lens?.profile.centreMm ?? 0, 2);
    expect(recordOf(file, 'PTPRVA')?.fields).toEqual(['270.00', '270.00']);
    expect(recordOf(file, 'BEVP')).toBeUndefined();
  });

  it('tells the inspector the powers a compensated lens will show', () => {
    const expected = { od: { ...progressive.rx.od, sphere: -1875 } };
    const with_ = dcsFile({ ...of, expected }, 'surfacing');

    expect(eyesOf(with_, 'LDDRSPH')).toEqual({ od: '-1.87', os: undefined });
    expect(eyesOf(with_, 'LDADD')).toEqual({ od: '2.00', os: undefined });
    expect(eyesOf(with_, 'SPH').od).toBe('-2.00');
  });

  it('leaves empty what is not made', () => {
    const one = { ...of, eyes: 'os' as const, calculation: of.calculation?.filter((l) => l.eye === 'os') ?? [] };
    const left = dcsFile(one, 'surfacing');

    expect(recordOf(left, 'DO')?.fields).toEqual(['L']);
    expect(eyesOf(left, 'CTHICK').od).toBeUndefined();
    expect(eyesOf(left, 'CTHICK').os).toBeDefined();
  });
});
