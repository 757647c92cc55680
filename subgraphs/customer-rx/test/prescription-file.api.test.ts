import { readFile } from 'node:fs/promises';
import type { Principal } from '@opticworks/kernel';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoom, aTypedRx, guest, type Room, SAVE, staff } from './factories.ts';

let room: Room;
let app: FastifyInstance;
let caller: Principal;
beforeAll(async () => {
  room = await aRoom();
  app = fastify();
  await app.register(
    async (scope) => {
      scope.addHook('onRequest', async (request) => void Object.assign(request, { principal: caller }));
      await room.subgraph.routes!(scope);
    },
    { prefix: '/customer-rx' },
  );
});
afterAll(async () => {
  await app.close();
  await room.close();
});

const owner = guest('fhir-out');
const optician = staff('optician');
const download = (who: Principal, id: string) => {
  caller = who;
  return app.inject({ method: 'GET', url: `/customer-rx/documents/prescriptions/${id}` });
};
const example = async (id: string) =>
  JSON.parse(
    await readFile(new URL(`../../../optics/test-data/vision-prescription-${id}.json`, import.meta.url), 'utf8'),
  );
const IMPORT = `mutation ($json: String!, $c: [String!]) { importPrescription(fhirJson: $json, confirmedWarnings: $c) {
  ... on Prescription { id prescriberName } ... on Refusal { code issues { code } } } }`;
const bring = async (json: unknown) => {
  const ask = async (c: string[]) =>
    (await room.ask(owner, IMPORT, { json: JSON.stringify(json), c })).importPrescription;
  const asked = await ask([]);
  return asked.issues ? ask(asked.issues.map((issue: { code: string }) => issue.code)) : asked;
};
const save = async (input: Record<string, unknown>) => (await room.ask(owner, SAVE, { input })).savePrescription;

