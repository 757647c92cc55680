import { describe, expect, it } from 'vitest';
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
    expect(profileOf('US-TX').expiry.spectacleMonths).toBe(12);
  });
});
