import { createLogger, type SpanExporter, systemClock } from '@opticworks/kernel';
import { type RunningTwins, startTwins } from '@opticworks/twins';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTogether, type Together } from '../src/hosts/together.ts';
import { emptyDatabase } from './support/empty-database.ts';

/** Values that must stay where they were put. Unusual enough that nothing else looks like them. */
const CANARY = {
  powers: ['-7.25', '-7250', '-7.75', '-7750', '-2.25', '-2250'],
  people: ['Zyxcanary', 'Qwvcanary', 'zyx.canary@example.com', '4155550199', 'Canaryrow'],
  card: '5555555555554444',
};
const RX = {
  od: { sphere: '-7.25', cylinder: '-2.25', axis: 137 },
  os: { sphere: '-7.75', cylinder: '-2.25', axis: 43 },
  pd: { odMm: '31.5', osMm: '31.5' },
};

const logged: string[] = [];
const spans: unknown[] = [];
const exporter = {
  export: (
    batch: { name: string; attributes: unknown; events: unknown; status: unknown }[],
    done: (r: object) => void,
  ) => {
    for (const { name, attributes, events, status } of batch) spans.push({ name, attributes, events, status });
    done({ code: 0 });
  },
  shutdown: async () => undefined,
  forceFlush: async () => undefined,
} as unknown as SpanExporter;

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let twins: RunningTwins;
let together: Together;
let cookie = '';

beforeAll(async () => {
  process.env.OTEL_BSP_SCHEDULE_DELAY = '100';
  database = await emptyDatabase();
  twins = await startTwins({ port: 0, aftermathMs: 0 });
  together = await startTogether({
    mode: 'test',
    env: { DATABASE_URL: database.url, TWINS_URL: twins.url },
    logger: createLogger({ name: 'canary', level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    spans: exporter,
    port: 0,
    host: '127.0.0.1',
  });
  for (const name of ['catalog', 'inventory']) {
    const part = together.subgraphs.find((one) => one.name === name)!;
    await part.seed?.({
      log: together.around.logger,
      clock: systemClock,
      scale: 0.5,
      caller: together.directory.callerFor(name),
    });
    // The next part works with what this one told.
    await quiet();
  }
}, 600_000);
afterAll(async () => {
  await together?.close();
  await twins?.close();
  await database?.drop();
});

/** Until every event has been passed on and handled. */
const quiet = () =>
  vi.waitFor(
    async () => {
      for (const { database: own, inbox } of together.subgraphs) {
        const [row] = await own.query<{ open: number }>(
          `SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)::int
                + (SELECT count(*) FROM inbox WHERE state = 'pending' AND next_attempt_at IS NULL AND name = ANY($1))::int AS open`,
          [inbox.eventNames],
        );
        expect(row?.open).toBe(0);
      }
    },
    { timeout: 120_000, interval: 250 },
  );

// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field
type Answer = any;

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${together.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const set = response.headers.getSetCookie()[0];
  if (set) cookie = set.split(';')[0]!;
  return response.json();
}

async function must(query: string, variables: object = {}): Promise<Answer> {
  const { data, errors } = await ask(query, variables);
  const [result] = Object.values(data ?? {}) as Answer[];
  if (errors || !result || result.__typename === 'Refusal')
    throw new Error(`${query.slice(0, 80)}: ${JSON.stringify(errors ?? result)}`);
  return result;
}

const REFUSAL = '... on Refusal { __typename code message issues { code severity message } }';
const SAVE = `mutation($input: SavePrescriptionInput!) { savePrescription(input: $input) { ... on Prescription { __typename id } ${REFUSAL} } }`;

async function savePrescription(): Promise<string> {
  const input = {
    ...RX,
    issuedOn: new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10),
    prescriberName: 'Dr. Qwvcanary',
    patientName: 'Zyxcanary Person',
    vertexMm: '12',
  };
  // A wrong one first: refusals and coercion errors are where values like to escape.
  await ask(SAVE, { input: { ...input, od: { ...RX.od, axis: 999 } } });
  await ask(SAVE, { input: { ...input, od: { ...RX.od, sphere: { value: '-7.25' } } } });
  let answer = (await ask(SAVE, { input })).data.savePrescription;
  if (answer.__typename === 'Refusal') {
    const confirmedWarnings = answer.issues.map((issue: { code: string }) => issue.code);
    answer = (await ask(SAVE, { input: { ...input, confirmedWarnings } })).data.savePrescription;
  }
  if (answer.__typename !== 'Prescription') throw new Error(JSON.stringify(answer));
  return answer.id;
}

async function chooseGlasses(prescriptionId: string): Promise<object> {
  const { data } = await ask(`{ products(filter: { kinds: [FRAME], rim: [FULL], inStock: true }, first: 24) {
    edges { node { frame { prescriptionReady } variants { id availability { inStock } frameSize { eyeSizeMm dblMm } } } } } }`);
  const QUOTE = `query($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { __typename complete
    designs { option { id code } possible } materials { option { id } possible } } ${REFUSAL} } }`;
  for (const { node } of data.products.edges) {
    if (!node.frame?.prescriptionReady) continue;
    for (const variant of node.variants) {
      const { eyeSizeMm, dblMm } = variant.frameSize ?? {};
      if (!variant.availability.inStock || Math.abs(Number(eyeSizeMm) + Number(dblMm) - 66) > 6) continue;
      const base = { variantId: variant.id, ...RX, vertexMm: '12', use: 'DISTANCE' };
      const first = await must(QUOTE, { input: base });
      const design = first.designs.find((d: Answer) => d.possible && /^SV/i.test(d.option.code));
      if (!design) continue;
      const designId = design.option.id;
      const second = await must(QUOTE, { input: { ...base, designId } });
      for (const material of second.materials.filter((m: Answer) => m.possible)) {
        const lens = { designId, materialId: material.option.id, treatmentIds: [], use: 'DISTANCE' };
        const quote = await must(QUOTE, { input: { ...base, ...lens } });
        if (quote.complete) return { variantId: variant.id, quantity: 1, lens: { ...lens, prescriptionId } };
      }
    }
  }
  throw new Error(`None of ${data.products.edges.length} frames takes these lenses.`);
}

async function placeOrder(line: object): Promise<string> {
  const CART = '__typename id shippingRates { id } totals { total { amount } }';
  let cart = await must(
    `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { ${CART} } ${REFUSAL} } }`,
    { lines: [line] },
  );
  cart = await must(
    `mutation($id: ID!, $email: String!, $shipping: AddressInput!) { setCartAddresses(cartId: $id, email: $email, shipping: $shipping) { ... on Cart { ${CART} } ${REFUSAL} } }`,
    {
      id: cart.id,
      email: 'zyx.canary@example.com',
      shipping: {
        name: 'Zyxcanary Person',
        line1: '417 Canaryrow',
        city: 'San Francisco',
        region: 'CA',
        postalCode: '94104',
        countryCode: 'US',
        phone: '4155550199',
      },
    },
  );
  cart = await must(
    `mutation($id: ID!, $rate: ID!) { selectShippingRate(cartId: $id, rateId: $rate) { ... on Cart { ${CART} } ${REFUSAL} } }`,
    { id: cart.id, rate: cart.shippingRates[0].id },
  );
  const checkout = await must(
    `mutation($id: ID!, $total: Decimal!) { startCheckout(cartId: $id, expectedTotal: $total) { ... on CheckoutSession { __typename id amountMinor currencyCode publishableKey } ${REFUSAL} } }`,
    { id: cart.id, total: cart.totals.total.amount },
  );
  const token = await fetch(`${twins.url}/v1/confirmation_tokens`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${checkout.publishableKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      key: checkout.publishableKey,
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': CANARY.card,
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': String(new Date().getUTCFullYear() + 3),
      'payment_method_data[card][cvc]': '314',
      'client_context[mode]': 'payment',
      'client_context[amount]': String(checkout.amountMinor),
      'client_context[currency]': checkout.currencyCode.toLowerCase(),
    }),
  });
  const { id } = (await token.json()) as { id: string };
  // A customer who types the card where it does not belong.
  await ask(
    'mutation($id: ID!, $token: String!) { confirmPayment(checkoutId: $id, confirmationTokenId: $token, returnUrl: "http://localhost:3000/") { __typename } }',
    { id: checkout.id, token: CANARY.card },
  );
  const placed = await must(
    `mutation($id: ID!, $token: String!) { confirmPayment(checkoutId: $id, confirmationTokenId: $token, returnUrl: "http://localhost:3000/checkout/return") {
      ... on PlacedOrder { __typename order { id } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`,
    { id: checkout.id, token: id },
  );
  return placed.order.id;
}

