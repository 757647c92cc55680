import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { glassesFlow } from '../flows/glasses.ts';
import { emptyShelves } from '../flows/missing-blank.ts';
import { GraphClient } from '../support/graph-client.ts';
import { customer, guest, staff, type World } from '../support/people.ts';
import { type Installation, startTestInstallation } from '../support/start-installation.ts';
import { type Question, questions } from './questions.ts';

/** The same questions to one process and to many, over the same data: the answers must be equal byte for byte. */
describe('one process and many', () => {
  const world = inject('world');
  let apart: Installation;
  let both: readonly [World, World];
  const people = new Map<string, Promise<GraphClient>>();

  const personOf = (where: World, kind: Question['as']): Promise<GraphClient> => {
    const key = `${where.graphUrl} ${kind}`;
    let person = people.get(key);
    if (!person) {
      person = signIn(where, kind);
      people.set(key, person);
    }
    return person;
  };

  const inBoth = <T>(ask: (where: World) => Promise<T>) => Promise.all(both.map(ask));

  beforeAll(async () => {
    apart = await startTestInstallation({ apart: true, besides: world });
    both = [world, { ...apart, demo: world.demo }];
  }, 240_000);
  afterAll(async () => {
    for (const person of people.values()) await (await person).close();
    await apart?.stop();
  }, 60_000);

  it.each(questions)('answer the same: $name', async (question) => {
    const [here, there] = await inBoth(async (where) => {
      const person = await personOf(where, question.as);
      person.locale = question.locale;
      const { status, body } = await person.post<unknown>(
        person.path,
        question.documentId
          ? { documentId: question.documentId, variables: question.variables }
          : { query: question.query, variables: question.variables },
      );
      return normalised(where, JSON.stringify({ status, body }, null, 1));
    });

    // Two equal answers that miss the point of the question would prove nothing.
    expect(outcomeOf(here as string)).toBe(question.outcome);

    expect(there).toBe(here);
  });

  it('carry a pair of glasses from the shop window to the door, over HTTP and Redis', {
    timeout: 240_000,
  }, async () => {
    const told: string[] = [];
    await emptyShelves(both[1]);

    const done = await glassesFlow(both[1], (line) => told.push(line)).catch((error: unknown) => {
      throw new Error(`after:\n${told.join('\n')}\n${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    });

    expect(done.orderNumber).toMatch(/^OW-/);
    expect(told.join('\n')).toMatch(/lacks/);
  });

  it('show the same event to whoever watches', async () => {
    const [one, other] = await inBoth((where) => personOf(where, 'admin'));
    const WATCH =
      'subscription { inventoryFeed { kind cursor stockLevel { sku onHand } variant { name product { name } } } }';
    const { stockLevels } = await one!.run(
      '{ stockLevels(first: 1, filter: { kinds: [ACCESSORY] }) { edges { node { sku bin { code } } } } }',
    );
    const { sku, bin } = stockLevels.edges[0].node;
    const feeds = [one!, other!].map((person) => person.subscribe(WATCH));
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    const ADJUST = `mutation($sku: String!, $bin: String!, $delta: Int!) { adjustStock(sku: $sku, binCode: $bin, delta: $delta, reason: "parity") { ... on StockLevel { __typename onHand } ... on Refusal { __typename code message } } }`;
    const up = await one!.must(ADJUST, { sku, bin: bin.code, delta: 3 });
    const isUp = (event: { inventoryFeed: { stockLevel: { sku: string; onHand: number } | null } }) =>
      event.inventoryFeed.stockLevel?.sku === sku && event.inventoryFeed.stockLevel?.onHand === up.onHand;
    const [seen, seenApart] = await Promise.all(feeds.map((feed) => feed.until(isUp, 'the adjusted stock')));
    const down = await other!.must(ADJUST, { sku, bin: bin.code, delta: -3 });
    for (const feed of feeds) {
      await feed.until((event) => event.inventoryFeed.stockLevel?.onHand === down.onHand, 'the stock set back');
      feed.stop();
    }

    expect(seenApart).toEqual(seen);
    expect(feeds.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it('continue a broken feed from the same cursor', async () => {
    const [one, other] = await inBoth((where) => personOf(where, 'admin'));
    const WATCH = 'subscription($after: String) { inventoryFeed(after: $after) { cursor kind stockLevel { sku } } }';
    const { stockLevels } = await one!.run(
      '{ stockLevels(first: 1, filter: { kinds: [ACCESSORY] }) { edges { node { sku bin { code } } } } }',
    );
    const { sku, bin } = stockLevels.edges[0].node;
    const adjust = (delta: number) =>
      one!.must(
        `mutation($sku: String!, $bin: String!, $delta: Int!) { adjustStock(sku: $sku, binCode: $bin, delta: $delta, reason: "parity") { ... on StockLevel { __typename onHand } ... on Refusal { __typename code message } } }`,
        { sku, bin: bin.code, delta },
      );
    const live = one!.subscribe(WATCH);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await adjust(1);
    const first = await live.until(({ inventoryFeed }) => inventoryFeed.stockLevel?.sku === sku, 'the first change');
    await adjust(1);
    await adjust(-2);
    await expect.poll(() => live.events.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(3);
    const missed = live.events.slice(live.events.indexOf(first) + 1).map(({ inventoryFeed }) => inventoryFeed.cursor);

    const after = first.inventoryFeed.cursor;
    const resumed = [one!, other!].map((person) => person.subscribe(WATCH, { after }));
    for (const feed of resumed)
      await feed.until(({ inventoryFeed }) => inventoryFeed.cursor === missed.at(-1), 'what was missed');

    for (const feed of resumed) {
      expect(feed.events.slice(0, missed.length).map(({ inventoryFeed }) => inventoryFeed.cursor)).toEqual(missed);
      feed.stop();
    }
    live.stop();
  });

  it('serve the same pictures and documents, and refuse them to others', async () => {
    const admin = await personOf(world, 'admin');
    const { products, orders } = await admin.run(
      '{ products(first: 1, sort: NAME) { edges { node { media { url } } } } orders(first: 1, filter: { hasLab: true }) { edges { node { number labJobs { ticketUrl traceFileUrl } } } } }',
    );
    const { number, labJobs } = orders.edges[0].node;
    const paths: string[] = [
      products.edges[0].node.media[0].url,
      `/orders/documents/invoice/${number}.pdf`,
      `/orders/documents/packing-slip/${number}.pdf`,
      labJobs[0].ticketUrl,
      labJobs[0].traceFileUrl,
    ];

    for (const address of paths) {
      const path = address.replace(world.graphUrl, '');
      for (const kind of ['admin', 'guest'] as const) {
        const [here, there] = await inBoth(async (where) => {
          const answer = await (await personOf(where, kind)).get(path);
          const bytes = new Uint8Array(await answer.arrayBuffer());
          // A printed sheet carries the moment it was printed, so only its kind is compared.
          const isPdf = answer.headers.get('content-type')?.includes('pdf');
          return `${answer.status} ${answer.headers.get('content-type')} ${isPdf ? 'sheet' : Buffer.from(bytes).toString('base64')}`;
        });
        expect(here, `${kind} ${path}`).toMatch(kind === 'admin' || path.startsWith('/media/') ? /^200 / : /^40[134] /);
        expect(there, `${kind} ${path}`).toBe(here);
      }
    }
  });

  it('count the same cost for a partner', async () => {
    const [here, there] = await inBoth(async (where) => {
      const answer = await (await personOf(where, 'partner')).post<{ extensions: { cost: Record<string, number> } }>(
        '/partner/graphql',
        { query: '{ products(first: 3) { edges { node { id name } } } }' },
      );
      const { estimated, actual, limit } = answer.body.extensions.cost;
      return { estimated, actual, limit };
    });

    expect(there).toEqual(here);
  });
});

async function signIn(where: World, kind: Question['as']): Promise<GraphClient> {
  if (kind === 'guest') return guest(where);
  if (kind === 'customer') return customer(where);
  if (kind === 'admin' || kind === 'optician') return staff(where, kind);
  const client = new GraphClient(where.graphUrl, where.shopUrl, '/partner/graphql');
  if (kind === 'partner') client.apiKey = where.demo.partnerKey;
  return client;
}

function outcomeOf(text: string): Question['outcome'] {
  const { body } = JSON.parse(text) as { body: { errors?: unknown[] } };
  if (body.errors?.length) return 'errors';
  return text.includes('"__typename": "Refusal"') ? 'refusal' : 'data';
}

/** Addresses, references of faults and what is left of a budget differ by nature; nothing else may. */
function normalised(where: World, text: string): string {
  return text
    .replaceAll(where.graphUrl, '<graph>')
    .replaceAll(where.twinsUrl, '<twins>')
    .replaceAll(where.shopUrl, '<shop>')
    .replace(/"(reference|requestId)": "[^"]+"/g, '"$1": "<id>"')
    .replace(/"remaining": \d+/g, '"remaining": 0');
}
