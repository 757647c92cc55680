import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { SHIPPING_ADDRESS } from '../flows/glasses.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { guest, staff } from '../support/people.ts';
import { type Installation, startTestInstallation } from '../support/start-installation.ts';
import { confirmationToken } from '../support/twins.ts';
import { cpuSeconds, postmasterPid } from './cpu.ts';
import { measureEvaluator, printEvaluator } from './evaluator.ts';
import { type ScenarioName, scenarios, searchedWords } from './scenarios.ts';

/**
 * Speed, as requests per second, latency and CPU seconds per 1,000 requests of each process; and beside it the same work by a
 * hand-written floor in the same run, so that figures can be read as ratios on any machine.
 *
 *   npm run bench [-- scenario …]     (`-- evaluator` needs no installation)
 */
interface Row {
  scenario: string;
  who: string;
  requestsPerSecond: number;
  p50: number;
  p99: number;
  server: number;
  postgres: number;
  total: number;
}

const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
/**
 * A server that runs for months is measured, not its first seconds: the compiler goes on for some fifteen of them under load, on the
 * same two cores.
 */
const WARM_UP_SECONDS = Number(process.env.BENCH_WARM_UP_SECONDS ?? 20);
const ORDERS_TO_WARM_UP = Number(process.env.BENCH_WARM_UP_ORDERS ?? 1_000);
const only = process.argv.slice(2);
const wanted = (name: string) => only.length === 0 || only.some((one) => name.includes(one));
const rows: Row[] = [];
const round = (value: number, digits = 2) => Number(value.toFixed(digits));

