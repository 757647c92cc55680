import { eventually, type GraphClient } from '../support/graph-client.ts';
import { customer, staff, type World } from '../support/people.ts';
import { confirmationToken, mailsTo, trackerUpdate } from '../support/twins.ts';
import { type Say, SHIPPING_ADDRESS } from './glasses.ts';

const REFUSAL = '... on Refusal { __typename code message issues { code field message severity } }';
const MONEY = '{ amount currencyCode }';
const CART = `__typename id needsPrescription lines { id quantity variant { sku } } shippingRates { id carrier service amount ${MONEY} deliveryDays } totals { total ${MONEY} shipping ${MONEY} }`;

/** A signed-in customer buys a sensor bundle with express shipping: parts leave the shelves, no lab is involved. */
export async function bundleFlow(world: World, say: Say) {
  const shopper = await customer(world);
  const warehouse = await staff(world, 'warehouse');
  const person = world.demo.customers[0];
  if (!person) throw new Error('no demo customer');
  try {
    const { products } = await shopper.run(
      `{ products(filter: { kinds: [BUNDLE] }, first: 10) { edges { node { slug name variants { id sku availability { inStock } price ${MONEY} } components { quantity variant { id sku availability { inStock } } } } } } }`,
    );
    const bundle = products.edges
      .map((edge: { node: { variants: { availability: { inStock: boolean } }[] } }) => edge.node)
      .find((node: { variants: { availability: { inStock: boolean } }[] }) =>
        node.variants.some((variant) => variant.availability.inStock),
      );
    if (!bundle || bundle.components.length < 2)
      throw new Error(`There is no bundle in stock with parts: ${JSON.stringify(products)}`);
    const variant = bundle.variants.find((one: { availability: { inStock: boolean } }) => one.availability.inStock);
    const sensors = await shopper.run(
      '{ products(filter: { kinds: [SENSOR] }, first: 10) { edges { node { name variants { id } options { name } } } } }',
    );
    if (!sensors.products.edges.some((edge: { node: { variants: unknown[] } }) => edge.node.variants.length > 1))
      throw new Error('No sensor comes in variants.');
    const part = bundle.components[0];
    const before = (
      await warehouse.run('query($sku: String!) { stockLevel(sku: $sku) { onHand available } }', {
        sku: part.variant.sku,
      })
    ).stockLevel;

    let cart = (await shopper.run('{ cart { id lines { id } } }')).cart;
    for (const line of cart?.lines ?? [])
      await shopper.must(
        `mutation($c: ID!, $l: ID!) { removeCartLine(cartId: $c, lineId: $l) { ... on Cart { ${CART} } ${REFUSAL} } }`,
        { c: cart.id, l: line.id },
      );
    cart = await shopper.must(
      `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { ${CART} } ${REFUSAL} } }`,
      { lines: [{ variantId: variant.id, quantity: 1 }] },
    );
    if (cart.needsPrescription) throw new Error('A sensor needs no prescription.');
    cart = await shopper.must(
      `mutation($id: ID!, $email: String!, $shipping: AddressInput!) { setCartAddresses(cartId: $id, email: $email, shipping: $shipping) { ... on Cart { ${CART} } ${REFUSAL} } }`,
      { id: cart.id, email: person.email, shipping: { ...SHIPPING_ADDRESS, name: person.name } },
    );
    const express = [...cart.shippingRates]
      .filter((rate: { deliveryDays: number | null }) => rate.deliveryDays !== null)
      .sort((a: { deliveryDays: number }, b: { deliveryDays: number }) => a.deliveryDays - b.deliveryDays)[0];
    if (!express || express.deliveryDays > 2)
      throw new Error(`There is no express rate: ${JSON.stringify(cart.shippingRates)}`);
    cart = await shopper.must(
      `mutation($id: ID!, $rate: ID!) { selectShippingRate(cartId: $id, rateId: $rate) { ... on Cart { ${CART} } ${REFUSAL} } }`,
      { id: cart.id, rate: express.id },
    );
    const checkout = await shopper.must(
      `mutation($id: ID!, $total: Decimal!) { startCheckout(cartId: $id, expectedTotal: $total) { ... on CheckoutSession { __typename id amountMinor currencyCode publishableKey } ${REFUSAL} } }`,
      { id: cart.id, total: cart.totals.total.amount },
    );
    const token = await confirmationToken(world, checkout.publishableKey, '4242424242424242', checkout);
    const placed = await shopper.must(
      `mutation($id: ID!, $token: String!, $url: String!) { confirmPayment(checkoutId: $id, confirmationTokenId: $token, returnUrl: $url) { ... on PlacedOrder { __typename order { id number } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`,
      { id: checkout.id, token, url: world.shopUrl },
    );
    const { id, number } = placed.order;
    say(
      `${bundle.name} ordered by ${person.name} as ${number}, ${express.carrier} ${express.service} in ${express.deliveryDays} day(s).`,
    );

    const { me } = await shopper.run('{ me { orders(first: 5) { edges { node { id number } } } } }');
    if (!me.orders.edges.some((edge: { node: { number: string } }) => edge.node.number === number))
      throw new Error('The order is missing in the account.');
    const { parts, shipment } = await sendBundle(world, warehouse, id);
    await eventually(
      'the bundle delivered',
      async () =>
        (await shopper.run('query($id: ID!) { order(id: $id) { status } }', { id })).order.status === 'DELIVERED',
    );
    const after = (
      await warehouse.run('query($sku: String!) { stockLevel(sku: $sku) { onHand available } }', {
        sku: part.variant.sku,
      })
    ).stockLevel;
    if (before.onHand - after.onHand !== part.quantity)
      throw new Error(
        `${part.variant.sku}: ${before.onHand} before, ${after.onHand} after, ${part.quantity} were in the bundle.`,
      );
    say(
      `Picked as ${parts} parts, shipped with ${shipment.carrier} ${shipment.service}, delivered; no lab job; stock of the parts went down.`,
    );
    await eventually('a mail about delivery', async () =>
      (await mailsTo(world, person.email)).find(
        (mail) => mail.subject.includes(number) && /deliver/i.test(mail.subject),
      ),
    );
    return { orderId: id as string, orderNumber: number as string };
  } finally {
    await shopper.close();
    await warehouse.close();
  }
}

