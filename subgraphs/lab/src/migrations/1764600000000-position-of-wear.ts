import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** How the glasses sit, measured at the bench, and what was decided about slab-off. Both are health data and sealed. */
export class PositionOfWear implements Migration {
  readonly name = '1764600000000-position-of-wear';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_position_of_wear (
        job_id text PRIMARY KEY REFERENCES lab_job (id) ON DELETE CASCADE,
        sealed text NOT NULL,
        at timestamptz NOT NULL,
        operator text NOT NULL
      );
      CREATE TABLE lab_slab_off (
        job_id text PRIMARY KEY REFERENCES lab_job (id) ON DELETE CASCADE,
        sealed text NOT NULL,
        at timestamptz NOT NULL,
        decided_by text NOT NULL
      );
      ALTER TABLE lab_job
        ADD COLUMN wear_version integer NOT NULL DEFAULT 0,
        ADD COLUMN slab_off_due boolean NOT NULL DEFAULT false;

      ALTER TABLE lab_hold DROP CONSTRAINT lab_hold_reason_check;
      ALTER TABLE lab_hold ADD CONSTRAINT lab_hold_reason_check CHECK (reason IN
        ('RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT', 'PRICE_APPROVAL', 'CUSTOMER_QUESTION', 'SLAB_OFF_DECISION'));
      ALTER TABLE lab_inspection DROP CONSTRAINT lab_inspection_nominal_from_check;
      ALTER TABLE lab_inspection ADD CONSTRAINT lab_inspection_nominal_from_check
        CHECK (nominal_from IN ('CALCULATED', 'COMPENSATED', 'EXPECTED'));
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DELETE FROM lab_hold WHERE reason = 'SLAB_OFF_DECISION';
      ALTER TABLE lab_hold DROP CONSTRAINT lab_hold_reason_check;
      ALTER TABLE lab_hold ADD CONSTRAINT lab_hold_reason_check CHECK (reason IN
        ('RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT', 'PRICE_APPROVAL', 'CUSTOMER_QUESTION'));
      -- The record may not be changed, and the older program knows no third word for it: the old rows keep theirs.
      ALTER TABLE lab_inspection DROP CONSTRAINT lab_inspection_nominal_from_check;
      ALTER TABLE lab_inspection ADD CONSTRAINT lab_inspection_nominal_from_check
        CHECK (nominal_from IN ('CALCULATED', 'EXPECTED')) NOT VALID;
      ALTER TABLE lab_job DROP COLUMN slab_off_due, DROP COLUMN wear_version;
      DROP TABLE lab_slab_off, lab_position_of_wear;
    `);
  }
}
