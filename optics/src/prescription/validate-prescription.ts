import type { ExpiryLaw } from '../legal/expiry.ts';
import { checkDates, checkPrescriber } from './check-document.ts';
import { type CylinderNotation, checkEye, type Findings } from './check-eye.ts';
import { checkHeights, checkPd, checkPosition, type HeightContext } from './check-measurements.ts';
import { checkPairAsWritten, checkPairEffect, compareRx } from './check-pair.ts';
import { onStep } from './parse-power.ts';
import type {
  EyeRx,
  EyeRxDraft,
  LensUse,
  Prescription,
  PrescriptionDraft,
  Prism,
  SpheroCylinder,
} from './prescription.types.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from './thresholds.ts';
import { canonical, furthestFromZero } from './transpose.ts';

export interface ValidationContext extends HeightContext {
  use: LensUse;
  /** Calendar date of the check. */
  today: string;
  /** Country or US state, e.g. "US-NY", "DE". */
  jurisdiction: string;
  wearerAgeYears?: number | null;
  /** Cylinder sign this shop works in. */
  notation?: CylinderNotation;
  /** The wearer's last prescription, to ask about large changes. */
  previous?: { od: SpheroCylinder; os: SpheroCylinder } | null;
  /** Warning codes somebody has already confirmed. */
  confirmed?: readonly string[];
  /** Values copied from a document need its dates and prescriber; a bare set of powers (browsing, trying prices) does not. */
  checksDocument?: boolean;
  thresholds?: PrescriptionThresholds;
  /** Life of a prescription by place; what this house was told holds there. */
  expiryLaws?: Readonly<Record<string, ExpiryLaw>>;
}

export interface Validation extends Findings {
  /** Warning codes that still wait for a confirmation. */
  toConfirm: string[];
  /** No errors, and every warning confirmed. */
  isAccepted: boolean;
  /** As written, with eighths exact, axis 0 stored as 180 and idle axes dropped; null while errors remain. */
  normalised: Prescription | null;
  /** Both eyes in minus-cylinder form for price, stock and lab; null while errors remain. */
  canonical: { od: EyeRx; os: EyeRx } | null;
}

/**
 * Holds a prescription against the rules of the trade: errors block, warnings must be confirmed by a person, notices tell what was
 * tidied. Nothing is rounded or guessed.
 * @param draft as entered; see `parsePrescription` for typed text
 * @param context use, date and place; the frame's box height once it is chosen
 */
export function validatePrescription(draft: PrescriptionDraft, context: ValidationContext): Validation {
  const t = context.thresholds ?? prescriptionThresholds;
  const out: Findings = { errors: [], warnings: [], notices: [] };
  const ageYears = context.wearerAgeYears ?? null;
  const notation = context.notation ?? 'minus';

  checkEye('od', draft.od, { use: context.use, notation, ageYears }, t, out);
  checkEye('os', draft.os, { use: context.use, notation, ageYears }, t, out);
  checkPairAsWritten(draft.od, draft.os, out);
  const eyes = out.errors.length === 0 ? { od: completeEye(draft.od, t), os: completeEye(draft.os, t) } : null;
  if (eyes) {
    checkPairEffect(eyes.od, eyes.os, context.use, t, out);
    if (context.previous) out.warnings.push(...compareRx(context.previous, eyes, t));
  }
  checkPd(draft.pd, { use: context.use, ageYears }, t, out);
  checkHeights(draft, context.use, context, t, out);
  checkPosition(draft, eyes ? furthestFromZero([eyes.od, eyes.os]) : 0, t, out);
  if (context.checksDocument ?? true) {
    checkDates(draft, context, t, out);
    checkPrescriber(draft, context.jurisdiction, out);
  }
  return conclude(draft, out.errors.length === 0 ? eyes : null, out, context.confirmed);
}

function conclude(
  draft: PrescriptionDraft,
  eyes: { od: EyeRx; os: EyeRx } | null,
  out: Findings,
  confirmed: readonly string[] | undefined,
): Validation {
  const toConfirm = [...new Set(out.warnings.map((w) => w.code))].filter((code) => !confirmed?.includes(code));
  return {
    ...out,
    toConfirm,
    isAccepted: eyes !== null && toConfirm.length === 0,
    normalised: eyes && completePrescription(draft, eyes),
    canonical: eyes && { od: canonical(eyes.od), os: canonical(eyes.os) },
  };
}

function completePrescription(draft: PrescriptionDraft, eyes: { od: EyeRx; os: EyeRx }): Prescription {
  return {
    ...draft,
    ...eyes,
    issuedOn: draft.issuedOn ?? '',
    expiresOn: draft.expiresOn ?? null,
    prescriber: { ...draft.prescriber, name: draft.prescriber?.name?.trim() ?? '' },
  };
}

/** An eye whose checks passed, with exact eighths and a tidy axis. */
function completeEye(rx: EyeRxDraft, t: PrescriptionThresholds): EyeRx {
  const exact = (value: number) => onStep(value, t) ?? value;
  const cylinder = exact(rx.cylinder ?? 0);
  return {
    sphere: exact(rx.sphere ?? 0),
    cylinder,
    axis: cylinder === 0 ? null : rx.axis === 0 ? 180 : rx.axis,
    add: rx.add ? exact(rx.add) : null,
    prisms: rx.prisms.filter((p): p is Prism => p.base !== null),
    ...(rx.isBalance ? { isBalance: true } : {}),
  };
}
