import { describe, expect, it } from 'vitest';
import { isValidNpi } from '../codes/luhn.ts';
import { addDays } from '../legal/calendar-date.ts';
import {
  checkDocumentContent,
  contactLensDocument,
  DOCUMENT_ITEMS,
  type DocumentItem,
  itemsOf,
  spectacleDocument,
  statutoryContactLensDocument,
} from '../legal/document-content.ts';
import { findingCodes, findingMessage } from './finding-messages.ts';
import { parseEyeRx } from './parse-prescription.ts';
import type { EyeRx, EyeRxDraft, Pd, PrescriptionDraft } from './prescription.types.ts';
import { canonical, equalRx } from './transpose.ts';
import { type ValidationContext, validatePrescription } from './validate-prescription.ts';

/*
 * Every cell of the rules, as a row: a value that still passes and the next possible one that does not. The steps are the
 * smallest that a person can write: an eighth of a dioptre, a tenth of a millimetre, a degree, a day.
 */

type Level = 'errors' | 'warnings' | 'notices';
interface Side {
  draft?: Partial<PrescriptionDraft>;
  od?: Partial<EyeRxDraft>;
  os?: Partial<EyeRxDraft>;
  both?: Partial<EyeRxDraft>;
  context?: Partial<ValidationContext>;
}
type Rule = [what: string, level: Level, code: string, passes: Side, told: Side];

const TODAY = '2026-06-01';
const plain: EyeRxDraft = { sphere: -1000, cylinder: 0, axis: null, add: null, prisms: [] };

function codesOf({ draft = {}, od = {}, os = {}, both = {}, context = {} }: Side, level: Level): string[] {
  const result = validatePrescription(
    {
      od: { ...plain, ...both, ...od },
      os: { ...plain, ...both, ...os },
      pd: { kind: 'binocular', distanceMm: 63 },
      issuedOn: '2026-03-01',
      expiresOn: '2028-03-01',
      prescriber: { name: 'Dr. Ada Winter', npi: '1234567893', phone: '+1 212 555 0100' },
      vertexMm: 12,
      ...draft,
    },
    { use: 'single-vision-near', today: TODAY, jurisdiction: 'US-NY', ...context },
  );
  return result[level].map(({ code }) => code);
}

const prism = (amount: number | null, base: 'in' | 'out' | 'up' | 'down' | null) => ({ prisms: [{ amount, base }] });
const pd = (distanceMm: number, nearMm?: number): Side => ({
  draft: { pd: { kind: 'binocular', distanceMm, ...(nearMm === undefined ? {} : { nearMm }) } },
});
const mono = (odMm: number, osMm: number, binocularMm?: number): Side => ({
  draft: { pd: { kind: 'monocular', odMm, osMm, ...(binocularMm === undefined ? {} : { binocularMm }) } as Pd },
});
const cyl = (cylinder: number, axis: number | null = 90) => ({ cylinder, axis });
const use = (one: ValidationContext['use'], more: Partial<ValidationContext> = {}) => ({
  context: { use: one, ...more },
});
/** A progressive in a lens 36 mm high with these fitting heights. */
const fitted = (odMm: number, osMm = odMm, more: Partial<ValidationContext> = {}): Side => ({
  both: { add: 2000 },
  draft: { fittingHeights: { odMm, osMm } },
  ...use('progressive', { lensHeightMm: 36, ...more }),
});
const segment = (odMm: number, osMm = odMm): Side => ({
  both: { add: 2000 },
  draft: { segHeights: { odMm, osMm } },
  ...use('bifocal', { lensHeightMm: 36 }),
});
const aged = (age: number, add: number): Side => ({
  both: { add },
  ...use('progressive', { wearerAgeYears: age }),
});
const issued = (issuedOn: string, expiresOn: string | null = null, jurisdiction = 'US-NY'): Side => ({
  draft: { issuedOn, expiresOn },
  context: { jurisdiction },
});
const prescriber = (one: PrescriptionDraft['prescriber'], jurisdiction = 'US-NY'): Side => ({
  draft: { prescriber: one ?? null },
  context: { jurisdiction },
});
const changed = (before: Partial<EyeRx>, now: Partial<EyeRxDraft>): Side => ({
  od: now,
  os: now,
  context: { previous: { od: { ...plain, ...before } as EyeRx, os: { ...plain, ...before } as EyeRx } },
});

