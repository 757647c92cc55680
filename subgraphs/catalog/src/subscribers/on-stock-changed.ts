import { onState } from '@opticworks/kernel';
import { StockChanged } from '@opticworks/schema/events/inventory';

/**
 * Keeps how much can be sold, for filtering and sorting only; what a cart may take is inventory's word. An event that arrives late must
 * not undo a newer one, hence the comparison of times. Sets are as available as their scarcest part.
 */
export const onStockChanged = onState(
  StockChanged,
  async (entries, tx) => {
    // All in the same order, so that two batches wait for each other instead of locking each other out.
    const changes = entries
      .filter(({ payload }) => payload.variantId !== null)
      .sort((a, b) => (a.payload.variantId! < b.payload.variantId! ? -1 : 1));
    tx.send(
      `with changed as (
         insert into variant_stock (variant_id, available, changed_at)
         select * from unnest($1::text[], $2::int[], $3::timestamptz[])
         on conflict (variant_id) do update set available = excluded.available, changed_at = excluded.changed_at
           where variant_stock.changed_at <= excluded.changed_at returning variant_id, available),
       own as (update search_document d set available = c.available from changed c
         where d.variant_id = c.variant_id and d.available <> c.available)
       update search_document d set available = s.sets from (
         select bc.product_id, min(coalesce(c.available, st.available, 0) / bc.quantity) as sets
           from bundle_component bc left join changed c on c.variant_id = bc.variant_id
           left join variant_stock st on st.variant_id = bc.variant_id
          where bc.product_id in (select product_id from bundle_component join changed using (variant_id)) group by bc.product_id) s
        where d.product_id = s.product_id and d.available <> s.sets`,
      [
        changes.map(({ payload }) => payload.variantId),
        changes.map(({ payload }) => payload.available),
        changes.map(({ occurredAt }) => occurredAt),
      ],
    );
  },
  // Half of all changes only move what is held from one account to another.
  { concerns: ({ variantId, available, availableBefore }) => variantId !== null && available !== availableBefore },
);