async function load(url: string, options: Partial<autocannon.Options>, seconds: number) {
  const result = await autocannon({ url, connections: 8, duration: seconds, ...options });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`);
  return result;
}

async function measure(
  scenario: string,
  who: string,
  url: string,
  options: Partial<autocannon.Options>,
  pid: number,
  postmaster: number,
) {
  await load(url, options, WARM_UP_SECONDS);
  const before = [cpuSeconds(pid), cpuSeconds(postmaster, true)] as const;
  const result = await load(url, options, SECONDS);
  const after = [cpuSeconds(pid), cpuSeconds(postmaster, true)] as const;
  const per = (i: 0 | 1) => ((after[i] - before[i]) / result.requests.total) * 1000;
  add({
    scenario,
    who,
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    server: per(0),
    postgres: per(1),
    total: per(0) + per(1),
  });
}

function add(row: Row) {
  rows.push(row);
  const ours = rows.find((one) => one.scenario === row.scenario && one !== row);
  const ratio = ours
    ? `  ×${round((row.who === 'floor' ? ours.total : row.total) / (row.who === 'floor' ? row.total : ours.total), 1)} of the floor`
    : '';
  console.log(
    `${row.scenario.padEnd(22)} ${row.who.padEnd(10)} ${String(round(row.requestsPerSecond, 0)).padStart(6)} /s  p50 ${String(round(row.p50, 1)).padStart(6)} ms  p99 ${String(round(row.p99, 1)).padStart(6)} ms  CPU s per 1,000: server ${round(row.server)} + postgres ${round(row.postgres)} = ${round(row.total)}${ratio}`,
  );
}

const REFUSAL = '... on Refusal { __typename code message }';

async function oneCheckout(world: Installation, i: number) {
  const shopper = guest(world);
  const variants = accessoryIds;
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
  const token = await confirmationToken(world, checkout.publishableKey, '4242424242424242', checkout);
  const placed = await shopper.must(
    `mutation($id: ID!, $token: String!, $url: String!) { confirmPayment(checkoutId: $id, confirmationTokenId: $token, returnUrl: $url) { ... on PlacedOrder { __typename order { number } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`,
    { id: checkout.id, token, url: world.shopUrl },
  );
  if (placed.__typename !== 'PlacedOrder') throw new Error(JSON.stringify(placed));
}

let accessoryIds: string[] = [];

async function checkouts(world: Installation, server: number, postmaster: number) {
  const { products } = await guest(world).run(
    '{ products(filter: { kinds: [ACCESSORY], inStock: true }, first: 24) { edges { matchedVariant { id } } } }',
  );
  accessoryIds = products.edges.map((edge: { matchedVariant: { id: string } }) => edge.matchedVariant.id).slice(0, 8);
  const warehouse = await staff(world, 'warehouse');
  for (const id of accessoryIds) {
    const { variant } = await warehouse.run(
      'query($id: ID!) { variant(id: $id) { sku stockLevels { bin { code } } } }',
      { id },
    );
    await warehouse.run(
      `mutation($sku: String!, $bin: String!) { adjustStock(sku: $sku, binCode: $bin, delta: 1000, reason: "bench") { ... on StockLevel { __typename id } ${REFUSAL} } }`,
      { sku: variant.sku, bin: variant.stockLevels[0].bin.code },
    );
  }
  const run = async (count: number, offset: number) => {
    let next = 0;
    const latencies: number[] = [];
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (next < count) {
          const i = next++;
          const started = performance.now();
          await oneCheckout(world, offset + i);
          latencies.push(performance.now() - started);
        }
      }),
    );
    return latencies.sort((a, b) => a - b);
  };
  // The same holds for ordering, which passes through more code than any page and through each of it once. What it costs on the way
  // there is told too.
  const batch = async (count: number, offset: number) => {
    const before = [cpuSeconds(server), cpuSeconds(postmaster, true)] as const;
    const started = performance.now();
    const latencies = await run(count, offset);
    const seconds = (performance.now() - started) / 1000;
    const per = (i: 0 | 1, now: number) => ((now - before[i]) / count) * 1000;
    return { latencies, seconds, server: per(0, cpuSeconds(server)), postgres: per(1, cpuSeconds(postmaster, true)) };
  };
  const warmingUp: number[] = [];
  for (let offset = 0; offset < ORDERS_TO_WARM_UP; offset += 200) {
    const cost = await batch(200, offset);
    warmingUp.push(round(cost.server + cost.postgres, 1));
  }
  console.log(`  orders warming up, CPU s per 1,000 of each two hundred: ${warmingUp.join(', ')}`);
  const count = 400;
  const { latencies, seconds, server: s, postgres: p } = await batch(count, ORDERS_TO_WARM_UP);
  add({
    scenario: 'whole guest checkout',
    who: 'opticworks',
    requestsPerSecond: count / seconds,
    p50: latencies[count >> 1] ?? 0,
    p99: latencies[count - 2] ?? 0,
    server: s,
    postgres: p,
    total: s + p,
  });
}

async function fanOut(world: Installation, server: number, postmaster: number) {
  const [id] = accessoryIds.length
    ? accessoryIds
    : (
        await guest(world).run(
          '{ products(filter: { kinds: [ACCESSORY] }, first: 1) { edges { matchedVariant { id } } } }',
        )
      ).products.edges.map((edge: { matchedVariant: { id: string } }) => edge.matchedVariant.id);
  const warehouse = await staff(world, 'warehouse');
  const { variant } = await warehouse.run('query($id: ID!) { variant(id: $id) { sku stockLevels { bin { code } } } }', {
    id,
  });
  const watchers: GraphClient[] = Array.from({ length: 100 }, () => guest(world));
  const feeds = watchers.map((watcher) =>
    watcher.subscribe(
      'subscription($id: ID!) { stockChanged(variantId: $id) { cursor kind stockLevel { sku variant { id name } } } }',
      { id },
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const before = [cpuSeconds(server), cpuSeconds(postmaster, true)] as const;
  const rounds = 20;
  const delays: number[] = [];
  for (let n = 1; n <= rounds; n++) {
    const started = performance.now();
    await warehouse.run(
      `mutation($sku: String!, $bin: String!) { adjustStock(sku: $sku, binCode: $bin, delta: 1, reason: "bench") { ... on StockLevel { __typename id } ${REFUSAL} } }`,
      { sku: variant.sku, bin: variant.stockLevels[0].bin.code },
    );
    await Promise.all(feeds.map((feed) => waitFor(() => feed.events.length >= n)));
    delays.push(performance.now() - started);
  }
  const deliveries = rounds * feeds.length;
  const per = (i: 0 | 1, now: number) => ((now - before[i]) / deliveries) * 1000;
  const [s, p] = [per(0, cpuSeconds(server)), per(1, cpuSeconds(postmaster, true))];
  delays.sort((a, b) => a - b);
  const total = delays.reduce((sum, one) => sum + one, 0) / 1000;
  add({
    scenario: 'fan-out to 100',
    who: 'opticworks',
    requestsPerSecond: deliveries / total,
    p50: delays[rounds >> 1] ?? 0,
    p99: delays[rounds - 1] ?? 0,
    server: s,
    postgres: p,
    total: s + p,
  });
  for (const watcher of watchers) await watcher.close();
}

async function waitFor(test: () => boolean) {
  const until = Date.now() + 10_000;
  while (!test()) {
    if (Date.now() > until) throw new Error('A live update did not arrive.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function startFloor(
  databaseUrl: string,
  parameters: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(import.meta.dirname, 'floor.ts'), [], {
    execArgv: ['--import', '@oxc-node/core/register'],
    env: { ...process.env, DATABASE_URL: databaseUrl, FLOOR: JSON.stringify(parameters), NODE_ENV: 'production' },
  });
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return { child, url: message.url };
}

// The evaluator needs no installation: it is measured first, and alone it is all that happens.
const evaluator = wanted('evaluator') ? measureEvaluator() : null;
if (evaluator) printEvaluator(evaluator);
if (only.length > 0 && only.every((name) => name === 'evaluator')) process.exit(0);

const world = await startTestInstallation({ userInterfaces: false });
try {
  const postmaster = postmasterPid(world.dataDir);
  const server = world.pids.server as number;
  const shopper = guest(world);
  const { products } = await shopper.run(
    '{ products(filter: { kinds: [FRAME] }, sort: NAME, first: 1) { edges { node { slug defaultVariant { id } } } } }',
  );
  const first = products.edges[0].node;
  await shopper.must(
    `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { __typename id } ${REFUSAL} } }`,
    { lines: [{ variantId: first.defaultVariant.id, quantity: 1 }] },
  );
  const cartId = (await shopper.run('{ cart { id } }')).cart.id;
  const admin = await staff(world, 'admin');
  const floor = await startFloor(world.databaseUrl, { slug: first.slug, cartId });
  for (const [name, scenario] of Object.entries(scenarios) as [ScenarioName, (typeof scenarios)[ScenarioName]][]) {
    if (!wanted(name)) continue;
    const person = name === 'latest 50 orders' ? admin : shopper;
    const variables = (words: string) => ({ slug: first.slug, words });
    const isVaried = scenario.query.includes('$words');
    const words = isVaried ? searchedWords : searchedWords.slice(0, 1);
    const check = await person.raw(scenario.query, variables(searchedWords[0]!));
    if (check.body.errors) throw new Error(`${name}: ${JSON.stringify(check.body.errors)}`);
    const headers = person.requestHeaders();
    await measure(
      name,
      'opticworks',
      `${world.graphUrl}/graphql`,
      {
        requests: words.map((word) => ({
          method: 'POST' as const,
          headers,
          body: JSON.stringify({ query: scenario.query, variables: variables(word) }),
        })),
      },
      server,
      postmaster,
    );
    await measure(
      name,
      'floor',
      floor.url,
      {
        requests: words.map((word) => ({
          path: scenario.floor.replace(':slug', first.slug).replace(':words', encodeURIComponent(word)),
        })),
      },
      floor.child.pid as number,
      postmaster,
    );
  }
  floor.child.kill();
  if (wanted('checkout')) await checkouts(world, server, postmaster);
  if (wanted('fan-out')) await fanOut(world, server, postmaster);
  await writeFile(
    join(import.meta.dirname, '../../.cache/bench.json'),
    JSON.stringify({ at: new Date().toISOString(), node: process.version, rows, evaluator }, null, 1),
  );
} finally {
  await world.stop();
}
process.exit(0);
