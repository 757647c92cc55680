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
    })),
    issuedOn: paper.issuedOn || null,
    expiresOn: paper.expiresOn || null,
    patientName: text(paper.patientName),
    prescriberName: text(paper.prescriberName),
    prescriber: { phone: text(paper.phone), email: text(paper.email) },
    documentIds: paper.papers.map(({ id }) => id),
  };
}
