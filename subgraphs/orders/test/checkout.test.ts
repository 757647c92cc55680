import { recordStatements } from '@opticworks/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ADDRESS,
  aCart,
  aCheckout,
  anAddressedCart,
  aPaidOrder,
  CONFIRM,
  FINISH,
  guest,
  type House,
  openHouse,
  startCheckout,
} from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.subgraph.database.query('DELETE FROM cart'));

const count = async (sql: string, params: unknown[] = []) =>
  Number((await house.subgraph.database.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, params))[0]!.n);

describe('a cart', () => {
  it('adds once per idempotency key and joins equal goods', async () => {
    const ADD = `mutation($key: String) { addToCart(lines: [{ variantId: "variant_cloth", quantity: 1 }], idempotencyKey: $key) { ... on Cart { itemCount lines { id } } } }`;

    await house.ask(ADD, { key: 'a' });
    await house.ask(ADD, { key: 'a' });
    const { addToCart } = await house.ask(ADD, { key: 'b' });

    expect(addToCart).toMatchObject({ itemCount: 2, lines: [{}] });
  });

  it('loses no line when two tabs add at once', async () => {
    await aCart(house, [{ variantId: 'variant_cloth' }]);

    await Promise.all([
      aCart(house, [{ variantId: 'variant_frame' }]),
      aCart(house, [{ variantId: 'variant_set' }]),
      aCart(house, [{ variantId: 'variant_cloth' }]),
    ]);

    const { cart } = await house.ask('{ cart { itemCount lines { title } } }');
    expect(cart.itemCount).toBe(4);
    expect(cart.lines).toHaveLength(3);
  });

  it('refuses what is no longer sold, and shows nothing of it', async () => {
    const refused = await aCart(house, [{ variantId: 'variant_gone' }]);

    expect(refused).toMatchObject({ __typename: 'Refusal', code: 'CART_LINE_NOT_ORDERABLE' });
    expect((await house.ask('{ cart { id } }')).cart).toBeNull();
  });

  it('follows its guest through sign-in and joins the cart they had', async () => {
    const signedIn = { kind: 'customer', id: 'customer_m', userId: 'u', guestId: 'g1' } as const;
    await aCart(house, [{ variantId: 'variant_frame' }], {
      kind: 'customer',
      id: 'customer_m',
      userId: 'u',
      guestId: null,
    });
    await aCart(house, [{ variantId: 'variant_cloth' }]);

    const { cart } = await house.ask('{ cart { itemCount } }', {}, signedIn);

    expect(cart.itemCount).toBe(2);
    expect((await house.ask('{ cart { itemCount } }')).cart).toBeNull();
  });

  it('is invisible to others, by id too', async () => {
    const cart = await aCart(house);

    const { cart: seen } = await house.ask('query($id: ID) { cart(id: $id) { id } }', { id: cart.id }, guest('other'));

    expect(seen).toBeNull();
  });

  it('shows rates, tax and total once the address is known', async () => {
    const cart = await anAddressedCart(house);

    expect(cart.totals).toMatchObject({
      subtotal: { amount: '25.00' },
      tax: { amount: '1.81' },
      shipping: { amount: '6.20' },
      total: { amount: '33.01' },
    });
    expect(cart.totals.taxLines).toEqual([{ label: 'CA state tax', ratePercent: '7.25', amount: { amount: '1.81' } }]);
    expect(cart.shippingRates.length).toBeGreaterThan(2);
    // Each rate says when the order would be there with it; the one that is chosen is the promise.
    const chosen = cart.shippingRates.find(({ id }: { id: string }) => id === cart.selectedRate.id);
    expect(chosen.arrivesOn).toBe(cart.promiseDate);
    const days = cart.shippingRates.map((rate: { deliveryDays: number }) => rate.deliveryDays);
    const arrivals = cart.shippingRates.map((rate: { arrivesOn: string }) => rate.arrivesOn);
    const slowest = days.indexOf(Math.max(...days));
    expect(arrivals[slowest]).toBe([...arrivals].sort().at(-1));
    expect(new Set(arrivals).size).toBeGreaterThan(1);
  });

  it('keeps what was typed when the address check complains', async () => {
    const { id } = await aCart(house);

    const { setCartAddresses } = await house.ask(
      `mutation($cart: ID!, $shipping: AddressInput!) { setCartAddresses(cartId: $cart, email: "a@b.example", shipping: $shipping) {
         ... on Cart { shippingAddress { line1 } issues { code severity } totals { total { amount } } } } }`,
      { cart: id, shipping: { ...ADDRESS, line1: '1 Nowhere Lane' } },
    );

    expect(setCartAddresses).toMatchObject({
      shippingAddress: { line1: '1 Nowhere Lane' },
      issues: [{ code: 'E_ADDRESS_NOT_FOUND', severity: 'WARNING' }],
    });
  });

  it('names each field of an address that is incomplete', async () => {
    const { id } = await aCart(house);

    const { setCartAddresses } = await house.ask(
      `mutation($cart: ID!, $shipping: AddressInput!) { setCartAddresses(cartId: $cart, email: "nobody", shipping: $shipping) { ... on Refusal { code issues { field } } } }`,
      { cart: id, shipping: { ...ADDRESS, city: ' ', postalCode: '9410' } },
    );

    expect(setCartAddresses.code).toBe('ADDRESS_INCOMPLETE');
    expect(setCartAddresses.issues.map(({ field }: any) => field)).toEqual([
      'email',
      'shipping.city',
      'shipping.postalCode',
    ]);
  });

  it('seals the parameters of contact lenses at rest and shows them to their owner', async () => {
    const contactLens = { eye: 'OD', power: '-3.25', baseCurveMm: '8.6', diameterMm: '14.2' };
    await aCart(house, [{ variantId: 'variant_lens', contactLens, prescriptionId: 'prescription_cl' }]);

    const { cart } = await house.ask('{ cart { lines { contactLens { eye power } } } }');

    expect(cart.lines[0].contactLens).toEqual({ eye: 'OD', power: '-3.25' });
    expect(await count("cart WHERE content::text LIKE '%-3.25%'")).toBe(0);
  });
});

