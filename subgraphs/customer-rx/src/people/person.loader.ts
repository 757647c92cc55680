import type { RequestContext } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { PersonKindName, type PersonType } from './person.type.ts';

/** Names of everybody a request shows, in one statement. */
export async function loadPerson(parts: CustomerRxParts, ctx: RequestContext, actor: string): Promise<PersonType> {
  const person = await ctx
    .loader<string, PersonType>('person', async (actors) => {
      const rows = await parts.database.query<{ id: string; kind: 'STAFF' | 'CUSTOMER'; name: string | null }>(
        `SELECT id, 'STAFF' AS kind, name FROM staff_name WHERE id = ANY($1)
         UNION ALL SELECT id, 'CUSTOMER', CASE WHEN erased_at IS NULL THEN nullif(name, '') END FROM customer WHERE id = ANY($1)`,
        [actors.map(bareId)],
      );
      const known = new Map(rows.map((row) => [row.id, row]));
      return actors.map((id) => personOf(id, known.get(bareId(id))));
    })
    .load(actor);
  return person ?? personOf(actor, undefined);
}

/** Written by its owner or dealt by the seed, a customer stands with or without its kind before the id. */
const bareId = (actor: string): string => actor.replace(/^customer:/, '');

function personOf(id: string, known: { kind: 'STAFF' | 'CUSTOMER'; name: string | null } | undefined): PersonType {
  if (known) return { id, kind: PersonKindName[known.kind], name: known.name };
  if (id.startsWith('customer:')) return { id, kind: PersonKindName.CUSTOMER, name: null };
  if (id.startsWith('guest:')) return { id, kind: PersonKindName.GUEST, name: null };
  if (id.startsWith('service:')) return { id, kind: PersonKindName.SERVICE, name: id.slice('service:'.length) };
  // The history names its staff; an id nobody has named yet stays what it is.
  return { id, kind: PersonKindName.STAFF, name: id };
}
