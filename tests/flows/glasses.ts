import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { eventually, type GraphClient } from '../support/graph-client.ts';
import { guest, staff, type World } from '../support/people.ts';
import { runBatches } from '../support/run-batches.ts';
import { confirmationToken, mailsTo, trackerUpdate } from '../support/twins.ts';

export const REFUSAL = '... on Refusal { __typename code message issues { code field message severity } }';
const MONEY = '{ amount currencyCode }';
const CART = `__typename id version itemCount needsPrescription currencyCode
  lines { id title quantity total ${MONEY} issues { code message severity } lens { designName materialName } }
  coupons { code amount ${MONEY} } shippingRates { id carrier service amount ${MONEY} deliveryDays estimatedDelivery }
  totals { subtotal ${MONEY} discount ${MONEY} shipping ${MONEY} tax ${MONEY} total ${MONEY} } issues { code message }`;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const minor = (money: { amount: string }) => Math.round(Number(money.amount) * 100);

/** Says what happened; the command prints it, the test keeps it. */
export type Say = (line: string) => void;

/**
 * A pair of glasses from the shop window to the customer's door, and its accessory back: over HTTP and WebSocket only.
 * Each step checks what its person would check, and throws with the answer it got instead.
 */
export async function glassesFlow(world: World, say: Say) {
  const shopper = guest(world);
  const email = `guest-${Date.now().toString(36)}@example.com`;
  const clients: GraphClient[] = [shopper];
  const as = async (role: string) => {
    const client = await staff(world, role);
    clients.push(client);
    return client;
  };
  try {
    const frame = await chooseFrame(shopper, say);
    const prescriptionId = await enterPrescription(shopper, say);
    const lens = await configureLenses(shopper, frame, say);
    const accessory = await chooseAccessory(shopper);
    const admin = await as('admin');
    const feed = admin.subscribe(
      'subscription($after: String) { orderFeed(after: $after) { cursor kind order { id number status } } }',
    );
    const placed = await buy(shopper, world, { email, frame, lens, prescriptionId, accessory }, say);
    const order = placed.order;
    shopper.orderToken = placed.accessToken;

    await feed.until((event) => event.orderFeed.order.id === order.id, 'the new order in the admin');
    say('The order appeared in the admin without a reload.');
    const own = shopper.subscribe(
      'subscription($id: ID!) { orderChanged(id: $id) { cursor kind order { id status labProgress { stage } shipments { status } } } }',
      { id: order.id },
    );
    await mailed(world, email, /order|confirm/i, say);

    await signOff(await as('optician'), prescriptionId, say);
    const lab = await as('lab');
    const job = await labJobOf(lab, order.id);
    await supplyMissingBlank(world, lab, await as('buyer'), await as('warehouse'), job.id, say);
    const warehouse = clients.at(-1) as GraphClient;
    const trayCode = await handFrameToLab(warehouse, order.id, say);
    await inspectLenses(lab, await bringToInspection(lab, job.id, trayCode, say), say);
    await packAndShip(warehouse, order.id, say);
    await deliver(world, shopper, order.id, say);
    await own.until((event) => event.orderChanged.order.status === 'DELIVERED', 'delivery on the customer page');
    say('The customer watched it arrive live.');
    await mailed(world, email, /deliver/i, say);
    await sendBackAccessory(world, shopper, admin, warehouse, order.id, email, say);
    await checkBooks(admin, order.id, say);
    return {
      orderId: order.id as string,
      orderNumber: order.number as string,
      email,
      accessToken: placed.accessToken as string,
    };
  } finally {
    for (const client of clients) await client.close();
  }
}

