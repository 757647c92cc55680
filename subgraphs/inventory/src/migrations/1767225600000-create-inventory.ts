import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Locations, items, counters, ledger, leases, allocations and picking. */
export class CreateInventory1767225600000 implements Migration {
  readonly name = '1767225600000-create-inventory';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE location (
        id text PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('WAREHOUSE', 'LAB', 'STORE', 'RETURNS')),
        -- Only stock of sellable locations answers online demand; the lower rank is emptied first.
        sellable boolean NOT NULL,
        pick_rank integer NOT NULL,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE bin (
        id text PRIMARY KEY,
        code text NOT NULL UNIQUE,
        location_id text NOT NULL REFERENCES location (id),
        kind text NOT NULL CHECK (kind IN ('SHELF', 'STAGING', 'QUARANTINE')),
        -- Walking order through the shelves.
        pick_sequence integer NOT NULL
      );
      CREATE INDEX bin_location ON bin (location_id, pick_sequence);

      CREATE TABLE stock_item (
        sku text PRIMARY KEY,
        variant_id text UNIQUE,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('FRAME', 'ACCESSORY', 'SENSOR', 'CONTACT_LENS', 'FINISHED_LENS', 'SEMI_FINISHED_LENS')),
        gtin text,
        weight_grams integer NOT NULL DEFAULT 0 CHECK (weight_grams >= 0),
        home_bin_id text NOT NULL REFERENCES bin (id),
        -- The supplier ships it on demand, so it may be sold at zero.
        backorderable boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX stock_item_gtin ON stock_item (gtin) WHERE gtin IS NOT NULL;

      CREATE TABLE bundle_component (
        bundle_variant_id text NOT NULL,
        bundle_sku text NOT NULL,
        sku text NOT NULL,
        variant_id text NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (bundle_variant_id, sku)
      );
      CREATE INDEX bundle_component_sku ON bundle_component (bundle_sku);

      CREATE TABLE stock_level (
        id text PRIMARY KEY,
        sku text NOT NULL REFERENCES stock_item (sku),
        location_id text NOT NULL REFERENCES location (id),
        bin_id text REFERENCES bin (id),
        on_hand integer NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
        reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
        allocated integer NOT NULL DEFAULT 0 CHECK (allocated >= 0),
        on_order integer NOT NULL DEFAULT 0 CHECK (on_order >= 0),
        reorder_point integer CHECK (reorder_point >= 0),
        updated_at timestamptz NOT NULL,
        UNIQUE (sku, location_id),
        CONSTRAINT stock_level_never_oversold CHECK (reserved + allocated <= on_hand)
      );
      CREATE INDEX stock_level_location ON stock_level (location_id, sku, id);
      CREATE INDEX stock_level_low ON stock_level (sku, id)
        WHERE reorder_point IS NOT NULL AND on_hand + on_order - reserved - allocated <= reorder_point;

      -- What lies where. An empty lot means the item is not tracked by lot.
      CREATE TABLE bin_stock (
        sku text NOT NULL REFERENCES stock_item (sku),
        bin_id text NOT NULL REFERENCES bin (id),
        lot text NOT NULL DEFAULT '',
        expires_on date,
        quantity integer NOT NULL CHECK (quantity >= 0),
        PRIMARY KEY (sku, bin_id, lot)
      );
      CREATE INDEX bin_stock_lot ON bin_stock (lot) WHERE lot <> '';

      CREATE TABLE movement (
        id text PRIMARY KEY,
        at timestamptz NOT NULL,
        sku text NOT NULL REFERENCES stock_item (sku),
        location_id text NOT NULL REFERENCES location (id),
        bin_id text NOT NULL REFERENCES bin (id),
        lot text NOT NULL DEFAULT '',
        kind text NOT NULL CHECK (kind IN ('OPENING', 'RECEIPT', 'PICK', 'LAB_ISSUE', 'SHIP', 'CONSUME', 'SCRAP',
                                           'RETURN', 'WRITE_OFF', 'ADJUSTMENT', 'COUNT', 'TRANSFER')),
        quantity integer NOT NULL CHECK (quantity <> 0),
        reason text,
        actor text NOT NULL,
        reference text
      );
      CREATE INDEX movement_sku ON movement (sku, location_id, at DESC, id DESC);
      CREATE INDEX movement_demand ON movement (sku, at) INCLUDE (quantity)
        WHERE kind IN ('LAB_ISSUE', 'SHIP', 'CONSUME', 'SCRAP');
      CREATE INDEX movement_reference ON movement (reference) WHERE reference IS NOT NULL;
      CREATE FUNCTION movement_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'stock movements are append-only; correct one with a counter movement';
      END $$;
      CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE ON movement
        FOR EACH ROW EXECUTE FUNCTION movement_is_append_only();

      CREATE TABLE reservation (
        id text PRIMARY KEY,
        reference text NOT NULL,
        status text NOT NULL CHECK (status IN ('ACTIVE', 'CONVERTED', 'RELEASED', 'EXPIRED')),
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        settled_at timestamptz
      );
      CREATE UNIQUE INDEX reservation_one_lease ON reservation (reference) WHERE status = 'ACTIVE';
      CREATE INDEX reservation_due ON reservation (expires_at) WHERE status = 'ACTIVE';

