import {
  groupedInOrder,
  inOrder,
  type Page,
  type Principal,
  type RequestContext,
  toConnection,
} from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { staffMay } from '../permissions.ts';
import { likeText } from '../prescriptions/prescription.queries.ts';
import type { ConsentType, CustomerType, SavedAddressType, TimelineEntryType } from './customer.type.ts';

const COLUMNS = `id, coalesce(email, '') AS email, name, phone, locale, created_at AS "createdAt", birth_date_cipher AS "birthDateCipher"`;

/** A customer is seen by themselves and by the staff who serve them. */
export const maySeeCustomer = (principal: Principal, customerId: string): boolean =>
  (principal.kind === 'customer' && principal.id === customerId) ||
  principal.kind === 'service' ||
  staffMay(principal, 'readCustomers');

export async function loadCustomer(
  parts: CustomerRxParts,
  ctx: RequestContext,
  id: string,
): Promise<CustomerType | null> {
  if (!maySeeCustomer(ctx.principal, id)) return null;
  return ctx
    .loader<string, CustomerType>('customer', async (ids) =>
      inOrder(
        ids,
        await parts.database.query<CustomerType>(
          `SELECT ${COLUMNS} FROM customer WHERE id = ANY($1) AND erased_at IS NULL`,
          [ids],
        ),
        (row) => row.id,
      ),
    )
    .load(id);
}

export async function listCustomers(parts: CustomerRxParts, query: string | null, page: Page) {
  const filter = `erased_at IS NULL AND ($1::text IS NULL OR lower(name) LIKE '%' || lower($1) || '%' OR lower(email) LIKE lower($1) || '%' OR phone LIKE '%' || $1 || '%' OR id = $1)`;
  const text = likeText(query);
  const rows = await parts.database.query<CustomerType & { sortedAt: string }>(
    `SELECT ${COLUMNS}, created_at::text AS "sortedAt" FROM customer
     WHERE ${filter} AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3))
     ORDER BY created_at DESC, id DESC LIMIT $4`,
    [text, page.from?.[0] ?? null, page.from?.[1] ?? null, page.limit + 1],
  );
  return {
    ...toConnection(rows, page, (row) => [row.sortedAt, row.id]),
    count: async () => {
      const [row] = await parts.database.query<{ count: string }>(`SELECT count(*) FROM customer WHERE ${filter}`, [
        text,
      ]);
      return Number(row!.count);
    },
  };
}

export const loadAddresses = async (
  parts: CustomerRxParts,
  ctx: RequestContext,
  customerId: string,
): Promise<SavedAddressType[]> =>
  (await ctx
    .loader<string, SavedAddressType[]>('customer.addresses', async (ids) =>
      groupedInOrder(
        ids,
        await parts.database.query<SavedAddressType & { customerId: string }>(
          `SELECT id, customer_id AS "customerId", address, is_default AS "isDefault" FROM saved_address
           WHERE customer_id = ANY($1) ORDER BY is_default DESC, created_at DESC, id DESC`,
          [ids],
        ),
        (row) => row.customerId,
      ),
    )
    .load(customerId)) ?? [];

/** The newest word on each purpose. */
export const loadConsents = async (
  parts: CustomerRxParts,
  ctx: RequestContext,
  customerId: string,
): Promise<ConsentType[]> =>
  (await ctx
    .loader<string, ConsentType[]>('customer.consents', async (ids) =>
      groupedInOrder(
        ids,
        await parts.database.query<ConsentType & { customerId: string }>(
          `SELECT DISTINCT ON (customer_id, purpose) customer_id AS "customerId", purpose, granted, version, at FROM consent
           WHERE customer_id = ANY($1) ORDER BY customer_id, purpose, at DESC, id DESC`,
          [ids],
        ),
        (row) => row.customerId,
      ),
    )
    .load(customerId)) ?? [];

export const loadTimeline = async (
  parts: CustomerRxParts,
  ctx: RequestContext,
  customerId: string,
  first: number,
): Promise<TimelineEntryType[]> =>
  (await ctx
    .loader<string, TimelineEntryType[]>(`customer.timeline ${first}`, async (ids) =>
      groupedInOrder(
        ids,
        await parts.database.query<TimelineEntryType & { customerId: string }>(
          `SELECT t.* FROM unnest($1::text[]) AS c (id) CROSS JOIN LATERAL (
             SELECT id, customer_id AS "customerId", at, kind, text, actor FROM timeline_entry
             WHERE customer_id = c.id ORDER BY at DESC, id DESC LIMIT $2) t`,
          [ids, first],
        ),
        (row) => row.customerId,
      ),
    )
    .load(customerId)) ?? [];