export async function chooseFrame(shopper: GraphClient, say: Say) {
  const { products } = await shopper.run(`query {
    products(filter: { kinds: [FRAME], rim: [FULL], lensWidthMm: { min: "48", max: "54" }, inStock: true }, first: 24) {
      totalCount facets { name values { value count } } ranges { name min max }
      edges { matchedVariant { id } node { id slug name kind } } } }`);
  if (products.totalCount < 10) throw new Error(`Only ${products.totalCount} frames fit; the catalogue is too small.`);
  const shapes = products.facets.find((facet: { name: string }) => facet.name === 'shape');
  if (!shapes?.values.some((value: { count: number }) => value.count > 0))
    throw new Error('The shape facet has no counts.');
  for (const edge of products.edges) {
    const { product } = await shopper.run(
      `query($slug: String!) { product(slug: $slug) { id name
      frame { rim prescriptionReady shape } media { url srcSet width height }
      variants { id sku price ${MONEY} availability { inStock availableQuantity promiseDays } frameSize { label eyeSizeMm lensHeightMm dblMm templeLengthMm outlineHundredthsMm } } } }`,
      { slug: edge.node.slug },
    );
    const variant = product.variants.find(
      (one: { availability: { inStock: boolean }; frameSize: FrameSize | null }) => {
        const size = one.frameSize;
        return one.availability.inStock && size && Math.abs(Number(size.eyeSizeMm) + Number(size.dblMm) - 66) <= 6;
      },
    );
    if (!product.frame?.prescriptionReady || !variant) continue;
    const picture = await shopper.get(product.media[0].url);
    if (picture.status !== 200 || !/^image\//.test(picture.headers.get('content-type') ?? ''))
      throw new Error(`The picture ${product.media[0].url} answered ${picture.status}.`);
    await findBySearchAndFit(shopper, product.id, product.name, variant.frameSize);
    say(`Chose ${product.name} ${variant.frameSize.label} at ${variant.price.amount}.`);
    return { variantId: variant.id as string, productName: product.name as string };
  }
  throw new Error('No frame on the first page is in stock and ready for a prescription.');
}

interface FrameSize {
  label: string;
  lensHeightMm: string;
  eyeSizeMm: string;
  dblMm: string;
  templeLengthMm: string;
}

/** Typed into the search and narrowed by lens width, bridge and temple, the frame is found; with a bridge it does not have, it is not. */
async function findBySearchAndFit(shopper: GraphClient, id: string, name: string, size: FrameSize): Promise<void> {
  const exactly = (mm: string) => ({ min: mm, max: mm });
  const find = async (bridge: { min: string; max: string }) => {
    const { products } = await shopper.run(
      'query($query: String, $filter: ProductFilter) { products(query: $query, filter: $filter, first: 24) { totalCount edges { node { id } } } }',
      {
        query: name,
        filter: { lensWidthMm: exactly(size.eyeSizeMm), bridgeMm: bridge, templeMm: exactly(size.templeLengthMm) },
      },
    );
    return products.edges.some((edge: { node: { id: string } }) => edge.node.id === id);
  };
  if (!(await find(exactly(size.dblMm))))
    throw new Error(`${name} ${size.label} was not found by its name and its measures.`);
  if (await find({ min: '40', max: '45' })) throw new Error(`${name} was found with a bridge it does not have.`);
}

/** The published examples as they are read with a current date: the first lacks a PD and asks back about its prism, the second may be sold. */
const PUBLISHED = {
  '33123': {
    saleable: false,
    expired: false,
    od: { sphere: '-2.00', add: '+2.00' },
    os: { sphere: '-1.00', cylinder: '-0.50', axis: 180 },
    contactLenses: [],
    open: ['VERTICAL_PRISM_IMBALANCE', 'PD_MISSING', 'PRESCRIBER_NOT_VERIFIABLE'],
  },
  '33124': {
    saleable: true,
    expired: false,
    od: null,
    os: null,
    contactLenses: [
      { eye: 'OD', power: '-2.75', cylinder: '-2.25', axis: 160 },
      { eye: 'OS', power: '-2.75', cylinder: '-3.50', axis: 160 },
    ],
    open: ['PRESCRIBER_NOT_VERIFIABLE'],
  },
};

/** Throws with both when they differ in anything. */
function same(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected))
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

/** Last year's values of the same person, for the optician to compare with. */
async function saveEarlier(shopper: GraphClient): Promise<void> {
  const input = {
    od: { sphere: '-5.25', cylinder: '-1.50', axis: 175 },
    os: { sphere: '-5.75', cylinder: '-1.75', axis: 5 },
    pd: { odMm: '31.5', osMm: '31.5' },
    issuedOn: inDays(-380),
    expiresOn: inDays(300),
    prescriberName: 'Dr. Avery Lindqvist',
    patientName: 'Gale Guest',
    vertexMm: '12',
  };
  const { savePrescription: asked } = await shopper.run(SAVE, { input });
  if (asked.__typename === 'Prescription') return;
  const confirmedWarnings = asked.issues.map((issue: { code: string }) => issue.code);
  await shopper.must(SAVE, { input: { ...input, confirmedWarnings } });
}

const SAVE = `mutation($input: SavePrescriptionInput!) { savePrescription(input: $input) { ... on Prescription { __typename id status expired od { sphere cylinder axis } } ${REFUSAL} } }`;

