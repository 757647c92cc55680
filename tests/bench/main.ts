import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { REFUSAL } from '../flows/glasses.ts';
import { guest, staff } from '../support/people.ts';
import { startTestInstallation } from '../support/start-installation.ts';
import { articlesToOrder, type Checkout, checkoutAtFloor, checkoutAtHouse, orderMany } from './checkout.ts';
import { cpuSeconds, postmasterPid } from './cpu.ts';
import { measureEvaluator, printEvaluator } from './evaluator.ts';
import { type Audience, audienceAtFloor, audienceAtHouse, tellAll, WATCHERS } from './fan-out.ts';
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
const ROUNDS_TO_WARM_UP = 50;
const ROUNDS = 50;
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

interface Side {
  who: 'opticworks' | 'floor';
  pid: number;
}

/** What some work costs a server and PostgreSQL, and how long it takes. */
async function costOf<T>({ pid }: Side, postmaster: number, work: () => Promise<T>) {
  const before = [cpuSeconds(pid), cpuSeconds(postmaster, true)] as const;
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  return { result, seconds, server: cpuSeconds(pid) - before[0], postgres: cpuSeconds(postmaster, true) - before[1] };
}

const perThousand = ({ server, postgres }: { server: number; postgres: number }, count: number) => ({
  server: (server / count) * 1000,
  postgres: (postgres / count) * 1000,
  total: ((server + postgres) / count) * 1000,
});

/**
 * Ordering passes through more code than any page and through each of it once, so it is warmed up like the pages. What it costs on
 * the way there is told too.
 */
async function measureCheckout(side: Side, postmaster: number, checkout: Checkout) {
  const warmingUp: number[] = [];
  for (let offset = 0; offset < ORDERS_TO_WARM_UP; offset += 200) {
    const cost = await costOf(side, postmaster, () => orderMany(checkout, 200, offset));
    warmingUp.push(round(perThousand(cost, 200).total, 1));
  }
  console.log(`  ${side.who} warming up, CPU s per 1,000 orders of each two hundred: ${warmingUp.join(', ')}`);
  const count = 400;
  const cost = await costOf(side, postmaster, () => orderMany(checkout, count, ORDERS_TO_WARM_UP));
  add({
    scenario: 'whole guest checkout',
    who: side.who,
    requestsPerSecond: count / cost.seconds,
    p50: cost.result[count >> 1] ?? 0,
    p99: cost.result[count - 2] ?? 0,
    ...perThousand(cost, count),
  });
}

async function measureFanOut(side: Side, postmaster: number, audience: Audience) {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await tellAll(audience, ROUNDS_TO_WARM_UP);
  const cost = await costOf(side, postmaster, () => tellAll(audience, ROUNDS));
  const deliveries = ROUNDS * WATCHERS;
  add({
    scenario: `fan-out to ${WATCHERS}`,
    who: side.who,
    requestsPerSecond: deliveries / cost.seconds,
    p50: cost.result[ROUNDS >> 1] ?? 0,
    p99: cost.result[ROUNDS - 1] ?? 0,
    ...perThousand(cost, deliveries),
  });
  await audience.leave();
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
  const floor = await startFloor(world.databaseUrl, { slug: first.slug, cartId, twinsUrl: world.twinsUrl });
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
  const both: Side[] = [
    { who: 'opticworks', pid: server },
    { who: 'floor', pid: floor.child.pid as number },
  ];
  const variants = wanted('checkout') || wanted('fan-out') ? await articlesToOrder(world) : [];
  if (wanted('checkout')) {
    const ways = [checkoutAtHouse(world, variants), checkoutAtFloor(world, floor.url, variants)];
    for (const [i, side] of both.entries()) await measureCheckout(side, postmaster, ways[i]!);
  }
  if (wanted('fan-out'))
    for (const side of both) {
      const audience = await (side.who === 'floor'
        ? audienceAtFloor(floor.url, variants[0]!)
        : audienceAtHouse(world, variants[0]!));
      await measureFanOut(side, postmaster, audience);
    }
  floor.child.kill();
  await writeFile(
    join(import.meta.dirname, '../../.cache/bench.json'),
    JSON.stringify({ at: new Date().toISOString(), node: process.version, rows, evaluator }, null, 1),
  );
} finally {
  await world.stop();
}
process.exit(0);
