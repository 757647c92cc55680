import { groupedInOrder } from '@opticworks/kernel';
import type { InventoryContext } from '../use-case.ts';
import type { StockMovementType } from './stock-level.type.ts';

interface MovementRow extends StockMovementType {
  location_id: string;
}

/** Keys are "sku newline location"; the newest movements of each in one statement. */
export function movementLoader(ctx: InventoryContext, first: number) {
  return ctx.loader<string, StockMovementType[]>(`movements ${first}`, async (keys) => {
    const pairs = keys.map((key) => key.split('\n') as [string, string]);
    const rows = await ctx.warehouse.database.query<MovementRow>(
      `SELECT m.id, m.at, m.kind, m.quantity, m.sku, m.reason, m.actor, m.reference, nullif(m.lot, '') AS lot, m.location_id
       FROM unnest($1::text[], $2::text[]) AS asked(sku, location_id)
       CROSS JOIN LATERAL (
         SELECT * FROM movement WHERE sku = asked.sku AND location_id = asked.location_id ORDER BY at DESC, id DESC LIMIT $3
       ) m`,
      [pairs.map(([sku]) => sku), pairs.map(([, location]) => location), first],
    );
    return groupedInOrder(keys, rows, (row) => `${row.sku}\n${row.location_id}`);
  });
}