      CREATE TABLE reservation_line (
        reservation_id text NOT NULL REFERENCES reservation (id),
        sku text NOT NULL,
        -- Empty: the quantity is promised from the supplier and holds no stock.
        location_id text NOT NULL DEFAULT '',
        quantity integer NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (reservation_id, sku, location_id)
      );

      CREATE TABLE allocation (
        id text PRIMARY KEY,
        reference text NOT NULL,
        sku text NOT NULL REFERENCES stock_item (sku),
        location_id text NOT NULL REFERENCES location (id),
        quantity integer NOT NULL CHECK (quantity > 0),
        open integer NOT NULL,
        created_at timestamptz NOT NULL,
        CHECK (open BETWEEN 0 AND quantity)
      );
      CREATE INDEX allocation_open ON allocation (reference, sku, created_at) WHERE open > 0;
      CREATE INDEX allocation_open_sku ON allocation (sku, location_id) WHERE open > 0;

      CREATE TABLE waiting_demand (
        id text PRIMARY KEY,
        reference text NOT NULL,
        sku text NOT NULL REFERENCES stock_item (sku),
        quantity integer NOT NULL CHECK (quantity > 0),
        remaining integer NOT NULL,
        needed_on date,
        created_at timestamptz NOT NULL,
        CHECK (remaining BETWEEN 0 AND quantity)
      );
      CREATE INDEX waiting_demand_queue ON waiting_demand (sku, created_at, id) WHERE remaining > 0;
      CREATE INDEX waiting_demand_reference ON waiting_demand (reference) WHERE remaining > 0;

      CREATE TABLE inbound (
        purchase_order_id text NOT NULL,
        sku text NOT NULL REFERENCES stock_item (sku),
        number text NOT NULL,
        location_id text NOT NULL REFERENCES location (id),
        quantity integer NOT NULL CHECK (quantity > 0),
        open integer NOT NULL,
        expected_on date,
        PRIMARY KEY (purchase_order_id, sku),
        CHECK (open BETWEEN 0 AND quantity)
      );
      CREATE INDEX inbound_open ON inbound (sku, expected_on) WHERE open > 0;

      CREATE SEQUENCE pick_task_number START 100001;
      CREATE TABLE pick_task (
        id text PRIMARY KEY,
        number text NOT NULL UNIQUE,
        status text NOT NULL CHECK (status IN ('OPEN', 'PICKED', 'PACKED', 'HANDED_OVER', 'CANCELLED')),
        destination text NOT NULL CHECK (destination IN ('LAB', 'PARCEL')),
        order_id text NOT NULL,
        order_number text NOT NULL,
        due_on date,
        promise text,
        assigned_id text,
        assigned_name text,
        tray_code text,
        -- The tray travels with the pair until the lab has passed it.
        tray_in_use boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX pick_task_order ON pick_task (order_id);
      CREATE INDEX pick_task_list ON pick_task (created_at, id);
      CREATE INDEX pick_task_open ON pick_task (destination, created_at, id) WHERE status IN ('OPEN', 'PICKED', 'PACKED');
      CREATE UNIQUE INDEX pick_task_one_parcel ON pick_task (order_id) WHERE destination = 'PARCEL' AND status <> 'CANCELLED';
      CREATE UNIQUE INDEX pick_task_tray ON pick_task (tray_code) WHERE tray_in_use;

      CREATE TABLE pick_line (
        id text PRIMARY KEY,
        task_id text NOT NULL REFERENCES pick_task (id),
        position integer NOT NULL,
        order_line_id text NOT NULL,
        -- SHELF: collected from a bin. LAB: the finished pair that joins the parcel after its inspection.
        source text NOT NULL CHECK (source IN ('SHELF', 'LAB')),
        sku text NOT NULL,
        item_name text NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        picked integer NOT NULL DEFAULT 0,
        bin_id text REFERENCES bin (id),
        lot text NOT NULL DEFAULT '',
        -- Stock is allocated; false while the demand waits for a receipt.
        ready boolean NOT NULL,
        CHECK (picked BETWEEN 0 AND quantity)
      );
      CREATE INDEX pick_line_task ON pick_line (task_id, position);
      CREATE INDEX pick_line_order_line ON pick_line (order_line_id);
      CREATE INDEX pick_line_bin ON pick_line (sku, bin_id) WHERE picked < quantity;

      -- Pairs that passed the lab, kept so that the order of the two events does not matter.
      CREATE TABLE finished_pair (
        order_line_id text PRIMARY KEY,
        order_id text NOT NULL,
        job_number text NOT NULL,
        passed_at timestamptz NOT NULL
      );

      CREATE TABLE seed_mark (name text PRIMARY KEY, at timestamptz NOT NULL);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TABLE seed_mark, finished_pair, pick_line, pick_task, inbound, waiting_demand, allocation,
        reservation_line, reservation, movement, bin_stock, stock_level, bundle_component, stock_item, bin, location;
      DROP SEQUENCE pick_task_number;
      DROP FUNCTION movement_is_append_only;
    `);
  }
}
