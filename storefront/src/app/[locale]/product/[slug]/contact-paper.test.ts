import { expect, it } from 'vitest';
import { contactRxInput, emptyPaper } from './contact-paper.ts';

it('keeps a contact lens prescription in exactly the chosen values, with their signs', () => {
  const input = contactRxInput(
    {
      ...emptyPaper,
      patientName: ' Pat ',
      prescriberName: 'Dr. V',
      email: 'office@practice.example',
      issuedOn: '2026-02-01',
      examinedOn: '2026-01-30',
      fax: '+1 555 0101',
      privateLabel: 'House Lens',
      manufacturer: 'Pelagic',
      equivalentBrand: '  ',
    },
    'Pelagic Clarivue Toric',
    [
      { eye: 'OD', choice: { power: '2.25', cylinder: '-1.25', axis: '180', baseCurve: '8.6', diameter: '14.5' } },
      { eye: 'OS', choice: { power: '0.00', baseCurve: '8.6', diameter: '14.5', add: 'LOW' } },
    ],
  );

  expect(input).toMatchObject({
    product: 'CONTACT_LENS',
    patientName: 'Pat',
    prescriber: { phone: null, email: 'office@practice.example', fax: '+1 555 0101', licence: null, address: null },
    examinedOn: '2026-01-30',
    expiresOn: null,
    contactLenses: [
      {
        eye: 'OD',
        power: '+2.25',
        cylinder: '-1.25',
        axis: 180,
        baseCurveMm: '8.6',
        brand: 'Pelagic Clarivue Toric',
        privateLabel: 'House Lens',
        manufacturer: 'Pelagic',
        equivalentBrand: null,
      },
      { eye: 'OS', power: '0.00', cylinder: null, axis: null, add: 'LOW' },
    ],
  });
});
