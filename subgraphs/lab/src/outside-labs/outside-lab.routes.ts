import { type Logger, type SubgraphDefinition, storeWebhook } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { TakeOutsideNotice } from './outside-queue.ts';

const MAX_BYTES = 64 * 1024;

/** `POST /lab/webhooks/outside-lab`: the signature is checked on the raw bytes, the notice stored, 2xx answered, the work done later. */
export function outsideLabRoutes(parts: LabParts, log: Logger): NonNullable<SubgraphDefinition['routes']> {
  return async (app) => {
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) =>
        done(null, body),
      );
      scope.post('/webhooks/outside-lab', async (request, reply) => {
        const { outside } = parts;
        if (!outside) return reply.code(404).send({ message: 'No outside lab is set up.' });
        const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        let notice: { eventId: string };
        try {
          notice = outside.readWebhook(rawBody, String(request.headers['x-lab-signature'] ?? ''), parts.clock.now());
        } catch (error) {
          log.warn({ err: error }, 'A webhook of the outside lab without a valid signature was refused.');
          return reply.code(400).send({ message: 'The signature is not valid.' });
        }
        await parts.database.transaction(async (tx) => {
          const incoming = { provider: 'outside-lab', eventId: notice.eventId, rawBody, headers: {} };
          const stored = await storeWebhook(tx, incoming, parts.clock.now());
          if (stored.isNew) await tx.enqueue(TakeOutsideNotice, { webhookId: stored.id }, { singletonKey: stored.id });
        });
        return reply.code(200).send({ received: true });
      });
    });
  };
}
