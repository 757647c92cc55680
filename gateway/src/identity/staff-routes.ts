import { KERNEL_ERRORS, type Logger, refuse, requireStaff } from '@opticworks/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { GATEWAY_ERRORS } from '../errors.ts';
import type { Callers } from '../server/caller.ts';
import { replyWithError } from '../server/refusal-response.ts';
import type { Identity } from './identity.ts';
import {
  addStaff,
  changeStaffRole,
  disableStaff,
  listStaff,
  renewStaffAccess,
  type StaffMember,
  StaffRefused,
} from './staff-people.ts';

const newMember = z.object({
  email: z.string().max(320),
  name: z.string().max(120),
  roles: z.array(z.string()).max(6),
});
const newRoles = z.object({ roles: z.array(z.string()).max(6) });

/** Administrators add staff, say what they may do, and let them go; new passwords and one-time codes are shown once. */
export function staffRoutes(app: FastifyInstance, identity: Identity, callers: Callers, log: Logger): void {
  const route = <T>(
    method: 'GET' | 'POST',
    url: string,
    answer: (adminId: string, request: FastifyRequest, reply: FastifyReply) => Promise<T>,
  ) =>
    app.route({
      method,
      url,
      async handler(request, reply) {
        try {
          const admin = requireStaff({ principal: await callers.principalOf(request.headers) }, 'admin');
          reply.header('cache-control', 'no-store');
          return await answer(admin.id, request, reply).catch(asRefusal);
        } catch (error) {
          return replyWithError(reply, error, log);
        }
      },
    });
  const memberOf = async (request: FastifyRequest): Promise<StaffMember> => {
    const { id } = request.params as { id: string };
    return (
      (await listStaff(identity)).find((member) => member.id === id) ??
      refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'member of staff' })
    );
  };
  /** Nobody takes their own access away by mistake; then there is always one administrator left as well. */
  const otherThan = (adminId: string, member: StaffMember): StaffMember =>
    member.id === adminId ? refuse(GATEWAY_ERRORS.STAFF_YOURSELF) : member;

  route('GET', '/ops/staff', async (adminId) => ({
    staff: (await listStaff(identity)).map((member) => ({ ...member, isYou: member.id === adminId })),
  }));
  route('POST', '/ops/staff', async (adminId, request, reply) => {
    const { email, name, roles } = read(newMember, request.body);
    reply.code(201);
    return addStaff(identity, { email, name, role: roles.join(',') }, adminId);
  });
  route('POST', '/ops/staff/:id/roles', async (adminId, request) => {
    const { roles } = read(newRoles, request.body);
    const member = otherThan(adminId, await memberOf(request));
    await changeStaffRole(identity, member.email, roles.join(','), adminId);
    return memberOf(request);
  });
  route('POST', '/ops/staff/:id/disable', async (adminId, request) => {
    const member = otherThan(adminId, await memberOf(request));
    await disableStaff(identity, member.email, adminId);
    return memberOf(request);
  });
  route('POST', '/ops/staff/:id/renew', async (adminId, request) => {
    const member = otherThan(adminId, await memberOf(request));
    return renewStaffAccess(identity, member.email, adminId);
  });
}

function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  refuse(
    KERNEL_ERRORS.INVALID_INPUT,
    {},
    {
      issues: parsed.error.issues.map(({ code, message, path }) => ({
        code: code.toUpperCase(),
        message,
        field: path.join('.'),
        severity: 'error' as const,
      })),
    },
  );
}

function asRefusal(error: unknown): never {
  if (error instanceof StaffRefused) refuse(GATEWAY_ERRORS.STAFF_NOT_POSSIBLE, { reason: error.reason });
  throw error;
}
