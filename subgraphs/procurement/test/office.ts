import { executeLocal, type Principal, type StaffPrincipal, type Subgraph } from '@opticworks/kernel';
import {
  drain,
  fakeCaller,
  fixedClock,
  rememberRows,
  type TestDeps,
  testSubgraphDeps,
} from '@opticworks/kernel/testing';
import type { EventDef } from '@opticworks/schema';
import { createProcurement, procurementSchema } from '../src/index.ts';
import type { SupplierMail } from '../src/mail/supplier-mail.provider.ts';

export const staff = (name: string, ...roles: string[]): StaffPrincipal => ({
  kind: 'staff',
  id: `staff_${name.toLowerCase()}`,
  name,
  roles,
  stores: [],
});
export const bea = staff('Bea', 'buyer');
export const bob = staff('Bob', 'buyer');
export const wanda = staff('Wanda', 'warehouse');

interface Level {
  onHand?: number;
  allocated?: number;
  onOrder?: number;
  waiting?: number;
  reorderPoint?: number;
}

export interface TestOffice {
  subgraph: Subgraph;
  deps: TestDeps;
  clock: ReturnType<typeof fixedClock>;
  mails: SupplierMail[];
  /** What inventory answers. */
  stock: Record<string, Level>;
  demand: Record<string, { mean: number; sd: number }>;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read freely by the cases.
  ask(
    document: string,
    variables?: Record<string, unknown>,
    principal?: Principal,
    idempotencyKey?: string,
  ): Promise<any>;
  tell<P>(event: EventDef<P>, payload: P): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are compared as they are.
  published(name: string): Promise<any[]>;
  /** As it was opened: suppliers and their items, and nothing else. */
  asNew(): Promise<void>;
  close(): Promise<void>;
}

let eventNumber = 0;

export async function anOffice(): Promise<TestOffice> {
  const opened = '2026-03-01T12:00:00.000Z';
  const clock = fixedClock(opened);
  const mails: SupplierMail[] = [];
  const stock: TestOffice['stock'] = {};
  const demand: TestOffice['demand'] = {};
  const caller = fakeCaller({
    'inventory.stockOf': ({ skus }: { skus: string[] }) => ({
      levels: skus
        .filter((sku) => stock[sku])
        .map((sku) => {
          const level = { onHand: 0, allocated: 0, onOrder: 0, waiting: 0, reorderPoint: null, ...stock[sku] };
          return { sku, reserved: 0, available: level.onHand - level.allocated, homeBin: 'L-01-01', ...level };
        }),
    }),
    'inventory.demandHistory': ({ skus }: { skus: string[] }) => ({
      skus: skus
        .filter((sku) => demand[sku])
        .map((sku) => ({ sku, units: 1, meanPerDay: demand[sku]!.mean, sdPerDay: demand[sku]!.sd })),
    }),
  });
  const deps = await testSubgraphDeps({ ...procurementSchema, clock, caller });
  const mail = { send: async (letter: SupplierMail) => `mail_${mails.push(letter)}` };
  const subgraph = createProcurement(deps, { mail });
  await subgraph.start();
  const { database } = subgraph;
  const supplier = (id: string, name: string, kind: string, ediId: string | null, currency: string) =>
    database.query(
      'INSERT INTO supplier (id, code, name, email, edi_kind, edi_id, currency, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, id.toUpperCase(), name, `${id}@example.com`, kind, ediId, currency, clock.now()],
    );
  await supplier('lens', 'Lens Vendor', 'X12', 'LENSVENDOR', 'USD');
  await supplier('euro', 'Euro Lens', 'EDIFACT', '4012345000092', 'EUR');
  await supplier('post', 'Post House', 'NONE', null, 'USD');
  const item = (sku: string, supplierId: string, supplierSku: string, gtin: string | null, cost: number, pack = 1) =>
    database.query(
      `INSERT INTO supplier_item (id, supplier_id, sku, supplier_sku, gtin, item_name, cost_minor, pack_size, minimum_quantity, lead_time_days, preferred)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, 4, true)`,
      [`item_${sku}`, supplierId, sku, supplierSku, gtin, `Item ${sku}`, cost, pack],
    );
  await item('BLANK', 'lens', 'SV150-70-M0200', '012345678905', 325);
  await item('AURA', 'lens', 'AURA-52-BLK', null, 4800, 2);
  await item('EURO', 'euro', 'E-1', '4012345678901', 325);
  await item('CASE', 'post', '=CASE', null, 500);
  const rows = await rememberRows(deps.databaseUrl, procurementSchema.schema);
  return {
    subgraph,
    deps,
    clock,
    mails,
    stock,
    demand,
    async ask(document, variables = {}, principal = bea, idempotencyKey) {
      const result = await executeLocal(subgraph, {
        document,
        variables,
        context: subgraph.context({ principal, ...(idempotencyKey ? { idempotencyKey } : {}) }),
      });
      if (result.errors?.length) throw Object.assign(new Error(result.errors[0]!.message), { errors: result.errors });
      return result.data;
    },
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
    async published(name) {
      const rows = await database.query<{ payload: unknown }>(
        'SELECT payload FROM outbox WHERE name = $1 ORDER BY sequence',
        [name],
      );
      return rows.map((row) => row.payload);
    },
    async asNew() {
      await drain(subgraph, { allowFailures: true });
      await rows.restore();
      clock.set(opened);
      mails.length = 0;
      for (const answers of [stock, demand]) for (const sku of Object.keys(answers)) delete answers[sku];
    },
    async close() {
      await rows.forget();
      await subgraph.stop();
      await deps.close();
    },
  };
}

