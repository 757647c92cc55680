import { KERNEL_ERRORS, type RequestContext, refuse } from '@opticworks/kernel';
import type { ContactLensValue } from '@opticworks/schema';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ERRORS } from '../errors.ts';
import { answer } from '../german-sentences.ts';
import { shownIssues } from '../graph/shape.ts';
import { AddressCheck, AddressInput } from '../graph/shared.type.ts';
import { isOwn } from '../permissions.ts';
import type { Services } from '../services.ts';
import { addToCart } from './add-to-cart.ts';
import type { Cart, LensWish } from './cart.model.ts';
import { loadCart } from './cart.store.ts';
import { AddLineInput, AddressCheckResult, CartResult, CartType, type LensConfigurationInput } from './cart.type.ts';
import { applyCoupon, removeCoupon } from './cart-coupons.ts';
import { removeCartLine, updateCartLine } from './change-cart-lines.ts';
import { currentCart } from './own-cart.ts';
import { selectShippingRate } from './select-shipping-rate.ts';
import { checkAddress, setCartAddresses } from './set-cart-addresses.ts';

@Resolver(() => CartType)
export class CartResolver {
  constructor(private readonly services: Services) {}

  @Query(() => CartType, { nullable: true, description: "The caller's open cart, if there is one." })
  async cart(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
  ): Promise<CartType | null> {
    const cart = id ? await loadCart(this.services, id) : await currentCart(this.services, ctx);
    if (cart?.state !== 'open' || !isOwn(ctx.principal, { kind: cart.ownerKind, id: cart.ownerId })) return null;
    return CartType.of(cart);
  }

  @Query(() => AddressCheckResult)
  checkAddress(
    @Ctx() ctx: RequestContext,
    @Arg('address', () => AddressInput) address: AddressInput,
  ): Promise<typeof AddressCheckResult> {
    return answer(ctx, async () => {
      const verdict = await checkAddress(this.services, address);
      return Object.assign(new AddressCheck(), { ...verdict, issues: shownIssues(verdict.issues) });
    });
  }

  @Mutation(() => CartResult)
  addToCart(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID, { nullable: true }) cartId: string | undefined,
    @Arg('lines', () => [AddLineInput]) lines: AddLineInput[],
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey?: string,
  ): Promise<typeof CartResult> {
    return this.#cart(ctx, async () => {
      if (lines.length === 0 || lines.length > 20) {
        refuse(
          KERNEL_ERRORS.INVALID_INPUT,
          {},
          {
            issues: [
              { code: 'LINES', message: 'Add between 1 and 20 lines at a time.', field: 'lines', severity: 'error' },
            ],
          },
        );
      }
      return addToCart(this.services, ctx, {
        cartId: cartId ?? null,
        idempotencyKey: idempotencyKey ?? ctx.idempotencyKey,
        lines: lines.map((line) => ({
          variantId: line.variantId,
          quantity: line.quantity ?? 1,
          lens: line.lens ? wishOf(line.lens) : null,
          contactLens: line.contactLens ? parametersOf(line.contactLens) : null,
          prescriptionId: line.prescriptionId ?? null,
        })),
      });
    });
  }

  @Mutation(() => CartResult)
  updateCartLine(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID) cartId: string,
    @Arg('lineId', () => ID) lineId: string,
    @Arg('quantity', () => Int) quantity: number,
  ): Promise<typeof CartResult> {
    return this.#cart(ctx, () => updateCartLine(this.services, ctx, cartId, lineId, quantity));
  }

  @Mutation(() => CartResult)
  removeCartLine(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID) cartId: string,
    @Arg('lineId', () => ID) lineId: string,
  ): Promise<typeof CartResult> {
    return this.#cart(ctx, () => removeCartLine(this.services, ctx, cartId, lineId));
  }

  @Mutation(() => CartResult)
  applyCoupon(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID) cartId: string,
    @Arg('code', () => String) code: string,
  ): Promise<typeof CartResult> {
    return this.#cart(ctx, () => applyCoupon(this.services, ctx, cartId, code));
  }

  @Mutation(() => CartResult)
  removeCoupon(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID) cartId: string,
    @Arg('code', () => String) code: string,
  ): Promise<typeof CartResult> {
    return this.#cart(ctx, () => removeCoupon(this.services, ctx, cartId, code));
  }

  @Mutation(() => CartResult, { description: 'Saves the address, checks it, fetches live rates and tax.' })
  setCartAddresses(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID) cartId: string,
    @Arg('email', () => String) email: string,
    @Arg('shipping', () => AddressInput) shipping: AddressInput,
    @Arg('billing', () => AddressInput, { nullable: true }) billing?: AddressInput,
  ): Promise<typeof CartResult> {
    return this.#cart(ctx, () =>
      setCartAddresses(this.services, ctx, { cartId, email, shipping, billing: billing ?? null }),
    );
  }

  @Mutation(() => CartResult)
  selectShippingRate(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID) cartId: string,
    @Arg('rateId', () => ID) rateId: string,
  ): Promise<typeof CartResult> {
    return this.#cart(ctx, () => selectShippingRate(this.services, ctx, cartId, rateId));
  }

  #cart(ctx: RequestContext, body: () => Promise<Cart>): Promise<typeof CartResult> {
    return answer(ctx, async () => CartType.of(await body()));
  }
}

/** @throws PRESCRIPTION_MISSING unless it is there, or said to come later */
function wishOf({ prescriptionLater, saidBand, ...lens }: LensConfigurationInput): LensWish {
  if (!lens.prescriptionId && !prescriptionLater) refuse(ERRORS.PRESCRIPTION_MISSING);
  return {
    ...lens,
    prescriptionId: lens.prescriptionId ?? null,
    saidBand: lens.prescriptionId ? null : (saidBand ?? null),
    rush: lens.rush ?? false,
    confirmedWarnings: lens.confirmedWarnings ?? [],
  };
}

/** @throws INVALID_INPUT when the eye is neither OD nor OS */
function parametersOf(input: Omit<ContactLensValue, 'eye'> & { eye: string }): ContactLensValue {
  if (input.eye !== 'OD' && input.eye !== 'OS') {
    refuse(
      KERNEL_ERRORS.INVALID_INPUT,
      {},
      {
        issues: [
          {
            code: 'EYE',
            message: 'Say OD for the right or OS for the left eye.',
            field: 'contactLens.eye',
            severity: 'error',
          },
        ],
      },
    );
  }
  return { ...input, eye: input.eye };
}
