import { describe, expect, it } from 'vitest';
import type { FrameShape } from '../frame/frame.types.ts';
import { boxOf, mirrorOutline, radiiOfCurve, recentre } from '../frame/outline.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { DcsProblem, DcsTrace } from './dcs.types.ts';
import { emitDcs, fieldsOf, fieldsOfLabel, parseDcsDocument, withDcsRecord } from './dcs-document.ts';
import { eyeNumbersOf, eyesOf, parseDcs, textOf } from './parse-dcs.ts';
import { radiiOfPolar } from './polar-curve.ts';
import { evenShape, mirrorDifferenceMm, pointsOfTrace, traceShapes, withPoints } from './trace-shapes.ts';

/** Outlines as a tracer sends them, each limit at the limit and a hundredth of a millimetre beyond. */
const COUNT = 720;
/** Radii of an ellipse seen from a point beside its centre, hundredths of a millimetre. */
const ellipse = (a: number, b: number, centreX = 0, count = COUNT): number[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (i * 2 * Math.PI) / count;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [p, q, s] = [cos ** 2 / a ** 2 + sin ** 2 / b ** 2, (centreX * cos) / a ** 2, centreX ** 2 / a ** 2 - 1];
    return Math.round(((q + Math.sqrt(q ** 2 - p * s)) / p) * 100);
  });
const trace = (radii: number[], over: Partial<DcsTrace> = {}): DcsTrace => ({
  side: 'od',
  type: 'F',
  radii,
  angles: null,
  line: 7,
  ...over,
});
type File = Parameters<typeof traceShapes>[0];
const shapesOf = (traces: DcsTrace[], stated: Record<string, string[]> = {}) =>
  traceShapes({
    traces,
    records: Object.entries(stated).map(([label, fields]) => ({ label, fields })),
  } satisfies File);
const problems = (...of: Parameters<typeof shapesOf>): Omit<DcsProblem, 'advice'>[] => {
  const shapes = shapesOf(...of);
  const list = shapes.ok ? shapes.warnings.filter(({ code }) => code !== 'SIDE_MIRRORED') : shapes.errors;
  return list.map(({ advice: _, ...rest }) => rest);
};
const frameOf = (...of: Parameters<typeof shapesOf>) => {
  const shapes = shapesOf(...of);
  if (!shapes.ok) throw new Error(shapes.errors.map((e) => e.detail).join(' '));
  return shapes.frame;
};
const circle = (radius: number, count = COUNT): number[] => Array.from({ length: count }, () => radius);

describe('radii', () => {
  it('are 10.00 to 60.00 mm: both limits in one trace whose origin lies far from its middle', () => {
    const [narrow, wide] = [ellipse(35, 25, 25), ellipse(35, 25, 25)];
    expect([Math.min(...narrow), Math.max(...narrow)]).toEqual([1000, 6000]);
    expect(problems([trace(narrow)])).toEqual([]);

    narrow[COUNT / 2] = 999;
    wide[0] = 6001;
    const told = (radius: string) => [
      { code: 'RADIUS_OUT_OF_RANGE', line: 7, label: 'R', detail: `A radius of ${radius} mm; 10–60 mm are possible.` },
    ];
    expect(problems([trace(narrow)])).toEqual(told('9.99'));
    expect(problems([trace(wide)])).toEqual(told('60.01'));
  });

  it('differ from their neighbours by less than 3 mm, all the way round', () => {
    const jump = (at: number, by: number) => problems([trace(circle(2500).with(at, 2500 + by))]);
    const told = (a: number, b: number) => [
      { code: 'RADIUS_JUMP', line: 7, label: 'R', detail: `Radii ${a} and ${b} differ by 3 mm or more.` },
    ];

    expect(jump(90, 299)).toEqual([]);
    expect(jump(90, -299)).toEqual([]);
    expect(jump(90, 300)).toEqual(told(90, 91));
    expect(jump(90, -300)).toEqual(told(90, 91));
    // The last point stands beside the first one.
    expect(
      problems([
        trace(
          circle(2500)
            .map((r, i) => (i < 300 ? r + i : i < 600 ? r + 600 - i : r))
            .with(719, 2200),
        ),
      ]),
    ).toEqual(told(719, 720));
    const spiral = Array.from({ length: COUNT }, (_, i) => 2200 + Math.floor((i * 300) / (COUNT - 1)));
    expect(problems([trace(spiral)])).toEqual(told(720, 1));
  });
});

