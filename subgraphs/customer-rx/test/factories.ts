import { executeLocal, type FixedClock, fixedClock, type Principal, type Subgraph } from '@opticworks/kernel';
import { fakeCaller, type TestDeps, testSubgraphDeps } from '@opticworks/kernel/testing';
import { type CustomerRxOverrides, createCustomerRx, customerRxSchema } from '../src/index.ts';

export const TODAY = '2026-03-02';

export interface Room {
  subgraph: Subgraph;
  deps: TestDeps;
  clock: FixedClock;
  /** Runs a document as somebody; a GraphQL error fails the test unless `allowErrors`. */
  ask(
    who: Principal,
    document: string,
    variables?: Record<string, unknown>,
    options?: { allowErrors?: boolean; locale?: 'en' | 'de' },
  ): Promise<any>;
  /** Numbers of open orders by customer, as orders would tell them. */
  underWay: Record<string, string[]>;
  close(): Promise<void>;
}

export async function aRoom(env: Record<string, string> = {}, overrides: CustomerRxOverrides = {}): Promise<Room> {
  const clock = fixedClock(`${TODAY}T10:00:00Z`);
  const underWay: Record<string, string[]> = {};
  const deps = await testSubgraphDeps({
    caller: fakeCaller({
      'orders.openOrders': ({ customerId }) => ({ numbers: underWay[customerId as string] ?? [] }),
    }),
    schema: customerRxSchema.schema,
    migrations: customerRxSchema.migrations,
    clock,
    env,
  });
  const subgraph = createCustomerRx(deps, overrides);
  await subgraph.start();
  return {
    subgraph,
    deps,
    clock,
    underWay,
    async ask(who, document, variables = {}, options = {}) {
      const context = subgraph.context({ principal: who, locale: options.locale ?? 'en' });
      const result = await executeLocal(subgraph, { document, variables, context });
      if (result.errors && !options.allowErrors) throw new Error(JSON.stringify(result.errors));
      return options.allowErrors ? result : result.data;
    },
    async close() {
      await subgraph.stop();
      await deps.close();
    },
  };
}

export const guest = (id = 'guest-1'): Principal => ({ kind: 'guest', id }) as Principal;
export const customer = (id: string, guestId: string | null = null): Principal =>
  ({ kind: 'customer', id, userId: `user-of-${id}`, guestId }) as Principal;
export const staff = (...roles: string[]): Principal => ({
  kind: 'staff',
  id: `staff_${roles[0]}`,
  name: `Sam ${roles[0]}`,
  roles,
  stores: [],
});
export const service = (name = 'orders'): Principal => ({ kind: 'service', name });

/** The smallest saleable pair, as a form would send it. */
export const aTypedRx = (over: Record<string, unknown> = {}) => ({
  od: { sphere: '-2.25', cylinder: '-0.75', axis: 175 },
  os: { sphere: '-2.00' },
  pd: { odMm: '31', osMm: '32' },
  issuedOn: '2026-01-10',
  prescriberName: 'Dr. Canary Prescriber',
  patientName: 'Pat Canary',
  ...over,
});

export const SAVE = `mutation ($input: SavePrescriptionInput!) { savePrescription(input: $input) { __typename
  ... on Prescription { id status product expired expiresOn od { sphere cylinder axis add asWritten } os { sphere } pd { odMm osMm } issues { code severity } patientName }
  ... on Refusal { code message issues { code message field severity } } } }`;
