// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { drain } from '@opticworks/kernel/testing';
import { defaultPrescriptionRules, type PrescriptionRules } from '@opticworks/optics';
import { PrescriptionRulesChanged } from '@opticworks/schema/events/customer-rx';
import type { PrescriptionRulesValue } from '@opticworks/schema/prescription-rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog, guest } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let variantId: string;

beforeAll(async () => {
  shop = await aCatalog();
  const [frame] = await shop.catalog.database.query<{ id: string }>(
    `select v.id from variant v join product p on p.id = v.product_id where p.frame->>'rim' = 'FULL' order by v.sku limit 1`,
  );
  variantId = frame!.id;
});
afterAll(() => shop?.close());

const QUOTE = `query ($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote {
  issues { code severity } materials { option { code } recommended } } } }`;
const quote = async (sphere: string) => {
  const input = { variantId, use: 'DISTANCE', od: { sphere }, os: { sphere }, pd: { odMm: '31', osMm: '32' } };
  return (await shop.ask(QUOTE, { input }, guest)).lensQuote;
};
const codes = async (sphere: string): Promise<string[]> => (await quote(sphere)).issues.map((one: any) => one.code);
const tell = async (version: number, over: Partial<PrescriptionRules>) => {
  const rules = { ...defaultPrescriptionRules, ...over, version } as PrescriptionRulesValue;
  await shop.catalog.database.transaction((tx) =>
    tx.publish(PrescriptionRulesChanged, { rules }, { aggregate: 'prescription-rules', aggregateId: 'rules' }),
  );
  await drain(shop.catalog);
};
const usualFrom = (usualMin: number): Partial<PrescriptionRules> => ({
  thresholds: {
    ...defaultPrescriptionRules.thresholds,
    sphere: { ...defaultPrescriptionRules.thresholds.sphere, usualMin },
  },
});

describe('the lens builder', () => {
  it('judges by what the desk told last, at its limit and a step beyond it', async () => {
    expect(await codes('-4.25')).not.toContain('SPHERE_UNUSUAL');

    await tell(2, usualFrom(-4_000));
    expect(await codes('-4.00')).not.toContain('SPHERE_UNUSUAL');
    expect(await codes('-4.25')).toContain('SPHERE_UNUSUAL');
  });

  it('takes no older version for a newer one', async () => {
    await tell(1, usualFrom(-8_000));
    expect(await codes('-4.25')).toContain('SPHERE_UNUSUAL');

    await tell(3, usualFrom(-8_000));
    expect(await codes('-4.25')).not.toContain('SPHERE_UNUSUAL');
  });

  it('recommends by the owner’s steps', async () => {
    const recommended = async () =>
      (await quote('-2.25')).materials.filter((one: any) => one.recommended).map((one: any) => one.option.code);
    const before = await recommended();

    await tell(4, {
      recommendations: [
        { upTo: 2_250, materials: ['index-167'] },
        { upTo: null, materials: ['index-174'] },
      ],
    });
    expect(before).not.toContain('index-167');
    expect(await recommended()).toEqual(['index-167']);
  });
});
