import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Answer, exchange, wait, withFault } from '../http/exchange.ts';
import type { Collection } from '../store.ts';
import type { TwinContext } from '../twin-context.ts';
import { type Mail, Mailbox } from './mailbox.ts';

type Raw = Record<string, unknown>;

interface KeptAnswer {
  fingerprint: string;
  answer: Answer;
  savedAtMs: number;
}

const KEY_LIFETIME_MS = 24 * 3600 * 1000;
const MOST_RECEIVERS = 50;

/** An error in Resend's shape: `{ statusCode, name, message }`. */
class ResendFailure extends Error {
  constructor(
    readonly status: number,
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

const written = (failure: ResendFailure): Answer => ({
  status: failure.status,
  body: { statusCode: failure.status, name: failure.name, message: failure.message },
});

const ON_DEMAND: Record<number, [name: string, message: string]> = {
  429: [
    'rate_limit_exceeded',
    'Too many requests. You can only make 2 requests per second. See rate limit response headers for more information.',
  ],
  500: ['application_error', 'An unexpected error occurred.'],
  503: ['internal_server_error', 'The service is temporarily unavailable.'],
};

const onDemand = (status: number): Answer => {
  const [name, message] = ON_DEMAND[status] ?? ['application_error', `Refused with status ${status} on demand.`];
  return written(new ResendFailure(status, name, message));
};

/** The Resend API at `/resend`: mails are kept for the mailbox instead of sent. */
export function registerResend(app: FastifyInstance, context: TwinContext, mailbox: Mailbox): void {
  const kept: Collection<KeptAnswer> = context.store.collection('resend.idempotency_keys');
  const running = new Set<string>();

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    const route = (
      method: 'GET' | 'POST' | 'PATCH',
      path: string,
      handler: (call: { id: string; body: unknown; query: Record<string, string> }) => unknown,
    ) =>
      scope.route({
        method,
        url: `/resend/${path}`,
        handler: (request, reply) =>
          exchange(context, 'resend', request, reply, async (fault) => {
            if (fault?.kind === 'status') return onDemand(fault.status);
            return once(request, () =>
              withFault(fault, onDemand, () => {
                const { id = '' } = request.params as { id?: string };
                return {
                  status: 200,
                  body: handler({ id, body: parse(request), query: request.query as Record<string, string> }),
                };
              }),
            );
          }),
      });

    /** Resend keeps an answer under its `Idempotency-Key` for 24 hours. */
    async function once(request: FastifyRequest, work: () => Promise<Answer>): Promise<Answer> {
      try {
        checkKey(request);
        const key = request.headers['idempotency-key'];
        if (request.method !== 'POST' || typeof key !== 'string') return await work();
        if (key.length < 1 || key.length > 256)
          throw new ResendFailure(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
        const fingerprint = createHash('sha256')
          .update(`${request.url}\n${String(request.body)}`)
          .digest('hex');
        const first = kept.get(key);
        const nowMs = context.clock.now().getTime();
        if (first && nowMs - first.savedAtMs < KEY_LIFETIME_MS) {
          if (first.fingerprint === fingerprint) return first.answer;
          throw new ResendFailure(
            409,
            'invalid_idempotent_request',
            'Same idempotency key used with a different request payload.',
          );
        }
        if (running.has(key))
          throw new ResendFailure(
            409,
            'concurrent_idempotent_requests',
            'Same idempotency key used while original request is still in progress.',
          );
        running.add(key);
        try {
          const answer = await work();
          if (answer.status < 400) kept.set(key, { fingerprint, answer, savedAtMs: nowMs });
          return answer;
        } finally {
          running.delete(key);
        }
      } catch (error) {
        if (error instanceof ResendFailure) return written(error);
        throw error;
      }
    }

    route('POST', 'emails', ({ body }) => ({ id: deliver(readMail(body as Raw)).id }));
    route('POST', 'emails/batch', ({ body }) => {
      if (!Array.isArray(body) || body.length === 0 || body.length > 100)
        throw new ResendFailure(422, 'validation_error', 'The batch must hold between 1 and 100 emails.');
      // All are read before the first is kept: a batch is accepted whole or not at all.
      const mails = body.map((each) => readMail(each as Raw));
      return { data: mails.map((mail) => ({ id: deliver(mail).id })) };
    });
    route('GET', 'emails', ({ query }) => {
      const limit = Math.min(100, Number(query.limit ?? 20));
      const all = mailbox.mails.newestFirst();
      const start = query.after ? all.findIndex((mail) => mail.id === query.after) + 1 : 0;
      return { object: 'list', has_more: start + limit < all.length, data: all.slice(start, start + limit).map(shown) };
    });
    route('GET', 'emails/:id', ({ id }) => ({
      object: 'email',
      ...shown(byId(id)),
      html: byId(id).html,
      text: byId(id).text,
      tags: byId(id).tags,
    }));
    route('PATCH', 'emails/:id', ({ id, body }) => {
      const mail = byId(id);
      if (mail.lastEvent !== 'scheduled')
        throw new ResendFailure(422, 'validation_error', 'Only scheduled emails can be updated.');
      mail.scheduledAt = String((body as Raw).scheduled_at);
      mailbox.mails.set(id, mail);
      return { object: 'email', id };
    });
    route('POST', 'emails/:id/cancel', ({ id }) => {
      const mail = byId(id);
      if (mail.lastEvent !== 'scheduled')
        throw new ResendFailure(422, 'validation_error', 'Only scheduled emails can be canceled.');
      mail.lastEvent = 'canceled';
      mailbox.mails.set(id, mail);
      return { object: 'email', id };
    });
    scope.all('/resend/*', (request, reply) =>
      exchange(context, 'resend', request, reply, async () => {
        await wait(0);
        return written(new ResendFailure(404, 'not_found', 'The requested endpoint does not exist.'));
      }),
    );
  });

  function byId(id: string): Mail {
    const mail = mailbox.mails.get(id);
    if (!mail) throw new ResendFailure(404, 'not_found', 'Email not found');
    return mail;
  }

  function deliver(mail: Mail): Mail {
    mailbox.mails.set(mail.id, mail);
    context.log.announce('mail');
    return mail;
  }

  function readMail(raw: Raw): Mail {
    const required = (field: string): unknown => {
      if (raw[field] === undefined || raw[field] === null || raw[field] === '')
        throw new ResendFailure(422, 'missing_required_field', `Missing \`${field}\` field.`);
      return raw[field];
    };
    const from = String(required('from'));
    const to = addresses(required('to'), 'to');
    const subject = String(required('subject'));
    checkAddress(from, 'from');
    if (!raw.html && !raw.text && !raw.template)
      throw new ResendFailure(422, 'validation_error', 'Missing `html` or `text` field.');
    const cc = addresses(raw.cc, 'cc');
    const bcc = addresses(raw.bcc, 'bcc');
    if (to.length > MOST_RECEIVERS)
      throw new ResendFailure(
        422,
        'validation_error',
        `The \`to\` field must not have more than ${MOST_RECEIVERS} recipients.`,
      );
    const scheduledAt = typeof raw.scheduled_at === 'string' ? raw.scheduled_at : null;
    const isBounced = to.some((address) => address.includes('bounced@resend.dev'));
    const isComplained = to.some((address) => address.includes('complained@resend.dev'));
    return {
      id: randomUUID(),
      from,
      to,
      cc,
      bcc,
      replyTo: addresses(raw.reply_to, 'reply_to'),
      subject,
      html: typeof raw.html === 'string' ? raw.html : null,
      text: typeof raw.text === 'string' ? raw.text : null,
      headers: (raw.headers as Record<string, string>) ?? {},
      tags: (raw.tags as Mail['tags']) ?? [],
      attachments: ((raw.attachments as Raw[]) ?? []).map(readAttachment),
      createdAt: context.clock.now().toISOString(),
      scheduledAt,
      lastEvent: scheduledAt ? 'scheduled' : isBounced ? 'bounced' : isComplained ? 'complained' : 'delivered',
    };
  }
}

function parse(request: FastifyRequest): unknown {
  if (typeof request.body !== 'string' || !request.body) return {};
  try {
    return JSON.parse(request.body);
  } catch {
    throw new ResendFailure(400, 'validation_error', 'The request body is not valid JSON.');
  }
}

function checkKey(request: FastifyRequest): void {
  const key = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!key) throw new ResendFailure(401, 'missing_api_key', 'Missing API Key');
  if (!key.startsWith('re_')) throw new ResendFailure(403, 'invalid_api_key', 'API key is invalid');
}

