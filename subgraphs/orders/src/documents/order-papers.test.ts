import { expect, it } from 'vitest';
import { addressLines } from './address-lines.ts';
import { dateInWords } from './calendar-date.ts';
import { type InvoiceData, invoicePdf } from './invoice.pdf.ts';
import { type PackingSlipData, packingSlipPdf } from './packing-slip.pdf.ts';

const seller = { name: 'OpticWorks', lines: ['5 Lens Street', 'Portland, OR 97201'], taxId: 'EIN 12-3456789' };
const address = {
  name: 'Łukasz Žižka Ελένη Ольга',
  line1: '1 Ferry Building',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94111',
  countryCode: 'US',
};

function anInvoice(about: Partial<InvoiceData> = {}): InvoiceData {
  return {
    locale: 'en',
    pageSize: 'LETTER',
    seller,
    invoiceNumber: 'IN-100123',
    orderNumber: 'OW-100123',
    issuedOn: '2026-11-22',
    placedOn: '2026-11-21',
    billingAddress: address,
    shippingAddress: address,
    lines: [aLine()],
    totals: [
      { label: 'subtotal', amount: '$398.00' },
      { label: 'tax', amount: '$18.31' },
      { label: 'total', amount: '$416.31' },
    ],
    taxLines: [{ label: 'California', ratePercent: '7.25', amount: '$18.31' }],
    fsaEligibleTotal: '$416.31',
    payments: [{ method: 'Visa', last4: '4242', paidOn: '2026-11-21', amount: '$416.31' }],
    refunds: [],
    returnInstructions: ['Start the return on your order page.', 'Put the label on the parcel.'],
    ...about,
  };
}

function aLine(): InvoiceData['lines'][number] {
  return {
    title: 'Harbor 52 with progressive lenses',
    detail: 'Tortoise, progressive 1.67, anti-reflective',
    sku: 'HAR-TOR-52',
    quantity: 1,
    unitPrice: '$418.00',
    discount: '−$20.00',
    tax: '$18.31',
    total: '$416.31',
    fsaEligible: true,
  };
}

function aSlip(about: Partial<PackingSlipData> = {}): PackingSlipData {
  return {
    locale: 'en',
    pageSize: 'A4',
    seller,
    orderNumber: 'OW-100123',
    placedOn: '2026-11-21',
    packedOn: '2026-11-25',
    parcel: { number: 1, of: 2 },
    carrier: 'USPS',
    trackingCode: '9400100000000000000000',
    shippingAddress: address,
    lines: [{ title: 'Harbor 52', detail: 'Tortoise', sku: 'HAR-TOR-52', quantity: 1, ordered: 2 }],
    returnInstructions: ['Open your order page.'],
    ...about,
  };
}

const pagesOf = (pdf: Buffer): number => Number(/\/Type \/Pages[^>]*?\/Count (\d+)/s.exec(pdf.toString('latin1'))?.[1]);
const boxOf = (pdf: Buffer): string | undefined => /\/MediaBox \[([^\]]+)\]/.exec(pdf.toString('latin1'))?.[1];

it.each(['en', 'de'] as const)('prints invoice and slip on one page each, in %s', async (locale) => {
  for (const pdf of [await invoicePdf(anInvoice({ locale })), await packingSlipPdf(aSlip({ locale }))]) {
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true);
    expect(pagesOf(pdf)).toBe(1);
  }
});

it('goes on to further pages when an order is long', async () => {
  const lines = Array.from({ length: 40 }, aLine);

  const pdf = await invoicePdf(anInvoice({ lines }));

  expect(pagesOf(pdf)).toBeGreaterThanOrEqual(4);
  expect(pagesOf(pdf)).toBeLessThanOrEqual(6);
});

it('fits Letter and A4', async () => {
  expect(boxOf(await invoicePdf(anInvoice({ pageSize: 'LETTER' })))).toBe('0 0 612 792');
  expect(boxOf(await invoicePdf(anInvoice({ pageSize: 'A4' })))).toBe('0 0 595.28 841.89');
});

it('carries its own letters, so that names outside Western Europe print', async () => {
  const text = (await invoicePdf(anInvoice())).toString('latin1');

  expect(text).toMatch(/\/FontFile2/);
  expect(text).not.toContain('/Helvetica');
});

it('is the same file each time it is asked for', async () => {
  expect((await invoicePdf(anInvoice())).equals(await invoicePdf(anInvoice()))).toBe(true);
});

it('writes an address as its country does', () => {
  const german = { ...address, city: 'Köln', region: null, postalCode: '50667', countryCode: 'DE', line2: ' ' };

  expect(addressLines(address, 'en').slice(-2)).toEqual(['San Francisco, CA 94111', 'United States']);
  expect(addressLines(german, 'de').slice(-3)).toEqual(['1 Ferry Building', '50667 Köln', 'Deutschland']);
});

it('says calendar dates without shifting them to another zone', () => {
  expect(dateInWords('2026-12-01', 'en')).toBe('December 1, 2026');
  expect(dateInWords('2026-12-01T00:30:00Z', 'de')).toBe('1. Dezember 2026');
  expect(dateInWords('soon', 'en')).toBe('soon');
});
