import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Limits, design and material a job was calculated by: its owner may change them while the lenses are in work. */
export class RulesOfJobs implements Migration {
  readonly name = '1764860000000-rules-of-jobs';

  async up(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE lab_job ADD COLUMN made_by jsonb');
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE lab_job DROP COLUMN made_by');
  }
}
