import { runOperation } from '@opticworks/kernel';
import { DOCUMENT_ITEMS } from '@opticworks/optics';
import { RequestReview } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

let room: Room;
beforeAll(async () => {
  room = await aRoom({ FOUR_EYES_FOR: 'ANISOMETROPIA_HIGH' });
});
afterAll(() => room.close());

const save = async (who: Parameters<Room['ask']>[0], input: Record<string, unknown>) =>
  (await room.ask(who, SAVE, { input })).savePrescription;
const codesOf = (answer: { issues: { code: string; field?: string; severity: string }[] }) =>
  answer.issues.map(({ code, field }) => `${field ?? ''} ${code}`.trim());
let orders = 0;
const order = async (prescriptionId: string) => {
  orders += 1;
  const provided = room.subgraph.operations.find(({ def }) => def.name === RequestReview.name)!;
  await runOperation(
    provided,
    { prescriptionId, orderId: `order_d${orders}`, orderNumber: `OW-D${orders}` },
    { principal: service(), idempotencyKey: `desk${orders}`, requestId: 'r', log: room.deps.logger },
  );
};
const SIGN = `mutation ($id: ID!, $note: String, $reason: String, $seen: [DocumentItem!]) {
  signOffPrescription(id: $id, note: $note, reason: $reason, seen: $seen) {
    ... on Prescription { status reviewedBy checkedBy history { kind note } }
    ... on Refusal { code issues { code field } } } }`;
const sign = async (who: Parameters<Room['ask']>[0], variables: Record<string, unknown>) =>
  (await room.ask(who, SIGN, variables)).signOffPrescription;
const everything = [...DOCUMENT_ITEMS];

