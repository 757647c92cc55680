import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Answer, exchange, withFault } from '../http/exchange.ts';
import { easypostId } from '../ids.ts';
import type { TwinContext } from '../twin-context.ts';
import { type Raw, verifyAddress } from './addresses.ts';
import { EasyPostFailure, invalid, missingField, notFound } from './easypost-failure.ts';
import { EasyPostWorld } from './easypost-world.ts';
import { labelPdf, labelPng, labelZpl } from './labels.ts';
import {
  buyShipment,
  completeLabelRefund,
  convertLabel,
  createAddress,
  createCustomsInfo,
  createParcel,
  createShipment,
  findShipment,
  insure,
  rate,
  refundShipment,
  smartRates,
} from './shipments.ts';
import { createTracker, stepTracker } from './trackers.ts';

interface Call {
  id: string;
  body: Raw;
  query: Record<string, string>;
}

type Handler = (call: Call) => unknown;

/** The EasyPost API at `/easypost/v2` and the files it links to. */
export function registerEasyPost(app: FastifyInstance, context: TwinContext): EasyPostWorld {
  const world = new EasyPostWorld(context);
  context.deliveries.signWith('easypost', (delivery, mode) => {
    const secret = world.secretOf(delivery.endpointId);
    if (secret === undefined) return undefined;
    const agent = { 'user-agent': 'EasyPost/1.0 Webhooks' };
    if (!secret) return agent;
    const key = mode.badSignature ? 'not the secret' : secret;
    const signature = createHmac('sha256', key.normalize('NFKD')).update(delivery.body, 'utf8').digest('hex');
    return { ...agent, 'x-hmac-signature': `hmac-sha256-hex=${signature}` };
  });
  context.timers.on('easypost.step', (trackerId) => stepTracker(world, trackerId));
  context.timers.on('easypost.refund', (refundId) => completeLabelRefund(world, refundId));

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    const route = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, handler: Handler) =>
      scope.route({
        method,
        url: `/easypost/v2/${path}`,
        handler: (request, reply) =>
          exchange(context, 'easypost', request, reply, (fault) =>
            withFault(fault, onDemand, () => answer(request, handler)),
          ),
      });
    defineRoutes(world, route);
    scope.all('/easypost/v2/*', (request, reply) =>
      exchange(context, 'easypost', request, reply, () => written(notFound())),
    );
  });

  app.get<{ Params: { file: string } }>('/easypost/labels/:file', (request, reply) => {
    const [id = '', kind] = request.params.file.split('.');
    const shipment = world.shipments.get(id);
    if (!shipment?.postage_label) return reply.code(404).send('no such label');
    if (kind === 'pdf') return reply.type('application/pdf').send(labelPdf(shipment));
    if (kind === 'zpl') return reply.type('application/zpl').send(labelZpl(shipment));
    return reply.type('image/png').send(labelPng(shipment));
  });
  app.get<{ Params: { code: string } }>('/easypost/track/:code', (request, reply) => {
    const tracker = world.trackers.get(Buffer.from(request.params.code, 'base64url').toString());
    if (!tracker) return reply.code(404).send('no such parcel');
    return reply.redirect(`/#tracker-${tracker.tracking_code}`);
  });
  return world;
}

const written = (failure: EasyPostFailure): Answer => ({
  status: failure.status,
  body: { error: { code: failure.code, message: failure.message, errors: failure.errors } },
});

function onDemand(status: number): Answer {
  const known: Record<number, [string, string]> = {
    429: ['RATE_LIMITED', 'You are being rate limited. Please try again later.'],
    500: ['INTERNAL_SERVER_ERROR', "We're sorry, but something went wrong. Please try again later."],
    503: ['SERVICE_UNAVAILABLE', 'The service is temporarily unavailable.'],
    504: ['GATEWAY_TIMEOUT', 'The carrier did not answer in time.'],
  };
  const [code, message] = known[status] ?? ['ERROR', `Refused with status ${status} on demand.`];
  return written(new EasyPostFailure(status, code, message));
}

