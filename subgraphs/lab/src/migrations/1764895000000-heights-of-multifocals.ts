import type { Migration, MigrationRunner } from '@opticworks/kernel';

const holds = (more: string) => `
      ALTER TABLE lab_hold DROP CONSTRAINT lab_hold_reason_check;
      ALTER TABLE lab_hold ADD CONSTRAINT lab_hold_reason_check CHECK (reason IN ('RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT',
        'PRICE_APPROVAL', 'CUSTOMER_QUESTION', 'SLAB_OFF_DECISION', 'LENS_UNFIT'${more}));`;

/** A lens with a segment or a fitting cross waits for its height, or for an optician who gives one. The heights are health data and sealed. */
export class HeightsOfMultifocals implements Migration {
  readonly name = '1764895000000-heights-of-multifocals';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_given_height (
        job_id text PRIMARY KEY REFERENCES lab_job (id) ON DELETE CASCADE,
        sealed text NOT NULL,
        at timestamptz NOT NULL,
        given_by text NOT NULL
      );
      ALTER TABLE lab_job ADD COLUMN height_due boolean NOT NULL DEFAULT false;
      ${holds(", 'HEIGHT_NEEDED'")}
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DELETE FROM lab_hold WHERE reason = 'HEIGHT_NEEDED';
      ${holds('')}
      ALTER TABLE lab_job DROP COLUMN height_due;
      DROP TABLE lab_given_height;
    `);
  }
}
