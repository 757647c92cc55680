import type { WrittenLens } from '@opticworks/optics/contact-lens';

/** One eye as it stands on the paper. */
export interface TypedContactLens extends WrittenLens {
  isOn: boolean;
  colour: string;
  baseCurveName: string;
}

export const emptyContactLens: TypedContactLens = {
  isOn: true,
  power: '',
  cylinder: '',
  axis: '',
  add: '',
  baseCurve: '',
  diameter: '',
  dominance: '',
  colour: '',
  baseCurveName: '',
};

export const emptyContactPaper = {
  brand: '',
  privateLabel: '',
  manufacturer: '',
  equivalentBrand: '',
  patientName: '',
  birthDate: '',
  examinedOn: '',
  issuedOn: '',
  expiresOn: '',
  medicalReason: '',
  prescriberName: '',
  phone: '',
  fax: '',
  email: '',
  licence: '',
  npi: '',
  address: '',
  note: '',
};
export type ContactPaper = typeof emptyContactPaper;

const text = (value: string): string | null => value.trim() || null;
const decimal = (value: string): string | null => text(value)?.replace(',', '.') ?? null;

/** As typed, for whom: powers go with their signs, the server reads them; nothing is rounded or filled in. */
export function contactInput(
  customerId: string,
  eyes: { OD: TypedContactLens; OS: TypedContactLens },
  paper: ContactPaper,
  confirmedWarnings: readonly string[],
) {
  return {
    customerId,
    product: 'CONTACT_LENS' as const,
    contactLenses: (['OD', 'OS'] as const)
      .filter((eye) => eyes[eye].isOn)
      .map((eye) => {
        const lens = eyes[eye];
        return {
          eye,
          power: lens.power.trim(),
          cylinder: text(lens.cylinder),
          axis: /^\d{1,3}$/.test(lens.axis.trim()) ? Number(lens.axis) : null,
          add: text(lens.add),
          baseCurveMm: decimal(lens.baseCurve),
          baseCurveName: text(lens.baseCurveName),
          diameterMm: decimal(lens.diameter),
          dominance: lens.dominance === 'D' || lens.dominance === 'N' ? (lens.dominance as 'D' | 'N') : null,
          colour: text(lens.colour),
          brand: text(paper.brand),
          privateLabel: text(paper.privateLabel),
          manufacturer: text(paper.manufacturer),
          equivalentBrand: text(paper.equivalentBrand),
        };
      }),
    patientName: text(paper.patientName),
    birthDate: text(paper.birthDate),
    examinedOn: text(paper.examinedOn),
    issuedOn: text(paper.issuedOn),
    expiresOn: text(paper.expiresOn),
    medicalReason: text(paper.medicalReason),
    prescriberName: text(paper.prescriberName),
    prescriber: {
      phone: text(paper.phone),
      fax: text(paper.fax),
      email: text(paper.email),
      licence: text(paper.licence),
      npi: text(paper.npi),
      address: text(paper.address),
    },
    note: text(paper.note),
    confirmedWarnings: [...confirmedWarnings],
  };
}

/** What the graph could not even take: lengths and an axis that are no numbers. Told at the field, nothing is dropped. */
export function contactUnreadable(eye: 'OD' | 'OS', lens: TypedContactLens): Record<string, string> {
  const found: Record<string, string> = {};
  const isLength = (value: string) => value.trim() === '' || /^\d{1,2}([.,]\d{1,2})?$/.test(value.trim());
  if (!isLength(lens.baseCurve)) found[`contactLenses.${eye}.baseCurve`] = `“${lens.baseCurve}” is no length in mm.`;
  if (!isLength(lens.diameter)) found[`contactLenses.${eye}.diameter`] = `“${lens.diameter}” is no length in mm.`;
  if (lens.axis.trim() !== '' && !/^\d{1,3}$/.test(lens.axis.trim()))
    found[`contactLenses.${eye}.axis`] = `“${lens.axis}” is no whole degree.`;
  return found;
}
