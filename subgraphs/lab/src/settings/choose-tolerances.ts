import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import {
  chooseProfile,
  type ToleranceProfile,
  toleranceProfiles,
  UNVERIFIED_ROWS,
  unverifiedProfiles,
} from '@opticworks/optics';
import type { InspectionRules } from '../inspection/inspection-rules.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { changeSetting, versionOf } from './change-setting.ts';
import { SETTING_ERRORS } from './setting.errors.ts';
import { toleranceLimits } from './tolerance-limits.ts';
import type { ChooseTolerancesInput, LabTolerancesType } from './tolerances.type.ts';

interface Choice {
  profile: string;
  accepted: string[];
}

const readChoice = async (query: Tx['query']): Promise<Choice | null> =>
  (await query<Choice>('SELECT profile, accepted FROM lab_tolerance_choice'))[0] ?? null;

/**
 * What inspections are held against at this moment: what an owner chose, or the settings of the installation. A profile that this version
 * of the program no longer has leaves the settings in force.
 */
export async function inspectionRulesNow(parts: LabParts, query: Tx['query']): Promise<InspectionRules> {
  const chosen = await readChoice(query);
  const choice = chosen && chooseProfile(chosen.profile, chosen.accepted);
  return choice?.ok
    ? { ...parts.inspection, profile: choice.profile, judgesUnverified: choice.judgesUnverified }
    : parts.inspection;
}

export async function toleranceTerms(parts: LabParts): Promise<LabTolerancesType> {
  const query = parts.database.query.bind(parts.database);
  const [rules, chosen, [row]] = await Promise.all([
    inspectionRulesNow(parts, query),
    readChoice(query),
    query<{ version: number }>(`SELECT ${versionOf('TOLERANCES', "''")} AS version`),
  ]);
  return view(rules, chosen !== null, row?.version ?? 0);
}

const view = (
  rules: Pick<InspectionRules, 'profile' | 'judgesUnverified'>,
  isChosenHere: boolean,
  version: number,
): LabTolerancesType => ({
  version,
  profile: rules.profile.id,
  judgesUnverified: rules.judgesUnverified,
  isChosenHere,
  profiles: [...Object.values(toleranceProfiles), ...Object.values(unverifiedProfiles)].map(profileView),
});

const profileView = (profile: ToleranceProfile) => ({
  id: profile.id,
  name: profile.name,
  edition: profile.edition,
  jurisdiction: profile.jurisdiction,
  isVerified: profile.isVerified,
  limits: toleranceLimits(profile),
});

/**
 * An owner chooses what lenses are held against. Numbers nobody has held against the standard have to be named once more, and every
 * choice has a reason.
 * @throws TOLERANCES_UNKNOWN, TOLERANCES_UNVERIFIED, TOLERANCES_REASON_MISSING, SETTING_CHANGED_MEANWHILE
 */
export async function chooseTolerances(
  parts: LabParts,
  principal: Principal,
  input: ChooseTolerancesInput,
): Promise<LabTolerancesType> {
  insist({ principal }, 'manageLab');
  const reason = input.reason.trim();
  if (reason === '' || reason.length > 500) refuse(SETTING_ERRORS.TOLERANCES_REASON_MISSING);
  const named = input.acceptUnverified?.trim();
  const accepted = [...(named ? [named] : []), ...(input.judgesUnverified ? [UNVERIFIED_ROWS] : [])];
  const choice = chooseProfile(input.profile, accepted);
  if (!choice.ok) {
    const name = input.profile.slice(0, 40);
    refuse(
      choice.code === 'PROFILE_UNKNOWN' ? SETTING_ERRORS.TOLERANCES_UNKNOWN : SETTING_ERRORS.TOLERANCES_UNVERIFIED,
      { name },
    );
  }
  const { version } = await changeSetting<Choice>(
    parts,
    principal,
    { area: 'TOLERANCES', key: '', basedOn: input.basedOn, note: reason },
    {
      read: (tx) => readChoice(tx.query),
      async write(tx) {
        const [row] = await tx.query<Choice>(
          `INSERT INTO lab_tolerance_choice (profile, accepted) VALUES ($1, $2)
           ON CONFLICT (only_row) DO UPDATE SET profile = $1, accepted = $2 RETURNING profile, accepted`,
          [choice.profile.id, accepted],
        );
        return row!;
      },
    },
  );
  return view(choice, true, version);
}
