import type Stripe from 'stripe';
import { randomText, stripeId } from '../ids.ts';
import { createToken, readToken } from './confirmation-tokens.ts';
import { createCustomer, deleteCustomer, readCustomer, updateCustomer } from './customers.ts';
import { closeDispute, updateDispute } from './disputes.ts';
import { page, search } from './listing.ts';
import {
  clearableText,
  flag,
  hash,
  integer,
  mergeMetadata,
  metadata,
  oneOf,
  type RawParams,
  readParams,
  required,
  text,
  textList,
} from './params.ts';
import {
  cancelIntent,
  captureIntent,
  confirmIntent,
  createIntent,
  publicIntent,
  readConfirm,
  readCreate,
  readUpdate,
  updateIntent,
} from './payment-intents.ts';
import { attachMethod, keepMethod, readMethod, resolveMethod, updateMethod } from './payment-methods.ts';
import { cancelRefund, createRefund, readRefund } from './refunds.ts';
import { invalidRequest, missing } from './stripe-failure.ts';
import type { StripeWorld, WebhookEndpointRecord } from './stripe-world.ts';

export interface Call {
  params: RawParams;
  /** Path parameter `:id`, empty where there is none. */
  id: string;
  path: string;
  isPublishable: boolean;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** May be called with a publishable key. */
  isPublic?: boolean;
  /** Checks parameters, then returns the work. What it throws is not kept under an idempotency key. */
  prepare(world: StripeWorld, call: Call): () => unknown;
}

const get = (path: string, prepare: Endpoint['prepare'], isPublic = false): Endpoint => ({
  method: 'GET',
  path,
  prepare,
  isPublic,
});
const post = (path: string, prepare: Endpoint['prepare'], isPublic = false): Endpoint => ({
  method: 'POST',
  path,
  prepare,
  isPublic,
});
const remove = (path: string, prepare: Endpoint['prepare']): Endpoint => ({ method: 'DELETE', path, prepare });

/** With a publishable key an intent is reached by its client secret only. */
function intentFor(world: StripeWorld, call: Call): Stripe.PaymentIntent {
  const intent = world.intent(call.id);
  if (call.isPublishable && call.params.client_secret !== intent.client_secret)
    throw invalidRequest(`No such payment_intent: '${call.id}'`, { code: 'resource_missing', param: 'intent' }, 404);
  return intent;
}

const shownTo = (call: Call, intent: Stripe.PaymentIntent): unknown =>
  call.isPublishable ? publicIntent(intent) : intent;

const same = (wanted: unknown, value: unknown): boolean => wanted === undefined || wanted === value;

function methodById(world: StripeWorld, id: string): Stripe.PaymentMethod {
  const method = world.methods.get(id);
  if (!method) throw missing('PaymentMethod', id, 'payment_method');
  return method;
}

