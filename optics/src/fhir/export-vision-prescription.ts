import { toDioptres } from '../prescription/format-power.ts';
import { EYES, type Eye, type EyeRx } from '../prescription/prescription.types.ts';
import type { FhirJson } from './fhir-json.ts';
import type { ImportedContactLens } from './import-vision-prescription.ts';
import { overOriginal } from './over-original.ts';
import {
  type FhirLensSpecification,
  type FhirVisionPrescription,
  PRODUCT_SYSTEM,
} from './vision-prescription.types.ts';

export interface VisionPrescriptionExport {
  id?: string;
  identifiers?: readonly { system: string | null; value: string }[];
  status: FhirVisionPrescription['status'];
  createdOn: string;
  issuedOn: string;
  /** Where there is no resource to point at, a name says who it is. */
  patientReference: string | null;
  patientName?: string | null;
  prescriberReference: string | null;
  prescriberName?: string | null;
  encounterReference?: string | null;
  od?: EyeRx | null;
  os?: EyeRx | null;
  contacts?: { od: ImportedContactLens | null; os: ImportedContactLens | null };
  /** The resource it once was: everything in it that is not said above is kept. */
  original?: FhirJson;
}

const fhirEye: Record<Eye, 'right' | 'left'> = { od: 'right', os: 'left' };

/**
 * Writes a FHIR R4/R5 VisionPrescription. PD, heights and expiry have no element there and are left out. With `original`, a resource
 * that was imported goes out without loss: what nobody changed is as it was.
 */
export function exportVisionPrescription(from: VisionPrescriptionExport): FhirVisionPrescription {
  const fresh = freshVisionPrescription(from);
  return from.original ? overOriginal(fresh, from.original) : fresh;
}

function freshVisionPrescription(from: VisionPrescriptionExport): FhirVisionPrescription {
  return {
    resourceType: 'VisionPrescription',
    ...(from.id ? { id: from.id } : {}),
    ...(from.identifiers?.length
      ? { identifier: from.identifiers.map(({ system, value }) => ({ ...(system ? { system } : {}), value })) }
      : {}),
    status: from.status,
    created: from.createdOn,
    patient: person(from.patientReference, from.patientName),
    ...(from.encounterReference ? { encounter: { reference: from.encounterReference } } : {}),
    dateWritten: from.issuedOn,
    prescriber: person(from.prescriberReference, from.prescriberName),
    lensSpecification: EYES.flatMap((eye) => {
      const lens = from[eye];
      const contact = from.contacts?.[eye];
      return [...(lens ? [spectacle(eye, lens)] : []), ...(contact ? [contactLens(eye, contact)] : [])];
    }),
  };
}

const person = (reference: string | null, name: string | null | undefined) => ({
  ...(reference ? { reference } : {}),
  ...(name ? { display: name } : {}),
});

const product = (code: 'lens' | 'contact') => ({ coding: [{ system: PRODUCT_SYSTEM, code }] });

const cylinderPart = (rx: { cylinder: number; axis: number | null }) =>
  rx.cylinder === 0 ? {} : { cylinder: toDioptres(rx.cylinder), ...(rx.axis === null ? {} : { axis: rx.axis }) };

function spectacle(eye: Eye, rx: EyeRx): FhirLensSpecification {
  return {
    product: product('lens'),
    eye: fhirEye[eye],
    sphere: toDioptres(rx.sphere),
    ...cylinderPart(rx),
    ...(rx.prisms.length ? { prism: rx.prisms.map((p) => ({ amount: toDioptres(p.amount), base: p.base })) } : {}),
    ...(rx.add ? { add: toDioptres(rx.add) } : {}),
  };
}

function contactLens(eye: Eye, lens: ImportedContactLens): FhirLensSpecification {
  return {
    product: product('contact'),
    eye: fhirEye[eye],
    ...cylinderPart(lens),
    ...(typeof lens.add === 'number' ? { add: toDioptres(lens.add) } : {}),
    power: toDioptres(lens.power),
    ...(lens.baseCurveMm === null ? {} : { backCurve: lens.baseCurveMm }),
    ...(lens.diameterMm === null ? {} : { diameter: lens.diameterMm }),
    ...(lens.maximumWear
      ? { duration: { ...lens.maximumWear, system: 'http://unitsofmeasure.org', code: lens.maximumWear.unit } }
      : {}),
    ...(lens.colour ? { color: lens.colour } : {}),
    ...(lens.brand ? { brand: lens.brand } : {}),
    ...(lens.notes.length ? { note: lens.notes.map((text) => ({ text })) } : {}),
  };
}