describe('angles of an uneven trace', () => {
  const angles = (list: number[]) => problems([trace(circle(2500, list.length), { angles: list })]);
  const tens = Array.from({ length: 36 }, (_, i) => i * 1000);
  const told = (detail: string) => [{ code: 'ANGLES_NOT_RISING', line: 7, label: 'A', detail }];
  const once = told('The angles do not rise once around the lens.');

  it.each<[string, number[]]>([
    ['from nought to 350°', tens],
    ['from 10° to 360°', tens.map((a) => a + 1000)],
    ['from wherever the stylus began', [...tens.slice(20), ...tens.slice(0, 20)]],
    ['with a gap of 45° exactly', tens.flatMap((a) => [a, a + 500]).filter((a) => a === 0 || a >= 4500)],
  ])('rise once around: %s', (_, list) => expect(angles(list)).toEqual([]));

  it.each<[string, number[], object[]]>([
    ['beyond 360°', tens.map((a) => a + 1000).with(35, 36_001), once],
    ['twice around', tens.map((a) => (a * 2) % 36_000).map((a, i) => (i < 18 ? a : a + 500)), once],
    ['one angle twice', tens.with(5, 4000), once],
    ['one step back', tens.with(5, 3900), once],
    ['the other way round', [...tens].reverse(), once],
    [
      'with a gap of 45.01°',
      [0, 4501, ...tens.filter((a) => a > 4501)],
      told('The angles leave a gap of more than 45°.'),
    ],
  ])('do not go %s', (_, list, expected) => expect(angles(list)).toEqual(expected));

  it('give the outline that even ones give', () => {
    const even = ellipse(26, 20);
    const kept = even.map((_, i) => i).filter((i) => i % 3 === 0 || i % 7 === 0);
    const uneven = trace(
      kept.map((i) => even[i] ?? 0),
      { angles: kept.map((i) => i * 50) },
    );
    const radii = evenShape(uneven, COUNT).radii;
    expect(Math.max(...radii.map((r, i) => Math.abs(r - (even[i] ?? 0))))).toBeLessThan(4);
    expect(Math.abs((frameOf([uneven]).eyeSizeMm ?? 0) - 52)).toBeLessThan(0.03);
  });
});

