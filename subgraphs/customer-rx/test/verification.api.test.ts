import { type Principal, runOperation } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import { EnsureCustomer, ReadRelease, RequestReview } from '@opticworks/schema/operations/customer-rx';
import { type RunningTwins, startTwins } from '@opticworks/twins';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailFate, RxMail } from '../src/mail/mail.provider.ts';
import { ResendRxMail } from '../src/mail/providers/resend/resend-rx-mail.ts';
import { lapseOverdue, lapseVerification } from '../src/verification/settle-verification.ts';
import { verificationMoves } from '../src/verification/verification.state.ts';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

const sent: RxMail[] = [];
let fate: MailFate = 'delivered';
const mail = {
  send: async (one: RxMail) => {
    sent.push(one);
    return `mail_${sent.length}`;
  },
  fateOf: async () => fate,
};
let room: Room;
beforeAll(async () => {
  room = await aRoom({}, { mail });
});
afterAll(() => room.close());

const optician = staff('optician');
const parts = () => (room.subgraph.context({ principal: service() }) as unknown as { parts: never }).parts;
let keys = 0;
const call = async (operation: { name: string }, input: unknown) => {
  keys += 1;
  const provided = room.subgraph.operations.find(({ def }) => def.name === operation.name)!;
  return (await runOperation(provided, input, {
    principal: service(),
    idempotencyKey: `v${keys}`,
    requestId: 'r',
    log: room.deps.logger,
  })) as { releases: { isReleased: boolean }[] };
};
const lens = (eye: 'OD' | 'OS', power: string) => ({
  eye,
  power,
  baseCurveMm: '8.6',
  diameterMm: '14.2',
  brand: 'Clarivue Day',
});
const aContactRx = (over: Record<string, unknown> = {}) => ({
  product: 'CONTACT_LENS',
  contactLenses: [lens('OD', '-2.75'), lens('OS', '-3.00')],
  issuedOn: '2026-01-10',
  prescriberName: 'Dr. Verity Canary',
  patientName: 'Pat Canary',
  ...over,
});
async function ordered(
  owner: string,
  input: Record<string, unknown> = aContactRx(),
  who: Principal = guest(owner),
): Promise<string> {
  const { savePrescription: rx } = await room.ask(who, SAVE, { input });
  keys += 1;
  await call(RequestReview, {
    prescriptionId: rx.id,
    orderId: `order_v${keys}`,
    orderNumber: `OW-V${keys}`,
    facts: {
      patientName: 'Pat Canary',
      patientAddress: '1 Maple Street, Austin TX 78701, US',
      quantity: 'Clarivue Day: 4; Clarivue Day: 4',
    },
  });
  return rx.id;
}
const ASK = `mutation ($i: VerificationRequestInput!) { requestVerification(input: $i) { ... on Verification { id status requestedAt deadlineAt } ... on Refusal { code issues { code field } } } }`;
const aWish = (prescriptionId: string, over: Record<string, unknown> = {}) => ({
  prescriptionId,
  channel: 'EMAIL',
  timeZone: 'America/New_York',
  recipient: 'office@practice.example',
  patientAddress: '1 Maple Street, Austin TX 78701, US',
  quantity: 'right 4 boxes, left 4 boxes',
  patientAskedOn: '2026-03-02',
  ...over,
});
const ask = async (wish: Record<string, unknown>, who = optician) =>
  (await room.ask(who, ASK, { i: wish })).requestVerification;
const ANSWER = `mutation ($id: ID!, $a: VerificationAnswer!, $at: DateTime, $n: String) { recordVerificationAnswer(id: $id, answer: $a, answeredAt: $at, note: $n) { ... on Verification { status settledAt } ... on Refusal { code } } }`;
const record = async (id: string, a: string, over: Record<string, unknown> = {}, who = optician) =>
  (await room.ask(who, ANSWER, { id, a, ...over })).recordVerificationAnswer;
