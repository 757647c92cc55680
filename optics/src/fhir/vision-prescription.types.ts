/** The part of FHIR R4/R5 VisionPrescription that is read and written; decimals are JSON numbers in dioptres. */
export interface FhirLensSpecification {
  product: { coding?: { system?: string; code?: string }[]; text?: string };
  eye: 'right' | 'left';
  sphere?: number;
  cylinder?: number;
  axis?: number;
  add?: number;
  prism?: { amount: number; base: 'up' | 'down' | 'in' | 'out' }[];
  power?: number;
  backCurve?: number;
  diameter?: number;
  duration?: { value: number; unit?: string; system?: string; code?: string };
  color?: string;
  brand?: string;
  note?: { text: string }[];
}

export interface FhirVisionPrescription {
  resourceType: 'VisionPrescription';
  id?: string;
  identifier?: { system?: string; value?: string }[];
  status: 'active' | 'cancelled' | 'draft' | 'entered-in-error';
  created: string;
  patient: { reference?: string; display?: string };
  encounter?: { reference?: string };
  dateWritten: string;
  prescriber: { reference?: string; display?: string };
  lensSpecification: FhirLensSpecification[];
}

export const PRODUCT_SYSTEM = 'http://terminology.hl7.org/CodeSystem/ex-visionprescriptionproduct';