export async function enterPrescription(shopper: GraphClient, say: Say): Promise<string> {
  const refused = await shopper.refused(SAVE, {
    input: {
      od: { sphere: '-2.30' },
      os: { sphere: '-2.00', cylinder: '-1.00' },
      pd: { binocularMm: '82' },
      issuedOn: inDays(-30),
      prescriberName: 'Dr. Avery Lindqvist',
    },
  });
  const codes = new Set(refused.issues?.map((issue) => issue.code));
  for (const code of ['STEP', 'AXIS_REQUIRED'])
    if (![...codes].some((one) => one.includes(code)))
      throw new Error(`A wrong entry should name ${code}; it named ${[...codes].join(', ')}`);
  say(`A wrong prescription was refused with ${refused.issues?.length} findings.`);

  for (const [id, expected] of Object.entries(PUBLISHED)) {
    const fhirJson = await readFile(
      new URL(`../../optics/test-data/vision-prescription-${id}.json`, import.meta.url),
      'utf8',
    );
    const READ = `mutation($fhirJson: String!) { readPrescriptionFile(fhirJson: $fhirJson) { ... on PrescriptionCheck { __typename saleable expired od { sphere add } os { sphere cylinder axis } contactLenses { eye power cylinder axis } issues { code severity } } ${REFUSAL} } }`;
    const old = await shopper.must(READ, { fhirJson });
    if (old.saleable || !old.expired || !old.issues.some((issue: { code: string }) => issue.code === 'EXPIRED'))
      throw new Error(`FHIR ${id} is from 2014 and must be shown as expired: ${JSON.stringify(old)}`);
    const current = JSON.stringify({ ...JSON.parse(fhirJson), created: inDays(-10), dateWritten: inDays(-10) });
    const { __typename, issues, ...fresh } = await shopper.must(READ, { fhirJson: current });
    // What stands in the file, and all that keeps it from being sold as it is.
    same(
      `FHIR ${id} with a current date`,
      { ...fresh, open: issues.map((issue: { code: string }) => issue.code) },
      expected,
    );
    say(`FHIR ${id}: read, shown and refused for sale as expired; accepted with a current date.`);
  }

  await saveEarlier(shopper);
  const input: Record<string, unknown> = {
    od: { sphere: '-5.50', cylinder: '-1.50', axis: 175 },
    os: { sphere: '-5.75', cylinder: '-1.75', axis: 5 },
    pd: { odMm: '31.5', osMm: '31.5' },
    issuedOn: inDays(-30),
    expiresOn: inDays(700),
    prescriberName: 'Dr. Avery Lindqvist',
    patientName: 'Gale Guest',
    vertexMm: '12',
  };
  let result = (await shopper.run(SAVE, { input })).savePrescription;
  if (result.__typename === 'Refusal') {
    const warnings = result.issues
      .filter((issue: { severity: string }) => issue.severity === 'WARNING')
      .map((issue: { code: string }) => issue.code);
    if (warnings.length === 0 || warnings.length !== result.issues.length)
      throw new Error(`A good prescription was refused: ${JSON.stringify(result)}`);
    result = (await shopper.run(SAVE, { input: { ...input, confirmedWarnings: warnings } })).savePrescription;
  }
  if (result.__typename !== 'Prescription')
    throw new Error(`The prescription was not saved: ${JSON.stringify(result)}`);
  say('Prescription saved.');
  return result.id;
}

interface LensSelection {
  use: string;
  designId: string;
  materialId: string;
  treatmentIds: string[];
}

export async function configureLenses(
  shopper: GraphClient,
  frame: { variantId: string },
  say: Say,
): Promise<LensSelection> {
  const QUOTE = `query($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { __typename complete price ${MONEY} powerBand issues { code message severity }
    designs { option { id code name } possible reasons { message } } materials { option { id code name } possible recommended reasons { message } pairPrice ${MONEY} }
    treatments { option { id code name } possible selected reasons { message } } thickness { eye centreMm edgeMaxMm weightGrams edgeProfileHundredthsMm } } ${REFUSAL} } }`;
  const base = {
    variantId: frame.variantId,
    od: { sphere: '-5.50', cylinder: '-1.50', axis: 175 },
    os: { sphere: '-5.75', cylinder: '-1.75', axis: 5 },
    pd: { odMm: '31.5', osMm: '31.5' },
    vertexMm: '12',
    use: 'DISTANCE',
  };
  const first = await shopper.must(QUOTE, { input: base });
  const pick = (
    list: { option: { id: string; code: string }; possible: boolean }[],
    test: (code: string) => boolean,
    what: string,
  ) => {
    const found = list.find((one) => one.possible && test(one.option.code));
    if (!found)
      throw new Error(
        `No possible ${what} among ${JSON.stringify(list.map((one) => ({ code: one.option.code, possible: one.possible })))}`,
      );
    return found.option.id;
  };
  const designId = pick(first.designs, (code) => /^SV/i.test(code), 'single-vision design');
  const second = await shopper.must(QUOTE, { input: { ...base, designId } });
  const materialId = pick(second.materials, (code) => /1[._]?60/.test(code), '1.60 material');
  const third = await shopper.must(QUOTE, { input: { ...base, designId, materialId } });
  const ar = third.treatments.find(
    (one: { option: { code: string }; possible: boolean }) =>
      one.possible && /^(AR|.*ANTI.?REFLE)/i.test(one.option.code),
  );
  const treatmentIds = ar ? [ar.option.id] : [];
  const final = await shopper.must(QUOTE, { input: { ...base, designId, materialId, treatmentIds } });
  if (!final.complete || !final.price) throw new Error(`The lens choice is not complete: ${JSON.stringify(final)}`);
  const thick = final.thickness[0];
  if (!(Number(thick.edgeMaxMm) > Number(thick.centreMm))) throw new Error('A minus lens must be thicker at its edge.');
  const impossible = final.treatments
    .concat(final.materials, final.designs)
    .filter((one: { possible: boolean; reasons: unknown[] }) => !one.possible);
  if (impossible.some((one: { reasons: unknown[] }) => one.reasons.length === 0))
    throw new Error('An impossible choice gave no reason.');
  say(
    `Lenses 1.60: ${final.price.amount}, edge ${thick.edgeMaxMm} mm; ${impossible.length} choices cannot be made, each with its reason.`,
  );
  return { use: 'DISTANCE', designId, materialId, treatmentIds };
}

