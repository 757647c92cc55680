import type { QuoteLines } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';
import type { StoredFrame } from '../lenses/frame-geometry.ts';
import type { ContactLensFacts, SelectionFacts } from '../products/product.facts.ts';
import type { Localized } from '../text/localized.ts';

export type QuoteInput = z.infer<typeof QuoteLines.input>;
export type Quote = z.infer<typeof QuoteLines.output>;
export type AskedLine = QuoteInput['lines'][number];
export type QuotedLine = Quote['lines'][number];
export type LineIssue = QuotedLine['issues'][number];

/** A variant as a quote needs it. */
export interface QuotedVariant extends StoredFrame {
  id: string;
  product_id: string;
  slug: string;
  sku: string;
  kind: QuotedLine['kind'];
  product_name: Localized;
  brand_name: string;
  selections: SelectionFacts[];
  weight_grams: number;
  package_mm: number[];
  tax_code: string;
  fsa_eligible: boolean;
  discontinued: boolean;
  published: boolean;
  temple_tenths: number | null;
  contact_lens: ContactLensFacts | null;
  amount_minor: string | null;
  components: { variantId: string; sku: string; quantity: number }[] | null;
}
