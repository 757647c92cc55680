import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Price lists that were there before slab-off was sold have no price for it, and the builder offers it only where there is one. Each list
 * that is in force and asks for prism gets a price in the proportion a new installation has between the two; a price somebody set stays.
 */
export class SlabOffPrice1764475000000 implements Migration {
  readonly name = '1764475000000-slab-off-price';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      insert into lens_surcharge (price_list, code, label, amount_minor)
      select s.price_list, 'SLAB_OFF', '${LABEL}', round(s.amount_minor * ${RATIO})
      from lens_surcharge s join price_list l on l.code = s.price_list and l.valid_to is null
      where s.code = 'PRISM'
      on conflict (price_list, code) do nothing
    `);
  }

  /** What was set since stays; a price that is still the one above goes. */
  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      delete from lens_surcharge o using lens_surcharge s
      where o.code = 'SLAB_OFF' and s.code = 'PRISM' and s.price_list = o.price_list
        and o.amount_minor = round(s.amount_minor * ${RATIO}) and o.label = '${LABEL}'
    `);
  }
}

const RATIO = '95.0 / 30';
const LABEL = '{"en": "Slab-off", "de": "Slab-off-Schliff"}';
