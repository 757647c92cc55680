import { newId, type SeedContext, type Tx } from '@opticworks/kernel';
import { StockChanged } from '@opticworks/schema/events/inventory';
import { ListLensBlanks, ListVariants } from '@opticworks/schema/operations/catalog';
import { ensureHouse } from '../locations/house-layout.ts';
import { hashOf } from '../stock/sku-hash.ts';
import { isBackorderable, stockKindOf, typicalWeightGrams } from '../stock/stock-item.rules.ts';
import type { StockItemKindName } from '../stock/stock-item-kind.ts';
import type { Warehouse } from '../use-case.ts';
import { type BlankFacts, HISTORY_WEEKS, openingStockOf, randomOf } from './opening-stock.rules.ts';

const MARK = 'opening stock';
const CHUNK = 2_000;
const DAY_MS = 86_400_000;

interface Item {
  sku: string;
  variantId: string | null;
  gtin: string | null;
  name: string;
  kind: StockItemKindName;
  blank: BlankFacts | null;
}

interface Bundle {
  variantId: string;
  sku: string;
  components: { variantId: string; sku: string; quantity: number }[];
}

/** Opening stock for every variant and blank of the catalogue, with twelve weeks of movements behind it. Runs once. */
export async function seedStock(warehouse: Warehouse, { caller, log }: SeedContext): Promise<void> {
  const { items, bundles } = await readCatalogue(caller);
  const count = await warehouse.database.transaction(
    async (tx) => {
      const now = warehouse.clock.now();
      const fresh = await tx.query(
        'INSERT INTO seed_mark (name, at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
        [MARK, now],
      );
      if (fresh.length === 0) return 0;
      await ensureHouse(tx, now);
      await insertItems(tx, items, now);
      await insertBundles(tx, bundles);
      await open(tx, items, now);
      return items.length;
    },
    { name: 'seed stock' },
  );
  if (count > 0) log.info({ items: count }, 'Opening stock is on the shelves.');
}

async function readCatalogue(caller: SeedContext['caller']): Promise<{ items: Item[]; bundles: Bundle[] }> {
  const items: Item[] = [];
  const bundles: Bundle[] = [];
  for (let afterId: string | null = null; ; ) {
    const page: {
      variants: (Bundle & { gtin: string | null; name: string; kind: string })[];
      nextAfterId: string | null;
    } = await caller.call(ListVariants, { afterId, limit: 1000 }, { deadlineMs: 30_000 });
    for (const variant of page.variants) {
      const kind = stockKindOf(variant.kind);
      if (variant.components.length > 0) bundles.push(variant);
      else if (kind)
        items.push({
          sku: variant.sku,
          variantId: variant.variantId,
          gtin: variant.gtin,
          name: variant.name,
          kind,
          blank: null,
        });
    }
    afterId = page.nextAfterId;
    if (afterId === null) break;
  }
  const blanks = await caller.call(ListLensBlanks, {}, { deadlineMs: 30_000 });
  for (const blank of blanks.finished) {
    items.push({ sku: blank.sku, variantId: null, gtin: null, name: blank.name, kind: 'FINISHED_LENS', blank });
  }
  for (const blank of blanks.semiFinished) {
    items.push({
      sku: blank.sku,
      variantId: null,
      gtin: null,
      name: blank.name,
      kind: 'SEMI_FINISHED_LENS',
      blank: null,
    });
  }
  return { items, bundles };
}

