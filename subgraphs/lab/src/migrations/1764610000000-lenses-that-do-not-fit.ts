import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** A trace can show that a picked lens no longer covers the frame: the lens says why, the job is held until another blank is chosen. */
export class LensesThatDoNotFit implements Migration {
  readonly name = '1764610000000-lenses-that-do-not-fit';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE lab_lens ADD COLUMN unfit text CHECK (unfit IN ('BLANK_TOO_SMALL', 'GROUND_TOO_THIN', 'CURVE_TOO_STEEP'));
      ALTER TABLE lab_hold DROP CONSTRAINT lab_hold_reason_check;
      ALTER TABLE lab_hold ADD CONSTRAINT lab_hold_reason_check CHECK (reason IN ('RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT',
        'PRICE_APPROVAL', 'CUSTOMER_QUESTION', 'SLAB_OFF_DECISION', 'LENS_UNFIT'));
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DELETE FROM lab_hold WHERE reason = 'LENS_UNFIT';
      ALTER TABLE lab_hold DROP CONSTRAINT lab_hold_reason_check;
      ALTER TABLE lab_hold ADD CONSTRAINT lab_hold_reason_check CHECK (reason IN ('RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT',
        'PRICE_APPROVAL', 'CUSTOMER_QUESTION', 'SLAB_OFF_DECISION'));
      ALTER TABLE lab_lens DROP COLUMN unfit;
    `);
  }
}
