import type { FastifyInstance, FastifyReply } from 'fastify';
import { asset } from '../assets.ts';
import { decodeForm, type RawParams } from './params.ts';
import { authenticate, publicIntent } from './payment-intents.ts';
import type { StripeWorld } from './stripe-world.ts';

const SCRIPT = 'text/javascript; charset=utf-8';

const send = (reply: FastifyReply, type: string, content: string) =>
  reply
    .type(type)
    .header('cache-control', 'no-cache')
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(content);

/**
 * The browser's half: the script a shop's page loads, the frames that hold card fields (so that card numbers never enter
 * the shop's own page) and the 3-D Secure challenge.
 */
export function registerStripeJs(app: FastifyInstance, world: StripeWorld): void {
  for (const path of ['/stripe.js/v3', '/stripe.js/endive/stripe.js', '/v3', '/endive/stripe.js'])
    app.get(path, (_request, reply) => send(reply, SCRIPT, asset('stripe-js/stripe.js')));
  app.get('/stripe.js/frame', (_request, reply) =>
    send(reply, 'text/html; charset=utf-8', asset('stripe-js/frame.html')),
  );
  app.get('/stripe.js/frame.js', (_request, reply) => send(reply, SCRIPT, asset('stripe-js/frame.js')));
  app.get('/stripe.js/frame.css', (_request, reply) =>
    send(reply, 'text/css; charset=utf-8', asset('stripe-js/frame.css')),
  );

  app.get<{ Params: { id: string } }>('/stripe/3ds/:id', (_request, reply) =>
    send(reply, 'text/html; charset=utf-8', asset('stripe-js/challenge.html')),
  );
  app.get('/stripe/3ds/challenge.js', (_request, reply) => send(reply, SCRIPT, asset('stripe-js/challenge.js')));
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { id: string } }>('/stripe/3ds/:id', (request, reply) => {
      const params: RawParams = decodeForm(String(request.body ?? ''));
      const intent = world.intents.get(request.params.id);
      if (!intent || intent.client_secret !== params.client_secret)
        return reply.code(404).send({ error: { message: 'This challenge does not exist or is over.' } });
      const after = authenticate(world, intent.id, params.outcome === 'complete');
      const returnUrl = world.intentMemory.get(intent.id)?.returnUrl ?? null;
      return reply.send({ payment_intent: publicIntent(after), return_url: returnUrl });
    });
  });
}
