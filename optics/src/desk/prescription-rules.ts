import {
  type BusinessClock,
  type OpenMinutes,
  VERIFICATION_BUSINESS_HOURS,
  weekdayHours,
} from '../legal/business-hours.ts';
import { type ExpiryLaw, expiryLaws, unverifiedExpiryLaws } from '../legal/expiry.ts';
import { factsOf, type JurisdictionFact } from '../legal/jurisdiction-facts.ts';
import { type JurisdictionProfile, profileOf } from '../legal/jurisdiction-profile.ts';
import { isUsFederalHoliday } from '../legal/us-federal-holidays.ts';
import { type MaterialId, recommendationSteps } from '../lens/materials.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from '../prescription/thresholds.ts';

/** When a prescriber can be expected to answer; the hours of the law, and the days this house knows to be closed. */
export interface AnswerHours extends OpenMinutes {
  /** Business hours of silence, where silence counts at all. */
  hours: number;
  holidays: 'us-federal' | 'none';
  /** Further closed days, YYYY-MM-DD. */
  closedOn: readonly string[];
}

/** As many materials as are recommended alike up to a power; the last row has no end. */
export interface RecommendationRow {
  upTo: number | null;
  materials: readonly MaterialId[];
}

/**
 * Everything prescriptions are judged by, as one version: the same in the form of the shop, in the lens builder, at the desk and in the
 * lab. An owner may change each number; what is listed here are the values the house came with.
 */
export interface PrescriptionRules {
  /** 0 while nobody has changed them. */
  version: number;
  thresholds: PrescriptionThresholds;
  /** Where prescriptions are sold from: a country or a US state. The first one holds where nobody chose. */
  places: readonly string[];
  /** Terms by place; what is not named follows its country. */
  expiryLaws: Readonly<Record<string, ExpiryLaw>>;
  /** What is unverified and the owner has looked up and confirmed: a state for its term, `DE:WITHDRAWAL` for one fact of a country. */
  switchedOn: readonly string[];
  answerHours: AnswerHours;
  recommendations: readonly RecommendationRow[];
}

export const defaultPrescriptionRules: PrescriptionRules = {
  version: 0,
  thresholds: prescriptionThresholds,
  places: ['US'],
  expiryLaws,
  switchedOn: [],
  answerHours: { hours: VERIFICATION_BUSINESS_HOURS, ...weekdayHours, holidays: 'us-federal', closedOn: [] },
  recommendations: recommendationSteps.map(({ upTo, materials }) => ({
    upTo: Number.isFinite(upTo) ? upTo : null,
    materials,
  })),
};

/** The terms that hold: the document's, and the unverified ones of each place that was switched on. */
export function expiryLawsOf({ expiryLaws: laws, switchedOn }: PrescriptionRules): Readonly<Record<string, ExpiryLaw>> {
  const confirmed = switchedOn.flatMap((place) => {
    const law = unverifiedExpiryLaws[place];
    // What an owner wrote down for the place itself counts before what was only said about it.
    return law && !laws[place] ? [[place, law] as const] : [];
  });
  return { ...laws, ...Object.fromEntries(confirmed) };
}

/** What is known of a place under these rules, each with how sure it is and whether it counts. */
export const placeFacts = ({ switchedOn }: Pick<PrescriptionRules, 'switchedOn'>, place: string): JurisdictionFact[] =>
  factsOf(place, switchedOn, Object.keys(unverifiedExpiryLaws));

/** The profile of a place under these rules. */
export function placeProfile(rules: PrescriptionRules, place: string): JurisdictionProfile {
  const profile = profileOf(place, rules.switchedOn, expiryLawsOf(rules));
  const { verification } = profile.contactLenses;
  if (verification.passiveAfterBusinessHours === null) return profile;
  return {
    ...profile,
    contactLenses: {
      ...profile.contactLenses,
      verification: { ...verification, passiveAfterBusinessHours: rules.answerHours.hours },
    },
  };
}

/** The clock of a prescriber's practice. @param saturday regular hours, where they may be counted and were stated */
export function answerClock(
  { answerHours }: PrescriptionRules,
  timeZone: string,
  saturday?: OpenMinutes | undefined,
): BusinessClock {
  const { from, to, holidays, closedOn } = answerHours;
  return {
    timeZone,
    weekday: { from, to },
    isHoliday: (date) => closedOn.includes(date) || (holidays === 'us-federal' && isUsFederalHoliday(date)),
    ...(saturday ? { saturday } : {}),
  };
}

/** The rows as `recommendedMaterials` and `adviseMaterial` take them. */
export const recommendationStepsOf = ({
  recommendations,
}: PrescriptionRules): { upTo: number; materials: readonly MaterialId[] }[] =>
  recommendations.map(({ upTo, materials }) => ({ upTo: upTo ?? Number.POSITIVE_INFINITY, materials }));
