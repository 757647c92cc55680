import { Decimal, KERNEL_ERRORS, type RequestContext, refuse, scrubbed } from '@opticworks/kernel';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { CartResult, CartType } from '../carts/cart.type.ts';
import { ownCart } from '../carts/own-cart.ts';
import { answer } from '../german-sentences.ts';
import { orderToken } from '../mail/send-mail.ts';
import { loadOrder } from '../orders/order.store.ts';
import { OrderType } from '../orders/order.type.ts';
import { isOwn } from '../permissions.ts';
import type { Services } from '../services.ts';
import { loadCheckout, ownCheckout } from './checkout.store.ts';
import {
  CheckoutResult,
  CheckoutSession,
  PaymentActionRequired,
  PlacedOrder,
  PlaceOrderResult,
} from './checkout.type.ts';
import { closeCheckout } from './close-checkout.ts';
import { confirmPayment, finishCheckout, type PlaceOutcome } from './confirm-payment.ts';
import { startCheckout } from './start-checkout.ts';

/** A card number sent in place of the payment page's token must be neither stored nor passed on. */
const token = (given: string): string => (scrubbed(given) === given ? given : refuse(KERNEL_ERRORS.INVALID_INPUT));

@Resolver()
export class CheckoutResolver {
  constructor(private readonly services: Services) {}

  @Query(() => CheckoutSession, { nullable: true })
  async checkout(@Ctx() ctx: RequestContext, @Arg('id', () => ID) id: string): Promise<CheckoutSession | null> {
    const checkout = await loadCheckout(this.services.database, id);
    if (!checkout || !isOwn(ctx.principal, { kind: checkout.ownerKind, id: checkout.ownerId })) return null;
    return checkout.state === 'open' ? CheckoutSession.of(this.services, checkout) : null;
  }

  @Mutation(() => CheckoutResult, {
    description:
      'Prices the cart for the last time, reserves stock (lease) and opens a checkout. expectedTotal guards against a silent price change: differs → Refusal PRICE_CHANGED.',
  })
  startCheckout(
    @Ctx() ctx: RequestContext,
    @Arg('cartId', () => ID) cartId: string,
    @Arg('expectedTotal', () => Decimal) expectedTotal: string,
  ): Promise<typeof CheckoutResult> {
    return answer(ctx, async () =>
      CheckoutSession.of(this.services, await startCheckout(this.services, ctx, { cartId, expectedTotal })),
    );
  }

  @Mutation(() => PlaceOrderResult, {
    description:
      'Once, however often it is called: creates the PaymentIntent under our own key, confirms it with the confirmation token.',
  })
  confirmPayment(
    @Ctx() ctx: RequestContext,
    @Arg('checkoutId', () => ID) checkoutId: string,
    @Arg('confirmationTokenId', () => String) confirmationTokenId: string,
    @Arg('returnUrl', () => String) returnUrl: string,
  ): Promise<typeof PlaceOrderResult> {
    return answer(ctx, async () =>
      this.#placed(
        await confirmPayment(this.services, ctx, {
          checkoutId,
          confirmationToken: token(confirmationTokenId),
          returnUrl: this.#ownUrl(returnUrl),
        }),
      ),
    );
  }

  @Mutation(() => PlaceOrderResult, {
    description: 'After 3-D Secure or a browser return: asks the provider for the truth and finalises.',
  })
  finishCheckout(
    @Ctx() ctx: RequestContext,
    @Arg('checkoutId', () => ID) checkoutId: string,
  ): Promise<typeof PlaceOrderResult> {
    return answer(ctx, async () => this.#placed(await finishCheckout(this.services, ctx, checkoutId)));
  }

  @Mutation(() => CartResult)
  cancelCheckout(
    @Ctx() ctx: RequestContext,
    @Arg('checkoutId', () => ID) checkoutId: string,
  ): Promise<typeof CartResult> {
    return answer(ctx, async () => {
      const checkout = await ownCheckout(this.services.database, ctx, checkoutId);
      await closeCheckout(this.services, checkout.id, 'cancelled');
      return CartType.of(await ownCart(this.services, ctx, checkout.cartId));
    });
  }

  /** A return address of another site would send the customer there after the bank's page. */
  #ownUrl(returnUrl: string): string {
    const shop = new URL(this.services.settings.SHOP_URL);
    const wanted = URL.canParse(returnUrl, shop.href) ? new URL(returnUrl, shop.href) : shop;
    return wanted.origin === shop.origin ? wanted.href : shop.href;
  }

  async #placed(outcome: PlaceOutcome): Promise<PlacedOrder | PaymentActionRequired> {
    if (outcome.kind === 'action') {
      return Object.assign(new PaymentActionRequired(), {
        checkoutId: outcome.checkoutId,
        clientSecret: outcome.clientSecret,
      });
    }
    const order = (await loadOrder(this.services.database, outcome.orderId))!;
    return Object.assign(new PlacedOrder(), {
      order: OrderType.of(order),
      accessToken: orderToken(this.services, order.id),
    });
  }
}
