// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import {
  type CustomerPrincipal,
  executeLocal,
  fixedClock,
  type Principal,
  type StaffPrincipal,
  type Subgraph,
} from '@opticworks/kernel';
import { fakeCaller, testSubgraphDeps } from '@opticworks/kernel/testing';
import { catalogMigrations, createCatalog } from '../src/index.ts';

export const staff = (...roles: string[]): StaffPrincipal => ({
  kind: 'staff',
  id: `staff_${roles.join('_')}`,
  name: 'Test',
  roles,
  stores: [],
});
export const customer = (id = 'cust_1'): CustomerPrincipal => ({ kind: 'customer', id, userId: 'user_1' });
export const guest: Principal = { kind: 'guest', id: 'guest_1' };
export const service: Principal = { kind: 'service', name: 'orders' };

/** A seeded catalogue on a database of its own. */
export async function aCatalog() {
  const clock = fixedClock('2026-03-02T10:00:00Z');
  const caller = fakeCaller({
    'customer-rx.readCustomer': () => ({
      customerId: 'cust_1',
      name: 'Hannah Vogel',
      email: 'h@example.com',
      locale: 'en',
    }),
  });
  const deps = await testSubgraphDeps({
    schema: 'catalog',
    migrations: catalogMigrations,
    clock,
    caller,
    env: { DATA_DIR: '.data/test-media' },
  });
  const catalog = createCatalog(deps);
  await catalog.start();
  await catalog.seed?.({ log: deps.logger, clock, caller, scale: 1 });
  return {
    catalog,
    clock,
    deps,
    ask: (
      document: string,
      variables: Record<string, unknown> = {},
      principal: Principal = guest,
      locale: 'en' | 'de' = 'en',
    ) => ask(catalog, document, variables, principal, locale),
    call: operationCaller(catalog),
    async close() {
      await catalog.stop();
      await deps.close();
    },
  };
}

export async function ask(
  catalog: Subgraph,
  document: string,
  variables: Record<string, unknown>,
  principal: Principal,
  locale: 'en' | 'de' = 'en',
) {
  const result = await executeLocal(catalog, { document, variables, context: catalog.context({ principal, locale }) });
  if (result.errors) throw new Error(JSON.stringify(result.errors));
  return result.data;
}

const operationCaller =
  (catalog: Subgraph) =>
  async (name: string, input: unknown, principal: Principal = service) => {
    const operation = catalog.operations.find((o) => o.def.name === name);
    if (!operation) throw new Error(`No operation ${name}.`);
    const context = catalog.context({ principal });
    return operation.def.output.parse(
      await operation.run(operation.def.input.parse(input), {
        principal,
        idempotencyKey: 'key',
        requestId: context.requestId,
        log: context.log,
      }),
    ) as any;
  };
