import { runOperation } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import { OrderPlaced } from '@opticworks/schema/events/orders';
import { EnsureCustomer, ListCustomers, ListErased, ReadPrescription } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearErasureResidue } from '../src/privacy/erasure-residue.ts';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

let room: Room;
beforeAll(async () => {
  room = await aRoom();
});
afterAll(() => room.close());

let calls = 0;
const call = (operation: { name: string }, input: unknown) => {
  const provided = room.subgraph.operations.find(({ def }) => def.name === operation.name)!;
  calls += 1;
  return runOperation(provided, input, {
    principal: service('gateway'),
    idempotencyKey: `k${calls}`,
    requestId: 'r',
    log: room.deps.logger,
  }) as Promise<any>;
};
const signUp = async (userId: string, guestId: string | null = null): Promise<string> =>
  (await call(EnsureCustomer, { userId, email: `${userId}@example.com`, name: 'Cora Customer', locale: 'en', guestId }))
    .customerId;

const ERASE =
  'mutation ($e: String!) { eraseMyData(confirmEmail: $e) { ... on ErasureReceipt { requestedAt } ... on Refusal { code message } } }';
const anAddress = (over: Record<string, unknown> = {}) => ({
  name: 'Cora Customer',
  line1: '1 Maple Street',
  city: 'Austin',
  region: 'TX',
  postalCode: '78701',
  countryCode: 'us',
  ...over,
});
const SAVE_ADDRESS = `mutation ($id: ID, $address: AddressInput!, $isDefault: Boolean) { saveAddress(id: $id, address: $address, isDefault: $isDefault) {
  ... on Customer { addresses { id isDefault address { city countryCode } } } ... on Refusal { code issues { code field } } } }`;

describe('an account', () => {
  it('gets one customer however many sign-ins arrive at once', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => signUp('user-race')));

    expect(new Set(ids).size).toBe(1);
  });

  it('takes over what the guest of the browser had entered, and locks the guest out', async () => {
    const { savePrescription: rx } = await room.ask(guest('g-take'), SAVE, { input: aTypedRx() });
    const id = await signUp('user-take', 'g-take');

    const { me } = await room.ask(customer(id), '{ me { name prescriptions { id od { sphere } } } }');
    const { prescription: asGuest } = await room.ask(
      guest('g-take'),
      'query ($id: ID!) { prescription(id: $id) { id } }',
      { id: rx.id },
    );
    const forTheOrder = await call(ReadPrescription, {
      prescriptionId: rx.id,
      owner: { kind: 'guest', id: 'g-take' },
      reason: 'order placed as a guest',
    });

    expect(me.prescriptions).toEqual([{ id: rx.id, od: { sphere: '-2.25' } }]);
    expect(asGuest).toBeNull();
    expect(forTheOrder.owner).toEqual({ kind: 'customer', id });
  });

  it('keeps addresses with exactly one default', async () => {
    const who = customer(await signUp('user-address'));
    const first = (await room.ask(who, SAVE_ADDRESS, { address: anAddress() })).saveAddress;
    const second = (await room.ask(who, SAVE_ADDRESS, { address: anAddress({ city: 'Dallas' }), isDefault: true }))
      .saveAddress;
    const removed = await room.ask(
      who,
      'mutation ($id: ID!) { removeAddress(id: $id) { ... on Customer { addresses { isDefault address { city } } } } }',
      { id: second.addresses[0].id },
    );

    expect(first.addresses).toMatchObject([{ isDefault: true, address: { countryCode: 'US' } }]);
    expect(second.addresses.map((a: any) => [a.address.city, a.isDefault])).toEqual([
      ['Dallas', true],
      ['Austin', false],
    ]);
    expect(removed.removeAddress.addresses).toEqual([{ isDefault: true, address: { city: 'Austin' } }]);
  });

  it('names each field of a bad address', async () => {
    const who = customer(await signUp('user-bad-address'));

    const { saveAddress } = await room.ask(who, SAVE_ADDRESS, {
      address: anAddress({ line1: ' ', region: null, postalCode: '7870' }),
    });

    expect(saveAddress.code).toBe('ADDRESS_INVALID');
    expect(saveAddress.issues.map((i: any) => i.field).sort()).toEqual([
      'address.line1',
      'address.postalCode',
      'address.region',
    ]);
  });

  it('remembers the newest word on a consent', async () => {
    const who = customer(await signUp('user-consent'));
    const SET =
      'mutation ($g: Boolean!) { setConsent(purpose: "marketing_email", granted: $g) { ... on Customer { consents { purpose granted version } } } }';
    await room.ask(who, SET, { g: true });
    room.clock.advance(1_000);

    expect((await room.ask(who, SET, { g: false })).setConsent.consents).toEqual([
      { purpose: 'marketing_email', granted: false, version: '2026-01' },
    ]);
  });

  it('shows orders on the timeline, the notes of the house to staff only', async () => {
    const id = await signUp('user-timeline');
    await room.ask(
      staff('associate'),
      'mutation ($id: ID!) { addTimelineNote(customerId: $id, text: "Prefers calls after five.") { ... on Customer { id } } }',
      { id },
    );
    await room.subgraph.database.transaction((tx) =>
      tx.publish(
        OrderPlaced,
        {
          orderId: 'order_9',
          number: 'OW-9',
          owner: { kind: 'customer', id },
          reservationId: 'r',
          placedAt: '2026-03-02T10:00:00Z',
          promiseDate: null,
          total: { amountMinor: '100', currency: 'USD' },
          lines: [],
        },
        { aggregate: 'order', aggregateId: 'order_9' },
      ),
    );
    await drain(room.subgraph);
    const READ = 'query ($id: ID!) { customer(id: $id) { timeline { kind } } }';

    expect((await room.ask(staff('associate'), READ, { id })).customer.timeline.map((t: any) => t.kind).sort()).toEqual(
      ['ACCOUNT', 'NOTE', 'ORDER_PLACED'],
    );
    expect((await room.ask(customer(id), READ, { id })).customer.timeline.map((t: any) => t.kind)).not.toContain(
      'NOTE',
    );
    expect((await room.ask(customer('cust_else'), READ, { id })).customer).toBeNull();
    expect((await room.ask(staff('warehouse'), READ, { id })).customer).toBeNull();
  });
});

