import {
  buildGraph,
  createDatabase,
  defineSubgraph,
  loadSettings,
  type Subgraph,
  type SubgraphDeps,
} from '@opticworks/kernel';
import { WaitingDemandEntity } from './allocations/waiting-demand.entity.ts';
import { inventorySettings } from './config.ts';
import { InventoryEventType, InventoryFeedResolver } from './feed/inventory-feed.resolver.ts';
import { handleExpireReservations } from './jobs/expire-reservations.handler.ts';
import { BinEntity } from './locations/bin.entity.ts';
import { ensureHouse } from './locations/house-layout.ts';
import { LocationEntity } from './locations/location.entity.ts';
import { LocationResolver, locationByReference } from './locations/location.resolver.ts';
import { LocationType } from './locations/location.type.ts';
import { CreateInventory1767225600000 } from './migrations/1767225600000-create-inventory.ts';
import { PairsByJob1767312000000 } from './migrations/1767312000000-pairs-by-job.ts';
import { TasksThatWait1767398400000 } from './migrations/1767398400000-tasks-that-wait.ts';
import { PlansInTheLine1767484800000 } from './migrations/1767484800000-plans-in-the-line.ts';
import { BlanksPutBack1767571200000 } from './migrations/1767571200000-blanks-put-back.ts';
import { CountersInPlace1767657600000 } from './migrations/1767657600000-counters-in-place.ts';
import { operationsOf } from './operations.ts';
import { PickLineEntity } from './picking/pick-line.entity.ts';
import { pickListRoutes } from './picking/pick-list.routes.ts';
import { PickTaskEntity } from './picking/pick-task.entity.ts';
import {
  OrderResolver,
  PickTaskConnectionResolver,
  PickTaskResolver,
  pickTaskByReference,
} from './picking/pick-task.resolver.ts';
import { OrderStub, PickTaskType } from './picking/pick-task.type.ts';
import { seedStock } from './seed/seed-stock.ts';
import {
  StockLevelConnectionResolver,
  StockLevelResolver,
  stockLevelByReference,
} from './stock/stock-level.resolver.ts';
import { AvailabilityType, StockLevelType, VariantStub } from './stock/stock-level.type.ts';
import { VariantResolver } from './stock/variant.resolver.ts';
import { subscribersOf } from './subscribers/subscribers.ts';
import type { Warehouse } from './use-case.ts';

export { checkStockInvariants, type StockViolation } from './invariants.ts';

export const inventorySchema = {
  schema: 'inventory',
  entities: [LocationEntity, BinEntity, PickTaskEntity, PickLineEntity, WaitingDemandEntity],
  migrations: [
    CreateInventory1767225600000,
    PairsByJob1767312000000,
    TasksThatWait1767398400000,
    PlansInTheLine1767484800000,
    BlanksPutBack1767571200000,
    CountersInPlace1767657600000,
  ],
};

/** Locations, stock, reservations and picking. */
export function createInventory(deps: SubgraphDeps): Subgraph {
  const settings = loadSettings(inventorySettings, { mode: deps.mode, env: deps.env });
  const database = createDatabase({
    name: 'inventory',
    url: deps.databaseUrl,
    ...(deps.databaseRole ? { role: deps.databaseRole } : {}),
    ...(deps.poolSize ? { poolSize: deps.poolSize } : {}),
    plansOnce: true,
    ...inventorySchema,
    logger: deps.logger,
    clock: deps.clock,
  });
  const warehouse: Warehouse = { database, clock: deps.clock, settings };
  return defineSubgraph({
    name: 'inventory',
    deps,
    database,
    graph: inventoryGraph(),
    operations: operationsOf(warehouse),
    subscribers: subscribersOf(warehouse),
    jobs: [handleExpireReservations(warehouse, deps.jobs)],
    routes: pickListRoutes(warehouse),
    extendContext: (base) => Object.assign(base, { warehouse }),
    seed: (context) => seedStock(warehouse, context),
    onStart: () => database.transaction((tx) => ensureHouse(tx, deps.clock.now()), { name: 'lay out the house' }),
  });
}

export function inventoryGraph() {
  return buildGraph({
    name: 'inventory',
    resolvers: [
      LocationResolver,
      StockLevelResolver,
      StockLevelConnectionResolver,
      VariantResolver,
      OrderResolver,
      PickTaskResolver,
      PickTaskConnectionResolver,
      InventoryFeedResolver,
    ],
    orphanedTypes: [
      VariantStub,
      OrderStub,
      LocationType,
      StockLevelType,
      PickTaskType,
      AvailabilityType,
      InventoryEventType,
    ],
    references: {
      Variant: ({ id }: { id: string }) => ({ id }),
      Order: ({ id }: { id: string }) => ({ id }),
      Location: locationByReference,
      StockLevel: stockLevelByReference,
      PickTask: pickTaskByReference,
    },
  });
}
