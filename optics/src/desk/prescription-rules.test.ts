import { describe, expect, it } from 'vitest';
import { businessDeadline } from '../legal/business-hours.ts';
import { spectacleExpiry } from '../legal/expiry.ts';
import { recommendedMaterials } from '../lens/materials.ts';
import {
  answerClock,
  defaultPrescriptionRules,
  expiryLawsOf,
  type PrescriptionRules,
  placeFacts,
  placeProfile,
  recommendationStepsOf,
} from './prescription-rules.ts';

const rules = (over: Partial<PrescriptionRules> = {}): PrescriptionRules => ({ ...defaultPrescriptionRules, ...over });
const expiry = (place: string, by: PrescriptionRules) =>
  spectacleExpiry({ issuedOn: '2026-02-10' }, place, expiryLawsOf(by));

describe('the terms of a place', () => {
  it('take what is only said about a state after its owner switched it on, and no other state with it', () => {
    expect([expiry('US-TX', rules()), expiry('US-TX', rules({ switchedOn: ['US-GA'] }))]).toEqual([
      '2028-02-10',
      '2028-02-10',
    ]);
    expect(expiry('US-TX', rules({ switchedOn: ['US-TX'] }))).toBe('2027-02-10');
  });

  it('are the owner’s own where the owner wrote some down', () => {
    const own = { ...defaultPrescriptionRules.expiryLaws.US!, spectacleMonths: 6 };
    const by = rules({ expiryLaws: { ...defaultPrescriptionRules.expiryLaws, 'US-TX': own }, switchedOn: ['US-TX'] });

    expect(expiry('US-TX', by)).toBe('2026-08-10');
    expect(placeProfile(by, 'US-TX').expiry.spectacleMonths).toBe(6);
  });

  it('are no terms for a word nobody knows', () => {
    expect(expiryLawsOf(rules({ switchedOn: ['XX'] }))).toEqual(defaultPrescriptionRules.expiryLaws);
  });
});

describe('the profile of a place', () => {
  it('waits as long as the owner says where silence counts, and counts none elsewhere', () => {
    const hours = { ...defaultPrescriptionRules.answerHours, hours: 12 };
    const passive = (place: string) =>
      placeProfile(rules({ answerHours: hours, switchedOn: ['GB'] }), place).contactLenses.verification
        .passiveAfterBusinessHours;

    expect(['US', 'US-NY', 'GB', 'DE'].map(passive)).toEqual([12, 12, null, null]);
    expect(
      placeProfile(rules({ answerHours: hours }), 'US').spectacles.verification.passiveAfterBusinessHours,
    ).toBeNull();
  });

  it('says how sure each fact is, and which of them count', () => {
    const withdrawal = (switchedOn: string[]) =>
      placeFacts(rules({ switchedOn }), 'DE').find(({ code }) => code === 'WITHDRAWAL');
    expect(withdrawal([])).toMatchObject({ certainty: 'unverified', isOn: false });
    expect(withdrawal(['DE:WITHDRAWAL'])).toMatchObject({ certainty: 'unverified', isOn: true });
    expect(placeFacts(rules(), 'US-TX').filter(({ isOn }) => !isOn)).toMatchObject([{ key: 'US-TX' }]);
  });
});

describe('the clock of an answer', () => {
  const deadline = (received: string, by: PrescriptionRules, saturday?: { from: number; to: number }) =>
    businessDeadline(
      new Date(`${received}:00-04:00`),
      answerClock(by, 'America/New_York', saturday),
      by.answerHours.hours,
    ).toISOString();
  const { answerHours } = defaultPrescriptionRules;

  it('closes on federal holidays, and on days the owner names', () => {
    // 4 July 2026 is a Saturday, kept on Friday the 3rd.
    expect(deadline('2026-07-02T15:00', rules())).toBe('2026-07-06T19:00:00.000Z');
    expect(deadline('2026-07-02T15:00', rules({ answerHours: { ...answerHours, holidays: 'none' } }))).toBe(
      '2026-07-03T19:00:00.000Z',
    );
    expect(deadline('2026-07-02T15:00', rules({ answerHours: { ...answerHours, closedOn: ['2026-07-06'] } }))).toBe(
      '2026-07-07T19:00:00.000Z',
    );
  });

  it('opens and closes as the owner says, and counts a Saturday that is named', () => {
    const short = { ...answerHours, from: 10 * 60, to: 14 * 60 };
    expect(deadline('2026-06-12T10:00', rules({ answerHours: short }))).toBe('2026-06-15T18:00:00.000Z');
    expect(deadline('2026-06-12T10:00', rules({ answerHours: short }), { from: 600, to: 840 })).toBe(
      '2026-06-13T18:00:00.000Z',
    );
  });
});

it('recommends by the owner’s steps', () => {
  expect(recommendedMaterials(6_000, false, recommendationStepsOf(rules()))).toEqual(['index-167']);
  const by = rules({
    recommendations: [
      { upTo: 5_000, materials: ['cr39'] },
      { upTo: null, materials: ['trivex'] },
    ],
  });
  const at = (power: number) => recommendedMaterials(power, false, recommendationStepsOf(by));
  expect([at(5_000), at(5_001), at(40_000)]).toEqual([['cr39'], ['trivex'], ['trivex']]);
});
