import { describe, expect, it } from 'vitest';
import type { RimType } from '../frame/frame.types.ts';
import type { LensCalculation } from '../lab/calculate-job.ts';
import { type DesignId, designIds } from '../lens/designs.ts';
import { type MaterialId, materialIds } from '../lens/materials.ts';
import type { EdgePoint } from '../lens/thickness.ts';
import type { Eye, EyeRx } from '../prescription/prescription.types.ts';
import { type DcsJob, type DcsPurpose, dcsJob } from './dcs-job.ts';
import { writeDcs } from './write-dcs.ts';

/** Whole files, line by line, worked out by hand: what an edger, a generator or another lab is told. */
const linesOf = (job: DcsJob, purpose?: DcsPurpose): string[] => {
  const written = writeDcs(dcsJob(job, purpose));
  if (!written.ok) throw new Error(written.errors.map((e) => e.detail).join(' '));
  return written.text.split('\r\n').slice(0, -1);
};
/** The value of one label; undefined where the file does not have it. */
const valueAt = (label: string, job: DcsJob, purpose?: DcsPurpose): string | undefined =>
  linesOf(job, purpose)
    .find((line) => line.startsWith(`${label}=`))
    ?.slice(label.length + 1);

const rx = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});

/** −3.00 −1.25 ×020 with 2Δ base in and 1.5Δ base up; +1.00 DS. Known sizes, no trace. */
const job: DcsJob = {
  jobId: 'L-2002',
  eyes: 'both',
  rx: {
    od: rx(-3000, {
      cylinder: -1250,
      axis: 20,
      prisms: [
        { amount: 2000, base: 'in' },
        { amount: 1500, base: 'up' },
      ],
    }),
    os: rx(1000),
  },
  pd: { kind: 'monocular', odMm: 31.5, osMm: 32 },
  frame: {
    eyeSizeMm: 54,
    lensHeightMm: 38,
    dblMm: 17,
    effectiveDiameterMm: 57.5,
    rim: 'full-rim',
    baseCurve: 5,
    wrapAngleDeg: 6.5,
    pantoscopicTiltDeg: 8,
  },
  design: 'sv-distance',
  material: 'trivex',
  vertexMm: 12.5,
};

const edge: EdgePoint[] = [
  { x: 27, y: 0, thicknessMm: 2.1 },
  { x: 0, y: 19, thicknessMm: 1.2 },
  { x: -27, y: 0, thicknessMm: 4.5 },
  { x: 0, y: -19, thicknessMm: 3 },
];

/** A lens as the lab calculated it: 68 mm taken for 63.4, flat 6.1 and steep 7.35 tool, 4.50 at the temple, 1.20 at the top. */
const lens = (eye: Eye, over: Partial<LensCalculation> = {}): LensCalculation => ({
  eye,
  rx: job.rx[eye],
  ordered: job.rx[eye],
  asWorn: null,
  segment: null,
  decentrationInMm: 4,
  decentrationUpMm: 2.5,
  segmentInMm: 1.75,
  segmentUpMm: null,
  minimumBlankMm: 63.4,
  blank: {
    form: 'semi-finished',
    series: 'SFV-TVX-PLAIN',
    material: 'trivex',
    design: 'plain',
    diameterMm: 68,
    base: 4000,
    add: null,
    eye: null,
  },
  baseCurve: 4,
  backPowers: { alongAxis: -6.245, acrossAxis: -7.5 },
  toolCurves: { alongAxis: -7.354, acrossAxis: -6.104 },
  profile: {
    centreMm: 1.5,
    minEdgeMm: 1.2,
    maxEdgeMm: 4.5,
    nasalEdgeMm: 2.1,
    templeEdgeMm: 4.5,
    topEdgeMm: 1.2,
    bottomEdgeMm: 3,
    thinnestMm: 1.2,
    thickestMm: 4.5,
    weightGrams: 9,
    baseCurve: 4,
    frontPower: 4.016,
    backPowers: { alongAxis: -6.245, acrossAxis: -7.5 },
    opticalCentre: { x: 4, y: 2.5 },
    edge,
    section: [],
  },
  thinningPrism: 0,
  groundPrism: { x: 0, y: 0 },
  groundPrismPolar: { amount: 0, directionDeg: 0 },
  ...over,
});

