import { expect, it } from 'vitest';
import type { ParcelRequest, ShippingProvider } from './shipping.provider.ts';

const portland = {
  name: 'OpticWorks',
  line1: '2145 NW Overton St',
  city: 'Portland',
  region: 'OR',
  postalCode: '97210',
  countryCode: 'US',
  phone: '5035550142',
};
const sanFrancisco = {
  name: 'Ann',
  line1: '388 Townsend St',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94107',
  countryCode: 'US',
};
const berlin = {
  name: 'Berta',
  line1: 'Torstraße 1',
  city: 'Berlin',
  postalCode: '10119',
  countryCode: 'DE',
  phone: '03012345',
};

const parcel = (more: Partial<ParcelRequest> = {}): ParcelRequest => ({
  reference: `contract-${Math.random().toString(36).slice(2)}`,
  from: portland,
  to: sanFrancisco,
  parcel: { lengthIn: 7, widthIn: 4, heightIn: 3, weightOz: 6 },
  currency: 'USD',
  contents: [{ title: 'Spectacles', quantity: 1, valueMinor: 19_800n, weightGrams: 90 }],
  ...more,
});

/** What every source of carriers must do. */
export function shippingContract(cases: { provider(): ShippingProvider }): void {
  it('gives several rates with whole cents, at home and abroad', async () => {
    const provider = cases.provider();

    for (const to of [sanFrancisco, berlin]) {
      const { rates } = await provider.quote(parcel({ to }));
      expect(rates.length).toBeGreaterThan(2);
      for (const rate of rates)
        expect(rate.amount).toMatchObject({ amountMinor: expect.stringMatching(/^\d+$/), currency: 'USD' });
    }
  });

  it('buys a label once, finds it again, and voids it', async () => {
    const provider = cases.provider();
    const quote = await provider.quote(parcel());
    const rate = quote.rates[0]!;
    expect(await provider.lookUp(quote.shipmentId)).toBeNull();

    const label = await provider.buy(quote.shipmentId, rate.id);

    expect(label).toMatchObject({
      trackingCode: expect.any(String),
      labelUrl: expect.stringMatching(/^http/),
      carrier: rate.carrier,
      cost: rate.amount,
    });
    expect(await provider.lookUp(quote.shipmentId)).toMatchObject({ trackingCode: label.trackingCode });
    await expect(provider.buy(quote.shipmentId, rate.id)).rejects.toMatchObject({ name: 'CarrierRefused' });
    await provider.void(quote.shipmentId);
  });

  it('tracks a label from before the first scan', async () => {
    const provider = cases.provider();
    const quote = await provider.quote(parcel());
    const label = await provider.buy(quote.shipmentId, quote.rates[0]!.id);

    const report = await provider.track(label.trackingCode);

    expect(report.trackingCode).toBe(label.trackingCode);
    expect(['pre_transit', 'unknown']).toContain(report.status);
  });
}
