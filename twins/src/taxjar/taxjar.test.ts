import Taxjar from 'taxjar';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningTwins, startTwins } from '../start-twins.ts';

let twins: RunningTwins;
let taxjar: Taxjar;

const FROM = { from_country: 'US', from_zip: '94104', from_state: 'CA', from_city: 'San Francisco' };
const TO_NY = { to_country: 'US', to_zip: '10118', to_state: 'NY', to_city: 'New York' };

beforeAll(async () => {
  twins = await startTwins({ port: 0 });
  taxjar = new Taxjar({ apiKey: 'test', apiUrl: `${twins.url}/taxjar` });
});
beforeEach(() => twins.reset());
afterAll(() => twins.close());

const failure = (work: Promise<unknown>): Promise<{ status: number; detail: string; error: string }> =>
  work.then(
    () => {
      throw new Error('expected TaxJar to refuse');
    },
    (error) => error,
  );

describe('tax for an order', () => {
  it('splits tax over lines and jurisdictions so that all parts add up', async () => {
    const { tax } = await taxjar.taxForOrder({
      ...FROM,
      ...TO_NY,
      shipping: 9.95,
      line_items: [
        { id: 'frame', quantity: 1, unit_price: 129.99 },
        { id: 'cloth', quantity: 3, unit_price: 3.33, discount: 1 },
      ],
    });

    const lines = tax.breakdown?.line_items ?? [];
    const sum =
      lines.reduce((total, line) => total + line.tax_collectable, 0) + (tax.breakdown?.shipping?.tax_collectable ?? 0);
    expect(tax).toMatchObject({
      has_nexus: true,
      freight_taxable: true,
      tax_source: 'destination',
      order_total_amount: 148.93,
    });
    expect(lines.map((line) => line.id)).toEqual(['frame', 'cloth']);
    expect(sum).toBeCloseTo(tax.amount_to_collect, 10);
    expect(tax.rate).toBeGreaterThanOrEqual(0.04);
  });

  it('taxes no prescription eyewear, and clothing by the state’s rule', async () => {
    const order = (line: object, to = TO_NY) =>
      taxjar.taxForOrder({ ...FROM, ...to, shipping: 0, line_items: [{ id: '1', quantity: 1, ...line }] } as never);

    expect((await order({ unit_price: 300, product_tax_code: '42142900A0001' })).tax.amount_to_collect).toBe(0);
    expect((await order({ unit_price: 100, product_tax_code: '20010' })).tax.amount_to_collect).toBe(0);
    expect((await order({ unit_price: 120, product_tax_code: '20010' })).tax.amount_to_collect).toBeGreaterThan(0);
    const massachusetts = { to_country: 'US', to_zip: '02110', to_state: 'MA', to_city: 'Boston' };
    expect((await order({ unit_price: 275, product_tax_code: '20010' }, massachusetts)).tax.taxable_amount).toBe(100);
  });

  it('collects nothing without nexus or sales tax', async () => {
    const oregon = await taxjar.taxForOrder({
      ...FROM,
      to_country: 'US',
      to_zip: '97201',
      to_state: 'OR',
      amount: 100,
      shipping: 5,
    });
    const elsewhere = await taxjar.taxForOrder({
      ...FROM,
      ...TO_NY,
      amount: 100,
      shipping: 5,
      nexus_addresses: [{ country: 'US', state: 'CA', zip: '94104' }],
    });
    expect(oregon.tax.amount_to_collect).toBe(0);
    expect(elsewhere.tax).toMatchObject({ has_nexus: false, amount_to_collect: 0 });
  });

  it('knows VAT of European destinations and Canada’s two taxes', async () => {
    const germany = await taxjar.taxForOrder({ ...FROM, to_country: 'DE', to_zip: '10117', amount: 100, shipping: 10 });
    const quebec = await taxjar.taxForOrder({
      ...FROM,
      to_country: 'CA',
      to_zip: 'H2X 1Y4',
      to_state: 'QC',
      amount: 100,
      shipping: 0,
    });
    expect(germany.tax).toMatchObject({ rate: 0.19, amount_to_collect: 20.9, jurisdictions: { country: 'DE' } });
    expect(quebec.tax.amount_to_collect).toBe(14.98);
    expect(quebec.tax.breakdown).toMatchObject({ gst: 5, qst: 9.98 });
  });

  it('answers mistakes in TaxJar’s shape', async () => {
    expect(
      await failure(taxjar.taxForOrder({ to_country: 'US', to_state: 'NY', amount: 1, shipping: 0 } as never)),
    ).toMatchObject({
      status: 400,
      error: 'Bad Request',
      detail: 'No to zip, required when country is US',
    });
    expect(await failure(taxjar.taxForOrder({ ...TO_NY, to_state: 'CA', amount: 1, shipping: 0 }))).toMatchObject({
      status: 406,
      detail: 'to_zip 10118 is not used within to_state CA',
    });
  });
});

describe('rates, categories and transactions', () => {
  it('shows the same rate as it charges', async () => {
    const { rate } = await taxjar.ratesForLocation('10118');
    const { tax } = await taxjar.taxForOrder({ ...FROM, ...TO_NY, amount: 100, shipping: 0 });
    expect(rate.state).toBe('NY');
    expect(Number(rate.combined_rate)).toBe(tax.rate);
    expect((await taxjar.categories()).categories.map((each) => each.product_tax_code)).toContain('20010');
  });

  it('records an order and its refund once', async () => {
    const order = {
      transaction_id: 'order_1',
      transaction_date: '2026-11-20',
      ...TO_NY,
      amount: 110,
      shipping: 10,
      sales_tax: 9.76,
      line_items: [],
    };
    expect((await taxjar.createOrder(order)).order.transaction_id).toBe('order_1');
    expect(await failure(taxjar.createOrder(order))).toMatchObject({ status: 422 });
    const refund = {
      ...order,
      transaction_id: 'refund_1',
      transaction_reference_id: 'order_1',
      amount: -110,
      shipping: -10,
      sales_tax: -9.76,
    };
    expect((await taxjar.createRefund(refund)).refund.transaction_reference_id).toBe('order_1');
    expect((await taxjar.listOrders({ transaction_date: '2026-11-20' })).orders).toEqual(['order_1']);
    expect((await taxjar.showOrder('order_1')).order.sales_tax).toBe(9.76);
    expect((await taxjar.deleteOrder('order_1')).order.amount).toBeNull();
    expect(await failure(taxjar.showOrder('order_1'))).toMatchObject({ status: 404 });
  });
});