describe('an order to another lab', () => {
  it('says prescription, lens and frame, and leaves the calculation to the other lab', () => {
    expect(linesOf(job)).toEqual([
      'JOB=L-2002',
      'DO=B',
      'SPH=-3.00;1.00',
      'CYL=-1.25;0.00',
      'AX=20;',
      'PRVM=2.50;0.00',
      'PRVA=36.87;0.00',
      'LTYPE=SV;SV',
      'LIND=1.530;1.530',
      'LMATTYPE=6;6',
      'IPD=31.50;32.00',
      'HBOX=54.00;54.00',
      'VBOX=38.00;38.00',
      'DBL=17.00',
      'FED=57.50;57.50',
      'FCRV=5.00;5.00',
      'ZTILT=6.5;6.5',
      'PANTO=8.0;8.0',
      'BVD=12.5;12.5',
      'FTYP=0',
      'ETYP=1',
      'BEVP=7;7',
      'POLISH=0',
    ]);
    expect(linesOf(job, 'order')).toEqual(linesOf(job));
  });

  it('says nothing of what nobody knows: no frame curve, no angles, no vertex, no ED, no prism', () => {
    const { frame } = job;
    const bare = {
      ...job,
      rx: { od: rx(-3000), os: rx(1000) },
      frame: { eyeSizeMm: 54, lensHeightMm: 38, dblMm: 17, rim: frame.rim },
    };
    const { vertexMm: _, ...withoutVertex } = bare;

    expect(linesOf(withoutVertex)).toEqual([
      'JOB=L-2002',
      'DO=B',
      'SPH=-3.00;1.00',
      'CYL=0.00;0.00',
      'LTYPE=SV;SV',
      'LIND=1.530;1.530',
      'LMATTYPE=6;6',
      'IPD=31.50;32.00',
      'HBOX=54.00;54.00',
      'VBOX=38.00;38.00',
      'DBL=17.00',
      'FTYP=0',
      'ETYP=1',
      'BEVP=7;7',
      'POLISH=0',
    ]);
  });

  it('takes the tilt measured on the wearer before that of the frame', () => {
    expect(valueAt('PANTO', { ...job, pantoscopicTiltDeg: 11 })).toBe('11.0;11.0');
  });

  it.each([
    ['both', 'B'],
    ['od', 'R'],
    ['os', 'L'],
  ] as const)('asks for %s as %s', (eyes, letter) => expect(valueAt('DO', { ...job, eyes })).toBe(letter));

  it.each<[RimType, string, string]>([
    ['full-rim', '1', '0'],
    ['rimless', '2', '3'],
    ['half-rim', '3', '0'],
  ])('cuts for a %s with edge type %s, frame type %s', (rim, edgeType, frameType) => {
    const asked = { ...job, frame: { ...job.frame, rim } };
    expect([valueAt('ETYP', asked), valueAt('FTYP', asked)]).toEqual([edgeType, frameType]);
    expect(valueAt('FTYP', { ...asked, frameType: 2 })).toBe('2');
    expect(valueAt('POLISH', { ...asked, polish: 1 })).toBe('1');
  });

  it('numbers materials as machines know them', () => {
    const numbers = Object.fromEntries(
      materialIds.map((material) => [material, valueAt('LMATTYPE', { ...job, material })]),
    );
    expect(numbers).toEqual({
      crown: '3;3',
      cr39: '1;1',
      trivex: '6;6',
      'index-156': '1;1',
      polycarbonate: '2;2',
      'index-160': '5;5',
      'index-167': '5;5',
      'index-174': '5;5',
    } satisfies Record<MaterialId, string>);
  });

  it('spells lens types as the standard does, free form and slab-off beside them', () => {
    const types = Object.fromEntries(designIds.map((design) => [design, valueAt('LTYPE', { ...job, design })]));
    expect(types).toEqual({
      'sv-distance': 'SV;SV',
      'sv-near': 'SV;SV',
      'sv-intermediate': 'SV;SV',
      'ft-28': 'BI FT;BI FT',
      'ft-35': 'BI FT;BI FT',
      'round-28': 'BI RD;BI RD',
      executive: 'BI EX;BI EX',
      'trifocal-7x28': 'TR FT;TR FT',
      'trifocal-8x35': 'TR FT;TR FT',
      'progressive-standard': 'PR;PR',
      'progressive-premium': 'PR FF;PR FF',
      'progressive-custom': 'PR FF;PR FF',
      office: 'PR FF;PR FF',
      'anti-fatigue': 'SV FF;SV FF',
    } satisfies Record<DesignId, string>);
    const slabOff = { eye: 'os', prism: 3000, lineHeightMm: 16.5 } as const;
    expect(valueAt('LTYPE', { ...job, design: 'ft-28', slabOff })).toBe('BI FT;BI FT SO');
  });

  it('tells another lab in words how much of a slab and where; machines have their own labels for it', () => {
    const slabOff = { eye: 'os', prism: 3000, lineHeightMm: 16.5 } as const;
    const asked = { ...job, design: 'ft-28', slabOff } as const;
    expect(valueAt('REM', asked)).toBe('SLAB-OFF L 3.00 BASE UP BELOW LINE 16.50 MM ABOVE BOTTOM OF BOX');
    expect(valueAt('REM', { ...asked, slabOff: { ...slabOff, eye: 'od', prism: 1750 } })).toContain('SLAB-OFF R 1.75 ');
    expect(valueAt('REM', job)).toBeUndefined();
    for (const purpose of ['edging', 'surfacing'] as const)
      expect(dcsJob(asked, purpose).records.some(({ label }) => label === 'REM')).toBe(false);
  });

  const adds = { od: rx(-2000, { add: 2000 }), os: rx(-2000, { add: 2000 }) };

  it.each([
    ['od', '2.00;0.00'],
    ['os', '0.00;2.00'],
  ] as const)('says ADD and near PD when only %s has one', (eye, add) => {
    const pair = { od: rx(-2000), os: rx(-2000), [eye]: adds[eye] };
    const asked = {
      ...job,
      rx: pair,
      design: 'ft-28' as const,
      pd: { kind: 'binocular' as const, distanceMm: 64, nearMm: 60 },
    };
    expect([valueAt('ADD', asked), valueAt('IPD', asked), valueAt('NPD', asked)]).toEqual([
      add,
      '32.00;32.00',
      '30.00;30.00',
    ]);
  });

  it('orders a reading pair as the plain lenses it is: power for near, on the near PD, without ADD', () => {
    const pd = { kind: 'monocular' as const, odMm: 32, osMm: 33, nearOdMm: 30, nearOsMm: 31 };
    const asked = { ...job, rx: adds, design: 'sv-near' as const, pd };
    expect([valueAt('SPH', asked), valueAt('ADD', asked), valueAt('IPD', asked), valueAt('NPD', asked)]).toEqual([
      '0.00;0.00',
      undefined,
      '30.00;31.00',
      undefined,
    ]);
    expect(valueAt('SPH', { ...asked, design: 'sv-intermediate' })).toBe('-1.00;-1.00');
    expect(valueAt('ADD', { ...asked, design: 'anti-fatigue' })).toBeUndefined();
  });

  it('sets the height as that of the centre, or of the segment or fitting cross', () => {
    const heights = { odMm: 21, osMm: 20.5 };
    expect([valueAt('OCHT', { ...job, heights }), valueAt('SEGHT', { ...job, heights })]).toEqual([
      '21.00;20.50',
      undefined,
    ]);
    for (const design of ['ft-35', 'progressive-standard'] as const)
      expect([
        valueAt('OCHT', { ...job, rx: adds, design, heights }),
        valueAt('SEGHT', { ...job, rx: adds, design, heights }),
      ]).toEqual([undefined, '21.00;20.50']);
  });

  it('states the lab’s own centre where nobody measured a height: 2.5 above the middle of 38 is 21.5', () => {
    expect(valueAt('OCHT', { ...job, calculation: [lens('od'), lens('os', { decentrationUpMm: -1 })] })).toBe(
      '21.50;18.00',
    );
    expect(valueAt('OCHT', { ...job, calculation: [lens('os')] })).toBe(';21.50');
  });

  it('keeps the calculation to itself, which the other lab does anew', () => {
    const calculation = [lens('od', { thinningPrism: 1200 }), lens('os')];
    const added = linesOf({ ...job, calculation }).filter((line) => !linesOf(job).includes(line));
    expect(added).toEqual(['OCHT=21.50;21.50']);
  });

  it('sends each side of a trace as that side', () => {
    const right = Array.from({ length: 12 }, (_, i) => 2500 + i);
    const left = right.map((radius) => radius + 20);
    const traced = { ...job, frame: { ...job.frame, outline: { radii: right } }, leftOutline: { radii: left } };
    expect(dcsJob(traced).traces).toEqual([
      { side: 'od', type: 'F', radii: right, angles: null },
      { side: 'os', type: 'F', radii: left, angles: null },
    ]);
    expect(dcsJob(job).traces).toEqual([]);
  });

  it('takes over the drill holes of the trace as they are', () => {
    const hole = { label: 'DRILLE', fields: ['R', 'C', '-20.5', '3.1', '1.4'], line: 31 };
    expect(dcsJob({ ...job, carried: [hole] }).records.at(-1)).toEqual({ label: 'DRILLE', fields: hole.fields });
  });
});

