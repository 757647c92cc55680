import { materials } from '@opticworks/optics';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { correctedBack } from '../src/blanks/blank.rules.ts';
import type { LensAnswer } from './answers.ts';
import { aBench, aStrongPrescription } from './bench.ts';
import { aLab, aPrescription, aStore, type Lab, staff } from './factories.ts';

let lab: Lab;
let bench: ReturnType<typeof aBench>;
beforeAll(async () => {
  lab = await aLab();
  bench = aBench(lab);
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.siblings.prescription = aStrongPrescription();
  lab.siblings.store = aStore();
  lab.siblings.inStock = () => true;
  lab.siblings.onOrder = () => 0;
});

const RECORD =
  'mutation ($i: RecordBlankInput!) { recordBlank(input: $i) { ... on LabJob { id } ... on Refusal { code message } } }';
const record = async (input: Record<string, unknown>) =>
  (await lab.ask(staff('lab'), RECORD, { i: input })).recordBlank;
const lensesOf = async (id: string) =>
  (
    await lab.ask(
      staff('lab'),
      `query ($id: ID!) { labJob(id: $id) { lenses { eye kind blankSku blankStatus baseCurve backCurve
        carrier { sku lot serial powerError measuredBase measuredThicknessMm correctedBackCurve correctedToolCurve recordedBy } } } }`,
      { id },
    )
  ).labJob.lenses;

describe('the very blank of a lens', () => {
  it('is scanned at picking with lot, serial and what it measures, and changes the tool', async () => {
    const { id } = await bench.tray('C-1');
    const [od] = await lensesOf(id);
    expect(od.carrier).toBeNull();

    await record({
      jobId: id,
      eye: 'OD',
      sku: od.blankSku.toLowerCase(),
      lot: 'l-42',
      serial: '0001',
      measuredBase: String(Number(od.baseCurve) + 0.12),
      measuredThicknessMm: '9.8',
    });
    const [after, os] = await lensesOf(id);
    expect(after.carrier).toMatchObject({
      lot: 'L-42',
      serial: '0001',
      measuredThicknessMm: '9.80',
      recordedBy: 'Lee lab',
    });
    // A front 0.12 steeper at 1.530 is 0.14 stronger at 1.60: the back takes it off again.
    expect(Number(after.carrier.correctedBackCurve)).toBeCloseTo(Number(od.backCurve) - 0.136, 1);
    expect(os.carrier).toBeNull();
  });

  it('is refused when it is another one, another eye’s serial, or not due', async () => {
    const { id } = await bench.tray('C-2');
    const [od, os] = await lensesOf(id);

    expect(await record({ jobId: id, eye: 'OD', sku: 'SOMETHING' })).toMatchObject({
      code: 'BLANK_WRONG',
      message: expect.stringContaining(od.blankSku),
    });
    expect((await record({ jobId: id, eye: 'OD', sku: od.blankSku, powerError: 'much' })).code).toBe(
      'BLANK_UNREADABLE',
    );
    expect((await record({ jobId: id, eye: 'OD', sku: od.blankSku, powerError: '-2.01' })).code).toBe(
      'BLANK_UNREADABLE',
    );
    expect((await record({ jobId: id, eye: 'OU', sku: od.blankSku })).code).toBe('EYE_UNKNOWN');
    const both = await Promise.all(
      [od, os].map((lens) => record({ jobId: id, eye: lens.eye, sku: lens.blankSku, serial: 'S-9' })),
    );
    if (od.blankSku === os.blankSku)
      expect(both.map(({ code }) => code).sort()).toEqual(['BLANK_ALREADY_USED', undefined]);
    lab.siblings.inStock = () => false;
    const { id: waiting } = await bench.tray('C-3');
    const [none] = await lensesOf(waiting);
    expect((await record({ jobId: waiting, eye: 'OD', sku: none.blankSku })).code).toBe('BLANK_NOT_DUE');
  });

  it('is forgotten with the lens that broke: the next blank has a record of its own', async () => {
    const { id } = await bench.tray('C-4');
    const [od] = await lensesOf(id);
    await record({ jobId: id, eye: 'OD', sku: od.blankSku, lot: 'A', powerError: '+0.06' });
    expect((await lensesOf(id))[0].carrier.powerError).toBe('+0.06');
    await bench.scan('C-4', 'PICKED');
    await lab.ask(
      staff('lab'),
      'mutation ($id: ID!) { reportBreakage(jobId: $id, eye: "OD", reasonCode: "SCRATCH") { ... on Refusal { code } } }',
      { id },
    );
    await lab.settle();

    expect((await lensesOf(id))[0].carrier).toBeNull();
    await record({ jobId: id, eye: 'OD', sku: od.blankSku, lot: 'B' });
    const kept = await lab.subgraph.database.query(
      'SELECT lot FROM lab_lens_blank WHERE job_id = $1 ORDER BY attempt',
      [id],
    );
    expect(kept).toEqual([{ lot: 'A' }, { lot: 'B' }]);
  });
});

