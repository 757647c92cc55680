import type { RequestContext } from '@opticworks/kernel';
import type { Services } from '../services.ts';
import { changeCart } from './change-cart.ts';

/** Takes codes out of a cart that somebody else has just used up, so the next total is true. */
export async function removeSpentCoupons(
  services: Services,
  ctx: RequestContext,
  cartId: string,
  codes: string[],
): Promise<void> {
  const spent = new Set(codes.map((code) => code.toUpperCase()));
  await changeCart(services, ctx, cartId, ({ content }) => {
    content.couponCodes = content.couponCodes.filter((code) => !spent.has(code.toUpperCase()));
  });
}
