import { countStatements, type Principal, subscribeLocal } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import { StockShort } from '@opticworks/schema/events/inventory';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { flagUnacknowledged } from '../src/edi/flag-unacknowledged.ts';
import { csvCell } from '../src/mail/write-order-mail.ts';
import type { Purchasing } from '../src/use-case.ts';
import { anOffice, anOrderFor, bea, bob, change, staff, type TestOffice, wanda } from './office.ts';
import { someGoods } from './some-goods.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await anOffice();
});
afterEach(() => office.asNew());
afterAll(() => office.close());

const approve = (id: string, principal: Principal = bea) =>
  change(office, 'approvePurchaseOrder', 'id: $id', { id }, principal);
const receive = (order: any, entries: object[], principal: Principal = wanda, key?: string) =>
  change(
    office,
    'receiveGoods',
    'purchaseOrderId: $id, lines: $lines',
    {
      id: order.id,
      lines: entries.map((entry, i) => ({ purchaseOrderLineId: order.lines[i]?.id, binCode: 'l-01-01', ...entry })),
    },
    principal,
    key,
  );
const invoice = (order: any, number: string, quantity: number, unitCost: string, sku = 'BLANK') =>
  change(office, 'recordSupplierInvoice', `purchaseOrderId: $id, number: "${number}", lines: $invoice`, {
    id: order.id,
    invoice: [{ sku, quantity, unitCost }],
  });
const proposals = async (args = '') =>
  (
    await office.ask(
      `{ replenishmentProposals${args} { totalCount edges { node { id sku quantity urgent reason formula demandReferences status supplier { code } unitCost { amount } onHand reserved onOrder reorderPoint } } } }`,
    )
  ).replenishmentProposals;

test('a shortage becomes an urgent proposal at once, with who waits and the sum behind it', async () => {
  office.stock.BLANK = { waiting: 2, reorderPoint: 2 };

  await office.tell(StockShort, { sku: 'BLANK', itemName: 'Blank', quantity: 1, reference: 'job:1', neededOn: null });
  await office.tell(StockShort, { sku: 'BLANK', itemName: 'Blank', quantity: 1, reference: 'job:2', neededOn: null });

  const { edges, totalCount } = await proposals('(urgentOnly: true)');
  expect(totalCount).toBe(1);
  expect(edges[0].node).toMatchObject({
    sku: 'BLANK',
    quantity: 6,
    urgent: true,
    reason: 'A lab job waits for 1; 2 more are promised than there are',
    formula: 'Less than one a month: min–max 2/4; 0 on hand + 0 on order − 0 promised − 2 waiting = -2; 4 + 2 → 6',
    demandReferences: ['job:1', 'job:2'],
    supplier: { code: 'LENS' },
    unitCost: { amount: '3.25' },
  });
});

test('nothing is proposed for a wait that goods on their way already cover', async () => {
  office.stock.BLANK = { waiting: 1, onOrder: 9, reorderPoint: 2 };
  await office.tell(StockShort, { sku: 'BLANK', itemName: 'Blank', quantity: 1, reference: 'job:1', neededOn: null });
  await office.tell(StockShort, {
    sku: 'NOBODY',
    itemName: 'Unknown',
    quantity: 1,
    reference: 'job:1',
    neededOn: null,
  });
  expect((await proposals()).totalCount).toBe(0);
});

test('the nightly look renews, adds and retires proposals', async () => {
  office.stock.BLANK = { onHand: 90 };
  office.demand.BLANK = { mean: 10, sd: 3 };
  office.stock.AURA = { onHand: 1, reorderPoint: 3 };
  office.stock.CASE = { onHand: 50, reorderPoint: 3 };
  expect((await office.ask('mutation { recalculateProposals }')).recalculateProposals).toBe(1);
  office.stock.BLANK = { onHand: 50, allocated: 5 };
  office.stock.AURA = { onHand: 9 };

  expect((await office.ask('mutation { recalculateProposals }')).recalculateProposals).toBe(1);
  const { edges } = await proposals();
  expect(edges.map((edge: any) => edge.node.sku)).toEqual(['BLANK']);
  // L 4, σL 1: SS = 1.645·√(4·9 + 100) = 19.2 → 20, ROP 60; L+R = 11: SS' = 1.645·√(99 + 100) = 23.2 → 24, up to 134.
  expect(edges[0].node).toMatchObject({ quantity: 134 - 45, reorderPoint: 60, onHand: 50, reserved: 5 });
});