describe('the rules at the door', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['−22.5', { od: { sphere: '-22.5' } }, 'od.sphere DID_YOU_MEAN'],
    ['−1.2', { od: { sphere: '-1.2' } }, 'od.sphere STEP'],
    ['axis 181', { od: { sphere: '-1.00', cylinder: '-1.00', axis: 181 } }, 'od.axis AXIS_RANGE'],
    ['ADD −1.00', { od: { sphere: '-1.00', add: '-1.00' } }, 'od.add ADD_NEGATIVE'],
    ['PD 82', { pd: { binocularMm: '82' } }, 'pd.binocularMm PD_RANGE'],
    ['31 and 36 for 64', { pd: { odMm: '31', osMm: '36', binocularMm: '64' } }, 'pd PD_SUM'],
    ['near above distance', { pd: { binocularMm: '64', nearMm: '66' } }, 'pd.nearMm PD_NEAR_ABOVE_DISTANCE'],
    ['vertex 26', { vertexMm: '26' }, 'vertexMm VERTEX_RANGE'],
    ['tomorrow', { issuedOn: '2026-03-03' }, 'issuedOn WRITTEN_IN_FUTURE'],
  ])('refuse %s', async (_, over, issue) => {
    const refused = await save(guest('rules'), aTypedRx(over));

    expect(refused.code).toBe('PRESCRIPTION_INVALID');
    expect(codesOf(refused)).toContain(issue);
  });

  it('ask about an NPI whose check digit fails, and keep a right one with the prescriber', async () => {
    const wrong = await save(guest('npi'), aTypedRx({ prescriber: { npi: '1234567890' } }));
    const right = await save(guest('npi'), aTypedRx({ prescriber: { npi: '123-456-7893', phone: '+1 212 555 0100' } }));
    const { prescription } = await room.ask(
      guest('npi'),
      'query ($id: ID!) { prescription(id: $id) { prescriber { npi phone licence } issues { code } } }',
      { id: right.id },
    );

    expect(codesOf(wrong)).toContain('prescriber.npi NPI_CHECK_DIGIT');
    expect(prescription.prescriber).toEqual({ npi: '1234567893', phone: '+1 212 555 0100', licence: null });
    expect(prescription.issues).toEqual([]);
  });

  it('ask about a large change since the last prescription of the same person only', async () => {
    const who = guest('family');
    await save(who, aTypedRx({ patientName: 'Ada' }));
    room.clock.advance(1_000);
    const stronger = { od: { sphere: '-3.75' }, os: { sphere: '-3.25' } };
    const same = await save(who, aTypedRx({ patientName: ' ada ', ...stronger }));
    const other = await save(who, aTypedRx({ patientName: 'Bert', ...stronger }));
    const { checkPrescription } = await room.ask(
      who,
      'query ($i: SavePrescriptionInput!) { checkPrescription(input: $i) { ... on PrescriptionCheck { issues { code field severity } } } }',
      { i: aTypedRx({ patientName: 'Ada', od: { sphere: '-2.25', cylinder: '-0.75', axis: 10 } }) },
    );

    expect(codesOf(same)).toEqual(expect.arrayContaining(['od.sphere POWER_CHANGED', 'os.sphere POWER_CHANGED']));
    expect(other.__typename).toBe('Prescription');
    // 175 to 10 are 15° across 180: 2 · 0.75 · sin 15° is 0.39 D, which nobody needs to ask about.
    expect(codesOf(checkPrescription)).not.toContain('od.axis AXIS_TURNED');
  });

  it('ask about the last prescription by the day it was written, not the one that was entered last', async () => {
    const who = guest('late-paper');
    await save(who, aTypedRx({ patientName: 'Ida', issuedOn: '2026-01-20' }));
    room.clock.advance(1_000);
    const old = { od: { sphere: '-1.00' }, os: { sphere: '-1.00' }, issuedOn: '2025-06-01' };
    await save(
      who,
      aTypedRx({
        patientName: 'Ida',
        ...old,
        confirmedWarnings: ['POWER_CHANGED', 'OLDER_THAN_A_YEAR', 'PRESCRIPTION_OLD'],
      }),
    );
    room.clock.advance(1_000);
    const same = await save(who, aTypedRx({ patientName: 'Ida', issuedOn: '2026-02-10' }));

    expect(same.__typename).toBe('Prescription');
  });

  it('of contact lenses name the power of each lens', async () => {
    const lens = { eye: 'OD', power: ' ', baseCurveMm: '8.6', diameterMm: '14.2', brand: 'Clarivue' };
    const blank = await save(guest('blank-power'), {
      product: 'CONTACT_LENS',
      issuedOn: '2026-02-01',
      prescriberName: 'Dr. B',
      contactLenses: [lens],
    });

    expect(codesOf(blank)).toContain('contactLenses.OD.power CONTACT_POWER_REQUIRED');
  });

  it('refuse two lenses for one eye, and grant a year to contact lenses without a medical reason', async () => {
    const lens = { eye: 'OD', power: '-2.00', baseCurveMm: '8.6', diameterMm: '14.2', brand: 'Clarivue' };
    const rx = (over: Record<string, unknown>) => ({
      product: 'CONTACT_LENS',
      issuedOn: '2026-02-01',
      prescriberName: 'Dr. B',
      contactLenses: [lens],
      ...over,
    });
    const twice = await save(guest('cl'), rx({ contactLenses: [lens, lens] }));
    const granted = await save(guest('cl'), rx({ expiresOn: '2026-06-01' }));
    const short = await save(
      guest('cl'),
      rx({ expiresOn: '2026-06-01', medicalReason: 'Corneal oedema, seen again in May' }),
    );

    expect(codesOf(twice)).toContain('contactLenses EYE_DUPLICATE');
    expect(granted.expiresOn).toBe('2027-02-01');
    expect(short.expiresOn).toBe('2026-06-01');
  });
});

