import {
  ageOn,
  type EyeRx,
  type EyeRxDraft,
  expiryLawsOf,
  type Finding,
  finding,
  isExpired,
  type Pd,
  type PrescriptionDraft,
  spectacleExpiry,
  validatePrescription,
} from '@opticworks/optics';
import { judgeContactLenses } from './judge-contact-lenses.ts';
import type { JudgingContext } from './judging-context.ts';
import type { ContactLensContent, PdContent, PrescriberContent } from './prescription-content.ts';

export type PrescriptionProduct = 'GLASSES' | 'CONTACT_LENS';

/** What is known of a prescription while it is judged; eyes may still be incomplete. */
export interface PrescriptionDraftContent {
  product: PrescriptionProduct;
  od: EyeRxDraft | null;
  os: EyeRxDraft | null;
  contactLenses: ContactLensContent[];
  pd: PdContent | null;
  vertexMm: number | null;
  fittedVertexMm: number | null;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
  examinedOn: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  prescriberName: string | null;
  prescriber: PrescriberContent | null;
  medicalReason: string | null;
  birthDate: string | null;
}

export interface Judgement {
  errors: Finding[];
  warnings: Finding[];
  notices: Finding[];
  /** Both eyes complete, as written; null while a power is missing or wrong, and for contact lenses. */
  written: { od: EyeRx; os: EyeRx } | null;
  /** The same in minus-cylinder form. */
  canonical: { od: EyeRx; os: EyeRx } | null;
  /** Last day it can be filled; null without an issue date. */
  expiresOn: string | null;
  expired: boolean;
}

const NOTHING: EyeRxDraft = { sphere: null, cylinder: null, axis: null, add: null, prisms: [] };
const isAboutPaper = (f: Finding) =>
  f.field === 'issuedOn' || f.field === 'expiresOn' || f.field.startsWith('prescriber');

/**
 * Holds a prescription against the optical rules without knowing yet what will be made from it: what a progressive or a frame
 * needs is asked when that is chosen. The prescriber's details are told as notices only, because an optician confirms the source
 * before anything is made.
 */
export function judgePrescription(draft: PrescriptionDraftContent, context: JudgingContext): Judgement {
  return draft.product === 'CONTACT_LENS' ? judgeContactLenses(draft, context) : judgeGlasses(draft, context);
}

function judgeGlasses(draft: PrescriptionDraftContent, context: JudgingContext): Judgement {
  const { pd, errors: pdErrors } = readPd(draft.pd);
  const expiryLaws = expiryLawsOf(context.rules);
  const optical: PrescriptionDraft = {
    od: draft.od ?? NOTHING,
    os: draft.os ?? NOTHING,
    pd,
    issuedOn: draft.issuedOn,
    expiresOn: draft.expiresOn,
    prescriber: prescriberOf(draft),
    ...(draft.vertexMm === null ? {} : { vertexMm: draft.vertexMm }),
    ...(draft.fittedVertexMm === null ? {} : { fittedVertexMm: draft.fittedVertexMm }),
    ...(draft.pantoscopicTiltDeg === null ? {} : { pantoscopicTiltDeg: draft.pantoscopicTiltDeg }),
    ...(draft.wrapAngleDeg === null ? {} : { wrapAngleDeg: draft.wrapAngleDeg }),
  };
  // "Near" is the use that asks for the least: no ADD required, none called unused, no heights.
  const common = {
    use: 'single-vision-near' as const,
    today: context.today,
    jurisdiction: context.jurisdiction,
    wearerAgeYears: draft.birthDate ? ageOn(draft.birthDate, context.today) : null,
    previous: context.previous ?? null,
    thresholds: context.rules.thresholds,
    expiryLaws,
  };
  const values = validatePrescription(optical, { ...common, checksDocument: false });
  const paper = validatePrescription(optical, { ...common, checksDocument: true });
  const pdMissing = pdErrors.length > 0 ? (f: Finding) => f.code !== 'PD_MISSING' : () => true;
  const expiresOn = draft.issuedOn
    ? spectacleExpiry({ issuedOn: draft.issuedOn, expiresOn: draft.expiresOn }, context.jurisdiction, expiryLaws)
    : null;
  return {
    errors: [
      ...values.errors,
      ...pdErrors,
      ...paper.errors.filter((f) => f.field === 'issuedOn' || f.field === 'expiresOn'),
    ],
    warnings: [...values.warnings, ...paper.warnings.filter(isAboutPaper)],
    notices: [...values.notices.filter(pdMissing), ...paper.errors.filter((f) => f.field.startsWith('prescriber'))],
    written: values.normalised ? { od: values.normalised.od, os: values.normalised.os } : null,
    canonical: values.canonical,
    expiresOn,
    expired: expiresOn !== null && isExpired(expiresOn, context.today),
  };
}

/** The prescriber as the rules take it; what is unknown is left out. */
function prescriberOf({ prescriberName, prescriber }: PrescriptionDraftContent): PrescriptionDraft['prescriber'] {
  const { licence, npi, phone, address } = prescriber ?? {};
  return {
    name: prescriberName ?? '',
    ...(licence ? { licence } : {}),
    ...(npi ? { npi } : {}),
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
  };
}

/**
 * The optical form of the distances; one eye's number without the other's is asked back, and so is a near PD in
 * the other form than the distance PD: half of one number is no measurement of an eye.
 */
export function readPd(given: PdContent | null): { pd: Pd | null; errors: Finding[] } {
  if (!given || Object.values(given).every((value) => value === null)) return { pd: null, errors: [] };
  const { binocularMm, odMm, osMm, nearMm, nearOdMm, nearOsMm } = given;
  if (odMm !== null && osMm !== null) {
    const nearSum = nearOdMm === null || nearOsMm === null ? null : nearOdMm + nearOsMm;
    const agrees = nearMm === null || (nearSum !== null && Math.round(10 * nearSum) === Math.round(10 * nearMm));
    if (!agrees) return { pd: null, errors: [finding('PD_NEAR_EACH_EYE', 'pd.nearMm')] };
    return {
      pd: {
        kind: 'monocular',
        odMm,
        osMm,
        ...(nearOdMm === null ? {} : { nearOdMm }),
        ...(nearOsMm === null ? {} : { nearOsMm }),
        ...(binocularMm === null ? {} : { binocularMm }),
      },
      errors: [],
    };
  }
  if (odMm !== null || osMm !== null)
    return { pd: null, errors: [finding('PD_OTHER_EYE_MISSING', odMm === null ? 'pd.odMm' : 'pd.osMm')] };
  if (binocularMm === null) return { pd: null, errors: [finding('PD_DISTANCE_MISSING', 'pd.binocularMm')] };
  if (nearOdMm !== null || nearOsMm !== null)
    return { pd: null, errors: [finding('PD_NEAR_BOTH_EYES', nearOdMm === null ? 'pd.nearOsMm' : 'pd.nearOdMm')] };
  return { pd: { kind: 'binocular', distanceMm: binocularMm, ...(nearMm === null ? {} : { nearMm }) }, errors: [] };
}
