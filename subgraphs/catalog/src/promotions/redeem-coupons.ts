import type { Catalogue } from '../catalogue.ts';
import { normalCode } from './promotion.queries.ts';
import type { CouponReason } from './promotion.rules.ts';

/**
 * Counts one use of each coupon for an order. The counter moves only while it is below its limit, in the statement that reads it, so the
 * last use is given once however many ask. The same reference and code count once.
 */
export async function redeemCoupons(
  catalogue: Catalogue,
  reference: string,
  codes: readonly string[],
): Promise<{ redeemed: string[]; refused: { code: string; reasonCode: CouponReason }[] }> {
  const redeemed: string[] = [];
  const refused: { code: string; reasonCode: CouponReason }[] = [];
  // Sorted, so that two orders with the same coupons lock them in the same order.
  const wanted = [...new Set(codes.map(normalCode))].sort();
  if (wanted.length === 0) return { redeemed, refused };
  await catalogue.database.transaction(
    async (tx) => {
      redeemed.length = 0;
      refused.length = 0;
      for (const code of wanted) {
        const now = catalogue.clock.now();
        const inserted = await tx.query<{ promotion_id: string }>(
          `insert into coupon_redemption (reference, promotion_id, code, redeemed_at)
             select $1, id, code, $3 from promotion where code = $2
           on conflict (reference, code) do nothing returning promotion_id`,
          [reference, code, now],
        );
        if (inserted.length === 0) {
          const [before] = await tx.query('select 1 from coupon_redemption where reference = $1 and code = $2', [
            reference,
            code,
          ]);
          if (before) redeemed.push(code);
          else refused.push({ code, reasonCode: 'COUPON_UNKNOWN' });
          continue;
        }
        const counted = await tx.query(
          `update promotion set times_used = times_used + 1
            where id = $1 and (usage_limit is null or times_used < usage_limit)
              and starts_at <= $2 and (ends_at is null or ends_at > $2) returning 1`,
          [inserted[0]?.promotion_id, now],
        );
        if (counted.length > 0) redeemed.push(code);
        else {
          await tx.query('delete from coupon_redemption where reference = $1 and code = $2', [reference, code]);
          const [p] = await tx.query<{ used_up: boolean; early: boolean }>(
            'select usage_limit is not null and times_used >= usage_limit as used_up, starts_at > $2 as early from promotion where id = $1',
            [inserted[0]?.promotion_id, now],
          );
          refused.push({
            code,
            reasonCode: p?.used_up ? 'COUPON_USED_UP' : p?.early ? 'COUPON_NOT_YET' : 'COUPON_ENDED',
          });
        }
      }
    },
    { name: 'redeem-coupons' },
  );
  return { redeemed, refused };
}

/** Gives the uses of an order back, once. */
export async function releaseCoupons(catalogue: Catalogue, reference: string): Promise<number> {
  return catalogue.database.transaction(
    async (tx) => {
      const rows = await tx.query<{ promotion_id: string }>(
        'delete from coupon_redemption where reference = $1 returning promotion_id',
        [reference],
      );
      const ids = rows.map((r) => r.promotion_id).sort();
      for (const id of ids)
        await tx.query('update promotion set times_used = times_used - 1 where id = $1 and times_used > 0', [id]);
      return rows.length;
    },
    { name: 'release-coupons' },
  );
}
