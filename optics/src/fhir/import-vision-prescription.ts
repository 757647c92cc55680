import type { ContactLensRx } from '../contact-lens/contact-lens.types.ts';
import type { Findings } from '../prescription/check-eye.ts';
import { finding } from '../prescription/finding.ts';
import { toMdpt } from '../prescription/format-power.ts';
import type { Eye, EyeRxDraft, PrismBase } from '../prescription/prescription.types.ts';
import { asArray, asText, type FhirJson, isObject, productOf } from './fhir-json.ts';

/** A contact lens read from a document, with how long one lens may be worn. */
export interface ImportedContactLens extends ContactLensRx {
  maximumWear: { value: number; unit: string } | null;
  notes: string[];
}

export interface ImportedVisionPrescription {
  identifiers: { system: string | null; value: string }[];
  status: string;
  /** When the resource was made: a date, or a date and time. */
  createdOn: string | null;
  /** Calendar date when authorised; expiry counts from here. */
  issuedOn: string | null;
  patientReference: string | null;
  prescriberReference: string | null;
  encounterReference: string | null;
  /** Spectacle eyes; null when the document holds no spectacle lens for that eye. FHIR carries no PD, heights or expiry. */
  od: EyeRxDraft | null;
  os: EyeRxDraft | null;
  contacts: { od: ImportedContactLens | null; os: ImportedContactLens | null };
  notes: string[];
  /** The whole resource. Given to `exportVisionPrescription`, what has no place here (narrative, extensions, displays) goes out again. */
  original: FhirJson;
}

/**
 * Reads a FHIR R4 or R5 VisionPrescription. The DSTU2 form (`dispense`) is refused, not guessed at. The values still have to pass
 * `validatePrescription`; this only reports what could not be read.
 * @param json the parsed resource
 */
export function importVisionPrescription(json: unknown): {
  prescription: ImportedVisionPrescription | null;
  findings: Findings;
} {
  const findings: Findings = { errors: [], warnings: [], notices: [] };
  const refuse = (code: string, field: string, params = {}) => {
    findings.errors.push(finding(code, field, params));
    return { prescription: null, findings };
  };
  if (!isObject(json) || json.resourceType !== 'VisionPrescription')
    return refuse('NOT_A_VISION_PRESCRIPTION', 'resourceType');
  if ('dispense' in json) return refuse('DSTU2_NOT_ACCEPTED', 'dispense');
  const specifications = asArray(json.lensSpecification);
  if (specifications.length === 0) return refuse('NOT_A_VISION_PRESCRIPTION', 'lensSpecification');

  refuseModifiers(json, '', findings);
  const status = asText(json.status) ?? '';
  if (status !== 'active' && status !== 'draft')
    findings.errors.push(finding('STATUS_NOT_ACTIVE', 'status', { status }));
  if (status === 'draft') findings.warnings.push(finding('STATUS_NOT_ACTIVE', 'status', { status }));

  const prescription: ImportedVisionPrescription = {
    identifiers: asArray(json.identifier).flatMap((i) =>
      isObject(i) && asText(i.value) ? [{ system: asText(i.system), value: String(i.value) }] : [],
    ),
    status,
    createdOn: asText(json.created),
    issuedOn: asText(json.dateWritten)?.slice(0, 10) ?? null,
    patientReference: isObject(json.patient) ? asText(json.patient.reference) : null,
    prescriberReference: isObject(json.prescriber) ? asText(json.prescriber.reference) : null,
    encounterReference: isObject(json.encounter) ? asText(json.encounter.reference) : null,
    od: null,
    os: null,
    contacts: { od: null, os: null },
    notes: [],
    original: json,
  };
  if (!prescription.issuedOn) findings.errors.push(finding('ISSUE_DATE_REQUIRED', 'dateWritten'));
  specifications.forEach((spec, i) => {
    readSpecification(isObject(spec) ? spec : {}, `lensSpecification[${i}]`, prescription, findings);
  });
  reportMissingEyes(prescription, findings);
  return { prescription, findings };
}

