import { runOperation } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import { DOCUMENT_ITEMS, defaultMakingRules, syntheticOutline } from '@opticworks/optics';
import { LensRulesChanged } from '@opticworks/schema/events/catalog';
import { OrderCancelled, OrderLineCancelled, OrderLineMeasured } from '@opticworks/schema/events/orders';
import type { LensRulesDocument } from '@opticworks/schema/making-rules';
import { type OrderedPairValue, RequestReview } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aRoom, aTypedRx, guest, type Room, SAVE, service, staff } from './factories.ts';

let room: Room;
let count = 0;
let who: ReturnType<typeof guest>;
beforeAll(async () => {
  room = await aRoom();
});
beforeEach(() => {
  count += 1;
  who = guest(`pair-${count}`);
});
afterAll(() => room.close());

const aPair = (designCode: string, over: Partial<OrderedPairValue['lens']> = {}): OrderedPairValue => ({
  orderLineId: `line_p${count}`,
  title: 'Juno 52',
  lens: {
    prescriptionId: null,
    use: 'MULTIFOCAL',
    designId: 'd',
    designCode,
    designName: designCode,
    materialId: 'm',
    materialCode: 'index-160',
    materialName: '1.60',
    treatmentIds: [],
    treatmentCodes: ['hard-coat'],
    treatmentNames: [],
    rush: false,
    ...over,
  },
  frame: {
    sku: 'FR-1',
    name: 'Juno 52',
    rim: 'FULL',
    eyeSizeTenthsMm: 520,
    lensHeightTenthsMm: 400,
    dblTenthsMm: 180,
    effectiveDiameterTenthsMm: 560,
    baseCurveMdpt: 4000,
    outlineHundredthsMm: [...syntheticOutline('panto', 52, 40).radii],
  },
});
const withAdd = (add: string, over: Record<string, unknown> = {}) =>
  aTypedRx({ od: { sphere: '-2.25', add }, os: { sphere: '-2.00', add }, ...over });
const save = async (input: Record<string, unknown>, as = who) =>
  (await room.ask(as, SAVE, { input })).savePrescription as { id: string };
async function order(prescriptionId: string, pairs: OrderedPairValue[]) {
  const provided = room.subgraph.operations.find(({ def }) => def.name === RequestReview.name)!;
  const asked = { prescriptionId, orderId: `order_p${count}`, orderNumber: `OW-P${count}`, pairs };
  const caller = { principal: service(), idempotencyKey: `${prescriptionId}:${pairs.length}`, requestId: 'r' };
  await runOperation(provided, asked, { ...caller, log: room.deps.logger });
}
const SIGN = `mutation ($id: ID!, $reason: String, $seen: [DocumentItem!]) {
  signOffPrescription(id: $id, reason: $reason, seen: $seen) {
    ... on Prescription { status } ... on Refusal { code issues { code field message } } } }`;
const sign = async (id: string) =>
  (await room.ask(staff('optician'), SIGN, { id, seen: [...DOCUMENT_ITEMS], reason: 'asked the practice' }))
    .signOffPrescription;
const issuesOf = async (id: string, as = staff('optician')) =>
  (await room.ask(as, 'query ($id: ID!) { prescription(id: $id) { issues { code severity message } } }', { id }))
    .prescription.issues as { code: string; severity: string; message: string }[];
const publish = async (tell: Parameters<Room['subgraph']['database']['transaction']>[0]) => {
  await room.subgraph.database.transaction(tell);
  await drain(room.subgraph);
};
async function measure(heightMm: string, heightKind: string): Promise<string> {
  const [{ ownerId }] = (await room.subgraph.database.transaction(
    (tx) => tx.query('SELECT owner_id AS "ownerId" FROM prescription ORDER BY created_at DESC, id DESC LIMIT 1'),
    { settings: { 'opticworks.roles': 'service' } },
  )) as [{ ownerId: string }];
  expect(ownerId).toBe(`pair-${count}`);
  const { id } = await save(withAdd('+2.00'));
  const { recordMeasurement } = await room.ask(
    staff('optician'),
    `mutation ($input: RecordMeasurementInput!) { recordMeasurement(input: $input) { ... on Measurement { id } ... on Refusal { code issues { code field } } } }`,
    {
      input: {
        method: 'RULER',
        prescriptionId: id,
        frame: { sku: 'FR-1', name: 'Juno 52', lensHeightMm: '40' },
        heightKind,
        heightOdMm: heightMm,
        heightOsMm: heightMm,
      },
    },
  );
  expect(recordMeasurement.code).toBeUndefined();
  return recordMeasurement.id;
}

