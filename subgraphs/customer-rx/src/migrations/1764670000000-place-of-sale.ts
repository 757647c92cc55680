import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Where a prescription is filled: its terms, its list and its verification follow. Older ones follow the usual place of the shop. */
export class PlaceOfSale implements Migration {
  readonly name = '1764670000000-place-of-sale';

  async up(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE prescription ADD COLUMN place text');
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE prescription DROP COLUMN place');
  }
}
