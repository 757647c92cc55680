import { type RequestContext, refuse } from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';
import { ERRORS } from '../errors.ts';
import type { Services } from '../services.ts';
import type { AddressVerdict } from '../shipping/shipping.provider.ts';
import { addressIssues, emailIssues, tidyAddress } from './address.rules.ts';
import type { Cart } from './cart.model.ts';
import { saveCart } from './cart.store.ts';
import { ownCart } from './own-cart.ts';
import { repriceCart } from './reprice-cart.ts';

const TRIES = 4;

/** What was typed is kept even when the carrier's check complains: people know where they live. */
export async function setCartAddresses(
  services: Services,
  ctx: RequestContext,
  input: { cartId: string; email: string; shipping: AddressValue; billing: AddressValue | null },
): Promise<Cart> {
  const shipping = tidyAddress(input.shipping);
  const billing = input.billing ? tidyAddress(input.billing) : null;
  const email = input.email.trim();
  const issues = [
    ...emailIssues(email),
    ...addressIssues(shipping, 'shipping'),
    ...(billing ? addressIssues(billing, 'billing') : []),
  ];
  if (issues.length > 0) refuse(ERRORS.ADDRESS_INCOMPLETE, {}, { issues });
  const check = verdictOn(services, shipping);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const cart = await ownCart(services, ctx, input.cartId);
    Object.assign(cart.content, { email, shippingAddress: shipping, billingAddress: billing });
    const [verdict] = await Promise.all([check, repriceCart(services, ctx, cart)]);
    cart.content.addressIssues = verdict?.issues ?? [];
    cart.content.addressSuggestion = verdict?.suggestion ?? null;
    if (await saveCart(services, cart, services.clock.now())) return cart;
  }
  refuse(ERRORS.CART_BUSY);
}

/** A check that does not answer must not stop a sale. */
async function verdictOn(services: Services, address: AddressValue): Promise<AddressVerdict | null> {
  try {
    return await services.shipping.checkAddress(address);
  } catch (error) {
    services.log.warn({ err: error }, 'The address check did not answer.');
    return null;
  }
}

/** Checks an address without a cart. */
export async function checkAddress(services: Services, address: AddressValue): Promise<AddressVerdict> {
  const tidy = tidyAddress(address);
  const issues = addressIssues(tidy, 'address');
  if (issues.length > 0) return { verified: false, suggestion: null, issues };
  const verdict = await verdictOn(services, tidy);
  if (!verdict) refuse(ERRORS.ADDRESS_CHECK_UNAVAILABLE);
  return verdict;
}