const stateOf = async (prescriptionId: string) =>
  (
    await room.ask(
      optician,
      `{ prescription(id: "${prescriptionId}") { status reviewedBy history { kind } verifications { status deliveredAt deadlineAt } } }`,
    )
  ).prescription;
const isReleased = async (prescriptionId: string) =>
  (await call(ReadRelease, { prescriptionIds: [prescriptionId] })).releases[0]?.isReleased;
/** Runs what is due now: sends the mail and looks for its delivery. */
const work = () => room.deps.jobs.workOff({ ignoreStartAfter: true }).then(() => drain(room.subgraph));
const NOW = () => room.clock.now().getTime();
const HOUR = 3_600_000;

describe('a request to a prescriber', () => {
  it('stands in what its patient takes along', async () => {
    const customerId = (
      (await call(EnsureCustomer, {
        userId: 'user-letters',
        email: 'letters@example.com',
        name: 'Pat Canary',
        locale: 'en',
        guestId: null,
      })) as unknown as { customerId: string }
    ).customerId;
    const who = customer(customerId);
    await ask(aWish(await ordered('letters', aContactRx(), who)));
    await work();

    const held = JSON.parse((await room.ask(who, 'mutation { exportMyData }')).exportMyData);

    expect(held.lettersToPrescribers).toMatchObject([
      {
        channel: 'EMAIL',
        status: 'DELIVERED',
        letter: { recipientAddress: 'office@practice.example', lenses: [{ eye: 'OD' }, { eye: 'OS' }] },
      },
    ]);
  });

  it('carries everything the law lists, and nothing leaves while something is missing', async () => {
    const id = await ordered('content');
    const incomplete = await ask(
      aWish(id, {
        patientAddress: null,
        quantity: ' ',
        timeZone: 'Mars/Base',
        saturdayFrom: '13:00',
        saturdayTo: '09:00',
      }),
    );
    const before = sent.length;

    const asked = await ask(aWish(id, { saturdayFrom: '09:00', saturdayTo: '13:00' }));
    await room.deps.jobs.workOff();
    const letter = sent.at(-1)!;

    expect(incomplete.code).toBe('VERIFICATION_INCOMPLETE');
    expect(incomplete.issues.map((i: { field: string }) => i.field).sort()).toEqual([
      'patientAddress',
      'quantity',
      'saturdayFrom',
      'timeZone',
    ]);
    expect(asked.status).toBe('REQUESTED');
    expect(sent.length).toBe(before + 1);
    expect(letter).toMatchObject({ to: 'office@practice.example', idempotencyKey: asked.id });
    for (const item of [
      'Pat Canary, 1 Maple Street',
      'Clarivue Day',
      'power −2.75',
      'power −3.00',
      'base curve 8.6',
      'diameter 14.2',
      'right 4 boxes',
      'Patient asked on: 2026-03-02',
      'March 2, 2026 at 5:00', // the request's own date and time, in the prescriber's zone
      'Iris Optician, phone +1 503 555 0142, fax +1 503 555 0143',
      'regular Saturday hours, 09:00 to 13:00',
    ])
      expect(letter.text).toContain(item);
    expect((await ask(aWish(id))).code).toBe('VERIFICATION_OPEN');
  });

  it('knows from the order what it can be filled with', async () => {
    const id = await ordered('proposal');

    const { prescription } = await room.ask(
      optician,
      `{ prescription(id: "${id}") { verificationProposal { patientName patientAddress quantity silenceCounts } } }`,
    );

    expect(prescription.verificationProposal).toEqual({
      patientName: 'Pat Canary',
      patientAddress: '1 Maple Street, Austin TX 78701, US',
      quantity: 'Clarivue Day: 4; Clarivue Day: 4',
      silenceCounts: true,
    });
  });

  it.each([
    ['an associate', staff('associate')],
    ['the lab', staff('lab')],
    ['the warehouse', staff('warehouse')],
    ['a customer', customer('cust_v')],
    ['a guest', guest('content')],
  ])('is not made or answered by %s', async (_, who) => {
    const id = await ordered('rights');

    expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain((await ask(aWish(id), who as typeof optician)).code);
    const asked = await ask(aWish(id));
    expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(
      (await record(asked.id, 'CONFIRMED', {}, who as typeof optician)).code,
    );
  });
});

