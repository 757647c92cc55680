import { isValidNpi } from '../codes/luhn.ts';
import { daysBetween, isCalendarDate } from '../legal/calendar-date.ts';
import { type ExpiryLaw, expiryLawOf, isExpired, spectacleExpiry } from '../legal/expiry.ts';
import type { Findings } from './check-eye.ts';
import { finding } from './finding.ts';
import type { PrescriptionDraft } from './prescription.types.ts';
import type { PrescriptionThresholds } from './thresholds.ts';

/** Issue and expiry dates under the law of the place of sale. @param today calendar date */
export function checkDates(
  draft: PrescriptionDraft,
  context: { today: string; jurisdiction: string; expiryLaws?: Readonly<Record<string, ExpiryLaw>> },
  t: PrescriptionThresholds,
  out: Findings,
): void {
  const { issuedOn, expiresOn } = draft;
  if (!issuedOn) {
    out.errors.push(finding('ISSUE_DATE_REQUIRED', 'issuedOn'));
    return;
  }
  for (const [field, value] of [
    ['issuedOn', issuedOn],
    ['expiresOn', expiresOn],
  ] as const)
    if (value && !isCalendarDate(value)) {
      out.errors.push(finding('DATE_INVALID', field, { value }));
      return;
    }
  if (issuedOn > context.today) out.errors.push(finding('WRITTEN_IN_FUTURE', 'issuedOn', { date: issuedOn }));
  if (expiresOn && expiresOn < issuedOn) {
    out.errors.push(finding('EXPIRES_BEFORE_ISSUE', 'expiresOn', { date: expiresOn, issued: issuedOn }));
    return;
  }
  const law = expiryLawOf(context.jurisdiction, context.expiryLaws);
  const until = spectacleExpiry({ issuedOn, expiresOn }, context.jurisdiction, context.expiryLaws);
  const daysLeft = daysBetween(context.today, until);
  if (isExpired(until, context.today))
    (law.blocksExpiredSpectacles ? out.errors : out.warnings).push(finding('EXPIRED', 'expiresOn', { date: until }));
  else if (daysLeft <= t.dates.expiresSoonDays)
    out.warnings.push(finding('EXPIRES_SOON', 'expiresOn', { date: until, days: daysLeft }));
  if (daysBetween(issuedOn, context.today) > t.dates.oldAfterDays)
    out.warnings.push(finding('OLDER_THAN_A_YEAR', 'issuedOn', { date: issuedOn, days: t.dates.oldAfterDays }));
}

/** Who wrote it, and whether that can be verified. */
export function checkPrescriber(draft: PrescriptionDraft, jurisdiction: string, out: Findings): void {
  const prescriber = draft.prescriber ?? {};
  if (!prescriber.name?.trim()) out.errors.push(finding('PRESCRIBER_NAME_REQUIRED', 'prescriber.name'));
  const isIdentified = Boolean(prescriber.licence || prescriber.npi);
  const canBeAsked = Boolean(prescriber.phone || prescriber.address);
  if (jurisdiction.startsWith('US') && !isIdentified && !canBeAsked)
    out.errors.push(finding('PRESCRIBER_NOT_VERIFIABLE', 'prescriber'));
  if (prescriber.npi && !isValidNpi(prescriber.npi))
    out.warnings.push(finding('NPI_CHECK_DIGIT', 'prescriber.npi', { value: prescriber.npi }));
}