describe('privacy', () => {
  it('exports everything, the values of prescriptions included', async () => {
    const id = await signUp('user-export');
    await room.ask(customer(id), SAVE, { input: aTypedRx() });

    const { exportMyData } = await room.ask(customer(id), 'mutation { exportMyData }');

    expect(JSON.parse(exportMyData)).toMatchObject({
      customer: { email: 'user-export@example.com' },
      prescriptions: [{ values: { od: { sphere: -2250 }, patientName: 'Pat Canary' } }],
    });
  });

  it('erases nothing while an order is on its way', async () => {
    const id = await signUp('user-waits');
    room.underWay[id] = ['OW-1', 'OW-2'];
    const { eraseMyData: early } = await room.ask(customer(id), ERASE, { e: 'user-waits@example.com' });
    const { me } = await room.ask(customer(id), '{ me { email } }');
    delete room.underWay[id];
    const { eraseMyData: then } = await room.ask(customer(id), ERASE, { e: 'user-waits@example.com' });

    expect(early.code).toBe('ORDERS_UNDER_WAY');
    expect(early.message).toContain('OW-1, OW-2');
    expect(me.email).toBe('user-waits@example.com');
    expect(then.requestedAt).toBeTruthy();
  });

  it('tells whose account has to go, and makes no new customer for it', async () => {
    const id = await signUp('user-gone');
    const before = room.clock.now().toISOString();
    await room.ask(customer(id), ERASE, { e: 'user-gone@example.com' });

    expect((await call(ListErased, { since: before })).erased).toContainEqual({ customerId: id, userId: 'user-gone' });
    expect((await call(ListErased, { since: null })).erased).toContainEqual({ customerId: id, userId: 'user-gone' });
    expect((await call(ListErased, { since: '2099-01-01T00:00:00Z' })).erased).toEqual([]);
    await expect(signUp('user-gone')).rejects.toMatchObject({ code: 'CUSTOMER_ERASED' });
  });

  it('erases by destroying the key, and proves it again after a restore', async () => {
    const id = await signUp('user-erase');
    const { savePrescription: rx } = await room.ask(customer(id), SAVE, { input: aTypedRx() });
    const { database } = room.subgraph;
    const asService = { settings: { 'opticworks.roles': 'service' } };
    const [kept] = await database.transaction(
      (tx) => tx.query<{ content: string }>('SELECT content FROM prescription WHERE id = $1', [rx.id]),
      asService,
    );

    expect((await room.ask(customer(id), ERASE, { e: 'wrong@example.com' })).eraseMyData.code).toBe(
      'ERASURE_EMAIL_MISMATCH',
    );
    expect((await room.ask(customer(id), ERASE, { e: 'User-Erase@example.com' })).eraseMyData.requestedAt).toBeTruthy();
    expect(
      (
        await room.ask(staff('optician'), 'query ($id: ID!) { prescription(id: $id) { status od { sphere } } }', {
          id: rx.id,
        })
      ).prescription,
    ).toEqual({ status: 'REVOKED', od: null });
    expect((await room.ask(customer(id), SAVE, { input: aTypedRx() })).savePrescription.code).toBe('CUSTOMER_ERASED');

    // A restore writes rows without asking triggers.
    await database.transaction(async (tx) => {
      await tx.query('ALTER TABLE prescription DISABLE TRIGGER USER');
      await tx.query('UPDATE prescription SET content = $2 WHERE id = $1', [rx.id, kept!.content]);
      await tx.query('ALTER TABLE prescription ENABLE TRIGGER USER');
    }, asService);
    const parts = (room.subgraph.context({ principal: service() }) as any).parts;
    expect(await clearErasureResidue(parts)).toEqual([id]);
    expect(await clearErasureResidue(parts)).toEqual([]);
  });
});

