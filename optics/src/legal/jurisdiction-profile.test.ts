import { describe, expect, it } from 'vitest';
import { unverifiedExpiryLaws } from './expiry.ts';
import { profileOf } from './jurisdiction-profile.ts';

describe('a jurisdiction profile', () => {
  it('lets silence verify contact lenses in the US only, and spectacles nowhere', () => {
    for (const place of ['US', 'US-NY', 'DE', 'GB', 'XX']) {
      expect(profileOf(place).spectacles.verification.passiveAfterBusinessHours).toBeNull();
      expect(profileOf(place).contactLenses.verification.passiveAfterBusinessHours).toBe(
        place.startsWith('US') ? 8 : null,
      );
    }
  });

  it.each([
    ['GB', true, 10],
    ['GB-SCT', true, 10],
    ['CA', true, 3],
    ['CA-ON', true, 3],
    ['DE', false, 3],
    ['US-NY', false, 3],
    ['XX', false, 3],
  ])('of %s: the PD is measured when dispensing: %s; records are kept %s years', (code, isPdDispensing, years) => {
    const profile = profileOf(code);

    expect(profile).toMatchObject({ code, isPdDispensing });
    expect(profile.spectacles.verification.recordsYears).toBe(years);
    expect(profile.contactLenses.verification.recordsYears).toBe(years);
  });

  it('takes the term of a state that is only said from the laws that were switched on', () => {
    expect(profileOf('US-TX').expiry.spectacleMonths).toBe(24);
    expect(profileOf('US-TX', [], unverifiedExpiryLaws).expiry.spectacleMonths).toBe(12);
  });

  it('lists by law what the US statute lists, and nothing anywhere else', () => {
    const byLaw = (place: string, product: 'spectacles' | 'contactLenses') =>
      Object.values(profileOf(place)[product].document).filter((need) => need === 'by-law').length;

    expect(['US', 'US-NY', 'GB', 'DE', 'XX'].map((place) => byLaw(place, 'contactLenses'))).toEqual([11, 11, 0, 0, 0]);
    expect(['US', 'US-NY', 'GB', 'DE', 'XX'].map((place) => byLaw(place, 'spectacles'))).toEqual([0, 0, 0, 0, 0]);
  });

  it('takes no other place for the United States', () => {
    for (const place of ['USX', 'AUS', 'RUS'])
      expect(profileOf(place).contactLenses.verification.passiveAfterBusinessHours).toBeNull();
  });

  it('counts a Saturday only where the rule for contact lenses says so', () => {
    const counts = (place: string) => [
      profileOf(place).contactLenses.verification.maySaturdayCount,
      profileOf(place).spectacles.verification.maySaturdayCount,
    ];

    expect(counts('US')).toEqual([true, false]);
    expect(counts('DE')).toEqual([false, false]);
  });
});
