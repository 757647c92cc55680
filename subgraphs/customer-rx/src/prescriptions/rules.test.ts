import { defaultPrescriptionRules } from '@opticworks/optics';
import { describe, expect, it } from 'vitest';
import { comparePrescriptions } from './compare-prescriptions.ts';
import { judgePrescription, type PrescriptionDraftContent, readPd } from './judge-prescription.ts';
import { canMove, isOpenForSale, PRESCRIPTION_STATUSES, statesBefore } from './prescription.state.ts';
import { emptyContent, emptyPd } from './prescription-content.ts';

const eye = (sphere: number, cylinder = 0, axis: number | null = null) => ({
  sphere,
  cylinder,
  axis,
  add: null,
  prisms: [],
});
const aDraft = (over: Partial<PrescriptionDraftContent> = {}): PrescriptionDraftContent => ({
  product: 'GLASSES',
  od: eye(-2000),
  os: eye(-1750),
  contactLenses: [],
  pd: null,
  vertexMm: null,
  fittedVertexMm: null,
  pantoscopicTiltDeg: null,
  wrapAngleDeg: null,
  examinedOn: null,
  issuedOn: '2026-01-01',
  expiresOn: null,
  prescriberName: 'Dr. A',
  prescriber: null,
  medicalReason: null,
  birthDate: null,
  ...over,
});
const rules = defaultPrescriptionRules;
const codes = (list: { code: string }[]) => list.map(({ code }) => code);

describe('judging a prescription', () => {
  it.each([
    ['US', '2024-01-02', false, []],
    ['US', '2023-12-31', true, ['EXPIRED']],
    ['US-LA', '2024-06-30', true, ['EXPIRED']],
    ['US-TX', '2024-12-31', false, []],
    ['DE', '2023-01-01', true, []],
  ])('in %s an issue date of %s expires: %s', (jurisdiction, issuedOn, expired, errors) => {
    const judged = judgePrescription(aDraft({ issuedOn }), { today: '2026-01-02', jurisdiction, rules });

    expect(judged.expired).toBe(expired);
    expect(codes(judged.errors)).toEqual(errors);
  });

  it('counts a contact lens prescription by its own, shorter law', () => {
    const lens = {
      eye: 'OD' as const,
      power: '-2.75',
      baseCurveMm: '8.6',
      diameterMm: '14.2',
      cylinder: null,
      axis: null,
      add: null,
    };
    const judge = (today: string) =>
      judgePrescription(
        aDraft({ product: 'CONTACT_LENS', od: null, os: null, contactLenses: [lens], expiresOn: '2026-02-01' }),
        { today, jurisdiction: 'US', rules },
      );

    expect(judge('2026-12-31')).toMatchObject({ expiresOn: '2027-01-01', expired: false });
    expect(judge('2027-01-02').expired).toBe(true);
  });

  it('does not ask for an ADD or call one unused before a lens is chosen', () => {
    const judged = judgePrescription(aDraft({ od: { ...eye(-2000), add: 2000 }, os: { ...eye(-1750), add: 2000 } }), {
      today: '2026-01-02',
      jurisdiction: 'US',
      rules,
    });

    expect([...codes(judged.errors), ...codes(judged.warnings)]).toEqual([]);
  });

  it('tells a missing prescriber without blocking: an optician confirms the source', () => {
    const judged = judgePrescription(aDraft({ prescriberName: null }), {
      today: '2026-01-02',
      jurisdiction: 'US',
      rules,
    });

    expect(judged.errors).toEqual([]);
    expect(codes(judged.notices)).toContain('PRESCRIBER_NAME_REQUIRED');
  });

  it.each([
    [{ ...emptyPd, odMm: 31 }, ['PD_OTHER_EYE_MISSING']],
    [{ ...emptyPd, nearMm: 60 }, ['PD_DISTANCE_MISSING']],
    [{ ...emptyPd, odMm: 32, osMm: 31, nearMm: 60 }, ['PD_NEAR_EACH_EYE']],
    [{ ...emptyPd, odMm: 32, osMm: 31, nearMm: 60, nearOdMm: 30.5 }, ['PD_NEAR_EACH_EYE']],
    [{ ...emptyPd, odMm: 32, osMm: 31, nearMm: 60, nearOdMm: 30.5, nearOsMm: 29.6 }, ['PD_NEAR_EACH_EYE']],
    [{ ...emptyPd, odMm: 32, osMm: 31, nearMm: 60.1, nearOdMm: 30.5, nearOsMm: 29.6 }, []],
    [{ ...emptyPd, odMm: 32, osMm: 31, nearOdMm: 30.5, nearOsMm: 29.5 }, []],
    [{ ...emptyPd, binocularMm: 64, nearOsMm: 30 }, ['PD_NEAR_BOTH_EYES']],
    [{ ...emptyPd, binocularMm: 64, nearMm: 61 }, []],
    [{ ...emptyPd, binocularMm: 64 }, []],
    [emptyPd, []],
  ])('reads distances %#', (given, errors) => {
    expect(codes(readPd(given).errors)).toEqual(errors);
  });
});

describe('comparing with the last one', () => {
  it('sees no change in another notation of the same lens', () => {
    const before = { ...emptyContent, od: eye(-3000, 2000, 180), os: eye(-1000) };
    const after = { ...emptyContent, od: eye(-1000, -2000, 90), os: eye(-1000) };

    expect(comparePrescriptions(before, after, rules.thresholds)).toEqual([]);
  });

  it('wraps the axis at 180', () => {
    const before = { ...emptyContent, od: eye(-1000, -1000, 178), os: eye(-1000) };
    const after = { ...emptyContent, od: eye(-1000, -1000, 3), os: eye(-1000) };

    expect(comparePrescriptions(before, after, rules.thresholds)).toEqual([
      expect.objectContaining({ field: 'axis', eye: 'OD', previous: '178', current: '3', attention: false }),
    ]);
  });
});

describe('the states of a prescription', () => {
  it('never lets a rejected one back, and revoked is the end', () => {
    expect(PRESCRIPTION_STATUSES.filter((to) => canMove('REJECTED', to))).toEqual(['REVOKED']);
    expect(PRESCRIPTION_STATUSES.filter((to) => canMove('REVOKED', to))).toEqual([]);
    expect(statesBefore('SIGNED_OFF')).toEqual(['ENTERED', 'IN_REVIEW']);
    expect(PRESCRIPTION_STATUSES.filter(isOpenForSale)).toEqual(['ENTERED', 'IN_REVIEW', 'SIGNED_OFF']);
  });
});
