// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog, customer, guest, staff } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let sku: string;
let options: Record<string, string>;

beforeAll(async () => {
  shop = await aCatalog();
  const [wide] = await shop.catalog.database.query<{ sku: string }>(
    `select v.sku from variant v join product p on p.id = v.product_id where p.frame->>'rim' = 'FULL' order by v.eye_size_tenths desc, v.sku limit 1`,
  );
  sku = wide?.sku as string;
  const { lensOptions } = await shop.ask('{ lensOptions { id code } }');
  options = Object.fromEntries(lensOptions.map((o: any) => [o.code, o.id]));
});
afterAll(() => shop?.close());

const EXPLAIN = `query ($input: LensExplainInput!) { explainLenses(input: $input) { __typename ... on Refusal { code issues { field } }
  ... on LensExplanation { rulesVersion possible frameName notices { code }
    checks { rule title eye numbers passed reasonCode reason source }
    suggestions { code message change frameSku }
    lenses { eye madeAs blankSku minimumBlankMm baseCurve size { edgeMaxMm } } } } }`;
const explain = async (more: object = {}, who = staff('optician'), locale: 'en' | 'de' = 'en') =>
  (
    await shop.ask(
      EXPLAIN,
      {
        input: {
          sku,
          od: { sphere: '-3.00', cylinder: '-0.50', axis: 5 },
          os: { sphere: '-2.75' },
          pd: { odMm: '28', osMm: '28' },
          birthYear: 1980,
          designId: options['sv-distance'],
          materialId: options['index-174'],
          treatmentIds: [],
          ...more,
        },
      },
      who,
      locale,
    )
  ).explainLenses;

describe('explaining what can be made', () => {
  it('shows each rule with its numbers, its answer, its source and the version of the rules', async () => {
    const told = await explain();

    expect(told.possible).toBe(false);
    expect(told.rulesVersion).toMatch(/^\d+$/);
    const blank = told.checks.find((c: any) => c.rule === 'blank' && c.eye === 'OD');
    expect(blank).toMatchObject({ passed: false, reasonCode: 'BLANK_TOO_SMALL' });
    expect(blank.numbers).toMatch(/needs \d+ mm; stocked up to 70 mm/);
    const power = told.checks.find((c: any) => c.rule === 'material-power' && c.eye === 'OD');
    expect(power).toMatchObject({ passed: true, reason: null, numbers: '−20.00 D to +12.00 D; asked −3.00 D' });
    expect(told.checks.every((c: any) => c.source.length > 0 && c.title.length > 0)).toBe(true);
    expect(told.suggestions.length).toBeGreaterThan(0);
  });

  it('shows what each lens would be made from', async () => {
    const { lenses, possible } = await explain({ materialId: options['index-160'], pd: { odMm: '34', osMm: '34' } });

    expect(possible).toBe(true);
    expect(lenses[0]).toMatchObject({ eye: 'OD', madeAs: '−3.00 −0.50 × 005' });
    expect(lenses[0].blankSku).toMatch(/^FSV-160-AR-\d+-M0300-C050$/);
  });

  it('speaks German', async () => {
    const told = await explain({}, staff('optician'), 'de');
    expect(told.checks.find((c: any) => c.rule === 'blank').title).toBe('Ein Rohling ist groß genug');
  });

  it('is for staff only', async () => {
    for (const who of [guest, customer(), staff('warehouse')]) {
      const told = await explain({}, who as any);
      expect(told.__typename).toBe('Refusal');
    }
    for (const role of ['associate', 'optician', 'lab', 'admin'])
      expect((await explain({}, staff(role))).__typename).toBe('LensExplanation');
  });

  it('asks back for powers it cannot read', async () => {
    const told = await explain({ od: { sphere: '3' } });
    expect(told).toMatchObject({ code: 'PRESCRIPTION_UNREADABLE', issues: [{ field: 'od.sphere' }] });
  });

  it('says for an unknown frame that there is none', async () => {
    expect((await explain({ sku: 'nothing' })).code).toBe('VARIANT_NOT_FOUND');
  });
});
