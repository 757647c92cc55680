import { Fault, newId, refuse, type Tx } from '@opticworks/kernel';
import { StockChanged } from '@opticworks/schema/events/inventory';
import { ERRORS } from '../errors.ts';
import type { StockItemKindName } from './stock-item-kind.ts';
import { availableOf, type Supply } from './supply.rules.ts';

export interface LockedLevel {
  id: string;
  sku: string;
  locationId: string;
  sellable: boolean;
  isHome: boolean;
  onHand: number;
  reserved: number;
  allocated: number;
  onOrder: number;
}

export interface LockedItem {
  sku: string;
  variantId: string | null;
  name: string;
  kind: StockItemKindName;
  weightGrams: number;
  backorderable: boolean;
  homeBinId: string;
  homeLocationId: string;
}

export type MovementKind =
  | 'OPENING'
  | 'RECEIPT'
  | 'PICK'
  | 'LAB_ISSUE'
  | 'SHIP'
  | 'CONSUME'
  | 'SCRAP'
  | 'RETURN'
  | 'WRITE_OFF'
  | 'ADJUSTMENT'
  | 'COUNT'
  | 'TRANSFER'
  | 'PUT_BACK';

export interface Move {
  sku: string;
  locationId: string;
  binId: string;
  lot?: string;
  expiresOn?: string | null;
  kind: MovementKind;
  /** Positive into the bin, negative out of it. */
  quantity: number;
  reason?: string | null;
  reference?: string | null;
}

type Counter = 'onHand' | 'reserved' | 'allocated' | 'onOrder';

interface LockRow {
  sku: string;
  variant_id: string | null;
  name: string;
  kind: StockItemKindName;
  weight_grams: number;
  backorderable: boolean;
  home_bin_id: string;
  home_location_id: string;
  id: string;
  location_id: string;
  sellable: boolean;
  on_hand: number;
  reserved: number;
  allocated: number;
  on_order: number;
}

/** Whose items are locked along with those that are named: all that one or another lease holds. Its lines never change. */
export type HeldBy = { reservationId: string } | { reference: string };

const HELD = {
  nothing: '',
  reservationId: 'UNION SELECT sku FROM reservation_line WHERE reservation_id = $2',
  reference: `UNION SELECT line.sku FROM reservation_line line JOIN reservation r ON r.id = line.reservation_id
              WHERE r.reference = $2 AND r.status = 'ACTIVE'`,
};

/** Everything locks stock rows by SKU, then by location rank; two transactions can wait for each other but never in a circle. */
const lockStatement = (held: keyof typeof HELD) => `
  SELECT i.sku, i.variant_id, i.name, i.kind, i.weight_grams, i.backorderable, i.home_bin_id, hb.location_id AS home_location_id,
         l.id, l.location_id, loc.sellable, l.on_hand, l.reserved, l.allocated, l.on_order
  FROM stock_level l
  JOIN stock_item i ON i.sku = l.sku
  JOIN bin hb ON hb.id = i.home_bin_id
  JOIN location loc ON loc.id = l.location_id
  WHERE l.sku IN (SELECT unnest($1::text[]) ${HELD[held]})
  ORDER BY l.sku, loc.pick_rank, l.id
  FOR UPDATE OF l`;
const LOCK = {
  nothing: lockStatement('nothing'),
  reservationId: lockStatement('reservationId'),
  reference: lockStatement('reference'),
};

/**
 * The one way to change stock. Lock the SKUs, change counters and bins in memory, then write once: the counters, the bins, the
 * movements and the events of a transaction are always told together. The table's own checks stay the last wall.
 *
 * Rows of bin_stock are changed only while the item's stock rows are locked, so they need no lock of their own.
 */
export class StockLedger {
  readonly #levels = new Map<string, LockedLevel>();
  readonly #items = new Map<string, LockedItem>();
  readonly #locked = new Set<string>();
  readonly #deltas = new Map<string, Record<Counter, number>>();
  readonly #moves: Move[] = [];
  readonly #changed = new Set<string>();

  constructor(
    private readonly tx: Tx,
    private readonly now: Date,
    private readonly actor: string,
  ) {}

