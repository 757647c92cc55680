import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aLab, type Lab, staff, TODAY } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());
let before = 0;
beforeEach(async () => {
  before = (await allTold()).length;
});

interface Supply {
  at: string;
  scarce: { sku: string; available: number; coming: number; weekdays: number }[];
  rules: { material: string; whenShort: string; pairAlike: boolean }[];
}
const allTold = async () =>
  (
    await lab.subgraph.database.query<{ payload: Supply }>(
      `SELECT payload FROM outbox WHERE name = 'lab.BlankSupplyChanged.v1' ORDER BY sequence`,
    )
  ).map(({ payload }) => payload);
const told = async () => (await allTold()).slice(before);
/** The shelf of a stock lens changes. */
const shelf = async (availableBefore: number, available: number, kind = 'FINISHED_LENS') => {
  await lab.hear('StockChanged', {
    sku: 'FSV-1',
    variantId: null,
    kind,
    onHand: available,
    reserved: 0,
    allocated: 0,
    available,
    availableBefore,
  });
  await lab.deps.jobs.workOff({ ignoreStartAfter: true });
};
const missing = (expectedOn: string) => [{ sku: 'FSV-1', available: 0, coming: 0, expectedOn }];

it('tells the shop at once when the last blanks go and when they come back', async () => {
  lab.siblings.scarce = missing('2026-03-11');
  await shelf(1, 0);
  lab.siblings.scarce = [];
  await shelf(0, 8);

  const [gone, back] = await told();
  // Today is Monday the 2nd. Of seven working days until the 11th one is the preparation's anyway.
  expect(TODAY).toBe('2026-03-02');
  expect(gone).toMatchObject({ scarce: [{ sku: 'FSV-1', available: 0, coming: 0, weekdays: 6 }] });
  expect(gone!.rules.map(({ material }) => material)).toContain('*');
  expect(back!.scarce).toEqual([]);
});

it('says nothing where enough is left, of other goods, and twice', async () => {
  lab.siblings.scarce = missing('2026-03-11');
  await shelf(9, 8);
  await shelf(1, 0, 'FRAME');
  expect(await told()).toEqual([]);

  await shelf(2, 1);
  await shelf(1, 0);
  expect(await told()).toHaveLength(1);
});

it('counts no day that the preparation takes anyway', async () => {
  lab.siblings.scarce = missing('2026-03-03');
  await shelf(1, 0);

  expect((await told())[0]!.scarce[0]!.weekdays).toBe(0);
});

it('tells how the lab helps itself when that is changed', async () => {
  const SAVE = `mutation ($m: String!) { saveBlankRule(material: $m, whenShort: SURFACE, pairAlike: true) {
    ... on BlankRule { material } ... on Refusal { code } } }`;
  await lab.ask(staff('admin'), SAVE, { m: 'index-160' });
  await lab.settle();

  expect((await told()).at(-1)!.rules).toContainEqual({ material: 'index-160', whenShort: 'SURFACE', pairAlike: true });
});

it('is right when two tell at once: what was asked first does not undo what was asked later', async () => {
  lab.siblings.scarce = missing('2026-03-20');
  const run = lab.subgraph.jobs.find(({ def }) => def.name === 'lab.publish-blank-supply')!.run;
  const context = { jobId: 'job', attempt: 1, log: lab.deps.logger, signal: new AbortController().signal };
  let answer: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const quick = lab.caller.call.bind(lab.caller);
  lab.caller.call = (async (...args: Parameters<typeof quick>) => {
    const answered = await quick(...args);
    await slow;
    return answered;
  }) as typeof quick;
  const first = run({}, context);
  await new Promise((resolve) => setTimeout(resolve, 50));
  lab.caller.call = quick;
  lab.clock.advance(1_000);
  lab.siblings.scarce = [];
  await run({}, context);
  answer();
  await first;

  expect((await allTold()).at(-1)!.scarce).toEqual([]);
});
