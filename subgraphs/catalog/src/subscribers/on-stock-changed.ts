import { on } from '@opticworks/kernel';
import { StockChanged } from '@opticworks/schema/events/inventory';

/**
 * Keeps how much can be sold, for filtering and sorting only; what a cart may take is inventory's word. An event that arrives late must
 * not undo a newer one, hence the comparison of times. Sets are as available as their scarcest part.
 */
export const onStockChanged = on(
  StockChanged,
  async ({ variantId, available }, { tx, occurredAt }) => {
    await tx.query(
      `with changed as (
         insert into variant_stock (variant_id, available, changed_at) values ($1, $2, $3)
         on conflict (variant_id) do update set available = excluded.available, changed_at = excluded.changed_at
           where variant_stock.changed_at <= excluded.changed_at returning 1),
       own as (update search_document set available = $2 where variant_id = $1 and available <> $2 and exists (select 1 from changed))
       update search_document d set available = s.sets from (
         select bc.product_id, min(case when bc.variant_id = $1 then $2::int else coalesce(st.available, 0) end / bc.quantity) as sets
           from bundle_component bc left join variant_stock st on st.variant_id = bc.variant_id
          where bc.product_id in (select product_id from bundle_component where variant_id = $1) group by bc.product_id) s
        where d.product_id = s.product_id and d.available <> s.sets and exists (select 1 from changed)`,
      [variantId, available, occurredAt],
    );
  },
  // Half of all changes only move what is held from one account to another.
  { concerns: ({ variantId, available, availableBefore }) => variantId !== null && available !== availableBefore },
);
