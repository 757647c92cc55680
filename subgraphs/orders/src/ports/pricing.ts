import type { Caller } from '@opticworks/kernel';
import type { ContactLensValue, PrescriptionValue } from '@opticworks/schema';
import { QuoteLines, RedeemCoupons, ReleaseCoupons } from '@opticworks/schema/operations/catalog';
import type { LensWish, Quote } from '../carts/cart.model.ts';

export interface QuoteRequest {
  currency: string;
  locale: 'en' | 'de';
  couponCodes: string[];
  customerId: string | null;
  lines: {
    lineId: string;
    variantId: string;
    quantity: number;
    lens: (Omit<LensWish, 'prescriptionId'> & { prescription: PrescriptionValue | null }) | null;
    contactLens: ContactLensValue | null;
  }[];
}

/** What orders asks of the catalogue. */
export interface Pricing {
  quote(request: QuoteRequest): Promise<Quote>;
  /** Counts one use of each code for this order; the ones that could not be counted come back. */
  redeem(orderId: string, codes: string[]): Promise<{ refused: { code: string; reasonCode: string }[] }>;
  release(orderId: string): Promise<void>;
}

export function pricingThrough(caller: Caller): Pricing {
  return {
    quote: (request) => caller.call(QuoteLines, request),
    redeem: (orderId, codes) =>
      caller.call(
        RedeemCoupons,
        { reference: orderId, codes },
        { idempotencyKey: `${orderId}:redeem:${codes.join(',')}` },
      ),
    release: async (orderId) => {
      await caller.call(ReleaseCoupons, { reference: orderId }, { idempotencyKey: `${orderId}:release` });
    },
  };
}
