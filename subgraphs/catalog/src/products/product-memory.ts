import { Lru } from '@opticworks/kernel';

/** Values of one kind kept per version; a shop of this many products is held whole, a larger one by what is asked most. */
const MAX_PER_KIND = 4_000;

/**
 * What one version of the catalogue looks like, filled as it is read. Everything in it was read after the version was, so it may be
 * newer than its version says, never older: a change commits together with the next version, whose memory begins empty.
 */
export class CatalogueSnapshot {
  readonly version: string;
  readonly #kinds = new Map<string, Lru<unknown>>();

  constructor(version: string) {
    this.version = version;
  }

  /** The kept values of one kind, by key. They are shared between requests: read them, never change them. */
  kind<V>(name: string): Lru<V> {
    let kept = this.#kinds.get(name);
    if (!kept) {
      kept = new Lru<unknown>(MAX_PER_KIND);
      this.#kinds.set(name, kept);
    }
    return kept as Lru<V>;
  }
}

/**
 * Products, variants, texts and pictures this process has read, for the newest version of the catalogue it has seen. Nothing is
 * answered from here before the version was read from the database in the same request.
 */
export class ProductMemory {
  #newest = new CatalogueSnapshot('0');

  at(version: string): CatalogueSnapshot {
    if (version === this.#newest.version) return this.#newest;
    const snapshot = new CatalogueSnapshot(version);
    // A slow request may come with an older version than another has seen meanwhile: it gets a memory of its own.
    if (BigInt(version) > BigInt(this.#newest.version)) this.#newest = snapshot;
    return snapshot;
  }
}
