import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, type Principal } from '@opticworks/kernel';
import { costOfMutation, type PreparedMutation } from '@opticworks/kernel/testing';
import { ParcelPacked } from '@opticworks/schema/events/inventory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADDRESS,
  aCart,
  aCheckout,
  anAddressedCart,
  aPaidOrder,
  guest,
  type House,
  openHouse,
  staff,
  type WishedLine,
} from './orders-house.ts';

/**
 * What each persisted mutation of shop and admin costs here, counted once over prepared data: the statements of its transaction, of what it
 * does after the commit, and of reading its answer. `MEASURE=1` prints what there is now, with the statements.
 */
const budgets: Record<string, number> = JSON.parse(
  await readFile(join(import.meta.dirname, 'mutation-statements.json'), 'utf8'),
);

const MANY = 5;

let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (let i = 0; i < MANY; i += 1)
    house.world.goods[`variant_good${i}`] = { sku: `GOOD-${i}`, priceMinor: 1_000 + i, kind: 'ACCESSORY' };
  for (const { sku } of Object.values(house.world.goods)) house.world.stock[sku] = 1_000;
});
afterAll(() => house.close());

const associate = staff('associate');
const warehouse = staff('warehouse');
const admin = staff('admin');
const shopper = (): Principal => guest(newId('guest'));

const LENS = { use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [] };
const cloths = (quantity = 2): WishedLine => ({ variantId: 'variant_cloth', quantity });
const pair = (): WishedLine => ({ variantId: 'variant_frame', lens: { ...LENS, prescriptionId: newId('rx') } });

const ask = (document: string, variables: object, who: Principal) => house.ask(document, variables as never, who);
const linesOf = async (id: string): Promise<{ id: string; sku: string }[]> =>
  (await ask('query ($id: ID!) { order(id: $id) { lines { id sku } } }', { id }, admin)).order.lines;

async function packed(orderId: string): Promise<void> {
  await house.subgraph.inbox.receive([
    {
      id: newId('event'),
      name: ParcelPacked.name,
      source: 'inventory',
      aggregate: 'pick_task',
      aggregateId: orderId,
      sequence: '1',
      payload: { pickTaskId: 'pick', orderId, weightGrams: 100 },
      occurredAt: house.clock.now().toISOString(),
      trace: null,
    },
  ]);
  await house.settle();
}
async function anOrder(lines = [pair(), cloths()]) {
  const who = shopper();
  const { id } = await aPaidOrder(house, lines, who as never);
  await house.settle();
  return { id: id as string, who };
}
async function aQuotedOrder() {
  const { id } = await anOrder([cloths()]);
  await packed(id);
  const { quoteShipment } = await ask(
    'mutation ($id: ID!) { quoteShipment(orderId: $id) { ... on ShipmentQuote { recommendedRateId } } }',
    { id },
    warehouse,
  );
  return { id, rateId: quoteShipment.recommendedRateId as string };
}
async function aLabel() {
  const { id, rateId } = await aQuotedOrder();
  const { buyLabel } = await ask(
    'mutation ($id: ID!, $r: ID!) { buyLabel(orderId: $id, rateId: $r) { ... on Shipment { id } } }',
    { id, r: rateId },
    warehouse,
  );
  return { id, shipmentId: buyLabel.id as string };
}
async function aDeliveredOrder(lines = [cloths()]) {
  const { id } = await anOrder(lines);
  await house.subgraph.database.query(
    "UPDATE sales_order SET status = 'DELIVERED', shipped_at = $2, delivered_at = $2 WHERE id = $1",
    [id, house.clock.now()],
  );
  return { id, lineId: (await linesOf(id))[0]!.id };
}
async function aReturn(...steps: string[]) {
  const { id, lineId } = await aDeliveredOrder();
  const { requestReturn } = await ask(
    'mutation ($o: ID!, $l: [ReturnLineInput!]!) { requestReturn(orderId: $o, lines: $l) { ... on Return { id } } }',
    { o: id, l: [{ orderLineId: lineId, quantity: 1, reason: 'DOES_NOT_FIT' }] },
    associate,
  );
  await house.settle();
  for (const step of steps)
    await ask(`mutation ($id: ID!) { ${step}(id: $id) { __typename } }`, { id: requestReturn.id }, admin);
  if (steps.length === 0)
    await house.subgraph.database.query("UPDATE return_request SET status = 'REQUESTED' WHERE id = $1", [
      requestReturn.id,
    ]);
  return { returnId: requestReturn.id as string, lineId };
}
async function aWaitingPair() {
  const { id, who } = await anOrder([{ variantId: 'variant_frame', lens: { ...LENS, prescriptionLater: true } }]);
  return { id, who, lineId: (await linesOf(id))[0]!.id };
}
async function aCartOf(who: Principal, lines = [cloths()]) {
  const cart = await aCart(house, lines, who as never);
  return { cartId: cart.id as string, lineId: cart.lines[0].id as string };
}
const cancelLine = async (who?: Principal): Promise<PreparedMutation> => {
  const order = await anOrder();
  const [line] = await linesOf(order.id);
  return {
    variables: { orderId: order.id, lineId: line!.id, keep: 0, reason: 'x', cost: null },
    who: who ?? order.who,
  };
};
const returning = async (who: Principal): Promise<PreparedMutation> => {
  const { id, lineId } = await aDeliveredOrder();
  return { variables: { orderId: id, lines: [{ orderLineId: lineId, quantity: 1, reason: 'DOES_NOT_FIT' }] }, who };
};
const sending = async (staffOrNull: Principal | null): Promise<PreparedMutation> => {
  const { id, who, lineId } = await aWaitingPair();
  return {
    variables: { orderId: id, lineId, prescriptionId: newId('rx'), confirmed: [], because: null },
    who: staffOrNull ?? who,
  };
};

