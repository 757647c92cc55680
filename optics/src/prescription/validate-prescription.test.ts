import { describe, expect, it } from 'vitest';
import { findingCodes, findingMessage } from './finding-messages.ts';
import type { EyeRxDraft, PrescriptionDraft } from './prescription.types.ts';
import { type ValidationContext, validatePrescription } from './validate-prescription.ts';

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

const check = (d: PrescriptionDraft, over: Partial<ValidationContext> = {}) => {
  const result = validatePrescription(d, {
    use: 'single-vision-distance',
    today: '2026-06-01',
    jurisdiction: 'US-NY',
    ...over,
  });
  const codes = (list: { code: string }[]) => list.map((f) => f.code);
  return { ...result, e: codes(result.errors), w: codes(result.warnings), n: codes(result.notices) };
};

const od = (over: Partial<EyeRxDraft>) => draft({ od: eye(over) });
const both = (over: Partial<EyeRxDraft>) => draft({ od: eye(over), os: eye(over) });
type Case = [name: string, d: PrescriptionDraft, code: string, context?: Partial<ValidationContext>];

describe('what blocks', () => {
  const cases: Case[] = [
    ['a missing sphere', od({ sphere: null }), 'SPHERE_REQUIRED'],
    ['a sphere off the steps', od({ sphere: -2300 }), 'STEP'],
    ['a sphere below −30', od({ sphere: -30250 }), 'SPHERE_RANGE'],
    ['a sphere above +25', od({ sphere: 25250 }), 'SPHERE_RANGE'],
    ['a cylinder off the steps', od({ cylinder: -1100, axis: 90 }), 'STEP'],
    ['a cylinder beyond 10', od({ cylinder: -10250, axis: 90 }), 'CYLINDER_RANGE'],
    ['a cylinder without axis', od({ cylinder: -1000 }), 'AXIS_REQUIRED'],
    ['an axis of half a degree', od({ cylinder: -1000, axis: 90.5 }), 'AXIS_NOT_INTEGER'],
    ['axis 181', od({ cylinder: -1000, axis: 181 }), 'AXIS_RANGE'],
    ['a negative axis', od({ cylinder: -1000, axis: -1 }), 'AXIS_RANGE'],
    ['a negative ADD', od({ add: -1000 }), 'ADD_NEGATIVE'],
    ['an ADD above 4', both({ add: 4250 }), 'ADD_TOO_HIGH', { use: 'progressive' }],
    ['a progressive without ADD', draft(), 'ADD_REQUIRED', { use: 'progressive' }],
    ['prism without base', od({ prisms: [{ amount: 1000, base: null }] }), 'PRISM_BASE_REQUIRED'],
    ['a base without prism', od({ prisms: [{ amount: null, base: 'in' }] }), 'PRISM_AMOUNT_REQUIRED'],
    [
      'in and out on one eye',
      od({
        prisms: [
          { amount: 1500, base: 'in' },
          { amount: 1000, base: 'out' },
        ],
      }),
      'PRISM_OPPOSED',
    ],
    [
      'up and down on one eye',
      od({
        prisms: [
          { amount: 1500, base: 'up' },
          { amount: 1000, base: 'down' },
        ],
      }),
      'PRISM_OPPOSED',
    ],
    ['PD 39', draft({ pd: { kind: 'binocular', distanceMm: 39 } }), 'PD_RANGE'],
    ['PD 82', draft({ pd: { kind: 'binocular', distanceMm: 82 } }), 'PD_RANGE'],
    ['a monocular PD of 19', draft({ pd: { kind: 'monocular', odMm: 19, osMm: 31 } }), 'PD_MONOCULAR_RANGE'],
    [
      '31 and 36 where the total says 64',
      draft({ pd: { kind: 'monocular', odMm: 31, osMm: 36, binocularMm: 64 } }),
      'PD_SUM',
    ],
    [
      'near PD above distance PD',
      draft({ pd: { kind: 'binocular', distanceMm: 64, nearMm: 66 } }),
      'PD_NEAR_ABOVE_DISTANCE',
    ],
    [
      'a multifocal without height in a known frame',
      both({ add: 2000 }),
      'HEIGHT_REQUIRED',
      { use: 'progressive', lensHeightMm: 36 },
    ],
    [
      'a height outside the lens',
      draft({ ...both({ add: 2000 }), segHeights: { odMm: 36, osMm: 36 } }),
      'HEIGHT_OUTSIDE_LENS',
      { use: 'bifocal', lensHeightMm: 36 },
    ],
    [
      'a fitting height below the design',
      draft({ ...both({ add: 2000 }), fittingHeights: { odMm: 16, osMm: 16 } }),
      'HEIGHT_BELOW_DESIGN',
      { use: 'progressive', lensHeightMm: 36, minFittingHeightMm: 17 },
    ],
    [
      'a fitting height above B − 8',
      draft({ ...both({ add: 2000 }), fittingHeights: { odMm: 29, osMm: 29 } }),
      'HEIGHT_TOO_HIGH',
      { use: 'progressive', lensHeightMm: 36 },
    ],
    ['vertex 4', draft({ vertexMm: 4 }), 'VERTEX_RANGE'],
    ['vertex 26', draft({ vertexMm: 26 }), 'VERTEX_RANGE'],
    ['tilt 26', draft({ pantoscopicTiltDeg: 26 }), 'TILT_RANGE'],
    ['wrap −6', draft({ wrapAngleDeg: -6 }), 'WRAP_RANGE'],
    ['a date in the future', draft({ issuedOn: '2026-06-02' }), 'WRITTEN_IN_FUTURE'],
    ['an expired prescription in the US', draft({ issuedOn: '2023-01-01', expiresOn: '2025-01-01' }), 'EXPIRED'],
    [
      'an old prescription without date in a state of eighteen months',
      draft({ issuedOn: '2024-11-01', expiresOn: null }),
      'EXPIRED',
      { jurisdiction: 'US-LA' },
    ],
    ['no prescriber', draft({ prescriber: { name: ' ' } }), 'PRESCRIBER_NAME_REQUIRED'],
    ['a US prescriber nobody can ask', draft({ prescriber: { name: 'Dr. X' } }), 'PRESCRIBER_NOT_VERIFIABLE'],
  ];
  it.each(cases)('refuses %s', (_, d, code, context) => {
    const result = check(d, context);

    expect(result.e).toContain(code);
    expect(result.isAccepted).toBe(false);
    expect(result.normalised).toBeNull();
  });
});

