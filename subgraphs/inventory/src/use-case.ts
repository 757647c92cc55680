import type { Clock, Database, RequestContext, SettingsOf } from '@opticworks/kernel';
import type { inventorySettings } from './config.ts';

/** What every use case of this subgraph works with. */
export interface Warehouse {
  database: Database;
  clock: Clock;
  settings: SettingsOf<typeof inventorySettings>;
}

/** A request with the warehouse it is about. */
export interface InventoryContext extends RequestContext {
  warehouse: Warehouse;
}
