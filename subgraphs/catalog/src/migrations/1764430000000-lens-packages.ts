import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Lenses sold as packages: design, material and treatments at one price per band. */
export class LensPackages1764430000000 implements Migration {
  readonly name = '1764430000000-lens-packages';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create table lens_package (
        code text primary key,
        name jsonb not null,
        description jsonb not null,
        design_code text not null,
        material_code text not null,
        treatment_codes text[] not null,
        position int not null
      );
      create table lens_package_price (
        price_list text not null references price_list (code),
        package_code text not null references lens_package (code),
        band text not null check (band in ('A', 'B', 'C')),
        amount_minor bigint not null check (amount_minor >= 0),
        primary key (price_list, package_code, band)
      );
    `);
    for (const table of ['lens_package', 'lens_package_price'])
      await q.query(
        `create trigger lenses_changed after insert or update or delete or truncate on ${table}
           for each statement execute function lenses_changed('lenses')`,
      );
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('drop table lens_package_price, lens_package');
  }
}