describe('what must be confirmed', () => {
  const progressive = { use: 'progressive', lensHeightMm: 36 } as const;
  const withHeights = (odMm: number, osMm = odMm) => draft({ ...both({ add: 2000 }), fittingHeights: { odMm, osMm } });
  const cases: Case[] = [
    ['a sphere below −12', both({ sphere: -12250 }), 'SPHERE_UNUSUAL'],
    ['a sphere above +8', both({ sphere: 8250 }), 'SPHERE_UNUSUAL'],
    ['a cylinder beyond 4', od({ cylinder: -4250, axis: 90 }), 'CYLINDER_UNUSUAL'],
    ['a plus cylinder in a minus shop', both({ cylinder: 1000, axis: 90 }), 'PLUS_CYLINDER'],
    [
      'mixed cylinder signs',
      draft({ od: eye({ cylinder: -500, axis: 10 }), os: eye({ cylinder: 500, axis: 100 }) }),
      'CYLINDER_SIGNS_MIXED',
    ],
    ['an ADD below 0.75', both({ add: 500 }), 'ADD_UNUSUAL', { use: 'progressive' }],
    ['an ADD above 3.50', both({ add: 3750 }), 'ADD_UNUSUAL', { use: 'progressive' }],
    [
      'different ADDs',
      draft({ od: eye({ add: 2000 }), os: eye({ add: 2250 }) }),
      'ADD_DIFFERS',
      { use: 'progressive' },
    ],
    ['an ADD with a distance lens', both({ add: 2000 }), 'ADD_UNUSED'],
    ['an ADD at 37', both({ add: 2000 }), 'ADD_YOUNG_WEARER', { use: 'progressive', wearerAgeYears: 37 }],
    ['+2.75 at 42', both({ add: 2750 }), 'ADD_UNUSUAL_FOR_AGE', { use: 'progressive', wearerAgeYears: 42 }],
    ['vertical prism above 2', od({ prisms: [{ amount: 2250, base: 'up' }] }), 'PRISM_VERTICAL_HIGH'],
    ['horizontal prism above 5', od({ prisms: [{ amount: 5250, base: 'in' }] }), 'PRISM_HORIZONTAL_HIGH'],
    ['both eyes base up', both({ prisms: [{ amount: 500, base: 'up' }] }), 'PRISM_SAME_VERTICAL_BASE'],
    ['PD 52 of an adult', draft({ pd: { kind: 'binocular', distanceMm: 52 } }), 'PD_UNUSUAL'],
    ['PD 75 of an adult', draft({ pd: { kind: 'binocular', distanceMm: 75 } }), 'PD_UNUSUAL'],
    ['PDs 4.5 apart', draft({ pd: { kind: 'monocular', odMm: 29, osMm: 33.5 } }), 'PD_ASYMMETRIC'],
    ['near PD only 1 below', draft({ pd: { kind: 'binocular', distanceMm: 64, nearMm: 63 } }), 'PD_NEAR_UNUSUAL'],
    ['near PD 7 below', draft({ pd: { kind: 'binocular', distanceMm: 64, nearMm: 57 } }), 'PD_NEAR_UNUSUAL'],
    ['a half millimetre typed as 635', draft({ pd: { kind: 'binocular', distanceMm: 635 } }), 'PD_DECIMAL_LOST'],
    ['a progressive with one PD number', both({ add: 2000 }), 'PD_MONOCULAR_ADVISED', { use: 'progressive' }],
    [
      'a bifocal height of 7',
      draft({ ...both({ add: 2000 }), segHeights: { odMm: 7, osMm: 7 } }),
      'HEIGHT_LOW',
      { use: 'bifocal', lensHeightMm: 36 },
    ],
    ['heights 2.5 apart', withHeights(20, 22.5), 'HEIGHTS_DIFFER', progressive],
    ['a fitting height below B/2 − 2', withHeights(15.5), 'HEIGHT_UNUSUAL', progressive],
    ['a fitting height above B/2 + 8', withHeights(29), 'HEIGHT_UNUSUAL', { use: 'progressive', lensHeightMm: 40 }],
    ['vertex 17', draft({ vertexMm: 17 }), 'VERTEX_UNUSUAL'],
    ['no vertex at −6.00', both({ sphere: -5000, cylinder: -1000, axis: 10 }), 'VERTEX_MISSING'],
    ['tilt 1', draft({ pantoscopicTiltDeg: 1 }), 'TILT_UNUSUAL'],
    ['wrap 13', draft({ wrapAngleDeg: 13 }), 'WRAP_UNUSUAL'],
    ['30 days before expiry', draft({ expiresOn: '2026-07-01' }), 'EXPIRES_SOON'],
    ['more than a year old', draft({ issuedOn: '2025-05-30' }), 'OLDER_THAN_A_YEAR'],
    [
      'an expired prescription where no law blocks',
      draft({ expiresOn: '2026-05-01' }),
      'EXPIRED',
      { jurisdiction: 'DE' },
    ],
    ['an NPI with a wrong check digit', draft({ prescriber: { name: 'Dr. X', npi: '1234567890' } }), 'NPI_CHECK_DIGIT'],
    ['−2.00 and +2.00', draft({ od: eye({ sphere: -2000 }), os: eye({ sphere: 2000 }) }), 'SPHERE_SIGNS_DIFFER'],
    [
      'eyes 2.75 D apart',
      draft({ od: eye({ sphere: -1000, cylinder: -500, axis: 10 }), os: eye({ sphere: -4000 }) }),
      'ANISOMETROPIA',
    ],
    ['eyes 3 D apart', draft({ od: eye({ sphere: -1000 }), os: eye({ sphere: -4000 }) }), 'ANISOMETROPIA_HIGH'],
    [
      'vertical prisms 1.0Δ apart',
      draft({
        od: eye({ prisms: [{ amount: 500, base: 'down' }] }),
        os: eye({ prisms: [{ amount: 500, base: 'up' }] }),
      }),
      'VERTICAL_PRISM_IMBALANCE',
    ],
    [
      '3Δ of difference when reading',
      draft({ od: eye({ sphere: -1000, add: 2000 }), os: eye({ sphere: -4000, add: 2000 }) }),
      'READING_IMBALANCE',
      { use: 'progressive' },
    ],
    [
      'a power 1.25 D away from the last',
      both({ sphere: -2250 }),
      'POWER_CHANGED',
      { previous: { od: eye() as never, os: eye() as never } },
    ],
  ];
  it.each(cases)('asks about %s', (_, d, code, context) => {
    expect(check(d, context).w).toContain(code);
  });

  it('accepts once every warning is confirmed', () => {
    const d = draft({ od: eye({ sphere: -2000 }), os: eye({ sphere: 2000 }) });
    const first = check(d);

    expect(first.isAccepted).toBe(false);
    expect(check(d, { confirmed: first.toConfirm }).isAccepted).toBe(true);
  });
});

