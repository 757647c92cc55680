import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What the lab last told about how long each route takes. A change counts the version of the lens catalogue up: quotes use it next. */
export class LensLeadTimes1764420100000 implements Migration {
  readonly name = '1764420100000-lens-lead-times';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create table lens_lead_time (
        route text not null,
        rush boolean not null,
        weekdays integer not null check (weekdays >= 0),
        told_at timestamptz not null,
        primary key (route, rush)
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('drop table lens_lead_time');
  }
}