describe('signing off', () => {
  it('needs the paper compared, or a reason', async () => {
    const rx = await save(guest('paper'), aTypedRx());
    await order(rx.id);

    const silent = await sign(staff('optician'), { id: rx.id });
    const unsigned = await sign(staff('optician'), {
      id: rx.id,
      seen: everything.filter((item) => item !== 'SIGNATURE' && item !== 'BIRTH_DATE'),
    });
    const signed = await sign(staff('optician'), { id: rx.id, seen: everything });

    expect(silent).toEqual({ code: 'REASON_REQUIRED', issues: [{ code: 'DOCUMENT_NOT_COMPARED', field: 'document' }] });
    expect(unsigned.issues).toEqual([{ code: 'DOCUMENT_ITEM_MISSING', field: 'document.SIGNATURE' }]);
    expect(signed.status).toBe('SIGNED_OFF');
  });

  it('takes no reason for what the law lists: neither for a missing item nor for a paper nobody compared', async () => {
    const lens = { eye: 'OD', power: '-2.00', baseCurveMm: '8.6', diameterMm: '14.2', brand: 'Clarivue' };
    const rx = await save(guest('by-law'), {
      product: 'CONTACT_LENS',
      issuedOn: '2026-02-01',
      prescriberName: 'Dr. B',
      contactLenses: [lens],
    });
    await order(rx.id);
    const reason = 'The practice is closed today, the customer needs them';

    const missing = await sign(staff('optician'), {
      id: rx.id,
      reason,
      seen: everything.filter((item) => item !== 'PRESCRIBER_FAX' && item !== 'SIGNATURE'),
    });
    const unseen = await sign(staff('admin'), { id: rx.id, reason, note: reason });
    const empty = await sign(staff('optician'), { id: rx.id, reason, seen: [] });
    const { prescription } = await room.ask(
      staff('optician'),
      'query ($id: ID!) { prescription(id: $id) { status checklist { item byLaw required } } }',
      { id: rx.id },
    );
    const signed = await sign(staff('optician'), { id: rx.id, reason, seen: everything });

    expect(missing).toEqual({
      code: 'DOCUMENT_INCOMPLETE_BY_LAW',
      issues: [{ code: 'DOCUMENT_ITEM_MISSING', field: 'document.PRESCRIBER_FAX' }],
    });
    const listed = prescription.checklist.filter((one: { byLaw: boolean }) => one.byLaw);
    expect(unseen).toMatchObject({ code: 'DOCUMENT_INCOMPLETE_BY_LAW' });
    expect(unseen.issues).toHaveLength(listed.length);
    expect(empty.issues).toHaveLength(11);
    expect(prescription.status).toBe('IN_REVIEW');
    expect(prescription.checklist).toContainEqual({ item: 'SIGNATURE', byLaw: false, required: false });
    expect(signed.status).toBe('SIGNED_OFF');
  });

  it('says what is known where it is filled, how sure that is, and what counts', async () => {
    const rx = await save(guest('facts'), aTypedRx());
    const { prescription } = await room.ask(
      staff('optician'),
      'query ($id: ID!) { prescription(id: $id) { placeFacts { code certainty isOn } } }',
      { id: rx.id },
    );

    expect(prescription.placeFacts).toContainEqual({ code: 'EXPIRY_SPECTACLES', certainty: 'verified', isOn: true });
    expect(prescription.placeFacts.map(({ code }: { code: string }) => code)).not.toContain('PAPER_CONTACT_LENSES');
  });

  it('overrides what is open only with a reason, which stays in the history', async () => {
    const rx = await save(
      guest('override'),
      aTypedRx({ prescriber: { npi: '1234567890' }, confirmedWarnings: ['NPI_CHECK_DIGIT'] }),
    );
    await order(rx.id);

    expect((await sign(staff('optician'), { id: rx.id, reason: '   ' })).code).toBe('REASON_REQUIRED');
    expect(await sign(staff('optician'), { id: rx.id, reason: 'Practice confirmed by phone' })).toMatchObject({
      status: 'SIGNED_OFF',
      history: expect.arrayContaining([{ kind: 'SIGNED_OFF', note: 'Practice confirmed by phone' }]),
    });
  });

  it('takes two opticians where the data asks for four eyes', async () => {
    const rx = await save(
      guest('four-eyes'),
      aTypedRx({ os: { sphere: '-6.00' }, confirmedWarnings: ['ANISOMETROPIA_HIGH', 'VERTEX_MISSING'] }),
    );
    await order(rx.id);
    const second = { ...staff('optician'), id: 'staff_second', name: 'Second Optician' } as ReturnType<typeof staff>;

    const first = await sign(staff('optician'), { id: rx.id, seen: everything });
    const again = await sign(staff('optician'), { id: rx.id, seen: everything });
    const both = await sign(second, { id: rx.id, seen: everything });

    expect(first).toMatchObject({ status: 'IN_REVIEW', checkedBy: 'Sam optician', reviewedBy: null });
    expect(again.code).toBe('FOUR_EYES_REQUIRED');
    expect(both).toMatchObject({ status: 'SIGNED_OFF', checkedBy: 'Sam optician', reviewedBy: 'Second Optician' });
  });

  it('notes a call without moving anything', async () => {
    const rx = await save(guest('call'), aTypedRx());
    await order(rx.id);
    const NOTE = `mutation ($n: String!) { notePrescriptionCall(id: "${rx.id}", note: $n) { ... on Prescription { status history { kind note } } ... on Refusal { code } } }`;

    expect((await room.ask(staff('optician'), NOTE, { n: ' ' })).notePrescriptionCall.code).toBe('REASON_REQUIRED');
    expect(
      (await room.ask(staff('optician'), NOTE, { n: 'Practice calls back at four' })).notePrescriptionCall,
    ).toMatchObject({
      status: 'IN_REVIEW',
      history: expect.arrayContaining([{ kind: 'CALLED', note: 'Practice calls back at four' }]),
    });
    expect(
      (await room.ask(guest('call'), `{ prescription(id: "${rx.id}") { history { note } } }`)).prescription.history,
    ).not.toContainEqual({ note: 'Practice calls back at four' });
  });
});

