// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let options: { id: string; kind: string; code: string }[];
beforeAll(async () => {
  shop = await aCatalog();
  options = (await shop.ask('{ lensOptions { id kind code } }')).lensOptions;
});
afterAll(() => shop.close());

const idOf = (kind: string, code: RegExp) => {
  const found = options.find((option) => option.kind === kind && code.test(option.code));
  if (!found) throw new Error(`no ${kind} ${code}: ${options.map((one) => one.code).join(' ')}`);
  return found.id;
};

describe('the parts of a pair', () => {
  it('are named as the rules of making name them, with what a treatment needs under it', async () => {
    const [frame] = await shop.catalog.database.query<{ sku: string }>(
      'select v.sku from variant v join product p on p.id = v.product_id where p.frame is not null order by v.sku limit 1',
    );
    const asked = {
      designId: idOf('DESIGN', /progressive/),
      materialId: idOf('MATERIAL', /150|cr|standard/i),
      treatmentIds: [idOf('TREATMENT', /^ar/), idOf('TREATMENT', /tint-solid/)],
      colours: [{ treatmentId: idOf('TREATMENT', /tint-solid/), colourCode: 'grey', absorptionPercent: 50 }],
      frameSku: frame!.sku,
    };
    const parts: any = await shop.call('catalog.readPairParts', asked);
    expect(parts.unknown).toEqual([]);
    expect(parts.design).toMatchObject({ id: asked.designId, code: expect.stringMatching(/^progressive/) });
    expect(parts.treatments.map((one: any) => one.code)).toEqual([
      expect.stringMatching(/^ar/),
      'tint-solid',
      'hard-coat',
    ]);
    expect(parts.treatments[1].name).toBe('Solid tint, grey 50 %');
    expect(parts.colours).toMatchObject([{ colourCode: 'grey', absorptionPercent: 50 }]);
    const colourless: any = await shop.call('catalog.readPairParts', { ...asked, colours: [] });
    expect(colourless.unknown).toEqual(['colour']);
    expect(parts.frame).toMatchObject({ sku: frame!.sku, outlineHundredthsMm: expect.any(Array) });
  });

  it('says which of them nobody knows, and takes no option for another kind', async () => {
    const design = idOf('DESIGN', /progressive/);
    const parts: any = await shop.call('catalog.readPairParts', {
      designId: 'x',
      materialId: design,
      treatmentIds: ['y'],
      colours: [],
      frameSku: 'NO-SUCH-FRAME',
    });
    expect(parts).toEqual({
      design: null,
      material: null,
      treatments: [],
      colours: [],
      frame: null,
      unknown: ['design', 'material', 'treatment', 'frame'],
    });
  });
});