describe('what is tidied', () => {
  it('stores axis 0 as 180 and says so', () => {
    const result = check(od({ cylinder: -1000, axis: 0 }));

    expect(result.n).toContain('AXIS_ZERO_STORED_AS_180');
    expect(result.normalised?.od.axis).toBe(180);
  });

  it('drops an axis without cylinder and says so', () => {
    const result = check(od({ axis: 90 }));

    expect(result.n).toContain('AXIS_DROPPED');
    expect(result.normalised?.od.axis).toBeNull();
  });

  it('takes −2.12 as the eighth step −2.125', () => {
    expect(check(od({ sphere: -2120 })).normalised?.od.sphere).toBe(-2125);
  });

  it('keeps the written notation and gives the minus-cylinder form beside it', () => {
    const result = check(draft({ od: eye({ cylinder: -500, axis: 10 }), os: eye({ cylinder: 500, axis: 100 }) }));

    expect(result.normalised?.os).toMatchObject({ sphere: -1000, cylinder: 500, axis: 100 });
    expect(result.canonical?.os).toMatchObject({ sphere: -500, cylinder: -500, axis: 10 });
  });

  it('notes eyes one dioptre apart without asking', () => {
    const result = check(od({ sphere: -2000 }));

    expect(result.n).toContain('ANISOMETROPIA_SLIGHT');
    expect(result.isAccepted).toBe(true);
  });
});

