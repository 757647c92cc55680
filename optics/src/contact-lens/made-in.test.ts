import { describe, expect, it } from 'vitest';
import { findingMessage } from '../prescription/finding-messages.ts';
import { type MadeRow, madeValues, notMadeIn, type WrittenLens } from './made-in.ts';

const lens = (over: Partial<WrittenLens> = {}): WrittenLens => ({
  power: '-2.25',
  cylinder: '',
  axis: '',
  add: '',
  baseCurve: '8.6',
  diameter: '14.5',
  dominance: '',
  ...over,
});
const sphere: MadeRow = {
  powers: ['-6.50', '-6.00', '-2.25', '-2.00', '0.00', '2.00'],
  cylinders: null,
  axes: null,
  adds: null,
  baseCurvesMm: ['8.6'],
  diametersMm: ['14.5'],
};
const toric: MadeRow[] = [
  { ...sphere, cylinders: ['-1.25', '-0.75'], axes: [10, 90, 170, 180] },
  { ...sphere, powers: ['-2.25'], cylinders: ['-2.25'], axes: [90, 180] },
];
const multi: MadeRow = {
  ...sphere,
  adds: ['LOW', 'MID', 'HIGH'],
  dominances: ['D', 'N'],
  baseCurvesMm: ['8.4', '8.7'],
};
const said = (rows: readonly MadeRow[], over: Partial<WrittenLens>) =>
  notMadeIn(rows, lens(over), 'contactLenses.OD').map(({ code, field, params }) => [
    code,
    field.replace('contactLenses.OD.', ''),
    params.nearest ?? null,
  ]);

