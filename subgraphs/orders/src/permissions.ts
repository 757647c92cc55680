import {
  isStaff,
  KERNEL_ERRORS,
  type Principal,
  type RequestContext,
  refuse,
  requireStaff,
  type StaffPrincipal,
} from '@opticworks/kernel';

/** What each role of the staff may do here; `admin` may everything and is not repeated. */
export const STAFF_MAY = {
  'orders.read': ['associate', 'optician', 'lab', 'warehouse', 'buyer'],
  'orders.money': ['associate'],
  'orders.cancel': ['associate'],
  'orders.note': ['associate', 'optician', 'lab', 'warehouse'],
  'orders.measurements': ['associate', 'optician', 'lab'],
  'returns.read': ['associate', 'warehouse'],
  'returns.decide': ['associate'],
  'returns.receive': ['warehouse', 'associate'],
  'shipments.read': ['associate', 'warehouse'],
  'shipments.make': ['warehouse'],
  'figures.read': ['buyer'],
  'promises.read': ['associate', 'optician', 'lab', 'warehouse', 'buyer'],
  'promises.set': [],
  reconciliation: [],
} as const satisfies Record<string, readonly string[]>;

export type OrdersAction = keyof typeof STAFF_MAY;

export function staffMay(ctx: { principal: Principal }, action: OrdersAction): boolean {
  return isStaff(ctx, 'admin', ...STAFF_MAY[action]);
}

/** @throws UNAUTHENTICATED or FORBIDDEN */
export function requireStaffFor(ctx: RequestContext, action: OrdersAction): StaffPrincipal {
  return requireStaff(ctx, 'admin', ...STAFF_MAY[action]);
}

/** Who owns a cart or an order. */
export interface Owner {
  kind: 'customer' | 'guest';
  id: string;
}

/** The owner that new carts of this caller get; null when the caller has no key yet. */
export function ownerOf(principal: Principal): Owner | null {
  switch (principal.kind) {
    case 'customer':
      return { kind: 'customer', id: principal.id };
    case 'guest':
      return principal.id ? { kind: 'guest', id: principal.id } : null;
    // Staff build carts for people at the counter or on the phone; the cart belongs to the member of staff until then.
    case 'staff':
      return staffMay({ principal }, 'orders.cancel') ? { kind: 'guest', id: `staff-${principal.id}` } : null;
    default:
      return null;
  }
}

/** Whether something with this owner belongs to the caller, also under the key of the browser before signing in. */
export function isOwn(principal: Principal, owner: Owner): boolean {
  if (principal.kind === 'customer') {
    return owner.kind === 'customer'
      ? owner.id === principal.id
      : !!principal.guestId && owner.id === principal.guestId;
  }
  const own = ownerOf(principal);
  return own !== null && own.kind === owner.kind && own.id === owner.id;
}

/** Orders opened by a signed link on this request. */
export function grantsOf(principal: Principal): readonly string[] {
  return 'grants' in principal && Array.isArray(principal.grants) ? (principal.grants as string[]) : [];
}

/** The ids of all owners whose orders this caller owns, for lists. */
export function ownerKeysOf(principal: Principal): string[] {
  if (principal.kind === 'customer') {
    return [`customer:${principal.id}`, ...(principal.guestId ? [`guest:${principal.guestId}`] : [])];
  }
  const own = ownerOf(principal);
  return own ? [`${own.kind}:${own.id}`] : [];
}

export function maySeeOrder(principal: Principal, order: { id: string; ownerKind: string; ownerId: string }): boolean {
  if (principal.kind === 'service') return true;
  if (principal.kind === 'partner') return principal.scopes.includes('orders:read');
  if (principal.kind === 'staff') return staffMay({ principal }, 'orders.read');
  if (grantsOf(principal).includes(order.id)) return true;
  return isOwn(principal, { kind: order.ownerKind as Owner['kind'], id: order.ownerId });
}

/** Money and mail of an order are for its owner and for staff who handle money. */
export function maySeeMoney(principal: Principal, order: { id: string; ownerKind: string; ownerId: string }): boolean {
  if (principal.kind === 'staff') return staffMay({ principal }, 'orders.money');
  return principal.kind !== 'partner' && maySeeOrder(principal, order);
}

export function actorName(principal: Principal): string {
  switch (principal.kind) {
    case 'staff':
      return principal.name;
    case 'customer':
    case 'guest':
      return 'customer';
    case 'partner':
      return 'partner';
    case 'service':
      return 'system';
  }
}

export function forbid(): never {
  refuse(KERNEL_ERRORS.FORBIDDEN);
}