/** The warehouse's half: the parts are picked from their shelves, packed, sent by the recommended rate and delivered. */
export async function sendBundle(world: World, warehouse: GraphClient, id: string) {
  const task = await eventually(
    'a parcel pick task',
    async () =>
      (
        await warehouse.run(
          'query($id: ID!) { order(id: $id) { pickTasks { id status destination lines { sku gtin quantity pickedQuantity bin { code } } } } }',
          { id },
        )
      ).order.pickTasks?.[0],
  );
  const { order } = await warehouse.run('query($id: ID!) { order(id: $id) { labJobs { id } } }', { id });
  if (order.labJobs.length > 0) throw new Error('A bundle of sensors has nothing to do with the lab.');
  if (task.destination !== 'PARCEL' || task.lines.length < 2)
    throw new Error(`The bundle should be picked as its parts: ${JSON.stringify(task)}`);
  for (const line of task.lines)
    await warehouse.must(
      `mutation($id: ID!, $bin: String!, $code: String!, $n: Int!) { scanPick(taskId: $id, binCode: $bin, code: $code, quantity: $n) { ... on PickTask { __typename status } ${REFUSAL} } }`,
      { id: task.id, bin: line.bin.code, code: line.gtin ?? line.sku, n: line.quantity },
    );
  await warehouse.must(
    `mutation($id: ID!) { packTask(taskId: $id) { ... on PickTask { __typename status } ${REFUSAL} } }`,
    { id: task.id },
  );
  await eventually(
    'the order ready to ship',
    async () =>
      (await warehouse.run('query($id: ID!) { order(id: $id) { status } }', { id })).order.status === 'READY_TO_SHIP',
  );
  const quote = await warehouse.must(
    `mutation($id: ID!) { quoteShipment(orderId: $id) { ... on ShipmentQuote { __typename recommendedRateId rates { id deliveryDays } } ${REFUSAL} } }`,
    { id },
  );
  const shipment = await warehouse.must(
    `mutation($id: ID!, $rate: ID!) { buyLabel(orderId: $id, rateId: $rate) { ... on Shipment { __typename id carrier service trackingCode } ${REFUSAL} } }`,
    { id, rate: quote.recommendedRateId ?? quote.rates[0].id },
  );
  await warehouse.must(
    `mutation($id: ID!) { markShipped(shipmentId: $id) { ... on Shipment { __typename status } ${REFUSAL} } }`,
    { id: shipment.id },
  );
  await trackerUpdate(world, shipment.trackingCode, 'delivered');
  return { parts: task.lines.length as number, shipment: shipment as { carrier: string; service: string } };
}
