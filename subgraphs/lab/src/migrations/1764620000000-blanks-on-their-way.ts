import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** When a missing blank is expected, and how long a remake takes: both used to be left out of the day a job is due. */
export class BlanksOnTheirWay implements Migration {
  readonly name = '1764620000000-blanks-on-their-way';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE lab_lens ADD COLUMN blank_expected_on date;
      ALTER TABLE lab_terms ADD COLUMN remake_days integer NOT NULL DEFAULT 5 CHECK (remake_days BETWEEN 0 AND 60);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE lab_terms DROP COLUMN remake_days;
      ALTER TABLE lab_lens DROP COLUMN blank_expected_on;
    `);
  }
}