describe('a prescription as FHIR', () => {
  it.each(['33123', '33124'])('goes out as example %s came in', async (id) => {
    const { id: rx } = await bring(await example(id));
    const answer = await download(owner, rx);

    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/fhir+json; charset=utf-8',
      'content-disposition': 'attachment; filename="prescription-2014-06-15.fhir.json"',
      'cache-control': 'private, no-store',
    });
    expect(answer.json()).toEqual(await example(id));
  });

  it('loses nothing it has no place for, and calls the prescriber by name where the file does', async () => {
    const plain = await example('33123');
    const rich = {
      ...plain,
      extension: [{ url: 'https://example.com/pd', valueDecimal: 63.5 }],
      prescriber: { ...plain.prescriber, display: 'Dr. Ada Example' },
      lensSpecification: [...plain.lensSpecification, ...(await example('33124')).lensSpecification],
    };
    const rx = await bring(rich);

    expect(rx.prescriberName).toBe('Dr. Ada Example');
    expect((await download(owner, rx.id)).json()).toEqual(rich);
  });

  it('names patient and prescriber of a typed one, as a draft until it is signed off', async () => {
    const saved = await save(
      aTypedRx({ od: { sphere: '-2.25', cylinder: '-0.75', axis: 175, prisms: [{ amount: '1.5', base: 'IN' }] } }),
    );
    const file = (await download(owner, saved.id)).json();

    expect(file).toMatchObject({
      resourceType: 'VisionPrescription',
      identifier: [{ value: saved.id }],
      status: 'draft',
      patient: { display: 'Pat Canary' },
      prescriber: { display: 'Dr. Canary Prescriber' },
      dateWritten: '2026-01-10',
      lensSpecification: [
        { eye: 'right', sphere: -2.25, cylinder: -0.75, axis: 175, prism: [{ amount: 1.5, base: 'in' }] },
        { eye: 'left', sphere: -2 },
      ],
    });
    expect(file).not.toHaveProperty('id');
  });

  it('keeps the file where values are typed over it: what nobody touched goes out as it came in, the rest says so', async () => {
    const file = {
      ...(await example('33123')),
      dateWritten: '2026-02-01',
      extension: [{ url: 'https://example.com/pd', valueDecimal: 63.5 }],
    };
    const { id } = await bring(file);
    const DIFFER = 'query ($id: ID!) { prescription(id: $id) { originalDifferences { field original now } } }';
    const differ = async (of: string) => (await room.ask(owner, DIFFER, { id: of })).prescription.originalDifferences;
    expect(await differ(id)).toEqual([]);
    const edited = await save(aTypedRx({ id, issuedOn: '2026-02-01' }));
    const out = (await download(owner, edited.id)).json();

    expect(out.extension).toEqual(file.extension);
    expect(out.patient).toEqual(file.patient);
    expect(out.dateWritten).toBe('2026-02-01');
    expect(out.status).toBe('draft');
    expect(out.prescriber).toEqual({ display: 'Dr. Canary Prescriber' });
    expect(out.lensSpecification[0]).toMatchObject({ sphere: -2.25, cylinder: -0.75, axis: 175 });
    expect(out.lensSpecification[0].note.at(-1).text).toContain('Differs from the imported file');
    expect((await differ(edited.id)).map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['od', 'os', 'prescriberName']),
    );
    expect((await download(owner, `${edited.id}?as=imported`)).json()).toEqual(file);
    expect((await download(guest('stranger'), `${edited.id}?as=imported`)).statusCode).toBe(404);
  });

  it('keeps a second version as lossless as the first where only one lens was retyped', async () => {
    const file = { ...(await example('33123')), dateWritten: '2026-02-01' };
    const { id } = await bring(file);
    const [right] = file.lensSpecification;
    const { prescription } = await room.ask(
      owner,
      'query ($id: ID!) { prescription(id: $id) { prescriberName od { sphere cylinder axis add prisms { amount base } } os { sphere cylinder axis add prisms { amount base } } } }',
      { id },
    );
    const { od, os, prescriberName } = prescription;
    const input = {
      id,
      od,
      os: { ...os, add: '+2.50' },
      pd: { binocularMm: '63' },
      issuedOn: '2026-02-01',
      prescriberName,
    };
    const asked = await save(input);
    const confirmedWarnings = asked.issues.map(({ code }: { code: string }) => code);
    const again = await save({ ...input, confirmedWarnings });
    expect(again.__typename).toBe('Prescription');
    const out = (await download(owner, again.id)).json();

    expect(out.lensSpecification[0]).toEqual(right);
    expect(out.prescriber).toEqual(file.prescriber);
    expect(out.lensSpecification[1].add).toBe(2.5);
  });

  it('is imported by staff for a customer, and for nobody without one', async () => {
    const IMPORT = `mutation ($f: String!, $c: ID, $w: [String!]) { importPrescription(fhirJson: $f, customerId: $c, confirmedWarnings: $w) { __typename
      ... on Prescription { id customer { id } } ... on Refusal { code issues { code } } } }`;
    const f = JSON.stringify({ ...(await example('33123')), dateWritten: '2026-02-01' });
    const id = 'cust_fhir';
    await room.subgraph.database.query(
      `INSERT INTO customer (id, user_id, email, name, locale, created_at) VALUES ($1, 'u', 'f@example.test', 'Fay Canary', 'en', now())`,
      [id],
    );
    const clerk = staff('associate');

    const first = (await room.ask(clerk, IMPORT, { f })).importPrescription;
    const w = first.issues.map(({ code }: { code: string }) => code);

    expect((await room.ask(clerk, IMPORT, { f, w })).importPrescription.issues[0].code).toBe('CUSTOMER_REQUIRED');
    expect((await room.ask(clerk, IMPORT, { f, w, c: id })).importPrescription.customer.id).toBe(id);
    expect((await room.ask(owner, IMPORT, { f, w, c: id })).importPrescription.customer).toBeNull();
  });

  it('is for its owner and opticians alone, and the read is written down', async () => {
    const { id } = await save(aTypedRx());
    const answers = [];
    for (const who of [guest('stranger'), staff('warehouse')]) answers.push((await download(who, id)).statusCode);
    const read = await download(optician, id);
    const { prescriptionAudit } = await room.ask(
      staff('admin'),
      'query ($id: ID!) { prescriptionAudit(prescriptionId: $id) { action actor reason } }',
      { id },
    );

    expect(answers).toEqual([404, 404]);
    expect(read.statusCode).toBe(200);
    expect(prescriptionAudit[0]).toMatchObject({ action: 'prescription.read', reason: 'downloaded as FHIR' });
    expect(prescriptionAudit.filter(({ reason }: { reason: string }) => reason === 'downloaded as FHIR')).toHaveLength(
      1,
    );
  });
});
