import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** How much of a route's lead time is waiting behind other work; null for what was told before it was kept. */
export class DaysOfTheQueue implements Migration {
  readonly name = '1764870000000-days-of-the-queue';

  async up(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE lab_lead_time ADD COLUMN queue_weekdays integer CHECK (queue_weekdays >= 0)');
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE lab_lead_time DROP COLUMN queue_weekdays');
  }
}