  /** @param held also what this lease holds, of which the caller has locked the row in the statement before */
  async lock(skus: readonly string[], held?: HeldBy): Promise<void> {
    const wanted = [...new Set(skus)].filter((sku) => !this.#locked.has(sku)).sort();
    if (wanted.length === 0 && !held) return;
    const rows = await (!held
      ? this.tx.query<LockRow>(LOCK.nothing, [wanted])
      : 'reference' in held
        ? this.tx.query<LockRow>(LOCK.reference, [wanted, held.reference])
        : this.tx.query<LockRow>(LOCK.reservationId, [wanted, held.reservationId]));
    for (const row of rows) {
      this.#items.set(row.sku, {
        sku: row.sku,
        variantId: row.variant_id,
        name: row.name,
        kind: row.kind,
        weightGrams: row.weight_grams,
        backorderable: row.backorderable,
        homeBinId: row.home_bin_id,
        homeLocationId: row.home_location_id,
      });
      this.#levels.set(levelKey(row.sku, row.location_id), {
        id: row.id,
        sku: row.sku,
        locationId: row.location_id,
        sellable: row.sellable,
        isHome: row.home_location_id === row.location_id,
        onHand: row.on_hand,
        reserved: row.reserved,
        allocated: row.allocated,
        onOrder: row.on_order,
      });
      this.#locked.add(row.sku);
    }
    for (const sku of wanted) this.#locked.add(sku);
  }

  /** @throws STOCK_ITEM_UNKNOWN when the SKU has no stock row */
  item(sku: string): LockedItem {
    return this.#items.get(sku) ?? refuse(ERRORS.STOCK_ITEM_UNKNOWN, { sku });
  }

  /** @param variantId asked for: whether the item is also known to be this variant */
  knows(sku: string, variantId: string | null = null): boolean {
    const item = this.#items.get(sku);
    return item !== undefined && (variantId === null || item.variantId !== null);
  }

  /** Reads items again that have become known since they were locked. Nothing of them may have been changed yet. */
  async relock(skus: readonly string[]): Promise<void> {
    for (const sku of skus) this.#locked.delete(sku);
    await this.lock(skus);
  }

  levelsOf(sku: string): LockedLevel[] {
    return [...this.#levels.values()].filter((level) => level.sku === sku);
  }

  level(sku: string, locationId: string): LockedLevel {
    const level = this.#levels.get(levelKey(sku, locationId));
    if (!level) throw new Fault(`No locked stock row of ${sku} at ${locationId}.`);
    return level;
  }

  /** Opens a counter row where the item was never kept before; the caller holds the lock of the item's other rows. */
  async ensureLevel(sku: string, locationId: string, binId: string): Promise<void> {
    if (this.#levels.has(levelKey(sku, locationId))) return;
    await this.tx.query(
      `INSERT INTO stock_level (id, sku, location_id, bin_id, updated_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (sku, location_id) DO NOTHING`,
      [newId('stock'), sku, locationId, binId, this.now],
    );
    this.#locked.delete(sku);
    const pending = new Map([...this.#deltas].map(([key, delta]) => [key, { ...delta }]));
    await this.lock([sku]);
    for (const [key, delta] of pending) {
      const level = this.#levels.get(key);
      if (level?.sku === sku) for (const counter of Object.keys(delta) as Counter[]) level[counter] += delta[counter];
    }
  }

  /** What online demand may take, nearest place first. */
  supplyOf(sku: string): Supply[] {
    return this.levelsOf(sku)
      .filter((level) => level.sellable)
      .map((level) => ({ sku, locationId: level.locationId, available: availableOf(level) }));
  }

  availableOf(sku: string): number {
    return this.supplyOf(sku).reduce((sum, place) => sum + place.available, 0);
  }

  change(sku: string, locationId: string, delta: Partial<Record<Counter, number>>): void {
    const level = this.level(sku, locationId);
    const key = levelKey(sku, locationId);
    const sum = this.#deltas.get(key) ?? { onHand: 0, reserved: 0, allocated: 0, onOrder: 0 };
    for (const counter of Object.keys(delta) as Counter[]) {
      const by = delta[counter] ?? 0;
      sum[counter] += by;
      level[counter] += by;
    }
    this.#deltas.set(key, sum);
    this.#changed.add(sku);
  }

  /** Goods come into or leave a bin and with it the location. */
  move(move: Move): void {
    this.change(move.sku, move.locationId, { onHand: move.quantity });
    this.#moves.push(move);
  }

  /** Goods change their bin inside one location: what is on hand stays the same. */
  moveBetweenBins(from: Move, to: Move): void {
    if (from.quantity !== -to.quantity || from.locationId !== to.locationId) {
      throw new Fault('A move between bins must be even and inside one location.');
    }
    this.#moves.push(from, to);
  }

  /** Writes everything. @throws BIN_EMPTY when a bin holds less than what is taken out of it */
  async write(): Promise<void> {
    this.#writeLevels();
    await this.flushBins();
    for (const sku of [...this.#changed].sort()) await this.#publish(sku);
    this.#deltas.clear();
    this.#changed.clear();
  }

  #writeLevels(): void {
    const rows = [...this.#deltas].filter(([, delta]) => Object.values(delta).some((by) => by !== 0));
    if (rows.length === 0) return;
    const column = (counter: Counter) => rows.map(([, delta]) => delta[counter]);
    this.tx.send(
      `UPDATE stock_level l
       SET on_hand = l.on_hand + d.on_hand, reserved = l.reserved + d.reserved, allocated = l.allocated + d.allocated,
           on_order = l.on_order + d.on_order, updated_at = $6
       FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[]) AS d(id, on_hand, reserved, allocated, on_order)
       WHERE l.id = d.id`,
      [
        rows.map(([key]) => this.#levels.get(key)!.id),
        column('onHand'),
        column('reserved'),
        column('allocated'),
        column('onOrder'),
        this.now,
      ],
    );
  }

  /** Writes bins and movements so far, so that a plan made now sees what has just come in. Counters and events follow in `write`. */
  async flushBins(): Promise<void> {
    await this.#writeBins();
    this.#writeMovements();
    this.#moves.length = 0;
  }

  async #writeBins(): Promise<void> {
    const bins = new Map<string, { move: Move; quantity: number; expiresOn: string | null }>();
    for (const move of this.#moves) {
      const key = `${move.sku}\n${move.binId}\n${move.lot ?? ''}`;
      const bin = bins.get(key) ?? { move, quantity: 0, expiresOn: null };
      bin.quantity += move.quantity;
      bin.expiresOn ??= move.expiresOn ?? null;
      bins.set(key, bin);
    }
    const incoming = [...bins.values()].filter((bin) => bin.quantity > 0);
    const outgoing = [...bins.values()].filter((bin) => bin.quantity < 0);
    if (outgoing.length > 0) {
      const taken = await this.tx.query(
        `UPDATE bin_stock b SET quantity = b.quantity - d.quantity
         FROM unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS d(sku, bin_id, lot, quantity)
         WHERE b.sku = d.sku AND b.bin_id = d.bin_id AND b.lot = d.lot AND b.quantity >= d.quantity
         RETURNING 1`,
        [
          outgoing.map((bin) => bin.move.sku),
          outgoing.map((bin) => bin.move.binId),
          outgoing.map((bin) => bin.move.lot ?? ''),
          outgoing.map((bin) => -bin.quantity),
        ],
      );
      if (taken.length !== outgoing.length) await this.#refuseEmptyBin(outgoing.map((bin) => bin.move));
    }
    if (incoming.length > 0) {
      this.tx.send(
        `INSERT INTO bin_stock AS b (sku, bin_id, lot, expires_on, quantity)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int[])
         ON CONFLICT (sku, bin_id, lot) DO UPDATE
           SET quantity = b.quantity + excluded.quantity, expires_on = coalesce(b.expires_on, excluded.expires_on)`,
        [
          incoming.map((bin) => bin.move.sku),
          incoming.map((bin) => bin.move.binId),
          incoming.map((bin) => bin.move.lot ?? ''),
          incoming.map((bin) => bin.expiresOn),
          incoming.map((bin) => bin.quantity),
        ],
      );
    }
  }

  async #refuseEmptyBin(moves: readonly Move[]): Promise<never> {
    const move = moves[0]!;
    const [row] = await this.tx.query<{ code: string; quantity: number }>(
      `SELECT bin.code, coalesce((SELECT sum(quantity)::int FROM bin_stock WHERE bin_id = bin.id AND sku = $2), 0) AS quantity
       FROM bin WHERE bin.id = $1`,
      [move.binId, move.sku],
    );
    return refuse(ERRORS.BIN_EMPTY, {
      bin: row?.code ?? move.binId,
      quantity: row?.quantity ?? 0,
      item: this.item(move.sku).name,
    });
  }

  #writeMovements(): void {
    const moves = this.#moves;
    if (moves.length === 0) return;
    this.tx.send(
      `INSERT INTO movement (id, at, sku, location_id, bin_id, lot, kind, quantity, reason, actor, reference)
       SELECT d.id, $10, d.sku, d.location_id, d.bin_id, d.lot, d.kind, d.quantity, d.reason, $11, d.reference
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[])
         AS d(id, sku, location_id, bin_id, lot, kind, quantity, reason, reference)`,
      [
        moves.map(() => newId('move')),
        moves.map((move) => move.sku),
        moves.map((move) => move.locationId),
        moves.map((move) => move.binId),
        moves.map((move) => move.lot ?? ''),
        moves.map((move) => move.kind),
        moves.map((move) => move.quantity),
        moves.map((move) => move.reason ?? null),
        moves.map((move) => move.reference ?? null),
        this.now,
        this.actor,
      ],
    );
  }

  async #publish(sku: string): Promise<void> {
    const item = this.item(sku);
    const sellable = this.levelsOf(sku).filter((level) => level.sellable);
    const sum = (counter: Counter) => sellable.reduce((total, level) => total + level[counter], 0);
    const totals = { onHand: sum('onHand'), reserved: sum('reserved'), allocated: sum('allocated') };
    const available = availableOf(totals);
    const gained = sellable.reduce((total, { locationId }) => {
      const delta = this.#deltas.get(levelKey(sku, locationId));
      return total + (delta ? availableOf(delta) : 0);
    }, 0);
    await this.tx.publish(
      StockChanged,
      { sku, variantId: item.variantId, kind: item.kind, ...totals, available, availableBefore: available - gained },
      {
        aggregate: 'stock',
        aggregateId: sku,
        topics: ['inventory', ...(item.variantId ? [`stock:${item.variantId}`] : [])],
      },
    );
  }
}

function levelKey(sku: string, locationId: string): string {
  return `${sku}\n${locationId}`;
}