async function insertItems(tx: Tx, items: readonly Item[], now: Date): Promise<void> {
  const bins = await tx.query<{ id: string; location_id: string; kind: string }>(
    `SELECT b.id, b.location_id, l.kind FROM bin b JOIN location l ON l.id = b.location_id
     WHERE b.kind = 'SHELF' ORDER BY l.pick_rank, b.pick_sequence, b.id`,
  );
  const warehouseBins = bins.filter((bin) => bin.kind === 'WAREHOUSE');
  const labBins = bins.filter((bin) => bin.kind === 'LAB');
  const home = (item: Item) => {
    const choice = item.kind === 'FINISHED_LENS' || item.kind === 'SEMI_FINISHED_LENS' ? labBins : warehouseBins;
    return choice[hashOf(item.sku) % choice.length]!;
  };
  for (const part of chunks(items)) {
    await tx.query(
      `INSERT INTO stock_item (sku, variant_id, name, kind, gtin, weight_grams, home_bin_id, backorderable, created_at)
       SELECT d.*, $9 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::boolean[]) AS d
       ON CONFLICT DO NOTHING`,
      [
        part.map((item) => item.sku),
        part.map((item) => item.variantId),
        part.map((item) => item.name),
        part.map((item) => item.kind),
        part.map((item) => item.gtin),
        part.map((item) => typicalWeightGrams(item.kind)),
        part.map((item) => home(item).id),
        part.map((item) => isBackorderable(item.kind)),
        now,
      ],
    );
    await tx.query(
      `INSERT INTO stock_level (id, sku, location_id, bin_id, updated_at)
       SELECT d.id, i.sku, b.location_id, b.id, $3 FROM unnest($1::text[], $2::text[]) AS d(id, sku)
       JOIN stock_item i ON i.sku = d.sku JOIN bin b ON b.id = i.home_bin_id ON CONFLICT DO NOTHING`,
      [part.map(() => newId('stock')), part.map((item) => item.sku), now],
    );
  }
}