describe('a coupon', () => {
  it('is refused with its reason when it does not exist', async () => {
    const cart = await aCart(house);

    const { applyCoupon } = await house.ask(
      'mutation($c: ID!) { applyCoupon(cartId: $c, code: "nope") { ... on Refusal { code message } } }',
      { c: cart.id },
    );

    expect(applyCoupon).toEqual({ code: 'COUPON_NOT_VALID', message: 'There is no code NOPE.' });
  });

  it('goes to one of two checkouts when one use is left', async () => {
    house.world.coupons.LAST = 1;
    const prepare = async (who: ReturnType<typeof guest>) => {
      const cart = await anAddressedCart(house, undefined, who);
      await house.ask(
        'mutation($c: ID!) { applyCoupon(cartId: $c, code: "last") { __typename } }',
        { c: cart.id },
        who,
      );
      const fresh = (await house.ask('{ cart { id totals { total { amount } } } }', {}, who)).cart;
      return (await startCheckout(house, fresh, who)).id as string;
    };
    const [one, two] = [guest('c1'), guest('c2')];
    const checkouts = [await prepare(one), await prepare(two)];

    const results = await Promise.all([
      house.ask(CONFIRM, { checkout: checkouts[0], token: 'ok' }, one),
      house.ask(CONFIRM, { checkout: checkouts[1], token: 'ok' }, two),
    ]);

    const outcomes = results.map(({ confirmPayment }) => confirmPayment.code ?? confirmPayment.__typename).sort();
    expect(outcomes).toEqual(['COUPON_USED_UP', 'PlacedOrder']);
    expect(house.world.coupons.LAST).toBe(0);
  });

  it('is asked for again at each press: a mark that it was asked is not its use', async () => {
    house.world.coupons.GONE = 1;
    const who = guest('c3');
    const cart = await anAddressedCart(house, undefined, who);
    await house.ask('mutation($c: ID!) { applyCoupon(cartId: $c, code: "gone") { __typename } }', { c: cart.id }, who);
    const fresh = (await house.ask('{ cart { id totals { total { amount } } } }', {}, who)).cart;
    const checkout = await startCheckout(house, fresh, who);
    // The first press was marked and ended there; somebody else took the last use meanwhile.
    await house.subgraph.database.query('UPDATE checkout SET coupons_redeemed = true WHERE id = $1', [checkout.id]);
    house.world.coupons.GONE = 0;

    const { confirmPayment } = await house.ask(CONFIRM, { checkout: checkout.id, token: 'ok' }, who);

    expect(confirmPayment.code).toBe('COUPON_USED_UP');
  });

  it('cannot be guessed: attempts end after thirty, and what is right costs nothing', async () => {
    const who = guest('guesser');
    const cart = await aCart(house, undefined, who);
    const attempt = async (code: string) =>
      (
        await house.ask(
          'mutation($c: ID!, $code: String!) { applyCoupon(cartId: $c, code: $code) { __typename ... on Refusal { code } } }',
          { c: cart.id, code },
          who,
        )
      ).applyCoupon;
    for (let time = 0; time < 5; time += 1) expect((await attempt('TEN')).__typename).toBe('Cart');

    const guesses = await Promise.all(Array.from({ length: 40 }, (_, index) => attempt(`GUESS${index}`)));

    expect(guesses.filter(({ code }) => code === 'RATE_LIMITED')).toHaveLength(10);
    expect((await attempt('TEN')).code).toBe('RATE_LIMITED');
  });
});