describe('who may do what', () => {
  const roles = ['optician', 'admin', 'associate', 'lab', 'warehouse', 'buyer'] as const;
  const matrix: [string, string, (id: string) => [string, Record<string, unknown>], readonly string[]][] = [
    ['sign off', 'signOffPrescription', (id) => [SIGN, { id, seen: everything }], ['optician', 'admin']],
    [
      'reject',
      'rejectPrescription',
      (id) => [
        `mutation { rejectPrescription(id: "${id}", reason: "unclear") { ... on Prescription { status } ... on Refusal { code } } }`,
        {},
      ],
      ['optician', 'admin'],
    ],
    [
      'note a call',
      'notePrescriptionCall',
      (id) => [
        `mutation { notePrescriptionCall(id: "${id}", note: "called") { ... on Prescription { status } ... on Refusal { code } } }`,
        {},
      ],
      ['optician', 'admin'],
    ],
    [
      'open in an emergency',
      'openPrescriptionInEmergency',
      (id) => [
        `mutation { openPrescriptionInEmergency(id: "${id}", reason: "Customer in the shop, nobody else here") { ... on Prescription { status } ... on Refusal { code } } }`,
        {},
      ],
      roles,
    ],
  ];
  const cases = matrix.flatMap(([what, field, document, allowed]) =>
    [
      ...roles.map((role) => [role, staff(role)] as const),
      ['customer', customer('cust_x')] as const,
      ['guest', guest('nobody')] as const,
    ].map(([name, who]) => [name, what, field, document, who, allowed.includes(name)] as const),
  );

  it.each(cases)('%s: %s', async (_name, _what, field, document, who, isAllowed) => {
    const rx = await save(guest('matrix'), aTypedRx());
    const [text, variables] = document(rx.id);

    const answer = (await room.ask(who, text, variables))[field];

    expect(answer.status !== undefined).toBe(isAllowed);
    if (!isAllowed) expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(answer.code);
  });

  it('shows an emergency read to everybody who looks later, and asks for a sentence', async () => {
    const rx = await save(guest('glass'), aTypedRx());
    const BREAK = `mutation ($r: String!) { openPrescriptionInEmergency(id: "${rx.id}", reason: $r) { ... on Prescription { od { sphere } patientName } ... on Refusal { code } } }`;

    expect((await room.ask(staff('warehouse'), BREAK, { r: 'because' })).openPrescriptionInEmergency.code).toBe(
      'EMERGENCY_REASON_TOO_SHORT',
    );
    expect(
      (await room.ask(staff('warehouse'), BREAK, { r: 'Customer fainted, needs spare pair' }))
        .openPrescriptionInEmergency,
    ).toEqual({
      od: { sphere: '-2.25' },
      patientName: 'Pat Canary',
    });
    const { prescriptionAudit } = await room.ask(
      staff('optician'),
      `{ prescriptionAudit(prescriptionId: "${rx.id}") { actor action reason } }`,
    );
    const { prescription } = await room.ask(
      staff('optician'),
      `{ prescription(id: "${rx.id}") { history { kind actor note } } }`,
    );

    expect(prescriptionAudit[0]).toEqual({
      actor: 'staff_warehouse',
      action: 'prescription.break-glass',
      reason: 'Customer fainted, needs spare pair',
    });
    expect(prescription.history).toContainEqual({
      kind: 'BREAK_GLASS',
      actor: 'Sam warehouse',
      note: 'Customer fainted, needs spare pair',
    });
    expect((await room.ask(staff('warehouse'), `{ prescription(id: "${rx.id}") { id } }`)).prescription).toBeNull();
  });
});