describe('a stock lens that is out', () => {
  const RULE =
    'mutation ($m: String!, $w: BlankShortRule!, $p: Boolean) { saveBlankRule(material: $m, whenShort: $w, pairAlike: $p) { ... on BlankRule { material } ... on Refusal { code } } }';
  const rule = async (whenShort: string, pairAlike = false, who = staff('admin')) =>
    (await lab.ask(who, RULE, { m: 'index-160', w: whenShort, p: pairAlike })).saveBlankRule;
  const kinds = async (id: string) =>
    (await lensesOf(id)).map((lens: LensAnswer) => `${lens.eye} ${lens.kind} ${lens.blankStatus}`);
  beforeEach(() => {
    lab.siblings.prescription = aPrescription();
    lab.siblings.inStock = (sku) => !/^FSV.*-M0200-C050$/.test(sku);
  });

  it('is waited for, ground, or waited for while more is coming, as the rule of the material says', async () => {
    expect((await rule('SURFACE', false, staff('lab'))).code).toBe('FORBIDDEN');
    expect(await kinds((await bench.tray('D-1')).id)).toEqual(['OD FINISHED WAITING', 'OS FINISHED ALLOCATED']);
    await rule('SURFACE');
    expect(await kinds((await bench.tray('D-2')).id)).toEqual(['OD SURFACED ALLOCATED', 'OS FINISHED ALLOCATED']);
    await rule('WAIT_IF_ON_ORDER');
    expect(await kinds((await bench.tray('D-3')).id)).toEqual(['OD SURFACED ALLOCATED', 'OS FINISHED ALLOCATED']);
    lab.siblings.onOrder = () => 20;
    expect(await kinds((await bench.tray('D-4')).id)).toEqual(['OD FINISHED WAITING', 'OS FINISHED ALLOCATED']);
    await rule('SURFACE', true);
    expect(await kinds((await bench.tray('D-5')).id)).toEqual(['OD SURFACED ALLOCATED', 'OS SURFACED ALLOCATED']);
  });

  it('is taken from the next larger diameter that is there', async () => {
    await rule('WAIT');
    lab.siblings.inStock = (sku) => !sku.includes('-65-');
    const { id } = await bench.tray('D-6');

    expect((await lensesOf(id)).map((lens: LensAnswer) => lens.blankSku)).toEqual([
      'FSV-160-AR-70-M0200-C050',
      'FSV-160-AR-70-M0175-C000',
    ]);
  });
});

it('cuts the back so that a front off its curve still gives the power', () => {
  const lens = { baseCurve: 6, backCurve: -9, centreThicknessMm: 2, material: materials.cr39 };

  expect(correctedBack(lens, { measuredBase: null })).toBeNull();
  expect(correctedBack(lens, { measuredBase: 6 })!.backCurve).toBeCloseTo(-9, 9);
  const steeper = correctedBack(lens, { measuredBase: 6.12 })!;
  expect(steeper.shift).toBeLessThan(0);
  expect(steeper.shift).toBeCloseTo(-0.12 * (0.498 / 0.53) * 1.016, 2);
  expect(correctedBack(lens, { measuredBase: 5.88 })!.shift).toBeGreaterThan(0);
});