export async function chooseAccessory(shopper: GraphClient): Promise<string> {
  const { products } = await shopper.run(
    'query { products(filter: { kinds: [ACCESSORY], inStock: true }, sort: PRICE_ASC, first: 24) { edges { matchedVariant { id sku price { amount } availability { inStock } } } } }',
  );
  const found = products.edges.find(
    (edge: { matchedVariant: { availability: { inStock: boolean }; price: { amount: string } } }) =>
      edge.matchedVariant.availability.inStock && Number(edge.matchedVariant.price.amount) > 5,
  );
  if (!found) throw new Error('There is no accessory in stock.');
  return found.matchedVariant.id;
}

export const SHIPPING_ADDRESS = {
  name: 'Gale Guest',
  line1: '417 Montgomery Street',
  line2: 'Floor 5',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94104',
  countryCode: 'US',
  phone: '4155550134',
};

export async function buy(
  shopper: GraphClient,
  world: World,
  what: { email: string; frame: { variantId: string }; lens: LensSelection; prescriptionId: string; accessory: string },
  say: Say,
) {
  let cart = await shopper.must(
    `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { ${CART} } ${REFUSAL} } }`,
    {
      lines: [
        { variantId: what.frame.variantId, quantity: 1, lens: { ...what.lens, prescriptionId: what.prescriptionId } },
        { variantId: what.accessory, quantity: 1 },
      ],
    },
  );
  if (cart.itemCount !== 2) throw new Error(`The cart holds ${cart.itemCount} items instead of 2.`);
  const bad = await shopper.refused(
    `mutation($id: ID!) { applyCoupon(cartId: $id, code: "NO-SUCH-CODE") { ... on Cart { ${CART} } ${REFUSAL} } }`,
    { id: cart.id },
  );
  cart = await shopper.must(
    `mutation($id: ID!) { applyCoupon(cartId: $id, code: "WELCOME10") { ... on Cart { ${CART} } ${REFUSAL} } }`,
    { id: cart.id },
  );
  if (minor(cart.totals.discount) === 0) throw new Error('The discount code took nothing off.');
  say(`Discount ${cart.totals.discount.amount}; an unknown code was refused (${bad.code}).`);
  cart = await shopper.must(
    `mutation($id: ID!, $email: String!, $shipping: AddressInput!) { setCartAddresses(cartId: $id, email: $email, shipping: $shipping) { ... on Cart { ${CART} } ${REFUSAL} } }`,
    { id: cart.id, email: what.email, shipping: SHIPPING_ADDRESS },
  );
  const carriers = new Set(cart.shippingRates.map((rate: { carrier: string }) => rate.carrier));
  if (carriers.size < 2)
    throw new Error(`Rates of at least two carriers were expected, got ${[...carriers].join(', ') || 'none'}.`);
  cart = await shopper.must(
    `mutation($id: ID!, $rate: ID!) { selectShippingRate(cartId: $id, rateId: $rate) { ... on Cart { ${CART} } ${REFUSAL} } }`,
    { id: cart.id, rate: cart.shippingRates[0].id },
  );
  const totals = cart.totals;
  if (
    minor(totals.subtotal) - minor(totals.discount) + minor(totals.shipping) + minor(totals.tax) !==
    minor(totals.total)
  )
    throw new Error(`The totals do not add up: ${JSON.stringify(totals)}`);
  say(`${carriers.size} carriers; total ${totals.total.amount} with tax ${totals.tax.amount}.`);

  const START = `mutation($id: ID!, $total: Decimal!) { startCheckout(cartId: $id, expectedTotal: $total) { ... on CheckoutSession { __typename id amountMinor currencyCode publishableKey orderNumber } ${REFUSAL} } }`;
  const changed = await shopper.refused(START, { id: cart.id, total: '1.00' });
  if (changed.code !== 'PRICE_CHANGED')
    throw new Error(`A wrong expected total must be PRICE_CHANGED, not ${changed.code}.`);
  const checkout = await shopper.must(START, { id: cart.id, total: totals.total.amount });
  if (checkout.amountMinor !== minor(totals.total))
    throw new Error('The checkout asks for another amount than the cart showed.');

  const PAY = `mutation($checkoutId: ID!, $token: String!, $returnUrl: String!) { confirmPayment(checkoutId: $checkoutId, confirmationTokenId: $token, returnUrl: $returnUrl) {
    ... on PlacedOrder { __typename accessToken order { id number status totals { total ${MONEY} } } } ... on PaymentActionRequired { __typename clientSecret } ${REFUSAL} } }`;
  const pay = async (card: string) => ({
    checkoutId: checkout.id,
    token: await confirmationToken(world, checkout.publishableKey, card, checkout),
    returnUrl: `${world.shopUrl}/checkout/return`,
  });
  const declined = await shopper.refused(PAY, await pay('4000000000009995'));
  say(`A card without funds was declined: ${declined.message}`);
  const good = await pay('4242424242424242');
  const answers = await Promise.all([1, 2, 3].map(() => shopper.run(PAY, good)));
  const placed = answers
    .map((answer) => answer.confirmPayment)
    .filter((answer: { __typename: string }) => answer.__typename === 'PlacedOrder');
  const numbers = new Set(placed.map((answer: { order: { number: string } }) => answer.order.number));
  if (numbers.size !== 1)
    throw new Error(`Pressing three times gave ${numbers.size} orders: ${JSON.stringify(answers)}`);
  say(`Order ${[...numbers][0]} placed once, pressed three times.`);
  return placed[0];
}