test('a proposal is ordered once, whoever clicks first', async () => {
  office.stock.BLANK = { reorderPoint: 4 };
  await office.ask('mutation { recalculateProposals }');
  const [{ node }] = (await proposals()).edges;

  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      office.ask(
        'mutation ($ids: [ID!]!) { orderProposals(proposalIds: $ids) { __typename ... on Refusal { code } } }',
        { ids: [node.id] },
      ),
    ),
  );

  expect(answers.filter((answer) => answer.orderProposals.__typename === 'PurchaseOrders')).toHaveLength(1);
  expect(answers.filter((answer) => answer.orderProposals.code === 'PROPOSAL_NOT_OPEN')).toHaveLength(5);
});

test('one order per supplier, in whole packs', async () => {
  for (const sku of ['BLANK', 'AURA', 'EURO']) office.stock[sku] = { reorderPoint: 4 };
  await office.ask('mutation { recalculateProposals }');
  const nodes = (await proposals()).edges.map((edge: any) => edge.node);
  const data = await office.ask(
    'mutation ($ids: [ID!]!, $n: [Int!]) { orderProposals(proposalIds: $ids, quantities: $n) { ... on PurchaseOrders { purchaseOrders { status supplier { code } total { amount currencyCode } lines { sku quantity } history { text } } } } }',
    { ids: nodes.map((node: any) => node.id), n: nodes.map(() => 5) },
  );
  const orders = data.orderProposals.purchaseOrders;
  expect(orders).toHaveLength(2);
  const lens = orders.find((order: any) => order.supplier.code === 'LENS');
  expect(lens).toMatchObject({ status: 'AWAITING_APPROVAL', total: { amount: '304.25', currencyCode: 'USD' } });
  expect(lens.lines.map((line: any) => [line.sku, line.quantity]).sort()).toEqual([
    ['AURA', 6],
    ['BLANK', 5],
  ]);
  const euro = orders.find((order: any) => order.supplier.code === 'EURO');
  expect([lens.history, euro.history]).toEqual([
    [{ text: '2 items from proposals' }],
    [{ text: '1 items from proposals' }],
  ]);
});

test('above the limit a second person approves', async () => {
  const order = await anOrderFor(office, { AURA: 60 });
  expect(order.total.amount).toBe('2880.00');

  expect(await approve(order.id)).toEqual({
    code: 'FOUR_EYES',
    message: `Orders above 2500.00 USD need a second person. Ask a colleague to approve purchase order ${order.number}.`,
  });
  expect(await approve(order.id, bob)).toMatchObject({ status: 'SENT', approvedBy: 'Bob' });
  expect(await approve(order.id, bob)).toMatchObject({ code: 'PURCHASE_ORDER_STATE' });
});

test('an order to an EDI supplier leaves as a document and counts as on its way', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });

  const sent = await approve(order.id);

  expect(sent).toMatchObject({ status: 'SENT', documents: [{ kind: '850', direction: 'OUT', status: 'SENT' }] });
  expect(sent.documents[0].text).toContain(`BEG*00*SA*${order.number}**20260301~`);
  expect(sent.documents[0].text).toContain('PO1*1*20*EA*3.25*PE*VN*SV150-70-M0200~');
  expect(await office.published('procurement.PurchaseOrderSent.v1')).toEqual([
    {
      purchaseOrderId: order.id,
      number: order.number,
      lines: [{ sku: 'BLANK', quantity: 20, expectedOn: '2026-03-05' }],
    },
  ]);
});

