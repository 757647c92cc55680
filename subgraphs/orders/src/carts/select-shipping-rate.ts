import { type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { Services } from '../services.ts';
import type { Cart } from './cart.model.ts';
import { saveCart } from './cart.store.ts';
import { ownCart } from './own-cart.ts';
import { refreshDelivery } from './reprice-cart.ts';

const TRIES = 4;

/** Chooses how the parcel travels. Prices of the goods stay; only tax on delivery and totals can change. */
export async function selectShippingRate(
  services: Services,
  ctx: RequestContext,
  cartId: string,
  rateId: string,
): Promise<Cart> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const cart = await ownCart(services, ctx, cartId);
    const rate = cart.content.rates.find(({ id }) => id === rateId);
    if (!rate) refuse(ERRORS.SHIPPING_RATE_NOT_FOUND);
    if (cart.content.selectedRateId === rateId) return cart;
    cart.content.selectedRateId = rateId;
    await refreshDelivery(services, cart);
    // New rates came in because the old ones had run out; the same service may have another price now, which is shown.
    if (await saveCart(services, cart, services.clock.now())) return cart;
  }
  refuse(ERRORS.CART_BUSY);
}
