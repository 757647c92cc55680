import { describe, expect, inject, it } from 'vitest';
import { SHIPPING_ADDRESS } from '../flows/glasses.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { guest, staff } from '../support/people.ts';
import { confirmationToken } from '../support/twins.ts';

const REFUSAL = '... on Refusal { __typename code message }';
const START = `mutation($id: ID!, $total: Decimal!) { startCheckout(cartId: $id, expectedTotal: $total) { ... on CheckoutSession { __typename id amountMinor currencyCode publishableKey } ${REFUSAL} } }`;
const PAY = `mutation($checkoutId: ID!, $token: String!, $returnUrl: String!) { confirmPayment(checkoutId: $checkoutId, confirmationTokenId: $token, returnUrl: $returnUrl) { ... on PlacedOrder { __typename order { id number } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`;

async function fillCart(shopper: GraphClient, variantId: string, email: string) {
  const cart = await shopper.must(
    `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { __typename id } ${REFUSAL} } }`,
    { lines: [{ variantId, quantity: 1 }] },
  );
  const rated = await shopper.must(
    `mutation($id: ID!, $email: String!, $shipping: AddressInput!) { setCartAddresses(cartId: $id, email: $email, shipping: $shipping) { ... on Cart { __typename id shippingRates { id } } ${REFUSAL} } }`,
    { id: cart.id, email, shipping: SHIPPING_ADDRESS },
  );
  return shopper.must(
    `mutation($id: ID!, $rate: ID!) { selectShippingRate(cartId: $id, rateId: $rate) { ... on Cart { __typename id totals { total { amount } } } ${REFUSAL} } }`,
    { id: cart.id, rate: rated.shippingRates[0].id },
  );
}

describe('two people at once', () => {
  const world = inject('world');

  it('sells the last three of an item to exactly three of eight buyers', { timeout: 120_000 }, async () => {
    const warehouse = await staff(world, 'warehouse');
    const { products } = await guest(world).run(
      '{ products(filter: { kinds: [ACCESSORY], inStock: true }, sort: PRICE_DESC, first: 5) { edges { matchedVariant { id sku availability { inStock } } } } }',
    );
    const { id, sku } = products.edges.find(
      (edge: { matchedVariant: { availability: { inStock: boolean } } }) => edge.matchedVariant.availability.inStock,
    ).matchedVariant;
    const level = (
      await warehouse.run('query($sku: String!) { stockLevel(sku: $sku) { available bin { code } } }', { sku })
    ).stockLevel;
    const shoppers = Array.from({ length: 8 }, () => guest(world));
    const carts = await Promise.all(shoppers.map((shopper, i) => fillCart(shopper, id, `racer-${i}@example.com`)));
    await warehouse.must(
      `mutation($sku: String!, $bin: String!, $delta: Int!) { adjustStock(sku: $sku, binCode: $bin, delta: $delta, reason: "race test") { ... on StockLevel { __typename id } ${REFUSAL} } }`,
      { sku, bin: level.bin.code, delta: 3 - level.available },
    );

    const started = await Promise.all(
      shoppers.map((shopper, i) => shopper.run(START, { id: carts[i].id, total: carts[i].totals.total.amount })),
    );

    const kinds = started.map((answer) => answer.startCheckout.__typename).sort();
    expect(kinds.filter((kind) => kind === 'CheckoutSession')).toHaveLength(3);
    expect(
      started
        .filter((answer) => answer.startCheckout.__typename === 'Refusal')
        .every((answer) => /STOCK/.test(answer.startCheckout.code)),
    ).toBe(true);
  });

  it('places one order however often and from wherever it is finished', { timeout: 120_000 }, async () => {
    const shopper = guest(world);
    const { products } = await shopper.run(
      '{ products(filter: { kinds: [SENSOR], inStock: true }, first: 5) { edges { matchedVariant { id availability { inStock } } } } }',
    );
    const variantId = products.edges.find(
      (edge: { matchedVariant: { availability: { inStock: boolean } } }) => edge.matchedVariant.availability.inStock,
    ).matchedVariant.id;
    const cart = await fillCart(shopper, variantId, 'impatient@example.com');
    const checkout = await shopper.must(START, { id: cart.id, total: cart.totals.total.amount });
    const token = await confirmationToken(world, checkout.publishableKey, '4242424242424242', checkout);
    const FINISH = `mutation($id: ID!) { finishCheckout(checkoutId: $id) { ... on PlacedOrder { __typename order { id number } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`;

    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () =>
        shopper.run(PAY, { checkoutId: checkout.id, token, returnUrl: world.shopUrl }),
      ),
      ...Array.from({ length: 6 }, () => shopper.run(FINISH, { id: checkout.id })),
    ]);

    const numbers = new Set(
      answers
        .flatMap((answer) => Object.values(answer) as { __typename: string; order?: { number: string } }[])
        .map((one) => one.order?.number)
        .filter(Boolean),
    );
    expect(numbers.size).toBe(1);
    const admin = await staff(world, 'admin');
    const { orders } = await admin.run(
      '{ orders(filter: { query: "impatient@example.com" }, first: 10) { totalCount edges { node { number payments { status amount { amount } } } } } }',
    );
    expect(orders.edges).toHaveLength(1);
    expect(
      orders.edges[0].node.payments.filter((payment: { status: string }) => payment.status === 'CAPTURED'),
    ).toHaveLength(1);
  });
});
