import { KERNEL_ERRORS, type Principal, refuse } from '@opticworks/kernel';
import type { OwnerValue } from '@opticworks/schema';

/** Who of the staff may do what here; admin may everything. */
export const STAFF_MAY = {
  readPrescriptions: ['optician', 'lab', 'associate', 'admin'],
  judgePrescriptions: ['optician', 'admin'],
  enterPrescriptions: ['optician', 'associate', 'admin'],
  readCustomers: ['associate', 'optician', 'admin'],
  writeNotes: ['associate', 'optician', 'admin'],
  readAudit: ['optician', 'admin'],
  /** What prescriptions are judged by is the owner's word. */
  keepRules: ['admin'],
  /** Reads one prescription without a reading role, with a reason that everybody can see later. */
  breakGlass: ['optician', 'lab', 'associate', 'warehouse', 'buyer', 'admin'],
} as const satisfies Record<string, readonly string[]>;

export type StaffAction = keyof typeof STAFF_MAY;

export const staffMay = (principal: Principal, action: StaffAction): boolean =>
  principal.kind === 'staff' && principal.roles.some((role) => (STAFF_MAY[action] as readonly string[]).includes(role));

/** The owner that new rows of this principal get; null for somebody who owns nothing here. */
export function ownerOf(principal: Principal): OwnerValue | null {
  if (principal.kind === 'customer') return { kind: 'customer', id: principal.id };
  if (principal.kind === 'guest' && principal.id) return { kind: 'guest', id: principal.id };
  return null;
}

export const ownerText = (owner: OwnerValue): string => `${owner.kind}:${owner.id}`;

/** Owners whose rows the principal may see as their own: a customer also those typed in this browser before signing in. */
export function ownersOf(principal: Principal): string[] {
  const owner = ownerOf(principal);
  const owners = owner ? [ownerText(owner)] : [];
  if (principal.kind === 'customer' && principal.guestId) owners.push(`guest:${principal.guestId}`);
  return owners;
}

/** The first wall; row-level security is the second, and holds even where a query forgets to ask this. */
export function maySeePrescription(principal: Principal, row: { ownerKind: string; ownerId: string }): boolean {
  if (principal.kind === 'service' || staffMay(principal, 'readPrescriptions')) return true;
  return ownersOf(principal).includes(`${row.ownerKind}:${row.ownerId}`);
}

/** Transaction settings that row-level security reads; see the migration. Without a right both are empty and no row is visible. */
export function readerSettings(principal: Principal): Record<string, string> {
  return { 'opticworks.actor': ownersOf(principal).join(' '), 'opticworks.roles': rolesSetting(principal) };
}

function rolesSetting(principal: Principal): string {
  if (principal.kind === 'service') return 'service';
  return principal.kind === 'staff' && staffMay(principal, 'readPrescriptions') ? principal.roles.join(' ') : '';
}

/** @throws UNAUTHENTICATED for guests, FORBIDDEN for everybody else without a role for it */
export function insist(ctx: { principal: Principal }, action: StaffAction): void {
  if (staffMay(ctx.principal, action)) return;
  refuse(ctx.principal.kind === 'guest' ? KERNEL_ERRORS.UNAUTHENTICATED : KERNEL_ERRORS.FORBIDDEN);
}
