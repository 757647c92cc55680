import type { Caller, Clock, Database, Logger, SettingsOf } from '@opticworks/kernel';
import type { catalogSettings } from './config.ts';
import type { LensCatalogueStore } from './lenses/lens-catalogue.ts';
import type { ProductMemory } from './products/product-memory.ts';
import type { SearchMemory } from './search/search-memory.ts';

/** What use cases and resolvers of this subgraph work with. */
export interface Catalogue {
  database: Database;
  clock: Clock;
  caller: Caller;
  log: Logger;
  settings: SettingsOf<typeof catalogSettings>;
  /** Currency of the shop window. */
  currency: string;
  lenses: LensCatalogueStore;
  search: SearchMemory;
  memory: ProductMemory;
}
