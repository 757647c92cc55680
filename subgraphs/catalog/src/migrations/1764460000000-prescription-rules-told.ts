import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * What prescriptions are judged by, as the prescription desk last told it, whole as one row. A change counts the version of the lens
 * catalogue up: quotes judge by it next.
 */
export class PrescriptionRulesTold1764460000000 implements Migration {
  readonly name = '1764460000000-prescription-rules-told';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create table told_prescription_rules (
        one boolean primary key default true check (one),
        version integer not null,
        rules jsonb not null
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('drop table told_prescription_rules');
  }
}
