import {
  contactLensDocument,
  type DocumentProfile,
  spectacleDocument,
  statutoryContactLensDocument,
} from './document-content.ts';
import { type ExpiryLaw, expiryLawOf } from './expiry.ts';
import { isFactOn } from './jurisdiction-facts.ts';

/** How a prescription that nobody presented may become good for selling from. */
export interface VerificationRule {
  /** Business hours of silence after which it counts as verified; null where only an answer counts. */
  passiveAfterBusinessHours: number | null;
  /** Whether Saturday hours may be counted, given that the request states them. */
  maySaturdayCount: boolean;
  /** How long request and answer are kept, years. */
  recordsYears: number;
}

/** One place's rules as data; how sure each is stands with its facts, see `factsOf`. */
export interface JurisdictionProfile {
  code: string;
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
  expiry: expiryLawOf(code, laws),
  spectacles: { verification: onlyAnAnswer, document: spectacleDocument },
  contactLenses: { verification: contactLensRule, document: statutoryContactLensDocument },
  // The Eyeglass Rule does not make the PD part of a prescription; many papers carry it all the same.
  isPdDispensing: false,
});

/** Any other place: nothing is presumed, nothing lapses into verified; what is known of it and counts comes on top. */
function elsewhere(place: string, switchedOn: readonly string[], laws?: ExpiryLaws): JurisdictionProfile {
  const verification = {
    ...onlyAnAnswer,
    recordsYears: isFactOn('RECORDS', place, switchedOn) ? 10 : onlyAnAnswer.recordsYears,
  };
  return {
    code: place,
    expiry: expiryLawOf(place, laws),
    spectacles: { verification, document: spectacleDocument },
    contactLenses: { verification, document: contactLensDocument },
    isPdDispensing: isFactOn('PD_DISPENSING', place, switchedOn),
  };
}

/**
 * The rules of a place of sale.
 * @param jurisdiction an ISO country ("US", "GB") or a US state ("US-NY")
 * @param switchedOn what an owner confirmed of what is unverified
 * @param laws terms of validity by place, where the house keeps its own
 */
export const profileOf = (
  jurisdiction: string,
  switchedOn: readonly string[] = [],
  laws?: ExpiryLaws,
): JurisdictionProfile =>
  /^US(-|$)/.test(jurisdiction) ? unitedStates(jurisdiction, laws) : elsewhere(jurisdiction, switchedOn, laws);
