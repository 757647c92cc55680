import type { Tx } from '@opticworks/kernel';
import type { Warehouse } from '../use-case.ts';
import { ensureStockItem } from './ensure-stock-item.ts';
import { stockKindOf } from './stock-item.rules.ts';

export interface MirroredVariant {
  variantId: string;
  sku: string;
  gtin: string | null;
  name: string;
  kind: string;
  components: { variantId: string; sku: string; quantity: number }[];
}

/** Keeps the stock side of the catalogue: an item per variant, the parts of bundles. */
export async function mirrorVariant(tx: Tx, warehouse: Warehouse, variant: MirroredVariant): Promise<void> {
  for (const part of variant.components) {
    await tx.query(
      `INSERT INTO bundle_component (bundle_variant_id, bundle_sku, sku, variant_id, quantity) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (bundle_variant_id, sku) DO UPDATE SET quantity = excluded.quantity`,
      [variant.variantId, variant.sku, part.sku, part.variantId, part.quantity],
    );
  }
  const kind = stockKindOf(variant.kind);
  if (kind && variant.components.length === 0) await ensureStockItem(tx, { ...variant, kind }, warehouse.clock.now());
}
