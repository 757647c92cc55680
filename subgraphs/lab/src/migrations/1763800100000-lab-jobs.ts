import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Powers, distances and measurements are sealed (`sealed` columns); plain are stages, codes and sizes of the frame. */
export class LabJobs implements Migration {
  readonly name = '1763800100000-lab-jobs';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE SEQUENCE lab_job_number START 10001;
      CREATE TABLE lab_job (
        id text PRIMARY KEY,
        number text NOT NULL UNIQUE DEFAULT 'L-' || nextval('lab_job_number'),
        order_id text NOT NULL,
        order_number text NOT NULL,
        order_line_id text NOT NULL,
        pair_number integer NOT NULL DEFAULT 1 CHECK (pair_number > 0),
        owner_kind text NOT NULL CHECK (owner_kind IN ('customer', 'guest')),
        owner_id text NOT NULL,
        prescription_id text NOT NULL,
        status text NOT NULL CHECK (status IN ('ENTERED', 'ON_HOLD', 'RELEASED', 'PICKED', 'SURFACING', 'COATING', 'FINISHING',
          'INSPECTION', 'REWORK', 'SPOILED', 'PASSED', 'SHIPPED', 'DISPENSED', 'CANCELLED')),
        version integer NOT NULL DEFAULT 1,
        lens jsonb NOT NULL,
        frame jsonb NOT NULL,
        frame_sku text NOT NULL,
        frame_name text NOT NULL,
        rush boolean NOT NULL,
        tray_code text,
        rx_verified boolean NOT NULL DEFAULT false,
        frame_in_hand boolean NOT NULL DEFAULT false,
        is_surfaced boolean NOT NULL DEFAULT false,
        sealed text,
        calculated_at timestamptz,
        due_on date,
        remake_of text REFERENCES lab_job (id),
        remake_reason text,
        remake_party text,
        remake_eyes text[],
        created_at timestamptz NOT NULL,
        released_at timestamptz,
        first_inspected_at timestamptz,
        first_pass boolean,
        passed_at timestamptz,
        shipped_at timestamptz,
        CHECK ((remake_of IS NULL) = (remake_reason IS NULL)),
        CHECK (status NOT IN ('PASSED', 'SHIPPED', 'DISPENSED') OR passed_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX lab_job_of_line ON lab_job (order_line_id, pair_number) WHERE remake_of IS NULL;
      CREATE UNIQUE INDEX lab_job_tray ON lab_job (tray_code)
        WHERE tray_code IS NOT NULL AND status NOT IN ('SHIPPED', 'DISPENSED', 'CANCELLED');
      CREATE INDEX lab_job_order ON lab_job (order_id);
      CREATE INDEX lab_job_prescription ON lab_job (prescription_id);
      CREATE INDEX lab_job_remakes ON lab_job (remake_of) WHERE remake_of IS NOT NULL;
      CREATE INDEX lab_job_board ON lab_job (status, (coalesce(due_on, 'infinity'::date)), id);
      CREATE INDEX lab_job_due ON lab_job ((coalesce(due_on, 'infinity'::date)), id);
      CREATE INDEX lab_job_shipped ON lab_job (shipped_at) WHERE shipped_at IS NOT NULL;
      CREATE INDEX lab_job_inspected ON lab_job (first_inspected_at) WHERE first_inspected_at IS NOT NULL;

      CREATE TABLE lab_hold (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        reason text NOT NULL CHECK (reason IN ('RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT', 'PRICE_APPROVAL', 'CUSTOMER_QUESTION')),
        note text,
        placed_at timestamptz NOT NULL,
        placed_by text NOT NULL,
        released_at timestamptz,
        released_by text
      );
      CREATE UNIQUE INDEX lab_hold_open ON lab_hold (job_id, reason) WHERE released_at IS NULL;
      CREATE INDEX lab_hold_reason ON lab_hold (reason) WHERE released_at IS NULL;

      CREATE TABLE lab_lens (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        eye text NOT NULL CHECK (eye IN ('OD', 'OS')),
        kind text NOT NULL CHECK (kind IN ('FINISHED', 'SURFACED')),
        blank_sku text,
        blank_name text,
        blank_diameter_mm numeric(5, 1),
        blank_status text NOT NULL CHECK (blank_status IN ('NEEDED', 'WAITING', 'ALLOCATED', 'PICKED', 'CONSUMED', 'RELEASED')),
        attempt integer NOT NULL DEFAULT 1,
        breakages integer NOT NULL DEFAULT 0,
        UNIQUE (job_id, eye)
      );

      CREATE TABLE lab_scan (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        from_status text,
        status text NOT NULL,
        station text NOT NULL,
        operator text NOT NULL,
        eye text,
        note text
      );
      CREATE INDEX lab_scan_job ON lab_scan (job_id, at, id);
      CREATE INDEX lab_scan_picked ON lab_scan (at) WHERE status = 'PICKED';

      CREATE TABLE lab_breakage (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        eye text NOT NULL,
        reason text NOT NULL,
        charged_party text NOT NULL,
        blank_sku text,
        status text NOT NULL,
        at timestamptz NOT NULL,
        operator text NOT NULL,
        note text
      );
      CREATE INDEX lab_breakage_at ON lab_breakage (at);

      CREATE TABLE lab_inspection (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        inspector text NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('PASS', 'FAIL')),
        profile text NOT NULL,
        sealed text NOT NULL
      );
      CREATE INDEX lab_inspection_job ON lab_inspection (job_id, at, id);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TABLE lab_inspection, lab_breakage, lab_scan, lab_lens, lab_hold, lab_job;
      DROP SEQUENCE lab_job_number;
    `);
  }
}
