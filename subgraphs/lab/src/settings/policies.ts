import type { Principal, Tx } from '@opticworks/kernel';
import {
  type CheckCode,
  type ChecklistItem,
  distanceOnly,
  inspectionChecklist,
  type TraceLimits,
  traceLimits,
  type WaiverPolicy,
  type WearProfile,
} from '@opticworks/optics';
import type { LabParts } from '../parts.ts';
import { REMAKE_DEFAULTS, type RemakeTerms } from '../remakes/remake-terms.ts';
import { changeSetting, versionOf } from './change-setting.ts';

/** Rows, so that the history names each check by itself. Shares of the tolerance in whole percent. */
export interface WaiverTerms {
  maxItems: number;
  beyond: { code: string; percent: number }[];
}
export interface CalibrationTerms {
  rule: 'refuse' | 'warn';
}
export interface Policies {
  WAIVERS: WaiverTerms;
  CALIBRATION: CalibrationTerms;
  WEAR: WearProfile;
  REMAKES: RemakeTerms;
  TRACES: TraceLimits;
  CHECKLIST: { items: readonly ChecklistItem[] };
}
export type PolicyArea = keyof Policies;

/** A policy as it stands: what an owner chose, or what the installation was set up with. */
export type Standing<Area extends PolicyArea> = Policies[Area] & { isChosenHere: boolean; version: number };

export const waiverTermsOf = ({ beyond, maxItems }: WaiverPolicy): WaiverTerms => ({
  maxItems,
  beyond: Object.entries(beyond).map(([code, share]) => ({ code, percent: Math.round(share * 100) })),
});

/** Checks that are not named are never let pass. */
export const waiverPolicyOf = ({ beyond, maxItems }: WaiverTerms): WaiverPolicy => ({
  maxItems,
  beyond: Object.fromEntries(beyond.map(({ code, percent }) => [code as CheckCode, percent / 100])),
});

const defaults = (parts: Pick<LabParts, 'inspection'>): Policies => ({
  WAIVERS: waiverTermsOf(parts.inspection.waivers),
  CALIBRATION: { rule: parts.inspection.calibration },
  WEAR: distanceOnly,
  REMAKES: REMAKE_DEFAULTS,
  TRACES: traceLimits,
  CHECKLIST: { items: inspectionChecklist },
});

const chosen = async <Area extends PolicyArea>(query: Tx['query'], area: Area): Promise<Policies[Area] | null> =>
  (await query<{ value: Policies[Area] }>('SELECT value FROM lab_policy WHERE area = $1', [area]))[0]?.value ?? null;

/** What holds at this moment. */
export const policyNow = async <Area extends PolicyArea>(
  parts: Pick<LabParts, 'inspection'>,
  query: Tx['query'],
  area: Area,
): Promise<Policies[Area]> => (await chosen(query, area)) ?? defaults(parts)[area];

export async function standingPolicy<Area extends PolicyArea>(
  parts: LabParts,
  area: Area,
  query: Tx['query'] = parts.database.query.bind(parts.database),
): Promise<Standing<Area>> {
  const [value, [row]] = await Promise.all([
    chosen(query, area),
    query<{ version: number }>(`SELECT ${versionOf(area, "''")} AS version`),
  ]);
  return { ...(value ?? defaults(parts)[area]), isChosenHere: value !== null, version: row?.version ?? 0 };
}

/** The caller has read and judged the value. @throws SETTING_CHANGED_MEANWHILE */
export async function savePolicy<Area extends PolicyArea>(
  parts: LabParts,
  principal: Principal,
  area: Area,
  value: Policies[Area],
  { basedOn, reason }: { basedOn?: number | null; reason: string },
): Promise<Standing<Area>> {
  const { version } = await changeSetting<Policies[Area]>(
    parts,
    principal,
    { area, key: '', basedOn, note: reason },
    {
      // The first choice is a change of what the installation was set up with.
      read: (tx) => policyNow(parts, tx.query, area),
      async write(tx) {
        await tx.query(
          `INSERT INTO lab_policy (area, value) VALUES ($1, $2) ON CONFLICT (area) DO UPDATE SET value = excluded.value`,
          [area, JSON.stringify(value)],
        );
        return value;
      },
    },
  );
  return { ...value, isChosenHere: true, version };
}

/** What a supervisor may let pass at this moment: exactly the installation's shares while nobody chose others. */
export async function waiversNow(parts: Pick<LabParts, 'inspection'>, query: Tx['query']): Promise<WaiverPolicy> {
  const terms = await chosen(query, 'WAIVERS');
  return terms ? waiverPolicyOf(terms) : parts.inspection.waivers;
}

/** What is off is not written down with a job: it is calculated as it was before there was a choice. */
export const switchedOn = ({ add, prism }: WearProfile): { wearProfile?: WearProfile } =>
  add || prism ? { wearProfile: { add, prism } } : {};
