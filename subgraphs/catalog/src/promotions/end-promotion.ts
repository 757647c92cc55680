import { refuse } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';

/** Ends a promotion now. One that has ended stays as it is; one that has not begun never will. */
export async function endPromotion(catalogue: Catalogue, actor: string, id: string): Promise<void> {
  await catalogue.database.transaction(
    async (tx) => {
      const now = catalogue.clock.now();
      const rows = await tx.query(
        `update promotion set ends_at = case when ends_at is not null and ends_at <= $2 then ends_at else greatest($2, starts_at) end
          where id = $1 returning 1`,
        [id, now],
      );
      if (rows.length === 0) refuse(ERRORS.PROMOTION_NOT_FOUND);
      await tx.audit({ stream: 'catalog', actor, action: 'promotion.ended', subject: id, details: {} });
    },
    { name: 'end-promotion' },
  );
}
