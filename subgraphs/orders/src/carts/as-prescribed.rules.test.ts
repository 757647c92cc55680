import { defaultPrescriptionRules } from '@opticworks/optics';
import { describe, expect, it } from 'vitest';
import { contactLensIssues } from './as-prescribed.rules.ts';

const prescribed = {
  eye: 'OD' as const,
  power: '-2.75',
  cylinder: '-1.25',
  axis: 180,
  add: 'MID',
  baseCurveMm: '8.6',
  diameterMm: '14.50',
  brand: 'Clarivue Toric',
};
const rx = (over: Partial<typeof prescribed> = {}, product: 'GLASSES' | 'CONTACT_LENS' = 'CONTACT_LENS') => ({
  product,
  contactLenses: [{ ...prescribed, ...over }],
});
const ordered = (over: Record<string, unknown> = {}) =>
  ({ ...prescribed, brand: undefined, diameterMm: '14.5', ...over }) as never;
const usual = defaultPrescriptionRules.thresholds;
const fields = (over: Record<string, unknown>, of = rx(), title = 'Pelagic Clarivue Toric', thresholds = usual) =>
  contactLensIssues(ordered(over), title, of, 'en', thresholds).map(({ field }) => field);

describe('an ordered contact lens', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['as prescribed', {}, []],
    ['axis 0 for 180', { axis: 0 }, []],
    ['a quarter weaker', { power: '-2.50' }, ['contactLens.power']],
    ['the sign lost', { power: '2.75' }, ['contactLens.power']],
    ['the nearest cylinder', { cylinder: '-0.75' }, ['contactLens.cylinder']],
    ['the nearest axis', { axis: 170 }, ['contactLens.axis']],
    ['another ADD', { add: 'LOW' }, ['contactLens.add']],
    ['no ADD', { add: null }, ['contactLens.add']],
    ['another curve', { baseCurveMm: '8.4' }, ['contactLens.baseCurve']],
    ['another diameter', { diameterMm: '14.2' }, ['contactLens.diameter']],
    ['the other eye', { eye: 'OS' }, ['contactLens.eye']],
  ])('%s', (_, over, expected) => {
    expect(fields(over)).toEqual(expected);
  });

  it('with an ADD that nobody can read is not the prescribed one', () => {
    expect(fields({ add: '?' }, rx({ add: '?' }))).toEqual(['contactLens.add']);
  });

  it('may be as strong as the owner says a power can be, and no stronger', () => {
    const wider = { ...usual, sphere: { ...usual.sphere, min: -60_000 } };
    const strong = { power: '-48.00' };
    expect(fields(strong, rx(strong))).toEqual(['contactLens.power']);
    expect(fields(strong, rx(strong), undefined, wider)).toEqual([]);
    expect(fields({ power: '-47.75' }, rx(strong), undefined, wider)).toEqual(['contactLens.power']);
  });

  it('of another brand is another lens', () => {
    expect(fields({}, rx(), 'Pelagic One')).toEqual(['contactLens.brand']);
    expect(fields({}, rx(), 'Pelagic Clarivue Toric 1-Day')).toEqual(['contactLens.brand']);
    expect(fields({}, rx({ brand: 'CLARIVUE® toric' }))).toEqual([]);
  });

  it('is never sold on a prescription for glasses', () => {
    expect(contactLensIssues(ordered(), 'x', rx({}, 'GLASSES'), 'de', usual)).toMatchObject([
      { code: 'GLASSES_RX_FOR_CONTACTS', message: expect.stringContaining('Brillenrezept') },
    ]);
  });
});
