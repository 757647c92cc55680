import { describe, expect, it } from 'vitest';
import { factsOf, isFactOn, isInUnion, unverifiedFacts } from './jurisdiction-facts.ts';
import { FACT_CODES } from './known-facts.ts';

const said = ['US-TX'];
const on = (place: string, switchedOn: string[] = []) =>
  factsOf(place, switchedOn, said).flatMap(({ code, isOn }) => (isOn ? [code] : []));
const off = (place: string, switchedOn: string[] = []) =>
  factsOf(place, switchedOn, said).flatMap(({ key, isOn }) => (isOn ? [] : [key]));

describe('what is known of a place', () => {
  it('is each by itself, in one order, with its source and who acts on it, in both languages', () => {
    for (const place of ['US', 'US-TX', 'GB', 'CA', 'DE', 'XX']) {
      const facts = factsOf(place, [], said);
      expect(facts.map(({ code }) => FACT_CODES.indexOf(code))).toEqual(
        facts.map(({ code }) => FACT_CODES.indexOf(code)).sort((a, b) => a - b),
      );
      for (const { code, source, actors, en, de } of facts)
        expect([code, source.length > 8, actors.length > 0, en !== de && en !== '']).toEqual([code, true, true, true]);
    }
    expect(on('XX')).toEqual(['VERIFY_SPECTACLES', 'PAPER_SPECTACLES']);
    expect(on('GB')).toEqual(['VERIFY_SPECTACLES', 'PAPER_SPECTACLES', 'PD_DISPENSING', 'RECORDS']);
    expect(on('DE')).toEqual(['VERIFY_SPECTACLES', 'PAPER_SPECTACLES', 'DEVICE_DUTIES']);
    expect(on('US')).toContain('PAPER_CONTACT_LENSES');
  });

  it('is off while it is unverified, until it is switched on by its own name and no other', () => {
    expect(off('DE')).toEqual(['DE:CUSTOM_MADE', 'DE:WITHDRAWAL']);
    expect(off('DE', ['DE:WITHDRAWAL'])).toEqual(['DE:CUSTOM_MADE']);
    for (const other of ['AT:WITHDRAWAL', 'DE', 'WITHDRAWAL']) expect(off('DE', [other])).toHaveLength(2);
    expect(isFactOn('WITHDRAWAL', 'DE', [])).toBe(false);
    expect(isFactOn('WITHDRAWAL', 'DE', ['DE:WITHDRAWAL'])).toBe(true);
    expect(isFactOn('WITHDRAWAL', 'GB', ['GB:WITHDRAWAL'])).toBe(false);
    expect(off('US-TX')).toEqual(['US-TX']);
    expect(off('US-TX', ['US-TX'])).toEqual([]);
    expect(off('US-NY')).toEqual([]);
  });

  it('waits for an owner in each member of the Union, and in no other country', () => {
    expect(unverifiedFacts()).toHaveLength(27 * 2);
    expect(unverifiedFacts()).toContain('AT:WITHDRAWAL');
    expect(['DE', 'DE-BY', 'GB', 'CH', 'US-DE'].map(isInUnion)).toEqual([true, true, false, false, false]);
  });

  it.each<[string, string[]]>([
    [
      'US',
      [
        'EXPIRY_SPECTACLES verified desk shop',
        'EXPIRY_CONTACT_LENSES verified desk shop',
        'VERIFY_SPECTACLES common-practice desk',
        'VERIFY_CONTACT_LENSES verified clock',
        'BUSINESS_HOURS common-practice clock',
        'PAPER_SPECTACLES common-practice desk',
        'PAPER_CONTACT_LENSES verified desk',
      ],
    ],
    [
      'GB',
      [
        'VERIFY_SPECTACLES common-practice desk',
        'PAPER_SPECTACLES common-practice desk',
        'PD_DISPENSING verified shop desk',
        'RECORDS verified desk',
      ],
    ],
    [
      'CA',
      [
        'VERIFY_SPECTACLES common-practice desk',
        'PAPER_SPECTACLES common-practice desk',
        'PD_DISPENSING common-practice shop desk',
      ],
    ],
    [
      'FR',
      [
        'VERIFY_SPECTACLES common-practice desk',
        'PAPER_SPECTACLES common-practice desk',
        'DEVICE_DUTIES verified lab desk',
        'CUSTOM_MADE unverified desk',
        'WITHDRAWAL unverified shop desk',
      ],
    ],
    ['XX', ['VERIFY_SPECTACLES common-practice desk', 'PAPER_SPECTACLES common-practice desk']],
  ])('of %s is this, as sure as this, for these to act on', (place, known) => {
    const told = factsOf(place, [], []).map(({ code, certainty, actors }) => [code, certainty, ...actors].join(' '));

    expect(told).toEqual(known);
  });

  it('of a country with a name that only begins like another is nothing of the other', () => {
    for (const place of ['USA', 'GBX', 'CAN'])
      expect(factsOf(place, [], []).map(({ code }) => code)).toEqual(['VERIFY_SPECTACLES', 'PAPER_SPECTACLES']);
    expect(factsOf('US-TX', [], ['US-TX']).find(({ key }) => key === 'US-TX')).toMatchObject({
      code: 'EXPIRY_SPECTACLES',
      certainty: 'unverified',
      isOn: false,
    });
  });
});
