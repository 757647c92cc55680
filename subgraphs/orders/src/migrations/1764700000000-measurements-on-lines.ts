import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What was measured for a pair as it was ordered, sealed under its owner's key: the order keeps its copy whatever is measured later. */
export class MeasurementsOnLines1764700000000 implements Migration {
  readonly name = '1764700000000-measurements-on-lines';

  async up(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE order_line ADD COLUMN measurement text');
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE order_line DROP COLUMN measurement');
  }
}