const single: Rule[] = [
  // Sphere
  ['a missing sphere', 'errors', 'SPHERE_REQUIRED', { od: { sphere: 0 } }, { od: { sphere: null } }],
  ['sphere steps', 'errors', 'STEP', { both: { sphere: -2125 } }, { both: { sphere: -2300 } }],
  ['spelled eighths', 'errors', 'STEP', { both: { sphere: -2120 } }, { both: { sphere: -2110 } }],
  ['sphere −30', 'errors', 'SPHERE_RANGE', { both: { sphere: -30_000 } }, { both: { sphere: -30_125 } }],
  ['sphere +25', 'errors', 'SPHERE_RANGE', { both: { sphere: 25_000 } }, { both: { sphere: 25_125 } }],
  ['sphere −12', 'warnings', 'SPHERE_UNUSUAL', { both: { sphere: -12_000 } }, { both: { sphere: -12_125 } }],
  ['sphere +8', 'warnings', 'SPHERE_UNUSUAL', { both: { sphere: 8_000 } }, { both: { sphere: 8_125 } }],
  // Cylinder
  ['cylinder steps', 'errors', 'STEP', { both: cyl(-1125) }, { both: cyl(-1100) }],
  ['cylinder −10', 'errors', 'CYLINDER_RANGE', { both: cyl(-10_000) }, { both: cyl(-10_125) }],
  ['cylinder +10', 'errors', 'CYLINDER_RANGE', { both: cyl(10_000) }, { both: cyl(10_125) }],
  ['cylinder −4', 'warnings', 'CYLINDER_UNUSUAL', { both: cyl(-4_000) }, { both: cyl(-4_125) }],
  ['cylinder +4', 'warnings', 'CYLINDER_UNUSUAL', { both: cyl(4_000) }, { both: cyl(4_125) }],
  ['plus cylinder in a minus shop', 'warnings', 'PLUS_CYLINDER', { both: cyl(-125) }, { both: cyl(125) }],
  [
    'plus cylinder in a plus shop',
    'warnings',
    'PLUS_CYLINDER',
    { both: cyl(125), context: { notation: 'plus' } },
    { both: cyl(125), context: { notation: 'minus' } },
  ],
  [
    'mixed notation',
    'warnings',
    'CYLINDER_SIGNS_MIXED',
    { od: cyl(-125), os: cyl(-125) },
    { od: cyl(-125), os: cyl(125) },
  ],
  // Axis
  ['no axis', 'errors', 'AXIS_REQUIRED', { both: cyl(0, null) }, { both: cyl(-125, null) }],
  ['half a degree', 'errors', 'AXIS_NOT_INTEGER', { both: cyl(-125, 90) }, { both: cyl(-125, 90.5) }],
  ['axis 180', 'errors', 'AXIS_RANGE', { both: cyl(-125, 180) }, { both: cyl(-125, 181) }],
  ['axis 0', 'errors', 'AXIS_RANGE', { both: cyl(-125, 0) }, { both: cyl(-125, -1) }],
  ['an idle axis', 'notices', 'AXIS_DROPPED', { both: cyl(-125, 90) }, { both: cyl(0, 90) }],
  ['axis 0 stored as 180', 'notices', 'AXIS_ZERO_STORED_AS_180', { both: cyl(-125, 1) }, { both: cyl(-125, 0) }],
  // ADD
  ['a negative ADD', 'errors', 'ADD_NEGATIVE', { both: { add: 125 } }, { both: { add: -125 } }],
  ['ADD +4', 'errors', 'ADD_TOO_HIGH', { both: { add: 4_000 } }, { both: { add: 4_125 } }],
  [
    'a progressive without ADD',
    'errors',
    'ADD_REQUIRED',
    { both: { add: 750 }, ...use('progressive') },
    { both: { add: null }, ...use('progressive') },
  ],
  [
    'a bifocal without ADD',
    'errors',
    'ADD_REQUIRED',
    { both: { add: 750 }, ...use('bifocal') },
    { both: { add: 0 }, ...use('bifocal') },
  ],
  ['ADD +0.75', 'warnings', 'ADD_UNUSUAL', { both: { add: 750 } }, { both: { add: 625 } }],
  ['ADD +3.50', 'warnings', 'ADD_UNUSUAL', { both: { add: 3_500 } }, { both: { add: 3_625 } }],
  ['ADDs that differ', 'warnings', 'ADD_DIFFERS', { both: { add: 2_000 } }, { od: { add: 2_000 }, os: { add: 2_125 } }],
  [
    'an ADD with a distance lens',
    'warnings',
    'ADD_UNUSED',
    { both: { add: null }, ...use('single-vision-distance') },
    { both: { add: 2_000 }, ...use('single-vision-distance') },
  ],
  ['an ADD at 38', 'warnings', 'ADD_YOUNG_WEARER', aged(38, 1_000), aged(37, 1_000)],
  // Prism
  ['prism without base', 'errors', 'PRISM_BASE_REQUIRED', { both: prism(125, 'in') }, { both: prism(125, null) }],
  ['base without prism', 'errors', 'PRISM_AMOUNT_REQUIRED', { both: prism(125, 'in') }, { both: prism(null, 'in') }],
  [
    'in and out on one eye',
    'errors',
    'PRISM_OPPOSED',
    { od: { prisms: [...prism(1_500, 'in').prisms, ...prism(1_000, 'up').prisms] } },
    { od: { prisms: [...prism(1_500, 'in').prisms, ...prism(1_000, 'out').prisms] } },
  ],
  [
    'up and down on one eye',
    'errors',
    'PRISM_OPPOSED',
    { od: { prisms: [...prism(1_500, 'up').prisms, ...prism(1_000, 'out').prisms] } },
    { od: { prisms: [...prism(1_500, 'up').prisms, ...prism(1_000, 'down').prisms] } },
  ],
  ['2Δ up', 'warnings', 'PRISM_VERTICAL_HIGH', { od: prism(2_000, 'up') }, { od: prism(2_125, 'up') }],
  ['2Δ down', 'warnings', 'PRISM_VERTICAL_HIGH', { od: prism(2_000, 'down') }, { od: prism(2_125, 'down') }],
  ['5Δ in', 'warnings', 'PRISM_HORIZONTAL_HIGH', { od: prism(5_000, 'in') }, { od: prism(5_125, 'in') }],
  ['5Δ out', 'warnings', 'PRISM_HORIZONTAL_HIGH', { od: prism(5_000, 'out') }, { od: prism(5_125, 'out') }],
  [
    'both eyes base up',
    'warnings',
    'PRISM_SAME_VERTICAL_BASE',
    { od: prism(500, 'up'), os: prism(500, 'down') },
    { both: prism(500, 'up') },
  ],
  [
    'both eyes base down',
    'warnings',
    'PRISM_SAME_VERTICAL_BASE',
    { od: prism(500, 'in'), os: prism(500, 'down') },
    { both: prism(500, 'down') },
  ],
  // PD
  ['PD 40', 'errors', 'PD_RANGE', pd(40), pd(39.9)],
  ['PD 80', 'errors', 'PD_RANGE', pd(80), pd(80.1)],
  ['monocular 20', 'errors', 'PD_MONOCULAR_RANGE', mono(20, 31), mono(19.9, 31)],
  ['monocular 40', 'errors', 'PD_MONOCULAR_RANGE', mono(40, 31), mono(40.1, 31)],
  ['a sum 1.0 off', 'errors', 'PD_SUM', mono(31, 34, 64), mono(31, 34.1, 64)],
  ['near above distance', 'errors', 'PD_NEAR_ABOVE_DISTANCE', pd(64, 64), pd(64, 64.1)],
  ['an adult’s 54', 'warnings', 'PD_UNUSUAL', pd(54), pd(53.9)],
  ['an adult’s 74', 'warnings', 'PD_UNUSUAL', pd(74), pd(74.1)],
  [
    'a child’s PD',
    'warnings',
    'PD_UNUSUAL',
    { ...pd(48), context: { wearerAgeYears: 17 } },
    { ...pd(48), context: { wearerAgeYears: 18 } },
  ],
  ['4 mm of asymmetry', 'warnings', 'PD_ASYMMETRIC', mono(29, 33), mono(29, 33.1)],
  ['near 2 below', 'warnings', 'PD_NEAR_UNUSUAL', pd(64, 62), pd(64, 62.1)],
  ['near 6 below', 'warnings', 'PD_NEAR_UNUSUAL', pd(64, 58), pd(64, 57.9)],
  ['635 for 63.5', 'warnings', 'PD_DECIMAL_LOST', pd(63.5), pd(635)],
  // Heights
  [
    'no height for a multifocal',
    'errors',
    'HEIGHT_REQUIRED',
    fitted(20),
    { both: { add: 2000 }, ...use('progressive', { lensHeightMm: 36 }) },
  ],
  ['a segment as high as the lens', 'errors', 'HEIGHT_OUTSIDE_LENS', segment(35.9), segment(36)],
  ['a fitting height of the lens', 'errors', 'HEIGHT_OUTSIDE_LENS', fitted(35.9), fitted(36)],
  [
    'the design’s minimum',
    'errors',
    'HEIGHT_BELOW_DESIGN',
    fitted(17, 17, { minFittingHeightMm: 17 }),
    fitted(16.9, 16.9, { minFittingHeightMm: 17 }),
  ],
  ['B − 8', 'errors', 'HEIGHT_TOO_HIGH', fitted(28), fitted(28.1)],
  ['a bifocal of 8', 'warnings', 'HEIGHT_LOW', segment(8), segment(7.9)],
  ['heights 2 apart', 'warnings', 'HEIGHTS_DIFFER', fitted(20, 22), fitted(20, 22.1)],
  ['segments 2 apart', 'warnings', 'HEIGHTS_DIFFER', segment(20, 22), segment(20, 22.1)],
  ['B/2 − 2', 'warnings', 'HEIGHT_UNUSUAL', fitted(16), fitted(15.9)],
  [
    'B/2 + 8',
    'warnings',
    'HEIGHT_UNUSUAL',
    fitted(28, 28, { lensHeightMm: 40 }),
    fitted(28.1, 28.1, { lensHeightMm: 40 }),
  ],
  // Position of wear
  ['vertex 5', 'errors', 'VERTEX_RANGE', { draft: { vertexMm: 5 } }, { draft: { vertexMm: 4.9 } }],
  ['vertex 25', 'errors', 'VERTEX_RANGE', { draft: { vertexMm: 25 } }, { draft: { vertexMm: 25.1 } }],
  ['vertex 10', 'warnings', 'VERTEX_UNUSUAL', { draft: { vertexMm: 10 } }, { draft: { vertexMm: 9.9 } }],
  ['vertex 16', 'warnings', 'VERTEX_UNUSUAL', { draft: { vertexMm: 16 } }, { draft: { vertexMm: 16.1 } }],
  [
    'no vertex from 6 D on',
    'warnings',
    'VERTEX_MISSING',
    { draft: { vertexMm: undefined as never }, both: { sphere: -5_875 } },
    { draft: { vertexMm: undefined as never }, both: { sphere: -5_000, ...cyl(-1_000) } },
  ],
  ['tilt −5', 'errors', 'TILT_RANGE', { draft: { pantoscopicTiltDeg: -5 } }, { draft: { pantoscopicTiltDeg: -6 } }],
  ['tilt 25', 'errors', 'TILT_RANGE', { draft: { pantoscopicTiltDeg: 25 } }, { draft: { pantoscopicTiltDeg: 26 } }],
  ['tilt 2', 'warnings', 'TILT_UNUSUAL', { draft: { pantoscopicTiltDeg: 2 } }, { draft: { pantoscopicTiltDeg: 1 } }],
  ['tilt 15', 'warnings', 'TILT_UNUSUAL', { draft: { pantoscopicTiltDeg: 15 } }, { draft: { pantoscopicTiltDeg: 16 } }],
  ['wrap −5', 'errors', 'WRAP_RANGE', { draft: { wrapAngleDeg: -5 } }, { draft: { wrapAngleDeg: -6 } }],
  ['wrap 35', 'errors', 'WRAP_RANGE', { draft: { wrapAngleDeg: 35 } }, { draft: { wrapAngleDeg: 36 } }],
  ['wrap 12', 'warnings', 'WRAP_UNUSUAL', { draft: { wrapAngleDeg: 12 } }, { draft: { wrapAngleDeg: 13 } }],
  // Dates
  ['written tomorrow', 'errors', 'WRITTEN_IN_FUTURE', issued(TODAY), issued(addDays(TODAY, 1))],
  ['the last day', 'errors', 'EXPIRED', issued('2026-01-01', TODAY), issued('2026-01-01', addDays(TODAY, -1))],
  ['two years', 'errors', 'EXPIRED', issued('2024-06-01'), issued('2024-05-31')],
  ['eighteen months', 'errors', 'EXPIRED', issued('2024-12-01', null, 'US-LA'), issued('2024-11-30', null, 'US-LA')],
  [
    'where no law blocks',
    'warnings',
    'EXPIRED',
    issued('2026-01-01', TODAY, 'DE'),
    issued('2026-01-01', addDays(TODAY, -1), 'DE'),
  ],
  [
    '30 days before',
    'warnings',
    'EXPIRES_SOON',
    issued('2026-01-01', addDays(TODAY, 31)),
    issued('2026-01-01', addDays(TODAY, 30)),
  ],
  ['a year old', 'warnings', 'OLDER_THAN_A_YEAR', issued('2025-06-01'), issued('2025-05-31')],
  ['no date', 'errors', 'ISSUE_DATE_REQUIRED', issued(TODAY), issued('')],
  ['no such day', 'errors', 'DATE_INVALID', issued('2024-02-29'), issued('2026-02-29')],
  [
    'expiry before issue',
    'errors',
    'EXPIRES_BEFORE_ISSUE',
    issued('2026-03-01', '2026-03-01'),
    issued('2026-03-01', '2026-02-28'),
  ],
  // Prescriber
  [
    'no name',
    'errors',
    'PRESCRIBER_NAME_REQUIRED',
    prescriber({ name: 'A', phone: '1' }),
    prescriber({ name: ' ', phone: '1' }),
  ],
  [
    'nobody to ask, by phone',
    'errors',
    'PRESCRIBER_NOT_VERIFIABLE',
    prescriber({ name: 'A', phone: '1' }),
    prescriber({ name: 'A' }),
  ],
  [
    'nobody to ask, by address',
    'errors',
    'PRESCRIBER_NOT_VERIFIABLE',
    prescriber({ name: 'A', address: 'B' }),
    prescriber({ name: 'A' }),
  ],
  [
    'nobody to ask, by licence',
    'errors',
    'PRESCRIBER_NOT_VERIFIABLE',
    prescriber({ name: 'A', licence: 'L' }),
    prescriber({ name: 'A' }),
  ],
  [
    'nobody to ask, elsewhere',
    'errors',
    'PRESCRIBER_NOT_VERIFIABLE',
    prescriber({ name: 'A' }, 'DE'),
    prescriber({ name: 'A' }, 'US'),
  ],
  [
    'the NPI check digit',
    'warnings',
    'NPI_CHECK_DIGIT',
    prescriber({ name: 'A', npi: '1234567893' }),
    prescriber({ name: 'A', npi: '1234567890' }),
  ],
];

