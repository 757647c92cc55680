import { afterAll, beforeAll, expect, it } from 'vitest';
import { aRoom, aTypedRx, guest, type Room, SAVE, staff } from './factories.ts';

let room: Room;
beforeAll(async () => {
  room = await aRoom();
});
afterAll(() => room.close());

const READ = `query ($id: ID!, $reason: String) { prescription(id: $id, reason: $reason) {
  filledIn birthDate examinedOn medicalReason prescriber { fax }
  contactLenses { privateLabel } history { kind actor who { kind id name } } } }`;
const AUDIT =
  'query ($id: ID!) { prescriptionAudit(prescriptionId: $id) { action actor reason who { kind id name } } }';
const auditOf = async (id: string) => (await room.ask(staff('optician'), AUDIT, { id })).prescriptionAudit;

it('tells who read it and what happened to it by names; the audit itself keeps ids', async () => {
  const { savePrescription: saved } = await room.ask(guest('who'), SAVE, { input: aTypedRx() });
  await room.ask(staff('optician'), READ, { id: saved.id, reason: 'Review' });
  const { prescription } = await room.ask(staff('associate'), READ, { id: saved.id, reason: 'Asked at the counter' });
  const audit = await auditOf(saved.id);

  expect(prescription.history).toEqual([
    { kind: 'ENTERED', actor: 'guest:who', who: { kind: 'GUEST', id: 'guest:who', name: null } },
  ]);
  expect(audit).toContainEqual({
    action: 'prescription.read',
    actor: 'staff_associate',
    reason: 'Asked at the counter',
    who: { kind: 'STAFF', id: 'staff_associate', name: 'Sam associate' },
  });
  expect(audit.map((entry: { who: { name: string | null } }) => entry.who.name)).toContain('Sam optician');
});

it('names a customer, with or without the kind before the id', async () => {
  const { savePrescription: saved } = await room.ask(guest('kinds'), SAVE, { input: aTypedRx() });
  const asked = async (actor: string) => {
    await room.subgraph.database.transaction(
      (tx) =>
        tx.query(
          `INSERT INTO prescription_event (id, prescription_id, at, kind, actor) VALUES ($2, $1, now(), 'NOTED', $2)`,
          [saved.id, actor],
        ),
      { settings: { 'opticworks.roles': 'service' } },
    );
    const { prescription } = await room.ask(staff('optician'), READ, { id: saved.id });
    return prescription.history.find((entry: { actor: string }) => entry.actor === actor).who;
  };
  await room.subgraph.database.query(
    `INSERT INTO customer (id, user_id, email, name, locale, created_at) VALUES ('cust_k', 'u', 'k@example.test', 'Kim Canary', 'en', now())`,
  );

  expect(await asked('cust_k')).toMatchObject({ kind: 'CUSTOMER', name: 'Kim Canary' });
  expect(await asked('customer:cust_k')).toMatchObject({ kind: 'CUSTOMER', name: 'Kim Canary' });
  expect(await asked('customer:cust_gone')).toMatchObject({ kind: 'CUSTOMER', name: null });
});

it('follows a new name, and names people who are gone', async () => {
  const { savePrescription: saved } = await room.ask(guest('renamed'), SAVE, { input: aTypedRx() });
  const married = { ...staff('optician'), id: 'staff_renamed' };
  await room.ask({ ...married, name: 'Sam Before' } as never, READ, { id: saved.id });
  await room.ask({ ...married, name: 'Sam After' } as never, READ, { id: saved.id });
  const names = (await auditOf(saved.id)).map((entry: { who: { name: string | null } }) => entry.who.name);

  expect(names.filter((name: string | null) => name === 'Sam After')).toHaveLength(2);
  expect(names).not.toContain('Sam Before');
});

it('keeps the name where the reading failed at first', async () => {
  const { savePrescription: saved } = await room.ask(guest('later'), SAVE, { input: aTypedRx() });
  const late = { ...staff('optician'), id: 'staff_late', name: 'Lee Late' } as never;
  const SIGN =
    'mutation ($id: ID!) { signOffPrescription(id: $id) { ... on Refusal { code } ... on Prescription { id } } }';
  // A refusal rolls its transaction back; what it wrote of the person stays.
  expect((await room.ask(late, SIGN, { id: saved.id })).signOffPrescription.code).toBeDefined();
  await room.ask(late, READ, { id: saved.id });

  expect((await auditOf(saved.id)).map((entry: { who: { name: string } }) => entry.who.name)).toContain('Lee Late');
});

it('tells everything the paper of a contact lens holds, and the place it is filled in', async () => {
  const input = {
    product: 'CONTACT_LENS',
    contactLenses: [{ eye: 'OD', power: '-2.00', baseCurveMm: '8.6', brand: 'House Lens', privateLabel: 'House Lens' }],
    issuedOn: '2026-02-01',
    examinedOn: '2026-01-30',
    birthDate: '1990-05-01',
    expiresOn: '2026-06-01',
    medicalReason: 'Seen again in May',
    prescriberName: 'Dr. B',
    prescriber: { fax: '+1 555 0101' },
  };
  const { savePrescription: saved } = await room.ask(guest('paper'), SAVE, { input });
  const { prescription } = await room.ask(staff('optician'), READ, { id: saved.id });

  expect(prescription).toMatchObject({
    filledIn: 'US',
    birthDate: '1990-05-01',
    examinedOn: '2026-01-30',
    medicalReason: 'Seen again in May',
    prescriber: { fax: '+1 555 0101' },
    contactLenses: [{ privateLabel: 'House Lens' }],
  });
});

it('names whoever stands on a timeline, the customer and the staff', async () => {
  await room.subgraph.database.query(
    `INSERT INTO customer (id, user_id, email, name, locale, created_at) VALUES ('cust_t', 't', 't@example.test', 'Tove Timeline', 'en', now())`,
  );
  await room.subgraph.database.query(
    `INSERT INTO timeline_entry (id, customer_id, at, kind, text, actor) VALUES ('t1', 'cust_t', '2026-01-05', 'ACCOUNT', 'Account created.', 'customer:cust_t')`,
  );

  const { addTimelineNote: noted } = await room.ask(
    staff('associate'),
    `mutation ($id: ID!) { addTimelineNote(customerId: $id, text: "Prefers calls.") {
       ... on Customer { timeline { text who { kind name } } } } }`,
    { id: 'cust_t' },
  );

  expect(noted.timeline).toEqual([
    { text: 'Prefers calls.', who: { kind: 'STAFF', name: 'Sam associate' } },
    { text: 'Account created.', who: { kind: 'CUSTOMER', name: 'Tove Timeline' } },
  ]);
});
