import { type Database, JoinedReads } from '@opticworks/kernel';
import { type StoredFrame } from '../lenses/frame-geometry.ts';
import type { Localized } from '../text/localized.ts';

/** One frame geometry with all variants (colours) that share it. */
export interface SizedFrame extends StoredFrame {
  variants: string[];
}

export interface FacetRow {
  facet: string;
  value: string | null;
  count: number;
  low: string | null;
  high: string | null;
}

interface Remembered {
  version: string;
  labels: Map<string, { label: Localized; swatch: string | null }>;
  frames: SizedFrame[] | null;
  facets: FacetRow[] | null;
}

/**
 * What searching keeps between requests: names of brands, collections and colours, the geometries "can take my prescription" is judged
 * on, and the facet counts of the unfiltered catalogue. All of it belongs to one version of the catalogue, which every reader compares.
 */
export class SearchMemory {
  readonly #database: Database;
  readonly #versions = new JoinedReads<string>();
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
      facets: null,
    };
  }

  async labels(version: string): Promise<Remembered['labels']> {
    return (await this.#at(version)).labels;
  }

  /** Facet counts without any filter, as rows. */
  async unfilteredFacets(version: string, count: () => Promise<FacetRow[]>): Promise<FacetRow[]> {
    const memory = await this.#at(version);
    memory.facets ??= await count();
    return memory.facets;
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
