import type { Mdpt } from '../prescription/prescription.types.ts';

/** ADD of a contact lens: a number, or the maker's own step. */
export type ContactAdd = Mdpt | 'LOW' | 'MID' | 'HIGH' | null;

/** One contact lens as prescribed or ordered; every value is part of the prescription, nothing may be rounded or swapped. */
export interface ContactLensRx {
  power: Mdpt;
  cylinder: Mdpt;
  axis: number | null;
  add: ContactAdd;
  /** Dominant or non-dominant eye, for designs that differ by it. */
  dominance?: 'D' | 'N' | null;
  baseCurveMm: number | null;
  diameterMm: number | null;
  brand: string | null;
  colour: string | null;
}
