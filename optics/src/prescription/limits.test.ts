import { describe, expect, it } from 'vitest';
import type { Finding } from './finding.ts';
import { findingCodes, findingMessage } from './finding-messages.ts';
import type { EyeRxDraft, LensUse, PrescriptionDraft } from './prescription.types.ts';
import { prescriptionThresholds } from './thresholds.ts';
import { type ValidationContext, validatePrescription } from './validate-prescription.ts';

/**
 * Every limit of the prescription checks, one step inside and one step outside: an eighth for powers, a thousandth for prism, a tenth of
 * a millimetre, a degree, a day, a year. The sentence's numbers belong to the limit and are compared with it.
 */
const eye = (over: Partial<EyeRxDraft> = {}): EyeRxDraft => ({
  sphere: -1000,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});

const draft = (over: Partial<PrescriptionDraft> = {}): PrescriptionDraft => ({
  od: eye(),
  os: eye(),
  pd: { kind: 'binocular', distanceMm: 63 },
  issuedOn: '2026-03-01',
  expiresOn: '2028-03-01',
  prescriber: { name: 'Dr. Ada Winter', npi: '1234567893', phone: '+1 212 555 0100' },
  ...over,
});

type Kind = 'errors' | 'warnings' | 'notices';
type Case = { draft: PrescriptionDraft; context?: Partial<ValidationContext> };

/** Whatever is found can be said: a code with a sentence, and every number the sentence wants. */
function check({ draft: d, context }: Case) {
  const usual = { use: 'single-vision-distance', today: '2026-06-01', jurisdiction: 'US-NY' } as const;
  const found = validatePrescription(d, { ...usual, ...context });
  for (const one of [...found.errors, ...found.warnings, ...found.notices]) {
    expect(findingCodes()).toContain(one.code);
    expect(findingMessage(one, 'en')).not.toContain('{');
  }
  return found;
}

const both = (over: Partial<EyeRxDraft>, context?: Partial<ValidationContext>): Case => ({
  draft: draft({ od: eye(over), os: eye(over) }),
  context,
});
const right = (over: Partial<EyeRxDraft>, context?: Partial<ValidationContext>): Case => ({
  draft: draft({ od: eye(over) }),
  context,
});
const of = (over: Partial<PrescriptionDraft>, context?: Partial<ValidationContext>): Case => ({
  draft: draft(over),
  context,
});

interface Limit<V> {
  kind: Kind;
  code: string;
  field: string;
  make: (value: V) => Case;
  inside: V[];
  outside: V[];
  params?: (value: V) => Record<string, number | string>;
}

const limit = <V>(one: Limit<V>): Limit<unknown> => one as unknown as Limit<unknown>;
const value = (v: number) => ({ value: v });
const progressive = { use: 'progressive' } as const;
const cylinder = (c: number) => both({ cylinder: c, axis: 90 });
const add = (a: number) => both({ add: a }, progressive);
const aged = (age: number, a: number) => both({ add: a }, { ...progressive, wearerAgeYears: age });
const binocular = (distanceMm: number, nearMm?: number): Partial<PrescriptionDraft> => ({
  pd: { kind: 'binocular', distanceMm, ...(nearMm === undefined ? {} : { nearMm }) },
});
const prisms = (...list: [number, 'up' | 'down' | 'in' | 'out'][]) => list.map(([amount, base]) => ({ amount, base }));
const atHeights = (use: LensUse, odMm: number, osMm: number, context: Partial<ValidationContext> = {}): Case => ({
  draft: draft({
    od: eye({ add: 2000 }),
    os: eye({ add: 2000 }),
    [use === 'progressive' || use === 'office' ? 'fittingHeights' : 'segHeights']: { odMm, osMm },
  }),
  context: { use, ...context },
});

