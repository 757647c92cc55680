import type { Database, Principal, Tx } from '@opticworks/kernel';

/** What each database was told already, so that a name costs a statement only when it is new or changed. */
const told = new WeakMap<Database, Map<string, string>>();

/**
 * Keeps the name of a member of staff beside their id, in the transaction that writes the id down. The audit holds ids only and
 * outlives accounts: what is not kept here could not be named once somebody has left.
 * @returns to be called when the transaction is through; null when there was nothing to keep
 */
export async function keepStaffName(database: Database, tx: Tx, principal: Principal): Promise<(() => void) | null> {
  if (principal.kind !== 'staff') return null;
  const { id, name } = principal;
  const known = told.get(database) ?? new Map<string, string>();
  if (known.get(id) === name) return null;
  await tx.query(
    `INSERT INTO staff_name (id, name, since) VALUES ($1, $2, now())
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, since = excluded.since WHERE staff_name.name <> excluded.name`,
    [id, name],
  );
  return () => told.set(database, known.set(id, name));
}
