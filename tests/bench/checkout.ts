import { REFUSAL, SHIPPING_ADDRESS } from '../flows/glasses.ts';
import { guest, staff } from '../support/people.ts';
import type { Installation } from '../support/start-installation.ts';
import { confirmationToken } from '../support/twins.ts';

/** One whole order of a guest, from an empty cart to its number. */
export type Checkout = (index: number) => Promise<void>;

/** Articles that are not sold out by being ordered a thousand times. */
export async function articlesToOrder(world: Installation): Promise<string[]> {
  const { products } = await guest(world).run(
    '{ products(filter: { kinds: [ACCESSORY], inStock: true }, first: 24) { edges { matchedVariant { id } } } }',
  );
  const ids = products.edges.map((edge: { matchedVariant: { id: string } }) => edge.matchedVariant.id).slice(0, 8);
  const warehouse = await staff(world, 'warehouse');
  for (const id of ids) {
    const { variant } = await warehouse.run(
      'query($id: ID!) { variant(id: $id) { sku stockLevels { bin { code } } } }',
      { id },
    );
    await warehouse.run(
      `mutation($sku: String!, $bin: String!) { adjustStock(sku: $sku, binCode: $bin, delta: 2000, reason: "bench") { ... on StockLevel { __typename id } ${REFUSAL} } }`,
      { sku: variant.sku, bin: variant.stockLevels[0].bin.code },
    );
  }
  return ids;
}

const CARD = '4242424242424242';

export const checkoutAtHouse =
  (world: Installation, variants: readonly string[]): Checkout =>
  async (i) => {
    const shopper = guest(world);
    const cart = await shopper.must(
      `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { __typename id } ${REFUSAL} } }`,
      { lines: [{ variantId: variants[i % variants.length], quantity: 1 }] },
    );
    const rated = await shopper.must(
      `mutation($id: ID!, $email: String!, $shipping: AddressInput!) { setCartAddresses(cartId: $id, email: $email, shipping: $shipping) { ... on Cart { __typename shippingRates { id } } ${REFUSAL} } }`,
      { id: cart.id, email: `bench-${i}@example.com`, shipping: SHIPPING_ADDRESS },
    );
    const chosen = await shopper.must(
      `mutation($id: ID!, $rate: ID!) { selectShippingRate(cartId: $id, rateId: $rate) { ... on Cart { __typename totals { total { amount } } } ${REFUSAL} } }`,
      { id: cart.id, rate: rated.shippingRates[0].id },
    );
    const checkout = await shopper.must(
      `mutation($id: ID!, $total: Decimal!) { startCheckout(cartId: $id, expectedTotal: $total) { ... on CheckoutSession { __typename id amountMinor currencyCode publishableKey } ${REFUSAL} } }`,
      { id: cart.id, total: chosen.totals.total.amount },
    );
    const token = await confirmationToken(world, checkout.publishableKey, CARD, checkout);
    const placed = await shopper.must(
      `mutation($id: ID!, $token: String!, $url: String!) { confirmPayment(checkoutId: $id, confirmationTokenId: $token, returnUrl: $url) { ... on PlacedOrder { __typename order { number } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`,
      { id: checkout.id, token, url: world.shopUrl },
    );
    if (placed.__typename !== 'PlacedOrder') throw new Error(JSON.stringify(placed));
  };

/** The same order at the hand-written floor, in as many requests. */
export const checkoutAtFloor =
  (world: Installation, floorUrl: string, variants: readonly string[]): Checkout =>
  async (i) => {
    const ask = async (path: string, body: object) => {
      const response = await fetch(floorUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
      return answer as any;
    };
    const cart = await ask('/cart', { variantId: variants[i % variants.length], quantity: 1 });
    const { rates } = await ask('/address', {
      cartId: cart.id,
      email: `floor-${i}@example.com`,
      address: SHIPPING_ADDRESS,
    });
    const chosen = await ask('/rate', { cartId: cart.id, rateId: rates[0].id });
    const checkout = await ask('/start', { cartId: cart.id, totalMinor: chosen.total_minor });
    const token = await confirmationToken(world, 'pk_test_floor', CARD, checkout);
    await ask('/pay', { cartId: cart.id, token, returnUrl: world.shopUrl });
  };

/** Orders at four at once. @returns how long each took in milliseconds, shortest first */
export async function orderMany(checkout: Checkout, count: number, offset: number): Promise<number[]> {
  let next = 0;
  const latencies: number[] = [];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (next < count) {
        const i = next++;
        const started = performance.now();
        await checkout(offset + i);
        latencies.push(performance.now() - started);
      }
    }),
  );
  return latencies.sort((a, b) => a - b);
}
