import { fixedClock } from '@opticworks/kernel';
import { type RunningTwins, startTwins } from '@opticworks/twins';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ResendMail } from '../src/mail/providers/resend/resend-mail.ts';
import { paymentContract } from '../src/payments/payment.provider.contract.ts';
import { StripePayments } from '../src/payments/providers/stripe/stripe-payments.ts';
import { EasyPostShipping } from '../src/shipping/providers/easypost/easypost-shipping.ts';
import { shippingContract } from '../src/shipping/shipping.provider.contract.ts';
import { SimulatedPayments, SimulatedShipping } from '../src/simulation/simulated-providers.ts';
import { TaxjarTax } from '../src/tax/providers/taxjar/taxjar-tax.ts';

let twins: RunningTwins;
beforeAll(async () => {
  twins = await startTwins({ port: 0, aftermathMs: 60_000 });
});
afterAll(() => twins.close());

const stripe = () => new StripePayments({ secretKey: 'sk_test_1', webhookSecret: 'whsec_x', apiBase: twins.url });
const easypost = () =>
  new EasyPostShipping({ apiKey: 'EZTK1', webhookSecret: 'secret', apiBase: `${twins.url}/easypost/v2` });

/** A confirmation token as the browser would make it, for a card by its test name. */
async function tokenOf(paymentMethod: string): Promise<string> {
  const answer = await fetch(`${twins.url}/v1/test_helpers/confirmation_tokens`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_1', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ payment_method: paymentMethod }),
  });
  return ((await answer.json()) as { id: string }).id;
}

describe('Stripe', () => {
  paymentContract({
    provider: stripe,
    paid: () => tokenOf('pm_card_visa'),
    declined: () => tokenOf('pm_card_visa_chargeDeclinedInsufficientFunds'),
    action: () => tokenOf('pm_card_threeDSecure2Required'),
  });

  it('refuses a signature whose time is too far away, in both directions', async () => {
    const { default: Stripe } = await import('stripe');
    const payload = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_1', object: 'payment_intent' } },
    });
    const now = new Date('2026-03-10T12:00:00Z');
    const signed = (seconds: number) =>
      new Stripe('sk_test_1').webhooks.generateTestHeaderString({
        payload,
        secret: 'whsec_x',
        timestamp: Math.floor(now.getTime() / 1000) + seconds,
      });
    const read = (seconds: number) => stripe().readWebhook(Buffer.from(payload), signed(seconds), now);

    expect(read(-200)).toEqual({
      eventId: 'evt_1',
      type: 'payment_intent.succeeded',
      paymentId: 'pi_1',
      refundId: null,
      isOurs: true,
    });
    expect(() => read(-400)).toThrow();
    expect(() => read(400)).toThrow();
    expect(() => stripe().readWebhook(Buffer.from(`${payload} `), signed(0), now)).toThrow();
  });

  it('knows which notices may change something here', async () => {
    const { default: Stripe } = await import('stripe');
    const now = new Date('2026-03-10T12:00:00Z');
    const isOurs = (type: string, object: object) => {
      const payload = JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } });
      const signature = new Stripe('sk_test_1').webhooks.generateTestHeaderString({
        payload,
        secret: 'whsec_x',
        timestamp: now.getTime() / 1000,
      });
      return stripe().readWebhook(Buffer.from(payload), signature, now).isOurs;
    };
    const intent = { id: 'pi_1', object: 'payment_intent' };
    const charge = { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' };
    const of = (...types: string[]) => types.map((type) => isOurs(type, type.startsWith('charge') ? charge : intent));

    expect(of('payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.canceled')).toEqual([
      true,
      true,
      true,
    ]);
    expect(of('charge.refunded', 'refund.updated', 'charge.refund.updated', 'charge.dispute.created')).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(of('payment_intent.created', 'charge.succeeded', 'charge.updated', 'balance.available')).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('leaves the outcome open when the service fails after the effect, and finds it under the same key', async () => {
    const token = await tokenOf('pm_card_visa');
    twins.fault({
      service: 'stripe',
      match: { method: 'POST', path: '/v1/payment_intents' },
      kind: 'reset',
      count: 2,
    } as never);
    const request = {
      key: 'k-reset',
      paymentId: null,
      checkoutId: 'checkout_reset',
      orderId: 'order_r',
      orderNumber: 'OW-1',
      amount: { amountMinor: 500n, currency: 'USD' },
      confirmationToken: token,
      returnUrl: 'http://localhost:3000',
      email: 'a@b.example',
    };

    await expect(stripe().pay(request)).rejects.toMatchObject({ name: 'PaymentOutcomeUnknown' });
    await expect(stripe().pay(request)).resolves.toMatchObject({ state: 'succeeded' });
  });
});

