import { storeWebhook } from '@opticworks/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS } from '../errors.ts';
import { TakeWebhook } from '../jobs.ts';
import type { Services } from '../services.ts';
import { NOTICE_HEADER } from './take-webhook.ts';

const MAX_BYTES = 512 * 1024;

/**
 * Where the providers report: the signature is checked on the raw bytes, the event stored when it concerns us, 2xx
 * answered, the work done later.
 */
export function webhookRoutes(services: Services) {
  return async (app: FastifyInstance): Promise<void> => {
    // Their own scope: only these two routes need the bytes as they were signed.
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) =>
        done(null, body),
      );

      const take = async (
        provider: string,
        request: FastifyRequest,
        reply: FastifyReply,
        read: (rawBody: Buffer) => { eventId: string; isOurs: boolean },
      ) => {
        const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        let notice: { eventId: string; isOurs: boolean };
        try {
          notice = read(rawBody);
        } catch (error) {
          services.log.warn({ err: error, provider }, 'A webhook without a valid signature was refused.');
          return reply
            .code(400)
            .send({ code: ERRORS.WEBHOOK_SIGNATURE.code, message: ERRORS.WEBHOOK_SIGNATURE.message });
        }
        if (!notice.isOurs) return reply.code(200).send({ received: true });
        await services.database.transaction(async (tx) => {
          const stored = await storeWebhook(
            tx,
            { provider, eventId: notice.eventId, rawBody, headers: { [NOTICE_HEADER]: JSON.stringify(notice) } },
            services.clock.now(),
          );
          if (stored.isNew) await tx.enqueue(TakeWebhook, { webhookId: stored.id }, { singletonKey: stored.id });
        });
        return reply.code(200).send({ received: true });
      };

      scope.post('/webhooks/stripe', (request, reply) =>
        take(services.payments.name, request, reply, (rawBody) =>
          services.payments.readWebhook(
            rawBody,
            String(request.headers['stripe-signature'] ?? ''),
            services.clock.now(),
          ),
        ),
      );
      scope.post('/webhooks/easypost', (request, reply) =>
        take(services.shipping.name, request, reply, (rawBody) => {
          const notice = services.shipping.readWebhook(rawBody, request.headers);
          return { ...notice, isOurs: notice.report !== null };
        }),
      );
    });
  };
}
