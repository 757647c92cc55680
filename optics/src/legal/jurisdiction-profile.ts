import { contactLensDocument, type DocumentProfile, spectacleDocument } from './document-content.ts';
import { type ExpiryLaw, expiryLawOf } from './expiry.ts';

/** How a prescription that nobody presented may become good for selling from. */
export interface VerificationRule {
  /** Business hours of silence after which it counts as verified; null where only an answer counts. */
  passiveAfterBusinessHours: number | null;
  /** Whether Saturday hours may be counted, given that the request states them. */
  maySaturdayCount: boolean;
  /** How long request and answer are kept, years. */
  recordsYears: number;
}

/** One place's rules as data. */
export interface JurisdictionProfile {
  code: string;
  /** false: no source was read for these values; they stay off until an owner switches the profile on. */
  isSourced: boolean;
  expiry: ExpiryLaw;
  spectacles: { verification: VerificationRule; document: DocumentProfile };
  contactLenses: { verification: VerificationRule; document: DocumentProfile };
  /** Where the PD is measured when dispensing and is no part of the prescription. */
  isPdDispensing: boolean;
}

/** Silence never verifies anything. The rule for spectacles everywhere, and for everything where no law says otherwise. */
const onlyAnAnswer: VerificationRule = { passiveAfterBusinessHours: null, maySaturdayCount: false, recordsYears: 3 };

/** 16 CFR 315.5(c): confirmed, corrected, or eight business hours of silence after receipt. */
const contactLensRule: VerificationRule = { passiveAfterBusinessHours: 8, maySaturdayCount: true, recordsYears: 3 };

type ExpiryLaws = Readonly<Record<string, ExpiryLaw>>;

const unitedStates = (code: string, laws?: ExpiryLaws): JurisdictionProfile => ({
  code,
  isSourced: true,
  expiry: expiryLawOf(code, laws),
  spectacles: { verification: onlyAnAnswer, document: spectacleDocument },
  contactLenses: { verification: contactLensRule, document: contactLensDocument },
  // The Eyeglass Rule does not make the PD part of a prescription; many papers carry it all the same.
  isPdDispensing: false,
});

/** Used for any place whose own profile is not switched on: nothing is presumed, nothing lapses into verified. */
const careful = (code: string, laws?: ExpiryLaws): JurisdictionProfile => ({
  code,
  isSourced: true,
  expiry: expiryLawOf(code, laws),
  spectacles: { verification: onlyAnAnswer, document: spectacleDocument },
  contactLenses: { verification: onlyAnAnswer, document: contactLensDocument },
  isPdDispensing: false,
});

/** Profiles beyond the US. Values without a source read are off until switched on; see `profileOf`. */
export const otherProfiles: Readonly<Record<string, JurisdictionProfile>> = {
  GB: {
    ...careful('GB'),
    isSourced: false,
    spectacles: { verification: { ...onlyAnAnswer, recordsYears: 10 }, document: spectacleDocument },
    contactLenses: { verification: { ...onlyAnAnswer, recordsYears: 10 }, document: contactLensDocument },
    isPdDispensing: true,
  },
  CA: { ...careful('CA'), isSourced: false, isPdDispensing: true },
  DE: { ...careful('DE'), isSourced: false },
  AT: { ...careful('AT'), isSourced: false },
  FR: { ...careful('FR'), isSourced: false },
};

/**
 * The rules of a place of sale.
 * @param jurisdiction an ISO country ("US", "GB") or a US state ("US-NY")
 * @param switchedOn codes of unsourced profiles that the owner has confirmed
 * @param laws terms of validity by place, where the house keeps its own
 */
export function profileOf(
  jurisdiction: string,
  switchedOn: readonly string[] = [],
  laws?: ExpiryLaws,
): JurisdictionProfile {
  if (/^US(-|$)/.test(jurisdiction)) return unitedStates(jurisdiction, laws);
  const own = otherProfiles[jurisdiction] ?? otherProfiles[jurisdiction.slice(0, 2)];
  return own && (own.isSourced || switchedOn.includes(own.code))
    ? { ...own, expiry: expiryLawOf(jurisdiction, laws) }
    : careful(jurisdiction, laws);
}
