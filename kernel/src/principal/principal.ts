/** Who asks. Role and scope names are opaque here; each part decides what they may do. */
export type Principal = GuestPrincipal | CustomerPrincipal | StaffPrincipal | PartnerPrincipal | ServicePrincipal;

/** Somebody not signed in; `id` is the opaque key of their browser, or null before they have one. */
export interface GuestPrincipal {
  readonly kind: 'guest';
  readonly id: string | null;
  /** Ids of things a signed link has opened to them for this request. */
  readonly grants?: readonly string[];
}
export interface CustomerPrincipal {
  readonly kind: 'customer';
  readonly id: string;
  readonly userId: string;
  /** The browser key they had before signing in. */
  readonly guestId?: string | null;
  /** Ids of things a signed link has opened to them for this request. */
  readonly grants?: readonly string[];
}
export interface StaffPrincipal {
  readonly kind: 'staff';
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly stores: readonly string[];
}
export interface PartnerPrincipal {
  readonly kind: 'partner';
  readonly id: string;
  readonly scopes: readonly string[];
  readonly testMode: boolean;
}
/** Another part of the system, calling an internal operation. */
export interface ServicePrincipal {
  readonly kind: 'service';
  readonly name: string;
}

export const anonymous: GuestPrincipal = Object.freeze({ kind: 'guest', id: null });

/** A stable name for logs and audit entries. */
export function actorOf(principal: Principal): string {
  switch (principal.kind) {
    case 'service':
      return `service:${principal.name}`;
    case 'guest':
      return `guest:${principal.id ?? 'unknown'}`;
    default:
      return principal.id;
  }
}
