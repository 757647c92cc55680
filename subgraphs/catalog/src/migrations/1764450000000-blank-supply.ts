import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * What the lab last told of blanks that are scarce, and what it does then, whole as one row. A change counts the version of the lens
 * catalogue up: quotes use it next.
 */
export class BlankSupply1764450000000 implements Migration {
  readonly name = '1764450000000-blank-supply';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create table lens_blank_supply (
        one boolean primary key default true check (one),
        supply jsonb not null,
        told_at timestamptz not null
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('drop table lens_blank_supply');
  }
}