export const ENDPOINTS: readonly Endpoint[] = [
  // Payment intents
  post('/v1/payment_intents', (world, { params }) => {
    const read = readCreate(params);
    return () => createIntent(world, read);
  }),
  get(
    '/v1/payment_intents',
    (world, { params, path }) =>
      () =>
        page(
          world.intents.newestFirst().filter((intent) => same(params.customer, intent.customer)),
          params,
          path,
          'payment_intent',
        ),
  ),
  get(
    '/v1/payment_intents/search',
    (world, { params, path }) =>
      () =>
        search(world.intents.newestFirst(), params, path),
  ),
  get('/v1/payment_intents/:id', (world, call) => () => shownTo(call, intentFor(world, call)), true),
  post('/v1/payment_intents/:id', (world, call) => {
    const read = readUpdate(call.params);
    return () => updateIntent(world, world.intent(call.id), read);
  }),
  post(
    '/v1/payment_intents/:id/confirm',
    (world, call) => {
      const read = readConfirm(call.params, call.isPublishable);
      return () => {
        const intent = intentFor(world, call);
        if (call.isPublishable && intent.confirmation_method === 'manual')
          throw invalidRequest(
            'The PaymentIntent you provided has confirmation_method=manual; it can only be confirmed with a secret key.',
          );
        return shownTo(call, confirmIntent(world, intent, read, call.isPublishable));
      };
    },
    true,
  ),
  post('/v1/payment_intents/:id/capture', (world, call) => {
    const read = readParams(call.params, {
      amount_to_capture: integer,
      metadata,
      final_capture: flag,
      statement_descriptor: clearableText,
      statement_descriptor_suffix: clearableText,
      application_fee_amount: integer,
      transfer_data: hash,
      amount_details: hash,
      hooks: hash,
      payment_details: hash,
    });
    return () => captureIntent(world, world.intent(call.id), read);
  }),
  post('/v1/payment_intents/:id/cancel', (world, call) => {
    const read = readParams(call.params, {
      cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'),
    });
    return () => cancelIntent(world, world.intent(call.id), read.cancellation_reason);
  }),

  // Confirmation tokens
  post(
    '/v1/confirmation_tokens',
    (world, call) => {
      const read = readToken(call.params);
      return () => createToken(world, read, call.isPublishable);
    },
    true,
  ),
  post('/v1/test_helpers/confirmation_tokens', (world, call) => {
    const read = readToken(call.params);
    return () => createToken(world, read, false);
  }),
  get('/v1/confirmation_tokens/:id', (world, { id }) => () => {
    const token = world.tokens.get(id);
    if (!token) throw missing('confirmation_token', id, 'confirmation_token');
    return token;
  }),

  // Payment methods
  post(
    '/v1/payment_methods',
    (world, call) => {
      const read = readParams(call.params, {
        type: required(text),
        card: hash,
        billing_details: hash,
        metadata,
        allow_redisplay: oneOf('always', 'limited', 'unspecified'),
        wallet: text,
        key: text,
        client_context: hash,
        link: hash,
      });
      return () => {
        const { method, testCard } = readMethod(world, { ...call.params, metadata: undefined }, call.isPublishable);
        method.metadata = mergeMetadata({}, read.metadata);
        if (read.allow_redisplay) method.allow_redisplay = read.allow_redisplay;
        return keepMethod(world, method, testCard);
      };
    },
    true,
  ),
  get(
    '/v1/payment_methods',
    (world, { params, path }) =>
      () =>
        page(
          world.methods
            .newestFirst()
            .filter(
              (method) => method.customer && same(params.customer, method.customer) && same(params.type, method.type),
            ),
          params,
          path,
          'PaymentMethod',
        ),
  ),
  get(
    '/v1/payment_methods/:id',
    (world, { id }) =>
      () =>
        resolveMethod(world, id),
  ),
  post('/v1/payment_methods/:id', (world, { id, params }) => {
    const read = readParams(params, { billing_details: hash, metadata, allow_redisplay: text, card: hash });
    return () =>
      updateMethod(world, methodById(world, id), {
        billing: read.billing_details,
        metadata: read.metadata,
        allow: read.allow_redisplay,
      });
  }),
  post('/v1/payment_methods/:id/attach', (world, { id, params }) => {
    const read = readParams(params, { customer: required(text) });
    return () => attachMethod(world, resolveMethod(world, id), read.customer);
  }),
  post('/v1/payment_methods/:id/detach', (world, { id }) => () => {
    const method = methodById(world, id);
    if (!method.customer)
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      );
    const previous = method.customer;
    method.customer = null;
    world.methods.set(id, method);
    world.emit('payment_method.detached', method, { customer: previous });
    return method;
  }),

  // Customers
  post('/v1/customers', (world, { params }) => {
    const read = readCustomer(params);
    return () => createCustomer(world, read);
  }),
  get(
    '/v1/customers',
    (world, { params, path }) =>
      () =>
        page(
          world.customers.newestFirst().filter((customer) => same(params.email, customer.email)),
          params,
          path,
          'customer',
        ),
  ),
  get(
    '/v1/customers/search',
    (world, { params, path }) =>
      () =>
        search(world.customers.newestFirst(), params, path),
  ),
  get(
    '/v1/customers/:id',
    (world, { id }) =>
      () =>
        world.customer(id),
  ),
  post('/v1/customers/:id', (world, { id, params }) => {
    const read = readCustomer(params);
    return () => updateCustomer(world, world.customer(id), read);
  }),
  remove(
    '/v1/customers/:id',
    (world, { id }) =>
      () =>
        deleteCustomer(world, world.customer(id)),
  ),
  get('/v1/customers/:id/payment_methods', (world, { id, params, path }) => () => {
    world.customer(id);
    return page(
      world.methods.newestFirst().filter((method) => method.customer === id),
      params,
      path,
      'PaymentMethod',
    );
  }),

  // Charges, refunds, disputes, balance
  get(
    '/v1/charges',
    (world, { params, path }) =>
      () =>
        page(
          world.charges
            .newestFirst()
            .filter(
              (charge) => same(params.payment_intent, charge.payment_intent) && same(params.customer, charge.customer),
            ),
          params,
          path,
          'charge',
        ),
  ),
  get(
    '/v1/charges/:id',
    (world, { id }) =>
      () =>
        world.charge(id),
  ),
  post('/v1/refunds', (world, { params }) => {
    const read = readRefund(params);
    return () => createRefund(world, read);
  }),
  get(
    '/v1/refunds',
    (world, { params, path }) =>
      () =>
        page(
          world.refunds
            .newestFirst()
            .filter(
              (refund) => same(params.payment_intent, refund.payment_intent) && same(params.charge, refund.charge),
            ),
          params,
          path,
          'refund',
        ),
  ),
  get(
    '/v1/refunds/:id',
    (world, { id }) =>
      () =>
        refundById(world, id),
  ),
  post('/v1/refunds/:id', (world, { id, params }) => {
    const read = readParams(params, { metadata });
    return () => {
      const refund = refundById(world, id);
      refund.metadata = mergeMetadata(refund.metadata ?? {}, read.metadata);
      world.refunds.set(id, refund);
      world.emit('refund.updated', refund);
      return refund;
    };
  }),
  post(
    '/v1/refunds/:id/cancel',
    (world, { id }) =>
      () =>
        cancelRefund(world, refundById(world, id)),
  ),
  get(
    '/v1/disputes',
    (world, { params, path }) =>
      () =>
        page(
          world.disputes
            .newestFirst()
            .filter(
              (dispute) => same(params.payment_intent, dispute.payment_intent) && same(params.charge, dispute.charge),
            ),
          params,
          path,
          'dispute',
        ),
  ),
  get(
    '/v1/disputes/:id',
    (world, { id }) =>
      () =>
        disputeById(world, id),
  ),
  post('/v1/disputes/:id', (world, { id, params }) => {
    const read = readParams(params, { evidence: hash, metadata, submit: flag });
    return () => updateDispute(world, disputeById(world, id), read);
  }),
  post(
    '/v1/disputes/:id/close',
    (world, { id }) =>
      () =>
        closeDispute(world, disputeById(world, id), 'lost'),
  ),
  get('/v1/balance', (world) => () => balanceOf(world)),
  get(
    '/v1/balance_transactions',
    (world, { params, path }) =>
      () =>
        page(
          world.transactions
            .newestFirst()
            .filter((item) => same(params.source, item.source) && same(params.type, item.type)),
          params,
          path,
          'balance_transaction',
        ),
  ),
  get('/v1/balance_transactions/:id', (world, { id }) => () => {
    const transaction = world.transactions.get(id);
    if (!transaction) throw missing('balance_transaction', id);
    return transaction;
  }),

  // Events and webhook endpoints
  get('/v1/events', (world, { params, path }) => () => {
    const types = textList(params.types, 'types');
    const isWanted = (type: string) =>
      (!types || types.includes(type)) &&
      (params.type === undefined ||
        new RegExp(`^${String(params.type).replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(type));
    const events = world.events.newestFirst().filter((event) => isWanted(event.type));
    return page(
      events.map((event) => withPending(world, event)),
      params,
      path,
      'event',
    );
  }),
  get('/v1/events/:id', (world, { id }) => () => {
    const event = world.events.get(id);
    if (!event) throw missing('event', id);
    return withPending(world, event);
  }),
  post('/v1/webhook_endpoints', (world, { params }) => {
    const read = readParams(params, {
      url: required(text),
      enabled_events: required(textList),
      description: clearableText,
      metadata,
      api_version: text,
      connect: flag,
    });
    return () => {
      const endpoint = {
        id: stripeId('we'),
        object: 'webhook_endpoint',
        api_version: read.api_version ?? null,
        application: null,
        created: world.now(),
        description: read.description ?? null,
        enabled_events: read.enabled_events,
        livemode: false,
        metadata: mergeMetadata({}, read.metadata),
        secret: `whsec_${randomText(32)}`,
        status: 'enabled',
        url: read.url,
      } as WebhookEndpointRecord;
      return world.endpoints.set(endpoint.id, endpoint);
    };
  }),
  get(
    '/v1/webhook_endpoints',
    (world, { params, path }) =>
      () =>
        page(world.endpoints.newestFirst().map(withoutSecret), params, path, 'webhook_endpoint'),
  ),
  get(
    '/v1/webhook_endpoints/:id',
    (world, { id }) =>
      () =>
        withoutSecret(endpointById(world, id)),
  ),
  post('/v1/webhook_endpoints/:id', (world, { id, params }) => {
    const read = readParams(params, {
      url: text,
      enabled_events: textList,
      description: clearableText,
      metadata,
      disabled: flag,
    });
    return () => {
      const endpoint = endpointById(world, id);
      if (read.url) endpoint.url = read.url;
      if (read.enabled_events) endpoint.enabled_events = read.enabled_events;
      if (read.description !== undefined) endpoint.description = read.description;
      if (read.disabled !== undefined) endpoint.status = read.disabled ? 'disabled' : 'enabled';
      endpoint.metadata = mergeMetadata(endpoint.metadata, read.metadata);
      return withoutSecret(world.endpoints.set(id, endpoint));
    };
  }),
  remove('/v1/webhook_endpoints/:id', (world, { id }) => () => {
    endpointById(world, id);
    world.endpoints.delete(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  }),
];

function refundById(world: StripeWorld, id: string): Stripe.Refund {
  const refund = world.refunds.get(id);
  if (!refund) throw missing('refund', id);
  return refund;
}

function disputeById(world: StripeWorld, id: string): Stripe.Dispute {
  const dispute = world.disputes.get(id);
  if (!dispute) throw missing('dispute', id);
  return dispute;
}

function endpointById(world: StripeWorld, id: string): WebhookEndpointRecord {
  const endpoint = world.endpoints.get(id);
  if (!endpoint) throw missing('webhook_endpoint', id);
  return endpoint;
}

/** The secret is shown once, in the answer that created it. */
function withoutSecret({ secret: _secret, ...endpoint }: WebhookEndpointRecord) {
  return endpoint;
}

function withPending(world: StripeWorld, event: Stripe.Event): Stripe.Event {
  return { ...event, pending_webhooks: world.context.deliveries.pendingFor(event.id) } as Stripe.Event;
}

function balanceOf(world: StripeWorld): unknown {
  const totals = new Map<string, number>();
  for (const item of world.transactions.all()) totals.set(item.currency, (totals.get(item.currency) ?? 0) + item.net);
  const amounts = [...totals].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  return { object: 'balance', available: [], livemode: false, pending: amounts };
}