describe('values for the lensmeter', () => {
  const expected = {
    od: rx(-2870, { cylinder: -1120, axis: 18, prisms: [{ amount: 1000, base: 'down' }] }),
    os: rx(1120, { add: 2120 }),
  };

  it('stand beside the order: power, ADD and prism, in the notation of the lab', () => {
    const lines = (over: Partial<DcsJob>) => linesOf({ ...job, ...over }).filter((line) => line.startsWith('LD'));
    expect(lines({ expected })).toEqual([
      'LDDRSPH=-2.87;1.12',
      'LDDRCYL=-1.12;0.00',
      'LDDRAX=18;',
      'LDADD=;2.12',
      'LDPRVM=1.00;0.00',
      'LDPRVA=270.00;0.00',
    ]);
    expect(lines({ expected, notation: 'plus' })).toEqual([
      'LDDRSPH=-3.99;1.12',
      'LDDRCYL=1.12;0.00',
      'LDDRAX=108;',
      'LDADD=;2.12',
      'LDPRVM=1.00;0.00',
      'LDPRVA=270.00;0.00',
    ]);
    expect(lines({})).toEqual([]);
  });

  it('are left empty for a lens nobody stated them for, its prism too', () => {
    const lines = linesOf({ ...job, expected: { od: expected.od } }).filter((line) => line.startsWith('LD'));
    expect(lines).toEqual(['LDDRSPH=-2.87;', 'LDDRCYL=-1.12;', 'LDDRAX=18;', 'LDPRVM=1.00;', 'LDPRVA=270.00;']);
  });
});

