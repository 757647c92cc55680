import { type Database, encodeCursor, type Page } from '@opticworks/kernel';
import type { LocationKindName } from '../locations/location.entity.ts';
import type { StockItemKindName } from './stock-item-kind.ts';
import type { StockFilter, StockLevelType } from './stock-level.type.ts';

interface StockLevelRow {
  id: string;
  sku: string;
  name: string;
  variant_id: string | null;
  kind: StockItemKindName;
  on_hand: number;
  reserved: number;
  allocated: number;
  on_order: number;
  reorder_point: number | null;
  location_id: string;
  location_code: string;
  location_name: string;
  location_kind: LocationKindName;
  bin_id: string | null;
  bin_code: string | null;
}

const FROM = `
  FROM stock_level l
  JOIN stock_item i ON i.sku = l.sku
  JOIN location loc ON loc.id = l.location_id
  LEFT JOIN bin b ON b.id = l.bin_id`;

const SELECT = `
  SELECT l.id, l.sku, i.name, i.variant_id, i.kind, l.on_hand, l.reserved, l.allocated, l.on_order, l.reorder_point,
         loc.id AS location_id, loc.code AS location_code, loc.name AS location_name, loc.kind AS location_kind,
         b.id AS bin_id, b.code AS bin_code ${FROM}`;

function shape(row: StockLevelRow): StockLevelType {
  const location = { id: row.location_id, code: row.location_code, name: row.location_name, kind: row.location_kind };
  return {
    id: row.id,
    sku: row.sku,
    itemName: row.name,
    variant: row.variant_id ? { id: row.variant_id } : null,
    location,
    bin: row.bin_id ? { id: row.bin_id, code: row.bin_code!, location } : null,
    onHand: row.on_hand,
    reserved: row.reserved,
    allocated: row.allocated,
    available: row.on_hand - row.reserved - row.allocated,
    onOrder: row.on_order,
    reorderPoint: row.reorder_point,
    kind: row.kind,
  };
}

function conditionsOf(filter: StockFilter | null, params: unknown[]): string[] {
  const conditions: string[] = [];
  const param = (value: unknown) => `$${params.push(value)}`;
  if (filter?.query?.trim()) {
    const text = filter.query.trim();
    const pattern = param(`%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
    conditions.push(`(l.sku ILIKE ${pattern} OR i.name ILIKE ${pattern} OR i.gtin = ${param(text)})`);
  }
  if (filter?.kinds?.length) conditions.push(`i.kind = ANY(${param(filter.kinds)})`);
  if (filter?.locationId) conditions.push(`l.location_id = ${param(filter.locationId)}`);
  if (filter?.belowReorderPoint) {
    conditions.push(
      'l.reorder_point IS NOT NULL AND l.on_hand + l.on_order - l.reserved - l.allocated <= l.reorder_point',
    );
  }
  return conditions;
}

const where = (conditions: readonly string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '');

/** One page by SKU, one row more than asked. */
export async function stockLevelPage(db: Database, filter: StockFilter | null, page: Page): Promise<StockLevelType[]> {
  const params: unknown[] = [];
  const conditions = conditionsOf(filter, params);
  if (page.from) {
    params.push(page.from[0], page.from[1]);
    conditions.push(`(l.sku, l.id) > ($${params.length - 1}, $${params.length})`);
  }
  params.push(page.limit + 1);
  const rows = await db.query<StockLevelRow>(
    `${SELECT} ${where(conditions)} ORDER BY l.sku, l.id LIMIT $${params.length}`,
    params,
  );
  return rows.map(shape);
}

export async function countStockLevels(db: Database, filter: StockFilter | null): Promise<number> {
  const params: unknown[] = [];
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count ${FROM} ${where(conditionsOf(filter, params))}`,
    params,
  );
  return row!.count;
}

export async function stockLevelsById(db: Database, ids: readonly string[]): Promise<StockLevelType[]> {
  return (await db.query<StockLevelRow>(`${SELECT} WHERE l.id = ANY($1)`, [[...ids]])).map(shape);
}

/** The row at the item's home. */
export async function homeLevelsBySku(db: Database, skus: readonly string[]): Promise<StockLevelType[]> {
  const rows = await db.query<StockLevelRow>(
    `${SELECT} JOIN bin hb ON hb.id = i.home_bin_id AND hb.location_id = l.location_id WHERE l.sku = ANY($1)`,
    [[...skus]],
  );
  return rows.map(shape);
}

export async function levelsOfVariants(db: Database, variantIds: readonly string[]): Promise<StockLevelType[]> {
  const rows = await db.query<StockLevelRow>(`${SELECT} WHERE i.variant_id = ANY($1) ORDER BY l.sku, loc.pick_rank`, [
    [...variantIds],
  ]);
  return rows.map(shape);
}

export function cursorOf(level: StockLevelType): string {
  return encodeCursor([level.sku, level.id]);
}
