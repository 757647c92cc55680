import { on } from '@opticworks/kernel';
import { OrderPlaced } from '@opticworks/schema/events/orders';

/** Remembers who bought what, so that a review can say "verified buyer". Guests cannot review and are not remembered. */
export const onOrderPlaced = on(
  OrderPlaced,
  async (order, { tx }) => {
    await tx.query(
      `insert into purchase (customer_id, product_id, first_order_id)
       select distinct $1, v.product_id, $2 from variant v where v.id = any($3)
     on conflict (customer_id, product_id) do nothing`,
      [order.owner.id, order.orderId, order.lines.map((l) => l.variantId)],
    );
  },
  { concerns: (order) => order.owner.kind === 'customer' },
);
