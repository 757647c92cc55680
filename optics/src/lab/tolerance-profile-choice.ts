import type { ToleranceProfile } from './tolerance-profile.ts';
import { ansiZ801, ansiZ801Of1999 } from './tolerance-profile-ansi.ts';
import { ansiZ801HousePd } from './tolerance-profile-house.ts';
import { iso21987Recalled } from './tolerance-profile-iso-21987.ts';
import { newJersey } from './tolerance-profile-new-jersey.ts';

const byId = (profiles: readonly ToleranceProfile[]): Readonly<Record<string, ToleranceProfile>> =>
  Object.fromEntries(profiles.map((profile) => [profile.id, profile]));

/** Profiles any lab may choose. */
export const toleranceProfiles = byId([ansiZ801, ansiZ801Of1999, ansiZ801HousePd, newJersey]);

/** Profiles whose numbers nobody has held against the standard. */
export const unverifiedProfiles = byId([iso21987Recalled]);

/** Switches on single unverified rows of a verified profile, such as the warpage of ANSI. */
export const UNVERIFIED_ROWS = 'unverified-rows';

/** What an owner may name as unverified and want all the same. */
export const unverifiedChoices: readonly string[] = [...Object.keys(unverifiedProfiles), UNVERIFIED_ROWS];

export type ProfileChoice =
  | { ok: true; profile: ToleranceProfile; judgesUnverified: boolean }
  | { ok: false; code: 'PROFILE_UNKNOWN' | 'PROFILE_UNVERIFIED' };

/**
 * The profile a lab works by. An unverified one is refused unless its owner has named it.
 * @param accepted names from `unverifiedChoices` the owner has switched on
 */
export function chooseProfile(id: string, accepted: readonly string[] = []): ProfileChoice {
  const judgesUnverified = accepted.includes(UNVERIFIED_ROWS);
  if (Object.hasOwn(toleranceProfiles, id)) return { ok: true, profile: toleranceProfiles[id]!, judgesUnverified };
  if (!Object.hasOwn(unverifiedProfiles, id)) return { ok: false, code: 'PROFILE_UNKNOWN' };
  if (!accepted.includes(id)) return { ok: false, code: 'PROFILE_UNVERIFIED' };
  return { ok: true, profile: unverifiedProfiles[id]!, judgesUnverified };
}
