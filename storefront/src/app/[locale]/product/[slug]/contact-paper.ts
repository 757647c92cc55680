import type { Paper } from '../../../../papers/paper-upload.tsx';
import type { ContactChoice } from './contact-rows.ts';

/** What is typed from a contact lens prescription beside the values of the lenses. */
export interface ContactPaper {
  patientName: string;
  prescriberName: string;
  phone: string;
  email: string;
  issuedOn: string;
  expiresOn: string;
  examinedOn: string;
  birthDate: string;
  licence: string;
  fax: string;
  address: string;
  medicalReason: string;
  /** Of a private label: its trade name, who makes it, and the brand it equals. */
  privateLabel: string;
  manufacturer: string;
  equivalentBrand: string;
  papers: Paper[];
  /** Kept already: a second try corrects it instead of making another one. */
  savedId: string | null;
}

export const emptyPaper: ContactPaper = {
  patientName: '',
  prescriberName: '',
  phone: '',
  email: '',
  issuedOn: '',
  expiresOn: '',
  examinedOn: '',
  birthDate: '',
  licence: '',
  fax: '',
  address: '',
  medicalReason: '',
  privateLabel: '',
  manufacturer: '',
  equivalentBrand: '',
  papers: [],
  savedId: null,
};

/** "2.75" of the product's own list is plus; a prescription always writes the sign. */
const signed = (power: string): string => (/^\d/.test(power) && Number(power) !== 0 ? `+${power}` : power);

/** The prescription as it is kept: each eye in exactly the chosen values, of exactly this brand. */
export function contactRxInput(
  paper: ContactPaper,
  brand: string,
  eyes: readonly { eye: 'OD' | 'OS'; choice: ContactChoice }[],
) {
  const text = (value: string): string | null => value.trim() || null;
  return {
    id: paper.savedId,
    product: 'CONTACT_LENS' as const,
    contactLenses: eyes.map(({ eye, choice }) => ({
      eye,
      power: signed(choice.power ?? ''),
      cylinder: choice.cylinder ? signed(choice.cylinder) : null,
      axis: choice.axis ? Number(choice.axis) : null,
      add: choice.add ?? null,
      baseCurveMm: choice.baseCurve ?? null,
      diameterMm: choice.diameter ?? null,
      brand,
      privateLabel: text(paper.privateLabel),
      manufacturer: text(paper.manufacturer),
      equivalentBrand: text(paper.equivalentBrand),
    })),
    examinedOn: paper.examinedOn || null,
    issuedOn: paper.issuedOn || null,
    expiresOn: paper.expiresOn || null,
    patientName: text(paper.patientName),
    prescriberName: text(paper.prescriberName),
    prescriber: {
      phone: text(paper.phone),
      email: text(paper.email),
      licence: text(paper.licence),
      fax: text(paper.fax),
      address: text(paper.address),
    },
    birthDate: paper.birthDate || null,
    medicalReason: text(paper.medicalReason),
    documentIds: paper.papers.map(({ id }) => id),
  };
}
