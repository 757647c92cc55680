import { fromDecimalString, type MoneyMinor, refuse } from '@opticworks/kernel';
import { PriceChanged } from '@opticworks/schema/events/catalog';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { productsChanged } from '../products/products-changed.ts';
import { refreshSearch } from '../search/search-document.ts';

/** Sets a variant's price in the list of a currency. Orders already placed keep theirs: they hold the resolved amount. */
export async function setVariantPrice(
  catalogue: Catalogue,
  actor: string,
  change: { variantId: string; amount: string; currencyCode: string },
): Promise<void> {
  const amount = readAmount(change.amount, change.currencyCode);
  await catalogue.database.transaction(
    async (tx) => {
      const [list] = await tx.query<{ code: string }>(
        'select code from price_list where currency = $1 and valid_to is null',
        [change.currencyCode],
      );
      if (!list) refuse(ERRORS.PRICE_LIST_MISSING, { currency: change.currencyCode });
      const [variant] = await tx.query<{ product_id: string }>('select product_id from variant where id = $1', [
        change.variantId,
      ]);
      if (!variant) refuse(ERRORS.VARIANT_NOT_FOUND);
      // The product row is the lock: its price range is computed from all variants.
      await tx.query('select 1 from product where id = $1 for update', [variant.product_id]);
      const [before] = await tx.query<{ amount_minor: string }>(
        'select amount_minor from variant_price where variant_id = $1 and price_list = $2',
        [change.variantId, list.code],
      );
      await tx.query(
        `insert into variant_price (variant_id, price_list, amount_minor, updated_at) values ($1, $2, $3, $4)
         on conflict (variant_id, price_list) do update set amount_minor = excluded.amount_minor, updated_at = excluded.updated_at,
           compare_at_minor = case when variant_price.compare_at_minor > excluded.amount_minor then variant_price.compare_at_minor end`,
        [change.variantId, list.code, amount.amountMinor.toString(), catalogue.clock.now()],
      );
      if (change.currencyCode === catalogue.currency) {
        await refreshPriceRange(tx.query, [variant.product_id], catalogue.currency);
        await refreshSearch(tx.query, [variant.product_id]);
      }
      await productsChanged(tx.query);
      await tx.publish(
        PriceChanged,
        { variantId: change.variantId, amountMinor: amount.amountMinor.toString(), currency: change.currencyCode },
        { aggregate: 'variant', aggregateId: change.variantId },
      );
      await tx.audit({
        stream: 'catalog',
        actor,
        action: 'price.set',
        subject: change.variantId,
        details: {
          from: before?.amount_minor ?? null,
          to: amount.amountMinor.toString(),
          currency: change.currencyCode,
        },
      });
    },
    { name: 'set-variant-price' },
  );
}

function readAmount(amount: string, currency: string): MoneyMinor {
  try {
    const read = fromDecimalString(amount, currency);
    if (read.amountMinor >= 0n) return read;
  } catch {
    // Falls through to the refusal.
  }
  refuse(ERRORS.PRICE_NOT_VALID);
}

type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

/** Recomputes the shown price range of products from their variants that are still sold. */
export async function refreshPriceRange(query: Query, productIds: readonly string[], currency: string): Promise<void> {
  await query(
    `update product p set price_min_minor = r.low, price_max_minor = r.high
       from (select v.product_id, min(vp.amount_minor) as low, max(vp.amount_minor) as high
               from variant v join price_list pl on pl.currency = $2 and pl.valid_to is null
               join variant_price vp on vp.variant_id = v.id and vp.price_list = pl.code
              where v.product_id = any($1) and not v.discontinued group by v.product_id) r
      where p.id = r.product_id`,
    [productIds, currency],
  );
}
