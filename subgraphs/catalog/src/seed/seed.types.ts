import type { Drawing } from '../media/draw/drawing.types.ts';
import type {
  ContactLensFacts,
  FrameFacts,
  OptionFacts,
  ProductKindName,
  SelectionFacts,
  SpecificationFacts,
} from '../products/product.facts.ts';
import type { Localized } from '../text/localized.ts';

export interface SeedVariant {
  key: string;
  sku: string;
  selections: SelectionFacts[];
  colourKey: string | null;
  colourFamily: string | null;
  /** Size class a list is narrowed by, and that picks the measured drawing. */
  sizeKey: string | null;
  mediaSize?: string;
  weightGrams: number;
  packageMm: [number, number, number];
  taxCode: string;
  fsaEligible: boolean;
  priceMinor: bigint;
  compareAtMinor: bigint | null;
  size?: {
    eyeSize: number;
    lensHeight: number;
    dbl: number;
    temple: number;
    width: number;
    outline: number[];
    diameter: number;
  };
}

export interface SeedProduct {
  key: string;
  kind: ProductKindName;
  slug: Localized;
  brand: string;
  name: Localized;
  description: Localized;
  collections: string[];
  options: OptionFacts[];
  specifications: SpecificationFacts[];
  documents: { title: Localized; url: string; mediaType: string }[];
  frame: FrameFacts | null;
  contactLens: ContactLensFacts | null;
  variants: SeedVariant[];
  defaultVariant: number;
  components: { sku: string; quantity: number }[];
  media: {
    view: 'FRONT' | 'ANGLE' | 'SIDE' | 'DETAIL' | 'DIMENSIONS';
    colourKey: string | null;
    sizeKey: string | null;
    alt: Localized;
    drawing: Drawing;
  }[];
  publishedDaysAgo: number;
}
