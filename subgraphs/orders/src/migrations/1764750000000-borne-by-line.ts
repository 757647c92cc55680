import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What the house bears of a pair's lenses, so that the history says it once for each pair and amount. */
export class BorneByLine1764750000000 implements Migration {
  readonly name = '1764750000000-borne-by-line';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(
      'ALTER TABLE awaited_prescription ADD COLUMN borne_minor bigint CHECK (borne_minor IS NULL OR borne_minor > 0)',
    );
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE awaited_prescription DROP COLUMN borne_minor');
  }
}