/** Every row of the tables as text, under the table's name. */
async function rowsOf(tables: (schema: string, table: string) => boolean): Promise<[string, string][]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ schema: string; name: string }>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: [string, string][] = [];
    for (const { schema, name } of rows.filter((row) => tables(row.schema, row.name))) {
      // As the superuser of the server: row-level security hides nothing from a thief of the disk either.
      const all = await client.query<{ text: string }>(`SELECT t::text AS text FROM "${schema}"."${name}" t`);
      found.push([`${schema}.${name}`, all.rows.map((row) => row.text).join('\n')]);
    }
    return found;
  } finally {
    await client.end();
  }
}

const leaks = (places: [string, string][], values: readonly string[]) =>
  places.flatMap(([place, text]) =>
    values.filter((value) => text.includes(value)).map((value) => `${value} in ${place}`),
  );

describe('values that must not travel', () => {
  it('are in no log, trace, event, job, audit entry or stored answer after an order of glasses', {
    timeout: 180_000,
  }, async () => {
    const prescriptionId = await savePrescription();
    const orderId = await placeOrder(await chooseGlasses(prescriptionId));
    await quiet();
    await vi.waitFor(() => expect(spans.length).toBeGreaterThan(50), { timeout: 10_000 });

    const health = [...CANARY.powers, 'Qwvcanary'];
    const said: [string, string][] = [
      ['logs', logged.join('')],
      ['traces', JSON.stringify(spans)],
    ];
    const travelling = await rowsOf(
      (schema, table) => schema === 'jobs' || ['outbox', 'inbox', 'audit_entry', 'idempotency_key'].includes(table),
    );
    expect(orderId).toMatch(/^order_/);
    expect(leaks(said, [...health, ...CANARY.people, CANARY.card])).toEqual([]);
    expect(leaks(travelling, [...health, CANARY.card])).toEqual([]);
    // At rest: nobody's card anywhere, and no prescription in plain text.
    expect(leaks(await rowsOf(() => true), ['Qwvcanary', CANARY.card])).toEqual([]);
  });
});
