import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Suppliers, proposals, purchase orders, receipts, invoices and documents. */
export class CreateProcurement1767225700000 implements Migration {
  readonly name = '1767225700000-create-procurement';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE supplier (
        id text PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        email text NOT NULL,
        edi_kind text NOT NULL CHECK (edi_kind IN ('X12', 'EDIFACT', 'NONE')),
        -- X12 interchange id or GLN.
        edi_id text UNIQUE,
        currency text NOT NULL CHECK (length(currency) = 3),
        -- Tax agreed on invoices, in basis points.
        tax_bps integer NOT NULL DEFAULT 0 CHECK (tax_bps BETWEEN 0 AND 5000),
        created_at timestamptz NOT NULL,
        CHECK (edi_kind = 'NONE' OR edi_id IS NOT NULL)
      );

      CREATE TABLE supplier_item (
        id text PRIMARY KEY,
        supplier_id text NOT NULL REFERENCES supplier (id),
        sku text NOT NULL,
        supplier_sku text NOT NULL,
        gtin text,
        item_name text NOT NULL,
        cost_minor bigint NOT NULL CHECK (cost_minor > 0),
        pack_size integer NOT NULL CHECK (pack_size > 0),
        minimum_quantity integer NOT NULL CHECK (minimum_quantity > 0),
        lead_time_days integer NOT NULL CHECK (lead_time_days >= 0),
        lead_time_sd_days numeric(6, 2) NOT NULL DEFAULT 1 CHECK (lead_time_sd_days >= 0),
        -- Where an item has several sources, replenishment asks this one.
        preferred boolean NOT NULL,
        UNIQUE (supplier_id, sku)
      );
      CREATE UNIQUE INDEX supplier_item_preferred ON supplier_item (sku) WHERE preferred;

      CREATE SEQUENCE purchase_order_number START 10001;
      CREATE TABLE purchase_order (
        id text PRIMARY KEY,
        number text NOT NULL UNIQUE,
        supplier_id text NOT NULL REFERENCES supplier (id),
        status text NOT NULL CHECK (status IN ('DRAFT', 'AWAITING_APPROVAL', 'APPROVED', 'SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED',
                                               'RECEIVED', 'CLOSED', 'CANCELLED')),
        version integer NOT NULL DEFAULT 1,
        currency text NOT NULL,
        total_minor bigint NOT NULL CHECK (total_minor >= 0),
        requested_on date,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL,
        created_by_id text NOT NULL,
        approved_by text,
        approved_by_id text,
        approved_at timestamptz,
        sent_at timestamptz
      );
      CREATE INDEX purchase_order_list ON purchase_order (created_at DESC, id DESC);
      CREATE INDEX purchase_order_status ON purchase_order (status, created_at DESC, id DESC);
      CREATE INDEX purchase_order_supplier ON purchase_order (supplier_id, created_at DESC);

      CREATE TABLE purchase_order_line (
        id text PRIMARY KEY,
        purchase_order_id text NOT NULL REFERENCES purchase_order (id),
        position integer NOT NULL,
        sku text NOT NULL,
        item_name text NOT NULL,
        supplier_sku text NOT NULL,
        gtin text,
        quantity integer NOT NULL CHECK (quantity > 0),
        received integer NOT NULL DEFAULT 0 CHECK (received >= 0),
        rejected integer NOT NULL DEFAULT 0 CHECK (rejected >= 0),
        invoiced integer NOT NULL DEFAULT 0 CHECK (invoiced >= 0),
        unit_cost_minor bigint NOT NULL CHECK (unit_cost_minor > 0),
        confirmed_on date,
        demand text[] NOT NULL DEFAULT '{}',
        UNIQUE (purchase_order_id, sku),
        CONSTRAINT purchase_order_line_not_over_received CHECK (received + rejected <= quantity)
      );
      CREATE INDEX purchase_order_line_order ON purchase_order_line (purchase_order_id, position);
      CREATE INDEX purchase_order_line_sku ON purchase_order_line (sku);

      CREATE TABLE purchasing_entry (
        id text PRIMARY KEY,
        purchase_order_id text NOT NULL REFERENCES purchase_order (id),
        at timestamptz NOT NULL,
        kind text NOT NULL,
        text text NOT NULL,
        actor text NOT NULL
      );
      CREATE INDEX purchasing_entry_order ON purchasing_entry (purchase_order_id, at, id);

