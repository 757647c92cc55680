import { SettingsError, type SettingsOf } from '@opticworks/kernel';
import { chooseProfile, type ToleranceProfile, type WaiverPolicy, waiverPolicy } from '@opticworks/optics';
import type { INSPECTION_SETTINGS } from './inspection.config.ts';

/** What the lab inspects by; all of it settings of its owner. */
export interface InspectionRules {
  profile: ToleranceProfile;
  judgesUnverified: boolean;
  /** What an instrument whose calibration has run out does. */
  calibration: 'refuse' | 'warn';
  waivers: WaiverPolicy;
  /** Whose rule of impact resistance holds. */
  impactTests: 'us' | 'none';
}

/** @throws SettingsError when the chosen profile is unverified and its owner has not named it so */
export function inspectionRules(settings: SettingsOf<typeof INSPECTION_SETTINGS>): InspectionRules {
  const choice = chooseProfile(settings.LAB_TOLERANCE_PROFILE, settings.LAB_UNVERIFIED_TOLERANCES);
  if (!choice.ok)
    throw new SettingsError([
      `LAB_TOLERANCE_PROFILE is ${settings.LAB_TOLERANCE_PROFILE}, whose numbers nobody has held against the standard. ` +
        'Check them, then name it in LAB_UNVERIFIED_TOLERANCES, or choose another profile.',
    ]);
  return {
    profile: choice.profile,
    judgesUnverified: choice.judgesUnverified,
    calibration: settings.LAB_CALIBRATION_RULE,
    waivers: settings.LAB_WAIVER_LIMITS ?? waiverPolicy,
    impactTests: settings.LAB_IMPACT_TESTS,
  };
}
