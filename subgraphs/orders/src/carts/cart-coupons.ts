import { type LimiterStore, type RateLimiter, type RequestContext, rateLimiter, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { ownerKeysOf } from '../permissions.ts';
import type { Services } from '../services.ts';
import type { Cart } from './cart.model.ts';
import { changeCart } from './change-cart.ts';

const normal = (code: string): string => code.trim().toUpperCase();

/** Whoever guesses codes guesses often; a customer mistypes one a few times. Each alias of a document is an attempt of its own. */
const ATTEMPTS = 30;
const ATTEMPTS_WITHIN_S = 600;

export const couponAttempts = (store: LimiterStore = { kind: 'memory' }): RateLimiter =>
  rateLimiter({
    name: 'coupon',
    store,
    points: ATTEMPTS,
    durationS: ATTEMPTS_WITHIN_S,
    // A code that is wanted is worth more than the few guesses another process may then allow.
    onStoreFailure: 'alone',
  });

/** Adds a code. It stays only if it gives something for this cart; the refusal says why it does not. */
export async function applyCoupon(
  services: Services,
  ctx: RequestContext,
  cartId: string,
  code: string,
): Promise<Cart> {
  const wanted = normal(code);
  // Counted before it is looked at, so that a hundred at once are a hundred; what is right does not count.
  const key = ctx.clientIp ?? ownerKeysOf(ctx.principal)[0] ?? 'unknown';
  await services.couponAttempts.require(key);
  const cart = await changeCart(
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
  await services.couponAttempts.giveBack(key);
  return cart;
}

export function removeCoupon(services: Services, ctx: RequestContext, cartId: string, code: string): Promise<Cart> {
  const unwanted = normal(code);
  return changeCart(services, ctx, cartId, ({ content }) => {
    content.couponCodes = content.couponCodes.filter((kept) => normal(kept) !== unwanted);
  });
}
