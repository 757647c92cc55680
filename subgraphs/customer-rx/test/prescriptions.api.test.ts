import { readFile } from 'node:fs/promises';
import { runOperation, verifyAuditChain } from '@opticworks/kernel';
import { countStatements, drain } from '@opticworks/kernel/testing';
import { ReadPrescription, RequestReview } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

let room: Room;
beforeAll(async () => {
  room = await aRoom();
});
afterAll(() => room.close());

const save = async (who: Parameters<Room['ask']>[0], input: Record<string, unknown>) =>
  (await room.ask(who, SAVE, { input })).savePrescription;
const call = (operation: { name: string }, input: unknown, key: string | null = null) => {
  const provided = room.subgraph.operations.find(({ def }) => def.name === operation.name)!;
  return runOperation(provided, input, {
    principal: service(),
    idempotencyKey: key,
    requestId: 'r',
    log: room.deps.logger,
  }) as Promise<any>;
};
const example = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../../optics/test-data/${name}`, import.meta.url), 'utf8'));

describe('saving a prescription', () => {
  it('keeps what was typed and answers in minus-cylinder form', async () => {
    const saved = await save(
      guest(),
      aTypedRx({ od: { sphere: '-3.00', cylinder: '+0.75', axis: 85 }, confirmedWarnings: ['PLUS_CYLINDER'] }),
    );

    expect(saved).toMatchObject({
      __typename: 'Prescription',
      status: 'ENTERED',
      expired: false,
      expiresOn: '2028-01-10',
      od: { sphere: '-2.25', cylinder: '-0.75', axis: 175, asWritten: '−3.00 +0.75 ×085' },
      pd: { odMm: '31', osMm: '32' },
    });
  });

  it('asks back for everything that is wrong at once, with the field', async () => {
    const refused = await save(
      guest(),
      aTypedRx({ od: { sphere: '2.25', cylinder: '-1.00' }, os: { sphere: '-2.30' }, pd: { odMm: '31' } }),
    );

    expect(refused.code).toBe('PRESCRIPTION_INVALID');
    expect(refused.issues.map((i: { field: string; code: string }) => [i.field, i.code])).toEqual(
      expect.arrayContaining([
        ['od.sphere', 'SIGN_REQUIRED'],
        ['os.sphere', 'STEP'],
        ['od.axis', 'AXIS_REQUIRED'],
        ['pd.osMm', 'PD_OTHER_EYE_MISSING'],
      ]),
    );
    expect(refused.issues.filter((i: { field: string }) => i.field === 'od.sphere')).toHaveLength(1);
  });

  it('wants unusual values confirmed before it stores them', async () => {
    const input = aTypedRx({ od: { sphere: '-2.00' }, os: { sphere: '+2.00' } });

    const asked = await save(guest(), input);
    const confirmed = asked.issues
      .filter((i: { severity: string }) => i.severity === 'WARNING')
      .map((i: { code: string }) => i.code);
    const saved = await save(guest(), { ...input, confirmedWarnings: confirmed });

    expect(asked.code).toBe('PRESCRIPTION_WARNINGS_UNCONFIRMED');
    expect(confirmed).toContain('SPHERE_SIGNS_DIFFER');
    expect(saved.__typename).toBe('Prescription');
  });

  it('refuses an expired paper with its date', async () => {
    const refused = await save(guest(), aTypedRx({ issuedOn: '2023-01-10', confirmedWarnings: ['OLDER_THAN_A_YEAR'] }));

    expect(refused.issues).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'EXPIRED', field: 'expiresOn', severity: 'ERROR' })]),
    );
  });

  it('answers German readers in German', async () => {
    const { savePrescription: refused } = await room.ask(
      guest(),
      SAVE,
      { input: aTypedRx({ od: { sphere: '2.25' } }) },
      { locale: 'de' },
    );

    expect(refused.message).toContain('korrigiert');
    expect(refused.issues[0].message).toContain('Vorzeichen');
  });

  it('edits in place until something is ordered with it, then makes a new version', async () => {
    const first = await save(guest('editor'), aTypedRx());
    const edited = await save(guest('editor'), aTypedRx({ id: first.id, od: { sphere: '-2.50' } }));
    await call(RequestReview, { prescriptionId: first.id, orderId: 'order_1', orderNumber: 'OW-1' }, 'k1');
    const second = await save(guest('editor'), aTypedRx({ id: first.id, od: { sphere: '-2.75' } }));
    const { myPrescriptions } = await room.ask(guest('editor'), '{ myPrescriptions { id od { sphere } } }');

    expect(edited.id).toBe(first.id);
    expect(second.id).not.toBe(first.id);
    expect(myPrescriptions).toEqual([{ id: second.id, od: { sphere: '-2.75' } }]);
    expect(await save(guest('editor'), aTypedRx({ id: first.id }))).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('importing FHIR', () => {
  const IMPORT = `mutation ($json: String!, $c: [String!]) { importPrescription(fhirJson: $json, confirmedWarnings: $c) { __typename
    ... on Prescription { id product expired od { sphere cylinder add prisms { amount base } } os { sphere cylinder axis } contactLenses { eye power cylinder axis baseCurveMm brand } issues { code } }
    ... on Refusal { code issues { code severity } } } }`;
  const bring = async (json: unknown) => {
    const text = JSON.stringify(json);
    const asked = (await room.ask(guest('fhir'), IMPORT, { json: text })).importPrescription;
    if (asked.code !== 'PRESCRIPTION_WARNINGS_UNCONFIRMED') return asked;
    return (await room.ask(guest('fhir'), IMPORT, { json: text, c: asked.issues.map((i: { code: string }) => i.code) }))
      .importPrescription;
  };

  it('shows the 2014 glasses example and does not sell from it', async () => {
    const rx = await bring(await example('vision-prescription-33123.json'));
    const read = await call(ReadPrescription, {
      prescriptionId: rx.id,
      owner: { kind: 'guest', id: 'fhir' },
      reason: 'test',
    });

    expect(rx).toMatchObject({
      product: 'GLASSES',
      expired: true,
      od: { sphere: '-2.00', cylinder: null, add: '+2.00', prisms: [{ amount: '0.50', base: 'DOWN' }] },
      os: { sphere: '-1.00', cylinder: '-0.50', axis: 180 },
    });
    expect(read).toMatchObject({ saleable: false, prescription: { od: { sphere: -2000 } } });
  });

  it('lets the same file through with a current date', async () => {
    const rx = await bring({ ...(await example('vision-prescription-33123.json')), dateWritten: '2026-02-01' });
    const read = await call(ReadPrescription, { prescriptionId: rx.id, owner: null, reason: 'test' });

    expect(rx.expired).toBe(false);
    expect(read.saleable).toBe(true);
  });

  it('asks about a draft, and says what a file with both kinds leaves out', async () => {
    const glasses = { ...(await example('vision-prescription-33123.json')), dateWritten: '2026-02-01' };
    const contacts = await example('vision-prescription-33124.json');
    const issues = async (file: object): Promise<{ code: string; severity: string }[]> => {
      const { readPrescriptionFile: read } = await room.ask(
        guest('files'),
        'mutation ($f: String!) { readPrescriptionFile(fhirJson: $f) { ... on PrescriptionCheck { issues { code severity } } ... on Refusal { code issues { code severity } } } }',
        { f: JSON.stringify(file) },
      );
      return read.issues;
    };

    expect(await issues({ ...glasses, status: 'draft' })).toContainEqual({
      code: 'STATUS_NOT_ACTIVE',
      severity: 'WARNING',
    });
    const lensSpecification = [...(glasses as any).lensSpecification, ...(contacts as any).lensSpecification];
    expect(await issues({ ...glasses, lensSpecification })).toContainEqual({
      code: 'CONTACT_LENSES_NOT_TAKEN',
      severity: 'NOTICE',
    });
    expect((await issues(glasses)).map(({ code }) => code)).not.toContain('CONTACT_LENSES_NOT_TAKEN');
  });

  it('reads contact lenses by their own power', async () => {
    const rx = await bring(await example('vision-prescription-33124.json'));

    expect(rx).toMatchObject({ product: 'CONTACT_LENS', expired: true, od: null });
    expect(rx.contactLenses[0]).toMatchObject({
      eye: 'OD',
      power: '-2.75',
      cylinder: '-2.25',
      axis: 160,
      brand: 'OphthaGuard',
    });
  });

  it('refuses what is no VisionPrescription', async () => {
    expect(await bring({ resourceType: 'Patient' })).toMatchObject({ code: 'PRESCRIPTION_FILE_UNREADABLE' });
    expect((await room.ask(guest(), IMPORT, { json: '{not json' })).importPrescription.code).toBe(
      'PRESCRIPTION_FILE_UNREADABLE',
    );
  });
});

describe('the review', () => {
  it('queues what was ordered, compares it with the last one, and signs it off once', async () => {
    const owner = guest('reviewed');
    await save(owner, aTypedRx({ od: { sphere: '-1.00' } }));
    room.clock.advance(1_000);
    const now = await save(
      owner,
      aTypedRx({ od: { sphere: '-3.75' }, confirmedWarnings: ['ANISOMETROPIA', 'POWER_CHANGED'] }),
    );
    await call(RequestReview, { prescriptionId: now.id, orderId: 'order_2', orderNumber: 'OW-2' }, 'k2');
    await call(RequestReview, { prescriptionId: now.id, orderId: 'order_2', orderNumber: 'OW-2' }, 'k3');

    const { prescriptions } = await room.ask(
      staff('optician'),
      '{ prescriptions(status: [IN_REVIEW], query: "OW-2") { totalCount edges { node { id orderNumber od { sphere } comparison { needsAttention changes { field eye previous current attention } } } } } }',
    );
    expect(prescriptions.totalCount).toBe(1);
    expect(prescriptions.edges[0].node.comparison).toMatchObject({
      needsAttention: true,
      changes: expect.arrayContaining([
        { field: 'sphere', eye: 'OD', previous: '-1.00', current: '-3.75', attention: true },
      ]),
    });

    const SIGN =
      'mutation ($id: ID!) { signOffPrescription(id: $id, note: "checked") { ... on Prescription { status reviewedBy history { kind note } } ... on Refusal { code } } }';
    const rivals = await Promise.all(
      Array.from({ length: 6 }, () => room.ask(staff('optician'), SIGN, { id: now.id })),
    );
    const signed = rivals.filter((r) => r.signOffPrescription.status === 'SIGNED_OFF');
    expect(signed).toHaveLength(1);
    expect(signed[0].signOffPrescription).toMatchObject({
      reviewedBy: 'Sam optician',
      history: expect.arrayContaining([{ kind: 'SIGNED_OFF', note: 'checked' }]),
    });
    expect(rivals.filter((r) => r.signOffPrescription.code === 'PRESCRIPTION_MOVE_NOT_ALLOWED')).toHaveLength(5);

    // What glasses of this person can be made by instead: the signed-off ones, for staff only.
    const INSTEAD = 'query ($id: ID!) { prescription(id: $id, reason: "remake") { signedOffOfOwner { id status } } }';
    const instead = async (who: Parameters<Room['ask']>[0]) =>
      (await room.ask(who, INSTEAD, { id: now.id })).prescription.signedOffOfOwner;
    expect(await instead(staff('lab'))).toEqual([{ id: now.id, status: 'SIGNED_OFF' }]);
    expect(await instead(owner)).toEqual([]);
    const events = await room.subgraph.database.query<{ name: string }>(
      `SELECT name FROM outbox WHERE aggregate_id = $1 ORDER BY sequence`,
      [now.id],
    );
    expect(events.map(({ name }) => name)).toEqual([
      'customer-rx.PrescriptionEntered.v1',
      'customer-rx.PrescriptionQueued.v1',
      'customer-rx.PrescriptionSignedOff.v1',
    ]);
    await drain(room.subgraph);
  });

  it('puts the correction of an ordered, unverified prescription in the queue at once', async () => {
    const owner = guest('corrects');
    const wrong = await save(owner, aTypedRx());
    await call(RequestReview, { prescriptionId: wrong.id, orderId: 'order_3', orderNumber: 'OW-3' }, 'k4');
    await room.ask(
      staff('optician'),
      'mutation ($id: ID!) { rejectPrescription(id: $id, reason: "cylinder unclear") { __typename } }',
      { id: wrong.id },
    );

    const right = await save(owner, aTypedRx({ id: wrong.id, od: { sphere: '-2.50' } }));
    const [event] = await room.subgraph.database.query<{ payload: unknown }>(
      `SELECT payload FROM outbox WHERE aggregate_id = $1 AND name = 'customer-rx.PrescriptionEntered.v1'`,
      [right.id],
    );

    expect(right.status).toBe('IN_REVIEW');
    expect(event!.payload).toMatchObject({ needsReview: true, supersedes: wrong.id });
  });

  it('rejects with a reason and then sells nothing from it', async () => {
    const rx = await save(guest('rejected'), aTypedRx());
    const REJECT =
      'mutation ($id: ID!, $r: String!) { rejectPrescription(id: $id, reason: $r) { ... on Prescription { status } ... on Refusal { code } } }';

    expect((await room.ask(staff('optician'), REJECT, { id: rx.id, r: ' ' })).rejectPrescription.code).toBe(
      'REASON_REQUIRED',
    );
    expect((await room.ask(staff('associate'), REJECT, { id: rx.id, r: 'unclear' })).rejectPrescription.code).toBe(
      'FORBIDDEN',
    );
    expect((await room.ask(staff('optician'), REJECT, { id: rx.id, r: 'unclear' })).rejectPrescription.status).toBe(
      'REJECTED',
    );
    expect((await call(ReadPrescription, { prescriptionId: rx.id, owner: null, reason: 'test' })).saleable).toBe(false);
  });
});

describe('who sees what', () => {
  const READ = 'query ($id: ID!) { prescription(id: $id, reason: "by phone") { id od { sphere } patientName } }';
  const ENTITY = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Prescription { id od { sphere } } } }';

  it.each([
    ['the guest who entered it', guest('secret'), true],
    ['another guest', guest('other'), false],
    ['a guest without a key', guest(null as never), false],
    ['a customer', customer('cust_other'), false],
    ['the customer of that browser', customer('cust_same', 'secret'), true],
    ['an optician', staff('optician'), true],
    ['the lab', staff('lab'), true],
    ['the warehouse', staff('warehouse'), false],
    ['a buyer', staff('buyer'), false],
    ['a partner', { kind: 'partner', id: 'p', scopes: ['orders'], testMode: false } as const, false],
  ])('%s', async (_name, who, sees) => {
    const rx = await save(guest('secret'), aTypedRx());

    const direct = await room.ask(who, READ, { id: rx.id });
    const entity = await room.ask(who, ENTITY, { r: [{ __typename: 'Prescription', id: rx.id }] });

    expect(direct.prescription?.od?.sphere ?? null).toBe(sees ? '-2.25' : null);
    expect(entity._entities[0]?.od?.sphere ?? null).toBe(sees ? '-2.25' : null);
  });

  it('hides rows from a query that forgot to ask who is asking', async () => {
    await save(guest('secret'), aTypedRx());

    const [row] = await room.subgraph.database.query<{ count: string }>('SELECT count(*) FROM prescription');

    expect(row!.count).toBe('0');
  });

  it('keeps no power and no name readable in the tables', async () => {
    const rx = await save(guest('at-rest'), aTypedRx());

    const dump = await room.subgraph.database.transaction(
      (tx) =>
        tx.query(
          'SELECT p::text AS p FROM prescription p WHERE id = $1 UNION ALL SELECT o::text FROM outbox o WHERE aggregate_id = $1 UNION ALL SELECT a::text FROM audit_entry a WHERE subject = $1',
          [rx.id],
        ),
      { settings: { 'opticworks.roles': 'service' } },
    );

    expect(dump.length).toBeGreaterThan(2);
    expect(JSON.stringify(dump)).not.toMatch(/Canary|2250|-2\.25/);
  });

  it('writes down each read with its reason, in a chain that verifies', async () => {
    const rx = await save(guest('audited'), aTypedRx());
    await room.ask(staff('optician'), READ, { id: rx.id });

    const { prescriptionAudit } = await room.ask(
      staff('optician'),
      'query ($id: ID!) { prescriptionAudit(prescriptionId: $id) { actor action reason } }',
      { id: rx.id },
    );

    expect(prescriptionAudit[0]).toEqual({ actor: 'staff_optician', action: 'prescription.read', reason: 'by phone' });
    expect(prescriptionAudit.at(-1).action).toBe('prescription.entered');
    expect(await verifyAuditChain(room.subgraph.database, 'prescriptions')).toMatchObject({ ok: true });
  });

  it('reads nothing when the audit cannot be written', async () => {
    const rx = await save(guest('closed'), aTypedRx());
    await room.subgraph.database.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
    try {
      const result = await room.ask(staff('optician'), READ, { id: rx.id }, { allowErrors: true });

      expect(result.errors).toHaveLength(2);
      expect(JSON.stringify(result)).not.toContain('2.25');
    } finally {
      await room.subgraph.database.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
    }
  });

  it('opens a page of the queue in a fixed number of statements', async () => {
    for (let i = 0; i < 12; i += 1) await save(guest(`many-${i}`), aTypedRx());
    const LIST =
      '{ prescriptions(first: 10) { edges { node { id od { sphere } os { sphere } patientName issues { code } } } } }';

    const statements = await countStatements(() => room.ask(staff('optician'), LIST));

    // Begin, two settings, rows, commit; then begin, two settings, rows, keys, three for the audit, commit.
    expect(statements).toBeLessThanOrEqual(14);
  });
});
