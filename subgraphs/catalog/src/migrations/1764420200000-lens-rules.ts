import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Tables of the lens catalogue that processes remember between requests. */
const remembered = [
  'lens_option',
  'lens_base_price',
  'lens_treatment_price',
  'lens_surcharge',
  'lens_blank_series',
  'lens_rule_set',
  'price_list',
];
/** Those that decide what can be made; they count a version of their own, which price, order and lab name. */
const making = ['lens_blank_series', 'lens_rule_set'];

/**
 * The rules of making as versioned data: each change is a new row, the newest one holds. Any change of a lens table counts the version
 * of the lens catalogue up in its own transaction, whoever makes it; a change of rules or blanks counts the version of making too.
 */
export class LensRules1764420200000 implements Migration {
  readonly name = '1764420200000-lens-rules';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create table lens_rule_set (
        version int generated always as identity primary key,
        rules jsonb not null,
        note text not null check (length(note) between 1 and 500),
        changed_by text not null,
        changed_at timestamptz not null
      );
      create function lens_rule_set_is_history() returns trigger language plpgsql as $$
      begin
        raise exception 'Rules of making are never edited or removed: write a new version.';
      end $$;
      create trigger lens_rule_set_is_history before update or delete on lens_rule_set
        for each statement execute function lens_rule_set_is_history();
      insert into catalog_version (name) values ('making');
      create function lenses_changed() returns trigger language plpgsql as $$
      begin
        update catalog_version set version = version + 1, changed_by = pg_current_xact_id()
         where name = tg_argv[0] and changed_by is distinct from pg_current_xact_id();
        return null;
      end $$;
    `);
    for (const [name, tables] of [
      ['lenses', remembered],
      ['making', making],
    ] as const)
      for (const table of tables)
        await q.query(
          `create trigger ${name}_changed after insert or update or delete or truncate on ${table}
             for each statement execute function lenses_changed('${name}')`,
        );
  }

  async down(q: MigrationRunner): Promise<void> {
    for (const table of remembered) await q.query(`drop trigger lenses_changed on ${table}`);
    await q.query(`
      drop trigger making_changed on lens_blank_series;
      drop table lens_rule_set;
      drop function lens_rule_set_is_history, lenses_changed;
      delete from catalog_version where name = 'making';
    `);
  }
}
