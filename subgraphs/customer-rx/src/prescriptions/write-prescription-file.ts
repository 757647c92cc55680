import {
  type EyeRx,
  exportVisionPrescription,
  type FhirVisionPrescription,
  type ImportedContactLens,
  type ImportedVisionPrescription,
  importVisionPrescription,
  type PowerKind,
  parsePower,
  type VisionPrescriptionExport,
} from '@opticworks/optics';
import { differencesFromOriginal, type OriginalDifference } from './imported-original.ts';
import type { PrescriptionRow } from './prescription.rows.ts';
import type { ContactLensContent, PrescriptionContent } from './prescription-content.ts';

type Row = Pick<PrescriptionRow, 'id' | 'status' | 'issuedOn' | 'createdAt'>;
type Status = FhirVisionPrescription['status'];

/**
 * A prescription as a FHIR R4 VisionPrescription. One that was imported goes out as it came in, elements unknown here included. One
 * that was typed has no references to other resources: patient and prescriber are named. FHIR has no element for PD, vertex distance,
 * heights, angles, the last day and a balance lens.
 * @returns null for a paper nobody has typed in yet
 */
export function writePrescriptionFile(row: Row, content: PrescriptionContent): FhirVisionPrescription | null {
  const hasValues = content.od !== null || content.os !== null || content.contactLenses.length > 0;
  if (!hasValues || !row.issuedOn) return null;
  const imported = content.original && importVisionPrescription(content.original).prescription;
  const differences = differencesFromOriginal(row, content) ?? [];
  if (imported && differences.length > 0) return writeTypedOver(row, content, imported, differences);
  const status = statusOf(row, imported);
  return exportVisionPrescription(
    imported
      ? { ...sourceOf(imported, row), status, od: content.od, os: content.os, contacts: imported.contacts }
      : {
          identifiers: [{ system: null, value: row.id }],
          status,
          createdOn: new Date(row.createdAt).toISOString(),
          issuedOn: row.issuedOn,
          patientReference: null,
          patientName: content.patientName,
          prescriberReference: null,
          prescriberName: content.prescriberName,
          od: content.od,
          os: content.os,
          contacts: { od: contactOf(content, 'OD'), os: contactOf(content, 'OS') },
        },
  );
}

/**
 * Typed over an imported file: what nobody touched goes out as it came in, what differs is said at its lens. Of another product, nothing
 * of the file is left to lay it over.
 */
function writeTypedOver(
  row: Row,
  content: PrescriptionContent,
  imported: ImportedVisionPrescription,
  differences: readonly OriginalDifference[],
): FhirVisionPrescription | null {
  const has = (field: OriginalDifference['field']) => differences.some((one) => one.field === field);
  if (has('product')) return writePrescriptionFile(row, { ...content, original: null });
  const { issuedOn, prescriberReference, ...source } = sourceOf(imported, row);
  const lens = (eye: 'od' | 'os') => {
    const name = eye === 'od' ? 'OD' : 'OS';
    if (content.contactLenses.length === 0 || !has(`contactLenses.${name}`)) return imported.contacts[eye];
    const typed = contactOf(content, name);
    return typed && { ...typed, maximumWear: imported.contacts[eye]?.maximumWear ?? null };
  };
  const file = exportVisionPrescription({
    ...source,
    // Whoever compared it vouches for the new values; until then nobody has.
    status: statusOf(row, null),
    issuedOn: has('issuedOn') ? (row.issuedOn ?? issuedOn) : issuedOn,
    ...(has('prescriberName')
      ? { prescriberReference: null, prescriberName: content.prescriberName }
      : { prescriberReference }),
    od: content.od,
    os: content.os,
    contacts: { od: lens('od'), os: lens('os') },
  });
  return { ...file, lensSpecification: file.lensSpecification.map((spec) => withDifference(spec, differences)) };
}

