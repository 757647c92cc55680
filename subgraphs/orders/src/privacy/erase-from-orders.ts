import type { Database, Tx } from '@opticworks/kernel';
import type { Services } from '../services.ts';

/** Orders somebody has paid for and waits for: while there is one, its address and prescription are needed. */
export async function openOrders(
  database: Pick<Database, 'query'>,
  customerId: string,
): Promise<{ numbers: string[] }> {
  const rows = await database.query<{ number: string }>(
    `SELECT number FROM sales_order WHERE owner_kind || ':' || owner_id = $1 AND placed_at IS NOT NULL
       AND status NOT IN ('DELIVERED', 'CANCELLED') ORDER BY placed_at`,
    [`customer:${customerId}`],
  );
  return { numbers: rows.map(({ number }) => number) };
}

/**
 * What has to be kept for the books stays without the person: amounts, goods, country and region. Sealed parameters become
 * unreadable with the key, also in backups. What somebody wrote in their own words goes, whoever it was.
 */
export async function eraseFromOrders(services: Services, tx: Tx, customerId: string): Promise<void> {
  const gone = (column: string) =>
    `jsonb_build_object('name', 'Erased', 'line1', '—', 'city', '—', 'postalCode', '—',
      'region', ${column} -> 'region', 'countryCode', ${column} -> 'countryCode')`;
  const theirs = "SELECT id FROM sales_order WHERE owner_kind = 'customer' AND owner_id = $1";
  await tx.query("DELETE FROM cart WHERE owner_kind = 'customer' AND owner_id = $1", [customerId]);
  await tx.query(
    `UPDATE sales_order SET email = 'erased@invalid', shipping_address = ${gone('shipping_address')},
       billing_address = ${gone('billing_address')} WHERE owner_kind = 'customer' AND owner_id = $1`,
    [customerId],
  );
  await tx.query(`UPDATE mail SET recipient = 'erased@invalid', facts = '{}' WHERE order_id IN (${theirs})`, [
    customerId,
  ]);
  await tx.query(
    `UPDATE order_line SET contact_lens = NULL, measurement = NULL
     WHERE (contact_lens IS NOT NULL OR measurement IS NOT NULL) AND order_id IN (${theirs})`,
    [customerId],
  );
  await tx.query(
    `UPDATE return_line SET note = NULL WHERE note IS NOT NULL
       AND return_id IN (SELECT r.id FROM return_request r WHERE r.order_id IN (${theirs}))`,
    [customerId],
  );
  await tx.query(`UPDATE order_event SET text = 'Erased.' WHERE kind = 'NOTE' AND order_id IN (${theirs})`, [
    customerId,
  ]);
  await services.vault.erase(tx, { ownerKind: 'customer', ownerId: customerId });
}