function readSpecification(spec: FhirJson, path: string, into: ImportedVisionPrescription, findings: Findings): void {
  const eye: Eye | null = spec.eye === 'right' ? 'od' : spec.eye === 'left' ? 'os' : null;
  if (!eye) {
    findings.errors.push(finding('EYE_UNKNOWN', `${path}.eye`, { value: String(spec.eye ?? '') }));
    return;
  }
  refuseModifiers(spec, `${path}.`, findings);
  const product = productOf(spec);
  const notes = asArray(spec.note).flatMap((n) => (isObject(n) ? (asText(n.text) ?? []) : []));
  if (product === 'lens') {
    if (into[eye]) findings.errors.push(finding('EYE_DUPLICATE', `${path}.eye`));
    if (spec.power !== undefined) findings.errors.push(finding('SPECTACLE_POWER_MISPLACED', `${path}.power`));
    into[eye] = readSpectacleEye(spec, path, findings);
    into.notes.push(...notes);
  } else if (product === 'contact') {
    if (into.contacts[eye]) findings.errors.push(finding('EYE_DUPLICATE', `${path}.eye`));
    into.contacts[eye] = readContact(spec, path, notes, findings);
  } else findings.errors.push(finding('PRODUCT_UNKNOWN', `${path}.product`, { value: product ?? '' }));
}

/** FHIR: who does not understand a modifier must not use what it modifies. */
function refuseModifiers(element: FhirJson, path: string, findings: Findings): void {
  if (asArray(element.modifierExtension).length === 0) return;
  const field = 'modifierExtension';
  findings.errors.push(finding('VALUE_INVALID', `${path}${field}`, { field, value: 'unknown' }));
}

function readNumber(spec: FhirJson, key: string, path: string, findings: Findings): number | null {
  const value = spec[key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  findings.errors.push(finding('VALUE_INVALID', `${path}.${key}`, { field: key, value: String(value) }));
  return null;
}

function readPower(spec: FhirJson, key: string, path: string, findings: Findings): number | null {
  const value = readNumber(spec, key, path, findings);
  if (value === null) return null;
  const power = toMdpt(value);
  // Finer than any lens is made: taking it would round it in silence.
  if (Math.abs(power - value * 1000) > 1e-6) {
    findings.errors.push(finding('VALUE_INVALID', `${path}.${key}`, { field: key, value: String(value) }));
    return null;
  }
  return power;
}

function readSpectacleEye(spec: FhirJson, path: string, findings: Findings): EyeRxDraft {
  const bases = ['up', 'down', 'in', 'out'];
  return {
    sphere: readPower(spec, 'sphere', path, findings),
    cylinder: readPower(spec, 'cylinder', path, findings),
    axis: readNumber(spec, 'axis', path, findings),
    add: readPower(spec, 'add', path, findings),
    prisms: asArray(spec.prism).flatMap((p, i) => {
      if (!isObject(p)) return [];
      const base = bases.includes(String(p.base)) ? (p.base as PrismBase) : null;
      return [{ amount: readPower(p, 'amount', `${path}.prism[${i}]`, findings), base }];
    }),
  };
}

function readContact(spec: FhirJson, path: string, notes: string[], findings: Findings): ImportedContactLens {
  if (spec.power === undefined) findings.errors.push(finding('CONTACT_POWER_REQUIRED', `${path}.power`));
  else if (spec.sphere !== undefined)
    findings.errors.push(
      finding('VALUE_INVALID', `${path}.sphere`, { field: 'sphere', value: JSON.stringify(spec.sphere) }),
    );
  const { duration } = spec;
  return {
    power: readPower(spec, 'power', path, findings) ?? 0,
    cylinder: readPower(spec, 'cylinder', path, findings) ?? 0,
    axis: readNumber(spec, 'axis', path, findings),
    add: readPower(spec, 'add', path, findings),
    baseCurveMm: readNumber(spec, 'backCurve', path, findings),
    diameterMm: readNumber(spec, 'diameter', path, findings),
    brand: asText(spec.brand),
    colour: asText(spec.color),
    maximumWear:
      isObject(duration) && typeof duration.value === 'number'
        ? { value: duration.value, unit: asText(duration.code) ?? asText(duration.unit) ?? '' }
        : null,
    notes,
  };
}

function reportMissingEyes(found: ImportedVisionPrescription, findings: Findings): void {
  const sides: [string, unknown, unknown][] = [
    ['lens', found.od, found.os],
    ['contacts', found.contacts.od, found.contacts.os],
  ];
  for (const [field, od, os] of sides)
    if (Boolean(od) !== Boolean(os)) findings.notices.push(finding('EYE_MISSING', field, { eye: od ? 'os' : 'od' }));
}
