import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Tables whose rows processes remember between requests. */
const remembered = [
  'brand',
  'collection',
  'collection_product',
  'product',
  'product_slug',
  'variant',
  'price_list',
  'variant_price',
  'bundle_component',
  'media',
];

/**
 * Any change of what is remembered counts the catalogue's version up in its own transaction, whoever makes it: a use case, a job or a
 * hand at the SQL prompt. Counting once per transaction is enough, and keeps the version's row out of the way of long ones.
 */
export class CatalogVersions1763900000000 implements Migration {
  readonly name = '1763900000000-catalog-versions';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      alter table catalog_version add column changed_by xid8;
      create function products_changed() returns trigger language plpgsql as $$
      begin
        update catalog_version set version = version + 1, changed_by = pg_current_xact_id()
         where name = 'products' and changed_by is distinct from pg_current_xact_id();
        return null;
      end $$;
      create index search_document_name_en on search_document (lower(name_en), product_id) where is_default;
      create index search_document_name_de on search_document (lower(name_de), product_id) where is_default;
      drop index search_document_name;
    `);
    for (const table of remembered)
      await q.query(
        `create trigger products_changed after insert or update or delete or truncate on ${table}
           for each statement execute function products_changed()`,
      );
  }

  async down(q: MigrationRunner): Promise<void> {
    for (const table of remembered) await q.query(`drop trigger products_changed on ${table}`);
    await q.query(`
      create index search_document_name on search_document (name_en, product_id) where is_default;
      drop index search_document_name_en, search_document_name_de;
      drop function products_changed;
      alter table catalog_version drop column changed_by;
    `);
  }
}
