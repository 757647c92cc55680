import type { EyeRx, FhirJson } from '@opticworks/optics';
import type { ContactLensValue, PrescriptionValue } from '@opticworks/schema';

/** One contact lens as prescribed. */
export type ContactLensContent = ContactLensValue & {
  /** Brand, material or manufacturer, as the paper names the lens. */
  brand?: string | null;
  /** Where the paper names the curve by a word (flat, median) instead of millimetres. */
  baseCurveName?: string | null;
  /** Of a private label: its trade name, who makes it, and the brand it equals. */
  privateLabel?: string | null;
  manufacturer?: string | null;
  equivalentBrand?: string | null;
};

/** Pupillary distances as given, millimetres. Which are present says how it was measured. */
export type PdContent = NonNullable<PrescriptionValue['pd']>;

/** How the prescriber can be identified and asked; each as it stands on the paper. */
export interface PrescriberContent {
  licence: string | null;
  npi: string | null;
  phone: string | null;
  fax: string | null;
  address: string | null;
  email: string | null;
}

/**
 * Everything of a prescription that is health data or names a person. It exists only inside the ciphertext of its row and in the
 * memory of the request that was allowed, and audited, to read it.
 */
export interface PrescriptionContent {
  form: 1;
  patientName: string | null;
  /** YYYY-MM-DD */
  birthDate: string | null;
  prescriberName: string | null;
  prescriber: PrescriberContent | null;
  /** Day of the examination, where the paper names it apart from its issue. */
  examinedOn: string | null;
  /** Why a contact lens prescription may end before its year: the prescriber's documented judgement. */
  medicalReason: string | null;
  /** As written on the paper; the canonical form is computed. Null for contact lenses. */
  od: EyeRx | null;
  os: EyeRx | null;
  pd: PdContent | null;
  /** One for both eyes, as a paper has it; heights per eye count before it. */
  segHeightMm: number | null;
  heightsMm: { odMm: number; osMm: number } | null;
  /** Of the refraction, and of the glasses as fitted. */
  vertexMm: number | null;
  fittedVertexMm: number | null;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
  note: string | null;
  contactLenses: ContactLensContent[];
  /** Codes the person confirmed when it was saved; not asked again. */
  confirmedWarnings: string[];
  /** The resource it was imported from, whole: it goes out again without loss, and stays where values were typed over it. */
  original: FhirJson | null;
}

export const emptyContent: PrescriptionContent = {
  form: 1,
  patientName: null,
  birthDate: null,
  prescriberName: null,
  prescriber: null,
  examinedOn: null,
  medicalReason: null,
  od: null,
  os: null,
  pd: null,
  segHeightMm: null,
  heightsMm: null,
  vertexMm: null,
  fittedVertexMm: null,
  pantoscopicTiltDeg: null,
  wrapAngleDeg: null,
  note: null,
  contactLenses: [],
  confirmedWarnings: [],
  original: null,
};

/** Content as it was sealed; what an earlier version did not know yet is empty. */
export const readContent = (text: string): PrescriptionContent => ({
  ...emptyContent,
  ...(JSON.parse(text) as Partial<PrescriptionContent>),
});

export const emptyPd: PdContent = {
  binocularMm: null,
  odMm: null,
  osMm: null,
  nearMm: null,
  nearOdMm: null,
  nearOsMm: null,
};
