/** FHIR R4/R5 VisionPrescription in and out. */
export * from './fhir/export-vision-prescription.ts';
export type { FhirJson } from './fhir/fhir-json.ts';
export * from './fhir/import-vision-prescription.ts';
export * from './fhir/vision-prescription.types.ts';