describe('simulated payments', () => {
  const provider = new SimulatedPayments();
  paymentContract({
    provider: () => provider,
    paid: async () => 'ok',
    declined: async () => 'decline:insufficient_funds',
    action: async () => 'action',
  });
});

describe('EasyPost', () => {
  shippingContract({ provider: easypost });

  it('reads a signed tracking notice and refuses a changed one', async () => {
    const { createHmac } = await import('node:crypto');
    const event = {
      id: 'evt_1',
      object: 'Event',
      description: 'tracker.updated',
      result: {
        object: 'Tracker',
        tracking_code: 'EZ1',
        shipment_id: 'shp_1',
        status: 'in_transit',
        weight: 17.6,
        tracking_details: [
          {
            datetime: '2026-03-10T12:00:00Z',
            status: 'in_transit',
            message: 'Arrived',
            tracking_location: { city: 'Reno', state: 'NV', country: 'US' },
          },
        ],
      },
    };
    const body = Buffer.from(JSON.stringify(event));
    const headers = {
      'x-hmac-signature': `hmac-sha256-hex=${createHmac('sha256', 'secret').update(body).digest('hex')}`,
    };

    const { eventId, report } = easypost().readWebhook(body, headers);

    expect(eventId).toBe('evt_1');
    expect(report).toMatchObject({
      trackingCode: 'EZ1',
      status: 'in_transit',
      details: [{ message: 'Arrived', location: 'Reno, NV, US' }],
    });
    expect(() => easypost().readWebhook(Buffer.concat([body, Buffer.from(' ')]), headers)).toThrow();
  });

  it('suggests the corrected form of an address and names what is wrong with another', async () => {
    const good = await easypost().checkAddress({
      name: 'A',
      line1: '388 Townsend St',
      city: 'San Francisco',
      region: 'CA',
      postalCode: '94107',
      countryCode: 'US',
    });

    expect(good.verified).toBe(true);
  });
});

describe('simulated carriers', () => {
  const provider = new SimulatedShipping(fixedClock('2026-03-10T12:00:00Z'));
  shippingContract({ provider: () => provider });
});

describe('TaxJar', () => {
  it('taxes accessories, exempts prescription eyewear, and its parts add up', async () => {
    const from = {
      name: 'Shop',
      line1: '1 Main St',
      city: 'Portland',
      region: 'OR',
      postalCode: '97210',
      countryCode: 'US',
    };
    const to = {
      name: 'Ann',
      line1: '388 Townsend St',
      city: 'San Francisco',
      region: 'CA',
      postalCode: '94107',
      countryCode: 'US',
    };
    const tax = new TaxjarTax({ apiKey: 'key', apiBase: `${twins.url}/taxjar` });

    const answer = await tax.taxOf({
      from,
      to,
      currency: 'USD',
      shippingMinor: 595n,
      lines: [
        { id: 'a', quantity: 3, totalMinor: 3_333n, taxCode: 'electronics', isPrescription: false },
        { id: 'b', quantity: 1, totalMinor: 41_000n, taxCode: 'eyewear', isPrescription: true },
      ],
    });

    expect(answer.byLine.get('b')).toBe(0n);
    expect(answer.byLine.get('a')).toBeGreaterThan(200n);
    const total = [...answer.byLine.values()].reduce((sum, part) => sum + part, answer.shippingMinor);
    expect(answer.lines.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(total);
  });
});

describe('Resend', () => {
  it('sends once per key', async () => {
    const mail = new ResendMail({ apiKey: 're_1', apiBase: `${twins.url}/resend` });
    const letter = {
      from: 'OpticWorks <orders@opticworks.example>',
      to: 'ann@example.com',
      subject: 'Hello',
      html: '<p>Hi</p>',
      text: 'Hi',
      idempotencyKey: 'mail_1',
    };

    const ids = [await mail.send(letter), await mail.send(letter)];

    expect(ids[0]).toBe(ids[1]);
  });
});
