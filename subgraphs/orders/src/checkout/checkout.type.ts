import { CurrencyCode, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { addressOf } from '../config.ts';
import { OrderType } from '../orders/order.type.ts';
import type { Services } from '../services.ts';
import type { Checkout } from './checkout.store.ts';

@ObjectType({
  description:
    "What the browser needs for Stripe Elements (deferred intent): amount and currency here equal the intent's.",
})
export class CheckoutSession {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  amountMinor: number;

  @Field(() => CurrencyCode)
  currencyCode: string;

  @Field(() => String)
  publishableKey: string;

  @Field(() => String, { nullable: true })
  stripeScriptUrl: string | null;

  @Field(() => Date)
  expiresAt: Date;

  @Field(() => String, { nullable: true })
  orderNumber: string | null;

  static of(services: Services, checkout: Checkout): CheckoutSession {
    return Object.assign(new CheckoutSession(), {
      id: checkout.id,
      amountMinor: Number(checkout.amountMinor),
      currencyCode: checkout.currency,
      publishableKey: services.settings.STRIPE_PUBLISHABLE_KEY,
      stripeScriptUrl:
        addressOf(services.settings.STRIPE_SCRIPT_URL, services.settings.STRIPE_SECRET_KEY, '/stripe.js/v3') ?? null,
      expiresAt: checkout.expiresAt,
      orderNumber: checkout.orderNumber,
    });
  }
}

@ObjectType()
export class PaymentActionRequired {
  @Field(() => ID)
  checkoutId: string;

  @Field(() => String)
  clientSecret: string;
}

@ObjectType()
export class PlacedOrder {
  @Field(() => OrderType)
  order: OrderType;

  @Field(() => String)
  accessToken: string;
}

export const CheckoutResult = unionWithRefusal('CheckoutResult', [CheckoutSession]);
export const PlaceOrderResult = unionWithRefusal('PlaceOrderResult', [PlacedOrder, PaymentActionRequired]);