describe('a file for the edger, line by line', () => {
  const segments: DcsJob = {
    ...job,
    rx: { od: rx(-2000, { add: 2000 }), os: rx(-2000, { add: 2000 }) },
    design: 'ft-28',
    heights: { odMm: 15, osMm: 16 },
    calculation: [
      lens('od'),
      lens('os', {
        decentrationInMm: 3.5,
        decentrationUpMm: 0,
        segmentInMm: 2,
        blank: null,
        profile: {
          ...lens('os').profile,
          edge: [
            { x: 10, y: -10, thicknessMm: 1 },
            { x: -10, y: -10, thicknessMm: 5 },
            { x: 10, y: 10, thicknessMm: 1 },
            { x: -10, y: 10, thicknessMm: 5 },
          ],
        },
      }),
    ],
  };
  const afterPolish = (of: DcsJob) => {
    const lines = linesOf(of, 'edging');
    return lines.slice(lines.indexOf('POLISH=0') + 1);
  };

  it('places a bifocal: centre from the frame centre, segment from both, edge with its extremes', () => {
    expect(afterPolish(segments)).toEqual([
      'DIA=68.00;',
      'FCOCIN=4.00;3.50',
      'FCOCUP=2.50;0.00',
      // 4 + 1.75 and 3.5 + 2; 15 and 16 are 4 and 3 below the middle of 38.
      'FCSGIN=5.75;5.50',
      'FCSGUP=-4.00;-3.00',
      'SGOCIN=-1.75;-2.00',
      'SGOCUP=6.50;3.00',
      'MBASE=4.00;4.00',
      'FRNT=4.02;4.02',
      'CTHICK=1.50;1.50',
      'THKP=4.50;5.00',
      'THKA=180.00;225.00',
      'THNP=1.20;1.00',
      'THNA=90.00;315.00',
    ]);
  });

  it('places a progressive by its fitting cross, which stands on the distance PD', () => {
    const asked = { ...segments, design: 'progressive-standard' as const, heights: { odMm: 21.5, osMm: 20 } };
    expect(afterPolish(asked).slice(1, 7)).toEqual([
      'FCOCIN=4.00;3.50',
      'FCOCUP=2.50;0.00',
      'FCSGIN=4.00;3.50',
      'FCSGUP=2.50;1.00',
      'SGOCIN=0.00;0.00',
      'SGOCUP=0.00;-1.00',
    ]);
  });

  it.each<[string, Partial<DcsJob>]>([
    ['single vision has none', { design: 'sv-distance', heights: { odMm: 20, osMm: 20 } }],
    ['nobody measured the height', { heights: undefined as never }],
  ])('has no segment point where %s', (_, over) => {
    const { heights: _unused, ...rest } = segments;
    const asked = over.heights ? { ...segments, ...over } : rest;
    expect(afterPolish(asked).map((line) => line.split('=')[0])).toEqual([
      'DIA',
      'FCOCIN',
      'FCOCUP',
      'MBASE',
      'FRNT',
      'CTHICK',
      'THKP',
      'THKA',
      'THNP',
      'THNA',
    ]);
  });

  it('leaves the eye empty that is not made', () => {
    expect(afterPolish({ ...segments, eyes: 'od', calculation: [lens('od', { segmentInMm: null })] })).toEqual([
      'DIA=68.00;',
      'FCOCIN=4.00;',
      'FCOCUP=2.50;',
      'FCSGIN=4.00;',
      'FCSGUP=-4.00;',
      'SGOCIN=0.00;',
      'SGOCUP=6.50;',
      'MBASE=4.00;',
      'FRNT=4.02;',
      'CTHICK=1.50;',
      'THKP=4.50;',
      'THKA=180.00;',
      'THNP=1.20;',
      'THNA=90.00;',
    ]);
  });

  it('has centration only as far as somebody calculated it', () => {
    const { calculation: _, ...without } = segments;
    expect(afterPolish(without)).toEqual([]);
  });
});

