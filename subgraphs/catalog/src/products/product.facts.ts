import type { ProductMatrix } from '@opticworks/optics';
import type { Localized } from '../text/localized.ts';

export type ProductKindName = 'FRAME' | 'LENS' | 'CONTACT_LENS' | 'ACCESSORY' | 'SENSOR' | 'BUNDLE';
export type RimName = 'FULL' | 'HALF' | 'RIMLESS' | 'WRAP';

/** One way variants differ, with its values: stored on the product, so that a page needs no second read for its swatches. */
export interface OptionFacts {
  name: string;
  label: Localized;
  values: { value: string; label: Localized; swatch: string | null }[];
}

/** What a variant has chosen of an option. */
export interface SelectionFacts {
  name: string;
  value: string;
  label: Localized;
  swatch: string | null;
}

export interface SpecificationFacts {
  group: Localized;
  name: Localized;
  value: Localized;
}

/** What all sizes of a frame share. */
export interface FrameFacts {
  shape: string;
  rim: RimName;
  material: string;
  audience: string;
  weightGrams: number;
  springHinge: boolean;
  nosePads: boolean;
  baseCurve: number;
  prescriptionReady: boolean;
}

export interface ContactLensFacts {
  modality: 'daily' | 'two-weekly' | 'monthly';
  material: string;
  waterContentPercent: number;
  packSize: number;
  replacementDays: number;
  wearerRights: Localized | null;
  matrix: ProductMatrix;
}
