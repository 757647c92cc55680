import { type Database, type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { isOwn } from '../permissions.ts';

export interface Checkout {
  id: string;
  cartId: string;
  cartVersion: number;
  orderId: string;
  orderNumber: string;
  orderEmail: string;
  hasCoupons: boolean;
  ownerKind: 'customer' | 'guest';
  ownerId: string;
  state: 'open' | 'completed' | 'expired' | 'cancelled';
  currency: string;
  amountMinor: bigint;
  reservationId: string | null;
  expiresAt: Date;
  couponsRedeemed: boolean;
  createdAt: Date;
}

const SELECT = `SELECT c.id, c.cart_id AS "cartId", c.cart_version AS "cartVersion", c.order_id AS "orderId", o.number AS "orderNumber",
  o.email AS "orderEmail", o.coupons <> '[]'::jsonb AS "hasCoupons", c.owner_kind AS "ownerKind", c.owner_id AS "ownerId", c.state,
  c.currency, c.amount_minor AS "amountMinor", c.reservation_id AS "reservationId", c.expires_at AS "expiresAt",
  c.coupons_redeemed AS "couponsRedeemed", c.created_at AS "createdAt"
  FROM checkout c JOIN sales_order o ON o.id = c.order_id`;

type Query = Pick<Database, 'query'>;
const from = (row: Checkout | undefined): Checkout | null =>
  row ? { ...row, amountMinor: BigInt(row.amountMinor) } : null;

export async function loadCheckout(database: Query, id: string): Promise<Checkout | null> {
  return from((await database.query<Checkout>(`${SELECT} WHERE c.id = $1`, [id]))[0]);
}

/** The same row under its lock: whoever settles a checkout holds it. */
export async function lockCheckout(tx: Query, id: string): Promise<Checkout | null> {
  return from((await tx.query<Checkout>(`${SELECT} WHERE c.id = $1 FOR UPDATE OF c`, [id]))[0]);
}

export async function openCheckoutOfCart(database: Query, cartId: string): Promise<Checkout | null> {
  return from((await database.query<Checkout>(`${SELECT} WHERE c.cart_id = $1 AND c.state = 'open'`, [cartId]))[0]);
}

/** @throws CHECKOUT_NOT_FOUND also for somebody else's */
export async function ownCheckout(database: Query, ctx: RequestContext, id: string): Promise<Checkout> {
  const checkout = await loadCheckout(database, id);
  if (!checkout || !isOwn(ctx.principal, { kind: checkout.ownerKind, id: checkout.ownerId }))
    refuse(ERRORS.CHECKOUT_NOT_FOUND);
  return checkout;
}
