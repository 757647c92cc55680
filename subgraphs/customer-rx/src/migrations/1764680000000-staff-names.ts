import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Names of the staff by the ids the audit keeps. Who looked first at a prescription is known already. */
export class StaffNames implements Migration {
  readonly name = '1764680000000-staff-names';

  async up(q: MigrationRunner): Promise<void> {
    await q.query('CREATE TABLE staff_name (id text PRIMARY KEY, name text NOT NULL, since timestamptz NOT NULL)');
    // Row-level security holds for migrations too.
    await q.query(`SELECT set_config('opticworks.roles', 'service', true)`);
    await q.query(`INSERT INTO staff_name (id, name, since)
      SELECT DISTINCT ON (checked_by_id) checked_by_id, checked_by, checked_at FROM prescription
      WHERE checked_by_id IS NOT NULL AND checked_by IS NOT NULL ORDER BY checked_by_id, checked_at DESC`);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE staff_name');
  }
}
