import type { Database } from '@opticworks/kernel';
import type { Owner } from '../permissions.ts';
import { cartLineCell, type Vault } from '../vault.ts';
import type { Cart, CartContent } from './cart.model.ts';

/**
 * Hand-written SQL on purpose: a cart is read and written on nearly every click, and hydrating an entity costs several times
 * the statement itself.
 */
const COLUMNS = `id, owner_kind AS "ownerKind", owner_id AS "ownerId", state, version, currency, locale, content,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

type Query = Pick<Database, 'query'>;
type Store = { database: Query; vault: Vault };
type StoredLine = CartContent['lines'][number] & { sealed?: string };

/** Parameters of contact lenses are health data: at rest they are sealed under the owner's key. Other carts pass untouched. */
export async function sealContent(store: Store, cart: Cart): Promise<string> {
  const { content } = cart;
  if (!content.lines.some((line) => line.contactLens)) return JSON.stringify(content);
  const lines: StoredLine[] = [];
  for (const line of content.lines) {
    lines.push(
      line.contactLens
        ? {
            ...line,
            contactLens: null,
            sealed: await store.vault.seal(store.database, cart, cartLineCell(line.id), line.contactLens),
          }
        : line,
    );
  }
  return JSON.stringify({ ...content, lines });
}

async function openCarts(store: Store, carts: Cart[]): Promise<Cart[]> {
  for (const cart of carts) {
    const sealed = (cart.content.lines as StoredLine[]).filter((line) => line.sealed);
    if (sealed.length === 0) continue;
    const values = await store.vault.open(
      store.database,
      sealed.map((line) => ({ owner: cart, cell: cartLineCell(line.id), sealed: line.sealed! })),
    );
    sealed.forEach((line, index) => {
      line.contactLens = values[index] ?? null;
      delete line.sealed;
    });
  }
  return carts;
}

export async function loadCart(store: Store, id: string): Promise<Cart | null> {
  const rows = await store.database.query<Cart>(`SELECT ${COLUMNS} FROM cart WHERE id = $1`, [id]);
  return (await openCarts(store, rows))[0] ?? null;
}

/** The open carts of these owners, newest first: a customer and the browser they used before signing in may have one each. */
export async function loadOpenCarts(store: Store, owners: readonly Owner[]): Promise<Cart[]> {
  if (owners.length === 0) return [];
  const rows = await store.database.query<Cart>(
    `SELECT ${COLUMNS} FROM cart
     WHERE state = 'open' AND (owner_kind, owner_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
     ORDER BY updated_at DESC`,
    [owners.map(({ kind }) => kind), owners.map(({ id }) => id)],
  );
  return openCarts(store, rows);
}

/** @returns false when the owner got an open cart meanwhile */
export async function insertCart(store: Store, cart: Cart): Promise<boolean> {
  const rows = await store.database.query(
    `INSERT INTO cart (id, owner_kind, owner_id, state, version, currency, locale, content, created_at, updated_at)
     VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $8)
     ON CONFLICT (owner_kind, owner_id) WHERE state = 'open' DO NOTHING RETURNING 1`,
    [
      cart.id,
      cart.ownerKind,
      cart.ownerId,
      cart.version,
      cart.currency,
      cart.locale,
      await sealContent(store, cart),
      cart.updatedAt,
    ],
  );
  return rows.length === 1;
}

/** Writes the cart if nobody changed it since it was read. @returns whether it was written */
export async function saveCart(store: Store, cart: Cart, now: Date): Promise<boolean> {
  const rows = await store.database.query(
    `UPDATE cart SET content = $3, currency = $4, version = version + 1, updated_at = $5
     WHERE id = $1 AND version = $2 AND state = 'open' RETURNING 1`,
    [cart.id, cart.version, await sealContent(store, cart), cart.currency, now],
  );
  if (rows.length === 0) return false;
  cart.version += 1;
  cart.updatedAt = now;
  return true;
}