/** Prepares one run of each; prepared and asked twice, the second is counted: the first fills what is prepared once per process. */
const PREPARED: Record<string, () => Promise<PreparedMutation>> = {
  'storefront/StorefrontAddToCart': async () => ({
    variables: { cartId: null, lines: [cloths()], idempotencyKey: newId('key') },
    who: shopper(),
  }),
  'storefront/StorefrontUpdateCartLine': async () => {
    const who = shopper();
    return { variables: { ...(await aCartOf(who)), quantity: 3 }, who };
  },
  'storefront/StorefrontRemoveCartLine': async () => {
    const who = shopper();
    return { variables: await aCartOf(who), who };
  },
  'storefront/StorefrontApplyCoupon': async () => {
    const who = shopper();
    return { variables: { ...(await aCartOf(who)), code: 'TEN' }, who };
  },
  'storefront/StorefrontRemoveCoupon': async () => {
    const who = shopper();
    const { cartId } = await aCartOf(who);
    await ask('mutation ($c: ID!) { applyCoupon(cartId: $c, code: "TEN") { __typename } }', { c: cartId }, who);
    return { variables: { cartId, code: 'TEN' }, who };
  },
  'storefront/StorefrontSetCartAddresses': async () => {
    const who = shopper();
    const { cartId } = await aCartOf(who);
    return { variables: { cartId, email: 'a@example.com', shipping: ADDRESS, billing: null }, who };
  },
  'storefront/StorefrontSelectShippingRate': async () => {
    const who = shopper();
    const cart = await anAddressedCart(house, [cloths()], who as never);
    return { variables: { cartId: cart.id, rateId: cart.shippingRates[1].id }, who };
  },
  'storefront/StorefrontStartCheckout': async () => {
    const who = shopper();
    const cart = await anAddressedCart(house, [cloths()], who as never);
    return { variables: { cartId: cart.id, expectedTotal: cart.totals.total.amount }, who };
  },
  'storefront/StorefrontConfirmPayment': async () => {
    const who = shopper();
    const { id } = await aCheckout(house, [cloths()], who as never);
    return {
      variables: { checkoutId: id, confirmationTokenId: 'ctoken_ok', returnUrl: 'http://localhost:3000/checkout' },
      who,
    };
  },
  'storefront/StorefrontFinishCheckout': async () => {
    const who = shopper();
    const { checkoutId } = await aPaidOrder(house, [cloths()], who as never);
    return { variables: { checkoutId }, who };
  },
  'storefront/StorefrontCancelCheckout': async () => {
    const who = shopper();
    return { variables: { checkoutId: (await aCheckout(house, [cloths()], who as never)).id }, who };
  },
  'storefront/StorefrontSendPrescription': () => sending(null),
  'storefront/StorefrontCancelOrder': async () => {
    const { id, who } = await anOrder();
    return { variables: { id, reason: 'x' }, who };
  },
  'storefront/StorefrontCancelOrderLine': () => cancelLine(),
  'storefront/StorefrontRequestReturn': () => returning(admin),
  'admin/AddOrderNote': async () => ({ variables: { id: (await anOrder()).id, text: 'Called.' }, who: associate }),
  'admin/CancelOrder': async () => ({ variables: { id: (await anOrder()).id, reason: 'x' }, who: associate }),
  'admin/CancelOrderLine': () => cancelLine(associate),
  'admin/SendPrescription': () => sending(associate),
  'admin/QuoteShipment': async () => {
    const { id } = await anOrder([cloths()]);
    await packed(id);
    return { variables: { orderId: id }, who: warehouse };
  },
  'admin/BuyLabel': async () => {
    const { id, rateId } = await aQuotedOrder();
    return { variables: { orderId: id, rateId }, who: warehouse };
  },
  'admin/MarkShipped': async () => ({ variables: { shipmentId: (await aLabel()).shipmentId }, who: warehouse }),
  'admin/VoidLabel': async () => ({ variables: { shipmentId: (await aLabel()).shipmentId }, who: warehouse }),
  'admin/RequestReturn': () => returning(associate),
  'admin/ApproveReturn': async () => ({ variables: { id: (await aReturn()).returnId }, who: associate }),
  'admin/RejectReturn': async () => ({ variables: { id: (await aReturn()).returnId, reason: 'worn' }, who: associate }),
  'admin/ReceiveReturn': async () => {
    const { returnId } = await aReturn('approveReturn').catch(() => aReturn());
    await house.subgraph.database.query("UPDATE return_request SET status = 'LABEL_SENT' WHERE id = $1", [returnId]);
    return { variables: { id: returnId }, who: warehouse };
  },
  'admin/ApplyMeasurement': async () => {
    const { id } = await anOrder([pair()]);
    return {
      variables: { orderId: id, lineId: (await linesOf(id))[0]!.id, measurementId: newId('measurement') },
      who: staff('optician'),
    };
  },
  'admin/ResolveReconciliationBreak': async () => {
    const id = newId('break');
    await house.subgraph.database.query(
      "INSERT INTO reconciliation_break (id, at, kind, subject, detail) VALUES ($1, $2, 'CAPTURED_UNKNOWN', $1, 'x')",
      [id, house.clock.now()],
    );
    return { variables: { id, note: 'Looked at.' }, who: admin };
  },
  'admin/SavePromiseTerms': async () => {
    const { promiseTerms } = await ask('{ promiseTerms { version handlingDays } }', {}, admin);
    return {
      variables: {
        input: {
          handlingDays: promiseTerms.handlingDays === 1 ? 2 : 1,
          transitDays: 5,
          percentile: 80,
          minCases: 5,
          windowDays: 180,
          mayPromiseEarlier: false,
          reason: 'measured',
          basedOn: promiseTerms.version,
        },
      },
      who: admin,
    };
  },
  'admin/InspectReturn': async () => {
    const { returnId, lineId } = await aReturn();
    await house.subgraph.database.query("UPDATE return_request SET status = 'RECEIVED' WHERE id = $1", [returnId]);
    return {
      variables: { id: returnId, lines: [{ orderLineId: lineId, verdict: 'AS_NEW', restock: true }] },
      who: warehouse,
    };
  },
};

