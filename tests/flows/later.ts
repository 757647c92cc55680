import { eventually, type GraphClient } from '../support/graph-client.ts';
import { guest, staff, type World } from '../support/people.ts';
import { confirmationToken, mailsTo } from '../support/twins.ts';
import { chooseFrame, handFrameToLab, labJobOf, type Say, SHIPPING_ADDRESS } from './glasses.ts';

const REFUSAL = '... on Refusal { __typename code message issues { code field message severity } }';
const MONEY = '{ amount currencyCode }';
const CART = `__typename id promiseDate lines { awaitsPrescription total ${MONEY} } shippingRates { id } totals { total ${MONEY} }`;
const ORDER = `__typename id status promiseDate totals { total ${MONEY} } payments { refunded ${MONEY} }
  lines { id prescription { id } } awaitedPrescriptions { orderLineId state needsSignIn pricesByBand { band refund ${MONEY} } }`;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A guest buys glasses without a prescription at hand, and sends it from another browser by the link of the letter. */
export async function laterFlow(world: World, say: Say) {
  const shopper = guest(world);
  const phone = guest(world);
  const email = `later-${Date.now().toString(36)}@example.com`;
  const clients: GraphClient[] = [shopper, phone];
  const as = async (role: string) => {
    const client = await staff(world, role);
    clients.push(client);
    return client;
  };
  try {
    const placed = await buyUnseen(world, shopper, email, say);
    const { id, number } = placed.order;
    say(`Order ${number} is paid with its prescription to follow.`);

    const letter = await eventually('the confirmation with the link', async () =>
      (await mailsTo(world, email)).find((mail) => mail.subject.includes(number)),
    );
    if (!/prescription/i.test(letter.text ?? letter.html ?? ''))
      throw new Error('The letter says nothing of what is missing.');
    const warehouse = await as('warehouse');
    const tasks = await eventually('the waiting task of the frame', async () => {
      const { order } = await warehouse.run(
        'query($id: ID!) { order(id: $id) { pickTasks { destination waitsFor } } }',
        { id },
      );
      return order?.pickTasks?.length ? order.pickTasks : null;
    });
    if (
      !tasks.some(
        (task: { destination: string; waitsFor: string }) =>
          task.destination === 'LAB' && task.waitsFor === 'PRESCRIPTION',
      )
    )
      throw new Error(`The frame should wait for the prescription: ${JSON.stringify(tasks)}`);

    phone.orderToken = placed.accessToken;
    const prescriptionId = await savePrescription(phone);
    const order = await sendIt(phone, id, prescriptionId);
    if (!order.promiseDate) throw new Error('The promise should begin with the prescription.');
    say(`The prescription came from another browser; promised for ${order.promiseDate}.`);

    const job = await labJobOf(await as('lab'), id);
    say(`The lab opened job ${job.number}.`);
    await signOff(await as('optician'), prescriptionId);
    const settled = await eventually('the difference given back', async () => {
      const { order: now } = await phone.run(`query($id: ID!) { order(id: $id) { ${ORDER} } }`, { id });
      return now.awaitedPrescriptions[0].state === 'SETTLED' && Number(now.payments[0].refunded.amount) > 0
        ? now
        : null;
    });
    const [awaited] = order.awaitedPrescriptions;
    const agreed = awaited.pricesByBand.find(({ band }: { band: string }) => band === 'A').refund.amount;
    if (settled.payments[0].refunded.amount !== agreed)
      throw new Error(`${settled.payments[0].refunded.amount} came back instead of the ${agreed} that were agreed.`);
    say(`${agreed} came back at the sign-off, as agreed.`);
    await handFrameToLab(warehouse, id, say);
    return { orderId: id as string, orderNumber: number as string, refunded: agreed as string };
  } finally {
    for (const client of clients) await client.close();
  }
}

/** Up to the paid order that waits for its prescription. */
export async function buyUnseen(world: World, shopper: GraphClient, email: string, say: Say) {
  const frame = await chooseFrame(shopper, say);
  const lens = await chooseLensesUnseen(shopper, frame.variantId, say);
  return pay(shopper, world, { email, variantId: frame.variantId, lens });
}

