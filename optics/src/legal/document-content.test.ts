import { describe, expect, it } from 'vitest';
import { findingCodes } from '../prescription/finding-messages.ts';
import {
  checkDocumentContent,
  contactLensDocument,
  type DocumentItem,
  itemsOf,
  spectacleDocument,
  statutoryContactLensDocument,
} from './document-content.ts';

describe('what a prescription must hold', () => {
  it('asks a spectacle prescription for what the trade needs to make and to ask back', () => {
    expect(itemsOf(spectacleDocument)).toEqual([
      { item: 'PATIENT_NAME', need: 'required' },
      { item: 'BIRTH_DATE', need: 'customary' },
      { item: 'ISSUE_DATE', need: 'required' },
      { item: 'EXPIRY_DATE', need: 'customary' },
      { item: 'PRESCRIBER_NAME', need: 'required' },
      { item: 'PRESCRIBER_ADDRESS', need: 'required' },
      { item: 'PRESCRIBER_PHONE', need: 'required' },
      { item: 'PRESCRIBER_LICENCE', need: 'required' },
      { item: 'SIGNATURE', need: 'required' },
    ]);
  });

  it('asks a contact lens prescription for the list of the statute, maker and parameters of the lens included', () => {
    const required = itemsOf(contactLensDocument).flatMap(({ item, need }) => (need === 'required' ? [item] : []));
    const customary = itemsOf(contactLensDocument).flatMap(({ item, need }) => (need === 'customary' ? [item] : []));

    expect(required).toEqual([
      'PATIENT_NAME',
      'EXAM_DATE',
      'ISSUE_DATE',
      'EXPIRY_DATE',
      'PRESCRIBER_NAME',
      'PRESCRIBER_ADDRESS',
      'PRESCRIBER_PHONE',
      'PRESCRIBER_FAX',
      'POWER',
      'LENS_MAKER',
      'BASE_CURVE',
    ]);
    expect(customary).toEqual(['BIRTH_DATE', 'PRESCRIBER_LICENCE', 'SIGNATURE']);
    const applying = itemsOf(contactLensDocument).filter(({ need }) => need === 'where-it-applies');
    expect(applying.map(({ item }) => item)).toEqual(['DIAMETER', 'PRIVATE_LABEL', 'EQUIVALENT_BRAND']);
    expect(checkDocumentContent([...required, ...customary] as DocumentItem[], contactLensDocument)).toEqual({
      byLaw: [],
      errors: [],
      notices: [],
    });
  });

  it('tells what the statute lists apart from what the house wants', () => {
    expect(checkDocumentContent([], statutoryContactLensDocument).byLaw.map(({ field }) => field)).toEqual(
      checkDocumentContent([], contactLensDocument).errors.map(({ field }) => field),
    );
    expect(checkDocumentContent([], statutoryContactLensDocument).errors).toEqual([]);
    expect(checkDocumentContent([], contactLensDocument).byLaw).toEqual([]);
    expect(checkDocumentContent([], statutoryContactLensDocument).notices).toHaveLength(3);
  });

  it('stops at a missing required item and only tells of a customary one', () => {
    const all = itemsOf(spectacleDocument).map(({ item }) => item);
    const without = (...missing: string[]) =>
      checkDocumentContent(
        all.filter((item) => !missing.includes(item)),
        spectacleDocument,
      );

    expect(without()).toEqual({ byLaw: [], errors: [], notices: [] });
    expect(without('SIGNATURE', 'BIRTH_DATE')).toEqual({
      byLaw: [],
      errors: [{ code: 'DOCUMENT_ITEM_MISSING', field: 'document.SIGNATURE', params: { item: 'SIGNATURE' } }],
      notices: [{ code: 'DOCUMENT_ITEM_MISSING', field: 'document.BIRTH_DATE', params: { item: 'BIRTH_DATE' } }],
    });
    expect(findingCodes()).toContain('DOCUMENT_ITEM_MISSING');
  });

  it('does not care for items that a document of its kind does not have', () => {
    expect(checkDocumentContent(['LENS_MAKER'], { PATIENT_NAME: 'required' }).errors).toHaveLength(1);
    expect(checkDocumentContent(['LENS_MAKER', 'PATIENT_NAME'], { PATIENT_NAME: 'required' }).errors).toEqual([]);
  });
});