const pairs = (count: number): WishedLine[] => Array.from({ length: count }, pair);
const pairsInCart = async (count: number) => {
  const who = shopper();
  return { who, cart: await anAddressedCart(house, pairs(count), who as never) };
};
/** Different goods that may come back. */
const goods = (count: number): WishedLine[] =>
  Array.from({ length: count }, (_, i) => ({ variantId: `variant_good${i}`, quantity: 2 }));
async function aReturnOf(count: number, status: string) {
  const { id } = await aDeliveredOrder(goods(count));
  const lines = (await linesOf(id)).map((line) => ({ orderLineId: line.id, quantity: 1, reason: 'DOES_NOT_FIT' }));
  const { requestReturn } = await ask(
    'mutation ($o: ID!, $l: [ReturnLineInput!]!) { requestReturn(orderId: $o, lines: $l) { ... on Return { id } ... on Refusal { code message } } }',
    { o: id, l: lines },
    associate,
  );
  await house.settle();
  await house.subgraph.database.query('UPDATE return_request SET status = $2 WHERE id = $1', [
    requestReturn.id,
    status,
  ]);
  return { id: requestReturn.id as string, lines };
}

/** What has to do with all lines of a cart, order or return, with that many of them. */
const OF_LINES: [string, (count: number) => Promise<PreparedMutation>][] = [
  [
    'storefront/StorefrontAddToCart',
    async (count) => ({
      variables: { cartId: null, lines: pairs(count), idempotencyKey: newId('key') },
      who: shopper(),
    }),
  ],
  [
    'storefront/StorefrontUpdateCartLine',
    async (count) => {
      const who = shopper();
      return { variables: { ...(await aCartOf(who, pairs(count))), quantity: 2 }, who };
    },
  ],
  [
    'storefront/StorefrontStartCheckout',
    async (count) => {
      const { who, cart } = await pairsInCart(count);
      return { variables: { cartId: cart.id, expectedTotal: cart.totals.total.amount }, who };
    },
  ],
  [
    'storefront/StorefrontConfirmPayment',
    async (count) => {
      const who = shopper();
      const { id } = await aCheckout(house, pairs(count), who as never);
      return {
        variables: { checkoutId: id, confirmationTokenId: 'ctoken_ok', returnUrl: 'http://localhost:3000/checkout' },
        who,
      };
    },
  ],
  [
    'admin/CancelOrder',
    async (count) => ({ variables: { id: (await anOrder(pairs(count))).id, reason: 'x' }, who: associate }),
  ],
  [
    'admin/CancelOrderLine',
    async (count) => {
      const { id } = await anOrder(pairs(count));
      const [line] = await linesOf(id);
      return { variables: { orderId: id, lineId: line!.id, keep: 0, reason: 'x', cost: null }, who: associate };
    },
  ],
  [
    'admin/QuoteShipment',
    async (count) => {
      const { id } = await anOrder(pairs(count));
      await packed(id);
      return { variables: { orderId: id }, who: warehouse };
    },
  ],
  [
    'admin/RequestReturn',
    async (count) => {
      const { id } = await aDeliveredOrder(goods(count));
      const lines = (await linesOf(id)).map((line) => ({ orderLineId: line.id, quantity: 1, reason: 'DOES_NOT_FIT' }));
      return { variables: { orderId: id, lines }, who: associate };
    },
  ],
  [
    'admin/ApproveReturn',
    async (count) => ({ variables: { id: (await aReturnOf(count, 'REQUESTED')).id }, who: associate }),
  ],
  [
    'admin/RejectReturn',
    async (count) => ({
      variables: { id: (await aReturnOf(count, 'REQUESTED')).id, reason: 'worn' },
      who: associate,
    }),
  ],
  [
    'admin/ReceiveReturn',
    async (count) => ({ variables: { id: (await aReturnOf(count, 'LABEL_SENT')).id }, who: warehouse }),
  ],
  [
    'admin/InspectReturn',
    async (count) => {
      const { id, lines } = await aReturnOf(count, 'RECEIVED');
      return {
        variables: {
          id,
          lines: lines.map(({ orderLineId }) => ({ orderLineId, verdict: 'AS_NEW', restock: true })),
        },
        who: warehouse,
      };
    },
  ],
];

const costOf = (name: string, prepare = PREPARED[name]!): Promise<number> =>
  costOfMutation(
    {
      schema: house.subgraph.graph.schema,
      manifests: join(import.meta.dirname, '../../../schema/persisted'),
      ask,
      settle: () => house.settle(),
    },
    name,
    prepare,
  );

describe('statement budgets of mutations', () => {
  it('exist for what is measured, and for nothing else', () => {
    expect(Object.keys(budgets).sort()).toEqual(Object.keys(PREPARED).sort());
  });

  it.each(Object.keys(PREPARED))('hold for %s', async (name) => {
    expect(await costOf(name)).toBeLessThanOrEqual(budgets[name] ?? 0);
  });

  it.each(OF_LINES)('do not grow with the lines: %s', async (name, prepare) => {
    const few = await costOf(name, () => prepare(2));

    expect(await costOf(name, () => prepare(MANY))).toBe(few);
  });
});
