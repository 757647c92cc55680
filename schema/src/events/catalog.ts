import { z } from 'zod';
import { defineEvent } from '../define.ts';
import { lensRulesDocument } from '../making-rules.ts';

export const VariantCreated = defineEvent(
  'catalog.VariantCreated.v1',
  z.object({
    variantId: z.string(),
    productId: z.string(),
    sku: z.string(),
    gtin: z.string().nullable(),
    name: z.string(),
    kind: z.enum(['FRAME', 'LENS', 'CONTACT_LENS', 'ACCESSORY', 'SENSOR', 'BUNDLE']),
    /** What a bundle is made of; empty otherwise. */
    components: z.array(z.object({ variantId: z.string(), sku: z.string(), quantity: z.number().int().positive() })),
  }),
);
export const PriceChanged = defineEvent(
  'catalog.PriceChanged.v1',
  z.object({ variantId: z.string(), amountMinor: z.string(), currency: z.string() }),
);
/** The owner replaced the rules of making; who judges a pair beside the shop and the lab keeps a copy. The blanks are told by stock. */
export const LensRulesChanged = defineEvent(
  'catalog.LensRulesChanged.v1',
  z.object({ version: z.number().int(), rules: lensRulesDocument }),
);