describe('a prescription at the desk', () => {
  it('is not signed off for a pair the lab would hold, whatever reason is given', async () => {
    const { id } = await save(withAdd('+2.00', { segHeightMm: '45' }));
    await order(id, [aPair('ft-28')]);
    const refused = await sign(id);

    expect(refused.code).toBe('ORDERED_PAIR_HELD');
    expect(refused.issues.map(({ code }: { code: string }) => code)).toContain('HEIGHT_OUTSIDE_LENS');
    expect(refused.issues[0].message).toMatch(/^Juno 52: /);
  });

  it('is judged by the design that was ordered: without an ADD there is no bifocal, and distance glasses can be made', async () => {
    const bifocal = await save(aTypedRx());
    await order(bifocal.id, [aPair('ft-28')]);
    expect((await sign(bifocal.id)).issues.map(({ code }: { code: string }) => code)).toContain('ADD_REQUIRED');
    count += 1;
    const distance = await save(aTypedRx());
    await order(distance.id, [aPair('sv-distance', { use: 'DISTANCE' })]);
    expect(await sign(distance.id)).toEqual({ status: 'SIGNED_OFF' });
  });

  it('shows what would be held to the staff, in words, and not to its owner', async () => {
    const { id } = await save(withAdd('+2.00', { segHeightMm: '45' }));
    await order(id, [aPair('progressive-premium')]);

    expect(await issuesOf(id)).toContainEqual(
      expect.objectContaining({
        code: 'HEIGHT_OUTSIDE_LENS',
        severity: 'ERROR',
        message: expect.stringContaining('Juno 52: '),
      }),
    );
    expect((await issuesOf(id, who)).map(({ code }) => code)).not.toContain('HEIGHT_OUTSIDE_LENS');
  });

  it('is judged by what was measured for the pair, as soon as it is told', async () => {
    const { id } = await save(withAdd('+2.00', { segHeightMm: '45' }));
    await order(id, [aPair('ft-28')]);
    const measurementId = await measure('18', 'SEGMENT');
    expect((await sign(id)).code).toBe('ORDERED_PAIR_HELD');
    await publish((tx) =>
      tx.publish(
        OrderLineMeasured,
        { orderId: `order_p${count}`, number: `OW-P${count}`, orderLineId: `line_p${count}`, measurementId },
        { aggregate: 'order', aggregateId: `order_p${count}` },
      ),
    );

    expect(await sign(id)).toEqual({ status: 'SIGNED_OFF' });
  });

  it('takes its order along when it is corrected, and is judged anew', async () => {
    const { id } = await save(withAdd('+2.00', { segHeightMm: '18' }));
    await order(id, [aPair('ft-28')]);
    const corrected = await save(
      { id, ...aTypedRx(), segHeightMm: '18', confirmedWarnings: [] },
      staff('optician') as never,
    );
    expect(corrected.id).not.toBe(id);
    const refused = await sign(corrected.id);

    expect(refused.code).toBe('ORDERED_PAIR_HELD');
    expect(refused.issues.map(({ code }: { code: string }) => code)).toContain('ADD_REQUIRED');
  });

  it('is free of a pair whose order was cancelled', async () => {
    const { id } = await save(withAdd('+2.00', { segHeightMm: '45' }));
    await order(id, [aPair('ft-28')]);
    await publish((tx) =>
      tx.publish(
        OrderCancelled,
        { orderId: `order_p${count}`, number: `OW-P${count}`, reason: 'asked' },
        { aggregate: 'order', aggregateId: `order_p${count}` },
      ),
    );

    expect(await sign(id)).toEqual({ status: 'SIGNED_OFF' });
  });

  it('is free of a pair whose line was cancelled, once no piece of it is left', async () => {
    const { id } = await save(withAdd('+2.00', { segHeightMm: '45' }));
    await order(id, [aPair('ft-28')]);
    const cancelled = (left: number) =>
      publish((tx) =>
        tx.publish(
          OrderLineCancelled,
          {
            orderId: `order_p${count}`,
            number: `OW-P${count}`,
            orderLineId: `line_p${count}`,
            quantity: 1,
            left,
            awaits: true,
            promiseDate: null,
            reason: 'asked',
          },
          { aggregate: 'order', aggregateId: `order_p${count}` },
        ),
      );

    await cancelled(1);
    expect((await sign(id)).code).toBe('ORDERED_PAIR_HELD');
    await cancelled(0);
    expect(await sign(id)).toEqual({ status: 'SIGNED_OFF' });
  });

  it('follows the rules of making the catalogue tells, and no older ones after them', async () => {
    const { version: _, blanks: __, ...now } = defaultMakingRules;
    const tell = (version: number, min: number) =>
      publish((tx) =>
        tx.publish(
          LensRulesChanged,
          {
            version,
            rules: {
              ...now,
              designs: { ...now.designs, 'ft-28': { ...now.designs['ft-28'], add: { min, max: 3_500 } } },
            } as unknown as LensRulesDocument,
          },
          { aggregate: 'lens-rules', aggregateId: 'rules' },
        ),
      );
    const { id } = await save(withAdd('+1.50', { segHeightMm: '18' }));
    await order(id, [aPair('ft-28')]);
    const errors = async () =>
      (await issuesOf(id)).filter(({ severity }) => severity === 'ERROR').map(({ code }) => code);
    expect(await errors()).toEqual([]);
    await tell(7, 2_000);
    expect(await errors()).not.toEqual([]);
    await tell(6, 1_000);
    expect(await errors()).not.toEqual([]);
    await tell(8, 1_000);
    expect(await errors()).toEqual([]);
  });
});