test('an order by post is sent when the mail service has taken it, once', async () => {
  const order = await anOrderFor(office, { CASE: 3 });
  expect(await approve(order.id)).toMatchObject({
    status: 'APPROVED',
    documents: [{ kind: 'MAIL', status: 'QUEUED' }],
  });

  await drain(office.subgraph, { jobs: office.deps.jobs });
  await drain(office.subgraph, { jobs: office.deps.jobs });

  expect(office.mails).toHaveLength(1);
  expect(office.mails[0]).toMatchObject({
    to: 'post@example.com',
    subject: `Purchase order ${order.number}`,
    idempotencyKey: `purchase-order-${order.id}`,
  });
  expect(office.mails[0]!.attachments[0]!.content).toContain("3,'=CASE,Item CASE,5.00 USD,15.00 USD");
  const { purchaseOrder } = await office.ask(
    'query ($id: ID) { purchaseOrder(id: $id) { status documents { status } } }',
    { id: order.id },
  );
  expect(purchaseOrder).toEqual({ status: 'SENT', documents: [{ status: 'SENT' }] });
});

test('spreadsheet cells cannot run', () => {
  expect(['=1+1', '-5', '@x', 'a,b', 'say "hi"', 'a\nb'].map(csvCell)).toEqual([
    "'=1+1",
    "'-5",
    "'@x",
    '"a,b"',
    '"say ""hi"""',
    'a b',
  ]);
});

test('receiving in parts, never more than ordered, and telling inventory', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  expect(await receive(order, [{ quantity: 5 }])).toMatchObject({ code: 'PURCHASE_ORDER_STATE' });
  await approve(order.id);

  expect(await receive(order, [{ quantity: 12, lot: 'L1' }])).toMatchObject({
    status: 'PARTIALLY_RECEIVED',
    lines: [{ receivedQuantity: 12 }],
  });
  expect(await receive(order, [{ quantity: 9 }])).toEqual({
    code: 'RECEIPT_OVER',
    message: 'Only 8 more of Item BLANK are open on this order. Send the surplus back or raise a new order.',
  });
  expect(await receive(order, [{ quantity: 0 }])).toMatchObject({ code: 'RECEIPT_EMPTY' });
  expect(await receive(order, [{ quantity: 1, binCode: ' ' }])).toMatchObject({ code: 'RECEIPT_BIN_REQUIRED' });
  expect(await receive(order, [{ quantity: 1, purchaseOrderLineId: 'x' }])).toMatchObject({
    code: 'RECEIPT_LINE_UNKNOWN',
  });
  expect(await receive(order, [{ quantity: 6, rejected: 2 }])).toMatchObject({
    status: 'RECEIVED',
    lines: [{ receivedQuantity: 18, rejectedQuantity: 2 }],
  });
  const told = await office.published('procurement.GoodsReceived.v1');
  expect(told.map((event) => event.lines)).toEqual([
    [{ sku: 'BLANK', quantity: 12, rejected: 0, binCode: 'L-01-01', lot: 'L1', expiresOn: null }],
    [{ sku: 'BLANK', quantity: 6, rejected: 2, binCode: 'L-01-01', lot: null, expiresOn: null }],
  ]);
});

test('ten people receiving the last pieces book them once', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);

  const answers = await Promise.all(Array.from({ length: 10 }, () => receive(order, [{ quantity: 15 }])));

  expect(answers.filter((answer) => answer.status === 'PARTIALLY_RECEIVED')).toHaveLength(1);
  expect(answers.filter((answer) => answer.code === 'RECEIPT_OVER')).toHaveLength(9);
});

test('a repeated scan with the same key books once', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);
  await receive(order, [{ quantity: 5 }], wanda, 'scan-1');
  expect(await receive(order, [{ quantity: 5 }], wanda, 'scan-1')).toMatchObject({ lines: [{ receivedQuantity: 5 }] });
});