function answer(request: FastifyRequest, handler: Handler): Answer {
  try {
    const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const key = bearer ?? (basic ? Buffer.from(basic, 'base64').toString('utf8').split(':')[0] : undefined);
    if (!key)
      throw new EasyPostFailure(
        401,
        'APIKEY.MISSING',
        'No API key was provided. Send it as the user name of HTTP basic authentication.',
      );
    const body = typeof request.body === 'string' && request.body ? (JSON.parse(request.body) as Raw) : {};
    const { id = '' } = request.params as { id?: string };
    const result = handler({ id, body, query: request.query as Record<string, string> });
    return { status: request.method === 'POST' && isCreation(request.url) ? 201 : 200, body: result ?? {} };
  } catch (error) {
    if (error instanceof EasyPostFailure) return written(error);
    if (error instanceof SyntaxError)
      return written(new EasyPostFailure(400, 'PARAMETER.INVALID', 'The request body is not valid JSON.'));
    throw error;
  }
}

/** Creating answers 201; actions on an object answer 200. */
const isCreation = (url: string): boolean => /\/v2\/[a-z_]+\/?(\?|$)/.test(url);

function listed<T extends { id: string; created_at?: string }>(
  key: string,
  newestFirst: T[],
  query: Record<string, string>,
) {
  const size = Math.min(100, Math.max(1, Number(query.page_size ?? 20)));
  const inTime = newestFirst.filter(
    (item) =>
      (!query.start_datetime || (item.created_at ?? '') >= query.start_datetime) &&
      (!query.end_datetime || (item.created_at ?? '') < query.end_datetime),
  );
  const before = query.before_id ? inTime.findIndex((item) => item.id === query.before_id) + 1 : 0;
  const after = query.after_id ? inTime.findIndex((item) => item.id === query.after_id) : inTime.length;
  const slice = query.after_id ? inTime.slice(Math.max(0, after - size), after) : inTime.slice(before, before + size);
  const last = slice.at(-1);
  return { [key]: slice, has_more: last !== undefined && inTime.at(-1)?.id !== last.id };
}

const orNotFound = <T>(value: T | undefined): T => {
  if (value === undefined) throw notFound();
  return value;
};

type Route = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, handler: Handler) => void;

