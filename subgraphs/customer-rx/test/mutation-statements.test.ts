// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Principal, runOperation } from '@opticworks/kernel';
import { costOfMutation, drain, type PreparedMutation } from '@opticworks/kernel/testing';
import { DOCUMENT_ITEMS } from '@opticworks/optics';
import { EnsureCustomer, RequestReview } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RxMail } from '../src/mail/mail.provider.ts';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

/** What each persisted mutation of customers and desk costs here. `MEASURE=1` prints what there is now, with the statements. */
const budgets: Record<string, number> = JSON.parse(
  await readFile(join(import.meta.dirname, 'mutation-statements.json'), 'utf8'),
);
const FHIR = await readFile(
  join(import.meta.dirname, '../../../optics/test-data/vision-prescription-33123.json'),
  'utf8',
);

const sent: RxMail[] = [];
const mail = {
  send: async (one: RxMail) => `mail_${sent.push(one)}`,
  fateOf: async () => 'delivered' as const,
};
let room: Room;
beforeAll(async () => {
  room = await aRoom({ SHOP_URL: 'https://shop.example' }, { mail });
});
afterAll(() => room.close());

let count = 0;
const next = (): number => {
  count += 1;
  return count;
};
const optician = staff('optician');
const associate = staff('associate');
const owner = staff('admin');
const call = (operation: { name: string }, input: unknown, as: Principal = service()) =>
  runOperation(room.subgraph.operations.find(({ def }) => def.name === operation.name)!, input, {
    principal: as,
    idempotencyKey: `budget-${next()}`,
    requestId: 'r',
    log: room.deps.logger,
  }) as Promise<any>;

