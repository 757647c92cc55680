import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What is made on a prescription (lenses and frame, no powers), and the rules of making as the catalogue told them. */
export class OrderedPairs implements Migration {
  readonly name = '1764690000000-ordered-pairs';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`CREATE TABLE ordered_pair (
      order_line_id text PRIMARY KEY, order_id text NOT NULL, prescription_id text NOT NULL, title text NOT NULL,
      lens jsonb NOT NULL, frame jsonb NOT NULL, measurement_id text)`);
    await q.query('CREATE INDEX ordered_pair_prescription ON ordered_pair (prescription_id)');
    await q.query('CREATE INDEX ordered_pair_order ON ordered_pair (order_id)');
    await q.query(`CREATE TABLE told_lens_rules (
      one boolean PRIMARY KEY DEFAULT true CHECK (one), version integer NOT NULL, rules jsonb NOT NULL)`);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE told_lens_rules');
    await q.query('DROP TABLE ordered_pair');
  }
}
