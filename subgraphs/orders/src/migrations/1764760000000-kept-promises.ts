import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Every promise with what it was made of and by how much it was missed; what an owner decides about promises, version by version; and what
 * was measured of past ones, which the next are made with. Orders from before have no composition, so nothing is made up for them.
 */
export class KeptPromises1764760000000 implements Migration {
  readonly name = '1764760000000-kept-promises';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE kept_promise (
        id text PRIMARY KEY,
        order_id text NOT NULL REFERENCES sales_order ON DELETE CASCADE,
        made_at timestamptz NOT NULL,
        made_on date NOT NULL,
        promised_on date NOT NULL,
        queue_days integer NOT NULL CHECK (queue_days >= 0),
        stage_days integer NOT NULL CHECK (stage_days >= 0),
        blank_days integer NOT NULL CHECK (blank_days >= 0),
        handling_days integer NOT NULL CHECK (handling_days >= 0),
        transit_days integer NOT NULL CHECK (transit_days >= 0),
        margin_days integer NOT NULL,
        route text,
        lens_type text,
        carrier text,
        service text,
        country text NOT NULL,
        transit_from text NOT NULL CHECK (transit_from IN ('RATE', 'MEASURED', 'SETTING')),
        terms_version integer NOT NULL,
        replaced_at timestamptz,
        blank_waited_days integer CHECK (blank_waited_days >= 0),
        ready_on date,
        shipped_on date,
        delivered_on date,
        carried_by text,
        carried_service text,
        production_error integer,
        blank_error integer,
        handling_error integer,
        carrier_error integer,
        total_error integer,
        -- What each part was off by, less the margin for it, is what the whole was off by.
        CONSTRAINT kept_promise_adds_up CHECK (total_error IS NULL
          OR total_error = production_error + blank_error + handling_error + carrier_error - margin_days)
      );
      CREATE UNIQUE INDEX kept_promise_standing ON kept_promise (order_id) WHERE replaced_at IS NULL;
      CREATE INDEX kept_promise_order ON kept_promise (order_id);
      CREATE INDEX kept_promise_delivered ON kept_promise (delivered_on) WHERE replaced_at IS NULL AND total_error IS NOT NULL;

      CREATE TABLE promise_terms (
        version integer PRIMARY KEY CHECK (version > 0),
        handling_days integer NOT NULL CHECK (handling_days BETWEEN 0 AND 30),
        transit_days integer NOT NULL CHECK (transit_days BETWEEN 0 AND 60),
        percentile integer CHECK (percentile BETWEEN 50 AND 99),
        min_cases integer NOT NULL CHECK (min_cases >= 5),
        window_days integer NOT NULL CHECK (window_days BETWEEN 7 AND 730),
        may_promise_earlier boolean NOT NULL,
        reason text NOT NULL,
        changed_by text NOT NULL,
        changed_by_id text,
        at timestamptz NOT NULL
      );
      CREATE FUNCTION promise_terms_are_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Changes of promise terms are never edited or removed.';
      END $$;
      CREATE TRIGGER promise_terms_are_history BEFORE UPDATE OR DELETE ON promise_terms
        FOR EACH STATEMENT EXECUTE FUNCTION promise_terms_are_history();

      CREATE TABLE promise_measured (
        kind text NOT NULL CHECK (kind IN ('WHOLE', 'HOUSE', 'TRANSIT')),
        key text NOT NULL,
        cases integer NOT NULL,
        days integer NOT NULL,
        measured_at timestamptz NOT NULL,
        PRIMARY KEY (kind, key)
      );
      CREATE TABLE promise_told (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        terms jsonb NOT NULL,
        told_at timestamptz NOT NULL
      );
      ALTER TABLE awaited_prescription ADD COLUMN making jsonb;
      ALTER TABLE sales_order ADD COLUMN ready_by date;
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE sales_order DROP COLUMN ready_by;
      ALTER TABLE awaited_prescription DROP COLUMN making;
      DROP TABLE promise_told, promise_measured, promise_terms, kept_promise;
      DROP FUNCTION promise_terms_are_history;
    `);
  }
}
