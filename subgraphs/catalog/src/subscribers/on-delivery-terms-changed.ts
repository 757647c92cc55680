import { onState } from '@opticworks/kernel';
import { DeliveryTermsChanged } from '@opticworks/schema/events/orders';

/** What comes between lab and door, as the shop counts now. What was told earlier and arrives later changes nothing. */
export const onDeliveryTermsChanged = onState(DeliveryTermsChanged, async (entries, tx) => {
  for (const { payload } of entries) {
    const { at, ...terms } = payload;
    const changed = await tx.query(
      `insert into delivery_terms as d (terms, told_at) values ($1, $2)
       on conflict (one) do update set terms = excluded.terms, told_at = excluded.told_at
         where d.told_at < excluded.told_at returning 1`,
      [JSON.stringify(terms), at],
    );
    if (changed.length > 0) await tx.query(`update catalog_version set version = version + 1 where name = 'lenses'`);
  }
});