describe('a file for the generator, line by line', () => {
  const afterVertex = (of: DcsJob) => {
    const lines = linesOf(of, 'surfacing');
    return lines.slice(lines.indexOf('BVD=12.5;12.5') + 1);
  };

  it('has fronts and backs, the flatter tool as base, thickness, and the prism that thins', () => {
    const thinned = [lens('od', { thinningPrism: 1200 }), lens('os', { thinningPrism: 1200, blank: null })];
    expect(afterVertex({ ...job, calculation: thinned })).toEqual([
      'DIA=68.00;',
      'FCOCIN=4.00;4.00',
      'FCOCUP=2.50;2.50',
      'MBASE=4.00;4.00',
      'FRNT=4.02;4.02',
      'CTHICK=1.50;1.50',
      'THKP=4.50;4.50',
      'THKA=180.00;180.00',
      'THNP=1.20;1.20',
      'THNA=90.00;90.00',
      'BACK=-6.25;-6.25',
      'MINEDG=1.20;1.20',
      'TIND=1.530;1.530',
      'LAPBASX=6.10;6.10',
      'LAPCRSX=7.35;7.35',
      'PTPRVM=1.20;1.20',
      'PTPRVA=270.00;270.00',
    ]);
  });

  it('has tools and thinning of the lens that is made, and nothing of the other', () => {
    const left = lens('os', { thinningPrism: 1200, toolCurves: { alongAxis: 2.004, acrossAxis: -3 } });
    expect(afterVertex({ ...job, eyes: 'os', calculation: [left] }).slice(-5)).toEqual([
      'TIND=;1.530',
      'LAPBASX=;2.00',
      'LAPCRSX=;3.00',
      'PTPRVM=;1.20',
      'PTPRVA=;270.00',
    ]);
  });

  it('has no thinning where the lenses are not thinned, and no tools without a calculation', () => {
    expect(afterVertex({ ...job, calculation: [lens('od'), lens('os')] }).at(-1)).toBe('LAPCRSX=7.35;7.35');
    expect(afterVertex(job)).toEqual([]);
  });

  it('writes no minus before a zero', () => {
    const flat = [lens('od', { decentrationInMm: -0.004, decentrationUpMm: -0.005 }), lens('os')];
    const lines = afterVertex({ ...job, calculation: flat });
    expect(lines.slice(1, 3)).toEqual(['FCOCIN=0.00;4.00', 'FCOCUP=-0.01;2.50']);
  });
});