test('an invoice is held until the goods are there, then released; the order closes', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);
  await receive(order, [{ quantity: 18 }]);

  expect(await invoice(order, 'INV-1', 20, '3.25')).toMatchObject({
    invoices: [{ matchStatus: 'HELD', holds: [{ code: 'QTY_OVER', sku: 'BLANK', amount: { amount: '6.50' } }] }],
  });
  expect(await receive(order, [{ quantity: 2 }])).toMatchObject({
    status: 'CLOSED',
    invoices: [{ matchStatus: 'APPROVED', holds: [] }],
  });
});

test('each of several invoices is released when its own goods are there, and the order tells so', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);
  await invoice(order, 'INV-1', 12, '3.25');
  expect(await invoice(order, 'INV-2', 8, '3.25')).toMatchObject({
    invoices: [{ matchStatus: 'HELD' }, { matchStatus: 'HELD' }],
  });
  const released = (answer: any) =>
    answer.history.filter(({ kind }: any) => kind === 'INVOICE_RELEASED').map(({ text }: any) => text);

  const first = await receive(order, [{ quantity: 12 }]);
  const second = await receive(order, [{ quantity: 8 }]);

  expect(first.invoices).toMatchObject([
    { number: 'INV-1', matchStatus: 'APPROVED', holds: [] },
    { number: 'INV-2', matchStatus: 'HELD', holds: [{ code: 'QTY_OVER' }] },
  ]);
  expect(released(first)).toEqual(['Invoice INV-1 matches now']);
  expect(second).toMatchObject({ status: 'CLOSED', invoices: [{}, { matchStatus: 'APPROVED', holds: [] }] });
  expect(released(second)).toEqual(['Invoice INV-1 matches now', 'Invoice INV-2 matches now']);
  expect(second.history.at(-1)).toMatchObject({ kind: 'CLOSED', actor: 'system' });
});

test('rejected pieces hold the invoice, prices beyond the tolerance too, and a second copy is a duplicate', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);
  await receive(order, [{ quantity: 18, rejected: 2 }]);

  await invoice(order, 'INV-1', 18, '3.40');
  const answer = await invoice(order, 'INV-1', 18, '3.40');
  expect(
    answer.invoices.map((paper: any) => [
      paper.matchStatus,
      paper.holds.map((hold: any) => [hold.code, hold.amount.amount]),
    ]),
  ).toEqual([
    ['HELD', [['PRICE', '2.70']]],
    ['DUPLICATE', [['DUPLICATE', '61.20']]],
  ]);
  expect(answer.lines[0].invoicedQuantity).toBe(18);
  expect(await invoice(order, 'INV-2', 2, '3.25')).toMatchObject({
    status: 'RECEIVED',
    invoices: [{}, {}, { matchStatus: 'HELD', holds: [{ code: 'QTY_OVER' }] }],
  });
  expect(await invoice(order, 'INV-3', 1, '3.255')).toMatchObject({ code: 'INVOICE_AMOUNT' });
});

test('two copies of an invoice at the same time: one counts', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);
  await receive(order, [{ quantity: 20 }]);

  await Promise.all(Array.from({ length: 5 }, () => invoice(order, 'INV-1', 20, '3.25')));

  const { purchaseOrder } = await office.ask(
    'query ($id: ID) { purchaseOrder(id: $id) { status lines { invoicedQuantity } invoices { matchStatus } } }',
    { id: order.id },
  );
  expect(purchaseOrder.invoices.map((paper: any) => paper.matchStatus).sort()).toEqual([
    'APPROVED',
    'DUPLICATE',
    'DUPLICATE',
    'DUPLICATE',
    'DUPLICATE',
  ]);
  expect(purchaseOrder).toMatchObject({ status: 'CLOSED', lines: [{ invoicedQuantity: 20 }] });
});

