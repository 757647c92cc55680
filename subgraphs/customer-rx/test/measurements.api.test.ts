import { runOperation } from '@opticworks/kernel';
import { ReadPrescription } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

let room: Room;
beforeAll(async () => {
  room = await aRoom();
});
afterAll(() => room.close());

const optician = staff('optician');
const sql = <R = unknown>(statement: string, values: unknown[]): Promise<R[]> =>
  room.subgraph.database.transaction((tx) => tx.query<R>(statement, values), {
    settings: { 'opticworks.roles': 'service' },
  });
const FIELDS = `id method measuredBy frameSku frameName pdOdMm pdOsMm heightOdMm heightOsMm heightKind vertexMm refractedVertexMm
  pantoscopicTiltDegrees faceFormDegrees note supersedes isCurrent patientName issues { code }`;
const RECORD = `mutation ($input: RecordMeasurementInput!) { recordMeasurement(input: $input) { __typename
  ... on Measurement { ${FIELDS} } ... on Refusal { code issues { code field severity } } } }`;

const frame = { sku: 'AD-100-50', name: 'Aster Round 50', lensHeightMm: '40' };
const aMeasurement = (over: Record<string, unknown> = {}) => ({
  method: 'PUPILLOMETER',
  frame,
  pdOdMm: '31.5',
  pdOsMm: '32',
  heightKind: 'FITTING',
  heightOdMm: '22',
  heightOsMm: '22.5',
  vertexMm: '13',
  refractedVertexMm: '12',
  pantoscopicTiltDegrees: '8',
  faceFormDegrees: '5',
  ...over,
});
const record = async (input: Record<string, unknown>, who = optician) =>
  (await room.ask(who, RECORD, { input })).recordMeasurement;
let people = 0;
async function aCustomer(): Promise<string> {
  people += 1;
  const id = `cust_m${people}`;
  await sql(
    `INSERT INTO customer (id, user_id, email, name, locale, created_at) VALUES ($1, $2, $3, 'Mia Canary', 'en', now())`,
    [id, `user-of-${id}`, `${id}@example.test`],
  );
  return id;
}
const mine = async (id: string) =>
  (await room.ask(customer(id), `{ myMeasurements { ${FIELDS} } }`)).myMeasurements as Record<string, unknown>[];