function defineRoutes(world: EasyPostWorld, route: Route): void {
  const part = (body: Raw, name: string): Raw => {
    const inner = body[name];
    if (typeof inner !== 'object' || inner === null) throw missingField(name);
    return inner as Raw;
  };

  route('POST', 'addresses', ({ body }) =>
    createAddress(world, part(body, 'address'), body.verify, body.verify_strict),
  );
  route('POST', 'addresses/create_and_verify', ({ body }) => ({
    address: createAddress(world, part(body, 'address'), undefined, true),
  }));
  route('GET', 'addresses', ({ query }) => listed('addresses', world.addresses.newestFirst(), query));
  route('GET', 'addresses/:id', ({ id }) => orNotFound(world.addresses.get(id)));
  route('GET', 'addresses/:id/verify', ({ id }) => {
    const address = orNotFound(world.addresses.get(id));
    const delivery = verifyAddress(address);
    if (!delivery.success) throw invalid('ADDRESS.VERIFY.FAILURE', 'Unable to verify address.', delivery.errors);
    address.verifications = { delivery, zip4: { ...delivery, details: null } };
    return { address: world.addresses.set(id, address) };
  });

  route('POST', 'parcels', ({ body }) => createParcel(world, part(body, 'parcel')));
  route('GET', 'parcels/:id', ({ id }) => orNotFound(world.parcels.get(id)));
  route('POST', 'customs_infos', ({ body }) => createCustomsInfo(world, part(body, 'customs_info')));
  route('GET', 'customs_infos/:id', ({ id }) => orNotFound(world.customs.get(id)));

  route('POST', 'shipments', ({ body }) => createShipment(world, part(body, 'shipment')));
  route('GET', 'shipments', ({ query }) => {
    // Bought ones only, unless asked otherwise: EasyPost's default.
    const onlyBought = query.purchased !== 'false';
    const matching = world.shipments
      .newestFirst()
      .filter(
        (shipment) =>
          (!onlyBought || shipment.postage_label) && (!query.reference || shipment.reference === query.reference),
      );
    return listed('shipments', matching, query);
  });
  route('GET', 'shipments/:id', ({ id }) => findShipment(world, id));
  route('POST', 'shipments/:id/buy', ({ id, body }) => buyShipment(world, findShipment(world, id), body));
  route('POST', 'shipments/:id/rerate', ({ id }) => {
    const shipment = findShipment(world, id);
    if (!shipment.postage_label) rate(world, shipment);
    return world.shipments.set(shipment.id, shipment);
  });
  route('GET', 'shipments/:id/label', ({ id, query }) =>
    convertLabel(world, findShipment(world, id), query.file_format ?? 'PNG'),
  );
  route('POST', 'shipments/:id/insure', ({ id, body }) =>
    insure(world, findShipment(world, id), String(body.amount ?? '')),
  );
  route('POST', 'shipments/:id/refund', ({ id }) => refundShipment(world, findShipment(world, id)));
  route('GET', 'shipments/:id/smartrate', ({ id }) => ({ result: smartRates(findShipment(world, id)) }));

  route('GET', 'refunds', ({ query }) => listed('refunds', world.refunds.newestFirst(), query));
  route('GET', 'refunds/:id', ({ id }) => orNotFound(world.refunds.get(id)));
  route('POST', 'refunds', ({ body }) => {
    const wish = part(body, 'refund');
    const codes = (Array.isArray(wish.tracking_codes) ? wish.tracking_codes : [wish.tracking_codes]).map(String);
    return codes.map((code) => {
      const shipment = orNotFound(world.shipments.find((candidate) => candidate.tracking_code === code));
      refundShipment(world, shipment);
      return world.refunds.find((refund) => refund.shipment_id === shipment.id);
    });
  });

  route('POST', 'trackers', ({ body }) => {
    const wish = part(body, 'tracker');
    if (typeof wish.tracking_code !== 'string' || !wish.tracking_code) throw missingField('tracking_code');
    return createTracker(world, { tracking_code: wish.tracking_code, carrier: wish.carrier as string | undefined });
  });
  route('GET', 'trackers', ({ query }) => {
    const matching = world.trackers
      .newestFirst()
      .filter(
        (tracker) =>
          (!query.tracking_code || tracker.tracking_code === query.tracking_code) &&
          (!query.carrier || tracker.carrier === query.carrier),
      );
    return listed('trackers', matching, query);
  });
  route('GET', 'trackers/:id', ({ id }) =>
    orNotFound(world.trackers.get(id) ?? world.trackers.find((tracker) => tracker.tracking_code === id)),
  );
  route('DELETE', 'trackers/:id', ({ id }) => {
    orNotFound(world.trackers.get(id));
    world.trackers.delete(id);
  });

  route('GET', 'insurances', ({ query }) => listed('insurances', world.insurances.newestFirst(), query));
  route('GET', 'insurances/:id', ({ id }) => orNotFound(world.insurances.get(id)));

  route('GET', 'events', ({ query }) => listed('events', world.events.newestFirst(), query));
  route('GET', 'events/:id', ({ id }) => orNotFound(world.events.get(id)));

  const shown = ({ secret: _secret, ...hook }: { secret: string | null; id: string }) => hook;
  route('POST', 'webhooks', ({ body }) => {
    const wish = part(body, 'webhook');
    if (typeof wish.url !== 'string' || !/^https?:\/\//.test(wish.url))
      throw invalid('WEBHOOK.INVALID_PARAMS', 'Invalid webhook url.', [
        { field: 'url', message: 'is not a valid url' },
      ]);
    const id = easypostId('hook');
    const hook = {
      id,
      object: 'Webhook' as const,
      mode: 'test' as const,
      url: wish.url,
      disabled_at: null,
      custom_headers: [],
      secret: typeof wish.webhook_secret === 'string' ? wish.webhook_secret : null,
    };
    return shown(world.webhooks.set(id, hook));
  });
  route('GET', 'webhooks', () => ({ webhooks: world.webhooks.all().map(shown) }));
  route('GET', 'webhooks/:id', ({ id }) => shown(orNotFound(world.webhooks.get(id))));
  for (const method of ['PATCH', 'PUT'] as const)
    route(method, 'webhooks/:id', ({ id, body }) => {
      const hook = orNotFound(world.webhooks.get(id));
      const wish = (body.webhook ?? body) as Raw;
      if (typeof wish.webhook_secret === 'string') hook.secret = wish.webhook_secret;
      if (typeof wish.url === 'string') hook.url = wish.url;
      hook.disabled_at = null;
      return shown(world.webhooks.set(id, hook));
    });
  route('DELETE', 'webhooks/:id', ({ id }) => {
    orNotFound(world.webhooks.get(id));
    world.webhooks.delete(id);
  });
}
