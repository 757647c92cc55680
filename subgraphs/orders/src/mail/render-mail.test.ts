import { describe, expect, it } from 'vitest';
import { type MailContent, type MailKind, mailKinds, type PrescriptionProblem } from './mail.content.ts';
import { renderMail } from './render-mail.tsx';

const locales = ['en', 'de'] as const;

function aLetter(about: Partial<MailContent> = {}): MailContent {
  return {
    kind: 'ORDER_CONFIRMATION',
    locale: 'en',
    orderNumber: 'OW-100123',
    recipient: 'Zoë Łukasz',
    orderUrl: 'https://shop.example/orders/OW-100123?token=abc.def',
    lines: [{ title: 'Harbor 52', detail: 'Tortoise, progressive 1.67', quantity: 2, total: '$418.00' }],
    totals: [
      { label: 'subtotal', amount: '$418.00' },
      { label: 'discount', amount: '−$20.00' },
      { label: 'shipping', amount: '$0.00' },
      { label: 'tax', amount: '$18.31' },
      { label: 'total', amount: '$416.31' },
    ],
    shippingAddress: {
      name: 'Zoë Łukasz',
      line1: '1 Ferry Building',
      city: 'San Francisco',
      region: 'CA',
      postalCode: '94111',
      countryCode: 'US',
    },
    promiseDate: '2026-12-04',
    awaitsPrescription: false,
    tracking: {
      carrier: 'USPS',
      code: '9400100000000000000000',
      url: 'https://track.example/9400',
      estimatedDelivery: '2026-12-03T00:00:00Z',
    },
    refund: { amount: '$18.40', reason: null },
    returnNumber: 'RT-2001',
    labelUrl: 'https://labels.example/l.pdf',
    whyAgain: { problem: 'STRONGER', costsMore: '$20.00' },
    cancelled: 'Harbor 52',
    reason: 'The lenses are scratched.',
    ...about,
  };
}

const bare = {
  lines: [],
  totals: [],
  shippingAddress: null,
  promiseDate: null,
  tracking: null,
  refund: null,
  returnNumber: null,
  labelUrl: null,
  whyAgain: null,
  cancelled: null,
  reason: null,
} satisfies Partial<MailContent>;

describe.each(locales)('letters in %s', (locale) => {
  it.each(mailKinds)('%s has a subject, the link and no gaps', async (kind) => {
    for (const about of [{}, bare]) {
      const { subject, html, text } = await renderMail(aLetter({ kind, locale, ...about }));

      expect(subject).toMatch(/OW-100123|RT-2001/);
      expect(html).toContain(`lang="${locale}"`);
      expect(html).toContain('https://shop.example/orders/OW-100123?token=abc.def');
      expect(text).toContain('https://shop.example/orders/OW-100123?token=abc.def');
      for (const part of [subject, html, text])
        expect(part).not.toMatch(/undefined|\[object|NaN|Invalid Date|\bnull\b/);
    }
  });

  it('names every amount in the confirmation', async () => {
    const { html, text } = await renderMail(aLetter({ locale }));

    for (const amount of ['$418.00', '−$20.00', '$0.00', '$18.31', '$416.31']) {
      expect(html).toContain(amount);
      expect(text).toContain(amount);
    }
  });
});

it.each<[MailKind, RegExp]>([
  ['ORDER_CONFIRMATION', /order.*confirm/i],
  ['OUT_FOR_DELIVERY', /deliver/i],
  ['DELIVERED', /deliver/i],
  ['REFUND', /refund of \$18\.40 for OW-100123/i],
  ['RETURN_LABEL', /return label for RT-2001/i],
  ['PRESCRIPTION_PROBLEM', /prescription \(OW-100123\)/i],
])('the subject of %s tells what it is', async (kind, words) => {
  const { subject } = await renderMail(aLetter({ kind }));

  expect(subject).toMatch(words);
});

it('tells the parcel, its number and its day', async () => {
  const { html, text } = await renderMail(aLetter({ kind: 'SHIPPED' }));

  for (const part of [html, text]) {
    expect(part).toContain('9400100000000000000000');
    expect(part).toContain('https://track.example/9400');
    expect(part).toContain('Thursday, December 3');
  }
});

it('shows what people typed as text, never as markup', async () => {
  const { html } = await renderMail(
    aLetter({
      recipient: '<img src=x onerror=alert(1)>',
      lines: [{ title: '<script>alert(1)</script>', detail: '"&', quantity: 1, total: '$1.00' }],
      shippingAddress: { name: '<b>A</b>', line1: '<i>', city: 'B', postalCode: '1', countryCode: 'DE' },
    }),
  );

  expect(html).not.toMatch(/<script>alert|<img src=x|<b>A|<i>(?!<\/i>)\s*<\/p>/);
  expect(html).toContain('&lt;img src=x');
});

it('refuses links that are no web pages', async () => {
  const { html, text } = await renderMail(
    aLetter({
      kind: 'RETURN_LABEL',
      labelUrl: 'javascript:alert(1)',
      tracking: { carrier: 'USPS', code: '1', url: 'data:text/html,x', estimatedDelivery: null },
    }),
  );

  expect(html + text).not.toMatch(/javascript:|data:text/);
});

it('keeps the reason of a prescription problem out of the mail, because it may hold powers', async () => {
  const { html, text } = await renderMail(aLetter({ kind: 'PRESCRIPTION_PROBLEM', reason: 'OD -2.25 unlikely' }));

  expect(html + text).not.toContain('-2.25');
});

it.each<[PrescriptionProblem, RegExp, RegExp]>([
  ['REJECTED', /optician could not accept it/, /konnte es so nicht annehmen/],
  ['NOT_GOOD', /no longer good for ordering/, /nicht mehr bestellen/],
  ['NOT_MAKEABLE', /cannot be made in this frame/, /nicht fertigen/],
  ['STRONGER', /cost \$20\.00 more/, /kosten \$20\.00 mehr/],
])('tells why a prescription is asked for again and what to do: %s', async (problem, english, german) => {
  for (const [locale, why, cancel] of [
    ['en', english, /cancel/],
    ['de', german, /stornieren/],
  ] as const) {
    const whyAgain = { problem, costsMore: problem === 'STRONGER' ? '$20.00' : null };
    const { html, text } = await renderMail(
      aLetter({ kind: 'PRESCRIPTION_AGAIN', locale, whyAgain, reason: 'OD -2.25 unlikely' }),
    );

    for (const part of [html, text]) {
      expect(part).toMatch(why);
      expect(part).toMatch(cancel);
      expect(part).not.toContain('-2.25');
    }
  }
});

it('keeps a subject on one line', async () => {
  const { subject } = await renderMail(aLetter({ kind: 'RETURN_LABEL', returnNumber: 'RT-1\r\nBcc: x@example.com' }));

  expect(subject).not.toMatch(/[\r\n]/);
});

it('writes the same bytes for the same content', async () => {
  expect(await renderMail(aLetter())).toEqual(await renderMail(aLetter()));
});