function withDifference(
  spec: FhirVisionPrescription['lensSpecification'][number],
  differences: readonly OriginalDifference[],
): FhirVisionPrescription['lensSpecification'][number] {
  const eye = spec.eye === 'right' ? 'od' : 'os';
  const found = differences.find(({ field }) => field === eye || field === `contactLenses.${eye.toUpperCase()}`);
  if (!found) return spec;
  const text = `Differs from the imported file, which has ${found.original ?? 'no lens for this eye'}`;
  return { ...spec, note: [...(spec.note ?? []), { text }] };
}

function sourceOf(imported: ImportedVisionPrescription, row: Row): Omit<VisionPrescriptionExport, 'status'> {
  const { identifiers, createdOn, patientReference, prescriberReference, encounterReference, original } = imported;
  return {
    identifiers,
    createdOn: createdOn ?? new Date(row.createdAt).toISOString(),
    // With its time of day, where the file had one.
    issuedOn: typeof original.dateWritten === 'string' ? original.dateWritten : (row.issuedOn ?? ''),
    patientReference,
    prescriberReference,
    encounterReference,
    original,
  };
}

/** What came from elsewhere keeps its status until it is found wrong here; what was typed is a draft until an optician has compared it. */
function statusOf({ status }: Row, imported: ImportedVisionPrescription | null): Status {
  if (status === 'REVOKED' || status === 'REJECTED') return 'cancelled';
  if (imported) return imported.status === 'draft' ? 'draft' : 'active';
  return status === 'SIGNED_OFF' ? 'active' : 'draft';
}

function contactOf(
  { contactLenses, note, examinedOn }: PrescriptionContent,
  eye: 'OD' | 'OS',
): ImportedContactLens | null {
  const lens = contactLenses.find((one) => one.eye === eye);
  if (!lens) return null;
  const add = lens.add ? parsePower(lens.add, { kind: 'add' }) : null;
  return {
    power: mdptOf(lens, 'power', 'sphere'),
    cylinder: lens.cylinder ? mdptOf(lens, 'cylinder', 'cylinder') : 0,
    axis: lens.axis ?? null,
    add: add?.ok ? add.value : null,
    baseCurveMm: lens.baseCurveMm ? Number(lens.baseCurveMm) : null,
    diameterMm: lens.diameterMm ? Number(lens.diameterMm) : null,
    brand: lens.brand ?? null,
    colour: lens.colour ?? null,
    dominance: lens.dominance ?? null,
    maximumWear: null,
    // LOW, MID and HIGH are no decimals: they go out in words.
    notes: [
      ...(lens.add && !add?.ok ? [`ADD ${lens.add}`] : []),
      ...inWords(lens, examinedOn),
      ...(note ? [note] : []),
    ],
  };
}

/** What the statute lists and FHIR has no element for: it goes out in words. */
const inWords = (lens: ContactLensContent, examinedOn: string | null): string[] =>
  [
    lens.dominance && `Dominance ${lens.dominance}`,
    lens.baseCurveName && `Base curve ${lens.baseCurveName}`,
    lens.privateLabel &&
      `Private label ${lens.privateLabel}${lens.manufacturer ? ` by ${lens.manufacturer}` : ''}${lens.equivalentBrand ? `, equals ${lens.equivalentBrand}` : ''}`,
    !lens.privateLabel && lens.manufacturer && `Manufacturer ${lens.manufacturer}`,
    examinedOn && `Examined on ${examinedOn}`,
  ].filter((one): one is string => Boolean(one));

/** Powers of contact lenses are kept as typed and were read when they were saved; one that cannot be read now is a fault, not a zero. */
function mdptOf(lens: ContactLensContent, field: 'power' | 'cylinder', kind: PowerKind): EyeRx['sphere'] {
  const read = parsePower(lens[field] ?? '', { kind });
  if (!read.ok) throw new Error(`contact lens ${field} of ${lens.eye} cannot be read: ${read.code}`);
  return read.value;
}
