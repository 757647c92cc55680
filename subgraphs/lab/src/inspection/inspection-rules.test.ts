import { loadSettings, SettingsError } from '@opticworks/kernel';
import { waiverPolicy } from '@opticworks/optics';
import { describe, expect, it } from 'vitest';
import { INSPECTION_SETTINGS } from './inspection.config.ts';
import { inspectionRules } from './inspection-rules.ts';

const rules = (env: Record<string, string> = {}) =>
  inspectionRules(loadSettings(INSPECTION_SETTINGS, { mode: 'test', env }));

describe('what the lab inspects by', () => {
  it('is ANSI Z80.1, overdue instruments refused, unless its owner says otherwise', () => {
    expect(rules()).toMatchObject({
      profile: { id: 'ansi-z80.1' },
      judgesUnverified: false,
      calibration: 'refuse',
      waivers: waiverPolicy,
      impactTests: 'us',
    });
    expect(rules({ LAB_TOLERANCE_PROFILE: 'us-nj', LAB_UNVERIFIED_TOLERANCES: 'unverified-rows' })).toMatchObject({
      profile: { id: 'us-nj' },
      judgesUnverified: true,
    });
  });

  it('is no unverified profile until it is named as one', () => {
    const chosen = { LAB_TOLERANCE_PROFILE: 'iso-21987-recalled' };
    expect(() => rules(chosen)).toThrow(SettingsError);
    expect(() => rules({ ...chosen, LAB_UNVERIFIED_TOLERANCES: 'unverified-rows' })).toThrow(/against the standard/);
    expect(rules({ ...chosen, LAB_UNVERIFIED_TOLERANCES: ' iso-21987-recalled ' }).profile.id).toBe(
      'iso-21987-recalled',
    );
    expect(() => rules({ LAB_UNVERIFIED_TOLERANCES: 'iso' })).toThrow(/Only iso-21987-recalled/);
    expect(() => rules({ LAB_TOLERANCE_PROFILE: 'iso-21987' })).toThrow(SettingsError);
  });

  it('has the waiver limits of the house', () => {
    expect(rules({ LAB_WAIVER_LIMITS: 'POWER=0.1, HEIGHT=1, max=1' }).waivers).toEqual({
      beyond: { POWER: 0.1, HEIGHT: 1 },
      maxItems: 1,
    });
    expect(() => rules({ LAB_WAIVER_LIMITS: 'POWER=2' })).toThrow(/shares from 0 to 1/);
    expect(() => rules({ LAB_WAIVER_LIMITS: 'SPHERE=0.1' })).toThrow(SettingsError);
  });
});