async function mailed(world: World, to: string, subject: RegExp, say: Say) {
  const mail = await eventually(`a mail to ${to} about ${subject}`, async () =>
    (await mailsTo(world, to)).find((one) => subject.test(one.subject)),
  );
  say(`Mail: ${mail.subject}`);
  return mail;
}

export async function signOff(optician: GraphClient, id: string, say: Say) {
  const seen = await eventually('the prescription in the review queue', async () => {
    const { prescriptions } = await optician.run(
      'query { prescriptions(status: [IN_REVIEW], first: 100) { edges { node { id } } } }',
    );
    return prescriptions.edges.some((edge: { node: { id: string } }) => edge.node.id === id);
  });
  if (!seen) throw new Error('unreachable');
  const { prescription } = await optician.run(
    'query($id: ID!) { prescription(id: $id, reason: "sign-off") { id status od { sphere cylinder axis } os { sphere } comparison { needsAttention previous { od { sphere } } changes { field eye previous current attention message } } issues { code } } }',
    { id },
  );
  if (Number(prescription.od.sphere.replace('−', '-')) !== -5.5)
    throw new Error(`The optician sees ${prescription.od.sphere} instead of -5.50.`);
  const { comparison } = prescription;
  same(
    'beside the last prescription',
    [comparison?.previous.od.sphere, comparison?.needsAttention, comparison?.changes],
    [
      '-5.25',
      false,
      [
        {
          field: 'sphere',
          eye: 'OD',
          previous: '-5.25',
          current: '-5.50',
          attention: false,
          message: 'Sphere changed from -5.25 to -5.50.',
        },
      ],
    ],
  );
  await optician.must(
    `mutation($id: ID!) { signOffPrescription(id: $id, note: "Compared with the document") { ... on Prescription { __typename id status } ${REFUSAL} } }`,
    { id },
  );
  say('The optician signed the prescription off.');
}

const JOB =
  '__typename id number status holdReasons trayCode nextStatuses dueOn plannedOn lenses { eye kind blankSku blankStatus decentrationInMm minimumBlankMm blankDiameterMm baseCurve centreThicknessMm edgeMaxMm sphere cylinder axis }';

export async function labJobOf(lab: GraphClient, orderId: string) {
  return eventually('a lab job for the order', async () => {
    const { order } = await lab.run(`query($id: ID!) { order(id: $id) { labJobs { ${JOB} } } }`, { id: orderId });
    return order?.labJobs?.[0];
  });
}

export async function supplyMissingBlank(
  _world: World,
  lab: GraphClient,
  buyer: GraphClient,
  warehouse: GraphClient,
  jobId: string,
  say: Say,
) {
  const read = async () => (await lab.run(`query($id: ID!) { labJob(id: $id) { ${JOB} } }`, { id: jobId })).labJob;
  const job = await eventually('the calculation of the lab job', async () => {
    const now = await read();
    return now.lenses.length === 2 && !now.holdReasons.includes('RX_VERIFICATION') ? now : null;
  });
  if (!job.holdReasons.includes('STOCK_OUT')) {
    say('All blanks were on the shelf.');
    return;
  }
  const missing = new Set<string>(
    job.lenses
      .filter((lens: { blankStatus: string }) => /wait/i.test(lens.blankStatus))
      .map((lens: { blankSku: string }) => lens.blankSku),
  );
  if (job.plannedOn > job.dueOn)
    throw new Error(`Promised as if the blanks were there: due on ${job.dueOn}, possible on ${job.plannedOn}.`);
  say(
    `The lab lacks ${[...missing].join(' and ')}; the promise allows for it: due on ${job.dueOn}, planned for ${job.plannedOn}.`,
  );
  for (const sku of missing) await purchaseBlank(buyer, warehouse, sku, say);
  await eventually('the job released from STOCK_OUT', async () => !(await read()).holdReasons.includes('STOCK_OUT'));
  say('The blanks are allocated; the job goes on.');
}