export const ORDER = `id number status version total { amount currencyCode } approvedBy
  lines { id sku quantity receivedQuantity rejectedQuantity invoicedQuantity confirmedOn demand unitCost { amount } total { amount } }
  documents { kind direction status controlNumber text } receipts { receivedBy lines { sku quantity rejected binCode } }
  invoices { number matchStatus total { amount } holds { code sku amount { amount } } } history { kind text actor }`;

/** Proposes what is missing and orders it. @returns the first order */
// biome-ignore lint/suspicious/noExplicitAny: answers are read freely by the cases.
export async function anOrderFor(
  office: TestOffice,
  needs: Record<string, number>,
  buyer: Principal = bea,
): Promise<any> {
  for (const [sku, reorderPoint] of Object.entries(needs)) office.stock[sku] = { onHand: 0, reorderPoint };
  await office.ask('mutation { recalculateProposals }');
  const { replenishmentProposals } = await office.ask('{ replenishmentProposals { edges { node { id sku } } } }');
  const chosen = replenishmentProposals.edges
    .map((edge: { node: { id: string; sku: string } }) => edge.node)
    .filter((node: { sku: string }) => needs[node.sku]);
  const quantities = chosen.map((node: { sku: string }) => needs[node.sku]);
  const data = await office.ask(
    `mutation ($ids: [ID!]!, $n: [Int!]) { orderProposals(proposalIds: $ids, quantities: $n) {
       ... on PurchaseOrders { purchaseOrders { ${ORDER} } } ... on Refusal { code message } } }`,
    { ids: chosen.map((node: { id: string }) => node.id), n: quantities },
    buyer,
  );
  return data.orderProposals.purchaseOrders[0];
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read freely by the cases.
export async function change(
  office: TestOffice,
  field: string,
  args: string,
  variables: Record<string, unknown> = {},
  principal: Principal = bea,
  key?: string,
): Promise<any> {
  const types: Record<string, string> = {
    id: 'ID!',
    lines: '[ReceiptLineInput!]!',
    invoice: '[InvoiceLineInput!]!',
    text: 'String!',
  };
  const heads = Object.keys(variables).map((name) => `$${name}: ${types[name]}`);
  const data = await office.ask(
    `mutation ${heads.length ? `(${heads.join(', ')})` : ''} { answer: ${field}(${args}) { ... on PurchaseOrder { ${ORDER} } ... on Refusal { code message } } }`,
    variables,
    principal,
    key,
  );
  return data.answer;
}
