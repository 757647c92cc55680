import { type Principal, runOperation, verifyAuditChain } from '@opticworks/kernel';
import { EnsureCustomer, ReadPrescription, RequestReview } from '@opticworks/schema/operations/customer-rx';
import fastify, { type FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf, whyNotPlainPdf } from '../src/documents/document-kind.ts';
import { clearUnusedDocuments } from '../src/documents/keep-document.ts';
import { clearErasureResidue } from '../src/privacy/erasure-residue.ts';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

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

const START = `mutation ($c: ID) { startPrescriptionUpload(customerId: $c) { ... on PrescriptionDocument { id url mediaType } ... on Refusal { code } } }`;
const start = async (who: Principal, customerId: string | null = null) =>
  (await room.ask(who, START, { c: customerId })).startPrescriptionUpload;
const put = (
  who: Principal,
  url: string,
  bytes: Buffer,
  headers: Record<string, string> = { 'x-opticworks-upload': '1' },
) => {
  caller = who;
  return app.inject({ method: 'PUT', url, payload: bytes, headers: { 'content-type': 'image/jpeg', ...headers } });
};
const get = (who: Principal, url: string) => {
  caller = who;
  return app.inject({ method: 'GET', url });
};
const uploaded = async (who: Principal, bytes: Buffer) => {
  const place = await start(who);
  expect((await put(who, place.url, bytes)).statusCode).toBe(201);
  return place as { id: string; url: string };
};