it('accepts prism 1.5 in with 1.0 up, and PDs that add up', () => {
  const result = check(
    draft({
      od: eye({
        prisms: [
          { amount: 1500, base: 'in' },
          { amount: 1000, base: 'up' },
        ],
      }),
      os: eye({ prisms: [{ amount: 1000, base: 'up' }] }),
      pd: { kind: 'monocular', odMm: 31, osMm: 33, binocularMm: 64 },
    }),
  );

  expect(result.e).toEqual([]);
});

it('does not ask for a document when only trying powers', () => {
  const bare = { od: eye(), os: eye(), pd: null };

  expect(check(bare, { checksDocument: false }).isAccepted).toBe(true);
});

it('words every finding it can raise, in both languages', () => {
  const result = check(draft({ od: eye({ sphere: null, cylinder: -1000 }), prescriber: null }));

  for (const finding of [...result.errors, ...result.warnings]) {
    expect(findingCodes()).toContain(finding.code);
    expect(findingMessage(finding, 'de')).not.toContain('{');
  }
  const step = { code: 'SPHERE_UNUSUAL', field: 'od.sphere', params: { value: -12250 } };
  expect(findingMessage(step)).toBe('Right eye: A sphere of −12.25 D is rare. Please confirm it.');
  expect(findingMessage(step, 'de', { withEye: false })).toBe('Sphäre −12,25 D ist selten. Bitte bestätigen.');
  // How far two powers lie apart has no sign.
  const apart = { code: 'ANISOMETROPIA_SLIGHT', field: 'pair', params: { difference: 3_500 } };
  expect(findingMessage(apart)).toBe('The eyes differ by 3.50 D.');
  expect(findingMessage({ ...apart, params: { difference: -3_500 } }, 'de')).toBe(
    'Die Augen unterscheiden sich um 3,50 D.',
  );
});

describe('a missing vertex distance', () => {
  it('is told with the sign of the strongest power', () => {
    const result = validatePrescription(both({ sphere: -7000, cylinder: -500, axis: 10 }), {
      use: 'single-vision-distance',
      today: '2026-06-01',
      jurisdiction: 'US-NY',
    });

    const missing = result.warnings.find(({ code }) => code === 'VERTEX_MISSING')!;
    expect(findingMessage(missing, 'en')).toContain('−7.50 D');
  });
});