/** What is proposed is ordered, approved, sent and received into the first bin of the lab. */
async function purchaseBlank(buyer: GraphClient, warehouse: GraphClient, sku: string, say: Say) {
  const proposal = await eventually(`an urgent proposal for ${sku}`, async () => {
    const { replenishmentProposals } = await buyer.run(
      'query { replenishmentProposals(urgentOnly: true, first: 100) { edges { node { id sku quantity reason formula urgent status } } } }',
    );
    return replenishmentProposals.edges
      .map((edge: { node: { sku: string } }) => edge.node)
      .find((one: { sku: string }) => one.sku === sku);
  });
  const PO = '__typename id number status lines { id sku quantity }';
  const made = await buyer.must(
    `mutation($ids: [ID!]!) { orderProposals(proposalIds: $ids) { ... on PurchaseOrders { __typename purchaseOrders { ${PO} } } ${REFUSAL} } }`,
    { ids: [proposal.id] },
  );
  let purchase = made.purchaseOrders[0];
  purchase = await buyer.must(
    `mutation($id: ID!) { approvePurchaseOrder(id: $id) { ... on PurchaseOrder { ${PO} } ${REFUSAL} } }`,
    { id: purchase.id },
  );
  purchase = await eventually('the purchase order sent', async () => {
    const { purchaseOrder } = await buyer.run(`query($id: ID!) { purchaseOrder(id: $id) { ${PO} } }`, {
      id: purchase.id,
    });
    return ['SENT', 'CONFIRMED'].includes(purchaseOrder.status) ? purchaseOrder : null;
  });
  say(`${purchase.number} approved and sent: ${proposal.quantity} × ${proposal.sku} (${proposal.formula}).`);
  const { locations } = await warehouse.run('query { locations { code kind bins { code } } }');
  const bin = (locations.find((one: { kind: string }) => one.kind === 'LAB') ?? locations[0]).bins[0].code;
  await warehouse.must(
    `mutation($id: ID!, $lines: [ReceiptLineInput!]!) { receiveGoods(purchaseOrderId: $id, lines: $lines) { ... on PurchaseOrder { ${PO} } ${REFUSAL} } }`,
    {
      id: purchase.id,
      lines: purchase.lines.map((line: { id: string; quantity: number }) => ({
        purchaseOrderLineId: line.id,
        quantity: line.quantity,
        binCode: bin,
      })),
    },
  );
  say(`Goods received into ${bin}.`);
}

const TASK =
  '__typename id number status destination trayCode lines { sku gtin quantity pickedQuantity fromLab bin { code } }';

export async function pickTask(warehouse: GraphClient, orderId: string, destination: string) {
  return eventually(`a ${destination} pick task`, async () => {
    const { order } = await warehouse.run(`query($id: ID!) { order(id: $id) { pickTasks { ${TASK} } } }`, {
      id: orderId,
    });
    return order?.pickTasks?.find((task: { destination: string }) => task.destination === destination);
  });
}

async function scanAll(
  warehouse: GraphClient,
  task: {
    id: string;
    lines: {
      sku: string;
      gtin: string | null;
      quantity: number;
      pickedQuantity: number;
      fromLab: boolean;
      bin: { code: string };
    }[];
  },
) {
  const SCAN = `mutation($id: ID!, $bin: String!, $code: String!, $n: Int!) { scanPick(taskId: $id, binCode: $bin, code: $code, quantity: $n) { ... on PickTask { ${TASK} } ${REFUSAL} } }`;
  let triedWrongBin = false;
  for (const line of task.lines) {
    const open = line.quantity - line.pickedQuantity;
    // The finished pair comes from the lab by itself.
    if (open <= 0 || line.fromLab) continue;
    if (!triedWrongBin) {
      triedWrongBin = true;
      await warehouse.refused(SCAN, { id: task.id, bin: 'NO-SUCH-BIN', code: line.sku, n: open });
    }
    const now = await warehouse.must(SCAN, { id: task.id, bin: line.bin.code, code: line.gtin ?? line.sku, n: open });
    // With the last scan the task is picked.
    if (now.status !== 'OPEN') return;
  }
}

export async function handFrameToLab(warehouse: GraphClient, orderId: string, say: Say): Promise<string> {
  const task = await pickTask(warehouse, orderId, 'LAB');
  await scanAll(warehouse, task);
  const trayCode = `T${Date.now().toString(36).toUpperCase()}`;
  await warehouse.must(
    `mutation($id: ID!, $tray: String) { handOver(taskId: $id, trayCode: $tray) { ... on PickTask { ${TASK} } ${REFUSAL} } }`,
    { id: task.id, tray: trayCode },
  );
  say(
    `Frame picked from ${task.lines[0].bin.code} by scan and handed to the lab in tray ${trayCode}; a wrong bin was refused.`,
  );
  return trayCode;
}

/** The tray from station to station, up to the bench where the finished pair is measured. */
export async function bringToInspection(lab: GraphClient, jobId: string, trayCode: string, say: Say): Promise<MadeJob> {
  const read = async () => (await lab.run(`query($id: ID!) { labJob(id: $id) { ${JOB} } }`, { id: jobId })).labJob;
  let job = await eventually('the frame in its tray at the lab', async () => {
    const now = await read();
    return now.trayCode === trayCode && now.holdReasons.length === 0 && now.status === 'RELEASED' ? now : null;
  });
  const calculation = job.lenses
    .map(
      (lens: Record<string, string>) =>
        `${lens.eye} ${lens.kind} in ${lens.decentrationInMm} mm, blank ${lens.blankDiameterMm ?? '?'} ≥ ${lens.minimumBlankMm}, edge ${lens.edgeMaxMm}`,
    )
    .join('; ');
  say(`Lab calculation: ${calculation}.`);
  const order = ['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION'];
  for (let guard = 0; job.status !== 'INSPECTION' && guard < 8; guard++) {
    const to = order.find(
      (status) => job.nextStatuses.includes(status) && order.indexOf(status) > order.indexOf(job.status),
    );
    if (!to) throw new Error(`From ${job.status} the lab can only go to ${job.nextStatuses.join(', ')}.`);
    if (job.status === 'COATING') await runBatches(lab, trayCode);
    job = await lab.must(
      `mutation($tray: String!, $to: LabJobStatus!) { scanTray(trayCode: $tray, to: $to, station: "BENCH-1") { ... on LabJob { ${JOB} } ${REFUSAL} } }`,
      { tray: trayCode, to },
    );
  }
  return job;
}

