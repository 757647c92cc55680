import { encodeCursor, type PageInfo, pageOf } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import type { ReviewConnectionType, ReviewType } from '../products/product.type.ts';

interface ReviewRow {
  id: string;
  rating: number;
  title: string;
  body: string;
  author_name: string;
  verified_buyer: boolean;
  created_at: Date;
}

export const reviewView = (row: ReviewRow): ReviewType => ({
  id: row.id,
  rating: row.rating,
  title: row.title,
  body: row.body,
  authorName: row.author_name,
  verifiedBuyer: row.verified_buyer,
  createdAt: row.created_at,
});

/** Newest first, from a keyset: (time, id). */
export async function reviewsOf(
  catalogue: Catalogue,
  productId: string,
  totalCount: number,
  args: { first?: number | null; after?: string | null | undefined },
): Promise<ReviewConnectionType> {
  const page = pageOf({ first: args.first ?? 10, after: args.after ?? null });
  const [at, id] = page.from ?? [null, null];
  const rows = await catalogue.database.query<ReviewRow>(
    `select id, rating, title, body, author_name, verified_buyer, created_at from review
      where product_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::text))
      order by created_at desc, id desc limit $4`,
    [productId, at, id, page.limit + 1],
  );
  const shown = rows.slice(0, page.limit);
  const edges = shown.map((row) => ({
    cursor: encodeCursor([row.created_at.toISOString(), row.id]),
    node: reviewView(row),
  }));
  const pageInfo: PageInfo = {
    hasNextPage: rows.length > page.limit,
    hasPreviousPage: page.from !== null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo, totalCount };
}

export async function reviewById(catalogue: Catalogue, id: string): Promise<ReviewType | null> {
  const [row] = await catalogue.database.query<ReviewRow>(
    'select id, rating, title, body, author_name, verified_buyer, created_at from review where id = $1',
    [id],
  );
  return row ? reviewView(row) : null;
}

/** The reviews of a customer, as JSON: what they wrote, of which product, under which name. */
export async function exportReviews(catalogue: Catalogue, customerId: string): Promise<string> {
  const reviews = await catalogue.database.query(
    `select p.name as product, r.rating, r.title, r.body, r.author_name as "shownAs", r.created_at as "writtenAt"
       from review r join product p on p.id = r.product_id where r.customer_id = $1 order by r.created_at`,
    [customerId],
  );
  return JSON.stringify({ reviews }, null, 2);
}
