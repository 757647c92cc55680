import { newId, type Principal } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import type { EventDef } from '@opticworks/schema';
import { OrderCancelled, OrderPlaced } from '@opticworks/schema/events/orders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoom, aTypedRx, guest, type Room, SAVE, staff } from './factories.ts';

let room: Room;
beforeAll(async () => {
  room = await aRoom();
});
afterAll(() => room.close());

let sequence = 0;
async function tell<P>(event: EventDef<P>, aggregateId: string, payload: P): Promise<void> {
  sequence += 1;
  await room.subgraph.inbox.receive([
    {
      id: newId('event'),
      name: event.name,
      source: 'orders',
      aggregate: 'order',
      aggregateId,
      sequence: String(sequence),
      payload,
      occurredAt: room.clock.now().toISOString(),
      trace: null,
    },
  ]);
  await drain(room.subgraph);
}

type Placed = typeof OrderPlaced extends EventDef<infer P> ? P : never;
/** An order of a guest; its pair has a prescription or waits for one. */
async function aGuestOrder(guestId: string, prescriptionId: string | null): Promise<string> {
  const orderId = newId('order');
  const line = {
    orderLineId: newId('order_line'),
    variantId: 'v',
    sku: 'F-1',
    title: 'Frame',
    kind: 'FRAME',
    quantity: 1,
    components: [],
    frame: null,
    prescriptionId,
    lens: {
      prescriptionId,
      use: 'DISTANCE',
      designId: 'd',
      designCode: 'sv-distance',
      designName: 'Single vision',
      materialId: 'm',
      materialCode: 'index-160',
      materialName: '1.60',
      treatmentIds: [],
      treatmentCodes: [],
      treatmentNames: [],
      rush: false,
    },
  };
  await tell(OrderPlaced, orderId, {
    orderId,
    number: `OW-${sequence}`,
    owner: { kind: 'guest', id: guestId },
    reservationId: 'reservation_1',
    placedAt: room.clock.now().toISOString(),
    promiseDate: null,
    total: { amountMinor: '1000', currency: 'USD' },
    lines: [line],
  } as Placed);
  return orderId;
}

const save = async (who: Principal, over: object) =>
  (await room.ask(who, SAVE, { input: aTypedRx(over as Record<string, unknown>) })).savePrescription;
const OWN = 'query ($id: ID!) { prescription(id: $id) { id source patientName history { kind actor note } } }';
const WHY = 'Read out by the customer on the telephone, has no camera';

describe('a prescription that a guest reads out on the telephone', () => {
  it('belongs to the guest of the order, and its history says who told it and why', async () => {
    const orderId = await aGuestOrder('g_phone', null);

    const saved = await save(staff('associate'), { orderId, toldBecause: WHY });

    const own = (await room.ask(guest('g_phone'), OWN, { id: saved.id })).prescription;
    const desk = (await room.ask(staff('optician'), OWN, { id: saved.id })).prescription;
    expect(own).toMatchObject({ id: saved.id, source: 'STAFF' });
    expect((await room.ask(guest('g_other'), OWN, { id: saved.id })).prescription).toBeNull();
    expect(desk.history).toEqual([{ kind: 'ENTERED', actor: 'Sam associate', note: WHY }]);
  });

  it('is not taken without saying who told it', async () => {
    const orderId = await aGuestOrder('g_silent', null);

    expect((await save(staff('associate'), { orderId })).code).toBe('REASON_REQUIRED');
    expect((await save(staff('associate'), { orderId, toldBecause: '  ' })).code).toBe('REASON_REQUIRED');
  });

  it('is taken only for an order that waits for one, and only from who may enter prescriptions', async () => {
    const complete = await aGuestOrder('g_complete', 'rx_there');
    const waiting = await aGuestOrder('g_waiting', null);
    const cancelled = await aGuestOrder('g_cancelled', null);
    await tell(OrderCancelled, cancelled, { orderId: cancelled, number: 'OW-0', reason: 'CUSTOMER' });

    const codeOf = async (who: Principal, orderId: string) => (await save(who, { orderId, toldBecause: WHY })).code;
    expect(await codeOf(staff('associate'), complete)).toBe('ORDER_WAITS_FOR_NO_GUEST');
    expect(await codeOf(staff('associate'), cancelled)).toBe('ORDER_WAITS_FOR_NO_GUEST');
    expect(await codeOf(staff('warehouse'), waiting)).toBe('FORBIDDEN');
  });

  it('leaves a guest who names an order of others with what is their own', async () => {
    const orderId = await aGuestOrder('g_victim', null);

    const saved = await save(guest('g_thief'), { orderId, toldBecause: WHY });

    expect((await room.ask(guest('g_victim'), OWN, { id: saved.id })).prescription).toBeNull();
    expect((await room.ask(guest('g_thief'), OWN, { id: saved.id })).prescription.id).toBe(saved.id);
  });
});