function addresses(value: unknown, field: string): string[] {
  if (value === undefined || value === null) return [];
  const all = (Array.isArray(value) ? value : [value]).map(String);
  for (const address of all) checkAddress(address, field);
  return all;
}

function checkAddress(address: string, field: string): void {
  const bare = /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
  if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(bare.trim()))
    throw new ResendFailure(
      422,
      'validation_error',
      `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
    );
}

function readAttachment(raw: Raw): Mail['attachments'][number] {
  const content = raw.content as string | { type: 'Buffer'; data: number[] } | undefined;
  if (!content && !raw.path)
    throw new ResendFailure(422, 'invalid_attachment', 'Attachment must have either a `content` or `path`.');
  return {
    filename: String(raw.filename ?? 'attachment'),
    contentType: String(raw.content_type ?? raw.contentType ?? 'application/octet-stream'),
    content: typeof content === 'object' ? Buffer.from(content.data).toString('base64') : (content ?? null),
    path: (raw.path as string) ?? null,
    contentId: (raw.content_id as string) ?? null,
  };
}

const shown = (mail: Mail) => ({
  id: mail.id,
  to: mail.to,
  from: mail.from,
  created_at: mail.createdAt,
  subject: mail.subject,
  bcc: mail.bcc.length > 0 ? mail.bcc : null,
  cc: mail.cc.length > 0 ? mail.cc : null,
  reply_to: mail.replyTo.length > 0 ? mail.replyTo : null,
  last_event: mail.lastEvent,
  scheduled_at: mail.scheduledAt,
});
