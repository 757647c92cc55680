import { expect, it } from 'vitest';
import { contactInput, contactUnreadable, emptyContactLens, emptyContactPaper } from './contact-input.ts';

const right = {
  ...emptyContactLens,
  power: ' -2.25 ',
  cylinder: '−0.75',
  axis: '180',
  baseCurve: '8,6',
  diameter: '14.5',
};

it('sends each eye as typed, with every item of the paper, and leaves out an eye that is not prescribed', () => {
  const input = contactInput(
    'c1',
    { OD: { ...right, dominance: 'D', colour: 'grey' }, OS: { ...emptyContactLens, isOn: false } },
    {
      ...emptyContactPaper,
      brand: 'Dew Toric',
      privateLabel: 'House',
      examinedOn: '2026-01-30',
      fax: '+1 555',
      issuedOn: '2026-02-01',
    },
    ['X'],
  );

  expect(input.contactLenses).toEqual([
    {
      eye: 'OD',
      power: '-2.25',
      cylinder: '−0.75',
      axis: 180,
      add: null,
      baseCurveMm: '8.6',
      baseCurveName: null,
      diameterMm: '14.5',
      dominance: 'D',
      colour: 'grey',
      brand: 'Dew Toric',
      privateLabel: 'House',
      manufacturer: null,
      equivalentBrand: null,
    },
  ]);
  expect(input).toMatchObject({
    customerId: 'c1',
    examinedOn: '2026-01-30',
    prescriber: { fax: '+1 555', npi: null },
    confirmedWarnings: ['X'],
  });
});

it('tells at its field what is no number instead of dropping it', () => {
  expect(contactUnreadable('OS', { ...right, axis: '18O', baseCurve: 'flat', diameter: '14,5' })).toEqual({
    'contactLenses.OS.axis': '“18O” is no whole degree.',
    'contactLenses.OS.baseCurve': '“flat” is no length in mm.',
  });
  expect(contactUnreadable('OD', right)).toEqual({});
});
