import type { Migration, MigrationRunner } from '@opticworks/kernel';

type Colour = [code: string, en: string, de: string, hex: string];

const grey: Colour = ['grey', 'Grey', 'Grau', '#6b6f73'];
const brown: Colour = ['brown', 'Brown', 'Braun', '#7b5a3c'];
const green: Colour = ['green', 'Grey-green', 'Graugrün', '#5e6f5c'];
const silver: Colour = ['silver', 'Silver', 'Silber', '#c3c9cf'];
const gold: Colour = ['gold', 'Gold', 'Gold', '#c9a544'];
const blue: Colour = ['blue', 'Blue', 'Blau', '#4f7ea8'];
const rose: Colour = ['rose', 'Rose', 'Rosé', '#c08c91'];

/** What a house begins with: colours of a treatment by the name of the rules, and how much light they keep out, per cent. */
const palette: readonly [treatment: string, colours: readonly Colour[], absorptions: readonly number[]][] = [
  ['tint-solid', [grey, brown, green, blue, rose], [15, 50, 75, 85]],
  ['tint-gradient', [grey, brown, green], [50, 75, 85]],
  ['polarised', [grey, brown, green], []],
  ['photochromic', [grey, brown, green], []],
  ['mirror', [silver, gold, blue], []],
];

/** Colours of tints, sun and self-tinting lenses and mirrors: without one nobody could dye what was ordered. */
export class LensColours1764480000000 implements Migration {
  readonly name = '1764480000000-lens-colours';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      create table lens_colour (
        treatment_code text not null,
        code text not null check (code ~ '^[a-z][a-z0-9-]*$'),
        name jsonb not null,
        hex text not null check (hex ~ '^#[0-9a-f]{6}$'),
        absorptions smallint[] not null check (0 < all (absorptions) and 100 > all (absorptions)),
        position smallint not null,
        primary key (treatment_code, code)
      );
      create function lens_colours_changed() returns trigger language plpgsql as $$
      begin
        update catalog_version set version = version + 1 where name = 'lenses';
        return null;
      end $$;
      create trigger lens_colours_changed after insert or update or delete or truncate on lens_colour
        for each statement execute function lens_colours_changed();
    `);
    for (const [treatment, colours, absorptions] of palette)
      for (const [position, [code, en, de, hex]] of colours.entries())
        await q.query(
          'insert into lens_colour (treatment_code, code, name, hex, absorptions, position) values ($1, $2, $3, $4, $5, $6)',
          [treatment, code, JSON.stringify({ en, de }), hex, absorptions, position],
        );
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      drop table lens_colour;
      drop function lens_colours_changed;
    `);
  }
}