async function insertBundles(tx: Tx, bundles: readonly Bundle[]): Promise<void> {
  const rows = bundles.flatMap((bundle) => bundle.components.map((part) => ({ bundle, part })));
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO bundle_component (bundle_variant_id, bundle_sku, sku, variant_id, quantity)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[]) ON CONFLICT DO NOTHING`,
    [
      rows.map(({ bundle }) => bundle.variantId),
      rows.map(({ bundle }) => bundle.sku),
      rows.map(({ part }) => part.sku),
      rows.map(({ part }) => part.variantId),
      rows.map(({ part }) => part.quantity),
    ],
  );
}

interface Movement {
  sku: string;
  locationId: string;
  binId: string;
  lot: string;
  kind: 'OPENING' | 'SHIP' | 'CONSUME';
  quantity: number;
  reason: string;
  at: Date;
}

async function open(tx: Tx, items: readonly Item[], now: Date): Promise<void> {
  const byKey = new Map(items.map((item) => [item.sku, item]));
  const untouched = await tx.query<{ id: string; sku: string; location_id: string; bin_id: string }>(
    `SELECT l.id, l.sku, l.location_id, i.home_bin_id AS bin_id FROM stock_level l
     JOIN stock_item i ON i.sku = l.sku JOIN bin b ON b.id = i.home_bin_id AND b.location_id = l.location_id
     WHERE l.on_hand = 0 AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.sku = l.sku) ORDER BY l.sku FOR UPDATE OF l`,
  );
  const showroom = await tx.query<{ id: string; location_id: string }>(
    "SELECT b.id, b.location_id FROM bin b JOIN location l ON l.id = b.location_id WHERE l.kind = 'STORE' AND b.kind = 'SHELF' ORDER BY b.code",
  );
  for (const part of chunks(untouched)) {
    const opened = part.flatMap((level) => {
      const item = byKey.get(level.sku);
      return item ? [{ level, item, stock: openingStockOf(item.sku, item.kind, item.blank) }] : [];
    });
    const movements = opened.flatMap(({ level, item, stock }) => history(level, item, stock, now));
    const shown = opened.filter(({ item }) => item.kind === 'FRAME' && hashOf(`show ${item.sku}`) % 8 === 0);
    const showBin = (sku: string) => showroom[hashOf(sku) % showroom.length]!;
    await insertMovements(tx, [
      ...movements,
      ...shown.map(({ item }) => ({
        sku: item.sku,
        locationId: showBin(item.sku).location_id,
        binId: showBin(item.sku).id,
        lot: '',
        kind: 'OPENING' as const,
        quantity: 1,
        reason: 'On show',
        at: now,
      })),
    ]);
    await tx.query(
      `UPDATE stock_level l SET on_hand = d.on_hand, reorder_point = d.reorder_point, updated_at = $4
       FROM unnest($1::text[], $2::int[], $3::int[]) AS d(id, on_hand, reorder_point) WHERE l.id = d.id`,
      [
        opened.map(({ level }) => level.id),
        opened.map(({ stock }) => stock.onHand),
        opened.map(({ stock }) => stock.reorderPoint),
        now,
      ],
    );
    await tx.query(
      `INSERT INTO stock_level (id, sku, location_id, bin_id, on_hand, updated_at)
       SELECT d.*, 1, $5 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS d ON CONFLICT DO NOTHING`,
      [
        shown.map(() => newId('stock')),
        shown.map(({ item }) => item.sku),
        shown.map(({ item }) => showBin(item.sku).location_id),
        shown.map(({ item }) => showBin(item.sku).id),
        now,
      ],
    );
    await insertBinStock(tx, opened, now);
    await tx.query(
      `INSERT INTO bin_stock (sku, bin_id, quantity) SELECT d.*, 1 FROM unnest($1::text[], $2::text[]) AS d`,
      [shown.map(({ item }) => item.sku), shown.map(({ item }) => showBin(item.sku).id)],
    );
    for (const { item, stock } of opened) {
      if (!item.variantId) continue;
      await tx.publish(
        StockChanged,
        {
          sku: item.sku,
          variantId: item.variantId,
          kind: item.kind,
          onHand: stock.onHand,
          reserved: 0,
          allocated: 0,
          available: stock.onHand,
        },
        { aggregate: 'stock', aggregateId: item.sku, topics: ['inventory', `stock:${item.variantId}`] },
      );
    }
  }
}

type Opened = {
  level: { sku: string; location_id: string; bin_id: string };
  item: Item;
  stock: ReturnType<typeof openingStockOf>;
};

/** Contact lenses carry a lot with an expiry between one and three years ahead. */
function lotOf(item: Item, now: Date): { lot: string; expiresOn: string | null } {
  if (item.kind !== 'CONTACT_LENS') return { lot: '', expiresOn: null };
  const random = randomOf(`lot ${item.sku}`);
  const expires = new Date(now.getTime() + (400 + Math.floor(random() * 700)) * DAY_MS);
  return {
    lot: `L${hashOf(item.sku).toString(36).toUpperCase().slice(0, 6)}`,
    expiresOn: expires.toISOString().slice(0, 10),
  };
}

function history(level: Opened['level'], item: Item, stock: Opened['stock'], now: Date): Movement[] {
  const random = randomOf(`days ${item.sku}`);
  const place = { sku: item.sku, locationId: level.location_id, binId: level.bin_id, lot: lotOf(item, now).lot };
  const start = now.getTime() - HISTORY_WEEKS * 7 * DAY_MS;
  const kind =
    item.kind === 'FINISHED_LENS' || item.kind === 'SEMI_FINISHED_LENS' ? ('CONSUME' as const) : ('SHIP' as const);
  const out = stock.weeklyDemand.flatMap((units, week) =>
    Array.from({ length: units }, () => ({
      ...place,
      kind,
      quantity: -1,
      reason: 'Sold',
      at: new Date(Math.min(now.getTime() - 60_000, start + (week * 7 + 0.4 + random() * 6.5) * DAY_MS)),
    })),
  );
  const total = stock.onHand + out.length;
  if (total === 0) return [];
  return [{ ...place, kind: 'OPENING', quantity: total, reason: 'Opening count', at: new Date(start) }, ...out];
}

async function insertMovements(tx: Tx, movements: readonly Movement[]): Promise<void> {
  for (const part of chunks(movements)) {
    await tx.query(
      `INSERT INTO movement (id, sku, location_id, bin_id, lot, kind, quantity, reason, at, actor)
       SELECT d.*, 'seed' FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[],
                                      $9::timestamptz[]) AS d`,
      [
        part.map(() => newId('move')),
        part.map((move) => move.sku),
        part.map((move) => move.locationId),
        part.map((move) => move.binId),
        part.map((move) => move.lot),
        part.map((move) => move.kind),
        part.map((move) => move.quantity),
        part.map((move) => move.reason),
        part.map((move) => move.at),
      ],
    );
  }
}

async function insertBinStock(tx: Tx, opened: readonly Opened[], now: Date): Promise<void> {
  const rows = opened.filter(({ stock }) => stock.onHand > 0).map((row) => ({ ...row, dated: lotOf(row.item, now) }));
  await tx.query(
    `INSERT INTO bin_stock (sku, bin_id, lot, expires_on, quantity)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int[])`,
    [
      rows.map(({ item }) => item.sku),
      rows.map(({ level }) => level.bin_id),
      rows.map(({ dated }) => dated.lot),
      rows.map(({ dated }) => dated.expiresOn),
      rows.map(({ stock }) => stock.onHand),
    ],
  );
}

function chunks<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < list.length; i += CHUNK) parts.push(list.slice(i, i + CHUNK));
  return parts;
}
