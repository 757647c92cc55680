import type Stripe from 'stripe';
import { unixSeconds } from '../clock.ts';
import { randomText, stripeId } from '../ids.ts';
import type { Collection } from '../store.ts';
import type { TwinContext } from '../twin-context.ts';
import { missing } from './stripe-failure.ts';

/** The version the pinned SDK asks for; events are rendered in it. */
export const API_VERSION = '2026-10-28.endive';

/** What the twin has to remember about a payment method and Stripe never shows. The number itself is not kept. */
export interface CardMemory {
  /** Number of a published test card, or null for a card the test mode does not know. */
  testCard: string | null;
  /** Authenticated once for later use. */
  isSetUp: boolean;
}

export interface IntentMemory {
  useStripeSdk: boolean;
  returnUrl: string | null;
  pendingMethod: string | null;
  saveMethod: boolean;
}

export interface TokenMemory {
  method: Stripe.PaymentMethod;
  testCard: string | null;
  amount: number | null;
  currency: string | null;
}

export type WebhookEndpointRecord = Stripe.WebhookEndpoint & { secret: string };

/** All Stripe objects of the twin's one account, the way to find them, and the events they cause. */
export class StripeWorld {
  readonly intents: Collection<Stripe.PaymentIntent>;
  readonly methods: Collection<Stripe.PaymentMethod>;
  readonly customers: Collection<Stripe.Customer>;
  readonly charges: Collection<Stripe.Charge>;
  readonly refunds: Collection<Stripe.Refund>;
  readonly disputes: Collection<Stripe.Dispute>;
  readonly tokens: Collection<Stripe.ConfirmationToken>;
  readonly transactions: Collection<Stripe.BalanceTransaction>;
  readonly events: Collection<Stripe.Event>;
  readonly endpoints: Collection<WebhookEndpointRecord>;
  readonly cardMemory: Collection<CardMemory>;
  readonly intentMemory: Collection<IntentMemory>;
  readonly tokenMemory: Collection<TokenMemory>;
  /** Which API request the work in hand belongs to; null for what happens by itself. */
  request: { id: string; idempotencyKey: string | null } | null = null;

  constructor(readonly context: TwinContext) {
    const { store } = context;
    this.intents = store.collection('stripe.payment_intents');
    this.methods = store.collection('stripe.payment_methods');
    this.customers = store.collection('stripe.customers');
    this.charges = store.collection('stripe.charges');
    this.refunds = store.collection('stripe.refunds');
    this.disputes = store.collection('stripe.disputes');
    this.tokens = store.collection('stripe.confirmation_tokens');
    this.transactions = store.collection('stripe.balance_transactions');
    this.events = store.collection('stripe.events');
    this.endpoints = store.collection('stripe.webhook_endpoints');
    this.cardMemory = store.collection('stripe.card_memory');
    this.intentMemory = store.collection('stripe.intent_memory');
    this.tokenMemory = store.collection('stripe.token_memory');
  }

  now(): number {
    return unixSeconds(this.context.clock);
  }

  intent(id: string, param = 'intent'): Stripe.PaymentIntent {
    return found(this.intents, id, 'payment_intent', param);
  }

  charge(id: string, param = 'charge'): Stripe.Charge {
    return found(this.charges, id, 'charge', param);
  }

  customer(id: string, param = 'id'): Stripe.Customer {
    return found(this.customers, id, 'customer', param);
  }

  /** Any object by its id, for `expand`. */
  lookUp(id: string): object | undefined {
    const prefix = id.slice(0, id.indexOf('_'));
    const shelves: Record<string, Collection<object>> = {
      pi: this.intents,
      pm: this.methods,
      cus: this.customers,
      ch: this.charges,
      re: this.refunds,
      du: this.disputes,
      txn: this.transactions,
    } as unknown as Record<string, Collection<object>>;
    return shelves[prefix]?.get(id);
  }

  /** Records an event and sends it to every endpoint that listens, as the object is at this moment. */
  emit(type: string, object: object, previous?: Record<string, unknown>): void {
    const receivers = this.receivers(type);
    const event = {
      id: `evt_${randomText(24)}`,
      object: 'event',
      api_version: API_VERSION,
      created: this.now(),
      data: { object: structuredClone(object), ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: receivers.length,
      request: { id: this.request?.id ?? null, idempotency_key: this.request?.idempotencyKey ?? null },
      type,
    } as unknown as Stripe.Event;
    this.events.set(event.id, event);
    for (const receiver of receivers)
      this.context.deliveries.send({
        service: 'stripe',
        eventId: event.id,
        eventType: type,
        url: receiver.url,
        endpointId: receiver.id,
        body: JSON.stringify(event, null, 2),
      });
  }

  /** The secret of an endpoint, or undefined when it is gone. */
  endpointSecret(endpointId: string): string | undefined {
    return endpointId === 'configured' ? this.context.secrets.stripeWebhook : this.endpoints.get(endpointId)?.secret;
  }

  private receivers(type: string): { id: string; url: string }[] {
    const target = this.context.webhookTargets.stripe;
    const registered = this.endpoints.filter(
      (endpoint) =>
        endpoint.status === 'enabled' &&
        (endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type)),
    );
    return [...(target ? [{ id: 'configured', url: target }] : []), ...registered.map(({ id, url }) => ({ id, url }))];
  }

  /** Money that moved on the account's balance, with Stripe's usual US fee of 2.9 % + 30 on charges. */
  recordTransaction(
    type: 'charge' | 'refund' | 'refund_failure' | 'adjustment',
    amount: number,
    currency: string,
    source: string,
    description: string | null = null,
  ): Stripe.BalanceTransaction {
    const fee = type === 'charge' ? Math.round(amount * 0.029) + 30 : 0;
    const transaction: Stripe.BalanceTransaction = {
      id: stripeId('txn'),
      object: 'balance_transaction',
      amount,
      available_on: this.now() + 2 * 86_400,
      balance_type: 'payments',
      created: this.now(),
      currency,
      description,
      exchange_rate: null,
      fee,
      fee_details: fee
        ? [{ amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }]
        : [],
      net: amount - fee,
      reporting_category: type === 'adjustment' ? 'dispute' : type,
      source,
      status: 'pending',
      type,
    };
    return this.transactions.set(transaction.id, transaction);
  }
}

function found<T>(shelf: Collection<T>, id: string, noun: string, param: string): T {
  const object = shelf.get(id);
  if (!object) throw missing(noun, id, param);
  return object;
}