describe('a checkout', () => {
  it('refuses a total that is no longer right and shows both', async () => {
    const cart = await anAddressedCart(house);
    house.world.goods.variant_cloth!.priceMinor = 1_300;

    const refused = await startCheckout(house, cart);
    house.world.goods.variant_cloth!.priceMinor = 1_250;

    expect(refused).toMatchObject({ code: 'PRICE_CHANGED', message: expect.stringContaining('$33.01') });
  });

  it('opens once when pressed twice, with the amount of the intent', async () => {
    const cart = await anAddressedCart(house);

    const [first, second] = [await startCheckout(house, cart), await startCheckout(house, cart)];

    expect(second.id).toBe(first.id);
    expect(first).toMatchObject({
      amountMinor: 3301,
      currencyCode: 'USD',
      orderNumber: expect.stringMatching(/^OW-\d{6}$/),
    });
  });

  it('opens one when pressed by two tabs at once', async () => {
    const cart = await anAddressedCart(house);

    const results = await Promise.all([
      startCheckout(house, cart),
      startCheckout(house, cart),
      startCheckout(house, cart),
    ]);

    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(await count("checkout WHERE cart_id = $1 AND state = 'open'", [cart.id])).toBe(1);
  });

  it('refuses a prescription that has expired', async () => {
    const lens = {
      prescriptionId: 'prescription_1',
      use: 'DISTANCE',
      designId: 'd',
      materialId: 'm',
      treatmentIds: [],
    };
    const cart = await anAddressedCart(house, [{ variantId: 'variant_frame', lens }]);
    house.world.saleable = false;

    const refused = await startCheckout(house, cart);
    house.world.saleable = true;

    expect(refused).toMatchObject({
      code: 'PRESCRIPTION_NOT_SALEABLE',
      message: expect.stringContaining('It expired on 1 May.'),
    });
  });

  it('places one order however often paying is pressed', async () => {
    const checkout = await aCheckout(house);

    const results = await Promise.all(
      Array.from({ length: 5 }, () => house.ask(CONFIRM, { checkout: checkout.id, token: 'ok' })),
    );

    const placed = results.filter(({ confirmPayment }) => confirmPayment.__typename === 'PlacedOrder');
    expect(placed.length).toBeGreaterThan(0);
    expect(new Set(placed.map(({ confirmPayment }) => confirmPayment.order.id)).size).toBe(1);
    expect(await count('payment WHERE checkout_id = $1', [checkout.id])).toBe(1);
    expect(
      await count("outbox WHERE name = 'orders.OrderPlaced.v1' AND payload ->> 'number' = $1", [checkout.orderNumber]),
    ).toBe(1);
    expect(
      await count('journal_entry WHERE order_id = (SELECT order_id FROM checkout WHERE id = $1)', [checkout.id]),
    ).toBe(1);
  });

  it('takes another card after a decline, on the same checkout', async () => {
    const checkout = await aCheckout(house);

    const declined = await house.ask(CONFIRM, { checkout: checkout.id, token: 'decline:insufficient_funds' });
    const paid = await house.ask(CONFIRM, { checkout: checkout.id, token: 'ok' });

    expect(declined.confirmPayment).toMatchObject({
      code: 'PAYMENT_DECLINED',
      message: 'The card has not enough funds. Use another card.',
      retryable: true,
    });
    expect(paid.confirmPayment.__typename).toBe('PlacedOrder');
    expect(
      await count('payment_attempt a JOIN payment p ON p.id = a.payment_id WHERE p.checkout_id = $1', [checkout.id]),
    ).toBe(2);
  });

  it('hands a 3-D Secure step to the browser and finishes once it is done', async () => {
    const checkout = await aCheckout(house);

    const first = await house.ask(CONFIRM, { checkout: checkout.id, token: 'action' });
    const early = await house.ask(FINISH, { checkout: checkout.id });
    const [payment] = await house.subgraph.database.query<{ provider_id: string }>(
      'SELECT provider_id FROM payment WHERE checkout_id = $1',
      [checkout.id],
    );
    house.payments.complete(payment!.provider_id);
    const done = await house.ask(FINISH, { checkout: checkout.id });

    expect(first.confirmPayment).toMatchObject({
      __typename: 'PaymentActionRequired',
      clientSecret: expect.any(String),
    });
    expect(early.finishCheckout.__typename).toBe('PaymentActionRequired');
    expect(done.finishCheckout).toMatchObject({ __typename: 'PlacedOrder', order: { status: 'PLACED' } });
  });

  it('converts the cart and tells everybody in one transaction', async () => {
    const order = await aPaidOrder(house);

    const [event] = await house.subgraph.database.query<{ payload: any }>(
      "SELECT payload FROM outbox WHERE name = 'orders.OrderPlaced.v1' AND aggregate_id = $1",
      [order.id],
    );
    expect(event!.payload).toMatchObject({
      number: order.number,
      reservationId: expect.stringContaining('reservation_'),
      lines: [{ sku: 'AC-1', quantity: 2 }],
    });
    expect((await house.ask('{ cart { id } }')).cart).toBeNull();
  });

  it('costs few statements from an empty browser to a placed order', async () => {
    const used = await recordStatements(() => aPaidOrder(house, undefined, guest('frugal')));

    // The texts are shown when there are too many.
    expect(used.length <= 21 ? [] : used).toEqual([]);
  });
});

