import type { RequestContext } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { permissions } from '../permissions.ts';
import { localeOf } from '../text/localized.ts';
import { loaders } from './product.loaders.ts';
import { type ProductRow, type VariantRow, variantColumns, variantFrom } from './product.rows.ts';
import type { ProductType, VariantType } from './product.type.ts';
import { variantView } from './product.view.ts';

/** Drafts that were never published are nobody's business outside; withdrawn products stay readable, old orders point at them. */
const isVisible = (ctx: RequestContext, row: Pick<ProductRow, 'published' | 'published_at'>, viaReference: boolean) =>
  row.published || (viaReference && row.published_at !== null) || permissions.seesUnpublished(ctx);

/** A product page. */
export async function productByIdOrSlug(
  catalogue: Catalogue,
  ctx: RequestContext,
  key: { id: string | null; slug: string | null },
): Promise<ProductType | null> {
  if (key.id === null && key.slug === null) return null;
  const reads = loaders(catalogue, ctx);
  // Once for all that follows: what this version is known to hold is then found without a statement.
  await reads.snapshot();
  const id = key.id ?? (await reads.idOfSlug.load(key.slug as string));
  const product = id === null ? null : await reads.product.load(id);
  return product && isVisible(ctx, product.row, false) ? product : null;
}

export async function variantByKey(
  catalogue: Catalogue,
  ctx: RequestContext,
  key: { id: string | null; sku: string | null; gtin: string | null },
): Promise<VariantType | null> {
  const [column, value] = key.id !== null ? ['id', key.id] : key.sku !== null ? ['sku', key.sku] : ['gtin', key.gtin];
  if (value === null) return null;
  const [row] = await catalogue.database.query<VariantRow & Pick<ProductRow, 'published' | 'published_at'>>(
    `select ${variantColumns}, p.published, p.published_at from ${variantFrom('$2')} where v.${column} = $1`,
    [value, catalogue.currency],
  );
  return row && isVisible(ctx, row, false) ? variantView(row, localeOf(ctx.locale)) : null;
}

export async function productReference(
  catalogue: Catalogue,
  ctx: RequestContext,
  id: string,
): Promise<ProductType | null> {
  const product = await loaders(catalogue, ctx).product.load(id);
  return product && isVisible(ctx, product.row, true) ? product : null;
}

/** Variants carry nothing a shop window would not show, so a reference by id is enough. */
export const variantReference = async (
  catalogue: Catalogue,
  ctx: RequestContext,
  id: string,
): Promise<VariantType | null> => loaders(catalogue, ctx).variant.load(id);
