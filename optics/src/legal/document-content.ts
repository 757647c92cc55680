import { type Finding, finding } from '../prescription/finding.ts';

/** What an optician looks for on the paper itself. The values of the eyes are compared apart, number by number. */
export const DOCUMENT_ITEMS = [
  'PATIENT_NAME',
  'BIRTH_DATE',
  'EXAM_DATE',
  'ISSUE_DATE',
  'EXPIRY_DATE',
  'PRESCRIBER_NAME',
  'PRESCRIBER_ADDRESS',
  'PRESCRIBER_PHONE',
  'PRESCRIBER_FAX',
  'PRESCRIBER_LICENCE',
  'SIGNATURE',
  'POWER',
  'LENS_MAKER',
  'BASE_CURVE',
  'DIAMETER',
  'PRIVATE_LABEL',
  'EQUIVALENT_BRAND',
] as const;
export type DocumentItem = (typeof DOCUMENT_ITEMS)[number];

/**
 * How much hangs on an item: for one the law lists no reason stands in; without one the house requires nobody may sign off silently; a
 * customary one is only told; one that belongs there only where it applies (a diameter, a private label) is shown, and its absence says
 * nothing.
 */
export type ItemNeed = 'by-law' | 'required' | 'customary' | 'where-it-applies';

export type DocumentProfile = Readonly<Partial<Record<DocumentItem, ItemNeed>>>;

/** What a spectacle prescription holds in the trade. The birth date tells namesakes apart; many papers leave it out. */
export const spectacleDocument: DocumentProfile = {
  PATIENT_NAME: 'required',
  BIRTH_DATE: 'customary',
  ISSUE_DATE: 'required',
  EXPIRY_DATE: 'customary',
  PRESCRIBER_NAME: 'required',
  PRESCRIBER_ADDRESS: 'required',
  PRESCRIBER_PHONE: 'required',
  PRESCRIBER_LICENCE: 'required',
  SIGNATURE: 'required',
};

/** What a contact lens prescription holds. `LENS_MAKER` is its material or manufacturer or both, `BASE_CURVE` the curve or its designation. */
export const contactLensDocument: DocumentProfile = {
  PATIENT_NAME: 'required',
  EXAM_DATE: 'required',
  ISSUE_DATE: 'required',
  EXPIRY_DATE: 'required',
  PRESCRIBER_NAME: 'required',
  PRESCRIBER_ADDRESS: 'required',
  PRESCRIBER_PHONE: 'required',
  PRESCRIBER_FAX: 'required',
  POWER: 'required',
  LENS_MAKER: 'required',
  BASE_CURVE: 'required',
  DIAMETER: 'where-it-applies',
  PRIVATE_LABEL: 'where-it-applies',
  EQUIVALENT_BRAND: 'where-it-applies',
  BIRTH_DATE: 'customary',
  PRESCRIBER_LICENCE: 'customary',
  SIGNATURE: 'customary',
};

/** The same by the statute (15 USC 7610(3)): the lens belongs to its list, licence, birth date and signature do not. */
export const statutoryContactLensDocument: DocumentProfile = Object.fromEntries(
  Object.entries(contactLensDocument).map(([item, need]) => [item, need === 'required' ? 'by-law' : need]),
);

/** The items of a profile in the order in which a paper is read. */
export const itemsOf = (profile: DocumentProfile): { item: DocumentItem; need: ItemNeed }[] =>
  DOCUMENT_ITEMS.flatMap((item) => (profile[item] ? [{ item, need: profile[item] }] : []));

/**
 * What the optician did not find on the paper.
 * @param seen items found on it
 * @returns what the law lists, errors for what the house requires, notices for customary items; field `document.<ITEM>`
 */
export function checkDocumentContent(
  seen: readonly DocumentItem[],
  profile: DocumentProfile,
): { byLaw: Finding[]; errors: Finding[]; notices: Finding[] } {
  const missing = itemsOf(profile).filter(({ item }) => !seen.includes(item));
  const told = (need: ItemNeed) =>
    missing
      .filter((one) => one.need === need)
      .map(({ item }) => finding('DOCUMENT_ITEM_MISSING', `document.${item}`, { item }));
  return { byLaw: told('by-law'), errors: told('required'), notices: told('customary') };
}