async function chooseLensesUnseen(shopper: GraphClient, variantId: string, say: Say) {
  const QUOTE = `query($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { __typename complete price ${MONEY}
    pricesByBand { band price ${MONEY} } designs { option { id code } possible } materials { option { id code } possible } } ${REFUSAL} } }`;
  const base = { variantId, use: 'DISTANCE', prescriptionLater: true };
  const idOf = (choices: { option: { id: string; code: string }; possible: boolean }[], code: string) => {
    const found = choices.find((one) => one.possible && one.option.code === code);
    if (!found) throw new Error(`${code} cannot be chosen.`);
    return found.option.id;
  };
  const first = await shopper.must(QUOTE, { input: base });
  const lens = {
    designId: idOf(first.designs, 'sv-distance'),
    materialId: idOf(first.materials, 'index-160'),
    treatmentIds: [],
  };
  const quote = await shopper.must(QUOTE, { input: { ...base, ...lens } });
  const prices = quote.pricesByBand.map(({ price }: { price: { amount: string } }) => Number(price.amount));
  if (!quote.complete || Number(quote.price.amount) !== Math.max(...prices) || prices.length < 2)
    throw new Error(`The dearest price should be asked for: ${JSON.stringify(quote)}`);
  say(`Lenses cost ${prices.join(', ')} by strength; ${quote.price.amount} is asked for.`);
  return { use: 'DISTANCE', ...lens };
}

async function pay(shopper: GraphClient, world: World, what: { email: string; variantId: string; lens: object }) {
  const ADD = `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { ${CART} } ${REFUSAL} } }`;
  const forgotten = await shopper.refused(ADD, {
    lines: [{ variantId: what.variantId, quantity: 1, lens: what.lens }],
  });
  if (forgotten.code !== 'PRESCRIPTION_MISSING') throw new Error(`A forgotten prescription gave ${forgotten.code}.`);
  let cart = await shopper.must(ADD, {
    lines: [{ variantId: what.variantId, quantity: 1, lens: { ...what.lens, prescriptionLater: true } }],
  });
  cart = await shopper.must(
    `mutation($id: ID!, $email: String!, $shipping: AddressInput!) { setCartAddresses(cartId: $id, email: $email, shipping: $shipping) { ... on Cart { ${CART} } ${REFUSAL} } }`,
    { id: cart.id, email: what.email, shipping: SHIPPING_ADDRESS },
  );
  if (!cart.lines[0].awaitsPrescription || cart.promiseDate)
    throw new Error(`No day can be promised yet: ${JSON.stringify(cart)}`);
  const checkout = await shopper.must(
    `mutation($id: ID!, $total: Decimal!) { startCheckout(cartId: $id, expectedTotal: $total) { ... on CheckoutSession { __typename id amountMinor currencyCode publishableKey } ${REFUSAL} } }`,
    { id: cart.id, total: cart.totals.total.amount },
  );
  return shopper.must(
    `mutation($id: ID!, $token: String!, $url: String!) { confirmPayment(checkoutId: $id, confirmationTokenId: $token, returnUrl: $url) {
      ... on PlacedOrder { __typename accessToken order { id number } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`,
    {
      id: checkout.id,
      token: await confirmationToken(world, checkout.publishableKey, '4242424242424242', checkout),
      url: `${world.shopUrl}/checkout/return`,
    },
  );
}

async function savePrescription(client: GraphClient): Promise<string> {
  const saved = await client.must(
    `mutation($input: SavePrescriptionInput!) { savePrescription(input: $input) { ... on Prescription { __typename id } ${REFUSAL} } }`,
    {
      input: {
        od: { sphere: '-2.00' },
        os: { sphere: '-2.25' },
        pd: { odMm: '31.5', osMm: '31.5' },
        issuedOn: inDays(-20),
        expiresOn: inDays(700),
        prescriberName: 'Dr. Avery Lindqvist',
        patientName: 'Gale Guest',
      },
    },
  );
  return saved.id;
}

/** Sent twice at once, as by an impatient hand: taken once. */
async function sendIt(phone: GraphClient, orderId: string, prescriptionId: string) {
  const { order } = await phone.run(`query($id: ID!) { order(id: $id) { ${ORDER} } }`, { id: orderId });
  const [awaited] = order.awaitedPrescriptions;
  if (awaited?.state !== 'AWAITED' || awaited.needsSignIn)
    throw new Error(`The page should ask for it: ${JSON.stringify(order)}`);
  const SEND = `mutation($o: ID!, $l: ID!, $p: ID!) { sendPrescription(orderId: $o, orderLineId: $l, prescriptionId: $p) { ... on Order { ${ORDER} } ${REFUSAL} } }`;
  const variables = { o: orderId, l: awaited.orderLineId, p: prescriptionId };
  const [sent] = await Promise.all([phone.must(SEND, variables), phone.must(SEND, variables)]);
  return sent;
}

async function signOff(optician: GraphClient, id: string) {
  await eventually('the prescription in the review queue', async () => {
    const { prescriptions } = await optician.run(
      'query { prescriptions(status: [IN_REVIEW], first: 100) { edges { node { id } } } }',
    );
    return prescriptions.edges.some((edge: { node: { id: string } }) => edge.node.id === id);
  });
  await optician.must(
    `mutation($id: ID!) { signOffPrescription(id: $id, note: "Compared with the document") { ... on Prescription { __typename id status } ${REFUSAL} } }`,
    { id },
  );
}