const limits: [string, Limit<unknown>][] = [
  [
    'sphere',
    limit({
      kind: 'errors',
      code: 'SPHERE_RANGE',
      field: 'od.sphere',
      make: (sphere: number) => right({ sphere }),
      inside: [-30_000, 25_000],
      outside: [-30_125, 25_125],
      params: (v) => ({ value: v, min: -30_000, max: 25_000 }),
    }),
  ],
  [
    'usual sphere',
    limit({
      kind: 'warnings',
      code: 'SPHERE_UNUSUAL',
      field: 'od.sphere',
      make: (sphere: number) => right({ sphere }),
      inside: [-12_000, 8_000, -30_125, 25_125],
      outside: [-12_125, 8_125, -30_000, 25_000],
      params: value,
    }),
  ],
  [
    'steps of a sphere',
    limit({
      kind: 'errors',
      code: 'STEP',
      field: 'od.sphere',
      make: (sphere: number) => right({ sphere }),
      inside: [-2120, -2125, -2130, 0],
      outside: [-2119, -2131, Number.NaN, Number.POSITIVE_INFINITY],
      params: value,
    }),
  ],
  [
    'cylinder',
    limit({
      kind: 'errors',
      code: 'CYLINDER_RANGE',
      field: 'od.cylinder',
      make: cylinder,
      inside: [-10_000, 10_000],
      outside: [-10_125, 10_125],
      params: (v) => ({ value: v, max: 10_000 }),
    }),
  ],
  [
    'usual cylinder',
    limit({
      kind: 'warnings',
      code: 'CYLINDER_UNUSUAL',
      field: 'od.cylinder',
      make: cylinder,
      inside: [-4000, 4000, -10_125],
      outside: [-4125, 4125],
      params: value,
    }),
  ],
  [
    'steps of a cylinder',
    limit({
      kind: 'errors',
      code: 'STEP',
      field: 'od.cylinder',
      make: cylinder,
      inside: [-370, 0],
      outside: [-400, 100],
      params: value,
    }),
  ],
  [
    'cylinder sign',
    limit({
      kind: 'warnings',
      code: 'PLUS_CYLINDER',
      field: 'od.cylinder',
      make: cylinder,
      inside: [-125, 0],
      outside: [125],
      params: value,
    }),
  ],
  [
    'axis',
    limit({
      kind: 'errors',
      code: 'AXIS_RANGE',
      field: 'od.axis',
      make: (axis: number) => right({ cylinder: -500, axis }),
      inside: [0, 1, 180],
      outside: [-1, 181],
      params: value,
    }),
  ],
  [
    'whole axis',
    limit({
      kind: 'errors',
      code: 'AXIS_NOT_INTEGER',
      field: 'od.axis',
      make: (axis: number) => right({ cylinder: -500, axis }),
      inside: [90],
      outside: [90.5],
      params: value,
    }),
  ],
  [
    'axis of a cylinder',
    limit({
      kind: 'errors',
      code: 'AXIS_REQUIRED',
      field: 'od.axis',
      make: (c: number | null) => right({ cylinder: c }),
      inside: [0, null],
      outside: [-125, 125],
    }),
  ],
  [
    'axis without cylinder',
    limit({
      kind: 'notices',
      code: 'AXIS_DROPPED',
      field: 'od.axis',
      make: (c: number | null) => right({ cylinder: c, axis: 90 }),
      inside: [-125],
      outside: [0, null],
      params: () => ({ value: 90 }),
    }),
  ],
  [
    'axis zero',
    limit({
      kind: 'notices',
      code: 'AXIS_ZERO_STORED_AS_180',
      field: 'od.axis',
      make: (axis: number) => right({ cylinder: -500, axis }),
      inside: [1, 180],
      outside: [0],
    }),
  ],
  [
    'ADD',
    limit({
      kind: 'errors',
      code: 'ADD_TOO_HIGH',
      field: 'od.add',
      make: add,
      inside: [4000],
      outside: [4125],
      params: (v) => ({ value: v, max: 4000 }),
    }),
  ],
  [
    'usual ADD',
    limit({
      kind: 'warnings',
      code: 'ADD_UNUSUAL',
      field: 'od.add',
      make: add,
      inside: [750, 3500, 4125],
      outside: [625, 3625],
      params: value,
    }),
  ],
  [
    'positive ADD',
    limit({
      kind: 'errors',
      code: 'ADD_NEGATIVE',
      field: 'od.add',
      make: add,
      inside: [0, 125],
      outside: [-125],
      params: value,
    }),
  ],
  [
    'steps of an ADD',
    limit({
      kind: 'errors',
      code: 'STEP',
      field: 'od.add',
      make: add,
      inside: [1120],
      outside: [1100],
      params: value,
    }),
  ],
  [
    'ADD of a multifocal',
    limit({
      kind: 'errors',
      code: 'ADD_REQUIRED',
      field: 'od.add',
      make: (use: LensUse) => both({}, { use }),
      inside: ['single-vision-distance', 'single-vision-near', 'single-vision-intermediate', 'anti-fatigue'],
      outside: ['bifocal', 'trifocal', 'progressive', 'office'],
    }),
  ],
  [
    'ADD of a distance lens',
    limit({
      kind: 'warnings',
      code: 'ADD_UNUSED',
      field: 'od.add',
      make: (use: LensUse) => both({ add: 2000 }, { use }),
      inside: ['single-vision-near', 'progressive', 'anti-fatigue'],
      outside: ['single-vision-distance'],
      params: () => ({ value: 2000 }),
    }),
  ],
  [
    'age of an ADD',
    limit({
      kind: 'warnings',
      code: 'ADD_YOUNG_WEARER',
      field: 'od.add',
      make: (age: number | null) => both({ add: 1000 }, { ...progressive, wearerAgeYears: age }),
      inside: [38, null],
      outside: [37],
      params: (age) => ({ value: 1000, age: age ?? 0 }),
    }),
  ],
  ...(
    [
      [40, 44, 750, 1250],
      [45, 49, 1250, 1750],
      [50, 54, 1750, 2000],
      [55, 59, 2000, 2250],
      [60, 90, 2250, 2750],
    ] as const
  ).flatMap(([from, to, min, max]): [string, Limit<unknown>][] =>
    [from, to].map((age) => [
      `ADD at ${age}`,
      limit({
        kind: 'warnings',
        code: 'ADD_UNUSUAL_FOR_AGE',
        field: 'od.add',
        make: (a: number) => aged(age, a),
        inside: [min - 250, max + 250],
        outside: [min - 375, max + 375],
        params: (v) => ({ value: v, age, min, max }),
      }),
    ]),
  ),
  [
    'ADD below forty',
    limit({
      kind: 'warnings',
      code: 'ADD_UNUSUAL_FOR_AGE',
      field: 'od.add',
      make: (age: number) => aged(age, 3000),
      inside: [39],
      outside: [40],
      params: (age) => ({ value: 3000, age, min: 750, max: 1250 }),
    }),
  ],
  [
    'prism',
    limit({
      kind: 'errors',
      code: 'PRISM_RANGE',
      field: 'od.prism',
      make: (amount: number) => right({ prisms: prisms([amount, 'in']) }),
      inside: [1, 20_000],
      outside: [-1, 20_001, Number.POSITIVE_INFINITY],
      params: (amount) => ({ amount, max: 20_000 }),
    }),
  ],
  ...(['up', 'down'] as const).map((base): [string, Limit<unknown>] => [
    `prism ${base}`,
    limit({
      kind: 'warnings',
      code: 'PRISM_VERTICAL_HIGH',
      field: 'od.prism',
      make: (amount: number) => right({ prisms: prisms([500, base], [amount - 500, base]) }),
      inside: [2000],
      outside: [2001],
      params: (amount) => ({ amount }),
    }),
  ]),
  ...(['in', 'out'] as const).map((base): [string, Limit<unknown>] => [
    `prism ${base}`,
    limit({
      kind: 'warnings',
      code: 'PRISM_HORIZONTAL_HIGH',
      field: 'od.prism',
      make: (amount: number) => right({ prisms: prisms([500, base], [amount - 500, base]) }),
      inside: [5000],
      outside: [5001],
      params: (amount) => ({ amount }),
    }),
  ]),
  [
    'opposed prism',
    limit({
      kind: 'errors',
      code: 'PRISM_OPPOSED',
      field: 'od.prism',
      make: (list: [number, 'up' | 'down' | 'in' | 'out'][]) => right({ prisms: prisms(...list) }),
      inside: [
        [
          [1500, 'in'],
          [1000, 'up'],
        ],
        [
          [1500, 'in'],
          [500, 'in'],
        ],
        [
          [500, 'down'],
          [500, 'out'],
        ],
      ],
      outside: [
        [
          [1500, 'in'],
          [1000, 'out'],
        ],
        [
          [1000, 'down'],
          [1000, 'up'],
        ],
      ],
    }),
  ],
  [
    'base of a prism',
    limit({
      kind: 'errors',
      code: 'PRISM_BASE_REQUIRED',
      field: 'od.prism',
      make: (amount: number | null) => right({ prisms: [{ amount, base: null }] }),
      inside: [0, null],
      outside: [500],
      params: (amount) => ({ amount: amount ?? 0 }),
    }),
  ],
  [
    'amount of a prism',
    limit({
      kind: 'errors',
      code: 'PRISM_AMOUNT_REQUIRED',
      field: 'od.prism',
      make: (amount: number | null) => right({ prisms: [{ amount, base: 'in' }] }),
      inside: [500],
      outside: [0, null],
      params: () => ({ base: 'in' }),
    }),
  ],
  [
    'cylinder signs of the pair',
    limit({
      kind: 'warnings',
      code: 'CYLINDER_SIGNS_MIXED',
      field: 'pair',
      make: ([od, os]: [number | null, number | null]) =>
        of({ od: eye({ cylinder: od, axis: 10 }), os: eye({ cylinder: os, axis: 100 }) }),
      inside: [
        [-500, -500],
        [500, 500],
        [-500, 0],
        [null, 500],
        [-500, null],
      ],
      outside: [
        [-500, 500],
        [125, -125],
      ],
    }),
  ],
  [
    'ADDs of the pair',
    limit({
      kind: 'warnings',
      code: 'ADD_DIFFERS',
      field: 'pair',
      make: ([od, os]: [number | null, number | null]) =>
        of({ od: eye({ add: od }), os: eye({ add: os }) }, progressive),
      inside: [
        [2000, 2000],
        [null, 2000],
        [2000, null],
      ],
      outside: [[2000, 2125]],
      params: ([od, os]) => ({ od: od ?? 0, os: os ?? 0 }),
    }),
  ],
  ...(['up', 'down'] as const).map((base): [string, Limit<unknown>] => [
    `both bases ${base}`,
    limit({
      kind: 'warnings',
      code: 'PRISM_SAME_VERTICAL_BASE',
      field: 'pair',
      make: ([od, os]: [number | null, number | null]) =>
        of({ od: eye({ prisms: [{ amount: od, base }] }), os: eye({ prisms: [{ amount: os, base }] }) }),
      inside: [
        [500, 0],
        [0, 500],
        [null, 500],
      ],
      outside: [[500, 1]],
      params: () => ({ base }),
    }),
  ]),
  [
    'sphere signs of the pair',
    limit({
      kind: 'warnings',
      code: 'SPHERE_SIGNS_DIFFER',
      field: 'pair',
      make: ([od, os]: [number, number]) => of({ od: eye({ sphere: od }), os: eye({ sphere: os }) }),
      inside: [
        [0, -2000],
        [-2000, 0],
        [125, 0],
        [-125, -125],
      ],
      outside: [
        [-125, 125],
        [2000, -2000],
      ],
      params: ([od, os]) => ({ od, os }),
    }),
  ],
  ...(
    [
      ['notices', 'ANISOMETROPIA_SLIGHT', [875, 2000], [1000, 1875]],
      ['warnings', 'ANISOMETROPIA', [1875, 3000], [2000, 2875]],
      ['warnings', 'ANISOMETROPIA_HIGH', [2875], [3000]],
    ] as const
  ).map(([kind, code, inside, outside]): [string, Limit<unknown>] => [
    code,
    limit({
      kind,
      code,
      field: 'pair',
      make: (difference: number) => right({ sphere: -1000 - difference }),
      inside: [...inside],
      outside: [...outside],
      params: (difference) => ({ difference }),
    }),
  ]),
  [
    'prescribed vertical prism of the pair',
    limit({
      kind: 'warnings',
      code: 'VERTICAL_PRISM_IMBALANCE',
      field: 'pair',
      make: (amount: number) =>
        of({ od: eye({ prisms: prisms([500, 'down']) }), os: eye({ prisms: prisms([amount - 500, 'up']) }) }),
      inside: [999],
      outside: [1000],
      params: (amount) => ({ amount }),
    }),
  ],
  [
    'imbalance when reading',
    limit({
      kind: 'warnings',
      code: 'READING_IMBALANCE',
      field: 'pair',
      make: (amount: number) =>
        of({ od: eye({ add: 2000 }), os: eye({ add: 2000, sphere: -1000 - amount }) }, progressive),
      inside: [1500],
      outside: [1625],
      params: (amount) => ({ amount, dropMm: 10 }),
    }),
  ],
  [
    'PD',
    limit({
      kind: 'errors',
      code: 'PD_RANGE',
      field: 'pd.distanceMm',
      make: (mm: number) => of(binocular(mm)),
      inside: [40, 80],
      outside: [39.9, 80.1],
      params: (v) => ({ value: v, min: 40, max: 80 }),
    }),
  ],
  [
    'PD of an adult',
    limit({
      kind: 'warnings',
      code: 'PD_UNUSUAL',
      field: 'pd.distanceMm',
      make: (mm: number) => of(binocular(mm)),
      inside: [54, 74],
      outside: [53.9, 74.1],
      params: value,
    }),
  ],
  [
    'age of an adult',
    limit({
      kind: 'warnings',
      code: 'PD_UNUSUAL',
      field: 'pd.distanceMm',
      make: (age: number | null) => of(binocular(50), { wearerAgeYears: age }),
      inside: [17],
      outside: [18, null],
      params: () => ({ value: 50 }),
    }),
  ],
  [
    'PD with a lost point',
    limit({
      kind: 'warnings',
      code: 'PD_DECIMAL_LOST',
      field: 'pd.distanceMm',
      make: (mm: number) => of(binocular(mm)),
      inside: [399, 801, 635.1 * 10],
      outside: [400, 635, 800],
      params: (v) => ({ value: v, suggestion: v / 10 }),
    }),
  ],
  ...(['od', 'os'] as const).map((side): [string, Limit<unknown>] => [
    `monocular PD, ${side}`,
    limit({
      kind: 'errors',
      code: 'PD_MONOCULAR_RANGE',
      field: `pd.${side}Mm`,
      make: (mm: number) => of({ pd: { kind: 'monocular', odMm: 31, osMm: 31, [`${side}Mm`]: mm } }),
      inside: [20, 40],
      outside: [19.9, 40.1, Number.NaN],
      params: (v) => ({ value: v, min: 20, max: 40 }),
    }),
  ]),
  [
    'sum of PDs',
    limit({
      kind: 'errors',
      code: 'PD_SUM',
      field: 'pd',
      make: (binocularMm: number | undefined) => of({ pd: { kind: 'monocular', odMm: 31.1, osMm: 32.2, binocularMm } }),
      inside: [62.3, 64.3, undefined],
      outside: [62.2, 64.4],
      params: (v) => ({ sum: 31.1 + 32.2, binocular: v ?? 0 }),
    }),
  ],
  [
    'difference of PDs',
    limit({
      kind: 'warnings',
      code: 'PD_ASYMMETRIC',
      field: 'pd',
      make: (osMm: number) => of({ pd: { kind: 'monocular', odMm: 30, osMm } }),
      inside: [26, 34],
      outside: [25.9, 34.1],
      params: (osMm) => ({ od: 30, os: osMm, max: 4 }),
    }),
  ],
  [
    'near PD',
    limit({
      kind: 'errors',
      code: 'PD_NEAR_ABOVE_DISTANCE',
      field: 'pd.nearMm',
      make: (near: number) => of(binocular(64, near)),
      inside: [64, 60],
      outside: [64.1],
      params: (near) => ({ distance: 64, near }),
    }),
  ],
  [
    'usual near PD',
    limit({
      kind: 'warnings',
      code: 'PD_NEAR_UNUSUAL',
      field: 'pd.nearMm',
      make: (near: number) => of(binocular(64, near)),
      inside: [62, 58, 64.1],
      outside: [62.1, 57.9, 64],
      params: (near) => ({ distance: 64, near, min: 2, max: 6 }),
    }),
  ],
  [
    'near PD of each eye',
    limit({
      kind: 'warnings',
      code: 'PD_NEAR_UNUSUAL',
      field: 'pd.nearMm',
      make: ([od, os]: [number | undefined, number | undefined]) =>
        of({ pd: { kind: 'monocular', odMm: 32, osMm: 32, nearOdMm: od, nearOsMm: os } }),
      inside: [
        [30, 30],
        [undefined, 20],
        [20, undefined],
      ],
      outside: [[31.5, 31.5]],
      params: () => ({ distance: 64, near: 63, min: 2, max: 6 }),
    }),
  ],
  [
    'monocular PD of a progressive',
    limit({
      kind: 'warnings',
      code: 'PD_MONOCULAR_ADVISED',
      field: 'pd',
      make: (use: LensUse) => both({ add: 2000 }, { use }),
      inside: ['bifocal', 'office'],
      outside: ['progressive'],
      params: () => ({ value: 63 }),
    }),
  ],
  [
    'seg height',
    limit({
      kind: 'errors',
      code: 'HEIGHT_OUTSIDE_LENS',
      field: 'segHeights.odMm',
      make: (mm: number) => atHeights('bifocal', mm, 20, { lensHeightMm: 36 }),
      inside: [0.1, 35.9],
      outside: [0, 36, Number.NaN],
      params: (v) => ({ value: v, lensHeight: 36 }),
    }),
  ],
  [
    'seg height of an unknown frame',
    limit({
      kind: 'errors',
      code: 'HEIGHT_OUTSIDE_LENS',
      field: 'segHeights.osMm',
      make: (mm: number) => atHeights('trifocal', 20, mm),
      inside: [60],
      outside: [0],
      params: (v) => ({ value: v, lensHeight: 0 }),
    }),
  ],
  [
    'low segment',
    limit({
      kind: 'warnings',
      code: 'HEIGHT_LOW',
      field: 'segHeights.odMm',
      make: (mm: number) => atHeights('bifocal', mm, 8, { lensHeightMm: 36 }),
      inside: [8, 0],
      outside: [7.9],
      params: (v) => ({ value: v, min: 8 }),
    }),
  ],
  [
    'fitting height in the lens',
    limit({
      kind: 'errors',
      code: 'HEIGHT_OUTSIDE_LENS',
      field: 'fittingHeights.osMm',
      make: (mm: number) => atHeights('progressive', 20, mm, { lensHeightMm: 36 }),
      inside: [35.9, 0.1],
      outside: [36, 0, -1],
      params: (v) => ({ value: v, lensHeight: 36 }),
    }),
  ],
  [
    'fitting height of an unknown frame',
    limit({
      kind: 'errors',
      code: 'HEIGHT_OUTSIDE_LENS',
      field: 'fittingHeights.osMm',
      make: (mm: number) => atHeights('office', 20, mm),
      inside: [60],
      outside: [0],
      params: (v) => ({ value: v, lensHeight: 0 }),
    }),
  ],
  [
    'room above the cross',
    limit({
      kind: 'errors',
      code: 'HEIGHT_TOO_HIGH',
      field: 'fittingHeights.odMm',
      make: (mm: number) => atHeights('progressive', mm, 20, { lensHeightMm: 36 }),
      inside: [28, 36],
      outside: [28.1, 35.9],
      params: (v) => ({ value: v, max: 28 }),
    }),
  ],
  [
    'usual fitting height',
    limit({
      kind: 'warnings',
      code: 'HEIGHT_UNUSUAL',
      field: 'fittingHeights.odMm',
      make: (mm: number) => atHeights('progressive', mm, 20, { lensHeightMm: 40 }),
      inside: [18, 28, 32.1],
      outside: [17.9, 28.1, 32],
      params: (v) => ({ value: v, lensHeight: 40 }),
    }),
  ],
  [
    'the design’s own fitting height',
    limit({
      kind: 'errors',
      code: 'HEIGHT_BELOW_DESIGN',
      field: 'fittingHeights.odMm',
      make: (mm: number) => atHeights('progressive', mm, 20, { lensHeightMm: 40, minFittingHeightMm: 18 }),
      inside: [18, 0],
      outside: [17.9, 0.1],
      params: (v) => ({ value: v, min: 18 }),
    }),
  ],
  [
    'heights of the pair',
    limit({
      kind: 'warnings',
      code: 'HEIGHTS_DIFFER',
      field: 'fittingHeights',
      make: (mm: number) => atHeights('progressive', 20, mm, { lensHeightMm: 40 }),
      inside: [18, 22],
      outside: [17.9, 22.1],
      params: (v) => ({ od: 20, os: v, max: 2 }),
    }),
  ],
  [
    'height once the frame is known',
    limit({
      kind: 'errors',
      code: 'HEIGHT_REQUIRED',
      field: 'segHeights',
      make: (lensHeightMm: number | undefined) => both({ add: 2000 }, { use: 'bifocal', lensHeightMm }),
      inside: [undefined],
      outside: [36],
    }),
  ],
  [
    'fitting height once the frame is known',
    limit({
      kind: 'errors',
      code: 'HEIGHT_REQUIRED',
      field: 'fittingHeights',
      make: (use: LensUse) => both({ add: 2000 }, { use, lensHeightMm: 36 }),
      inside: ['single-vision-near', 'bifocal', 'trifocal'],
      outside: ['progressive', 'office', 'anti-fatigue'],
    }),
  ],
  ...(
    [
      ['vertexMm', 'VERTEX', 5, 25, 10, 16],
      ['pantoscopicTiltDeg', 'TILT', -5, 25, 2, 15],
      ['wrapAngleDeg', 'WRAP', -5, 35, null, 12],
    ] as const
  ).flatMap(([field, name, min, max, usualMin, usualMax]): [string, Limit<unknown>][] => [
    [
      field,
      limit({
        kind: 'errors',
        code: `${name}_RANGE`,
        field,
        make: (v: number) => of({ [field]: v }),
        inside: [min, max],
        outside: [min - 0.1, max + 0.1, Number.NaN],
        params: (v) => ({ value: v, min, max }),
      }),
    ],
    [
      `usual ${field}`,
      limit({
        kind: 'warnings',
        code: `${name}_UNUSUAL`,
        field,
        make: (v: number) => of({ [field]: v }),
        inside: [usualMax, ...(usualMin === null ? [min] : [usualMin]), max + 0.1, min - 0.1],
        outside: [usualMax + 0.1, max, ...(usualMin === null ? [] : [usualMin - 0.1, min])],
        params: value,
      }),
    ],
  ]),
  [
    'power that needs a vertex distance',
    limit({
      kind: 'warnings',
      code: 'VERTEX_MISSING',
      field: 'vertexMm',
      make: (sphere: number) => right({ sphere }),
      inside: [-5875, 5875],
      outside: [-6000, 6000],
      params: value,
    }),
  ],
  [
    'issue date',
    limit({
      kind: 'errors',
      code: 'WRITTEN_IN_FUTURE',
      field: 'issuedOn',
      make: (issuedOn: string) => of({ issuedOn }),
      inside: ['2026-06-01'],
      outside: ['2026-06-02'],
      params: (date) => ({ date }),
    }),
  ],
  [
    'age of a prescription',
    limit({
      kind: 'warnings',
      code: 'OLDER_THAN_A_YEAR',
      field: 'issuedOn',
      make: (issuedOn: string) => of({ issuedOn }),
      inside: ['2025-06-01'],
      outside: ['2025-05-31'],
      params: (date) => ({ date, days: 365 }),
    }),
  ],
  [
    'expiry',
    limit({
      kind: 'errors',
      code: 'EXPIRED',
      field: 'expiresOn',
      make: (expiresOn: string) => of({ expiresOn }),
      inside: ['2026-06-01'],
      outside: ['2026-05-31'],
      params: (date) => ({ date }),
    }),
  ],
  [
    'expiry where no law blocks',
    limit({
      kind: 'warnings',
      code: 'EXPIRED',
      field: 'expiresOn',
      make: (expiresOn: string) => of({ expiresOn }, { jurisdiction: 'DE' }),
      inside: ['2026-06-01'],
      outside: ['2026-05-31'],
      params: (date) => ({ date }),
    }),
  ],
  [
    'near expiry',
    limit({
      kind: 'warnings',
      code: 'EXPIRES_SOON',
      field: 'expiresOn',
      make: (expiresOn: string) => of({ expiresOn }),
      inside: ['2026-07-02', '2026-05-31'],
      outside: ['2026-07-01'],
      params: (date) => ({ date, days: 30 }),
    }),
  ],
  [
    'expiry after issue',
    limit({
      kind: 'errors',
      code: 'EXPIRES_BEFORE_ISSUE',
      field: 'expiresOn',
      make: (expiresOn: string | null) => of({ expiresOn }),
      inside: ['2026-03-01', null],
      outside: ['2026-02-28'],
      params: (date) => ({ date: date ?? '', issued: '2026-03-01' }),
    }),
  ],
  [
    'real dates',
    limit({
      kind: 'errors',
      code: 'DATE_INVALID',
      field: 'expiresOn',
      make: (expiresOn: string) => of({ expiresOn }),
      inside: ['2028-02-29'],
      outside: ['2027-02-29', 'soon'],
      params: (v) => ({ value: v }),
    }),
  ],
  [
    'a real issue date',
    limit({
      kind: 'errors',
      code: 'DATE_INVALID',
      field: 'issuedOn',
      make: (issuedOn: string) => of({ issuedOn }),
      inside: ['2026-02-28'],
      outside: ['2026-02-29'],
      params: (v) => ({ value: v }),
    }),
  ],
  [
    'an issue date',
    limit({
      kind: 'errors',
      code: 'ISSUE_DATE_REQUIRED',
      field: 'issuedOn',
      make: (issuedOn: string | null | undefined) => of({ issuedOn }),
      inside: ['2026-02-28'],
      outside: [null, undefined, ''],
    }),
  ],
  [
    'the prescriber’s name',
    limit({
      kind: 'errors',
      code: 'PRESCRIBER_NAME_REQUIRED',
      field: 'prescriber.name',
      make: (name: string | undefined) => of({ prescriber: { name, npi: '1234567893' } }),
      inside: ['A'],
      outside: ['', '  ', undefined],
    }),
  ],
  [
    'a way to verify in the US',
    limit({
      kind: 'errors',
      code: 'PRESCRIBER_NOT_VERIFIABLE',
      field: 'prescriber',
      make: (over: object) => of({ prescriber: { name: 'Dr. X', ...over } }),
      inside: [{ licence: '1' }, { npi: '1234567893' }, { phone: '1' }, { address: '1' }],
      outside: [{}, { licence: '' }],
    }),
  ],
  [
    'a way to verify, by place',
    limit({
      kind: 'errors',
      code: 'PRESCRIBER_NOT_VERIFIABLE',
      field: 'prescriber',
      make: (jurisdiction: string) => of({ prescriber: { name: 'Dr. X' } }, { jurisdiction }),
      inside: ['DE', 'AUS'],
      outside: ['US', 'US-NY'],
    }),
  ],
  [
    'the NPI’s check digit',
    limit({
      kind: 'warnings',
      code: 'NPI_CHECK_DIGIT',
      field: 'prescriber.npi',
      make: (npi: string | undefined) => of({ prescriber: { name: 'Dr. X', phone: '1', npi } }),
      inside: ['1234567893', undefined, ''],
      outside: ['1234567890'],
      params: (v) => ({ value: v ?? '' }),
    }),
  ],
];

