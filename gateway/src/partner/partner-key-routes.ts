import { KERNEL_ERRORS, type Logger, refuse, requireStaff } from '@opticworks/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Callers } from '../server/caller.ts';
import { replyWithError } from '../server/refusal-response.ts';
import type { PartnerKeys } from './partner-keys.ts';

export const PARTNER_SCOPES = ['catalog:read', 'orders:read'] as const;

const newKey = z.object({
  partner: z.string().regex(/^[a-z0-9_-]{3,60}$/, 'small letters, digits, - and _'),
  scopes: z.array(z.enum(PARTNER_SCOPES)).min(1),
  testMode: z.boolean().default(false),
  expiresAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .nullish(),
});

/** A week, unless the partner needs longer; a month at most. */
const rotation = z.object({ overlapHours: z.number().min(0).max(720).default(168) });

/** @throws INVALID_INPUT with every finding by field */
function refuseInvalid<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    code: issue.code.toUpperCase(),
    message: issue.message,
    field: issue.path.join('.'),
    severity: 'error' as const,
  }));
  refuse(KERNEL_ERRORS.INVALID_INPUT, {}, { issues });
}

/** Administrators make, rotate and revoke the keys of partners; a key is shown once. */
export function partnerKeyRoutes(app: FastifyInstance, keys: PartnerKeys, callers: Callers, log: Logger): void {
  const asAdmin = async (request: FastifyRequest) =>
    requireStaff({ principal: await callers.principalOf(request.headers) }, 'admin');

  app.get('/partner/keys', async (request, reply) => {
    try {
      await asAdmin(request);
      return { keys: await keys.list() };
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });
  app.post('/partner/keys', async (request, reply) => {
    try {
      const admin = await asAdmin(request);
      const asked = refuseInvalid(newKey.safeParse(request.body));
      const created = await keys.create({ ...asked, expiresAt: asked.expiresAt ?? null }, admin.id);
      log.info({ keyId: created.id, partner: asked.partner, by: admin.id }, 'A partner key was made.');
      return await reply.code(201).header('cache-control', 'no-store').send(created);
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });
  app.post('/partner/keys/:id/rotate', async (request, reply) => {
    try {
      const admin = await asAdmin(request);
      const { id } = request.params as { id: string };
      const { overlapHours } = refuseInvalid(rotation.safeParse(request.body ?? {}));
      const made = await keys.rotate(id, overlapHours, admin.id);
      if (!made) refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'key in use' });
      log.info({ keyId: id, newKeyId: made.id, by: admin.id }, 'A partner key was rotated.');
      return await reply.code(201).header('cache-control', 'no-store').send(made);
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });
  app.delete('/partner/keys/:id', async (request, reply) => {
    try {
      const admin = await asAdmin(request);
      const { id } = request.params as { id: string };
      if (!(await keys.revoke(id, admin.id))) refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'key in use' });
      log.info({ keyId: id, by: admin.id }, 'A partner key was revoked.');
      return await reply.code(204).send();
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });
}
