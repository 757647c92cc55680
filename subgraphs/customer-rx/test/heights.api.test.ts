import { runOperation } from '@opticworks/kernel';
import { ReadPrescription } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aRoom, aTypedRx, guest, type Room, SAVE, service } from './factories.ts';

let room: Room;
beforeAll(async () => {
  room = await aRoom();
});
afterAll(() => room.close());
const save = async (over: Record<string, unknown>) =>
  (await room.ask(guest('heights'), SAVE, { input: aTypedRx(over) })).savePrescription;
const said = (answer: { issues: { code: string; field: string }[] }) =>
  answer.issues.map(({ code, field }) => `${field} ${code}`);

it('keeps a height for each eye and hands both on to whoever makes the glasses', async () => {
  const saved = await save({ heightOdMm: '21.5', heightOsMm: '22', segHeightMm: '18' });
  const { prescription } = await room.ask(
    guest('heights'),
    'query ($id: ID!) { prescription(id: $id) { heightOdMm heightOsMm segHeightMm } }',
    { id: saved.id },
  );
  const provided = room.subgraph.operations.find(({ def }) => def.name === ReadPrescription.name)!;
  const read = (await runOperation(
    provided,
    { prescriptionId: saved.id, owner: null, reason: 'test' },
    { principal: service(), idempotencyKey: null, requestId: 'r', log: room.deps.logger },
  )) as { prescription: { heightsMm: unknown; segHeightMm: unknown } };

  expect(prescription).toEqual({ heightOdMm: '21.5', heightOsMm: '22', segHeightMm: null });
  expect(read.prescription).toMatchObject({ heightsMm: { odMm: 21.5, osMm: 22 }, segHeightMm: null });
});

it('asks back for the other eye, a height that is none, and heights far apart', async () => {
  expect(said(await save({ heightOdMm: '21.5' }))).toContain('heightOsMm HEIGHT_OTHER_EYE_MISSING');
  expect(said(await save({ heightOdMm: '0', heightOsMm: '20' }))).toContain('heightOdMm HEIGHT_OUTSIDE_LENS');
  expect(said(await save({ heightOdMm: '20', heightOsMm: '22.1' }))).toContain('heightOdMm HEIGHTS_DIFFER');
  expect((await save({ heightOdMm: '20', heightOsMm: '22' })).__typename).toBe('Prescription');
  expect((await save({ heightOdMm: '20', heightOsMm: '22.1', confirmedWarnings: ['HEIGHTS_DIFFER'] })).__typename).toBe(
    'Prescription',
  );
});

it('asks back for the near PD of the other eye', async () => {
  expect(said(await save({ pd: { odMm: '31', osMm: '32', nearOdMm: '29' } }))).toContain(
    'pd.nearOsMm PD_NEAR_OTHER_EYE_MISSING',
  );
});
