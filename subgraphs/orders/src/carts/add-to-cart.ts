import { newId, type RequestContext, refuse } from '@opticworks/kernel';
import type { ContactLensValue } from '@opticworks/schema';
import { ERRORS } from '../errors.ts';
import type { Services } from '../services.ts';
import type { Cart, CartLine, CartLineWish, LensWish } from './cart.model.ts';
import { insertCart, saveCart } from './cart.store.ts';
import { joinLines, MAX_LINES, MAX_QUANTITY } from './join-lines.ts';
import { currentCart, newCart, ownCart } from './own-cart.ts';
import { repriceCart } from './reprice-cart.ts';

export interface AddedLine {
  variantId: string;
  quantity: number;
  lens: LensWish | null;
  contactLens: ContactLensValue | null;
  prescriptionId: string | null;
}

const TRIES = 4;
const KEYS_KEPT = 20;

/** Puts goods into the caller's cart, which is made when there is none. The same idempotency key adds once. */
export async function addToCart(
  services: Services,
  ctx: RequestContext,
  input: { cartId: string | null; lines: AddedLine[]; idempotencyKey: string | null },
): Promise<Cart> {
  const added = input.lines.map(wishOf);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const present = input.cartId ? await ownCart(services, ctx, input.cartId) : await currentCart(services, ctx);
    const cart = present ?? newCart(services, ctx);
    const { content } = cart;
    if (input.idempotencyKey && content.appliedKeys.includes(input.idempotencyKey)) return cart;
    content.lines = joinLines<CartLineWish>(content.lines, added) as CartLine[];
    if (content.lines.length > MAX_LINES) refuse(ERRORS.CART_TOO_LARGE, { limit: MAX_LINES });
    await repriceCart(services, ctx, cart);
    refuseUnorderable(cart, new Set(added.map(({ id }) => id)));
    if (input.idempotencyKey) content.appliedKeys = [...content.appliedKeys, input.idempotencyKey].slice(-KEYS_KEPT);
    const saved = present ? await saveCart(services, cart, services.clock.now()) : await insertCart(services, cart);
    if (saved) return cart;
  }
  refuse(ERRORS.CART_BUSY);
}

function wishOf(line: AddedLine): CartLineWish {
  checkQuantity(line.quantity);
  return {
    id: newId('line'),
    variantId: line.variantId,
    quantity: line.quantity,
    lens: line.lens,
    contactLens: line.contactLens,
    prescriptionId: line.prescriptionId ?? line.lens?.prescriptionId ?? null,
  };
}

/** @throws QUANTITY_INVALID outside 1–20 */
export function checkQuantity(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    refuse(ERRORS.QUANTITY_INVALID, { limit: MAX_QUANTITY });
  }
}

/** What cannot be made or sold must not get into the cart; what became impossible later is shown there as an issue. */
function refuseUnorderable(cart: Cart, addedIds: ReadonlySet<string>): void {
  for (const line of cart.content.lines) {
    if (!addedIds.has(line.id)) continue;
    const errors = line.quoted.issues.filter((issue) => issue.severity === 'error');
    if (!line.quoted.found || errors.length > 0) {
      refuse(
        ERRORS.CART_LINE_NOT_ORDERABLE,
        { reason: errors[0]?.message ?? 'It is no longer sold.' },
        { issues: line.quoted.issues.map((issue) => ({ ...issue, field: issue.field ?? null })) },
      );
    }
  }
}
