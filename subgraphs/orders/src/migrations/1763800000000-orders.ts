import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Carts, checkouts, orders, payments, the money journal, shipments, returns, mails. */
export class Orders1763800000000 implements Migration {
  readonly name = '1763800000000-orders';

  async up(q: MigrationRunner): Promise<void> {
    for (const statement of up) await q.query(statement);
  }

  async down(q: MigrationRunner): Promise<void> {
    for (const statement of down) await q.query(statement);
  }
}

const up = [
  `CREATE SEQUENCE order_number START 100001`,
  `CREATE SEQUENCE return_number START 20001`,
  `CREATE TABLE cart (
     id text PRIMARY KEY,
     owner_kind text NOT NULL CHECK (owner_kind IN ('customer', 'guest')),
     owner_id text NOT NULL,
     state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'converted', 'merged')),
     version integer NOT NULL DEFAULT 1,
     currency char(3) NOT NULL,
     locale text NOT NULL DEFAULT 'en',
     content jsonb NOT NULL,
     created_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL
   )`,
  `CREATE UNIQUE INDEX cart_open_owner ON cart (owner_kind, owner_id) WHERE state = 'open'`,
  `CREATE INDEX cart_updated ON cart (updated_at)`,
  `CREATE INDEX cart_created ON cart (created_at)`,

  `CREATE TABLE sales_order (
     id text PRIMARY KEY,
     number text NOT NULL UNIQUE,
     owner_kind text NOT NULL CHECK (owner_kind IN ('customer', 'guest')),
     owner_id text NOT NULL,
     status text NOT NULL CHECK (status IN
       ('PENDING_PAYMENT', 'PLACED', 'IN_PRODUCTION', 'READY_TO_SHIP', 'SHIPPED', 'DELIVERED', 'CANCELLED')),
     version integer NOT NULL DEFAULT 1,
     email text NOT NULL,
     locale text NOT NULL,
     channel text NOT NULL DEFAULT 'online',
     currency char(3) NOT NULL,
     subtotal_minor bigint NOT NULL CHECK (subtotal_minor >= 0),
     discount_minor bigint NOT NULL CHECK (discount_minor >= 0),
     shipping_minor bigint NOT NULL CHECK (shipping_minor >= 0),
     shipping_tax_minor bigint NOT NULL CHECK (shipping_tax_minor >= 0),
     tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
     total_minor bigint NOT NULL CHECK (total_minor >= 0),
     tax_lines jsonb NOT NULL,
     coupons jsonb NOT NULL,
     shipping_address jsonb NOT NULL,
     billing_address jsonb NOT NULL,
     shipping_rate jsonb,
     has_lab boolean NOT NULL,
     lab_passed text[] NOT NULL DEFAULT '{}',
     promise_date date,
     reservation_id text,
     created_at timestamptz NOT NULL,
     placed_at timestamptz,
     shipped_at timestamptz,
     delivered_at timestamptz,
     cancelled_at timestamptz,
     cancel_reason text,
     search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, translate(
       number || ' ' || email || ' ' || coalesce(shipping_address ->> 'name', ''), '@.-_+', '     '))) STORED,
     CONSTRAINT order_total CHECK (total_minor = subtotal_minor - discount_minor + shipping_minor + tax_minor)
   )`,
  `CREATE INDEX sales_order_placed ON sales_order (placed_at DESC, id DESC) WHERE placed_at IS NOT NULL`,
  `CREATE INDEX sales_order_status_placed ON sales_order (status, placed_at DESC, id DESC) WHERE placed_at IS NOT NULL`,
  `CREATE INDEX sales_order_total ON sales_order (total_minor DESC, id DESC) WHERE placed_at IS NOT NULL`,
  `CREATE INDEX sales_order_promise ON sales_order (promise_date, id) WHERE placed_at IS NOT NULL`,
  `CREATE INDEX sales_order_owner ON sales_order ((owner_kind || ':' || owner_id), placed_at DESC, id DESC)`,
  `CREATE INDEX sales_order_search ON sales_order USING gin (search)`,
  `CREATE INDEX sales_order_delivered ON sales_order (delivered_at) WHERE delivered_at IS NOT NULL`,

  `CREATE TABLE order_line (
     id text PRIMARY KEY,
     order_id text NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE,
     position integer NOT NULL,
     variant_id text NOT NULL,
     product_id text NOT NULL,
     sku text NOT NULL,
     title text NOT NULL,
     detail text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('FRAME', 'LENS', 'CONTACT_LENS', 'ACCESSORY', 'SENSOR', 'BUNDLE')),
     quantity integer NOT NULL CHECK (quantity > 0),
     unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
     discount_minor bigint NOT NULL CHECK (discount_minor >= 0),
     tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
     total_minor bigint NOT NULL CHECK (total_minor >= 0),
     components jsonb NOT NULL,
     discounts jsonb NOT NULL,
     lens jsonb,
     frame jsonb,
     bundle jsonb NOT NULL,
     contact_lens text,
     prescription_id text,
     tax_code text NOT NULL,
     fsa_eligible boolean NOT NULL,
     requires_lab boolean NOT NULL,
     weight_grams integer NOT NULL,
     package_mm jsonb NOT NULL,
     returned_quantity integer NOT NULL DEFAULT 0,
     refunded_minor bigint NOT NULL DEFAULT 0,
     CONSTRAINT line_total CHECK (total_minor = unit_price_minor * quantity - discount_minor),
     CONSTRAINT line_returned CHECK (returned_quantity >= 0 AND returned_quantity <= quantity),
     CONSTRAINT line_refunded CHECK (refunded_minor >= 0 AND refunded_minor <= total_minor + tax_minor),
     UNIQUE (order_id, position)
   )`,
  `CREATE INDEX order_line_prescription ON order_line (prescription_id) WHERE prescription_id IS NOT NULL`,
  `CREATE INDEX order_line_sku ON order_line (sku)`,

  `CREATE TABLE checkout (
     id text PRIMARY KEY,
     cart_id text NOT NULL,
     cart_version integer NOT NULL,
     order_id text NOT NULL UNIQUE REFERENCES sales_order (id),
     owner_kind text NOT NULL,
     owner_id text NOT NULL,
     state text NOT NULL CHECK (state IN ('open', 'completed', 'expired', 'cancelled')),
     currency char(3) NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     reservation_id text,
     expires_at timestamptz NOT NULL,
     coupons_redeemed boolean NOT NULL DEFAULT false,
     created_at timestamptz NOT NULL,
     settled_at timestamptz
   )`,
  `CREATE UNIQUE INDEX checkout_open_cart ON checkout (cart_id) WHERE state = 'open'`,
  `CREATE INDEX checkout_open ON checkout (expires_at) WHERE state = 'open'`,

  `CREATE TABLE payment (
     id text PRIMARY KEY,
     order_id text NOT NULL REFERENCES sales_order (id),
     checkout_id text NOT NULL UNIQUE REFERENCES checkout (id),
     provider text NOT NULL,
     provider_id text UNIQUE,
     status text NOT NULL CHECK (status IN
       ('PENDING', 'AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'CANCELLED')),
     currency char(3) NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     captured_minor bigint NOT NULL DEFAULT 0,
     refunded_minor bigint NOT NULL DEFAULT 0,
     method text NOT NULL DEFAULT 'card',
     last4 text,
     created_at timestamptz NOT NULL,
     captured_at timestamptz,
     CONSTRAINT captured_whole CHECK (captured_minor >= 0 AND captured_minor <= amount_minor),
     CONSTRAINT refunded_within CHECK (refunded_minor >= 0 AND refunded_minor <= captured_minor)
   )`,
  `CREATE INDEX payment_order ON payment (order_id)`,
  `CREATE INDEX payment_pending ON payment (created_at) WHERE status = 'PENDING'`,

  `CREATE TABLE payment_attempt (
     id text PRIMARY KEY,
     payment_id text NOT NULL REFERENCES payment (id),
     number integer NOT NULL,
     idempotency_key text NOT NULL UNIQUE,
     confirmation_token text NOT NULL,
     return_url text NOT NULL,
     state text NOT NULL CHECK (state IN ('sent', 'action', 'processing', 'declined', 'succeeded', 'cancelled')),
     decline_code text,
     created_at timestamptz NOT NULL,
     settled_at timestamptz,
     UNIQUE (payment_id, number)
   )`,
  `CREATE UNIQUE INDEX payment_attempt_running ON payment_attempt (payment_id)
     WHERE state IN ('sent', 'action', 'processing')`,

  `CREATE TABLE refund (
     id text PRIMARY KEY,
     payment_id text NOT NULL REFERENCES payment (id),
     order_id text NOT NULL REFERENCES sales_order (id),
     return_id text,
     purpose text NOT NULL UNIQUE,
     currency char(3) NOT NULL,
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     tax_minor bigint NOT NULL DEFAULT 0 CHECK (tax_minor >= 0 AND tax_minor <= amount_minor),
     reason text NOT NULL,
     before_sale boolean NOT NULL,
     idempotency_key text NOT NULL UNIQUE,
     provider_id text UNIQUE,
     state text NOT NULL CHECK (state IN ('pending', 'accepted', 'succeeded', 'failed')),
     created_at timestamptz NOT NULL,
     settled_at timestamptz
   )`,
  `CREATE INDEX refund_order ON refund (order_id)`,
  `CREATE INDEX refund_pending ON refund (created_at) WHERE state IN ('pending', 'accepted')`,

  `CREATE TABLE journal_entry (
     id text PRIMARY KEY,
     order_id text NOT NULL,
     source text NOT NULL UNIQUE,
     kind text NOT NULL,
     memo text NOT NULL,
     currency char(3) NOT NULL,
     at timestamptz NOT NULL
   )`,
  `CREATE INDEX journal_entry_order ON journal_entry (order_id, at)`,
  `CREATE TABLE journal_posting (
     entry_id text NOT NULL REFERENCES journal_entry (id),
     position integer NOT NULL,
     account text NOT NULL,
     side text NOT NULL CHECK (side IN ('debit', 'credit')),
     amount_minor bigint NOT NULL CHECK (amount_minor > 0),
     PRIMARY KEY (entry_id, position)
   )`,
  `CREATE INDEX journal_posting_account ON journal_posting (account)`,
  `CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'The money journal is append-only: post a reversing entry instead.' USING ERRCODE = '23514';
   END $$`,
  `CREATE FUNCTION journal_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE
     entry text := CASE WHEN TG_TABLE_NAME = 'journal_entry' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'entry_id' END;
     difference numeric;
     postings integer;
   BEGIN
     EXECUTE format(
       'SELECT coalesce(sum(CASE side WHEN ''debit'' THEN amount_minor ELSE -amount_minor END), 0), count(*)
        FROM %I.journal_posting WHERE entry_id = $1', TG_TABLE_SCHEMA)
       INTO difference, postings USING entry;
     IF difference <> 0 OR postings < 2 THEN
       RAISE EXCEPTION 'Journal entry % does not balance (difference %, % postings).', entry, difference, postings
         USING ERRCODE = '23514';
     END IF;
     RETURN NULL;
   END $$`,
  // Once per entry is enough for a new entry; a posting added later to an old entry is caught by its own trigger.
  `CREATE CONSTRAINT TRIGGER journal_entry_balanced AFTER INSERT ON journal_entry
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_entry_balances()`,
  `CREATE CONSTRAINT TRIGGER journal_posting_balanced AFTER INSERT ON journal_posting
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_entry_balances()`,
  `CREATE TRIGGER journal_entry_fixed BEFORE UPDATE OR DELETE ON journal_entry
     FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()`,
  `CREATE TRIGGER journal_posting_fixed BEFORE UPDATE OR DELETE ON journal_posting
     FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()`,
  `CREATE TRIGGER journal_entry_kept BEFORE TRUNCATE ON journal_entry
     FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()`,
  `CREATE TRIGGER journal_posting_kept BEFORE TRUNCATE ON journal_posting
     FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()`,

  `CREATE TABLE shipment (
     id text PRIMARY KEY,
     order_id text NOT NULL REFERENCES sales_order (id),
     return_id text,
     direction text NOT NULL CHECK (direction IN ('outbound', 'return')),
     status text NOT NULL CHECK (status IN
       ('CREATED', 'LABEL_BOUGHT', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'VOIDED', 'RETURNED')),
     version integer NOT NULL DEFAULT 1,
     carrier text NOT NULL,
     service text NOT NULL,
     provider_id text UNIQUE,
     rate_id text NOT NULL,
     tracking_code text,
     tracking_url text,
     label_url text,
     cost_minor bigint,
     currency char(3) NOT NULL,
     estimated_delivery date,
     created_at timestamptz NOT NULL,
     shipped_at timestamptz,
     delivered_at timestamptz
   )`,
  `CREATE UNIQUE INDEX shipment_one_label ON shipment (order_id)
     WHERE direction = 'outbound' AND status NOT IN ('VOIDED', 'RETURNED')`,
  `CREATE UNIQUE INDEX shipment_one_return_label ON shipment (return_id) WHERE direction = 'return' AND status <> 'VOIDED'`,
  `CREATE INDEX shipment_order ON shipment (order_id)`,
  `CREATE INDEX shipment_tracking ON shipment (tracking_code)`,
  `CREATE TABLE shipment_quote (
     provider_id text PRIMARY KEY,
     order_id text NOT NULL REFERENCES sales_order (id),
     rates jsonb NOT NULL,
     created_at timestamptz NOT NULL
   )`,
  `CREATE INDEX shipment_quote_order ON shipment_quote (order_id, created_at DESC)`,
  `CREATE TABLE tracking_event (
     id text PRIMARY KEY,
     shipment_id text NOT NULL REFERENCES shipment (id),
     at timestamptz NOT NULL,
     status text NOT NULL,
     message text NOT NULL,
     location text,
     UNIQUE (shipment_id, at, status, message)
   )`,

  `CREATE TABLE return_request (
     id text PRIMARY KEY,
     number text NOT NULL UNIQUE,
     order_id text NOT NULL REFERENCES sales_order (id),
     status text NOT NULL CHECK (status IN
       ('REQUESTED', 'APPROVED', 'LABEL_SENT', 'RECEIVED', 'INSPECTED', 'REFUNDED', 'REJECTED', 'CANCELLED')),
     version integer NOT NULL DEFAULT 1,
     refund_minor bigint,
     currency char(3) NOT NULL,
     created_at timestamptz NOT NULL
   )`,
  `CREATE INDEX return_request_order ON return_request (order_id)`,
  `CREATE INDEX return_request_created ON return_request (created_at DESC, id DESC)`,
  `CREATE INDEX return_request_status ON return_request (status, created_at DESC, id DESC)`,
  `CREATE TABLE return_line (
     id text PRIMARY KEY,
     return_id text NOT NULL REFERENCES return_request (id),
     order_line_id text NOT NULL REFERENCES order_line (id),
     quantity integer NOT NULL CHECK (quantity > 0),
     reason text NOT NULL,
     verdict text,
     restock boolean,
     refund_minor bigint,
     UNIQUE (return_id, order_line_id)
   )`,

  `CREATE TABLE order_event (
     id text PRIMARY KEY,
     order_id text NOT NULL REFERENCES sales_order (id),
     return_id text,
     at timestamptz NOT NULL,
     kind text NOT NULL,
     text text NOT NULL,
     actor text NOT NULL,
     internal boolean NOT NULL DEFAULT false
   )`,
  `CREATE INDEX order_event_order ON order_event (order_id, at, id)`,
  `CREATE INDEX order_event_return ON order_event (return_id, at, id) WHERE return_id IS NOT NULL`,

  `CREATE TABLE mail (
     id text PRIMARY KEY,
     order_id text NOT NULL REFERENCES sales_order (id),
     kind text NOT NULL,
     dedupe_key text NOT NULL UNIQUE,
     recipient text NOT NULL,
     locale text NOT NULL,
     subject text NOT NULL,
     facts jsonb NOT NULL,
     status text NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
     provider_id text,
     created_at timestamptz NOT NULL,
     sent_at timestamptz
   )`,
  `CREATE INDEX mail_order ON mail (order_id, created_at)`,

  `CREATE TABLE reconciliation_break (
     id text PRIMARY KEY,
     at timestamptz NOT NULL,
     kind text NOT NULL,
     subject text NOT NULL,
     detail text NOT NULL,
     open boolean NOT NULL DEFAULT true,
     resolved_by text,
     resolved_at timestamptz,
     note text
   )`,
  `CREATE UNIQUE INDEX reconciliation_break_open ON reconciliation_break (kind, subject) WHERE open`,
];

const down = [
  'DROP TABLE reconciliation_break, mail, order_event, return_line, return_request, tracking_event, shipment_quote, shipment',
  'DROP TABLE journal_posting, journal_entry',
  'DROP FUNCTION journal_entry_balances(), journal_is_append_only()',
  'DROP TABLE refund, payment_attempt, payment, checkout, order_line, sales_order, cart',
  'DROP SEQUENCE return_number, order_number',
];
