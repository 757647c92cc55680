import { newId, type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { isOwn, type Owner, ownerOf } from '../permissions.ts';
import type { Services } from '../services.ts';
import { type Cart, emptyContent } from './cart.model.ts';
import { loadCart, loadOpenCarts } from './cart.store.ts';
import { mergeGuestCart } from './merge-guest-cart.ts';

export const SHOP_CURRENCY = 'USD';

/** The cart with this id if it is the caller's and still open. @throws CART_NOT_FOUND otherwise, without telling which */
export async function ownCart(services: Services, ctx: RequestContext, cartId: string): Promise<Cart> {
  const cart = await loadCart(services, cartId);
  if (cart?.state !== 'open' || !isOwn(ctx.principal, { kind: cart.ownerKind, id: cart.ownerId })) {
    refuse(ERRORS.CART_NOT_FOUND);
  }
  return cart;
}

/** The caller's open cart, or null. What they had put into a cart before signing in comes along. */
export async function currentCart(services: Services, ctx: RequestContext): Promise<Cart | null> {
  const { principal } = ctx;
  const owner = ownerOf(principal);
  if (!owner) return null;
  const owners: Owner[] = [owner];
  if (principal.kind === 'customer' && principal.guestId) owners.push({ kind: 'guest', id: principal.guestId });
  const carts = await loadOpenCarts(services, owners);
  const own = carts.find((cart) => cart.ownerKind === owner.kind && cart.ownerId === owner.id) ?? null;
  const guest = carts.find((cart) => cart !== own) ?? null;
  return guest ? mergeGuestCart(services, ctx, own, guest, owner) : own;
}

/** A cart that is not stored yet. @throws CART_KEY_MISSING for callers who cannot own one */
export function newCart(services: Services, ctx: RequestContext): Cart {
  const owner = ownerOf(ctx.principal);
  if (!owner) refuse(ERRORS.CART_KEY_MISSING);
  const now = services.clock.now();
  return {
    id: newId('cart'),
    ownerKind: owner.kind,
    ownerId: owner.id,
    state: 'open',
    version: 1,
    currency: SHOP_CURRENCY,
    locale: ctx.locale,
    content: emptyContent(),
    createdAt: now,
    updatedAt: now,
  };
}