describe('demonstration data', () => {
  it('is dealt once and hangs together', async () => {
    const seed = () =>
      room.subgraph.seed!({ log: room.deps.logger, clock: room.clock, caller: room.deps.caller, scale: 1 });
    await seed();
    await seed();

    const { customers } = await room.ask(
      staff('admin'),
      '{ customers(first: 100) { totalCount pageInfo { endCursor hasNextPage } edges { node { name } } } }',
    );
    const page2 = await room.ask(
      staff('admin'),
      'query ($a: String) { customers(first: 100, after: $a) { edges { node { name } } } }',
      { a: customers.pageInfo.endCursor },
    );
    const { prescriptions } = await room.ask(
      staff('optician'),
      '{ prescriptions(status: [ENTERED], first: 100) { totalCount edges { node { source issues { severity code } comparison { needsAttention } } } } }',
    );
    const listed = await call(ListCustomers, { afterId: null, limit: 500 });

    const asService = { settings: { 'opticworks.roles': 'service' } };
    const signed = await room.subgraph.database.transaction(
      (tx) =>
        tx.query<{ id: string; steps: string[]; in_time: boolean }>(
          `SELECT p.id, array_agg(e.kind ORDER BY e.at, e.id) AS steps, bool_and(p.reviewed_at > p.created_at AND p.reviewed_by_id IS NOT NULL) AS in_time
           FROM prescription p JOIN prescription_event e ON e.prescription_id = p.id
           WHERE p.status = 'SIGNED_OFF' AND p.reviewed_by = 'Omar Reyes' GROUP BY p.id`,
        ),
      asService,
    );

    expect(signed.length).toBeGreaterThan(100);
    expect(signed.filter(({ steps, in_time }) => !in_time || steps.join() !== 'ENTERED,SIGNED_OFF')).toEqual([]);
    expect(listed.customers.filter((c: any) => c.signedOffAt !== null).length).toBeGreaterThan(80);
    expect(listed.customers.filter((c: any) => c.paperId !== null && c.prescriptionId === null)).toHaveLength(2);
    expect(customers.totalCount).toBeGreaterThanOrEqual(320);
    expect(page2.customers.edges).toHaveLength(100);
    // Papers await their values; whatever was typed can be signed.
    const typed = prescriptions.edges.map((e: any) => e.node).filter((p: any) => p.source === 'TYPED');
    expect(typed.filter((p: any) => p.comparison?.needsAttention)).not.toHaveLength(0);
    expect(typed.flatMap((p: any) => p.issues).filter((i: any) => i.severity === 'ERROR')).toEqual([]);
    expect(listed.customers.filter((c: any) => c.prescriptionId && c.address).length).toBeGreaterThan(120);
  });
});
