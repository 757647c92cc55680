import {
  contactLensExpiry,
  daysBetween,
  expiryLawOf,
  expiryLawsOf,
  finding,
  isCalendarDate,
  isExpired,
  isValidNpi,
} from '@opticworks/optics';
import type { Judgement, PrescriptionDraftContent } from './judge-prescription.ts';
import type { JudgingContext } from './judging-context.ts';
import type { ContactLensContent } from './prescription-content.ts';

/**
 * A contact lens prescription: a lens per eye, each with the values the statute lists. Whether a product is made in them is asked
 * when one is chosen; here nothing is rounded, filled in or taken over from glasses.
 */
export function judgeContactLenses(draft: PrescriptionDraftContent, context: JudgingContext): Judgement {
  const out: Judgement = {
    errors: [],
    warnings: [],
    notices: [],
    written: null,
    canonical: null,
    expiresOn: null,
    expired: false,
  };
  if (draft.contactLenses.length === 0) out.errors.push(finding('CONTACT_POWER_REQUIRED', 'contactLenses'));
  const eyes = draft.contactLenses.map(({ eye }) => eye);
  if (new Set(eyes).size < eyes.length) out.errors.push(finding('EYE_DUPLICATE', 'contactLenses'));
  for (const lens of draft.contactLenses) judgeLens(lens, out);
  judgeDates(draft, context, out);
  if (!draft.prescriberName) out.notices.push(finding('PRESCRIBER_NAME_REQUIRED', 'prescriberName'));
  const { prescriber } = draft;
  const canBeAsked = prescriber?.phone || prescriber?.fax || prescriber?.email || prescriber?.address;
  if (!canBeAsked && !prescriber?.licence && !prescriber?.npi)
    out.notices.push(finding('PRESCRIBER_NOT_VERIFIABLE', 'prescriber'));
  if (prescriber?.npi && !isValidNpi(prescriber.npi))
    out.warnings.push(finding('NPI_CHECK_DIGIT', 'prescriber.npi', { value: prescriber.npi }));
  return out;
}

function judgeLens(lens: ContactLensContent, out: Judgement): void {
  const field = `contactLenses.${lens.eye}`;
  const hasCylinder = Boolean(lens.cylinder) && Number(String(lens.cylinder).replace('−', '-').replace(',', '.')) !== 0;
  if (!lens.power.trim()) out.errors.push(finding('CONTACT_POWER_REQUIRED', `${field}.power`));
  if (hasCylinder && !lens.axis) out.errors.push(finding('AXIS_REQUIRED', `${field}.axis`));
  if (lens.axis && (!Number.isInteger(lens.axis) || lens.axis < 1 || lens.axis > 180))
    out.errors.push(finding('AXIS_RANGE', `${field}.axis`, { value: lens.axis }));
  if (!hasCylinder && lens.axis) out.notices.push(finding('AXIS_DROPPED', `${field}.axis`, { value: lens.axis }));
  // A diameter belongs there only where the lens is made in several (15 USC 7610(3)).
  for (const [name, value] of [
    ['brand', lens.brand || lens.manufacturer || lens.privateLabel],
    ['baseCurveMm', lens.baseCurveMm || lens.baseCurveName],
    ...(lens.privateLabel ? ([['manufacturer', lens.manufacturer]] as const) : []),
  ] as const)
    if (!value) out.notices.push(finding('CONTACT_PARAMETER_REQUIRED', `${field}.${name}`));
}

function judgeDates(
  { examinedOn, issuedOn, expiresOn, medicalReason }: PrescriptionDraftContent,
  { today, jurisdiction, rules }: JudgingContext,
  out: Judgement,
): void {
  if (!issuedOn) {
    out.errors.push(finding('ISSUE_DATE_REQUIRED', 'issuedOn'));
    return;
  }
  const unreadable = Object.entries({ examinedOn, issuedOn, expiresOn }).find(
    ([, value]) => value && !isCalendarDate(value),
  );
  if (unreadable) {
    out.errors.push(finding('DATE_INVALID', unreadable[0], { value: unreadable[1] ?? '' }));
    return;
  }
  if (examinedOn && examinedOn > today)
    out.errors.push(finding('WRITTEN_IN_FUTURE', 'examinedOn', { date: examinedOn }));
  if (issuedOn > today) out.errors.push(finding('WRITTEN_IN_FUTURE', 'issuedOn', { date: issuedOn }));
  if (expiresOn && expiresOn < issuedOn) {
    out.errors.push(finding('EXPIRES_BEFORE_ISSUE', 'expiresOn', { date: expiresOn, issued: issuedOn }));
    return;
  }
  out.expiresOn = contactLensExpiry(
    { issuedOn, expiresOn, hasMedicalReason: medicalReason !== null },
    jurisdiction,
    expiryLawsOf(rules),
  );
  const { blocksExpiredContactLenses } = expiryLawOf(jurisdiction, expiryLawsOf(rules));
  out.expired = isExpired(out.expiresOn, today);
  const daysLeft = daysBetween(today, out.expiresOn);
  if (out.expired)
    (blocksExpiredContactLenses ? out.errors : out.warnings).push(
      finding('EXPIRED', 'expiresOn', { date: out.expiresOn }),
    );
  else if (daysLeft <= rules.thresholds.dates.expiresSoonDays)
    out.notices.push(finding('EXPIRES_SOON', 'expiresOn', { date: out.expiresOn, days: daysLeft }));
}
