import { executeLocal, type Principal } from '@opticworks/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOffice, staff, type TestOffice } from './office.ts';

/** Nothing here leaves a trace, so one office serves all. */
let office: TestOffice;
beforeAll(async () => {
  office = await anOffice();
});
afterAll(() => office.close());

test.each([
  ['{ suppliers { id } }', ['buyer', 'warehouse', 'lab', 'admin']],
  ['{ purchaseOrders { edges { cursor } } }', ['buyer', 'warehouse', 'lab', 'admin']],
  ['{ replenishmentProposals { edges { cursor } } }', ['buyer', 'lab', 'admin']],
  ['mutation { recalculateProposals }', ['buyer', 'admin']],
  ['mutation { dismissProposal(id: "x", reason: "x") }', ['buyer', 'admin']],
  ['mutation { orderProposals(proposalIds: []) { ... on Refusal { code } } }', ['buyer', 'admin']],
  ['mutation { approvePurchaseOrder(id: "x") { ... on Refusal { code } } }', ['buyer', 'admin']],
  ['mutation { cancelPurchaseOrder(id: "x", reason: "x") { ... on Refusal { code } } }', ['buyer', 'admin']],
  [
    'mutation { receiveGoods(purchaseOrderId: "x", lines: []) { ... on Refusal { code } } }',
    ['buyer', 'warehouse', 'admin'],
  ],
  [
    'mutation { recordSupplierInvoice(purchaseOrderId: "x", number: "1", lines: []) { ... on Refusal { code } } }',
    ['buyer', 'admin'],
  ],
  ['mutation { receiveEdi(text: "x") { ... on Refusal { code } } }', ['buyer', 'admin']],
])('who may: %s', async (document, allowed) => {
  const everybody: [string, Principal][] = [
    ['guest', { kind: 'guest', id: 'g' }],
    ['customer', { kind: 'customer', id: 'c', userId: 'u' }],
    ['partner', { kind: 'partner', id: 'p', scopes: [], testMode: true }],
    ...['buyer', 'warehouse', 'lab', 'optician', 'associate', 'admin'].map((role): [string, Principal] => [
      role,
      staff(role, role),
    ]),
  ];
  const may = [];
  for (const [name, principal] of everybody) {
    const result = await executeLocal(office.subgraph, { document, context: office.subgraph.context({ principal }) });
    if (!/UNAUTHENTICATED|FORBIDDEN/.test(JSON.stringify(result))) may.push(name);
  }
  expect(may.sort()).toEqual([...allowed].sort());
});