const pair: Rule[] = [
  [
    'signs that differ',
    'warnings',
    'SPHERE_SIGNS_DIFFER',
    { od: { sphere: -2000 }, os: { sphere: 0 } },
    { od: { sphere: -2000 }, os: { sphere: 125 } },
  ],
  ['1.00 D apart', 'notices', 'ANISOMETROPIA_SLIGHT', { os: { sphere: -1_875 } }, { os: { sphere: -2_000 } }],
  ['2.00 D apart', 'warnings', 'ANISOMETROPIA', { os: { sphere: -2_875 } }, { os: { sphere: -3_000 } }],
  ['3.00 D apart', 'warnings', 'ANISOMETROPIA_HIGH', { os: { sphere: -3_875 } }, { os: { sphere: -4_000 } }],
  [
    'the example of 2.75 D',
    'warnings',
    'ANISOMETROPIA',
    { od: { sphere: -1000, ...cyl(-500) }, os: { sphere: -3_000 } },
    { od: { sphere: -1000, ...cyl(-500) }, os: { sphere: -4_000 } },
  ],
  // 10 mm below the centre: 1.50 D apart is 1.5Δ, an eighth more is above.
  [
    'reading imbalance of 1.5Δ',
    'warnings',
    'READING_IMBALANCE',
    { both: { add: 2000 }, os: { sphere: -2_500 }, ...use('progressive') },
    { both: { add: 2000 }, os: { sphere: -2_625 }, ...use('progressive') },
  ],
  [
    'vertical prisms 1Δ apart',
    'warnings',
    'VERTICAL_PRISM_IMBALANCE',
    { od: prism(500, 'down'), os: prism(375, 'up') },
    { od: prism(500, 'down'), os: prism(500, 'up') },
  ],
  [
    'the power by 1.00 D',
    'warnings',
    'POWER_CHANGED',
    changed({}, { sphere: -2_000 }),
    changed({}, { sphere: -2_125 }),
  ],
  [
    'the cylinder by 1.00 D',
    'warnings',
    'CYLINDER_CHANGED',
    changed(cyl(-500), cyl(-1_500)),
    changed(cyl(-500), cyl(-1_625)),
  ],
  // 2·C·sin Δ > 0.50 D: 14.5° at 1.00, 7.2° at 2.00, 4.8° at 3.00.
  [
    'the axis at 1.00',
    'warnings',
    'AXIS_TURNED',
    changed(cyl(-1_000, 90), cyl(-1_000, 104)),
    changed(cyl(-1_000, 90), cyl(-1_000, 105)),
  ],
  [
    'the axis at 2.00',
    'warnings',
    'AXIS_TURNED',
    changed(cyl(-2_000, 90), cyl(-2_000, 97)),
    changed(cyl(-2_000, 90), cyl(-2_000, 98)),
  ],
  [
    'the axis at 3.00',
    'warnings',
    'AXIS_TURNED',
    changed(cyl(-3_000, 90), cyl(-3_000, 94)),
    changed(cyl(-3_000, 90), cyl(-3_000, 95)),
  ],
  [
    'an axis across 180',
    'warnings',
    'AXIS_TURNED',
    changed(cyl(-2_000, 178), cyl(-2_000, 3)),
    changed(cyl(-2_000, 178), cyl(-2_000, 6)),
  ],
  // ADD by age, a quarter either side of the table
  ['ADD at 40', 'warnings', 'ADD_UNUSUAL_FOR_AGE', aged(40, 1_500), aged(40, 1_625)],
  ['ADD at 45', 'warnings', 'ADD_UNUSUAL_FOR_AGE', aged(45, 1_000), aged(45, 875)],
  ['ADD at 50', 'warnings', 'ADD_UNUSUAL_FOR_AGE', aged(50, 1_500), aged(50, 1_375)],
  ['ADD at 55', 'warnings', 'ADD_UNUSUAL_FOR_AGE', aged(55, 2_500), aged(55, 2_625)],
  ['ADD at 60', 'warnings', 'ADD_UNUSUAL_FOR_AGE', aged(60, 3_000), aged(60, 3_125)],
];