test('cancelling tells inventory and is refused once goods have come', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);
  const cancel = (id: string, reason: string) =>
    change(office, 'cancelPurchaseOrder', `id: $id, reason: "${reason}"`, { id });
  expect(await cancel(order.id, ' ')).toMatchObject({ code: 'ORDER_REASON_REQUIRED' });
  expect(await cancel(order.id, 'late')).toMatchObject({ status: 'CANCELLED' });
  expect(await office.published('procurement.PurchaseOrderCancelled.v1')).toHaveLength(1);

  const other = await anOrderFor(office, { AURA: 2 });
  await approve(other.id);
  await receive(other, [{ quantity: 1 }]);
  expect(await cancel(other.id, 'late')).toMatchObject({ code: 'PURCHASE_ORDER_STATE' });
});

const envelope = (order: any, body: string, control = '000000207', extra: Record<string, string> = {}) => {
  const sender = (extra.sender ?? 'LENSVENDOR').padEnd(15);
  const receiver = (extra.receiver ?? 'OPTICWORKS').padEnd(15);
  return `ISA*00*          *00*          *ZZ*${sender}*ZZ*${receiver}*260301*1200*U*00401*${control}*0*T*>~
GS*PR*LENSVENDOR*OPTICWORKS*20260301*1200*${Number(control)}*X*004010~${body.replaceAll('{PO}', order.number)}GE*1*${Number(control)}~IEA*1*${control}~`;
};
const edi = (text: string) => change(office, 'receiveEdi', 'text: $text', { text });
const S855 =
  'ST*855*0001~BAK*00*AC*{PO}*20260301*****20260302~PO1*1*20*EA*3.25*PE*VN*SV150-70-M0200~ACK*IA*15*EA*068*20260304~ACK*IB*5*EA*068*20260320~CTT*1~SE*7*0001~';

test('the supplier answers by EDI: readable, confirmed, shipped, invoiced', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  const { documents } = await approve(order.id);
  const control = documents[0].controlNumber;

  const acknowledged = await edi(
    envelope(order, `ST*997*0001~AK1*PO*${control}~AK2*850*0001~AK5*A~AK9*A*1*1*1~SE*6*0001~`, '000000201'),
  );
  expect(acknowledged).toMatchObject({
    status: 'SENT',
    documents: [
      { kind: '850', status: 'ACKNOWLEDGED' },
      { kind: '997', direction: 'IN' },
    ],
  });
  const confirmed = await edi(envelope(order, S855, '000000202'));
  expect(confirmed).toMatchObject({ status: 'CONFIRMED', lines: [{ confirmedOn: '2026-03-20' }] });
  expect(confirmed.history.map((entry: any) => entry.text)).toContain('5 × BLANK: back ordered, expected 2026-03-20');
  const shipped = await edi(
    envelope(
      order,
      'ST*856*0001~BSN*00*SHIP9001*20260304*0930*0004~HL*1**S~REF*CN*1Z999~DTM*011*20260304~HL*2*1*O~PRF*{PO}~HL*3*2*I~LIN*1*VN*SV150-70-M0200*LT*L2602A~SN1*1*20*EA~CTT*3~SE*12*0001~',
      '000000203',
    ),
  );
  expect(shipped.status).toBe('CONFIRMED');
  expect(shipped.history.at(-1)).toEqual({
    kind: 'SHIPPED',
    text: 'Shipment SHIP9001 of 2026-03-04: 20 × BLANK lot L2602A, tracking 1Z999',
    actor: 'Lens Vendor',
  });
  await receive(order, [{ quantity: 20 }]);
  const invoiced = await edi(
    envelope(
      order,
      'ST*810*0001~BIG*20260304*INV7788*20260301*{PO}~IT1*1*20*EA*3.25*PE*VN*SV150-70-M0200~TDS*6500~CTT*1~SE*6*0001~',
      '000000204',
    ),
  );
  expect(invoiced).toMatchObject({
    status: 'CLOSED',
    invoices: [{ number: 'INV7788', matchStatus: 'APPROVED', total: { amount: '65.00' } }],
  });
});

