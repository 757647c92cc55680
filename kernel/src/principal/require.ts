import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';
import type { CustomerPrincipal, PartnerPrincipal, Principal, StaffPrincipal } from './principal.ts';

interface Asked {
  readonly principal: Principal;
}

/** Whether staff with one of the roles ask; any staff when no role is named. No role implies another. */
export function isStaff(ctx: Asked, ...roles: string[]): boolean {
  const { principal } = ctx;
  if (principal.kind !== 'staff') return false;
  return roles.length === 0 || roles.some((role) => principal.roles.includes(role));
}

/** @throws UNAUTHENTICATED for anonymous callers, FORBIDDEN for anybody else without one of the roles */
export function requireStaff(ctx: Asked, ...roles: string[]): StaffPrincipal {
  const { principal } = ctx;
  if (principal.kind === 'guest') refuse(KERNEL_ERRORS.UNAUTHENTICATED);
  if (principal.kind !== 'staff' || !isStaff(ctx, ...roles)) refuse(KERNEL_ERRORS.FORBIDDEN);
  return principal;
}

/** @throws UNAUTHENTICATED for anonymous callers, FORBIDDEN for staff, partners and services */
export function requireCustomer(ctx: Asked): CustomerPrincipal {
  const { principal } = ctx;
  if (principal.kind === 'guest') refuse(KERNEL_ERRORS.UNAUTHENTICATED);
  if (principal.kind !== 'customer') refuse(KERNEL_ERRORS.FORBIDDEN);
  return principal;
}

/** @throws FORBIDDEN unless another part of the system asks */
export function requireService(ctx: Asked): void {
  if (ctx.principal.kind !== 'service') refuse(KERNEL_ERRORS.FORBIDDEN);
}