describe.each([
  ['each value', single],
  ['the pair and its history', pair],
])('%s', (_, rules) => {
  it.each(rules)('%s → %s %s', (_what, level, code, passes, told) => {
    expect(codesOf(passes, level)).not.toContain(code);
    expect(codesOf(told, level)).toContain(code);
    expect(findingCodes()).toContain(code);
  });
});

describe('what a form types', () => {
  it.each<[typed: string, code: string | null, suggestions: string]>([
    ['2.00', 'SIGN_REQUIRED', '+2.00, -2.00'],
    ['-2.30', 'STEP', '-2.25, -2.50'],
    ['-22.5', 'DID_YOU_MEAN', '-2.25, -22.50'],
    ['-1.2', 'STEP', '-1.25'],
    ['1.2', 'STEP', '+1.25, -1.25'],
    ['-2.12', null, ''],
    ['0.00', null, ''],
    ['PL', null, ''],
  ])('sphere “%s” is asked back, never guessed', (typed, code, suggestions) => {
    const { draft, errors } = parseEyeRx('od', { sphere: typed });

    expect(errors[0]?.code ?? null).toBe(code);
    if (code) {
      expect(draft.sphere).toBeNull();
      expect(errors[0]!.params.suggestions).toBe(suggestions);
      expect(findingMessage(errors[0]!)).not.toContain('{');
    }
  });

  it('stores −2.12 as the eighth step', () => {
    expect(parseEyeRx('od', { sphere: '-2.12' }).draft.sphere).toBe(-2125);
  });
});