test('a document that breaks a rule, repeats or is not ours changes nothing', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);

  expect(await edi(envelope(order, S855.replace('SE*7', 'SE*8')))).toMatchObject({
    code: 'EDI_INVALID',
    message: expect.stringContaining('SE01'),
  });
  expect(await edi(envelope(order, S855, '000000207', { receiver: 'SOMEBODY' }))).toMatchObject({
    code: 'EDI_NOT_OURS',
  });
  expect(await edi(envelope(order, S855, '000000207', { sender: 'STRANGER' }))).toMatchObject({
    code: 'EDI_PARTNER_UNKNOWN',
  });
  expect(await edi(envelope(order, S855.replace('{PO}', 'PO-1')))).toMatchObject({ code: 'EDI_ORDER_UNKNOWN' });
  expect(await edi(envelope(order, S855.replace('SV150-70-M0200', 'OTHER')))).toMatchObject({
    code: 'EDI_ITEM_UNKNOWN',
  });
  expect(await edi('hello')).toMatchObject({ code: 'EDI_INVALID' });
  const [first, second] = await Promise.all([edi(envelope(order, S855)), edi(envelope(order, S855))]);
  expect([first, second].map((answer) => answer.code ?? answer.status).sort()).toEqual(['CONFIRMED', 'EDI_DUPLICATE']);
});

test('EDIFACT partners get ORDERS and answer with ORDRSP; a rejection cancels', async () => {
  const order = await anOrderFor(office, { EURO: 20 });
  const sent = await approve(order.id);
  expect(sent.documents[0]).toMatchObject({ kind: 'ORDERS', status: 'SENT' });
  expect(sent.documents[0].text).toContain('LIN+1++4012345678901:EN');
  const wrap = (message: string, reference: string) =>
    `UNB+UNOC:3+4012345000092:14+5412345000013:14+260302:0900+${reference}'${message}UNZ+1+${reference}'`;
  const answer = `UNH+1+ORDRSP:D:96A:UN:EAN005'BGM+231+OR-5567+4'RFF+ON:${order.number}'LIN+1+3+4012345678901:EN'QTY+21:20:PCE'QTY+12:15:PCE'UNS+S'UNT+8+1'`;
  expect(await edi(wrap(answer, 'S1'))).toMatchObject({ status: 'CONFIRMED' });
  expect(
    await edi(wrap(`UNH+1+ORDRSP:D:96A:UN:EAN005'BGM+231+OR-5568+27'RFF+ON:${order.number}'UNS+S'UNT+5+1'`, 'S2')),
  ).toMatchObject({ status: 'CANCELLED' });
});

test('lists cost one statement per level of nesting and page without gaps', async () => {
  for (const sku of ['BLANK', 'AURA', 'EURO']) {
    office.clock.advance(1000);
    await anOrderFor(office, { [sku]: 4 });
  }
  const document = `query ($after: String) { purchaseOrders(first: 2, after: $after) { edges { cursor node { number supplier { name scorecard { score } items(first: 2) { sku } } lines { sku } documents { kind } receipts { id } invoices { id } history { text } } } pageInfo { hasNextPage endCursor } totalCount } }`;
  expect(await countStatements(() => office.ask(document))).toBe(10);
  const first = (await office.ask(document)).purchaseOrders;
  const second = (await office.ask(document, { after: first.pageInfo.endCursor })).purchaseOrders;
  const numbers = [...first.edges, ...second.edges].map((edge: any) => edge.node.number);
  expect(new Set(numbers).size).toBe(3);
  expect(numbers).toEqual([...numbers].sort().reverse());
  expect(first.totalCount).toBe(3);
});

