import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * A line of a placed order can be cancelled, whole or by pieces. `quantity` and the amounts of a line are what is still ordered; what was
 * taken out stands in `cancelled_quantity` and, with its money and reason, in `line_cancellation`. `lab_stages` is how far the lab is with
 * each pair of a line, as it told.
 */
export class CancelledLines1764770000000 implements Migration {
  readonly name = '1764770000000-cancelled-lines';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`ALTER TABLE order_line
      ADD COLUMN cancelled_quantity integer NOT NULL DEFAULT 0,
      ADD COLUMN lab_stages jsonb NOT NULL DEFAULT '{}',
      DROP CONSTRAINT order_line_quantity_check,
      ADD CONSTRAINT line_pieces CHECK (quantity >= 0 AND cancelled_quantity >= 0 AND quantity + cancelled_quantity > 0)`);
    await q.query(`CREATE TABLE line_cancellation (
      id text PRIMARY KEY,
      order_id text NOT NULL REFERENCES sales_order ON DELETE CASCADE,
      order_line_id text NOT NULL REFERENCES order_line ON DELETE CASCADE,
      quantity integer NOT NULL CHECK (quantity > 0),
      currency char(3) NOT NULL,
      subtotal_minor bigint NOT NULL CHECK (subtotal_minor >= 0),
      discount_minor bigint NOT NULL CHECK (discount_minor >= 0),
      tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
      refund_minor bigint NOT NULL CHECK (refund_minor >= 0),
      refund_id text REFERENCES refund,
      reason text NOT NULL,
      cost_minor bigint CHECK (cost_minor IS NULL OR cost_minor >= 0),
      actor text NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT cancelled_within CHECK (refund_minor <= subtotal_minor - discount_minor + tax_minor)
    )`);
    await q.query('CREATE INDEX line_cancellation_line ON line_cancellation (order_line_id)');
    await q.query('CREATE INDEX line_cancellation_order ON line_cancellation (order_id)');
  }

  /** Whole cancelled lines stay as pieces without a price: their money has gone back, and a line needs a piece there. */
  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE line_cancellation');
    await q.query(`UPDATE order_line SET quantity = cancelled_quantity, unit_price_minor = 0, discount_minor = 0, tax_minor = 0,
      total_minor = 0 WHERE quantity = 0`);
    await q.query(`ALTER TABLE order_line
      DROP CONSTRAINT line_pieces,
      DROP COLUMN cancelled_quantity,
      DROP COLUMN lab_stages,
      ADD CONSTRAINT order_line_quantity_check CHECK (quantity > 0)`);
  }
}
