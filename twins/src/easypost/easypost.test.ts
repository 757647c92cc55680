import EasyPostClient from '@easypost/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningTwins, startTwins } from '../start-twins.ts';
import { type Receiver, startReceiver } from '../testing/receiver.ts';

let twins: RunningTwins;
let receiver: Receiver;
// The SDK ships types without a constructor and promises instances the API does not take: used untyped here.
// biome-ignore lint/suspicious/noExplicitAny: see above
let easypost: any;
// biome-ignore lint/suspicious/noExplicitAny: see above
const Client = EasyPostClient as unknown as new (key: string, options: { baseUrl: string }) => any;

const SHOP = {
  company: 'OpticWorks',
  street1: '417 Montgomery Street',
  city: 'San Francisco',
  state: 'CA',
  zip: '94104',
  country: 'US',
  phone: '4155550100',
};
const BUYER = {
  name: 'Grace Hopper',
  street1: '350 Fifth Avenue',
  city: 'New York',
  state: 'NY',
  zip: '10118',
  country: 'US',
};
const PARCEL = { length: 8, width: 5, height: 3, weight: 12 };

const shipment = (more: object = {}) =>
  easypost.Shipment.create({ to_address: BUYER, from_address: SHOP, parcel: PARCEL, ...more });
const bought = async (more: object = {}) => {
  const created = await shipment(more);
  return easypost.Shipment.buy(created.id, created.lowestRate());
};
const failure = async (
  work: Promise<unknown>,
): Promise<{ statusCode: number; code: string; errors: { code: string }[] }> =>
  work.then(
    () => {
      throw new Error('expected EasyPost to refuse');
    },
    (error) => error,
  );