interface MadeJob {
  id: string;
  number: string;
  lenses: {
    eye: string;
    sphere: string;
    cylinder: string | null;
    axis: number | null;
    centreThicknessMm: string;
  }[];
}

/** Measures the finished pair as ordered, but for one degree of axis, which is within tolerance. */
export async function inspectLenses(lab: GraphClient, job: MadeJob, say: Say) {
  const INSPECT = `mutation($input: InspectionInput!) { inspectLabJob(input: $input) { ... on InspectionOutcome { __typename job { id status } inspection { verdict checks { code eye nominal measured tolerance pass } } } ${REFUSAL} } }`;
  const measured = (eye: string) => {
    const lens = job.lenses.find((one) => one.eye === eye);
    if (!lens) throw new Error(`The job has no lens for ${eye}.`);
    return {
      sphere: lens.sphere.replace('−', '-'),
      cylinder: lens.cylinder?.replace('−', '-') ?? null,
      axis: lens.axis,
      prismHorizontal: '0',
      prismVertical: '0',
      pdMm: '31.5',
      centreThicknessMm: lens.centreThicknessMm,
    };
  };
  const outcome = await lab.must(INSPECT, {
    input: { jobId: job.id, od: { ...measured('OD'), axis: 176 }, os: measured('OS'), cosmeticPass: true },
  });
  if (outcome.inspection.verdict !== 'PASS' || outcome.job.status !== 'PASSED')
    throw new Error(`The inspection did not pass: ${JSON.stringify(outcome)}`);
  say(`Final inspection passed with ${outcome.inspection.checks.length} checks.`);
}

export async function packAndShip(warehouse: GraphClient, orderId: string, say: Say) {
  const task = await pickTask(warehouse, orderId, 'PARCEL');
  await scanAll(warehouse, task);
  await eventually('the parcel packed', async () => {
    const answer = (
      await warehouse.run(`mutation($id: ID!) { packTask(taskId: $id) { ... on PickTask { ${TASK} } ${REFUSAL} } }`, {
        id: task.id,
      })
    ).packTask;
    if (answer.__typename === 'Refusal' && answer.code !== 'LAB_NOT_FINISHED') throw new Error(JSON.stringify(answer));
    return answer.__typename === 'PickTask';
  });
  await eventually(
    'the order ready to ship',
    async () =>
      (await warehouse.run('query($id: ID!) { order(id: $id) { status } }', { id: orderId })).order.status ===
      'READY_TO_SHIP',
  );
  const quote = await warehouse.must(
    `mutation($id: ID!) { quoteShipment(orderId: $id) { ... on ShipmentQuote { __typename recommendedRateId promiseDate rates { id carrier service amount ${MONEY} estimatedDelivery } } ${REFUSAL} } }`,
    { id: orderId },
  );
  const rateId = cheapestThatKeeps(quote);
  const BUY = `mutation($id: ID!, $rate: ID!) { buyLabel(orderId: $id, rateId: $rate) { ... on Shipment { __typename id status carrier service trackingCode labelUrl cost ${MONEY} } ${REFUSAL} } }`;
  const shipment = await warehouse.must(BUY, { id: orderId, rate: rateId });
  const again = (await warehouse.run(BUY, { id: orderId, rate: rateId })).buyLabel;
  if (again.__typename === 'Shipment' && again.id !== shipment.id)
    throw new Error('A second label was bought for the same parcel.');
  await warehouse.must(
    `mutation($id: ID!) { markShipped(shipmentId: $id) { ... on Shipment { __typename id status } ${REFUSAL} } }`,
    { id: shipment.id },
  );
  say(
    `Label ${shipment.carrier} ${shipment.service} for ${shipment.cost.amount}, bought once; tracking ${shipment.trackingCode}.`,
  );
}

interface Quote {
  recommendedRateId: string | null;
  promiseDate: string | null;
  rates: { id: string; amount: { amount: string }; estimatedDelivery: string | null }[];
}

/** What the house recommends, which has to be the cheapest rate that arrives by the promised day. */
function cheapestThatKeeps({ recommendedRateId, promiseDate, rates }: Quote): string {
  if (!promiseDate) throw new Error('The order promises no day.');
  const inTime = rates.filter((rate) => rate.estimatedDelivery && rate.estimatedDelivery <= promiseDate);
  const lowest = Math.min(...inTime.map(({ amount }) => minor(amount)));
  const recommended = inTime.find(({ id }) => id === recommendedRateId);
  if (!recommended || minor(recommended.amount) !== lowest)
    throw new Error(
      `${recommendedRateId} is not the cheapest that arrives by ${promiseDate}: ${JSON.stringify(rates)}`,
    );
  return recommended.id;
}