describe('limits', () => {
  it.each(limits)('%s', (_, { kind, code, field, make, inside, outside, params }) => {
    for (const v of inside)
      expect({ v, found: check(make(v))[kind].filter((f) => f.code === code && f.field === field) }).toEqual({
        v,
        found: [],
      });
    for (const v of outside) {
      const found: Finding[] = check(make(v))[kind].filter((f) => f.code === code && f.field === field);
      expect({ v, found }).toEqual({ v, found: [{ code, field, params: params?.(v) ?? {} }] });
    }
  });

  it('are the caller’s', () => {
    const thresholds = { ...prescriptionThresholds, sphere: { min: -1000, max: 1000, usualMin: -500, usualMax: 500 } };

    expect(check(right({ sphere: -1125 }, { thresholds })).errors.map((f) => f.code)).toEqual(['SPHERE_RANGE']);
    expect(check(right({ sphere: -750 }, { thresholds })).toConfirm).toEqual(['SPHERE_UNUSUAL']);
  });
});

describe('the other eye', () => {
  it('is checked the same way under its own name', () => {
    const found = check(
      of({ os: eye({ sphere: null, cylinder: -500, prisms: [{ amount: 500, base: null }], add: -1000 }) }),
    );

    expect(found.errors.map((f) => f.field)).toEqual(['os.sphere', 'os.axis', 'os.add', 'os.prism']);
    expect(found.errors[0]).toEqual({ code: 'SPHERE_REQUIRED', field: 'os.sphere', params: {} });
  });

  it('knows use, notation and age as well', () => {
    const codes = ({ errors, warnings }: ReturnType<typeof check>) =>
      [...errors, ...warnings].filter((f) => f.field.startsWith('os.')).map((f) => f.code);

    expect(codes(check(of({ od: eye({ add: 2000 }) }, progressive)))).toEqual(['ADD_REQUIRED']);
    expect(codes(check(of({ os: eye({ cylinder: 500, axis: 90 }) })))).toEqual(['PLUS_CYLINDER']);
    expect(codes(check(both({ add: 1000 }, { ...progressive, wearerAgeYears: 37 })))).toEqual(['ADD_YOUNG_WEARER']);
  });

  it('needs no ADD when it is only a balance lens', () => {
    const { errors, normalised } = check(of({ od: eye({ add: 2000 }), os: eye({ isBalance: true }) }, progressive));

    expect(errors).toEqual([]);
    expect(normalised?.os).toEqual({ ...eye({ isBalance: true }) });
    expect(normalised?.od).toEqual({ ...eye({ add: 2000 }) });
  });
});

