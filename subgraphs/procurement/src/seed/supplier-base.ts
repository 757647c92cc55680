import { gtinCheckDigit } from '@opticworks/optics/codes';
import type { EdiKind } from '../suppliers/supplier.entity.ts';

export type GoodsKind = 'FRAME' | 'ACCESSORY' | 'SENSOR' | 'CONTACT_LENS' | 'LENS_BLANK';

export interface SupplierProfile {
  code: string;
  name: string;
  ediKind: EdiKind;
  ediId: string | null;
  currency: string;
  sells: GoodsKind;
  /** Materials of blanks this house is the source of; empty: all that is left. */
  materials: string[];
  leadTimeDays: number;
  leadTimeSdDays: number;
  minimumQuantity: number;
  packSize: number;
  /** How it behaved so far: shares of lines on time, of pieces rejected, of invoice lines at the agreed price. */
  onTime: number;
  rejected: number;
  atPrice: number;
}

const gln = (body: string) => `${body}${gtinCheckDigit(body)}`;

/** An invented supplier base: every syntax, and every character from punctual to careless. */
export const SUPPLIER_BASE: SupplierProfile[] = [
  {
    code: 'CLARION',
    name: 'Clarion Optical Labs',
    ediKind: 'X12',
    ediId: 'CLARIONLABS',
    currency: 'USD',
    sells: 'LENS_BLANK',
    materials: ['index-160', 'index-167', 'index-174'],
    leadTimeDays: 4,
    leadTimeSdDays: 1,
    minimumQuantity: 2,
    packSize: 2,
    onTime: 0.95,
    rejected: 0.001,
    atPrice: 1,
  },
  {
    code: 'MERIDIAN',
    name: 'Meridian Lens Works',
    ediKind: 'EDIFACT',
    ediId: gln('541234500100'),
    currency: 'EUR',
    sells: 'LENS_BLANK',
    materials: [],
    leadTimeDays: 7,
    leadTimeSdDays: 2,
    minimumQuantity: 2,
    packSize: 2,
    onTime: 0.86,
    rejected: 0.004,
    atPrice: 0.97,
  },
  {
    code: 'AQUAVEIL',
    name: 'Aquaveil Vision',
    ediKind: 'X12',
    ediId: 'AQUAVEIL',
    currency: 'USD',
    sells: 'CONTACT_LENS',
    materials: [],
    leadTimeDays: 3,
    leadTimeSdDays: 0.5,
    minimumQuantity: 4,
    packSize: 4,
    onTime: 0.97,
    rejected: 0.0005,
    atPrice: 1,
  },
  {
    code: 'NORDLICHT',
    name: 'Nordlicht Brillenwerk',
    ediKind: 'EDIFACT',
    ediId: gln('400123400200'),
    currency: 'EUR',
    sells: 'FRAME',
    materials: [],
    leadTimeDays: 14,
    leadTimeSdDays: 2,
    minimumQuantity: 2,
    packSize: 1,
    onTime: 0.91,
    rejected: 0.003,
    atPrice: 0.99,
  },
  {
    code: 'PACIFIC',
    name: 'Pacific Acetate Co.',
    ediKind: 'X12',
    ediId: 'PACIFICACET',
    currency: 'USD',
    sells: 'FRAME',
    materials: [],
    leadTimeDays: 21,
    leadTimeSdDays: 4,
    minimumQuantity: 3,
    packSize: 3,
    onTime: 0.74,
    rejected: 0.012,
    atPrice: 0.94,
  },
  {
    code: 'VALENTE',
    name: 'Studio Valente',
    ediKind: 'NONE',
    ediId: null,
    currency: 'EUR',
    sells: 'FRAME',
    materials: [],
    leadTimeDays: 18,
    leadTimeSdDays: 3,
    minimumQuantity: 1,
    packSize: 1,
    onTime: 0.83,
    rejected: 0.006,
    atPrice: 0.98,
  },
  {
    code: 'LUMEN',
    name: 'Lumen Circuits',
    ediKind: 'NONE',
    ediId: null,
    currency: 'USD',
    sells: 'SENSOR',
    materials: [],
    leadTimeDays: 12,
    leadTimeSdDays: 3,
    minimumQuantity: 10,
    packSize: 10,
    onTime: 0.88,
    rejected: 0.008,
    atPrice: 1,
  },
  {
    code: 'FIELDSTONE',
    name: 'Fieldstone Goods',
    ediKind: 'NONE',
    ediId: null,
    currency: 'USD',
    sells: 'ACCESSORY',
    materials: [],
    leadTimeDays: 9,
    leadTimeSdDays: 2,
    minimumQuantity: 12,
    packSize: 12,
    onTime: 0.93,
    rejected: 0.002,
    atPrice: 0.99,
  },
];