describe('the clock', () => {
  it('starts with the proof of receipt, runs in the prescriber’s zone, and releases the prescription at its end', async () => {
    const id = await ordered('clock');
    await ask(aWish(id));
    // Monday 10:00 UTC is 05:00 in New York: the eight hours are 9 to 17 of that day, 14:00 to 22:00 UTC.
    await work();
    const waiting = await stateOf(id);

    expect(waiting.verifications[0]).toMatchObject({ status: 'DELIVERED', deadlineAt: '2026-03-02T22:00:00.000Z' });
    expect(await isReleased(id)).toBe(false);
    room.clock.advance(Date.parse('2026-03-02T21:59:59Z') - NOW());
    expect(await lapseOverdue(parts())).toBe(0);
    room.clock.advance(1_000);
    expect(await lapseOverdue(parts())).toBeGreaterThan(0);

    const done = await stateOf(id);
    expect(done).toMatchObject({
      status: 'SIGNED_OFF',
      reviewedBy: 'Verification clock',
      verifications: [{ status: 'LAPSED_VERIFIED' }],
    });
    expect(done.history.map((h: { kind: string }) => h.kind)).toEqual(
      expect.arrayContaining([
        'VERIFICATION_REQUESTED',
        'VERIFICATION_DELIVERED',
        'VERIFICATION_LAPSED_VERIFIED',
        'SIGNED_OFF',
      ]),
    );
    expect(await isReleased(id)).toBe(true);
  });

  it('wakes by its own job at the deadline', async () => {
    const id = await ordered('job');
    const asked = await ask(aWish(id));
    await work();
    room.clock.advance(48 * HOUR);

    const due = await room.subgraph.database.transaction(
      (tx) => tx.query<{ at: Date }>('SELECT deadline_at AS at FROM verification WHERE id = $1', [asked.id]),
      { settings: { 'opticworks.roles': 'service' } },
    );
    expect(due[0]!.at.getTime()).toBeLessThan(NOW());
    expect(await lapseVerification(parts(), asked.id)).toBe(true);
    expect(await lapseVerification(parts(), asked.id)).toBe(false);
  });

  it('never starts for a mail that bounced', async () => {
    fate = 'bounced';
    const id = await ordered('bounce');
    await ask(aWish(id));
    await work();
    room.clock.advance(10 * 24 * HOUR);
    await lapseOverdue(parts());
    fate = 'delivered';

    expect(await stateOf(id)).toMatchObject({
      status: 'IN_REVIEW',
      verifications: [{ status: 'BOUNCED', deadlineAt: null }],
    });
    expect(await isReleased(id)).toBe(false);
    expect((await ask(aWish(id))).status).toBe('REQUESTED');
  });

  it('does not start while a mail is under way, and starts for a fax with its report', async () => {
    fate = 'under way';
    const id = await ordered('under-way');
    await ask(aWish(id));
    await room.deps.jobs.workOff();
    expect((await stateOf(id)).verifications[0].status).toBe('REQUESTED');
    fate = 'delivered';

    const faxed = await ordered('fax');
    const asked = await ask(aWish(faxed, { channel: 'FAX', recipient: '+1 212 555 0199' }));
    const PROVE = `mutation ($p: String!, $at: DateTime!) { recordVerificationDelivery(id: "${asked.id}", deliveredAt: $at, proof: $p) { ... on Verification { status deadlineAt } ... on Refusal { code } } }`;
    const at = room.clock.now().toISOString();
    expect((await room.ask(optician, PROVE, { p: ' ', at })).recordVerificationDelivery.code).toBe('REASON_REQUIRED');
    expect(
      (await room.ask(optician, PROVE, { p: 'Fax report 0031 OK', at: new Date(NOW() + HOUR).toISOString() }))
        .recordVerificationDelivery.code,
    ).toBe('VERIFICATION_TIME_INVALID');
    expect((await room.ask(optician, PROVE, { p: 'Fax report 0031 OK', at })).recordVerificationDelivery).toMatchObject(
      { status: 'DELIVERED', deadlineAt: expect.any(String) },
    );
  });

  it('has no end for glasses: only an answer counts', async () => {
    const { savePrescription: rx } = await room.ask(guest('glasses'), SAVE, { input: aTypedRx() });
    const asked = await ask(aWish(rx.id, { patientName: 'Pat Canary' }));
    await work();
    room.clock.advance(30 * 24 * HOUR);
    await lapseOverdue(parts());

    expect(await lapseVerification(parts(), asked.id)).toBe(false);
    expect((await stateOf(rx.id)).verifications[0]).toMatchObject({ status: 'DELIVERED', deadlineAt: null });
    expect((await record(asked.id, 'CONFIRMED')).status).toBe('CONFIRMED');
    expect((await stateOf(rx.id)).status).toBe('SIGNED_OFF');
  });

  it('never makes an expired prescription fillable', async () => {
    const id = await ordered('expired', aContactRx({ issuedOn: room.clock.today() }));
    const asked = await ask(aWish(id));
    await room.subgraph.database.transaction(
      async (tx) => {
        await tx.query('ALTER TABLE prescription DISABLE TRIGGER USER');
        await tx.query('UPDATE prescription SET expires_on = queued_at::date - 1 WHERE id = $1', [id]);
        await tx.query('ALTER TABLE prescription ENABLE TRIGGER USER');
      },
      { settings: { 'opticworks.roles': 'service' } },
    );
    await record(asked.id, 'CONFIRMED');

    expect((await stateOf(id)).status).toBe('IN_REVIEW');
    expect(await isReleased(id)).toBe(false);
  });
});

