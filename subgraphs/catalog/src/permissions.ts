import { isStaff, type RequestContext, requireCustomer, requireStaff } from '@opticworks/kernel';

/**
 * Who may do what here. The published catalogue is for everybody. Buyers keep prices and promotions, because margin is theirs;
 * product texts are kept by buyers as well. Admin may do everything.
 */
export const permissions = {
  keepProducts: (ctx: RequestContext) => requireStaff(ctx, 'buyer', 'admin'),
  keepPrices: (ctx: RequestContext) => requireStaff(ctx, 'buyer', 'admin'),
  keepPromotions: (ctx: RequestContext) => requireStaff(ctx, 'buyer', 'admin'),
  /** Promotions with their codes and counters are read by everybody who sells. */
  readPromotions: (ctx: RequestContext) => requireStaff(ctx, 'associate', 'buyer', 'admin'),
  mayReadPromotions: (ctx: RequestContext) => isStaff(ctx, 'associate', 'buyer', 'admin'),
  /** Why lenses can or cannot be made, for those who stand before the customer or at the bench. */
  explainLenses: (ctx: RequestContext) => requireStaff(ctx, 'associate', 'optician', 'lab', 'admin'),
  readLensRules: (ctx: RequestContext) => requireStaff(ctx, 'associate', 'optician', 'lab', 'buyer', 'admin'),
  /** The rules decide what the house sells and makes; they are the owner's. */
  keepLensRules: (ctx: RequestContext) => requireStaff(ctx, 'admin'),
  review: (ctx: RequestContext) => requireCustomer(ctx),
  /** Unpublished products are seen by staff only. */
  seesUnpublished: (ctx: RequestContext) => ctx.principal.kind === 'staff' || ctx.principal.kind === 'service',
};
