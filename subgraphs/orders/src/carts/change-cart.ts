import { type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { Services } from '../services.ts';
import type { Cart } from './cart.model.ts';
import { saveCart } from './cart.store.ts';
import { ownCart } from './own-cart.ts';
import { repriceCart } from './reprice-cart.ts';

const TRIES = 4;

/**
 * Reads, changes, prices and writes a cart. Prices come from outside, so no row is locked meanwhile: a rival change is noticed
 * by the version and the whole step is repeated on what the rival left.
 */
export async function changeCart(
  services: Services,
  ctx: RequestContext,
  cartId: string,
  change: (cart: Cart) => void | Promise<void>,
  after?: (cart: Cart) => void,
): Promise<Cart> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const cart = await ownCart(services, ctx, cartId);
    await change(cart);
    await repriceCart(services, ctx, cart);
    after?.(cart);
    if (await saveCart(services, cart, services.clock.now())) return cart;
  }
  refuse(ERRORS.CART_BUSY);
}