      CREATE TABLE goods_receipt (
        id text PRIMARY KEY,
        purchase_order_id text NOT NULL REFERENCES purchase_order (id),
        at timestamptz NOT NULL,
        received_by text NOT NULL
      );
      CREATE INDEX goods_receipt_order ON goods_receipt (purchase_order_id, at);
      CREATE TABLE goods_receipt_line (
        id text PRIMARY KEY,
        receipt_id text NOT NULL REFERENCES goods_receipt (id),
        line_id text NOT NULL REFERENCES purchase_order_line (id),
        sku text NOT NULL,
        quantity integer NOT NULL CHECK (quantity >= 0),
        rejected integer NOT NULL CHECK (rejected >= 0),
        bin_code text NOT NULL,
        lot text,
        expires_on date,
        CHECK (quantity + rejected > 0)
      );
      CREATE INDEX goods_receipt_line_receipt ON goods_receipt_line (receipt_id);
      CREATE INDEX goods_receipt_line_line ON goods_receipt_line (line_id);

      CREATE TABLE supplier_invoice (
        id text PRIMARY KEY,
        purchase_order_id text NOT NULL REFERENCES purchase_order (id),
        supplier_id text NOT NULL REFERENCES supplier (id),
        number text NOT NULL,
        at timestamptz NOT NULL,
        total_minor bigint NOT NULL,
        stated_total_minor bigint,
        stated_tax_minor bigint,
        match_status text NOT NULL CHECK (match_status IN ('APPROVED', 'HELD', 'DUPLICATE')),
        holds jsonb NOT NULL
      );
      CREATE INDEX supplier_invoice_order ON supplier_invoice (purchase_order_id, at);
      -- The same number and amount of a supplier is one claim; a second paper is kept as a duplicate and pays nothing.
      CREATE UNIQUE INDEX supplier_invoice_once ON supplier_invoice (supplier_id, number, total_minor) WHERE match_status <> 'DUPLICATE';
      CREATE TABLE supplier_invoice_line (
        id text PRIMARY KEY,
        invoice_id text NOT NULL REFERENCES supplier_invoice (id),
        line_id text REFERENCES purchase_order_line (id),
        sku text NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        unit_cost_minor bigint NOT NULL
      );
      CREATE INDEX supplier_invoice_line_invoice ON supplier_invoice_line (invoice_id);

      CREATE SEQUENCE edi_control_number START 1001 MAXVALUE 999999999 CYCLE;
      CREATE TABLE document (
        id text PRIMARY KEY,
        purchase_order_id text REFERENCES purchase_order (id),
        supplier_id text NOT NULL REFERENCES supplier (id),
        kind text NOT NULL,
        direction text NOT NULL CHECK (direction IN ('OUT', 'IN')),
        format text NOT NULL CHECK (format IN ('X12', 'EDIFACT', 'MAIL')),
        control_number text NOT NULL,
        status text NOT NULL CHECK (status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED', 'REJECTED', 'PROCESSED')),
        at timestamptz NOT NULL,
        text text NOT NULL
      );
      CREATE INDEX document_order ON document (purchase_order_id, at);
      -- A control number comes once per partner and direction; the second is a repetition and changes nothing.
      CREATE UNIQUE INDEX document_once ON document (supplier_id, direction, format, control_number);

      CREATE TABLE proposal (
        id text PRIMARY KEY,
        sku text NOT NULL,
        item_name text NOT NULL,
        supplier_id text NOT NULL REFERENCES supplier (id),
        supplier_item_id text NOT NULL REFERENCES supplier_item (id),
        quantity integer NOT NULL CHECK (quantity > 0),
        reason text NOT NULL,
        urgent boolean NOT NULL,
        formula text NOT NULL,
        on_hand integer NOT NULL,
        reserved integer NOT NULL,
        on_order integer NOT NULL,
        daily_demand numeric(12, 4) NOT NULL,
        safety_stock integer NOT NULL,
        reorder_point integer NOT NULL,
        lead_time_days integer NOT NULL,
        demand_references text[] NOT NULL,
        status text NOT NULL CHECK (status IN ('OPEN', 'ORDERED', 'DISMISSED', 'OBSOLETE')),
        status_reason text,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX proposal_open_sku ON proposal (sku) WHERE status = 'OPEN';
      CREATE INDEX proposal_list ON proposal (urgent DESC, created_at DESC, id DESC) WHERE status = 'OPEN';

      CREATE TABLE seed_mark (name text PRIMARY KEY, at timestamptz NOT NULL);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TABLE seed_mark, proposal, document, supplier_invoice_line, supplier_invoice, goods_receipt_line, goods_receipt,
        purchasing_entry, purchase_order_line, purchase_order, supplier_item, supplier;
      DROP SEQUENCE edi_control_number;
      DROP SEQUENCE purchase_order_number;
    `);
  }
}