async function deliver(world: World, shopper: GraphClient, orderId: string, say: Say) {
  const read = async () =>
    (
      await shopper.run(
        'query($id: ID!) { order(id: $id) { status shipments { id status trackingCode events { status } } } }',
        { id: orderId },
      )
    ).order;
  const order = await read();
  if (!order) throw new Error('The guest cannot see the own order with the signed link.');
  const code = order.shipments[0].trackingCode;
  await trackerUpdate(world, code, 'in_transit');
  await trackerUpdate(world, code, 'out_for_delivery', { duplicate: true });
  await trackerUpdate(world, code, 'delivered', { outOfOrder: true, duplicate: true });
  await eventually('the order delivered', async () => (await read()).status === 'DELIVERED');
  say('The tracker reported, twice and out of order; the order is delivered once.');
}

async function sendBackAccessory(
  world: World,
  shopper: GraphClient,
  admin: GraphClient,
  warehouse: GraphClient,
  orderId: string,
  email: string,
  say: Say,
) {
  const { order } = await shopper.run(
    `query($id: ID!) { order(id: $id) { lines { id sku title returnableQuantity requiresLab total ${MONEY} } } }`,
    { id: orderId },
  );
  const RETURN = `__typename id number status labelUrl refund ${MONEY} lines { verdict refund ${MONEY} }`;
  const REQUEST = `mutation($id: ID!, $lines: [ReturnLineInput!]!) { requestReturn(orderId: $id, lines: $lines) { ... on Return { ${RETURN} } ${REFUSAL} } }`;
  const glasses = order.lines.find((line: { requiresLab: boolean }) => line.requiresLab);
  const no = await shopper.refused(REQUEST, {
    id: orderId,
    lines: [{ orderLineId: glasses.id, quantity: 1, reason: 'CHANGED_MIND' }],
  });
  const accessory = order.lines.find((line: { requiresLab: boolean }) => !line.requiresLab);
  const before = (await admin.run('query($sku: String!) { stockLevel(sku: $sku) { onHand } }', { sku: accessory.sku }))
    .stockLevel.onHand;
  let back = await shopper.must(REQUEST, {
    id: orderId,
    lines: [{ orderLineId: accessory.id, quantity: 1, reason: 'CHANGED_MIND' }],
  });
  if (back.status === 'REQUESTED')
    back = await admin.must(
      `mutation($id: ID!) { approveReturn(id: $id) { ... on Return { ${RETURN} } ${REFUSAL} } }`,
      { id: back.id },
    );
  back = await eventually('the return label', async () => {
    const found = (await shopper.run(`query($id: ID!) { order(id: $id) { returns { ${RETURN} } } }`, { id: orderId }))
      .order.returns[0];
    return found?.labelUrl ? found : null;
  });
  await warehouse.must(`mutation($id: ID!) { receiveReturn(id: $id) { ... on Return { ${RETURN} } ${REFUSAL} } }`, {
    id: back.id,
  });
  await warehouse.must(
    `mutation($id: ID!, $lines: [InspectReturnLineInput!]!) { inspectReturn(id: $id, lines: $lines) { ... on Return { ${RETURN} } ${REFUSAL} } }`,
    { id: back.id, lines: [{ orderLineId: accessory.id, verdict: 'AS_NEW', restock: true }] },
  );
  const done = await eventually('the refund', async () => {
    const found = (
      await shopper.run(
        `query($id: ID!) { order(id: $id) { payments { status refunded ${MONEY} amount ${MONEY} } returns { ${RETURN} } } }`,
        { id: orderId },
      )
    ).order;
    return found.returns[0].status === 'REFUNDED' ? found : null;
  });
  if (
    minor(done.payments.find((one: { refunded: { amount: string } }) => minor(one.refunded) > 0).refunded) !==
    minor(done.returns[0].refund)
  )
    throw new Error('Refund and return disagree.');
  await eventually(
    'the accessory back on the shelf',
    async () =>
      (await admin.run('query($sku: String!) { stockLevel(sku: $sku) { onHand } }', { sku: accessory.sku })).stockLevel
        .onHand ===
      before + 1,
  );
  say(
    `Return ${back.number}: ${done.returns[0].refund.amount} refunded, back on the shelf. Made-to-order lenses were refused (${no.code}).`,
  );
  await mailed(world, email, /refund/i, say);
}

async function checkBooks(admin: GraphClient, orderId: string, say: Say) {
  const { order } = await admin.run(
    `query($id: ID!) { order(id: $id) { status journal { kind postings { account debit ${MONEY} credit ${MONEY} } } history { kind } mails { kind status } } }`,
    { id: orderId },
  );
  for (const entry of order.journal) {
    const sum = entry.postings.reduce(
      (total: number, one: { debit: { amount: string } | null; credit: { amount: string } | null }) =>
        total + (one.debit ? minor(one.debit) : 0) - (one.credit ? minor(one.credit) : 0),
      0,
    );
    if (sum !== 0) throw new Error(`The journal entry ${entry.kind} does not balance.`);
  }
  say(`Books: ${order.journal.length} journal entries, each balanced; ${order.mails.length} mails.`);
}
