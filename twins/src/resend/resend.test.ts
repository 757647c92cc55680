import { Resend } from 'resend';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningTwins, startTwins } from '../start-twins.ts';
import type { Mail } from './mailbox.ts';

let twins: RunningTwins;
let resend: Resend;

const MAIL = {
  from: 'OpticWorks <orders@opticworks.example>',
  to: 'ada@example.com',
  subject: 'Your order',
  html: '<p>Thank you</p>',
  text: 'Thank you',
};
const inbox = async (to: string): Promise<Mail[]> =>
  (await (await fetch(`${twins.url}/control/mail?to=${encodeURIComponent(to)}`)).json()) as Mail[];

beforeAll(async () => {
  twins = await startTwins({ port: 0 });
  resend = new Resend('re_test_1', { baseUrl: `${twins.url}/resend` });
});
beforeEach(() => twins.reset());
afterAll(() => twins.close());

describe('mails', () => {
  it('keeps what was sent, attachments and headers included', async () => {
    const { data, error } = await resend.emails.send({
      ...MAIL,
      replyTo: 'help@opticworks.example',
      headers: { 'X-Entity-Ref-ID': 'order_1' },
      tags: [{ name: 'kind', value: 'order' }],
      attachments: [{ filename: 'invoice.txt', content: Buffer.from('paid') }],
    });

    expect(error).toBeNull();
    const [mail] = await inbox('ada@');
    expect(mail).toMatchObject({ id: data?.id, subject: 'Your order', headers: { 'X-Entity-Ref-ID': 'order_1' } });
    expect(Buffer.from(mail?.attachments[0]?.content ?? '', 'base64').toString()).toBe('paid');
    expect((await resend.emails.get(data?.id as string)).data).toMatchObject({
      object: 'email',
      last_event: 'delivered',
      html: '<p>Thank you</p>',
    });
  });

  it('sends batches whole or not at all', async () => {
    const sent = await resend.batch.send([MAIL, { ...MAIL, to: ['bob@example.com'] }]);
    const refused = await resend.batch.send([MAIL, { ...MAIL, to: 'nobody' }]);

    expect(sent.data?.data).toHaveLength(2);
    expect(refused.error).toMatchObject({ name: 'validation_error', statusCode: 422 });
    expect(await inbox('')).toHaveLength(2);
  });

  it('sends once per idempotency key', async () => {
    const first = await resend.emails.send(MAIL, { idempotencyKey: 'order_1/confirmation' });
    const again = await resend.emails.send(MAIL, { idempotencyKey: 'order_1/confirmation' });
    const other = await resend.emails.send({ ...MAIL, subject: 'Other' }, { idempotencyKey: 'order_1/confirmation' });

    expect(again.data?.id).toBe(first.data?.id);
    expect(other.error).toMatchObject({ name: 'invalid_idempotent_request', statusCode: 409 });
    expect(await inbox('ada@')).toHaveLength(1);
  });

  it('answers mistakes in Resend’s words', async () => {
    expect((await resend.emails.send({ ...MAIL, to: '' })).error).toMatchObject({
      name: 'missing_required_field',
      statusCode: 422,
    });
    expect((await resend.emails.send({ ...MAIL, from: 'me' })).error).toMatchObject({ name: 'validation_error' });
    expect((await new Resend('wrong', { baseUrl: `${twins.url}/resend` }).emails.send(MAIL)).error).toMatchObject({
      name: 'invalid_api_key',
    });
    expect((await resend.emails.get('none')).error).toMatchObject({ name: 'not_found', statusCode: 404 });
  });

  it('meets faults on demand', async () => {
    await fetch(`${twins.url}/control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ service: 'resend', kind: 'status', status: 429 }),
    });
    expect((await resend.emails.send(MAIL)).error).toMatchObject({ name: 'rate_limit_exceeded', statusCode: 429 });
    twins.fault({ service: 'resend', kind: 'reset' });
    expect((await resend.emails.send(MAIL)).error).toMatchObject({ name: 'application_error', statusCode: null });
    expect((await resend.emails.send(MAIL)).error).toBeNull();
  });

  it('shows a mailbox page', async () => {
    expect(await (await fetch(`${twins.url}/mailbox`)).text()).toContain('<title>Mailbox');
    expect(await (await fetch(`${twins.url}/`)).text()).toContain('pages/console.js');
  });
});