describe('an answer', () => {
  it.each(['CORRECTED', 'REJECTED'])('%s stops the prescription and needs its basis', async (answer) => {
    const id = await ordered(`answer-${answer}`);
    const asked = await ask(aWish(id));

    expect((await record(asked.id, answer)).code).toBe('REASON_REQUIRED');
    expect((await record(asked.id, answer, { n: 'Base curve is 8.4' })).status).toBe(answer);
    expect((await stateOf(id)).status).toBe('REJECTED');
    expect((await record(asked.id, 'CONFIRMED')).code).toBe('VERIFICATION_SETTLED');
    expect(await isReleased(id)).toBe(false);
  });

  it('given before the deadline counts although it is written down after the lapse', async () => {
    const id = await ordered('late-note');
    const asked = await ask(aWish(id));
    await work();
    const { verifications } = await stateOf(id);
    const deadline = Date.parse(verifications[0].deadlineAt);
    room.clock.advance(deadline + HOUR - NOW());
    await lapseOverdue(parts());
    expect((await stateOf(id)).status).toBe('SIGNED_OFF');

    expect((await record(asked.id, 'REJECTED', { at: new Date(deadline).toISOString(), n: 'expired' })).code).toBe(
      'VERIFICATION_SETTLED',
    );
    expect(
      (await record(asked.id, 'REJECTED', { at: new Date(deadline - 60_000).toISOString(), n: 'expired' })).status,
    ).toBe('REJECTED');
    expect((await stateOf(id)).status).toBe('REJECTED');
    expect(await isReleased(id)).toBe(false);
  });

  it('and the end of the clock at the same moment leave one outcome', async () => {
    for (let round = 0; round < 6; round += 1) {
      const id = await ordered(`race-${round}`);
      const asked = await ask(aWish(id));
      await work();
      const { verifications } = await stateOf(id);
      room.clock.advance(Date.parse(verifications[0].deadlineAt) - NOW());

      const outcomes = await Promise.all([
        lapseVerification(parts(), asked.id),
        record(asked.id, 'REJECTED', { n: 'inaccurate' }),
        lapseVerification(parts(), asked.id),
        record(asked.id, 'CONFIRMED'),
      ]);
      const won = outcomes.filter((o) => o === true || (typeof o === 'object' && o.status));
      const end = await stateOf(id);

      expect(won).toHaveLength(1);
      const status = end.verifications[0].status;
      expect(end.status).toBe(status === 'REJECTED' ? 'REJECTED' : 'SIGNED_OFF');
      expect(
        end.history.filter((h: { kind: string }) => /^VERIFICATION_(CONFIRMED|REJECTED|LAPSED)/.test(h.kind)),
      ).toHaveLength(1);
      expect(await isReleased(id)).toBe(status !== 'REJECTED');
    }
  });

  it('puts neither a power nor a name into events, audit or plain columns', async () => {
    const id = await ordered('canary');
    const asked = await ask(aWish(id));
    await record(asked.id, 'REJECTED', { n: 'Canary says −9.75' });

    const dump = await room.subgraph.database.transaction(
      (tx) =>
        tx.query(
          `SELECT v::text AS t FROM verification v WHERE id = $2 UNION ALL SELECT p::text FROM prescription p WHERE id = $1
           UNION ALL SELECT o::text FROM outbox o WHERE aggregate_id = $1 UNION ALL SELECT a::text FROM audit_entry a WHERE subject = $1
           UNION ALL SELECT e::text FROM prescription_event e WHERE prescription_id = $1`,
          [id, asked.id],
        ),
      { settings: { 'opticworks.roles': 'service' } },
    );

    expect(dump.length).toBeGreaterThan(8);
    expect(JSON.stringify(dump)).not.toMatch(/Canary|Maple|-2\.75|9\.75|Clarivue/);
  });
});

