import { describe, expect, it } from 'vitest';
import { unverifiedExpiryLaws } from './expiry.ts';
import { profileOf } from './jurisdiction-profile.ts';

describe('a jurisdiction profile', () => {
  it('lets silence verify contact lenses in the US only, and spectacles nowhere', () => {
    for (const place of ['US', 'US-NY', 'DE', 'GB', 'XX']) {
      expect(profileOf(place, ['GB', 'DE']).spectacles.verification.passiveAfterBusinessHours).toBeNull();
      expect(profileOf(place, ['GB', 'DE']).contactLenses.verification.passiveAfterBusinessHours).toBe(
        place.startsWith('US') ? 8 : null,
      );
    }
  });

  it('keeps unsourced values off until they are switched on', () => {
    expect(profileOf('GB')).toMatchObject({ isSourced: true, isPdDispensing: false });
    expect(profileOf('GB', ['GB'])).toMatchObject({ isSourced: false, isPdDispensing: true });
    expect(profileOf('GB', ['GB']).spectacles.verification.recordsYears).toBe(10);
    expect(profileOf('US-TX').expiry.spectacleMonths).toBe(24);
    expect(profileOf('US-TX', [], unverifiedExpiryLaws).expiry.spectacleMonths).toBe(12);
  });

  it.each([
    ['GB', true, 10],
    ['CA', true, 3],
    ['DE', false, 3],
    ['AT', false, 3],
    ['FR', false, 3],
  ])('of %s is unsourced; measured when dispensing: %s; records are kept %s years', (code, isPdDispensing, years) => {
    const profile = profileOf(code, [code]);

    expect(profile).toMatchObject({ code, isSourced: false, isPdDispensing });
    expect(profile.spectacles.verification.recordsYears).toBe(years);
    expect(profile.contactLenses.verification.recordsYears).toBe(years);
    // The owner's word for one place is no word for another.
    expect(profileOf(code, ['XX'])).toMatchObject({ code, isSourced: true, isPdDispensing: false });
  });

  it('of a part of a country is the country’s', () => {
    expect(profileOf('GB-SCT', ['GB'])).toMatchObject({ code: 'GB', isPdDispensing: true });
    expect(profileOf('US-NY')).toMatchObject({ code: 'US-NY', isSourced: true, isPdDispensing: false });
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