describe('the document', () => {
  const all = [...DOCUMENT_ITEMS];

  it.each([
    ['spectacles', spectacleDocument],
    ['contact lenses', contactLensDocument],
    ['contact lenses in the US', statutoryContactLensDocument],
  ])('for %s misses exactly the item that is not there', (_, profile) => {
    expect(checkDocumentContent(all, profile)).toEqual({ byLaw: [], errors: [], notices: [] });
    for (const { item, need } of itemsOf(profile)) {
      const found = checkDocumentContent(
        all.filter((one) => one !== item),
        profile,
      );
      // Whether a private label was prescribed at all, only the paper knows: its lack is not told.
      const lists = { 'by-law': found.byLaw, required: found.errors, customary: found.notices, 'where-it-applies': [] };
      expect(lists[need].map(({ field }) => field)).toEqual(need === 'where-it-applies' ? [] : [`document.${item}`]);
      expect(found.byLaw.length + found.errors.length + found.notices.length).toBe(need === 'where-it-applies' ? 0 : 1);
    }
  });

  it('needs the lens itself for contact lenses only', () => {
    const lens: DocumentItem[] = ['LENS_MAKER', 'BASE_CURVE', 'DIAMETER'];

    expect(lens.map((item) => [spectacleDocument[item], contactLensDocument[item]])).toEqual([
      [undefined, 'required'],
      [undefined, 'required'],
      [undefined, 'where-it-applies'],
    ]);
  });

  it.each([
    ['1234567893', true],
    ['1234567890', false],
    ['123456789', false],
    ['12345678933', false],
  ])('NPI %s: %s', (npi, isValid) => {
    expect(isValidNpi(npi)).toBe(isValid);
  });
});

describe('the vectors for whole prescriptions', () => {
  it('sees one lens in two notations', () => {
    const plus: EyeRx = { sphere: -3000, cylinder: 2000, axis: 180, add: null, prisms: [] };
    const minus: EyeRx = { sphere: -1000, cylinder: -2000, axis: 90, add: null, prisms: [] };

    expect(equalRx(plus, minus)).toBe(true);
  });

  it('turns a mixed notation into minus cylinders and asks', () => {
    expect(canonical({ sphere: -1000, cylinder: 500, axis: 100, add: null, prisms: [] })).toMatchObject({
      sphere: -500,
      cylinder: -500,
      axis: 10,
    });
    expect(
      codesOf({ od: { sphere: -1000, ...cyl(-500, 10) }, os: { sphere: -1000, ...cyl(500, 100) } }, 'warnings'),
    ).toContain('CYLINDER_SIGNS_MIXED');
  });

  it('takes 31 and 33 for 64, not 31 and 36', () => {
    expect(codesOf(mono(31, 33, 64), 'errors')).toEqual([]);
    expect(codesOf(mono(31, 36, 64), 'errors')).toContain('PD_SUM');
  });
});
