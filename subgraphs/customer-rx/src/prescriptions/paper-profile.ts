import { type DocumentProfile, itemsOf, type JurisdictionProfile } from '@opticworks/optics';
import type { PrescriptionProduct } from './judge-prescription.ts';

/** What the paper of this product must hold where the shop sells. */
export const documentProfileOf = (profile: JurisdictionProfile, product: PrescriptionProduct): DocumentProfile =>
  product === 'CONTACT_LENS' ? profile.contactLenses.document : profile.spectacles.document;

/** The optician's list, in the order of the paper. */
export const checklistOf = (profile: JurisdictionProfile, product: PrescriptionProduct) =>
  itemsOf(documentProfileOf(profile, product)).map(({ item, need }) => ({
    item,
    required: need === 'required' || need === 'by-law',
    byLaw: need === 'by-law',
    whereItApplies: need === 'where-it-applies',
  }));