describe('the table', () => {
  const write = (sql: string, params: unknown[]) =>
    room.subgraph.database.transaction((tx) => tx.query(sql, params), { settings: { 'opticworks.roles': 'service' } });

  it('cannot hold a lapse without a deadline, or two open questions', async () => {
    const id = await ordered('sql');
    const asked = await ask(aWish(id));

    await expect(
      write("UPDATE verification SET status = 'LAPSED_VERIFIED', settled_at = now() WHERE id = $1", [asked.id]),
    ).rejects.toMatchObject({ code: '23514' });
    await expect(
      write(
        `INSERT INTO verification (id, prescription_id, status, channel, time_zone, content, requested_at, requested_by)
         VALUES ('second', $1, 'REQUESTED', 'FAX', 'UTC', 'x', now(), 'x')`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23505' });
  });

  it('ends in states that nothing leaves but a timely answer', () => {
    expect(
      Object.entries(verificationMoves)
        .filter(([, to]) => to.length === 0)
        .map(([from]) => from),
    ).toEqual(['BOUNCED', 'CONFIRMED', 'CORRECTED', 'REJECTED']);
  });
});

describe('the mail service itself', () => {
  let twins: RunningTwins;
  beforeAll(async () => {
    twins = await startTwins({ port: 0 });
  });
  afterAll(() => twins.close());

  it.each([
    ['office@practice.example', 'delivered'],
    ['bounced@resend.dev', 'bounced'],
  ])('says of a mail to %s: %s', async (to, expected) => {
    const resend = new ResendRxMail({ apiKey: 're_test', apiBase: `${twins.url}/resend` });
    const letter = { from: 'a@b.example', to, subject: 's', text: 't', html: '<p>t</p>', idempotencyKey: `k-${to}` };

    const first = await resend.send(letter);

    expect(await resend.send(letter)).toBe(first);
    expect(await resend.fateOf(first)).toBe(expected);
  });
});