describe('a notice of the payment service', () => {
  const post = async (payload: object, signature: string) => {
    const { default: fastify } = await import('fastify');
    const app = fastify();
    await app.register(house.subgraph.routes!, { prefix: '/orders' });
    const answer = await app.inject({
      method: 'POST',
      url: '/orders/webhooks/stripe',
      payload: JSON.stringify(payload),
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    });
    await app.close();
    await house.settle();
    return answer.statusCode;
  };

  it('places the order of a customer who closed the browser, once, and only after asking the service', async () => {
    const checkout = await aCheckout(house);
    await house.ask(CONFIRM, { checkout: checkout.id, token: 'action' });
    const [payment] = await house.subgraph.database.query<{ provider_id: string }>(
      'SELECT provider_id FROM payment WHERE checkout_id = $1',
      [checkout.id],
    );
    const notice = {
      eventId: 'evt_lie',
      type: 'payment_intent.succeeded',
      paymentId: payment!.provider_id,
      refundId: null,
    };
    const placed = () => count("sales_order WHERE number = $1 AND status = 'PLACED'", [checkout.orderNumber]);

    expect(await post(notice, 'simulated')).toBe(200);
    expect(await placed()).toBe(0);
    house.payments.complete(payment!.provider_id);
    expect(await post({ ...notice, eventId: 'evt_true' }, 'simulated')).toBe(200);
    expect(await post({ ...notice, eventId: 'evt_true' }, 'simulated')).toBe(200);

    expect(await placed()).toBe(1);
    expect(await count("webhook_inbox WHERE event_id = 'evt_true'")).toBe(1);
  });

  it('is answered and forgotten when it changes nothing here', async () => {
    expect(await post({ eventId: 'evt_made', type: 'payment_intent.created', isOurs: false }, 'simulated')).toBe(200);
    expect(await count("webhook_inbox WHERE event_id = 'evt_made'")).toBe(0);
  });

  it('is refused without a valid signature', async () => {
    expect(await post({ eventId: 'evt_x' }, 'forged')).toBe(400);
    expect(await count("webhook_inbox WHERE event_id = 'evt_x'")).toBe(0);
  });
});

describe('papers', () => {
  it('open with their own token, or to those who may see the order, and to nobody else', async () => {
    const { default: fastify } = await import('fastify');
    const order = await aPaidOrder(house);
    const { documents } = (
      await house.ask('query($id: ID) { order(id: $id) { documents { kind url } } }', { id: order.id })
    ).order;
    const app = fastify();
    await app.register(house.subgraph.routes!, { prefix: '/orders' });
    const get = async (url: string) => app.inject({ method: 'GET', url });

    const invoice = await get(documents[0].url);
    const bare = await get(documents[0].url.split('?')[0]);
    const crossed = await get(documents[0].url.replace('/invoice/', '/packing-slip/'));
    await app.close();

    expect(documents.map(({ kind }: any) => kind)).toEqual(['INVOICE']);
    expect(invoice.statusCode).toBe(200);
    expect(invoice.rawPayload.subarray(0, 4).toString()).toBe('%PDF');
    expect([bare.statusCode, crossed.statusCode]).toEqual([404, 404]);
  });
});
