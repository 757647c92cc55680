import { createHash, createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Fault } from '../faults.ts';
import { type Answer, exchange, wait } from '../http/exchange.ts';
import { randomText } from '../ids.ts';
import type { TwinContext } from '../twin-context.ts';
import { AUTHORIZATION_SECONDS } from './charging.ts';
import { openDispute } from './disputes.ts';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { expand } from './expand.ts';
import { Idempotency } from './idempotency.ts';
import { decodeForm, type RawParams, textList } from './params.ts';
import { expireAuthorizations } from './payment-intents.ts';
import { completeRefund, failRefund } from './refunds.ts';
import { invalidRequest, StripeFailure } from './stripe-failure.ts';
import { API_VERSION, StripeWorld } from './stripe-world.ts';

const HOUSEKEEPING_MS = 60_000;

/** The Stripe API at `/v1`: its SDK takes a host and a port, no path in front. */
export function registerStripe(app: FastifyInstance, context: TwinContext): StripeWorld {
  const world = new StripeWorld(context);
  const idempotency = new Idempotency(context.store, context.clock);

  context.deliveries.signWith('stripe', (delivery, mode) => {
    const secret = world.endpointSecret(delivery.endpointId);
    if (!secret) return undefined;
    const at = world.now() + mode.timestampSkewSeconds;
    const key = mode.badSignature ? 'whsec_not_the_secret' : secret;
    const signature = createHmac('sha256', key).update(`${at}.${delivery.body}`, 'utf8').digest('hex');
    return {
      'stripe-signature': `t=${at},v1=${signature}`,
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    };
  });
  context.timers.on('stripe.dispute', (chargeId) => void openDispute(world, chargeId));
  context.timers.on('stripe.refund_fails', (refundId) => failRefund(world, refundId));
  context.timers.on('stripe.refund_pending', (refundId) => completeRefund(world, refundId));
  context.timers.every(HOUSEKEEPING_MS, () => {
    expireAuthorizations(world, AUTHORIZATION_SECONDS);
    idempotency.prune();
    context.deliveries.prune();
  });

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    for (const endpoint of ENDPOINTS)
      scope.route({
        method: endpoint.method,
        url: endpoint.path,
        handler: (request, reply) =>
          exchange(context, 'stripe', request, reply, (fault) =>
            answerCall(world, idempotency, endpoint, request, fault),
          ),
      });
    scope.all('/v1/*', (request, reply) =>
      exchange(context, 'stripe', request, reply, () => {
        const path = pathOf(request);
        const message = `Unrecognized request URL (${request.method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
        return written(newRequestId(), invalidRequest(message, {}, 404));
      }),
    );
  });
  return world;
}

const newRequestId = (): string => `req_${randomText(14)}`;
const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? request.url;

async function answerCall(
  world: StripeWorld,
  idempotency: Idempotency,
  endpoint: Endpoint,
  request: FastifyRequest,
  fault: Fault | undefined,
): Promise<Answer> {
  const requestId = newRequestId();
  const version = headerOf(request, 'stripe-version') ?? API_VERSION;
  const common = { 'request-id': requestId, 'stripe-version': version, 'cache-control': 'no-cache, no-store' };
  try {
    const isPublishable = checkKey(request, endpoint);
    if (fault?.kind === 'status' && fault.status < 500) throw refusalOfStatus(fault.status);
    const params = paramsOf(request);
    const path = pathOf(request);
    const { id = '' } = request.params as { id?: string };
    const paths = textList(params.expand, 'expand') ?? [];
    // Prepared before the idempotency layer: a request that fails validation leaves its key unused.
    const work = endpoint.prepare(world, { params, id, path, isPublishable });
    const key = request.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([request.method, path, params, isPublishable]))
      .digest('hex');

    const answer = await idempotency.run(key, path, fingerprint, async () => {
      if (fault?.kind === 'slow') await wait(fault.delayMs);
      if (fault?.kind === 'status') return written(requestId, brokenInside());
      const result = attempt(world, requestId, key ?? null, () => expand(world, work(), paths));
      return fault?.kind === 'afterEffect500' ? written(requestId, brokenInside()) : result;
    });
    return { ...answer, headers: { ...common, ...answer.headers, 'request-id': requestId } };
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return { ...written(requestId, error), headers: common };
  }
}

/** Runs the work; a refusal is an answer too, and is kept under the key like any other. */
function attempt(world: StripeWorld, requestId: string, idempotencyKey: string | null, work: () => unknown): Answer {
  world.request = { id: requestId, idempotencyKey };
  try {
    return { status: 200, body: structuredClone(work()) };
  } catch (error) {
    if (error instanceof StripeFailure) return written(requestId, error);
    throw error;
  } finally {
    world.request = null;
  }
}

function written(requestId: string, failure: StripeFailure): Answer {
  const log = `https://dashboard.stripe.com/test/logs/${requestId}`;
  return { status: failure.status, body: { error: { ...structuredClone(failure.body), request_log_url: log } } };
}

const brokenInside = (): StripeFailure =>
  new StripeFailure(500, { type: 'api_error', message: 'An unknown error occurred' });

function refusalOfStatus(status: number): StripeFailure {
  if (status === 429)
    return new StripeFailure(429, {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message:
        'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    });
  if (status === 409)
    return new StripeFailure(409, {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message:
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
    });
  return new StripeFailure(status, {
    type: 'invalid_request_error',
    message: `Refused with status ${status} on demand.`,
  });
}

function paramsOf(request: FastifyRequest): RawParams {
  const query = request.url.split('?')[1] ?? '';
  const body = typeof request.body === 'string' ? request.body : '';
  return { ...decodeForm(query), ...decodeForm(body) };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Reads the key from Bearer or Basic authorisation. Returns whether it is a publishable one. */
function checkKey(request: FastifyRequest, endpoint: Endpoint): boolean {
  const header = headerOf(request, 'authorization') ?? '';
  const basic = /^Basic (.+)$/i.exec(header)?.[1];
  const given = basic
    ? Buffer.from(basic, 'base64').toString('utf8').split(':')[0]
    : /^Bearer (.+)$/i.exec(header)?.[1]?.trim();
  const key = given || String(paramsOf(request).key ?? '');
  if (!key)
    throw invalidRequest(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
      {},
      401,
    );
  if (!/^(sk|rk|pk)_test_\w+$/.test(key))
    throw invalidRequest(
      `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(Math.max(4, key.length - 12))}${key.slice(-4)}`,
      {},
      401,
    );
  const isPublishable = key.startsWith('pk_');
  if (isPublishable && !endpoint.isPublic)
    throw invalidRequest(
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
      { code: 'secret_key_required' },
      403,
    );
  return isPublishable;
}
