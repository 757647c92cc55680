import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * What orders last told of packing, the usual way and the error of past promises, whole as one row; and how much of a lead time of the lab
 * is its queue. A change counts the version of the lens catalogue up: quotes use it next.
 */
export class DeliveryTerms1764465000000 implements Migration {
  readonly name = '1764465000000-delivery-terms';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create table delivery_terms (
        one boolean primary key default true check (one),
        terms jsonb not null,
        told_at timestamptz not null
      );
      alter table lens_lead_time add column queue_weekdays integer check (queue_weekdays >= 0);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('alter table lens_lead_time drop column queue_weekdays; drop table delivery_terms');
  }
}