const advance = (code: string, body: object = {}) =>
  fetch(`${twins.url}/control/easypost/trackers/${code}/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  receiver = await startReceiver();
  twins = await startTwins({ port: 0, webhookTargets: { easypost: receiver.url }, aftermathMs: 60_000 });
  easypost = new Client('EZTK_test', { baseUrl: `${twins.url}/easypost/v2/` });
});
beforeEach(() => {
  twins.reset();
  receiver.received.length = 0;
});
afterAll(async () => {
  await twins.close();
  await receiver.close();
});

describe('addresses', () => {
  it('corrects a deliverable address and adds ZIP+4', async () => {
    const address = await easypost.Address.create({ ...BUYER, verify: true });
    expect(address).toMatchObject({ street1: '350 FIFTH AVE', city: 'NEW YORK', residential: true });
    expect(address.zip).toMatch(/^10118-\d{4}$/);
    expect(address.verifications.delivery).toMatchObject({ success: true, errors: [] });
    expect(address.verifications.delivery.details.time_zone).toBe('America/New_York');
  });

  it('says why an address cannot be found, and refuses it when strict', async () => {
    const bad = { ...BUYER, street1: '1 Nowhere Lane' };
    const address = await easypost.Address.create({ ...bad, verify: ['delivery'] });
    const error = await failure(easypost.Address.create({ ...bad, verify_strict: true }));
    const wrongState = await failure(easypost.Address.createAndVerify({ ...BUYER, state: 'CA' }));

    expect(address.verifications.delivery).toMatchObject({ success: false, errors: [{ code: 'E.ADDRESS.NOT_FOUND' }] });
    expect(error).toMatchObject({ statusCode: 422, code: 'ADDRESS.VERIFY.FAILURE' });
    expect(wrongState.errors.map((each) => each.code)).toContain('E.STATE.INVALID');
  });

  it('verifies a stored address and lists addresses', async () => {
    const { id } = await easypost.Address.create({ ...BUYER });
    expect((await easypost.Address.verifyAddress(id)).verifications.delivery.success).toBe(true);
    expect((await easypost.Address.all()).addresses).toHaveLength(1);
    expect(await failure(easypost.Address.retrieve('adr_none'))).toMatchObject({ statusCode: 404, code: 'NOT_FOUND' });
  });
});

describe('rates', () => {
  it('offers several services of three carriers, the same each time', async () => {
    const first = await shipment();
    const again = await shipment();

    const prices = (each: { rates: { carrier: string; service: string; rate: string }[] }) =>
      each.rates.map(({ carrier, service, rate }) => [carrier, service, rate].join(' '));
    expect(new Set(first.rates.map((rate: { carrier: string }) => rate.carrier)).size).toBeGreaterThanOrEqual(3);
    expect(first.rates.length).toBeGreaterThanOrEqual(9);
    expect(prices(again)).toEqual(prices(first));
    expect(first.rates[0]).toMatchObject({
      delivery_days: expect.any(Number),
      delivery_date: expect.any(String),
      currency: 'USD',
    });
    expect(first.usps_zone).toBe(8);
  });

  it('costs more further away and heavier', async () => {
    const lowest = async (more: object) => Number((await shipment(more)).lowestRate(['USPS'], ['Priority']).rate);
    const near = await lowest({ to_address: { ...BUYER, city: 'Oakland', state: 'CA', zip: '94612' } });
    const far = await lowest({});
    const heavy = await lowest({ parcel: { ...PARCEL, weight: 160 } });
    expect(near).toBeLessThan(far);
    expect(far).toBeLessThan(heavy);
  });

  it('asks for customs info across a border', async () => {
    const abroad = { ...BUYER, street1: 'Friedrichstraße 10', city: 'Berlin', state: '', zip: '10117', country: 'DE' };
    const without = await shipment({ to_address: abroad });
    const customs = {
      customs_items: [
        {
          description: 'Spectacle frame',
          quantity: 1,
          weight: 4,
          value: 120,
          hs_tariff_number: '900311',
          origin_country: 'US',
        },
      ],
    };
    const withCustoms = await shipment({ to_address: abroad, customs_info: customs });

    expect(without.rates).toEqual([]);
    expect(without.messages[0].message).toContain('Customs info');
    expect(withCustoms.rates.map((rate: { carrier: string }) => rate.carrier)).toContain('DHLExpress');
  });

  it('estimates with SmartRate', async () => {
    const created = await shipment();
    const smart = await easypost.Shipment.lowestSmartRate(created.id, 3, 'percentile_90');
    expect(smart.time_in_transit.percentile_90).toBeLessThanOrEqual(3);
  });
});

describe('labels', () => {
  it('buys once, with a label in three formats', async () => {
    const created = await shipment({ reference: 'parcel_1' });
    const label = await easypost.Shipment.buy(created.id, created.lowestRate(), 100);
    const second = await failure(easypost.Shipment.buy(created.id, created.lowestRate()));

    expect(label).toMatchObject({
      insurance: '100.00',
      status: 'pre_transit',
      selected_rate: { id: created.lowestRate().id },
    });
    expect(second).toMatchObject({ statusCode: 422, code: 'SHIPMENT.POSTAGE.EXISTS' });
    expect((await easypost.Shipment.retrieve('parcel_1')).id).toBe(created.id);
    expect((await easypost.Shipment.all()).shipments).toHaveLength(1);

    const png = Buffer.from(await (await fetch(label.postage_label.label_url)).arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const pdf = await easypost.Shipment.convertLabelFormat(created.id, 'PDF');
    expect(await (await fetch(pdf.postage_label.label_pdf_url)).text()).toMatch(/^%PDF-1\.4/);
    const zpl = await easypost.Shipment.convertLabelFormat(created.id, 'ZPL');
    expect(await (await fetch(zpl.postage_label.label_zpl_url)).text()).toMatch(/^\^XA[\s\S]+\^XZ$/);
  });

  it('voids a label before the carrier has the parcel, not after', async () => {
    const label = await bought();
    expect((await easypost.Shipment.refund(label.id)).refund_status).toBe('submitted');
    await twins.runTimers();
    expect((await easypost.Shipment.retrieve(label.id)).refund_status).toBe('refunded');

    const moving = await bought();
    await advance(moving.tracking_code);
    expect((await failure(easypost.Shipment.refund(moving.id))).code).toBe('SHIPMENT.REFUND.UNAVAILABLE');
  });

  it('bought postage survives a 500 after the effect: the shipment tells', async () => {
    const created = await shipment();
    twins.fault({ service: 'easypost', kind: 'afterEffect500', match: { path: '/easypost/v2/shipments/*/buy' } });
    const error = await failure(easypost.Shipment.buy(created.id, created.lowestRate()));
    expect(error.statusCode).toBe(500);
    expect((await easypost.Shipment.retrieve(created.id)).postage_label.label_url).toContain(created.id);
  });
});

describe('trackers', () => {
  it('walks to delivered with signed events the SDK accepts', async () => {
    const label = await bought();
    await advance(label.tracking_code, { to: 'delivered' });

    const updates = await receiver.waitFor((event) => event.description === 'tracker.updated', 3);
    const events = updates.map((update) =>
      easypost.Utils.validateWebhook(Buffer.from(update.body), update.headers, twins.secrets.easypostWebhook),
    );
    expect(events.map((event) => event.result.status)).toEqual(['in_transit', 'out_for_delivery', 'delivered']);
    expect(events[0].previous_attributes).toEqual({ status: 'pre_transit' });
    const tracker = await easypost.Tracker.retrieve(label.tracker.id);
    expect(tracker).toMatchObject({ status: 'delivered', finalized: true, signed_by: 'Grace Hopper' });
    expect((await easypost.Shipment.retrieve(label.id)).status).toBe('delivered');
    expect((await easypost.Tracker.all({ tracking_code: label.tracking_code })).trackers).toHaveLength(1);
  });

  it('repeats and reorders on demand', async () => {
    const label = await bought();
    await advance(label.tracking_code, { to: 'out_for_delivery', duplicate: 1, outOfOrder: true });
    const updates = await receiver.waitFor((event) => event.description === 'tracker.updated', 4);
    expect(updates.map((update) => JSON.parse(update.body).result.status)).toEqual([
      'out_for_delivery',
      'out_for_delivery',
      'in_transit',
      'in_transit',
    ]);
  });

  it('knows EasyPost’s test codes and registered webhooks', async () => {
    const hook = await easypost.Webhook.create({ url: receiver.url, webhook_secret: 'sécret' });
    const tracker = await easypost.Tracker.create({ tracking_code: 'EZ4000000004', carrier: 'USPS' });
    expect(tracker.status).toBe('delivered');
    const created = await receiver.waitFor((event) => event.description === 'tracker.created', 2);
    const accepted = created.filter((item) => {
      try {
        return easypost.Utils.validateWebhook(Buffer.from(item.body), item.headers, 'sécret');
      } catch {
        return false;
      }
    });
    expect(accepted).toHaveLength(1);
    await easypost.Webhook.delete(hook.id);
    expect((await easypost.Webhook.all()).webhooks).toEqual([]);
    expect((await easypost.Event.all()).events[0].description).toBe('tracker.created');
  });
});
