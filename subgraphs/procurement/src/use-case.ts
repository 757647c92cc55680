import type { Caller, Clock, Database, Logger, Mode, RequestContext, SettingsOf } from '@opticworks/kernel';
import type { procurementSettings } from './config.ts';

/** What every use case of this subgraph works with. */
export interface Purchasing {
  database: Database;
  clock: Clock;
  settings: SettingsOf<typeof procurementSettings>;
  mode: Mode;
  caller: Caller;
  log: Logger;
}

/** A request with the purchasing it is about. */
export interface ProcurementContext extends RequestContext {
  purchasing: Purchasing;
}
