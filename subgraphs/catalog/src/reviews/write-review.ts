import { isUniqueViolation, newId, refuse } from '@opticworks/kernel';
import { ReadCustomer } from '@opticworks/schema/operations/customer-rx';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { productsChanged } from '../products/products-changed.ts';
import { ReviewEntity } from './review.entity.ts';

/** Who signs a review of somebody whose name is not known, or no longer. */
export const UNNAMED_CUSTOMER = 'OpticWorks customer';

export interface NewReview {
  customerId: string;
  productId: string;
  rating: number;
  title: string;
  body: string;
}

/** Writes a customer's review and counts it into the product's rating; one per customer and product. */
export async function writeReview(catalogue: Catalogue, asked: NewReview): Promise<string> {
  const title = asked.title.trim();
  const body = asked.body.trim();
  if (!Number.isInteger(asked.rating) || asked.rating < 1 || asked.rating > 5) refuse(ERRORS.RATING_NOT_VALID);
  if (title === '' || title.length > 120 || body === '' || body.length > 4000) refuse(ERRORS.REVIEW_TEXT_NOT_VALID);
  const authorName = await publicName(catalogue, asked.customerId);
  const id = newId('review');
  try {
    await catalogue.database.transaction(
      async (tx) => {
        const [product] = await tx.query<{ bought: boolean }>(
          `select exists (select 1 from purchase where customer_id = $2 and product_id = p.id) as bought
             from product p where p.id = $1 and p.published`,
          [asked.productId, asked.customerId],
        );
        if (!product) refuse(ERRORS.PRODUCT_NOT_FOUND);
        await tx.manager.insert(ReviewEntity, {
          id,
          productId: asked.productId,
          customerId: asked.customerId,
          authorName,
          rating: asked.rating,
          title,
          body,
          verifiedBuyer: product.bought,
          createdAt: catalogue.clock.now(),
        });
        await countReviews(tx.query, [asked.productId]);
        await productsChanged(tx.query);
      },
      { name: 'write-review' },
    );
  } catch (error) {
    if (isUniqueViolation(error)) refuse(ERRORS.REVIEW_ALREADY_WRITTEN);
    throw error;
  }
  return id;
}

type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

/** Sums of a product's reviews, counted from the rows under the product's lock, so that rivals cannot lose one. */
export async function countReviews(query: Query, productIds: readonly string[]): Promise<void> {
  await query('select 1 from product where id = any($1) order by id for update', [productIds]);
  await query(
    `update product p set rating_sum = r.sum, rating_count = r.count
       from (select product_id, sum(rating)::int as sum, count(*)::int as count from review where product_id = any($1) group by 1) r
      where p.id = r.product_id`,
    [productIds],
  );
  await query(
    `update search_document d set rating = (p.rating_sum * 100 / p.rating_count) from product p
      where p.id = d.product_id and p.id = any($1) and p.rating_count > 0`,
    [productIds],
  );
}

/** "Hannah Vogel" signs as "Hannah V."; somebody whose name cannot be read as a customer of the shop. */
async function publicName(catalogue: Catalogue, customerId: string): Promise<string> {
  const customer = await catalogue.caller.call(ReadCustomer, { customerId }).catch(() => null);
  const [first, ...rest] = (customer?.name ?? '').trim().split(/\s+/);
  const initial = rest.at(-1)?.[0];
  return first ? (initial ? `${first} ${initial}.` : first) : UNNAMED_CUSTOMER;
}
