import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Each step of a shopper changes a cart. With a summary of its times per range of pages instead of a tree, the row stays in its page
 * and no index is written again; reports and the clean-up read by range anyway.
 */
export class CartsInPlace1764740000000 implements Migration {
  readonly name = '1764740000000-carts-in-place';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP INDEX cart_updated;
      DROP INDEX cart_created;
      CREATE INDEX cart_updated ON cart USING brin (updated_at);
      CREATE INDEX cart_created ON cart USING brin (created_at);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP INDEX cart_updated;
      DROP INDEX cart_created;
      CREATE INDEX cart_updated ON cart (updated_at);
      CREATE INDEX cart_created ON cart (created_at);
    `);
  }
}