test('proposals page urgent first', async () => {
  for (const sku of ['BLANK', 'AURA', 'EURO', 'CASE']) office.stock[sku] = { reorderPoint: 4 };
  office.stock.AURA = { waiting: 1, reorderPoint: 4 };
  await office.ask('mutation { recalculateProposals }');
  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: { edges: { node: { sku: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
      await office.ask(
        'query ($a: String) { replenishmentProposals(first: 1, after: $a) { edges { node { sku } } pageInfo { hasNextPage endCursor } } }',
        { a: after },
      )
    ).replenishmentProposals;
    seen.push(page.edges[0]!.node.sku);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen[0]).toBe('AURA');
  expect([...seen].sort()).toEqual(['AURA', 'BLANK', 'CASE', 'EURO']);
});

test('suppliers, orders and proposals do not exist for outsiders', async () => {
  const order = await anOrderFor(office, { BLANK: 2 });
  const r = [
    { __typename: 'Supplier', id: 'lens' },
    { __typename: 'PurchaseOrder', id: order.id },
  ];
  const document = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
  expect((await office.ask(document, { r }, { kind: 'guest', id: 'g' }))._entities).toEqual([null, null]);
  expect((await office.ask(document, { r }))._entities.map((entity: any) => entity.__typename)).toEqual([
    'Supplier',
    'PurchaseOrder',
  ]);
});

test('the feed tells buyers what happens', async () => {
  const stream = (await subscribeLocal(office.subgraph, {
    document: 'subscription { purchasingFeed { kind purchaseOrder { status } proposal { sku } } }',
    context: () => office.subgraph.context({ principal: bea }),
  })) as AsyncIterable<any>;
  const feed = stream[Symbol.asyncIterator]();
  const heard = feed.next();
  await new Promise((resolve) => setTimeout(resolve, 100));
  office.stock.BLANK = { waiting: 1 };
  await office.tell(StockShort, { sku: 'BLANK', itemName: 'Blank', quantity: 1, reference: 'job:1', neededOn: null });
  expect((await heard).value.data.purchasingFeed).toEqual({
    kind: 'PurchasingChanged',
    purchaseOrder: null,
    proposal: { sku: 'BLANK' },
  });
  await feed.return?.();
});

test('the seed gives every item a source, scorecards and proposals, once', async () => {
  await office.subgraph.database.query('DELETE FROM supplier_item');
  office.stock['FSV-index-160--5750'] = { onHand: 0, reorderPoint: 2 };
  const seed = () =>
    office.subgraph.seed!({ caller: someGoods, log: office.deps.logger, clock: office.clock, scale: 1 });
  await seed();
  await seed();

  const { suppliers } = await office.ask(
    '{ suppliers { code ediKind items(first: 100) { sku cost { amount } } scorecard { linesDue ranked score otifPercent leadTimeCv } } }',
  );
  const seeded = suppliers.filter((supplier: any) => supplier.code.length > 4);
  expect(seeded).toHaveLength(8);
  expect(seeded.flatMap((supplier: any) => supplier.items)).toHaveLength(4 * 30 + 4);
  expect(seeded.every((supplier: any) => supplier.scorecard.ranked && Number(supplier.scorecard.score) > 40)).toBe(
    true,
  );
  const { edges } = await proposals();
  expect(edges.map((edge: any) => [edge.node.sku, edge.node.supplier.code, edge.node.quantity])).toEqual([
    ['FSV-index-160--5750', 'CLARION', 4],
  ]);
});

test('an order the partner does not acknowledge within a day raises an alarm, once', async () => {
  const order = await anOrderFor(office, { BLANK: 20 });
  await approve(order.id);
  const purchasing = { database: office.subgraph.database, clock: office.clock } as unknown as Purchasing;
  expect(await flagUnacknowledged(purchasing)).toBe(0);

  office.clock.advance(25 * 3_600_000);
  expect(await flagUnacknowledged(purchasing)).toBe(1);
  expect(await flagUnacknowledged(purchasing)).toBe(0);

  const { purchaseOrder } = await office.ask('query ($id: ID) { purchaseOrder(id: $id) { status history { kind } } }', {
    id: order.id,
  });
  expect(purchaseOrder.status).toBe('SENT');
  expect(purchaseOrder.history.map((entry: any) => entry.kind)).toEqual([
    'CREATED',
    'APPROVED',
    'SENT',
    'UNACKNOWLEDGED',
  ]);
});
