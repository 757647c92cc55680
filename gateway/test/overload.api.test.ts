import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGateway, hashOf } from './fuzz-gateway.ts';

const BROWSE = 'query Browse { products(n: 2) { id name price } }';
const PERSONAL = 'query Personal { user(id: "1") { id name } }';
const BOTH = 'query Both($more: Boolean!) { products(n: 2) { id } people @include(if: $more) { id } }';
const BUY = 'mutation Buy { rename(id: "3", name: "x") { id name } }';

let gateway: Awaited<ReturnType<typeof aGateway>>;
let staff: Awaited<ReturnType<typeof aGateway>>;
/** Answers wait here until the test lets them go. */
const held: (() => void)[] = [];
let isHolding = false;

beforeAll(async () => {
  const hold = () => (isHolding ? new Promise<void>((resolve) => held.push(resolve)) : Promise.resolve());
  const options = {
    persistedDocuments: [BROWSE, PERSONAL, BOTH, BUY],
    admission: { inFlight: 5, browsing: 3 },
    shopWindow: new Set(['goods', 'stock']),
    before: hold,
  };
  gateway = await aGateway(options);
  staff = await aGateway({
    ...options,
    sessions: {
      mayHaveSession: () => true,
      principalOf: async () => ({ kind: 'staff', id: 'staff_1', name: 'Ann', roles: ['optician'], stores: [] }),
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await staff.close();
});
beforeEach(() => {
  isHolding = true;
});

const ask = (document: string, { url } = gateway, variables = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: 'session=1' },
    body: JSON.stringify({ documentId: `sha256:${hashOf(document)}`, variables }),
  });
const untilHeld = async (count: number) => {
  while (held.length < count) await new Promise((done) => setTimeout(done, 5));
};
const letGo = async (answers: readonly Promise<Response>[]): Promise<number[]> => {
  isHolding = false;
  for (const go of held.splice(0)) go();
  return (await Promise.all(answers)).map(({ status }) => status);
};

describe('a gateway with more to do than it can', () => {
  it('turns away browsing first, with 503 and when to come back, then everything, and takes all again afterwards', async () => {
    const answers = [ask(BROWSE), ask(BROWSE), ask(BOTH, gateway, { more: false })];
    // The third may ask for more than the shop window, so it takes no place of the browsing ones.
    await untilHeld(3);
    answers.push(ask(BROWSE));
    await untilHeld(4);
    const turnedAway = await ask(BROWSE);
    answers.push(ask(BUY));
    await untilHeld(5);
    const full = [await ask(BUY), await ask(PERSONAL)];

    expect(turnedAway.status).toBe(503);
    expect(turnedAway.headers.get('retry-after')).toBe('2');
    expect((await turnedAway.json()).errors[0].extensions).toMatchObject({ code: 'OVERLOADED', retryable: true });
    expect(full.map(({ status }) => status)).toEqual([503, 503]);
    expect(await letGo(answers)).toEqual([200, 200, 200, 200, 200]);
    expect((await ask(BROWSE)).status).toBe(200);
  });

  it('gives places back of what failed', async () => {
    isHolding = false;
    for (let i = 0; i < 12; i += 1) await ask(BOTH, gateway, { more: 'perhaps' });

    expect((await ask(BROWSE)).status).toBe(200);
  });

  it('lets those who work here look at what customers see', async () => {
    const answers = [ask(BROWSE, staff), ask(BROWSE, staff), ask(BROWSE, staff), ask(BROWSE, staff)];
    await untilHeld(4);

    expect(await letGo(answers)).toEqual([200, 200, 200, 200]);
  });
});
