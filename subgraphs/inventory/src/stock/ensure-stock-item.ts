import { Fault, newId, type Tx } from '@opticworks/kernel';
import { hashOf } from './sku-hash.ts';
import { isBackorderable, typicalWeightGrams } from './stock-item.rules.ts';
import type { StockItemKindName } from './stock-item-kind.ts';

export interface NewStockItem {
  sku: string;
  variantId: string | null;
  name: string;
  gtin: string | null;
  kind: StockItemKindName;
}

/** Makes an item known with an empty counter row at its home. An item that exists only learns what was missing. */
export async function ensureStockItem(tx: Tx, item: NewStockItem, now: Date): Promise<void> {
  const known = await tx.query<{ sku: string }>(
    `UPDATE stock_item SET variant_id = coalesce(variant_id, $2), gtin = coalesce(gtin, $3) WHERE sku = $1 RETURNING sku`,
    [item.sku, item.variantId, item.gtin],
  );
  if (known.length > 0) return;
  const home = await homeBin(tx, item.sku, item.kind);
  await tx.query(
    `INSERT INTO stock_item (sku, variant_id, name, kind, gtin, weight_grams, home_bin_id, backorderable, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (sku) DO NOTHING`,
    [
      item.sku,
      item.variantId,
      item.name,
      item.kind,
      item.gtin,
      typicalWeightGrams(item.kind),
      home.id,
      isBackorderable(item.kind),
      now,
    ],
  );
  await tx.query(
    `INSERT INTO stock_level (id, sku, location_id, bin_id, updated_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (sku, location_id) DO NOTHING`,
    [newId('stock'), item.sku, home.location_id, home.id, now],
  );
}

/** Blanks live in the lab, everything else in the warehouse; the SKU itself picks the shelf, so every start lays out alike. */
async function homeBin(tx: Tx, sku: string, kind: StockItemKindName): Promise<{ id: string; location_id: string }> {
  const place = kind === 'FINISHED_LENS' || kind === 'SEMI_FINISHED_LENS' ? 'LAB' : 'WAREHOUSE';
  const bins = await tx.query<{ id: string; location_id: string }>(
    `SELECT b.id, b.location_id FROM bin b JOIN location l ON l.id = b.location_id
     WHERE l.kind = $1 AND b.kind = 'SHELF' ORDER BY l.pick_rank, b.pick_sequence, b.id`,
    [place],
  );
  if (bins.length === 0) throw new Fault(`There is no shelf in any ${place}. Create the location first.`);
  return bins[hashOf(sku) % bins.length]!;
}
