import { joinReads } from '@opticworks/kernel';
import type { InventoryContext, Warehouse } from '../use-case.ts';
import { type Availability, availabilityOf, availabilityOfBundle } from './availability.rules.ts';

interface AvailabilityRow {
  variant_id: string;
  part_quantity: number | null;
  available: number;
  backorderable: boolean;
  expected_on: string | null;
}

/**
 * Availability of many variants in one statement: own stock of items, the stock of the parts of bundles. Goods on order count
 * for the promise only beyond what already waits for them, and are looked at only where the shelf is empty. The lateral steps keep
 * to index lookups per variant: joined flat, the planner reads all stock there is for two dozen variants.
 */
const AVAILABILITY = `
  WITH asked AS (
    SELECT i.variant_id, i.sku, NULL::int AS part_quantity, i.backorderable
    FROM unnest($1::text[]) AS a(id) CROSS JOIN LATERAL (SELECT * FROM stock_item s WHERE s.variant_id = a.id OFFSET 0) i
    UNION ALL
    SELECT c.bundle_variant_id, c.sku, c.quantity, i.backorderable
    FROM bundle_component c JOIN stock_item i ON i.sku = c.sku WHERE c.bundle_variant_id = ANY($1)
  )
  SELECT a.variant_id, a.part_quantity, a.backorderable, s.available,
         CASE WHEN s.available <= 0 AND s.on_order > 0 THEN (
           SELECT min(n.expected_on)::text FROM inbound n
           WHERE n.sku = a.sku AND n.open > 0
             AND (SELECT sum(m.open) FROM inbound m WHERE m.sku = a.sku AND m.open > 0 AND m.expected_on <= n.expected_on)
                 > coalesce((SELECT sum(w.remaining) FROM waiting_demand w WHERE w.sku = a.sku AND w.remaining > 0), 0)
         ) END AS expected_on
  FROM asked a
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.on_hand - l.reserved - l.allocated)
                      FILTER (WHERE l.location_id IN (SELECT id FROM location WHERE sellable)), 0)::int AS available,
           coalesce(sum(l.on_order), 0) AS on_order
    FROM stock_level l WHERE l.sku = a.sku
  ) s`;

export async function loadAvailability(
  warehouse: Warehouse,
  variantIds: readonly string[],
): Promise<Map<string, Availability>> {
  const rows = await warehouse.database.query<AvailabilityRow>(AVAILABILITY, [[...variantIds]]);
  const today = warehouse.clock.today();
  const terms = {
    dispatchDays: warehouse.settings.INVENTORY_DISPATCH_DAYS,
    supplyDays: warehouse.settings.INVENTORY_SUPPLY_DAYS,
  };
  const answers = new Map<string, Availability>();
  const bundles = new Map<string, { availability: Availability; quantity: number }[]>();
  for (const row of rows) {
    const availability = availabilityOf(
      { available: row.available, backorderable: row.backorderable, expectedOn: row.expected_on },
      today,
      terms,
    );
    if (row.part_quantity === null) {
      answers.set(row.variant_id, availability);
    } else {
      const parts = bundles.get(row.variant_id) ?? [];
      parts.push({ availability, quantity: row.part_quantity });
      bundles.set(row.variant_id, parts);
    }
  }
  for (const [variantId, parts] of bundles) answers.set(variantId, availabilityOfBundle(parts));
  return answers;
}

/** A variant nobody has told us of yet has no stock. */
export function availabilityLoader(ctx: InventoryContext) {
  return ctx.loader<string, Availability>('availability', async (ids) => {
    const found = await joined(ctx.warehouse)(ids);
    const unknown: Availability = {
      inStock: false,
      available: 0,
      promiseDays: ctx.warehouse.settings.INVENTORY_SUPPLY_DAYS + ctx.warehouse.settings.INVENTORY_DISPATCH_DAYS,
      backorderable: false,
    };
    return ids.map((id) => found.get(id) ?? unknown);
  });
}

type AskAvailability = (variantIds: readonly string[]) => Promise<ReadonlyMap<string, Availability>>;

/** Every page of the shop asks for stock: requests that ask at the same time share the statement. */
function joined(warehouse: Warehouse): AskAvailability {
  let ask = asks.get(warehouse);
  if (!ask) {
    ask = joinReads((variantIds: readonly string[]) => loadAvailability(warehouse, variantIds));
    asks.set(warehouse, ask);
  }
  return ask;
}
const asks = new WeakMap<Warehouse, AskAvailability>();
