import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** The columns of a search row that follow from the catalogue; stock is not among them and changes without a version. */
const versioned = [
  'product_id',
  'is_default',
  'variant_position',
  'position',
  'kind',
  'brand',
  'collections',
  'shape',
  'rim',
  'material',
  'audience',
  'colour',
  'size',
  'price_minor',
  'product_price_minor',
  'eye_size',
  'bridge',
  'temple',
  'frame_width',
  'name_en',
  'name_de',
  'rating',
  'published_at',
  'words_en',
  'words_de',
];

/** Processes hold the search rows in memory: whoever writes them, also without touching the product, makes a new version. */
export class SearchVersions1764440000000 implements Migration {
  readonly name = '1764440000000-search-versions';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create trigger products_changed after insert or delete or truncate on search_document
        for each statement execute function products_changed();
      create trigger products_changed_columns after update of ${versioned.join(', ')} on search_document
        for each statement execute function products_changed();
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      drop trigger products_changed_columns on search_document;
      drop trigger products_changed on search_document;
    `);
  }
}
