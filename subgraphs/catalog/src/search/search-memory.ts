import { type Database, JoinedReads } from '@opticworks/kernel';
import { type StoredFrame } from '../lenses/frame-geometry.ts';
import type { Locale, Localized } from '../text/localized.ts';
import { MAX_INDEXED, SEARCH_ROWS, SearchIndex, type SearchRow, type TextHits } from './search-index.ts';
import { textStatement } from './search-sql.ts';

/** One frame geometry with all variants (colours) that share it. */
export interface SizedFrame extends StoredFrame {
  variants: string[];
}

interface Indexed {
  version: string;
  index: SearchIndex | null;
}

interface Remembered {
  version: string;
  labels: Map<string, { label: Localized; swatch: string | null }>;
  frames: SizedFrame[] | null;
}

function hitsIn(index: SearchIndex, found: string): TextHits {
  const relevance = new Map<number, number>();
  const docs: number[] = [];
  for (const hit of found === '' ? [] : found.split(',')) {
    const colon = hit.indexOf(':');
    const place = index.place(colon < 0 ? hit : hit.slice(0, colon));
    if (place === undefined) continue;
    docs.push(place);
    if (colon >= 0) relevance.set(place, Number(hit.slice(colon + 1)));
  }
  return { docs: Int32Array.from(docs).sort(), relevance };
}

/**
 * What searching keeps between requests: names of brands, collections and colours, the geometries "can take my prescription" is judged
 * on, and the index that lists are filtered and counted in. All of it belongs to one version of the catalogue, which every reader compares.
 */
export class SearchMemory {
  readonly #database: Database;
  readonly #versions = new JoinedReads<string>();
  readonly #texts = new JoinedReads<{ version: string; found: string }>();
  readonly #indexes = new JoinedReads<Indexed>();
  #index: Indexed | null = null;
  #current: Promise<Remembered> | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The catalogue's version now; requests that ask at the same time share the statement. */
  version(): Promise<string> {
    return this.#versions.read('products', async () => {
      const [row] = await this.#database.query<{ version: string }>(
        `select version::text from catalog_version where name = 'products'`,
      );
      return row?.version ?? '0';
    });
  }

  async #at(version: string): Promise<Remembered> {
    const current = this.#current ? await this.#current : null;
    if (current?.version === version) return current;
    const loading = this.#load(version);
    this.#current = loading;
    loading.catch(() => {
      if (this.#current === loading) this.#current = null;
    });
    return loading;
  }

  async #load(version: string): Promise<Remembered> {
    const rows = await this.#database.query<{ key: string; label: Localized; swatch: string | null }>(
      `select 'brand/' || slug as key, json_build_object('en', name, 'de', name) as label, null as swatch from brand
       union all select 'collection/' || slug, name::json, null from collection`,
    );
    return {
      version,
      labels: new Map(rows.map((r) => [r.key, { label: r.label, swatch: r.swatch }])),
      frames: null,
    };
  }

  async labels(version: string): Promise<Remembered['labels']> {
    return (await this.#at(version)).labels;
  }

  /**
   * The index of the newest version, and what a text search finds in it, both of the same version.
   * @returns null when the catalogue is too large to be held, or changes faster than it can be read
   */
  async index(words: string | null, locale: Locale): Promise<{ index: SearchIndex; hits: TextHits | null } | null> {
    if (words === null) {
      const index = await this.#indexAt(await this.version());
      return index && { index, hits: null };
    }
    const { sql, params } = textStatement(words, locale);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const text = await this.#texts.read(`${locale} ${words}`, async () => {
        const [row] = await this.#database.query<{ version: string; found: string }>(sql, params);
        return row!;
      });
      const index = await this.#indexAt(text.version);
      if (!index) return null;
      if (index.version === text.version) return { index, hits: hitsIn(index, text.found) };
    }
    return null;
  }

  /** The index of this version or of a newer one. */
  async #indexAt(version: string): Promise<SearchIndex | null> {
    const known = this.#index;
    if (known && BigInt(known.version) >= BigInt(version)) return known.index;
    const loaded = await this.#indexes.read('index', async () => {
      const [read] = await this.#database.query<{ version: string; count: number; rows: SearchRow[] }>(SEARCH_ROWS);
      const { count, rows } = read!;
      return { version: read!.version, index: count > MAX_INDEXED ? null : new SearchIndex(read!.version, rows) };
    });
    // Of loads that overtook each other the newest stays.
    if (!this.#index || BigInt(loaded.version) > BigInt(this.#index.version)) this.#index = loaded;
    return loaded.index;
  }

  async frames(version: string): Promise<SizedFrame[]> {
    const memory = await this.#at(version);
    memory.frames ??= await this.#database.query<SizedFrame>(
      `select array_agg(v.id) as variants, p.frame->>'rim' as rim, v.eye_size_tenths, v.lens_height_tenths, v.dbl_tenths,
         v.effective_diameter_tenths, v.outline, (p.frame->>'baseCurve')::float8 as base_curve, true as prescription_ready
       from product p join variant v on v.product_id = p.id
       where p.published and not v.discontinued and p.kind = 'FRAME' and (p.frame->>'prescriptionReady')::boolean
       group by 2, 3, 4, 5, 6, 7, 8`,
    );
    return memory.frames;
  }
}
