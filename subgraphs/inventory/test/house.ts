import {
  type Clock,
  executeLocal,
  inProcessBus,
  type Principal,
  type StaffPrincipal,
  type Subgraph,
} from '@opticworks/kernel';
import { drain, fixedClock, rememberRows, type TestDeps, testSubgraphDeps } from '@opticworks/kernel/testing';
import type { EventDef, OperationDef } from '@opticworks/schema';
import { VariantCreated } from '@opticworks/schema/events/catalog';
import type { OrderPlacedPayload } from '@opticworks/schema/events/orders';
import type { StockOf } from '@opticworks/schema/operations/inventory';
import { checkStockInvariants, createInventory, inventorySchema } from '../src/index.ts';

export const warehouseStaff: StaffPrincipal = {
  kind: 'staff',
  id: 'staff_wanda',
  name: 'Wanda',
  roles: ['warehouse'],
  stores: [],
};

export interface TestHouse {
  subgraph: Subgraph;
  deps: TestDeps;
  clock: ReturnType<typeof fixedClock>;
  /** Publishes an event as if a sibling had, and handles it. */
  tell<P>(event: EventDef<P>, payload: P): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: each document has an answer of its own, which tests look into by name.
  ask<Answer = any>(document: string, variables?: Record<string, unknown>, principal?: Principal): Promise<Answer>;
  // biome-ignore lint/suspicious/noExplicitAny: the same of operations.
  call<Answer = any>(name: string, input: unknown, key?: string): Promise<Answer>;
  violations(): Promise<unknown[]>;
  /** Lets everything end that was set off. */
  settle(): Promise<unknown>;
  /** As it was opened, its shelves empty. */
  asNew(): Promise<void>;
  close(): Promise<void>;
}

let eventNumber = 0;

/** A started inventory on a database of its own, with its house laid out and nothing on the shelves. */
export async function aHouse(): Promise<TestHouse> {
  const opened = '2026-03-02T09:00:00.000Z';
  const clock = fixedClock(opened);
  const deps = await testSubgraphDeps({ ...inventorySchema, clock: clock as Clock, bus: inProcessBus() });
  const subgraph = createInventory(deps);
  await subgraph.start();
  const rows = await rememberRows(deps.databaseUrl, inventorySchema.schema);
  return {
    subgraph,
    deps,
    clock,
    async tell(event, payload) {
      eventNumber += 1;
      await subgraph.inbox.receive([
        {
          id: `event_test${eventNumber}`,
          name: event.name,
          source: 'test',
          aggregate: 'test',
          aggregateId: 'test',
          sequence: String(eventNumber),
          payload: JSON.parse(JSON.stringify(payload)),
          occurredAt: clock.now().toISOString(),
          trace: null,
        },
      ]);
      await drain(subgraph);
    },
    async ask(document, variables = {}, principal = warehouseStaff) {
      const result = await executeLocal(subgraph, { document, variables, context: subgraph.context({ principal }) });
      if (result.errors?.length) throw Object.assign(new Error(result.errors[0]!.message), { errors: result.errors });
      return result.data;
    },
    async call(name, input, key = `key-${Math.random()}`) {
      const operation = subgraph.operations.find((provided) => provided.def.name === `inventory.${name}`)!;
      const answer = await operation.run(operation.def.input.parse(input), {
        principal: { kind: 'service', name: 'test' },
        idempotencyKey: key,
        requestId: 'request_test',
        log: deps.logger,
      });
      return operation.def.output.parse(answer);
    },
    violations: () => checkStockInvariants(subgraph.database),
    settle: () => drain(subgraph),
    async asNew() {
      await drain(subgraph, { allowFailures: true });
      await rows.restore();
      clock.set(opened);
    },
    async close() {
      await rows.forget();
      await subgraph.stop();
      await deps.close();
    },
  };
}

