import { KERNEL_ERRORS, type Principal, refuse } from '@opticworks/kernel';
import type { PrescriptionRules } from '@opticworks/optics';
import { issueOf } from './finding-issue.ts';
import { type Judgement, judgePrescription } from './judge-prescription.ts';
import type { JudgingContext } from './judging-context.ts';
import type { SavePrescriptionInput } from './prescription.input.ts';
import type { PrescriptionCheckType } from './prescription.type.ts';
import { contactLensView, eyeView, pdView } from './prescription.view.ts';
import { numberOrNull, readHeights, readTypedPrescription } from './read-typed-prescription.ts';
import { allIssues, type ReadPrescription } from './save-prescription.ts';

/** What the form sent, read and with its unreadable fields worded. */
export function readForm(
  input: SavePrescriptionInput,
  principal: Principal,
  locale: 'en' | 'de',
  rules: PrescriptionRules,
): ReadPrescription {
  // Bounds against abuse; a real note is a few lines.
  if (
    (input.note?.length ?? 0) > 4_000 ||
    (input.patientName?.length ?? 0) > 200 ||
    (input.prescriberName?.length ?? 0) > 200 ||
    (input.medicalReason?.length ?? 0) > 1_000 ||
    Object.values(input.prescriber ?? {}).some((value) => String(value ?? '').length > 300)
  ) {
    refuse(KERNEL_ERRORS.INVALID_INPUT);
  }
  const { draft, errors } = readTypedPrescription(input, rules.thresholds);
  const heights = readHeights(input, rules.thresholds);
  return {
    draft,
    unreadable: [
      ...[...errors, ...heights.errors].map((finding) => issueOf(finding, 'error', locale)),
      ...heights.warnings.map((finding) =>
        issueOf(finding, input.confirmedWarnings?.includes(finding.code) ? 'notice' : 'warning', locale),
      ),
    ],
    source: input.documentIds?.length ? 'DOCUMENT' : principal.kind === 'staff' ? 'STAFF' : 'TYPED',
    patientName: input.patientName?.trim() || null,
    segHeightMm: heights.heightsMm ? null : numberOrNull(input.segHeightMm),
    heightsMm: heights.heightsMm,
    note: input.note?.trim() || null,
  };
}

/** The dry check: what saving would say, and how the values would be understood. Nothing is stored and nothing is logged. */
export function checkRead(
  context: JudgingContext,
  read: ReadPrescription,
  locale: 'en' | 'de',
  confirmed: readonly string[],
): PrescriptionCheckType {
  const judgement = judgePrescription(read.draft, context);
  const issues = allIssues(judgement, read, locale, confirmed);
  return {
    saleable: !issues.some((issue) => issue.severity !== 'notice'),
    issues,
    ...eyesOf(judgement, read),
    contactLenses: read.draft.contactLenses.map(contactLensView),
    pd: pdView(read.draft.pd),
    issuedOn: read.draft.issuedOn,
    expiresOn: judgement.expiresOn,
    expired: judgement.expired,
    prescriberName: read.draft.prescriberName,
  };
}

const eyesOf = (judgement: Judgement, read: ReadPrescription) => ({
  od: read.unreadable.some((issue) => issue.severity === 'error') ? null : eyeView('OD', judgement.written?.od ?? null),
  os: read.unreadable.some((issue) => issue.severity === 'error') ? null : eyeView('OS', judgement.written?.os ?? null),
});
