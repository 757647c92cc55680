import type { Database, Tx } from '@opticworks/kernel';
import type { BundlePart } from './stock-item.rules.ts';

/** The parts of those SKUs that are bundles. */
export async function bundleParts(
  db: Pick<Database | Tx, 'query'>,
  skus: readonly string[],
): Promise<Map<string, BundlePart[]>> {
  const parts = new Map<string, BundlePart[]>();
  if (skus.length === 0) return parts;
  const rows = await db.query<{ bundle_sku: string; sku: string; quantity: number }>(
    'SELECT bundle_sku, sku, quantity FROM bundle_component WHERE bundle_sku = ANY($1) ORDER BY bundle_sku, sku',
    [[...skus]],
  );
  for (const row of rows) {
    const list = parts.get(row.bundle_sku) ?? [];
    list.push({ sku: row.sku, quantity: row.quantity });
    parts.set(row.bundle_sku, list);
  }
  return parts;
}
