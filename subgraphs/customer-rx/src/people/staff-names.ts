import type { Database, Principal } from '@opticworks/kernel';

/** What each database was told already, so that a name costs a statement only when it is new or changed. */
const told = new WeakMap<Database, Map<string, string>>();

/**
 * Keeps the name of a member of staff beside their id, before anything of them is written down. The audit holds ids only and outlives
 * accounts: what is not kept here could not be named once somebody has left. A statement of its own, so that no transaction holds the
 * row while another one of the same person waits for it.
 */
export async function keepStaffName(database: Database, principal: Principal): Promise<void> {
  if (principal.kind !== 'staff') return;
  const { id, name } = principal;
  const known = told.get(database) ?? new Map<string, string>();
  if (known.get(id) === name) return;
  await database.query(
    `INSERT INTO staff_name (id, name, since) VALUES ($1, $2, now())
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, since = excluded.since WHERE staff_name.name <> excluded.name`,
    [id, name],
  );
  told.set(database, known.set(id, name));
}
