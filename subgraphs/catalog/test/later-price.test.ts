// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import type { LensChoiceValue, PrescriptionValue } from '@opticworks/schema';
import { QuoteLines } from '@opticworks/schema/operations/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog, guest } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let frameId: string;
let rimlessId: string;
let options: Record<string, string>;

beforeAll(async () => {
  shop = await aCatalog();
  const frames = await shop.catalog.database.query<{ id: string; rim: string }>(
    `select distinct on (p.frame->>'rim') v.id, p.frame->>'rim' as rim from variant v join product p on p.id = v.product_id
     where (p.frame->>'prescriptionReady')::boolean and p.published and not v.discontinued order by p.frame->>'rim', v.sku`,
  );
  frameId = frames.find(({ rim }) => rim === 'FULL')!.id;
  rimlessId = frames.find(({ rim }) => rim === 'RIMLESS')!.id;
  const { lensOptions } = await shop.ask('{ lensOptions { id code } }');
  options = Object.fromEntries(lensOptions.map((o: any) => [o.code, o.id]));
});
afterAll(() => shop?.close());

const QUOTE = `query ($input: LensQuoteInput!) { lensQuote(input: $input) { __typename ... on LensQuote { complete powerBand price { amount }
  thickness { eye } pricesByBand { band maxPower maxCylinder price { amount } } issues { code severity } materials { option { code } possible } } } }`;
const quote = async (input: object) => (await shop.ask(QUOTE, { input }, guest)).lensQuote;
const choice = (material = 'index-160') => ({
  use: 'DISTANCE',
  designId: options['sv-distance'],
  materialId: options[material],
  treatmentIds: [options['hard-coat']],
});

const rx = (sphere: number): PrescriptionValue => ({
  id: 'rx_1',
  product: 'GLASSES',
  od: { sphere, cylinder: 0, axis: null, add: null, prisms: [] },
  os: { sphere, cylinder: 0, axis: null, add: null, prisms: [] },
  pd: { binocularMm: 63, odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null },
  segHeightMm: null,
  vertexMm: null,
  pantoscopicTiltDeg: null,
  wrapAngleDeg: null,
  issuedOn: null,
  expiresOn: null,
  birthYear: null,
  contactLenses: [],
});
const quoteLines = async (input: object) => {
  const operation = shop.catalog.operations.find(({ def }) => def.name === QuoteLines.name)!;
  return QuoteLines.output.parse(
    await operation.run(QuoteLines.input.parse(input), {
      principal: { kind: 'service', name: 'orders' },
      idempotencyKey: null,
      requestId: 'request_test',
      log: undefined as never,
    }),
  );
};
const line = async (prescription: PrescriptionValue | null, material = 'index-160', variantId = frameId) => {
  const { designId, materialId, treatmentIds, use } = choice(material) as Record<string, unknown> as Record<
    string,
    never
  >;
  const { lines } = await quoteLines({
    currency: 'USD',
    locale: 'en',
    couponCodes: [],
    customerId: null,
    lines: [
      {
        lineId: 'l',
        variantId,
        quantity: 1,
        contactLens: null,
        lens: { prescription, use, designId, materialId, treatmentIds, rush: false, confirmedWarnings: [] },
      },
    ],
  });
  return lines[0]!;
};
const agreed = (lens: LensChoiceValue | null) =>
  Object.fromEntries((lens?.unitByBand ?? []).map(({ band, unit }) => [band, unit.amountMinor]));

describe('lenses whose prescription is sent later', () => {
  it('cost in the builder the dearest they can become, and say what each strength would cost', async () => {
    const later = await quote({ variantId: frameId, ...choice(), prescriptionLater: true });

    expect(later).toMatchObject({ complete: true, powerBand: null, thickness: [] });
    expect(later.pricesByBand.map((one: any) => [one.band, one.maxPower, one.maxCylinder])).toEqual([
      ['A', '4.00', '2.00'],
      ['B', '6.00', '4.00'],
      ['C', null, null],
    ]);
    expect(later.price.amount).toBe(later.pricesByBand[2].price.amount);
  });

  it('agree in the cart on the very prices a prescription of that strength is quoted at', async () => {
    const later = await line(null);
    const known = await Promise.all([rx(-2_000), rx(-5_000), rx(-7_000)].map((one) => line(one)));

    const prices = agreed(later.lens);
    expect(later.lens?.prescriptionId).toBeNull();
    expect(later.issues.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    expect(known.map(({ band }) => band)).toEqual(['A', 'B', 'C']);
    expect(known.map(({ band, unitPrice }) => [band, unitPrice.amountMinor])).toEqual(Object.entries(prices));
    expect(later.unitPrice.amountMinor).toBe(prices.C);
    expect(known[0]!.lens?.unitByBand).toBeUndefined();
  });

  it('are judged by the frame: what no prescription could make possible is refused at once', async () => {
    const later = await line(null, 'cr39', rimlessId);

    expect(later.issues.some(({ severity }) => severity === 'error')).toBe(true);
    const builder = await quote({ variantId: rimlessId, ...choice('cr39'), prescriptionLater: true });
    expect(builder.complete).toBe(false);
    expect(builder.materials.find((one: any) => one.option.code === 'cr39').possible).toBe(false);
  });

  it('still ask for powers where nobody said they come later', async () => {
    expect(await quote({ variantId: frameId, ...choice() })).toMatchObject({ complete: false, price: null });
  });
});
