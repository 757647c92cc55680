import type { RequestContext } from '@opticworks/kernel';
import type { Owner } from '../permissions.ts';
import type { Services } from '../services.ts';
import type { Cart } from './cart.model.ts';
import { sealContent } from './cart.store.ts';
import { joinLines } from './join-lines.ts';
import { repriceCart } from './reprice-cart.ts';

/** Brings the cart of the browser into the customer's own after they signed in. Runs at most once per guest cart. */
export async function mergeGuestCart(
  services: Services,
  ctx: RequestContext,
  own: Cart | null,
  guest: Cart,
  owner: Owner,
): Promise<Cart> {
  const now = services.clock.now();
  if (!own) {
    const mine: Cart = { ...guest, ownerKind: owner.kind, ownerId: owner.id };
    const moved = await services.database.query(
      `UPDATE cart SET owner_kind = $2, owner_id = $3, content = $6, version = version + 1, updated_at = $4
       WHERE id = $1 AND version = $5 AND state = 'open'
         AND NOT EXISTS (SELECT 1 FROM cart WHERE owner_kind = $2 AND owner_id = $3 AND state = 'open') RETURNING 1`,
      [guest.id, owner.kind, owner.id, now, guest.version, await sealContent(services, mine)],
    );
    if (moved.length === 0) return guest;
    return { ...mine, version: guest.version + 1, updatedAt: now };
  }
  const merged: Cart = { ...own, content: { ...own.content } };
  merged.content.lines = joinLines(own.content.lines, guest.content.lines);
  merged.content.couponCodes = [...new Set([...own.content.couponCodes, ...guest.content.couponCodes])];
  merged.content.shippingAddress ??= guest.content.shippingAddress;
  merged.content.billingAddress ??= guest.content.billingAddress;
  merged.content.email ??= guest.content.email;
  await repriceCart(services, ctx, merged);
  const done = await services.database
    .transaction(
      async (tx) => {
        const closed = await tx.query(
          "UPDATE cart SET state = 'merged', updated_at = $3 WHERE id = $1 AND version = $2 AND state = 'open' RETURNING 1",
          [guest.id, guest.version, now],
        );
        if (closed.length === 0) return false;
        const saved = await tx.query(
          `UPDATE cart SET content = $3, version = version + 1, updated_at = $4
       WHERE id = $1 AND version = $2 AND state = 'open' RETURNING 1`,
          [own.id, own.version, await sealContent({ database: tx, vault: services.vault }, merged), now],
        );
        if (saved.length === 0) throw new MergeLost();
        return true;
      },
      { name: 'merge cart' },
    )
    .catch((error: unknown) => {
      if (error instanceof MergeLost) return false;
      throw error;
    });
  // A rival request merged or changed a cart: the next look finds the result.
  return done ? { ...merged, version: own.version + 1, updatedAt: now } : own;
}

class MergeLost extends Error {}