describe('an uneven trace of few points', () => {
  /** As a stylus moved by hand leaves it: close together in the corners, far apart on the flat sides. */
  const byHand = (outline: FrameShape, count: number, from = 0): DcsTrace => {
    const n = outline.radii.length;
    const turns = Array.from({ length: count }, (_, i) => ((i + 0.35 * Math.sin(i * 2.4)) / count + from + 1) % 1);
    const angles = turns.map((t) => Math.round(t * n) % n).sort((x, y) => x - y);
    return trace(
      angles.map((i) => outline.radii[i] ?? 0),
      { angles: angles.map((i) => (i * 36_000) / n) },
    );
  };
  const cases = (['panto', 'round', 'rectangle', 'cat-eye'] as const).flatMap((family) =>
    [34, 47, 60].map((count): [string, number] => [family, count]),
  );

  it.each(cases)('is the %s it was taken from, from %d points: no check cuts it smaller', (family, count) => {
    const real = recentre(syntheticOutline(family as 'panto', 52, 40, 3_600));
    const box = boxOf(real);
    const few = byHand(real, count, 0.013);
    const stated = { HBOX: [box.widthMm.toFixed(2)], VBOX: [box.heightMm.toFixed(2)] };

    const shapes = shapesOf([few], stated);
    if (!shapes.ok) throw new Error(shapes.errors.map((e) => `${e.code} ${e.detail}`).join(' '));

    expect(shapes.frame.od.radii).toHaveLength(360);
    expect(Math.abs(shapes.frame.eyeSizeMm - box.widthMm)).toBeLessThan(0.15);
    expect(Math.abs(shapes.frame.lensHeightMm - box.heightMm)).toBeLessThan(0.15);
    const off = shapes.frame.od.radii.map((r, i) => Math.abs(r - (real.radii[i * 10] ?? 0)));
    expect(Math.max(...off)).toBeLessThan(count < 40 ? 40 : 25);
  });

  it('is round where the lens is round: a circle of 25 mm from 34 points is one to a hundredth', () => {
    const real = { radii: ellipse(25, 25, 2, 3_600) };
    const { od } = frameOf([byHand(real, 34)]);
    expect(Math.max(...od.radii.map((r) => Math.abs(r - 2500)))).toBeLessThanOrEqual(2);
  });

  it('stands beside a denser trace of the other side with as many points as that one', () => {
    const real = syntheticOutline('panto', 52, 40, 3_600);
    const left = { radii: mirrorOutline(syntheticOutline('panto', 52, 40, 400)).radii };
    const frame = frameOf([byHand(real, 40), trace([...left.radii], { side: 'os' })]);
    expect([frame.od.radii.length, frame.os.radii.length]).toEqual([400, 400]);
    expect(frame.sidesDifferMm).toBeLessThan(0.5);
  });

  it('of 360 points and more keeps its straight lines', () => {
    const corner = trace(
      circle(2500, 360).map((r, i) => (i === 90 ? r + 200 : r)),
      { angles: Array.from({ length: 360 }, (_, i) => i * 100 + (i === 0 ? 0 : 1)) },
    );
    const polygon = radiiOfCurve(pointsOfTrace(corner), 360).map((r) => Math.round(r * 100));
    expect(evenShape(corner).radii).toEqual(polygon);
    const fewer = { ...corner, radii: corner.radii.slice(1), angles: (corner.angles ?? []).slice(1) };
    expect(evenShape(fewer).radii).toEqual(
      radiiOfPolar(
        fewer.radii.map((radius, i) => ({ turns: (fewer.angles[i] ?? 0) / 36_000, radius })),
        360,
      ).map((r) => Math.round(r)),
    );
  });

  it('jumps where its curve does, by 3 mm from one degree to the next', () => {
    const few = Array.from({ length: 36 }, (_, i) => i * 1000);
    const steep = (by: number) =>
      problems([trace([...circle(2500, 36), 2500 + by], { angles: [...few, 35_100] })]).map(
        ({ code, detail }) => `${code} ${detail}`,
      );
    expect(steep(290)).toEqual([]);
    expect(steep(340)).toEqual(['RADIUS_JUMP Radii 351 and 352 differ by 3 mm or more.']);
    expect(problems([trace(circle(999, 36), { angles: few })]).map(({ code }) => code)).toEqual([
      'RADIUS_OUT_OF_RANGE',
    ]);
  });

  it('with a size stated that it does not have is still refused', () => {
    const few = byHand({ radii: ellipse(26, 20, 0, 3_600) }, 34);
    expect(problems([few], { HBOX: ['52.4'] }).map(({ code }) => code)).toEqual(['BOX_MISMATCH']);
  });
});

