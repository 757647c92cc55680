import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** The very blank each lens is made from, the rule for a stock lens that is out, and the hours the figures are held against. */
export class BlanksAndFigures implements Migration {
  readonly name = '1764430000000-blanks-and-figures';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_lens_blank (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        lens_id text NOT NULL REFERENCES lab_lens (id) ON DELETE CASCADE,
        eye text NOT NULL CHECK (eye IN ('OD', 'OS')),
        attempt integer NOT NULL,
        sku text NOT NULL,
        lot text,
        serial text,
        power_error_mdpt integer CHECK (abs(power_error_mdpt) <= 2000),
        measured_base_mdpt integer CHECK (measured_base_mdpt BETWEEN 0 AND 20000),
        measured_thickness_um integer CHECK (measured_thickness_um BETWEEN 500 AND 30000),
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        UNIQUE (lens_id, attempt)
      );
      CREATE UNIQUE INDEX lab_lens_blank_serial ON lab_lens_blank (sku, serial) WHERE serial IS NOT NULL;
      CREATE INDEX lab_lens_blank_lot ON lab_lens_blank (sku, lot) WHERE lot IS NOT NULL;

      CREATE TABLE lab_blank_rule (
        material text PRIMARY KEY,
        when_short text NOT NULL CHECK (when_short IN ('WAIT', 'WAIT_IF_ON_ORDER', 'SURFACE')),
        pair_alike boolean NOT NULL DEFAULT false
      );
      -- The row for every material that has none of its own.
      INSERT INTO lab_blank_rule (material, when_short) VALUES ('*', 'WAIT');

      ALTER TABLE lab_lens ADD COLUMN stock_fill text CHECK (stock_fill IN ('FILLED', 'WAITED', 'SURFACED'));

      CREATE TABLE lab_labour_hours (
        day date PRIMARY KEY,
        hours numeric(7, 2) NOT NULL CHECK (hours > 0),
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL
      );
      CREATE INDEX lab_job_passed ON lab_job (passed_at) WHERE passed_at IS NOT NULL;
      CREATE INDEX lab_lens_step_picked ON lab_lens_step (started_at) WHERE stage = 'PICKED';
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP INDEX lab_lens_step_picked, lab_job_passed;
      DROP TABLE lab_labour_hours;
      ALTER TABLE lab_lens DROP COLUMN stock_fill;
      DROP TABLE lab_blank_rule, lab_lens_blank;
    `);
  }
}
