import type { ListVariants } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';
import type { Localized } from '../text/localized.ts';

type Input = z.infer<typeof ListVariants.input>;
type Output = z.infer<typeof ListVariants.output>;

interface Row {
  id: string;
  product_id: string;
  sku: string;
  gtin: string | null;
  kind: string;
  brand: string;
  product_name: Localized;
  selections: { label: Localized }[];
  amount_minor: string;
  currency: string;
  components: Output['variants'][number]['components'] | null;
}

/** All variants in order of their id, page by page. */
export async function listVariants(catalogue: Catalogue, input: Input): Promise<Output> {
  const rows = await catalogue.database.query<Row>(
    `select v.id, v.product_id, v.sku, v.gtin, p.kind, b.name as brand, p.name as product_name, v.selections, vp.amount_minor, pl.currency,
       case when p.kind = 'BUNDLE' then (select json_agg(json_build_object('variantId', cv.id, 'sku', cv.sku, 'quantity', bc.quantity) order by bc.position)
          from bundle_component bc join variant cv on cv.id = bc.variant_id where bc.product_id = p.id) end as components
     from variant v join product p on p.id = v.product_id join brand b on b.id = p.brand_id
     join price_list pl on pl.currency = $3 and pl.valid_to is null
     join variant_price vp on vp.variant_id = v.id and vp.price_list = pl.code
     where $1::text is null or v.id > $1 order by v.id limit $2`,
    [input.afterId, input.limit, catalogue.currency],
  );
  return {
    variants: rows.map((r) => ({
      variantId: r.id,
      productId: r.product_id,
      sku: r.sku,
      gtin: r.gtin,
      name: [`${r.brand} ${r.product_name.en}`, ...r.selections.map((s) => s.label.en)].join(', '),
      kind: r.kind,
      priceMinor: r.amount_minor,
      currency: r.currency,
      components: r.components ?? [],
    })),
    nextAfterId: rows.length === input.limit ? (rows.at(-1)?.id ?? null) : null,
  };
}
