import { type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { Services } from '../services.ts';
import { checkQuantity } from './add-to-cart.ts';
import type { Cart } from './cart.model.ts';
import { changeCart } from './change-cart.ts';

/** Sets how many of a line are wanted; zero takes it out. */
export async function updateCartLine(
  services: Services,
  ctx: RequestContext,
  cartId: string,
  lineId: string,
  quantity: number,
): Promise<Cart> {
  if (quantity === 0) return removeCartLine(services, ctx, cartId, lineId);
  checkQuantity(quantity);
  return changeCart(services, ctx, cartId, ({ content }) => {
    const line = content.lines.find(({ id }) => id === lineId);
    if (!line) refuse(ERRORS.CART_LINE_NOT_FOUND);
    line.quantity = quantity;
  });
}

/** Takes a line out. A line that is gone already is no error: the wish is fulfilled. */
export function removeCartLine(services: Services, ctx: RequestContext, cartId: string, lineId: string): Promise<Cart> {
  return changeCart(services, ctx, cartId, ({ content }) => {
    content.lines = content.lines.filter(({ id }) => id !== lineId);
  });
}