/** A photograph with a place in its EXIF and a turned camera. */
const photo = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: '#ddeeff' } })
    .withExif({ IFD0: { Artist: 'Canary Photographer' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
const pdf = (inside = '') =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${inside} >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`);

describe('an upload', () => {
  it('keeps a picture drawn anew, without where it was taken, upright', async () => {
    const who = guest('photo');
    const place = await start(who);

    const kept = await put(who, place.url, await photo());
    const served = await get(who, place.url);
    const meta = await sharp(served.rawPayload).metadata();

    expect(kept.json()).toMatchObject({ mediaType: 'image/webp', widthPx: 40, heightPx: 60 });
    expect(served.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'attachment; filename="prescription.webp"',
      'cache-control': 'private, no-store',
    });
    expect(meta).toMatchObject({ format: 'webp', width: 40, height: 60 });
    expect(meta.exif).toBeUndefined();
    expect(served.rawPayload.includes('Canary')).toBe(false);
  });

  it('stands in what its owner takes along, with the address of its file', async () => {
    const who = customer(await signUp('papers-out'));
    const { id, url } = await uploaded(who, await photo());

    const held = JSON.parse((await room.ask(who, 'mutation { exportMyData }')).exportMyData);

    expect(held.papers).toMatchObject([{ mediaType: 'image/webp', prescriptionId: null, file: url }]);
    expect((await get(who, held.papers[0].file)).statusCode).toBe(200);
    expect(url).toContain(id);
  });

  it.each<[string, () => Promise<Buffer> | Buffer, number, string]>([
    [
      'a picture with too many pixels',
      () =>
        sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'white' } })
          .png()
          .toBuffer(),
      422,
      'PAPER_UNREADABLE',
    ],
    ['half a picture', async () => (await photo(600, 400)).subarray(0, 700), 422, 'PAPER_UNREADABLE'],
    [
      'more than ten megabytes',
      () => Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(10 * 1024 * 1024)]),
      413,
      'PAPER_TOO_LARGE',
    ],
    [
      'a page with a script',
      () => Buffer.from('<html><script>alert(1)</script></html>'),
      415,
      'PAPER_TYPE_NOT_ACCEPTED',
    ],
    [
      'a drawing that may hold a script',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      415,
      'PAPER_TYPE_NOT_ACCEPTED',
    ],
    [
      'a HEIC picture',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      415,
      'PAPER_TYPE_NOT_ACCEPTED',
    ],
    ['a PDF with a script', () => pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'), 422, 'PAPER_NOT_PLAIN'],
    ['a PDF whose end is missing', () => pdf().subarray(0, 60), 422, 'PAPER_UNREADABLE'],
    ['nothing', () => Buffer.alloc(0), 422, 'PAPER_UNREADABLE'],
  ])('refuses %s and keeps nothing', async (_, make, status, code) => {
    const who = guest(`refused-${code}-${_.length}`);
    const place = await start(who);

    const answer = await put(who, place.url, await make());

    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect((await get(who, place.url)).statusCode).toBe(404);
  });

  it('takes one file once, only from whoever opened it, and only from our own pages', async () => {
    const who = guest('opener');
    const place = await start(who);

    expect((await put(guest('thief'), place.url, pdf())).statusCode).toBe(404);
    expect((await put(who, place.url, pdf(), {})).statusCode).toBe(401);
    expect((await put(who, place.url, pdf())).statusCode).toBe(201);
    expect((await put(who, place.url, pdf())).statusCode).toBe(404);
    expect((await start(guest(null as never))).code).toBe('UNAUTHENTICATED');
  });

  it('is opened by staff for a customer there is, and for nobody else', async () => {
    expect((await start(staff('optician'), 'cust_nobody')).code).toBe('CUSTOMER_NOT_FOUND');
  });

  it('is limited per day', async () => {
    const who = guest('many');
    for (let i = 0; i < 20; i += 1) await start(who);

    expect((await start(who)).code).toBe('PAPER_LIMIT');
  });
});

describe('a document', () => {
  it('belongs to the prescription it was sent with, and to its corrections', async () => {
    const who = guest('with-paper');
    const paper = await uploaded(who, pdf());
    const { savePrescription: rx } = await room.ask(who, SAVE, { input: aTypedRx({ documentIds: [paper.id] }) });

    const { prescription } = await room.ask(
      staff('optician'),
      `{ prescription(id: "${rx.id}") { source documents { id mediaType url } } }`,
    );

    expect(prescription).toEqual({
      source: 'DOCUMENT',
      documents: [{ id: paper.id, mediaType: 'application/pdf', url: `/customer-rx/documents/${paper.id}` }],
    });
    const foreign = await room.ask(guest('other'), SAVE, { input: aTypedRx({ documentIds: [paper.id] }) });
    expect(foreign.savePrescription.code).toBe('PAPER_NOT_FOUND');
  });

  it.each([
    ['its guest', guest('shown'), 200],
    ['the customer of that browser', customer('cust_b', 'shown'), 200],
    ['an optician', staff('optician'), 200],
    ['the lab', staff('lab'), 200],
    ['an associate', staff('associate'), 200],
    ['the warehouse', staff('warehouse'), 404],
    ['a buyer', staff('buyer'), 404],
    ['another guest', guest('stranger'), 404],
    ['a partner', { kind: 'partner', id: 'p', scopes: [], testMode: false } as Principal, 404],
  ])('is shown to %s: %i', async (_, who, status) => {
    const paper = await uploaded(guest('shown'), pdf());

    expect((await get(who, paper.url)).statusCode).toBe(status);
  });

  it('is read with an entry in the audit that verifies', async () => {
    const who = guest('audited-paper');
    const paper = await uploaded(who, pdf());
    const { savePrescription: rx } = await room.ask(who, SAVE, { input: aTypedRx({ documentIds: [paper.id] }) });
    await get(staff('optician'), paper.url);

    const { prescriptionAudit } = await room.ask(
      staff('optician'),
      `{ prescriptionAudit(prescriptionId: "${rx.id}") { actor action } }`,
    );

    expect(prescriptionAudit[0]).toEqual({ actor: 'staff_optician', action: 'document.read' });
    expect(await verifyAuditChain(room.subgraph.database, 'prescriptions')).toMatchObject({ ok: true });
  });

  it('stands sealed in the table', async () => {
    const who = guest('sealed-paper');
    const paper = await uploaded(who, pdf('/Title (Canary Title)'));

    const [row] = await room.subgraph.database.transaction(
      (tx) =>
        tx.query<{ sealed: Buffer }>('SELECT sealed FROM prescription_document_content WHERE document_id = $1', [
          paper.id,
        ]),
      { settings: { 'opticworks.roles': 'service' } },
    );
    const [hidden] = await room.subgraph.database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM prescription_document_content',
    );

    expect(row!.sealed.includes('Canary')).toBe(false);
    expect(row!.sealed.includes('%PDF')).toBe(false);
    expect(hidden!.n).toBe(0);
  });

  it('follows its guest into an account and goes with the account', async () => {
    const before = guest('moves-in');
    const paper = await uploaded(before, pdf());
    const id = await signUp('user-paper', 'moves-in');

    expect((await get(customer(id), paper.url)).statusCode).toBe(200);
    expect((await get(before, paper.url)).statusCode).toBe(404);
    await room.ask(customer(id), `mutation { eraseMyData(confirmEmail: "user-paper@example.com") { __typename } }`);
    expect((await get(customer(id), paper.url)).statusCode).toBe(404);
    expect((await get(staff('optician'), paper.url)).statusCode).toBe(404);
    const left = await room.subgraph.database.transaction(
      (tx) => tx.query('SELECT 1 FROM prescription_document_content WHERE document_id = $1', [paper.id]),
      { settings: { 'opticworks.roles': 'service' } },
    );
    expect(left).toEqual([]);
    const parts = (room.subgraph.context({ principal: service() }) as unknown as { parts: never }).parts;
    expect(await clearErasureResidue(parts)).toEqual([]);
  });

  it('goes after a month when it was never put to a prescription, and at once when taken back', async () => {
    const who = guest('unused');
    const kept = await uploaded(who, pdf());
    const back = await uploaded(who, pdf());
    const parts = (room.subgraph.context({ principal: service() }) as unknown as { parts: never }).parts;

    await room.ask(who, `mutation { removePrescriptionDocument(id: "${back.id}") }`);
    expect((await get(who, back.url)).statusCode).toBe(404);
    room.clock.advance(31 * 86_400_000);
    await clearUnusedDocuments(parts);
    expect((await get(who, kept.url)).statusCode).toBe(404);
  });
});

let signUps = 0;
async function signUp(userId: string, guestId: string | null = null): Promise<string> {
  signUps += 1;
  const provided = room.subgraph.operations.find(({ def }) => def.name === EnsureCustomer.name)!;
  const answer = await runOperation(
    provided,
    { userId, email: `${userId}@example.com`, name: 'Cora', locale: 'en', guestId },
    { principal: service('gateway'), idempotencyKey: `d${signUps}`, requestId: 'r', log: room.deps.logger },
  );
  return (answer as { customerId: string }).customerId;
}

describe('the kind of a file', () => {
  it.each([
    ['%PDF-1.4', 'pdf'],
    ['\xff\xd8\xff\xe0', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['RIFF\0\0\0\0WEBP', 'webp'],
    ['\0\0\0\x18ftypmif1', 'heic'],
    ['GIF89a', null],
    ['PK\x03\x04', null],
    ['', null],
  ])('of %j is %s', (text, kind) => {
    expect(kindOf(Buffer.from(text, 'latin1'))).toBe(kind);
  });

  it('sees scripts behind escapes and in packed streams, and bombs', async () => {
    const { deflateSync } = await import('node:zlib');
    const packed = (content: Buffer) =>
      Buffer.concat([
        Buffer.from('%PDF-1.7\n2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 9 >>\nstream\n'),
        deflateSync(content),
        Buffer.from('\nendstream\nendobj\n%%EOF\n'),
      ]);

    expect(whyNotPlainPdf(pdf())).toBeNull();
    expect(whyNotPlainPdf(pdf('/J#61vaScript'))).toBe('ACTIVE');
    expect(whyNotPlainPdf(pdf('/Encrypt 3 0 R'))).toBe('ACTIVE');
    expect(whyNotPlainPdf(packed(Buffer.from('1 0 << /Type /Page >>')))).toBeNull();
    expect(whyNotPlainPdf(packed(Buffer.from('1 0 << /S /Launch >>')))).toBe('ACTIVE');
    expect(whyNotPlainPdf(packed(Buffer.alloc(30 * 1024 * 1024)))).toBe('DAMAGED');
  });
});

describe('a paper that came alone', () => {
  const OPEN = `query ($id: ID!) { prescription(id: $id, reason: "test") { status od { sphere } documents { id } } }`;
  const SIGN = `mutation ($id: ID!) { signOffPrescription(id: $id, note: "as on the paper", reason: "seen") { __typename ... on Prescription { status } ... on Refusal { code } } }`;
  const save = async (who: Principal, input: object) => (await room.ask(who, SAVE, { input })).savePrescription;
  const call = (name: string, input: object) =>
    runOperation(room.subgraph.operations.find(({ def }) => def.name === name)!, input, {
      principal: service('orders'),
      idempotencyKey: `${name} ${JSON.stringify(input)}`,
      requestId: 'r',
      log: room.deps.logger,
    });

  it('is kept without a value, sold from by nobody and signed off by nobody, until an optician types it in', async () => {
    const who = guest('paper-alone');
    const { id: documentId } = await uploaded(who, await photo());

    const kept = await save(who, { paperOnly: true, documentIds: [documentId] });
    await call(RequestReview.name, { prescriptionId: kept.id, orderId: 'order_paper', orderNumber: 'OW-1' });
    const read = await call(ReadPrescription.name, { prescriptionId: kept.id, owner: null, reason: 'test' });
    const early = await room.ask(staff('optician'), SIGN, { id: kept.id });
    const typed = await save(staff('optician'), { ...aTypedRx(), id: kept.id });
    const { prescription: seen } = await room.ask(staff('optician'), OPEN, { id: typed.id });
    const signed = await room.ask(staff('optician'), SIGN, { id: typed.id });

    expect(read).toMatchObject({ saleable: false, prescription: { od: null, os: null } });
    expect(early.signOffPrescription.code).toBe('PRESCRIPTION_NOT_TYPED');
    expect(typed.id).not.toBe(kept.id);
    expect(seen).toMatchObject({ status: 'IN_REVIEW', documents: [{ id: documentId }] });
    expect(signed.signOffPrescription.status).toBe('SIGNED_OFF');
  });

  it('needs a paper, and no value beside it', async () => {
    const who = guest('paper-none');
    const { id: documentId } = await uploaded(who, await photo());

    expect((await save(who, { paperOnly: true, documentIds: [] })).code).toBe('PAPER_MISSING');
    expect((await save(who, { ...aTypedRx(), paperOnly: true, documentIds: [documentId] })).code).toBe('INVALID_INPUT');
  });
});