describe('an active prescription', () => {
  const change = (sql: string, id: string, roles = 'service') =>
    room.subgraph.database.transaction((tx) => tx.query(sql, [id]), { settings: { 'opticworks.roles': roles } });
  const isRefused = async (sql: string, id: string) =>
    change(sql, id).then(
      () => false,
      (error: { code?: string }) => error.code === '23514',
    );

  it('is kept by the database itself, whatever the code says', async () => {
    const rx = await save(guest('kept'), aTypedRx());
    await order(rx.id);

    expect(await isRefused("UPDATE prescription SET content = 'p1.1.x' WHERE id = $1", rx.id)).toBe(true);
    expect(await isRefused("UPDATE prescription SET expires_on = '2030-01-01' WHERE id = $1", rx.id)).toBe(true);
    expect(await isRefused("UPDATE prescription SET status = 'ENTERED' WHERE id = $1", rx.id)).toBe(true);
    expect(await isRefused("UPDATE prescription SET owner_id = 'thief' WHERE id = $1", rx.id)).toBe(true);
    expect(await isRefused('DELETE FROM prescription WHERE id = $1', rx.id)).toBe(true);
    expect(await isRefused("UPDATE prescription_event SET actor = 'nobody' WHERE prescription_id = $1", rx.id)).toBe(
      true,
    );
    await sign(staff('optician'), { id: rx.id, seen: everything });
    expect(await isRefused("UPDATE prescription SET status = 'IN_REVIEW' WHERE id = $1", rx.id)).toBe(true);
    expect(
      await isRefused(
        'UPDATE prescription SET checked_by_id = reviewed_by_id, checked_at = now() WHERE id = $1',
        rx.id,
      ),
    ).toBe(true);
    expect(await isRefused("UPDATE prescription SET status = 'REVOKED' WHERE id = $1", rx.id)).toBe(false);
    expect(await isRefused("UPDATE prescription SET status = 'SIGNED_OFF' WHERE id = $1", rx.id)).toBe(true);
  });

  it('is a draft until something is ordered with it', async () => {
    const rx = await save(guest('draft'), aTypedRx());

    expect(await isRefused("UPDATE prescription SET expires_on = '2026-12-01' WHERE id = $1", rx.id)).toBe(false);
  });

  it('cannot be touched by somebody whose rows they are not', async () => {
    const rx = await save(guest('rls'), aTypedRx());

    const touched = await room.subgraph.database.transaction(
      (tx) => tx.query("UPDATE prescription SET status = 'REVOKED' WHERE id = $1 RETURNING id", [rx.id]),
      { settings: { 'opticworks.roles': '', 'opticworks.actor': 'guest:other' } },
    );

    expect(touched).toEqual([]);
  });
});
