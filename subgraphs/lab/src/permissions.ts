import { KERNEL_ERRORS, type Principal, refuse } from '@opticworks/kernel';

/** Who of the staff may do what in the lab; admin may everything. */
export const STAFF_MAY = {
  seeBoard: ['lab', 'optician', 'warehouse', 'associate', 'admin'],
  /** Powers, distances and files made from them. */
  seeValues: ['lab', 'optician', 'admin'],
  work: ['lab', 'admin'],
  hold: ['lab', 'optician', 'associate', 'admin'],
  /** How the glasses sit on the wearer. */
  measure: ['lab', 'optician', 'admin'],
  vouchForRx: ['optician', 'admin'],
  remake: ['lab', 'optician', 'admin'],
  /** Stations, terms, costs, instruments and tolerances as they stand, and who changed them. */
  seeSettings: ['lab', 'optician', 'admin'],
  /** Stations, capacity, calendar and the rules of the house. */
  manageLab: ['admin'],
  /** Above the bench: waivers, who pays for a remake, instruments and costs. */
  supervise: ['optician', 'admin'],
} as const satisfies Record<string, readonly string[]>;

export type StaffAction = keyof typeof STAFF_MAY;

export const staffMay = (principal: Principal, action: StaffAction): boolean =>
  principal.kind === 'staff' && principal.roles.some((role) => (STAFF_MAY[action] as readonly string[]).includes(role));

/** @throws UNAUTHENTICATED for guests, FORBIDDEN for everybody else without a role for it */
export function insist(ctx: { principal: Principal }, action: StaffAction): void {
  if (staffMay(ctx.principal, action)) return;
  refuse(ctx.principal.kind === 'guest' ? KERNEL_ERRORS.UNAUTHENTICATED : KERNEL_ERRORS.FORBIDDEN);
}

export const nameOf = (principal: Principal): string => {
  if (principal.kind === 'staff') return principal.name;
  return principal.kind === 'service' ? `service:${principal.name}` : principal.kind;
};

/** Progress is for the person whose order it is: by account, by browser, or by a signed link. */
export function maySeeProgress(
  principal: Principal,
  job: { orderId: string; ownerKind: string; ownerId: string },
): boolean {
  if (staffMay(principal, 'seeBoard') || principal.kind === 'service') return true;
  if (principal.kind !== 'guest' && principal.kind !== 'customer') return false;
  if (principal.grants?.includes(job.orderId)) return true;
  const guestId = principal.kind === 'guest' ? principal.id : (principal.guestId ?? null);
  if (job.ownerKind === 'guest') return guestId !== null && job.ownerId === guestId;
  return principal.kind === 'customer' && job.ownerId === principal.id;
}
