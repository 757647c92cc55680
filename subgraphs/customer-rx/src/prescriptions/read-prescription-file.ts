import { type Issue, refuse } from '@opticworks/kernel';
import {
  type EyeRxDraft,
  formatPowerMachine,
  type ImportedContactLens,
  importVisionPrescription,
} from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import { issueOf } from './finding-issue.ts';
import { importedPrescriber } from './imported-original.ts';
import type { ContactLensContent, PdContent } from './prescription-content.ts';
import type { ReadPrescription } from './save-prescription.ts';

/** A VisionPrescription has a dozen lines per eye; more than this is something else. */
const MAX_FILE_CHARS = 200_000;

const NO_EYE: EyeRxDraft = { sphere: null, cylinder: null, axis: null, add: null, prisms: [] };

/**
 * Reads a FHIR R4/R5 VisionPrescription. Spectacle eyes win when a file holds both products, because one prescription here is one
 * product; FHIR has no PD, so it may be given beside the file.
 * @throws PRESCRIPTION_FILE_UNREADABLE when it is no such file
 */
export function readPrescriptionFile(
  text: string,
  extra: { pd: PdContent | null; patientName: string | null; locale: 'en' | 'de' },
): ReadPrescription {
  const { prescription, findings } = importVisionPrescription(parseJson(text));
  if (!prescription) {
    refuse(
      ERRORS.PRESCRIPTION_FILE_UNREADABLE,
      {},
      { issues: findings.errors.map((f) => issueOf(f, 'error', extra.locale)) },
    );
  }
  const lenses = (['od', 'os'] as const).flatMap((eye) => {
    const lens = prescription.contacts[eye];
    return lens ? [contactLens(eye === 'od' ? 'OD' : 'OS', lens)] : [];
  });
  const isGlasses = prescription.od !== null || prescription.os !== null;
  const notes = [...prescription.notes, ...Object.values(prescription.contacts).flatMap((lens) => lens?.notes ?? [])];
  return {
    draft: {
      product: isGlasses ? 'GLASSES' : 'CONTACT_LENS',
      od: isGlasses ? (prescription.od ?? NO_EYE) : null,
      os: isGlasses ? (prescription.os ?? NO_EYE) : null,
      contactLenses: isGlasses ? [] : lenses,
      pd: extra.pd,
      vertexMm: null,
      fittedVertexMm: null,
      pantoscopicTiltDeg: null,
      wrapAngleDeg: null,
      examinedOn: null,
      issuedOn: prescription.issuedOn,
      expiresOn: null,
      prescriberName: importedPrescriber(prescription),
      prescriber: null,
      medicalReason: null,
      birthDate: null,
    },
    unreadable: [
      ...findings.errors.map((f) => issueOf(f, 'error', extra.locale)),
      ...findings.warnings.map((f) => issueOf(f, 'warning', extra.locale)),
      ...findings.notices.map((f) => issueOf(f, 'notice', extra.locale)),
      ...(isGlasses && lenses.length > 0 ? [onlyGlassesTaken(extra.locale)] : []),
    ],
    source: 'FHIR',
    patientName: extra.patientName,
    segHeightMm: null,
    heightsMm: null,
    note: [...new Set(notes)].join('\n') || null,
    original: prescription.original,
  };
}

/** A file may hold both; each is a prescription of its own here, and what is left out is said. */
const onlyGlassesTaken = (locale: 'en' | 'de'): Issue => ({
  code: 'CONTACT_LENSES_NOT_TAKEN',
  message:
    locale === 'de'
      ? 'Die Datei enthält auch Kontaktlinsen. Übernommen wurden nur die Brillenwerte; die Linsen bitte bei den Kontaktlinsen einlesen.'
      : 'The file also holds contact lenses. Only the values for glasses were taken; read the lenses in where contact lenses are bought.',
  field: 'contactLenses',
  severity: 'notice',
});

function parseJson(text: string): unknown {
  if (text.length > MAX_FILE_CHARS) refuse(ERRORS.PRESCRIPTION_FILE_UNREADABLE);
  try {
    return JSON.parse(text);
  } catch (cause) {
    refuse(ERRORS.PRESCRIPTION_FILE_UNREADABLE, {}, { cause });
  }
}

const contactLens = (eye: 'OD' | 'OS', lens: ImportedContactLens): ContactLensContent => ({
  eye,
  power: formatPowerMachine(lens.power),
  cylinder: lens.cylinder === 0 ? null : formatPowerMachine(lens.cylinder),
  axis: lens.axis,
  add: typeof lens.add === 'number' ? formatPowerMachine(lens.add) : (lens.add ?? null),
  baseCurveMm: lens.baseCurveMm === null ? '' : String(lens.baseCurveMm),
  diameterMm: lens.diameterMm === null ? '' : String(lens.diameterMm),
  brand: lens.brand ?? null,
  colour: lens.colour ?? null,
  dominance: lens.dominance ?? null,
});
