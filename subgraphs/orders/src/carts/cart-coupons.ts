import { type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { Services } from '../services.ts';
import type { Cart } from './cart.model.ts';
import { changeCart } from './change-cart.ts';

const normal = (code: string): string => code.trim().toUpperCase();

/** Adds a code. It stays only if it gives something for this cart; the refusal says why it does not. */
export function applyCoupon(services: Services, ctx: RequestContext, cartId: string, code: string): Promise<Cart> {
  const wanted = normal(code);
  return changeCart(
    services,
    ctx,
    cartId,
    ({ content }) => {
      if (content.lines.length === 0) refuse(ERRORS.CART_EMPTY);
      if (!content.couponCodes.includes(wanted)) content.couponCodes = [...content.couponCodes, wanted];
    },
    ({ content }) => {
      const coupon = content.coupons.find((applied) => normal(applied.code) === wanted);
      if (!coupon?.valid) {
        refuse(ERRORS.COUPON_NOT_VALID, {
          reason:
            coupon?.message ??
            (ctx.locale === 'de'
              ? `Den Code ${wanted} gibt es nicht.`
              : `There is no code ${wanted}. Check how it is written.`),
        });
      }
    },
  );
}

export function removeCoupon(services: Services, ctx: RequestContext, cartId: string, code: string): Promise<Cart> {
  const unwanted = normal(code);
  return changeCart(services, ctx, cartId, ({ content }) => {
    content.couponCodes = content.couponCodes.filter((kept) => normal(kept) !== unwanted);
  });
}