describe('what is measured at the desk', () => {
  it('is kept with who, when, with what and in which frame, and seen by its customer without the note', async () => {
    const id = await aCustomer();

    const made = await record(aMeasurement({ customerId: id, note: 'left ear lower' }));
    const [seen] = await mine(id);

    expect(made).toMatchObject({
      method: 'PUPILLOMETER',
      measuredBy: 'Sam optician',
      frameSku: 'AD-100-50',
      pdOdMm: '31.5',
      heightOsMm: '22.5',
      note: 'left ear lower',
      isCurrent: true,
    });
    expect(seen).toMatchObject({
      id: made.id,
      pantoscopicTiltDegrees: '8',
      faceFormDegrees: '5',
      vertexMm: '13',
      refractedVertexMm: '12',
      note: null,
    });
    expect(await mine(await aCustomer())).toEqual([]);
  });

  it('is sealed: no value stands in the table', async () => {
    const id = await aCustomer();
    await record(aMeasurement({ customerId: id, patientName: 'Canary Person', note: 'canary-note' }));

    const [row] = await sql<{ text: string }>('SELECT m::text AS text FROM measurement m WHERE owner_id = $1', [id]);

    expect(row?.text).not.toMatch(/31\.5|Canary Person|canary-note|Aster Round/);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['one eye without the other', { pdOsMm: null }, 'pdOsMm MEASUREMENT_OTHER_EYE_MISSING'],
    ['a PD of 41 mm for one eye', { pdOdMm: '41' }, 'pdOdMm PD_MONOCULAR_RANGE'],
    ['a near PD beyond the far one', { nearPdOdMm: '32', nearPdOsMm: '29' }, 'nearPdOdMm PD_NEAR_ABOVE_DISTANCE'],
    ['a height outside of the lens', { heightOdMm: '40' }, 'heights.odMm HEIGHT_OUTSIDE_LENS'],
    ['a height of one eye', { heightOsMm: null }, 'heights.osMm MEASUREMENT_OTHER_EYE_MISSING'],
    ['a height to nobody knows what', { heightKind: null }, 'heightKind HEIGHT_KIND_MISSING'],
    ['a vertex of 26 mm', { vertexMm: '26' }, 'vertexMm VERTEX_RANGE'],
    ['a tilt of 26°', { pantoscopicTiltDegrees: '26' }, 'pantoscopicTiltDegrees TILT_RANGE'],
    ['a face form of 36°', { faceFormDegrees: '36' }, 'faceFormDegrees WRAP_RANGE'],
    ['tilt without a frame', { frame: null }, 'pantoscopicTiltDegrees MEASUREMENT_NEEDS_FRAME'],
  ])('is refused with %s', async (_, over, issue) => {
    const refused = await record(aMeasurement({ customerId: await aCustomer(), ...over }));

    expect(refused.code).toBe('MEASUREMENT_INVALID');
    expect(refused.issues.map((i: { field: string; code: string }) => `${i.field} ${i.code}`)).toContain(issue);
  });

  it('is asked back when it is unusual, and kept with what was confirmed', async () => {
    const id = await aCustomer();
    const unusual = aMeasurement({ customerId: id, pantoscopicTiltDegrees: '18', vertexMm: '17' });

    const asked = await record(unusual);
    const kept = await record({ ...unusual, confirmedWarnings: ['TILT_UNUSUAL', 'VERTEX_UNUSUAL'] });

    expect(asked.code).toBe('MEASUREMENT_WARNINGS_UNCONFIRMED');
    expect(asked.issues.map((i: { code: string }) => i.code).sort()).toEqual(['TILT_UNUSUAL', 'VERTEX_UNUSUAL']);
    expect(kept.issues.map((i: { code: string }) => i.code).sort()).toEqual(['TILT_UNUSUAL', 'VERTEX_UNUSUAL']);
  });

  it('is superseded, never overwritten; of two rivals one has to look again', async () => {
    const id = await aCustomer();
    const first = await record(aMeasurement({ customerId: id }));

    const answers = await Promise.all(
      ['31', '33'].map((pdOdMm) => record(aMeasurement({ supersedes: first.id, pdOdMm }))),
    );
    const { customer: seen } = await room.ask(
      optician,
      `query ($id: ID!) { customer(id: $id) { measurements { ${FIELDS} } } }`,
      { id },
    );

    expect(answers.map((one) => (one.__typename === 'Refusal' ? one.code : 'kept')).sort()).toEqual([
      'MEASUREMENT_SUPERSEDED',
      'kept',
    ]);
    expect(seen.measurements).toHaveLength(2);
    expect(seen.measurements.find((m: { id: string }) => m.id === first.id)).toMatchObject({
      isCurrent: false,
      pdOdMm: '31.5',
    });
    expect(await mine(id)).toHaveLength(1);
    await expect(sql(`UPDATE measurement SET method = 'RULER' WHERE id = $1`, [first.id])).rejects.toThrow(
      /kept as it was recorded/,
    );
    await expect(sql('DELETE FROM measurement WHERE id = $1', [first.id])).rejects.toThrow(/not deleted/);
  });

  it('is no business of warehouse or customers to record', async () => {
    const id = await aCustomer();

    expect((await record(aMeasurement({ customerId: id }), staff('warehouse'))).code).toBe('FORBIDDEN');
    expect((await record(aMeasurement({ customerId: id }), customer(id))).code).toBe('FORBIDDEN');
  });

  it('leaves a trace in the audit for each time it was read', async () => {
    const id = await aCustomer();
    const made = await record(aMeasurement({ customerId: id }));
    await mine(id);

    const trail = await sql<{ action: string; actor: string }>(
      'SELECT action, actor FROM audit_entry WHERE subject = $1 ORDER BY position',
      [made.id],
    );

    expect(trail.map(({ action }) => action)).toEqual(['measurement.recorded', 'measurement.read', 'measurement.read']);
    expect(trail[2]?.actor).toContain(id);
  });

  it('goes with the person who is erased, and is in their export before', async () => {
    const id = await aCustomer();
    await record(aMeasurement({ customerId: id, note: 'for the house' }));
    const { exportMyData } = await room.ask(customer(id), 'mutation { exportMyData }');

    await room.ask(customer(id), `mutation { eraseMyData(confirmEmail: "${id}@example.test") { __typename } }`);
    const [row] = await sql<{ content: string }>('SELECT content FROM measurement WHERE owner_id = $1', [id]);

    expect(JSON.parse(exportMyData).measurements[0]).toMatchObject({ pdOdMm: 31.5, frameName: 'Aster Round 50' });
    expect(exportMyData).not.toContain('for the house');
    expect(row?.content).toBe('');
    expect((await record(aMeasurement({ customerId: id }))).code).toBe('CUSTOMER_ERASED');
  });
});

describe('what is made by it', () => {
  const read = (prescriptionId: string, measurementId: string) => {
    const provided = room.subgraph.operations.find(({ def }) => def.name === ReadPrescription.name)!;
    return runOperation(
      provided,
      { prescriptionId, owner: null, reason: 'test', measurementId },
      {
        principal: service(),
        idempotencyKey: `m-${prescriptionId}-${measurementId}`,
        requestId: 'r',
        log: room.deps.logger,
      },
    ) as Promise<{ measurement: Record<string, unknown> | null }>;
  };

  it('travels with the prescription of the same owner only', async () => {
    const who = guest('measured');
    const saved = (await room.ask(who, SAVE, { input: aTypedRx() })).savePrescription;
    const own = await record(aMeasurement({ prescriptionId: saved.id }));
    const other = await record(aMeasurement({ customerId: await aCustomer() }));

    expect((await read(saved.id, own.id)).measurement).toMatchObject({
      id: own.id,
      pdOdMm: 31.5,
      heights: { odMm: 22, osMm: 22.5 },
      frameSku: 'AD-100-50',
    });
    await expect(read(saved.id, other.id)).rejects.toMatchObject({ code: 'MEASUREMENT_NOT_FOUND' });
  });
});
