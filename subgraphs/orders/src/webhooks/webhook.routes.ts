import { storeWebhook, wait } from '@opticworks/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS } from '../errors.ts';
import { TakeWebhook } from '../jobs.ts';
import type { PaymentNotice } from '../payments/payment.provider.ts';
import { isCaptured } from '../payments/payment.store.ts';
import type { Services } from '../services.ts';
import { NOTICE_HEADER } from './take-webhook.ts';

const MAX_BYTES = 512 * 1024;

interface Notice {
  eventId: string;
  isOurs: boolean;
}

/** The notice of a success is often here before the answer to our own request, which is the one that settles the payment. */
const OWN_REQUEST_SECONDS = 2;
const isSuccess = (notice: object): boolean => 'type' in notice && notice.type === 'payment_intent.succeeded';

/** By then most of those requests are through; the provider waits for its answer much longer. */
const ANSWER_AFTER_MS = 200;

/** Most payments are settled by the browser that made them: then the notice of their success has nothing left to tell. */
async function wasHeardBefore(services: Services, notice: PaymentNotice): Promise<boolean> {
  if (!isSuccess(notice)) return false;
  await wait(ANSWER_AFTER_MS);
  return isCaptured(services.database, notice.paymentId);
}

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
        read: (rawBody: Buffer) => Notice,
        isDone: (notice: Notice) => Promise<boolean> = async () => false,
      ) => {
        const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        let notice: Notice;
        try {
          notice = read(rawBody);
        } catch (error) {
          services.log.warn({ err: error, provider }, 'A webhook without a valid signature was refused.');
          return reply
            .code(400)
            .send({ code: ERRORS.WEBHOOK_SIGNATURE.code, message: ERRORS.WEBHOOK_SIGNATURE.message });
        }
        if (!notice.isOurs) return reply.code(200).send({ received: true });
        const headers = { [NOTICE_HEADER]: JSON.stringify(notice) };
        const incoming = { provider, eventId: notice.eventId, rawBody, headers };
        if (await isDone(notice)) {
          await storeWebhook(services.database, incoming, services.clock.now(), true);
          return reply.code(200).send({ received: true });
        }
        await services.database.transaction(async (tx) => {
          const stored = await storeWebhook(tx, incoming, services.clock.now());
          const patienceSeconds = isSuccess(notice) ? OWN_REQUEST_SECONDS : 0;
          if (stored.isNew)
            await tx.enqueue(TakeWebhook, { webhookId: stored.id }, { singletonKey: stored.id, patienceSeconds });
        });
        return reply.code(200).send({ received: true });
      };

      scope.post('/webhooks/stripe', (request, reply) =>
        take(
          services.payments.name,
          request,
          reply,
          (rawBody) =>
            services.payments.readWebhook(
              rawBody,
              String(request.headers['stripe-signature'] ?? ''),
              services.clock.now(),
            ),
          (notice) => wasHeardBefore(services, notice as PaymentNotice),
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
