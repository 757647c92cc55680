import { on } from '@opticworks/kernel';
import { CustomerErased } from '@opticworks/schema/events/customer-rx';
import { productsChanged } from '../products/products-changed.ts';
import { UNNAMED_CUSTOMER } from '../reviews/write-review.ts';

/** What somebody said of a product stays, without who said it; what they bought is forgotten. */
export const onCustomerErased = on(CustomerErased, async ({ customerId }, { tx }) => {
  const reviews = await tx.query(
    `update review set customer_id = null, author_name = $2 where customer_id = $1 returning id`,
    [customerId, UNNAMED_CUSTOMER],
  );
  await tx.query('delete from purchase where customer_id = $1', [customerId]);
  if (reviews.length > 0) await productsChanged(tx.query);
});
