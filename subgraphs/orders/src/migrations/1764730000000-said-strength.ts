import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What came is stronger than its customer had said: what the lenses would cost more, until somebody decides. */
export class SaidStrength1764730000000 implements Migration {
  readonly name = '1764730000000-said-strength';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(
      'ALTER TABLE awaited_prescription ADD COLUMN costs_more_minor bigint CHECK (costs_more_minor IS NULL OR costs_more_minor > 0)',
    );
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE awaited_prescription DROP COLUMN costs_more_minor');
  }
}
