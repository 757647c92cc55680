import { describe, expect, it } from 'vitest';
import { contactErrors, contactGaps } from './contact-errors.ts';
import { emptyPaper } from './contact-paper.ts';

const says = { choose: 'Choose.', fillIn: 'Fill in.', noEye: 'At least one eye.' };
const used = ['power', 'baseCurve'] as const;

describe('what is missing', () => {
  it('stands at each field of each eye, and of the paper', () => {
    const eyes = [
      { eye: 'OD' as const, used, choice: { power: '-1.00', baseCurve: '8.6' } },
      { eye: 'OS' as const, used, choice: { power: '-1.25' } },
    ];
    expect(contactGaps({ eyes, paper: { ...emptyPaper, patientName: 'Pat', issuedOn: '2026-01-01' } }, says)).toEqual({
      'OS.baseCurve': 'Choose.',
      'paper.prescriberName': 'Fill in.',
    });
    expect(contactGaps({ eyes: eyes.slice(0, 1), paper: null }, says)).toEqual({});
  });

  it('is an eye, when none is chosen', () => {
    expect(contactGaps({ eyes: [], paper: emptyPaper }, says)).toEqual({ '': 'At least one eye.' });
  });
});

describe('what the desk found', () => {
  it('stands at the fields of this form, the first of each; notices stop nobody', () => {
    expect(
      contactErrors(
        [
          { field: 'contactLenses.OD.power', message: 'Too strong.', severity: 'ERROR' },
          { field: 'contactLenses.OD.power', message: 'Again.', severity: 'ERROR' },
          { field: 'contactLenses.OS.baseCurveMm', message: 'Not made.', severity: 'WARNING' },
          { field: 'prescriber.phone', message: 'No number.', severity: 'ERROR' },
          { field: 'issuedOn', message: 'Later than today.', severity: 'ERROR' },
          { field: 'contactLenses.OS', message: 'This eye.', severity: 'ERROR' },
          { field: 'expiresOn', message: 'Only said.', severity: 'NOTICE' },
        ],
        'Refused.',
      ),
    ).toEqual({
      'OD.power': 'Too strong.',
      'OS.baseCurve': 'Not made.',
      'paper.phone': 'No number.',
      'paper.issuedOn': 'Later than today.',
      '': 'This eye.',
    });
  });

  it('is the refusal itself where no field is named', () => {
    expect(contactErrors([], 'Refused.')).toEqual({ '': 'Refused.' });
  });
});