async function aCustomer(): Promise<{ id: string; who: Principal; email: string }> {
  const email = `budget-${next()}@example.com`;
  const { customerId: id } = await call(
    EnsureCustomer,
    { userId: `u${count}`, email, name: 'Cora Customer', locale: 'en', guestId: null },
    service('gateway'),
  );
  return { id, who: customer(id), email };
}
const anAddress = () => ({
  name: 'Cora Customer',
  line1: `${next()} Maple Street`,
  city: 'Austin',
  region: 'TX',
  postalCode: '78701',
  countryCode: 'US',
});
const SAVE_ADDRESS = `mutation ($address: AddressInput!) { saveAddress(address: $address) { ... on Customer { addresses { id } } } }`;
async function anAddressOf(who: Principal): Promise<string> {
  const { saveAddress } = await room.ask(who, SAVE_ADDRESS, { address: anAddress() });
  return saveAddress.addresses.at(-1).id;
}
async function saved(who: Principal, over: Record<string, unknown> = {}): Promise<string> {
  const { savePrescription } = await room.ask(who, SAVE, { input: aTypedRx(over) });
  if (savePrescription.code) throw new Error(JSON.stringify(savePrescription));
  return savePrescription.id;
}
async function inReview(who: Principal = guest(`g${next()}`)): Promise<string> {
  const id = await saved(who);
  await call(RequestReview, { prescriptionId: id, orderId: `order_${next()}`, orderNumber: `OW-${count}` });
  return id;
}
const wish = (prescriptionId: string, over: object = {}) => ({
  prescriptionId,
  channel: 'EMAIL',
  timeZone: 'America/New_York',
  recipient: 'office@practice.example',
  patientAddress: '1 Maple Street, Austin TX 78701, US',
  quantity: 'right 4 boxes, left 4 boxes',
  patientAskedOn: '2026-03-02',
  ...over,
});
async function asked(over: object = {}): Promise<{ id: string; token: string }> {
  const { requestVerification } = await room.ask(
    optician,
    'mutation ($i: VerificationRequestInput!) { requestVerification(input: $i) { ... on Verification { id } ... on Refusal { code } } }',
    { i: wish(await inReview(), over) },
  );
  await drain(room.subgraph, { jobs: room.deps.jobs });
  const letter = sent.find(({ idempotencyKey }) => idempotencyKey === requestVerification.id);
  return { id: requestVerification.id, token: /\/verify#(\S+)/.exec(letter?.text ?? '')?.[1] ?? '' };
}
const aMeasurement = () => ({
  method: 'RULER',
  frame: { sku: 'FR-1', name: 'Juno 52', lensHeightMm: '40' },
  pdOdMm: '31.0',
  pdOsMm: '32.0',
});
const fhirJson = (): string => JSON.stringify({ ...JSON.parse(FHIR), dateWritten: '2026-02-01' });
async function findingsOf(who: Principal): Promise<string[]> {
  const { importPrescription } = await room.ask(
    who,
    'mutation ($f: String!) { importPrescription(fhirJson: $f) { ... on Refusal { issues { code } } } }',
    { f: fhirJson() },
  );
  return (importPrescription.issues ?? []).map(({ code }: { code: string }) => code);
}
const contactFile = (): string => {
  const file = JSON.parse(FHIR);
  const lens = (eye: string, power: number) => ({
    product: file.lensSpecification[0].product,
    eye,
    power,
    backCurve: 8.6,
    diameter: 14.2,
    brand: 'Clarivue Day',
  });
  const product = {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/ex-visionprescriptionproduct', code: 'contact' }],
  };
  return JSON.stringify({
    ...file,
    dateWritten: '2026-02-01',
    lensSpecification: [
      { ...lens('right', -2.75), product },
      { ...lens('left', -3), product },
    ],
  });
};

/** Somebody with that many of each: prescriptions, asked about at the prescriber, measurements, uploads, notes, consents and addresses. */
async function somebodyWith(things: number) {
  const somebody = await aCustomer();
  const { id: customerId, who } = somebody;
  for (let i = 0; i < things; i += 1) {
    await anAddressOf(who);
    const prescriptionId = await saved(who, { issuedOn: `2026-01-${10 + i}` });
    const orderId = `order_${next()}`;
    await call(RequestReview, { prescriptionId, orderId, orderNumber: `OW-${count}` });
    await succeed(
      optician,
      'mutation ($i: VerificationRequestInput!) { requestVerification(input: $i) { __typename ... on Refusal { code message } } }',
      { i: wish(prescriptionId) },
    );
    await succeed(
      optician,
      'mutation ($i: RecordMeasurementInput!) { recordMeasurement(input: $i) { __typename ... on Refusal { code message } } }',
      { i: { ...aMeasurement(), customerId } },
    );
    await succeed(who, 'mutation { startPrescriptionUpload { __typename ... on Refusal { code message } } }');
    await succeed(
      associate,
      'mutation ($c: ID!) { addTimelineNote(customerId: $c, text: "Called.") { __typename ... on Refusal { code message } } }',
      { c: customerId },
    );
    await succeed(
      who,
      'mutation ($g: Boolean!) { setConsent(purpose: "marketing_email", granted: $g) { __typename ... on Refusal { code message } } }',
      { g: i % 2 === 0 },
    );
  }
  await drain(room.subgraph, { jobs: room.deps.jobs });
  return somebody;
}
async function succeed(who: Principal, document: string, variables: Record<string, unknown> = {}): Promise<void> {
  const [answer] = Object.values(await room.ask(who, document, variables)) as { __typename: string }[];
  if (answer!.__typename === 'Refusal') throw new Error(JSON.stringify(answer));
}
const exported = async (things = 1): Promise<PreparedMutation> => ({
  variables: {},
  who: (await somebodyWith(things)).who,
});
const erased = async (things = 1): Promise<PreparedMutation> => {
  const { email, who } = await somebodyWith(things);
  return { variables: { confirmEmail: email }, who };
};

const PREPARED: Record<string, () => Promise<PreparedMutation>> = {
  'admin/AddTimelineNote': async () => ({
    variables: { customerId: (await aCustomer()).id, text: 'Prefers calls.' },
    who: associate,
  }),
  'admin/ReadFhirFile': async () => ({ variables: { fhirJson: fhirJson() }, who: associate }),
  'admin/ImportFhirFile': async () => ({
    variables: {
      fhirJson: fhirJson(),
      customerId: (await aCustomer()).id,
      patientName: 'Pat Canary',
      confirmed: await findingsOf(associate),
    },
    who: associate,
  }),
  'admin/NotePrescriptionCall': async () => ({
    variables: { id: await inReview(), note: 'No answer.' },
    who: optician,
  }),
  'admin/RecordMeasurement': async () => ({
    variables: {
      input: {
        ...aMeasurement(),
        prescriptionId: await saved((await aCustomer()).who),
      },
    },
    who: optician,
  }),
  'admin/RecordVerificationAnswer': async () => ({
    variables: { id: (await asked()).id, answer: 'CONFIRMED', answeredAt: null, note: 'By telephone.' },
    who: optician,
  }),
  'admin/RecordVerificationDelivery': async () => ({
    variables: {
      id: (await asked({ channel: 'FAX', recipient: '+1 212 555 0199' })).id,
      deliveredAt: room.clock.now().toISOString(),
      proof: 'Fax report 0031 OK',
    },
    who: optician,
  }),
  'admin/RejectPrescription': async () => ({
    variables: { id: await inReview(), reason: 'Unreadable.' },
    who: optician,
  }),
  'admin/ReplacePrescriptionRules': async () => {
    const { prescriptionRules } = await room.ask(owner, '{ prescriptionRules { version json } }');
    const rules = JSON.parse(prescriptionRules.json);
    rules.thresholds.dates = { ...rules.thresholds.dates };
    rules.answerHours.hours = rules.answerHours.hours === 8 ? 9 : 8;
    return {
      variables: {
        input: { basedOn: prescriptionRules.version, json: JSON.stringify(rules), reason: 'Measured.' },
      },
      who: owner,
    };
  },
  'admin/RequestVerification': async () => ({ variables: { input: wish(await inReview()) }, who: optician }),
  'admin/SignOffPrescription': async () => ({
    variables: { id: await inReview(), note: null, reason: 'Asked the practice.', seen: [...DOCUMENT_ITEMS] },
    who: optician,
  }),
  'admin/TypePrescription': async () => ({
    variables: { input: aTypedRx({ customerId: (await aCustomer()).id }) },
    who: optician,
  }),
  'storefront/StorefrontAnswerVerificationLink': async () => ({
    variables: { token: (await asked()).token, answer: 'CONFIRMED', name: 'Nora Desk', note: null },
    who: guest('practice'),
  }),
  'storefront/StorefrontOpenVerificationLink': async () => ({
    variables: { token: (await asked()).token },
    who: guest('practice'),
  }),
  'storefront/StorefrontEraseMyData': erased,
  'storefront/StorefrontExportMyData': exported,
  'storefront/StorefrontImportContactRx': async () => ({
    variables: { fhirJson: contactFile() },
    who: guest(`c${next()}`),
  }),
  'storefront/StorefrontReadPrescriptionFile': async () => ({
    variables: { fhirJson: fhirJson() },
    who: guest('file'),
  }),
  'storefront/StorefrontSavePrescription': async () => ({
    variables: { input: aTypedRx() },
    who: guest(`s${next()}`),
  }),
  'storefront/StorefrontSaveAddress': async () => ({
    variables: { id: null, address: anAddress(), isDefault: true },
    who: (await aCustomer()).who,
  }),
  'storefront/StorefrontRemoveAddress': async () => {
    const { who } = await aCustomer();
    return { variables: { id: await anAddressOf(who) }, who };
  },
  'storefront/StorefrontSetConsent': async () => ({
    variables: { purpose: 'marketing_email', granted: true },
    who: (await aCustomer()).who,
  }),
  'storefront/StorefrontStartUpload': async () => ({ variables: {}, who: guest(`u${next()}`) }),
  'storefront/StorefrontRemovePaper': async () => {
    const who = guest(`p${next()}`);
    const { startPrescriptionUpload } = await room.ask(
      who,
      'mutation { startPrescriptionUpload { ... on PrescriptionDocument { id } } }',
    );
    return { variables: { id: startPrescriptionUpload.id }, who };
  },
  'storefront/StorefrontUpdateProfile': async () => ({
    variables: { name: `Cora ${next()}`, phone: null, birthDate: '1980-02-03', locale: 'en' },
    who: (await aCustomer()).who,
  }),
};

const costOf = (name: string, prepare = PREPARED[name]!): Promise<number> =>
  costOfMutation(
    {
      schema: room.subgraph.graph.schema,
      manifests: join(import.meta.dirname, '../../../schema/persisted'),
      ask: (document, variables, who) => room.ask(who, document, variables),
      settle: () => drain(room.subgraph),
    },
    name,
    prepare,
  );

describe('statement budgets of mutations', () => {
  it('exist for what is measured, and for nothing else', () => {
    expect(Object.keys(budgets).sort()).toEqual(Object.keys(PREPARED).sort());
  });

  it.each(Object.keys(PREPARED))('hold for %s', async (name) => {
    expect(await costOf(name)).toBeLessThanOrEqual(budgets[name] ?? 0);
  });

  it.each([
    ['storefront/StorefrontExportMyData', exported],
    ['storefront/StorefrontEraseMyData', erased],
  ])('do not grow with what is known of a person: %s', async (name, prepare) => {
    const of = (things: number) => costOf(name, () => prepare(things));

    expect(await of(6)).toBe(await of(2));
  });
});
