import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * A change of counters stays in its page: an index whose condition names them made PostgreSQL write every index of the row again with
 * each reservation. What is low is found among the rows that have a reorder point.
 */
export class CountersInPlace1767657600000 implements Migration {
  readonly name = '1767657600000-counters-in-place';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP INDEX stock_level_low;
      CREATE INDEX stock_level_low ON stock_level (sku, id) WHERE reorder_point IS NOT NULL;
      ALTER TABLE stock_level SET (fillfactor = 85);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE stock_level RESET (fillfactor);
      DROP INDEX stock_level_low;
      CREATE INDEX stock_level_low ON stock_level (sku, id)
        WHERE reorder_point IS NOT NULL AND on_hand + on_order - reserved - allocated <= reorder_point;
    `);
  }
}