describe('sizes', () => {
  it('of the box: 30–70 by 15–65 mm, told with what was measured', () => {
    expect(problems([trace(ellipse(35, 32.5))])).toEqual([]);
    expect(problems([trace(ellipse(15, 10))])).toEqual([]);
    const size = (measured: string, side = 'right') => [
      { code: 'SIZE_OUT_OF_RANGE', line: 7, detail: `The ${side} trace measures ${measured} mm.` },
    ];
    expect(problems([trace(ellipse(35.01, 25))])).toEqual(size('70.02 × 50.00'));
    expect(problems([trace(ellipse(14.99, 12))])).toEqual(size('29.98 × 24.00'));
    expect(problems([trace(ellipse(33, 32.51))])).toEqual(size('66.00 × 65.02'));
    expect(problems([trace(ellipse(33, 32.51), { side: 'os' })])).toEqual(size('66.00 × 65.02', 'left'));
  });

  it('of a low shape: 15.00 mm at least, traced from below its middle', () => {
    // Radii are at least 10 mm, so a lens of 15 mm is seen from its lower edge's side.
    const low = (top: number) =>
      Array.from({ length: COUNT }, (_, i) => {
        const angle = (i * 2 * Math.PI) / COUNT;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const limit = sin > 0 ? top / sin : sin < 0 ? -10 / sin : Infinity;
        return Math.round(Math.min(25 / Math.abs(cos || 1e-9), limit) * 100);
      });
    expect(problems([trace(low(10))])).toEqual([]);
  });

  it('stated beside the trace: box within 0.2 mm, perimeter within 0.5 mm, of that very side', () => {
    const right = trace(circle(2500));
    const told = (code: string, label: string, given: string, measured: string) => [
      { code, line: 7, label, detail: `${label} says ${given}, the trace measures ${measured} mm.` },
    ];
    const perimeter = COUNT * 2 * 25 * Math.sin(Math.PI / COUNT);

    for (const label of ['HBOX', 'VBOX'])
      for (const [given, isFine] of [
        ['50.2', true],
        ['49.8', true],
        ['50.21', false],
        ['49.79', false],
      ] as const)
        expect(problems([right], { [label]: [given] })).toEqual(
          isFine ? [] : told('BOX_MISMATCH', label, given, '50.00'),
        );
    for (const off of [0.5, -0.5]) expect(problems([right], { CIRC: [(perimeter + off).toFixed(6)] })).toEqual([]);
    expect(problems([right], { CIRC: ['157.59'] })).toEqual(told('PERIMETER_MISMATCH', 'CIRC', '157.59', '157.08'));
    // A size of the other side, or one nobody knows, is no reason.
    expect(problems([right], { HBOX: ['50', '61'], VBOX: ['?'], CIRC: ['', '100'] })).toEqual([]);
  });

  it('of the bridge: 5–35 mm', () => {
    const dbl = (given: string) => problems([trace(circle(2500))], { DBL: [given] });
    const told = (given: string) => [{ code: 'SIZE_OUT_OF_RANGE', label: 'DBL', detail: `DBL says ${given} mm.` }];
    expect([dbl('5'), dbl('35'), dbl('4.99'), dbl('35.01')]).toEqual([[], [], told('4.99'), told('35.01')]);
    expect(frameOf([trace(circle(2500))], { DBL: ['17.5'] }).dblMm).toBe(17.5);
    expect(frameOf([trace(circle(2500))]).dblMm).toBeNull();
    expect(frameOf([trace(circle(2500))], { DBL: ['?'] }).dblMm).toBeNull();
  });
});

describe('an outline that no lens has', () => {
  /** Two bars of a right angle, seen from their corner: whole from there, but not from the middle of its box. */
  const corner = ([right, top, left, bottom, upright, level]: [number, number, number, number, number, number]) =>
    Array.from({ length: 4_000 }, (_, i) => {
      const angle = (i * 2 * Math.PI) / 4_000;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const reach = (max: number, part: number) => (part > 1e-9 ? max / part : Infinity);
      const box = Math.min(reach(right, cos), reach(top, sin), reach(left, -cos), reach(bottom, -sin));
      const alongUpright = Math.min(reach(upright, cos), reach(top, sin));
      const alongLevel = Math.min(reach(level, sin), reach(right, cos));
      const bars = cos > 0 && sin > 0 ? Math.max(alongUpright, alongLevel) : box;
      return Math.round(Math.min(box, bars) * 100);
    });
  const refused = [{ code: 'SHAPE_IMPLAUSIBLE', line: 7, detail: 'The outline cannot be seen whole from its middle.' }];

  it.each<[string, Parameters<typeof corner>[0]]>([
    ['its width and height would be lost', [50, 51, 13, 11, 18, 13]],
    ['its height would be lost', [51, 39, 15, 15, 10, 18]],
    ['the middle of its box lies on its edge', [37, 50, 13, 13, 12, 13]],
  ])('is refused rather than cut: %s', (_, bars) => {
    expect(problems([trace(corner(bars))])).toEqual(refused);
    // A size that does not belong to the trace is the nearer reason.
    expect(problems([trace(corner(bars))], { HBOX: ['35'] }).map(({ code }) => code)).toEqual(['BOX_MISMATCH']);
  });

  it('is not one with thick bars, which can be seen whole', () => {
    expect(problems([trace(corner([45, 45, 10, 10, 30, 30]))])).toEqual([]);
  });
});

