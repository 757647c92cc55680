import { type ProvidedOperation, provide, requireService } from '@opticworks/kernel';
import {
  ListLensBlanks,
  ListLensOptions,
  ListVariants,
  QuoteLines,
  ReadMakingRules,
  ReadPairParts,
  RedeemCoupons,
  ReleaseCoupons,
} from '@opticworks/schema/operations/catalog';
import type { Catalogue } from '../catalogue.ts';
import { redeemCoupons, releaseCoupons } from '../promotions/redeem-coupons.ts';
import { quoteLines } from '../quotes/quote-lines.ts';
import { listLensBlanks } from './list-lens-blanks.ts';
import { listVariants } from './list-variants.ts';
import { readMakingRules } from './read-making-rules.ts';
import { readPairParts } from './read-pair-parts.ts';

/** What other subgraphs may ask of the catalogue. Reading is open to whoever the host lets call; counters move for services only. */
export const providedOperations = (catalogue: Catalogue): ProvidedOperation[] => [
  provide(QuoteLines, (input) => quoteLines(catalogue, input)),
  provide(RedeemCoupons, (input, ctx) => {
    requireService(ctx);
    return redeemCoupons(catalogue, input.reference, input.codes);
  }),
  provide(ReleaseCoupons, async (input, ctx) => {
    requireService(ctx);
    return { released: await releaseCoupons(catalogue, input.reference) };
  }),
  provide(ListVariants, (input) => listVariants(catalogue, input)),
  provide(ListLensBlanks, () => listLensBlanks(catalogue)),
  provide(ReadMakingRules, (input) => readMakingRules(catalogue, input)),
  provide(ReadPairParts, (input) => readPairParts(catalogue, input)),
  provide(ListLensOptions, async () => ({
    options: await catalogue.database.query<{ id: string; kind: string; code: string }>(
      'select id, kind, code from lens_option order by kind, position',
    ),
  })),
];
