import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What the lab last told the shop of blanks that are scarce: one row, so that it speaks only when something has changed. */
export class BlankSupplyTold implements Migration {
  readonly name = '1764840000000-blank-supply-told';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_supply_told (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        supply jsonb NOT NULL,
        told_at timestamptz NOT NULL
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE lab_supply_told');
  }
}