describe('both sides of a frame', () => {
  const oval = ellipse(26, 20);

  it('come from the one that was traced, mirrored, and say which', () => {
    const bent = oval.with(100, (oval[100] ?? 0) - 30);
    const left = shapesOf([trace(bent, { side: 'os' })]);
    const right = shapesOf([trace(bent)]);
    if (!left.ok || !right.ok) throw new Error('Both can be read.');

    expect(left.frame.syntheticEye).toBe('od');
    expect(left.frame.os.radii).toEqual(bent);
    // A point at 50° of the left lens stands at 130° of the right one.
    expect(left.frame.od.radii.indexOf((oval[100] ?? 0) - 30)).toBe(260);
    expect(left.warnings.map(({ detail }) => detail)).toEqual([
      'Only the left side is traced; the right one is its mirror image.',
    ]);
    expect([right.frame.syntheticEye, right.frame.od.radii, right.frame.os]).toEqual(['os', bent, left.frame.od]);
    expect([left.frame.sidesDifferMm, right.frame.sidesDifferMm]).toEqual([0, 0]);
  });

  it('may differ by half a millimetre; beyond, the bench is told by how much', () => {
    const sides = (by: number) => [trace(circle(2500)), trace(circle(2500).with(100, 2500 - by), { side: 'os' })];
    expect(problems(sides(50))).toEqual([]);
    expect(problems(sides(51))).toEqual([{ code: 'SIDES_DIFFER', detail: 'Right and left differ by up to 0.51 mm.' }]);
    expect(frameOf(sides(51)).sidesDifferMm).toBe(0.51);
    expect(frameOf(sides(51)).syntheticEye).toBeNull();
  });

  it('are measured on the right one: box, perimeter, and twice the longest radius', () => {
    const frame = frameOf([trace(oval), trace(ellipse(25.9, 19.9), { side: 'os' })]);
    expect([frame.eyeSizeMm, frame.lensHeightMm, frame.effectiveDiameterMm]).toEqual([52, 40, 52]);
    // Ramanujan's perimeter of an ellipse of 52 × 40.
    expect(frame.circumferenceMm).toBeCloseTo(Math.PI * (3 * 46 - Math.sqrt((78 + 20) * (26 + 60))), 1);
  });

  it('prefer the frame to a demo lens or a pattern, whatever comes first', () => {
    const demo = trace(circle(2400), { type: 'D' });
    expect(frameOf([demo, trace(circle(2500))]).eyeSizeMm).toBe(50);
    expect(frameOf([trace(circle(2500)), demo]).eyeSizeMm).toBe(50);
    expect(frameOf([demo, trace(circle(2450), { type: 'P' })]).eyeSizeMm).toBe(48);
  });

  it('are missing where no side is traced', () => {
    expect(problems([])).toEqual([{ code: 'TRACE_MISSING', detail: 'The file holds no frame trace.' }]);
  });

  it('cannot be compared with different or odd numbers of points', () => {
    const shape = (count: number) => ({ radii: circle(2500, count) });
    expect(mirrorDifferenceMm(shape(36), shape(36))).toBe(0);
    expect(mirrorDifferenceMm(shape(36), shape(38))).toBe(Number.POSITIVE_INFINITY);
    expect(mirrorDifferenceMm(shape(37), shape(37))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('points', () => {
  it('stand counter-clockwise from the viewer’s right, even or at their own angles', () => {
    const at = (of: DcsTrace) => pointsOfTrace(of).map(({ x, y }) => [x.toFixed(3), y.toFixed(3)]);
    expect(at(trace([2500, 2000, 3000, 1000]))).toEqual([
      ['25.000', '0.000'],
      ['0.000', '20.000'],
      ['-30.000', '0.000'],
      ['-0.000', '-10.000'],
    ]);
    expect(at(trace([2000, 2000], { angles: [3000, 18_000] }))).toEqual([
      ['17.321', '10.000'],
      ['-20.000', '0.000'],
    ]);
  });

  it('of an even trace are taken as they are, not read off anew', () => {
    const radii = circle(2500);
    expect(evenShape(trace(radii)).radii).toBe(radii);
  });

  it('between two others lie on their straight line: 25 mm at 10° apart is 24.90 in the middle', () => {
    const doubled = withPoints({ radii: circle(2500, 36) }, 72).radii;
    expect(doubled).toEqual(
      Array.from({ length: 72 }, (_, i) => (i % 2 === 0 ? 2500 : Math.round(2500 * Math.cos(Math.PI / 36)))),
    );
  });
});

describe('records of a file', () => {
  const read = (text: string) => {
    const parsed = parseDcs(text);
    if (!parsed.ok) throw new Error(parsed.errors.map((e) => e.detail).join(' '));
    return parsed.file;
  };
  const documentOf = (text: string) => {
    const parsed = parseDcsDocument(text);
    if (!parsed.ok) throw new Error(parsed.errors[0]?.detail);
    return parsed.document;
  };

  it('are read for each eye: one field for both, an empty one or “?” for none', () => {
    const file = read('SPH=-1.00\nCYL=;-0.50\nAX=?;90\nIPD=31; 32 \nTIND=.5;+2\nLNAM=1,5;2\n');
    expect(eyesOf(file, 'SPH')).toEqual({ od: '-1.00', os: '-1.00' });
    expect(eyesOf(file, 'CYL')).toEqual({ od: undefined, os: '-0.50' });
    expect(eyesOf(file, 'AX')).toEqual({ od: undefined, os: '90' });
    expect(eyeNumbersOf(file, 'IPD')).toEqual({ od: 31, os: 32 });
    expect(eyeNumbersOf(file, 'TIND')).toEqual({ od: 0.5, os: 2 });
    expect(eyeNumbersOf(file, 'LNAM')).toEqual({ od: undefined, os: 2 });
    expect(eyeNumbersOf(file, 'CYL')).toEqual({ od: undefined, os: -0.5 });
    expect(eyesOf(file, 'DIA')).toEqual({ od: undefined, os: undefined });
    expect(eyeNumbersOf(file, 'DIA')).toEqual({ od: undefined, os: undefined });
    expect(textOf(file, 'DBL')).toBeUndefined();
  });

  it('make a frame of a trace that does not say its kind', () => {
    const header = `TRCFMT=1;36;E;R`;
    const kind = (end: string) =>
      read(`${header}${end}\nR=${circle(2500, 36).join(';')}\n`).traces.map(({ type }) => type);
    expect([kind(''), kind(';'), kind(';d')]).toEqual([['F'], ['F'], ['D']]);
  });

  it('are found behind a byte order mark', () => {
    expect(textOf(read('\xef\xbb\xbfJOB=7\n'), 'JOB')).toBe('7');
  });

  it('can be read before anybody knows the blocks', () => {
    const document = documentOf('REQ = TRC ;2\nreq=other\n');
    expect(fieldsOfLabel(document, 'REQ')).toEqual(['TRC', '2']);
    expect(fieldsOfLabel(document, 'ANS')).toBeNull();
    expect(document.lines.map(fieldsOf)).toEqual([['TRC', '2'], ['other']]);
  });

  it.each([
    ['into an empty file', '', 'DBL=18\r\n'],
    ['behind a lone line without end', 'JOB=1', 'JOB=1\r\nDBL=18\r\n'],
    ['behind a last line with an end of its own', 'JOB=1\nDO=B\r', 'JOB=1\nDO=B\rDBL=18\n'],
    ['before a trace that opens the file', 'ZFMT=1\nJOB=1\n', 'DBL=18\nZFMT=1\nJOB=1\n'],
    ['before a trace, behind lines without label', 'x\nJOB=1\r\nTRCFMT=1\n', 'x\nJOB=1\r\nDBL=18\nTRCFMT=1\n'],
  ])('are added %s', (_, before, after) => {
    expect(emitDcs(withDcsRecord(documentOf(before), 'DBL', ['18']))).toBe(after);
  });
});