/** An item of the catalogue, put on its home shelf. @returns the code of that shelf */
export async function aStockedItem(
  house: TestHouse,
  item: { sku: string; onHand: number; kind?: 'FRAME' | 'ACCESSORY' | 'SENSOR' | 'CONTACT_LENS'; gtin?: string },
): Promise<string> {
  await house.tell(VariantCreated, {
    variantId: `variant_${item.sku.toLowerCase()}`,
    productId: 'product_test',
    sku: item.sku,
    gtin: item.gtin ?? null,
    name: `Item ${item.sku}`,
    kind: item.kind ?? 'FRAME',
    components: [],
  });
  const [level] = await house.subgraph.database.query<{ code: string }>(
    'SELECT b.code FROM stock_item i JOIN bin b ON b.id = i.home_bin_id WHERE i.sku = $1',
    [item.sku],
  );
  if (item.onHand > 0) {
    await house.ask(
      `mutation ($sku: String!, $bin: String!, $n: Int!) { adjustStock(sku: $sku, binCode: $bin, delta: $n, reason: "opening") { __typename } }`,
      { sku: item.sku, bin: level!.code, n: item.onHand },
    );
  }
  return level!.code;
}

type Line = OrderPlacedPayload['lines'][number];

const lens = {
  prescriptionId: 'rx_test',
  use: 'DISTANCE' as const,
  designId: 'd',
  designCode: 'd',
  designName: 'Single vision',
  materialId: 'm',
  materialCode: 'm',
  materialName: '1.60',
  treatmentIds: [],
  treatmentCodes: [],
  treatmentNames: [],
  rush: false,
};

export function aLine(
  sku: string,
  options: { quantity?: number; glasses?: boolean; kind?: Line['kind']; components?: Line['components'] } = {},
): Line {
  return {
    orderLineId: `line_${sku.toLowerCase()}`,
    variantId: `variant_${sku.toLowerCase()}`,
    sku,
    title: `Item ${sku}`,
    kind: options.kind ?? (options.glasses ? 'FRAME' : 'ACCESSORY'),
    quantity: options.quantity ?? 1,
    lens: options.glasses ? lens : null,
    frame: null,
    components: options.components ?? [],
    prescriptionId: options.glasses ? 'rx_test' : null,
  };
}

export function anOrder(lines: Line[], options: { orderId?: string; reservationId?: string } = {}): OrderPlacedPayload {
  return {
    orderId: options.orderId ?? 'order_1',
    number: `OW-${options.orderId ?? 'order_1'}`,
    owner: { kind: 'guest', id: 'guest_1' },
    reservationId: options.reservationId ?? 'reservation_none',
    placedAt: '2026-03-02T09:00:00.000Z',
    promiseDate: '2026-03-09',
    total: { amountMinor: '19800', currency: 'USD' },
    lines,
  };
}

/** As many as the test put there: one that is missing fails where it is looked into. */
export type Expected<T> = [T, T, T, T, ...T[]];

/** What `TASK` asks for. */
export interface TaskAnswer {
  id: string;
  number: string;
  status: string;
  destination: string;
  orderNumber: string;
  trayCode: string | null;
  dueOn: string | null;
  promise: string | null;
  assignedTo: string | null;
  lines: Expected<{
    id: string;
    sku: string;
    quantity: number;
    pickedQuantity: number;
    fromLab: boolean;
    waiting: boolean;
    bin: { code: string; location: { code: string } };
  }>;
}

/** What siblings are told of a shelf. */
export type StockLevelAnswer = OutputOf<typeof StockOf>['levels'][number];
type OutputOf<Operation> = Operation extends OperationDef<infer _Input, infer Output> ? Output : never;

export const TASK = `id number status destination orderNumber trayCode dueOn promise assignedTo
  lines { id sku quantity pickedQuantity fromLab waiting bin { code location { code } } }`;

export async function tasksOf(house: TestHouse, orderId = 'order_1'): Promise<Expected<TaskAnswer>> {
  const data = await house.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { pickTasks { ${TASK} } } } }`,
    { r: [{ __typename: 'Order', id: orderId }] },
  );
  return data._entities[0].pickTasks;
}

/** Walks to every bin of a task and scans what lies there. */
export async function pickAll(house: TestHouse, task: TaskAnswer): Promise<void> {
  for (const line of task.lines.filter((other) => !other.fromLab && !other.waiting)) {
    const data = await house.ask(
      `mutation ($t: ID!, $b: String!, $c: String!, $n: Int!) {
         scanPick(taskId: $t, binCode: $b, code: $c, quantity: $n) { ... on Refusal { code message } } }`,
      { t: task.id, b: line.bin.code, c: line.sku, n: line.quantity },
    );
    if (data.scanPick.code) throw new Error(data.scanPick.message);
  }
}

export async function levelOf(house: TestHouse, sku: string): Promise<StockLevelAnswer> {
  const { levels } = await house.call('stockOf', { skus: [sku] });
  return levels[0];
}
