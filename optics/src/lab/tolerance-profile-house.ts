import type { ToleranceProfile } from './tolerance-profile.ts';
import { ansiZ801 } from './tolerance-profile-ansi.ts';

/** ANSI with the common house policy of holding every PD to ±2.5 mm. */
export const ansiZ801HousePd: ToleranceProfile = {
  ...ansiZ801,
  id: 'ansi-z80.1-house-pd',
  name: 'ANSI Z80.1, PD within 2.5 mm at every power',
  pdAlways: { value: 2.5, isPerEye: false, source: 'house' },
};
