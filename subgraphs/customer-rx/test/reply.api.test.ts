import { drain } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RxMail } from '../src/mail/mail.provider.ts';
import { aRoom, aTypedRx, guest, type Room, SAVE, staff } from './factories.ts';

const sent: RxMail[] = [];
const mail = {
  send: async (one: RxMail) => {
    sent.push(one);
    return `mail_${sent.length}`;
  },
  fateOf: async () => 'delivered' as const,
};
let room: Room;
beforeAll(async () => {
  room = await aRoom({ SHOP_URL: 'https://shop.example', VERIFICATION_REPLY_DAYS: '21' }, { mail });
});
afterAll(() => room.close());

const FIELDS = `__typename ... on VerificationQuestion { status open timeZone answeredAt recipientName patientName patientAddress lenses { eye asTyped } contact }
  ... on Refusal { code issues { field } }`;
const OPEN = `mutation ($token: String!) { openVerificationLink(token: $token) { ${FIELDS} } }`;
const ANSWER = `mutation ($token: String!, $answer: VerificationAnswer!, $name: String!, $note: String) {
  answerVerificationLink(token: $token, answer: $answer, name: $name, note: $note) { ${FIELDS} } }`;
const anybody = guest('practice');
const open = async (token: string) => (await room.ask(anybody, OPEN, { token })).openVerificationLink;
const reply = async (token: string, over: Record<string, unknown> = {}) =>
  (await room.ask(anybody, ANSWER, { token, answer: 'CONFIRMED', name: 'Nora Desk', ...over })).answerVerificationLink;

let people = 0;
/** A prescription whose prescriber was asked by mail; with the token of the letter. */
async function asked(
  input: Record<string, unknown> = aTypedRx(),
): Promise<{ rx: string; token: string; letter: RxMail }> {
  people += 1;
  const { savePrescription: rx } = await room.ask(guest(`r${people}`), SAVE, { input });
  const { requestVerification: made } = await room.ask(
    staff('optician'),
    `mutation ($i: VerificationRequestInput!) { requestVerification(input: $i) { ... on Verification { id } ... on Refusal { code issues { field } } } }`,
    {
      i: {
        prescriptionId: rx.id,
        channel: 'EMAIL',
        timeZone: 'America/Chicago',
        recipient: 'office@practice.example',
        patientAddress: '1 Maple Street, Austin TX 78701, US',
        quantity: '4 boxes',
        patientAskedOn: '2026-03-02',
      },
    },
  );
  await drain(room.subgraph, { jobs: room.deps.jobs });
  const letter = sent.find(({ idempotencyKey }) => idempotencyKey === made.id)!;
  return { rx: rx.id, letter, token: /\/verify#(\S+)/.exec(letter.text)![1]! };
}
const seenBy = async (id: string) =>
  (
    await room.ask(
      staff('optician'),
      'query ($id: ID!) { prescription(id: $id) { status history { kind note } verifications { status settledBy answeredVia settledAt } } }',
      { id },
    )
  ).prescription;

describe('the link in a request', () => {
  it('stands in the letter behind a "#", names no person and no power', async () => {
    const { token, letter } = await asked();

    expect(letter.text).toMatch(/https:\/\/shop\.example\/verify#rx-reply:rx_verification_/);
    expect(letter.html).toContain('<a href="https://shop.example/verify#');
    expect(token).not.toMatch(/Canary|2\.25|prescriber@/i);
  });

  it('shows the office what is asked, with signed powers, and writes the reading down', async () => {
    const { rx, token } = await asked();

    const question = await open(token);
    const trail = await room.subgraph.database.query<{ action: string; actor: string }>(
      `SELECT action, actor FROM audit_entry WHERE subject = $1 AND action = 'verification.read'`,
      [rx],
    );

    expect(question).toMatchObject({
      open: true,
      timeZone: 'America/Chicago',
      recipientName: 'Dr. Canary Prescriber',
      patientName: 'Pat Canary',
      lenses: [
        { eye: 'OD', asTyped: expect.stringContaining('−2.25') },
        { eye: 'OS', asTyped: expect.stringContaining('−2.00') },
      ],
    });
    expect(trail).toHaveLength(1);
    expect(trail[0]?.actor).toContain('prescriber of rx_verification_');
  });

  it.each([
    ['changed', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['cut', (token: string) => token.slice(0, -4)],
    ['of nothing', () => 'x.y.z'],
    ['endless', (token: string) => token.repeat(40)],
  ])('opens nothing when it is %s', async (_, spoil) => {
    const { token } = await asked();

    expect((await open(spoil(token))).code).toBe('VERIFICATION_LINK_INVALID');
    expect((await reply(spoil(token))).code).toBe('VERIFICATION_LINK_INVALID');
  });
});

describe('an answer by the link', () => {
  it('releases the prescription, and lands with its time, its way and its author', async () => {
    const { rx, token } = await asked();

    const answered = await reply(token);
    const seen = await seenBy(rx);

    expect(answered).toMatchObject({ status: 'CONFIRMED', open: false, patientName: null, lenses: [] });
    expect(seen).toMatchObject({ status: 'SIGNED_OFF', verifications: [{ status: 'CONFIRMED', answeredVia: 'LINK' }] });
    expect(new Date(seen.verifications[0].settledAt)).toEqual(room.clock.now());
    expect(seen.history).toContainEqual({ kind: 'VERIFICATION_CONFIRMED', note: 'Nora Desk' });
  });

  it.each(['CORRECTED', 'REJECTED'])('%s stops the prescription and needs words', async (answer) => {
    const { rx, token } = await asked();

    const without = await reply(token, { answer });
    const done = await reply(token, { answer, note: 'OD is -2.50 since May' });
    const seen = await seenBy(rx);

    expect(without).toMatchObject({ code: 'VERIFICATION_ANSWER_INCOMPLETE', issues: [{ field: 'note' }] });
    expect(done.status).toBe(answer);
    expect(seen.status).toBe('REJECTED');
    expect(seen.history).toContainEqual({ kind: `VERIFICATION_${answer}`, note: 'Nora Desk: OD is -2.50 since May' });
  });

  it('counts once: of two at the same time one, and whoever comes later sees when', async () => {
    const { token } = await asked();

    const both = await Promise.all([reply(token), reply(token, { answer: 'REJECTED', note: 'expired' })]);
    const later = await open(token);

    expect(both.map((one) => one.code ?? 'kept').sort()).toEqual(['VERIFICATION_ANSWERED', 'kept']);
    expect(later).toMatchObject({
      open: false,
      recipientName: null,
      patientName: null,
      patientAddress: null,
      lenses: [],
    });
    expect(later.answeredAt).not.toBeNull();
  });

  it('wants to know who answers', async () => {
    const { token } = await asked();

    expect(await reply(token, { name: '  ' })).toMatchObject({
      code: 'VERIFICATION_ANSWER_INCOMPLETE',
      issues: [{ field: 'name' }],
    });
  });

  it('is refused when the link has run out, and taken a moment before', async () => {
    const early = await asked();
    const late = await asked();
    room.clock.advance(21 * 86_400_000 - 60_000);
    const taken = await reply(early.token);
    room.clock.advance(120_000);

    expect(taken.status).toBe('CONFIRMED');
    expect((await reply(late.token)).code).toBe('VERIFICATION_LINK_INVALID');
  });
});
