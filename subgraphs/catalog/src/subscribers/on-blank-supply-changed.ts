import { onState } from '@opticworks/kernel';
import { BlankSupplyChanged } from '@opticworks/schema/events/lab';

/** Which blanks a pair would have to wait for: promises are made from it. What was told earlier and arrives later changes nothing. */
export const onBlankSupplyChanged = onState(BlankSupplyChanged, async (entries, tx) => {
  for (const { payload } of entries) {
    const { at, ...supply } = payload;
    const changed = await tx.query(
      `insert into lens_blank_supply as s (supply, told_at) values ($1, $2)
       on conflict (one) do update set supply = excluded.supply, told_at = excluded.told_at
         where s.told_at < excluded.told_at returning 1`,
      [JSON.stringify(supply), at],
    );
    if (changed.length > 0) await tx.query(`update catalog_version set version = version + 1 where name = 'lenses'`);
  }
});
