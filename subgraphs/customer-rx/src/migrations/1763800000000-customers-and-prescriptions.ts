import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Row-level security: who asks is a setting of the transaction (`opticworks.actor`, `opticworks.roles`), written by `asReader`.
 * Without it a query sees no row at all, so a forgotten filter shows nothing instead of everybody. FORCE makes the policy hold for
 * the owner of the table too, which is the role the service runs as. The owner of a row is compared as one text, "customer:cust_…".
 */
export class CustomersAndPrescriptions implements Migration {
  readonly name = '1763800000000-customers-and-prescriptions';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE customer (
        id text PRIMARY KEY,
        user_id text UNIQUE,
        email text,
        name text NOT NULL,
        phone text,
        birth_date_cipher text,
        locale text NOT NULL CHECK (locale IN ('en', 'de')),
        created_at timestamptz NOT NULL,
        erased_at timestamptz,
        CHECK (erased_at IS NOT NULL OR email IS NOT NULL),
        CHECK (erased_at IS NULL OR (email IS NULL AND phone IS NULL AND birth_date_cipher IS NULL AND user_id IS NULL))
      );
      -- Not unique: a profile made in the store is not handed to whoever signs up with its address.
      CREATE INDEX customer_email ON customer (lower(email) text_pattern_ops);
      CREATE INDEX customer_newest ON customer (created_at DESC, id DESC);
      CREATE INDEX customer_name ON customer (lower(name) text_pattern_ops);

      CREATE TABLE saved_address (
        id text PRIMARY KEY,
        customer_id text NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        address jsonb NOT NULL,
        is_default boolean NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX saved_address_customer ON saved_address (customer_id, created_at);
      CREATE UNIQUE INDEX saved_address_default ON saved_address (customer_id) WHERE is_default;

      CREATE TABLE consent (
        id text PRIMARY KEY,
        customer_id text NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        purpose text NOT NULL,
        granted boolean NOT NULL,
        version text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX consent_latest ON consent (customer_id, purpose, at DESC, id DESC);

      CREATE TABLE timeline_entry (
        id text PRIMARY KEY,
        customer_id text NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        text text NOT NULL,
        actor text NOT NULL,
        reference text
      );
      CREATE INDEX timeline_entry_newest ON timeline_entry (customer_id, at DESC, id DESC);
      CREATE INDEX timeline_entry_reference ON timeline_entry (reference, kind) WHERE reference IS NOT NULL;
      CREATE UNIQUE INDEX timeline_entry_once ON timeline_entry (customer_id, kind, reference) WHERE reference IS NOT NULL;

      CREATE TABLE erasure_receipt (
        id text PRIMARY KEY,
        customer_id text NOT NULL,
        requested_at timestamptz NOT NULL,
        kept_until date,
        key_subjects text[] NOT NULL
      );

      CREATE TABLE prescription (
        id text PRIMARY KEY,
        owner_kind text NOT NULL CHECK (owner_kind IN ('customer', 'guest')),
        owner_id text NOT NULL,
        entered_by text NOT NULL,
        key_subject text NOT NULL,
        product text NOT NULL CHECK (product IN ('GLASSES', 'CONTACT_LENS')),
        status text NOT NULL CHECK (status IN ('ENTERED', 'IN_REVIEW', 'SIGNED_OFF', 'REJECTED', 'REVOKED')),
        source text NOT NULL CHECK (source IN ('TYPED', 'FHIR', 'DOCUMENT', 'STAFF')),
        issued_on date,
        expires_on date,
        content text NOT NULL,
        supersedes text REFERENCES prescription (id),
        used_at timestamptz,
        order_id text,
        order_number text,
        queued_at timestamptz,
        created_at timestamptz NOT NULL,
        reviewed_by text,
        reviewed_at timestamptz,
        CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)),
        CHECK (status NOT IN ('SIGNED_OFF', 'REJECTED') OR reviewed_by IS NOT NULL)
      );
      CREATE INDEX prescription_owner ON prescription (owner_kind, owner_id, created_at DESC, id DESC);
      CREATE INDEX prescription_queue ON prescription (status, (coalesce(queued_at, created_at)), id);
      CREATE INDEX prescription_order_number ON prescription (order_number) WHERE order_number IS NOT NULL;
      CREATE UNIQUE INDEX prescription_supersedes ON prescription (supersedes) WHERE supersedes IS NOT NULL;

      CREATE TABLE prescription_event (
        id text PRIMARY KEY,
        prescription_id text NOT NULL REFERENCES prescription (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor text NOT NULL,
        note text
      );
      CREATE INDEX prescription_event_of ON prescription_event (prescription_id, at, id);

      CREATE FUNCTION may_see_owner(kind text, id text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT string_to_array(coalesce(current_setting('opticworks.roles', true), ''), ' ')
                 && ARRAY['optician', 'lab', 'associate', 'admin', 'service']
            OR (kind || ':' || id) = ANY (string_to_array(coalesce(current_setting('opticworks.actor', true), ''), ' '))
      $$;
      ALTER TABLE prescription ENABLE ROW LEVEL SECURITY;
      ALTER TABLE prescription FORCE ROW LEVEL SECURITY;
      CREATE POLICY prescription_of_reader ON prescription
        USING (may_see_owner(owner_kind, owner_id)) WITH CHECK (may_see_owner(owner_kind, owner_id));
      ALTER TABLE prescription_event ENABLE ROW LEVEL SECURITY;
      ALTER TABLE prescription_event FORCE ROW LEVEL SECURITY;
      CREATE POLICY prescription_event_of_reader ON prescription_event
        USING (EXISTS (SELECT 1 FROM prescription p WHERE p.id = prescription_id));
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TABLE prescription_event, prescription, erasure_receipt, timeline_entry, consent, saved_address, customer;
      DROP FUNCTION may_see_owner(text, text);
    `);
  }
}