describe('a contact lens as written', () => {
  it.each<[string, readonly MadeRow[], Partial<WrittenLens>]>([
    ['is made', [sphere], {}],
    ['with a comma and a long minus', [sphere], { power: '−2,25', baseCurve: '8,60' }],
    ['with plus written', [sphere], { power: '+2.00' }],
    ['with a zero cylinder of a sphere', [sphere], { cylinder: '0.00', axis: '180' }],
    ['without the values made in one way only', [sphere], { baseCurve: '', diameter: '' }],
    ['toric', toric, { cylinder: '-0.75', axis: '180' }],
    ['toric of the strong row', toric, { cylinder: '-2.25', axis: '90' }],
    ['with words for the addition', [multi], { add: 'mid', dominance: 'D', baseCurve: '8.4' }],
    ['with words a list has in another spelling', [{ ...sphere, adds: [' mid '] }], { add: 'MID' }],
    ['plano', [sphere], { power: '0.00' }],
    ['with a blank for what is made in one way only', [sphere], { baseCurve: '  ' }],
    ['without an addition where the list of them is empty', [{ ...sphere, adds: [] }], {}],
    ['in a product nothing is known of', [], {}],
  ])('%s', (_, rows, over) => {
    expect(said(rows, over)).toEqual([]);
  });

  it.each<[string, readonly MadeRow[], Partial<WrittenLens>, unknown[]]>([
    ['between two powers', [sphere], { power: '-6.25' }, [['CONTACT_LENS_NOT_MADE', 'power', '−6.50, −6.00']]],
    ['beyond the last', [sphere], { power: '+2.25' }, [['CONTACT_LENS_NOT_MADE', 'power', '+2.00']]],
    ['at an axis between', toric, { cylinder: '-0.75', axis: '45' }, [['CONTACT_LENS_NOT_MADE', 'axis', '10, 90']]],
    ['at an axis past 180', toric, { cylinder: '-0.75', axis: '5' }, [['CONTACT_LENS_NOT_MADE', 'axis', '180, 10']]],
    [
      'at an axis of another cylinder',
      toric,
      { cylinder: '-2.25', axis: '10' },
      [['CONTACT_LENS_NOT_MADE', 'axis', '180, 90']],
    ],
    [
      'with a cylinder a sphere has not',
      [sphere],
      { cylinder: '-0.75', axis: '90' },
      [
        ['CONTACT_LENS_WITHOUT', 'cylinder', null],
        ['CONTACT_LENS_WITHOUT', 'axis', null],
      ],
    ],
    [
      'without the addition',
      [multi],
      { dominance: 'N', baseCurve: '8.7' },
      [['CONTACT_LENS_VALUE_NEEDED', 'add', 'LOW, MID, HIGH']],
    ],
    [
      'without a curve made in two',
      [multi],
      { add: 'LOW', dominance: 'N', baseCurve: '' },
      [['CONTACT_LENS_VALUE_NEEDED', 'baseCurve', '8.4, 8.7']],
    ],
    [
      'with a curve between',
      [multi],
      { add: 'LOW', dominance: 'N', baseCurve: '8.6' },
      [['CONTACT_LENS_NOT_MADE', 'baseCurve', '8.4, 8.7']],
    ],
    [
      'with an axis, but no cylinder',
      [sphere],
      { cylinder: '  ', axis: '180' },
      [['CONTACT_LENS_WITHOUT', 'axis', null]],
    ],
    [
      'with an addition a sphere has not, and a zero cylinder',
      [sphere],
      { add: 'LOW', cylinder: '0.00' },
      [['CONTACT_LENS_WITHOUT', 'add', null]],
    ],
    [
      'with a word of no list',
      [multi],
      { add: 'XL', dominance: 'D', baseCurve: '8.4' },
      [['CONTACT_LENS_NOT_MADE', 'add', 'LOW, MID, HIGH']],
    ],
    [
      'with a number where there are words',
      [multi],
      { add: '1.50', dominance: 'D', baseCurve: '8.4' },
      [['CONTACT_LENS_NOT_MADE', 'add', 'LOW, MID, HIGH']],
    ],
    [
      'with a number where there are more words than a sentence takes',
      [{ ...sphere, adds: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] }],
      { add: '1.50' },
      [['CONTACT_LENS_NOT_MADE', 'add', 'A, B, C, D, E, F']],
    ],
    [
      'below the numbers of a list that has words as well',
      [{ ...sphere, adds: ['LOW', '1.50', '2.00'] }],
      { add: '1.00' },
      [['CONTACT_LENS_NOT_MADE', 'add', '+1.50']],
    ],
    [
      'with an addition between',
      [{ ...sphere, adds: ['1.50', '2.00'] }],
      { add: '1.75' },
      [['CONTACT_LENS_NOT_MADE', 'add', '+1.50, +2.00']],
    ],
    [
      'with a cylinder between',
      toric,
      { cylinder: '-1.00', axis: '90' },
      [['CONTACT_LENS_NOT_MADE', 'cylinder', '−1.25, −0.75']],
    ],
    [
      'with a power of other rows, of which only those count that differ in nothing else',
      [
        { ...sphere, powers: ['-6.00'], cylinders: ['-0.75'], axes: [90] },
        { ...sphere, powers: ['-6.25'], cylinders: ['-1.25'], axes: [90] },
        { ...sphere, powers: ['-7.00'], cylinders: ['-0.75'], axes: [90] },
      ],
      { power: '-6.50', cylinder: '-0.75', axis: '90' },
      [['CONTACT_LENS_NOT_MADE', 'power', '−7.00, −6.00']],
    ],
    [
      'without a power',
      [{ ...sphere, powers: ['-4.00', '-3.00', '-2.00', '-1.00', '0.00', '1.00', '2.00'] }],
      { power: '' },
      [['CONTACT_LENS_VALUE_NEEDED', 'power', '−4.00, −3.00, −2.00, −1.00, 0.00, +1.00']],
    ],
    [
      'wrong twice',
      [sphere],
      { power: '-9.00', diameter: '13.8' },
      [
        ['CONTACT_LENS_NOT_MADE', 'power', '−6.50'],
        ['CONTACT_LENS_NOT_MADE', 'diameter', '14.5'],
      ],
    ],
  ])('%s is told with the nearest that exist', (_, rows, over, findings) => {
    expect(said(rows, over)).toEqual(findings);
  });

  it('lists what there is in order, negative first', () => {
    expect(madeValues([sphere], 'power')).toEqual(['-6.50', '-6.00', '-2.25', '-2.00', '0.00', '2.00']);
    expect(madeValues([sphere], 'add')).toEqual([]);
  });

  it('tells what was written, without the blanks around it', () => {
    expect(notMadeIn([sphere], lens({ power: ' -6.25 ' }), 'x')[0]).toMatchObject({
      field: 'x.power',
      params: { value: '-6.25' },
    });
    expect(notMadeIn([sphere], lens({ add: ' LOW ' }), 'x')[0]).toMatchObject({ params: { value: 'LOW' } });
  });

  it('is told in words of both languages', () => {
    const [one] = notMadeIn([sphere], lens({ power: '-6.25' }), 'contactLenses.OS');

    expect(findingMessage(one!, 'en')).toContain('-6.25');
    expect(findingMessage(one!, 'de')).toContain('−6,00');
    expect(findingMessage(one!, 'de')).not.toMatch(/\d\.\d/);
  });
});