describe('what comes out', () => {
  it('is nothing while an error remains', () => {
    const { normalised, canonical, isAccepted } = check(right({ sphere: null }));
    expect([normalised, canonical, isAccepted]).toEqual([null, null, false]);
    const late = check(of({ issuedOn: null }));
    expect([late.normalised, late.canonical, late.isAccepted]).toEqual([null, null, false]);
  });

  it('is the prescription with its eighths, axes and prisms tidied', () => {
    const { normalised } = check(
      of({
        od: eye({
          sphere: -2120,
          cylinder: -370,
          axis: 0,
          add: 1120,
          prisms: [
            { amount: 0, base: null },
            { amount: 500, base: 'in' },
          ],
        }),
        os: eye({ sphere: -2250, cylinder: null, axis: 90, add: 0 }),
        expiresOn: undefined,
        prescriber: { name: '  Dr. Ada Winter ', phone: '1' },
        vertexMm: 12,
      }),
    );

    expect(normalised).toEqual({
      od: { sphere: -2125, cylinder: -375, axis: 180, add: 1125, prisms: [{ amount: 500, base: 'in' }] },
      os: { sphere: -2250, cylinder: 0, axis: null, add: null, prisms: [] },
      pd: { kind: 'binocular', distanceMm: 63 },
      issuedOn: '2026-03-01',
      expiresOn: null,
      prescriber: { name: 'Dr. Ada Winter', phone: '1' },
      vertexMm: 12,
    });
  });

  it('is a bare set of powers when no document is asked for', () => {
    const { normalised, errors } = check({
      draft: { od: eye(), os: eye(), pd: null },
      context: { checksDocument: false },
    });
    expect(errors).toEqual([]);
    expect(normalised).toMatchObject({ issuedOn: '', expiresOn: null, prescriber: { name: '' } });
    expect(check(of({ prescriber: {} }, { checksDocument: false })).normalised?.prescriber).toEqual({ name: '' });
    expect(check({ draft: { od: eye(), os: eye(), pd: null } }).errors.map((f) => f.code)).toEqual([
      'ISSUE_DATE_REQUIRED',
      'PRESCRIBER_NAME_REQUIRED',
      'PRESCRIBER_NOT_VERIFIABLE',
    ]);
  });

  it('lists each warning once to confirm, and asks no more when confirmed', () => {
    const d = both({ sphere: -13_000 });
    expect(check(d).toConfirm).toEqual(['SPHERE_UNUSUAL', 'VERTEX_MISSING']);
    expect(check({ ...d, context: { confirmed: ['SPHERE_UNUSUAL'] } }).toConfirm).toEqual(['VERTEX_MISSING']);
    expect(check({ ...d, context: { confirmed: ['SPHERE_UNUSUAL', 'VERTEX_MISSING'] } }).isAccepted).toBe(true);
    expect(check({ ...both({ sphere: null }), context: { confirmed: [] } }).isAccepted).toBe(false);
  });

  it('says that a PD is missing without blocking', () => {
    expect(check(of({ pd: null })).notices).toEqual([{ code: 'PD_MISSING', field: 'pd', params: {} }]);
  });

  it('does not ask a progressive’s monocular PDs for their monocular PDs', () => {
    const pd = { kind: 'monocular', odMm: 31, osMm: 32 } as const;
    expect(
      check({ draft: draft({ pd, od: eye({ add: 2000 }), os: eye({ add: 2000 }) }), context: progressive }).warnings,
    ).toEqual([]);
  });

  it('does not miss a vertex distance that is there', () => {
    expect(check(of({ od: eye({ sphere: -7000 }), os: eye({ sphere: -7000 }), vertexMm: 12 })).warnings).toEqual([]);
  });

  it('asks no PD question beside an impossible PD', () => {
    const { warnings } = check(of({ pd: { kind: 'binocular', distanceMm: 39, nearMm: 39 } }));
    expect(warnings).toEqual([]);
  });

  it('accepts plus cylinders in a shop that writes them', () => {
    expect(check(cylinder(500)).toConfirm).toEqual(['PLUS_CYLINDER']);
    expect(check({ ...cylinder(500), context: { notation: 'plus' } }).toConfirm).toEqual([]);
  });

  it('compares with the previous prescription only when there is one and both eyes are readable', () => {
    const previous = { od: { sphere: -3000, cylinder: 0, axis: null }, os: { sphere: -1000, cylinder: 0, axis: null } };
    expect(check(of({}, { previous })).warnings).toEqual([
      { code: 'POWER_CHANGED', field: 'od.sphere', params: { change: 2000 } },
    ]);
    expect(check(of({}, { previous: null })).warnings).toEqual([]);
    expect(check({ ...right({ sphere: null }), context: { previous } }).warnings).toEqual([]);
  });
});
