import type { Tx } from '@opticworks/kernel';
import {
  type ChargedParty,
  chargedParties,
  isRemakeReason,
  type RemakePolicy,
  type RemakeReason,
  remakePolicies,
  remakeTaxonomy,
} from '@opticworks/optics';

/** Who bears a remake by default, reason by reason, and when it is free to them. Rows, so that the history names each reason by itself. */
export interface RemakeTerms {
  parties: { code: string; party: string }[];
  free: RemakePolicy[];
}

export const REMAKE_DEFAULTS: RemakeTerms = {
  parties: Object.entries(remakeTaxonomy).map(([code, { party }]) => ({ code, party })),
  free: remakePolicies.map((one) => ({ ...one })),
};

const isParty = (name: string): name is ChargedParty => chargedParties.some((party) => party === name);

/** The party of a reason; a reason nobody decided about keeps the one it came with. */
export function partyByTerms(terms: RemakeTerms, reason: RemakeReason): ChargedParty {
  const chosen = terms.parties.find(({ code }) => code === reason)?.party;
  return chosen !== undefined && isParty(chosen) ? chosen : remakeTaxonomy[reason].party;
}

const MOST_DAYS = 3_650;
const CODE = /^[A-Z][A-Z0-9_]{2,39}$/;

/** @returns the first thing that makes no sense */
export function unreadableRemakeTerms({ parties, free }: RemakeTerms): string | null {
  const seen = new Set<string>();
  for (const { code, party } of parties) {
    if (!isRemakeReason(code) || seen.has(code) || !isParty(party)) return code.slice(0, 40);
    // Under warranty is what the remake rate leaves out: a fault of the making must not be hidden there, nor the other way round.
    if ((party === 'warranty') !== (remakeTaxonomy[code].party === 'warranty')) return code;
    seen.add(code);
  }
  const codes = new Set<string>();
  for (const one of free) {
    const bad =
      !CODE.test(one.code) ||
      codes.has(one.code) ||
      one.parties.length === 0 ||
      !one.parties.every(isParty) ||
      !isCount(one.withinDays, MOST_DAYS) ||
      !isCount(one.maxEarlier, 100) ||
      (one.reasons !== null && (one.reasons.length === 0 || !one.reasons.every(isRemakeReason)));
    if (bad) return one.code.slice(0, 40) || 'free';
    codes.add(one.code);
  }
  return null;
}

const isCount = (value: number | null, most: number): boolean =>
  value === null || (Number.isInteger(value) && value >= 0 && value <= most);

/** How often an owner changed them: what a remake remembers. */
export const remakeTermsVersion = async (query: Tx['query']): Promise<number> =>
  (
    await query<{ version: number }>(
      `SELECT coalesce(max(version), 0)::int AS version FROM lab_setting_change WHERE area = 'REMAKES' AND key = ''`,
    )
  )[0]?.version ?? 0;
