// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { countStatements } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import { BlankSupplyChanged, LeadTimesChanged } from '@opticworks/schema/events/lab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVERY_DAYS } from '../src/lenses/quote-lens.ts';
import { aCatalog, customer, guest, staff } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let frameId: string;
let options: Record<string, string>;

const QUOTE = `query ($input: LensQuoteInput!) { lensQuote(input: $input) { __typename ... on Refusal { code issues { code } } ... on LensQuote {
  uses complete powerBand promiseDays price { amount } components { code label amount { amount } }
  slabOff { label imbalance price { amount } }
  materialAdvice { materialIds reasons { code message } }
  designs { option { id code } possible selected recommended pairPrice { amount } }
  materials { option { code name } possible reasons { code message } recommended pairPrice { amount } priceDifference { amount } }
  treatments { option { code } possible selected reasons { code message } pairPrice { amount } }
  thickness { eye centreMm edgeMaxMm weightGrams blankSizeMm edgeProfileHundredthsMm segmentLinesHundredthsMm } issues { code message severity field } } } }`;
const quote = async (input: Record<string, unknown>, locale: 'en' | 'de' = 'en') =>
  (await shop.ask(QUOTE, { input: { variantId: frameId, ...input } }, guest, locale)).lensQuote;
const ids = (...codes: string[]) => codes.map((c) => options[c] as string);

beforeAll(async () => {
  shop = await aCatalog();
  // A deep full-rim frame of 50□18 or so, priced at 180.00 for the worked example.
  const [frame] = await shop.catalog.database.query<{ id: string }>(
    `select v.id from variant v join product p on p.id = v.product_id where p.frame->>'rim' = 'FULL' and (p.frame->>'baseCurve')::int = 4
       and v.eye_size_tenths between 490 and 520 and v.lens_height_tenths >= 400 and v.dbl_tenths between 160 and 190 order by v.sku limit 1`,
  );
  frameId = frame?.id as string;
  await shop.catalog.database.query(
    `update variant_price set amount_minor = 18000, compare_at_minor = null where variant_id = $1 and price_list = 'shop-usd'`,
    [frameId],
  );
  const { lensOptions } = await shop.ask('{ lensOptions { id code kind } }');
  options = Object.fromEntries(lensOptions.map((o: any) => [o.code, o.id]));
});
afterAll(() => shop?.close());

const myopia = {
  od: { sphere: '-2.25', cylinder: '-0.50', axis: 180 },
  os: { sphere: '-2.00' },
  pd: { odMm: '31', osMm: '32' },
};
const bandB = (more: object = {}) => ({
  od: { sphere: '-5.00', add: '+2.00', prisms: [{ amount: '1.5', base: 'UP' }] },
  os: { sphere: '-4.75', add: '+2.00' },
  pd: { odMm: '31', osMm: '32' },
  birthYear: 1970,
  ...more,
});

describe('the lens builder', () => {
  it('lists choices before anything is known', async () => {
    const q = await quote({});
    expect(q.uses).toEqual(['DISTANCE', 'NEAR', 'INTERMEDIATE', 'MULTIFOCAL', 'OFFICE']);
    expect(q.complete).toBe(false);
    expect(q.materials.length).toBeGreaterThanOrEqual(7);
    expect(q.price).toBeNull();
  });

  it('recommends, prices and draws once the powers are there', async () => {
    const q = await quote({ ...myopia, use: 'DISTANCE' });
    expect(q.powerBand).toBe('A');
    expect(q.designs.find((d: any) => d.recommended).option.code).toBe('sv-distance');
    expect(q.materials.some((m: any) => m.recommended)).toBe(true);
    expect(Number(q.price.amount)).toBeGreaterThan(0);
    expect(q.thickness.map((t: any) => t.eye)).toEqual(['OD', 'OS']);
    expect(q.thickness[0].edgeProfileHundredthsMm).toHaveLength(96);
    expect(q.complete).toBe(false);
  });

  it('draws the line of a segment where its height puts it, once one is known', async () => {
    const rx = bandB({
      od: { sphere: '-2.00', add: '+2.00' },
      os: { sphere: '-2.00', add: '+2.00' },
      use: 'MULTIFOCAL',
    });
    const [cr39] = ids('cr39');
    const linesFor = async (design: string, measured: object) => {
      const [designId] = ids(design);
      const { thickness } = await quote({ ...rx, ...measured, designId, materialId: cr39 });
      return thickness.map((one: any) => one.segmentLinesHundredthsMm);
    };
    const [{ tenths }] = (await shop.catalog.database.query<{ tenths: number }>(
      'select lens_height_tenths as tenths from variant where id = $1',
      [frameId],
    )) as [{ tenths: number }];
    const height = { heightOdMm: '18', heightOsMm: '19' };
    const up = (mm: number) => mm * 100 - tenths * 5;

    const [right, left] = await linesFor('trifocal-7x28', height);
    expect(right.map((line: any) => line.map(([, y]: number[]) => y))).toEqual([
      [up(18), up(18)],
      [up(11), up(11)],
    ]);
    expect(left[0][0][1]).toBe(up(19));
    expect(right[0][1][0] - right[0][0][0]).toBe(2_800);
    expect((await linesFor('round-28', height))[0][0].length).toBeGreaterThan(30);
    expect(await linesFor('ft-28', {})).toEqual([[], []]);
    expect(await linesFor('progressive-standard', height)).toEqual([[], []]);
  });

  it('is complete and sums up when everything is chosen', async () => {
    const q = await quote({
      ...myopia,
      use: 'DISTANCE',
      designId: options['sv-distance'],
      materialId: options['index-160'],
      treatmentIds: ids('ar-premium'),
    });
    expect(q.issues.filter((i: any) => i.severity !== 'NOTICE')).toEqual([]);
    expect(q.complete).toBe(true);
    expect(q.price.amount).toBe('210.00');
    expect(q.components.reduce((n: number, c: any) => n + Number(c.amount.amount), 0)).toBe(210);
    // Premium coats are not on the stock lenses, so this pair is surfaced; with the standard coat it is edged from stock.
    expect(q.promiseDays).toBe(7);
    const stock = await quote({
      ...myopia,
      use: 'DISTANCE',
      designId: options['sv-distance'],
      materialId: options['index-160'],
      treatmentIds: ids('ar-standard'),
    });
    expect(stock.promiseDays).toBe(5);
    const thinner = q.materials.find((m: any) => m.option.code === 'index-167');
    expect(thinner.priceDifference.amount).toBe('40.00');
  });

  it('adds the hard coat that anti-reflection needs on standard plastic', async () => {
    const q = await quote({
      ...myopia,
      use: 'DISTANCE',
      designId: options['sv-distance'],
      materialId: options.cr39,
      treatmentIds: ids('ar-standard'),
    });
    expect(q.components.map((c: any) => c.code)).toEqual(['sv-distance', 'ar-standard', 'hard-coat']);
    expect(q.complete).toBe(true);
  });

  it('says in numbers why something cannot be made, also in German', async () => {
    const strong = {
      od: { sphere: '-11.00' },
      os: { sphere: '-11.00' },
      pd: { binocularMm: '50' },
      use: 'DISTANCE',
      vertexMm: '12',
    };
    const cr39 = (await quote(strong)).materials.find((m: any) => m.option.code === 'cr39');
    expect(cr39.possible).toBe(false);
    expect(cr39.pairPrice).toBeNull();
    expect(cr39.reasons[0].message).toMatch(/\d/);
    const german = (await quote(strong, 'de')).materials.find((m: any) => m.option.code === 'cr39');
    expect(german.reasons[0].message).not.toBe(cr39.reasons[0].message);
  });

  it('asks back for what it cannot read and never guesses', async () => {
    const q = await quote({
      use: 'DISTANCE',
      od: { sphere: '2.25' },
      os: { sphere: '-22.5' },
      pd: { binocularMm: '63' },
    });
    expect(q.issues.filter((i: any) => i.severity === 'ERROR').map((i: any) => [i.field, i.code])).toEqual([
      ['od.sphere', 'SIGN_REQUIRED'],
      ['os.sphere', 'DID_YOU_MEAN'],
    ]);
    expect(q.complete).toBe(false);
  });

  it('holds warnings until they are confirmed', async () => {
    const asked = {
      ...bandB(),
      use: 'MULTIFOCAL',
      designId: options['progressive-premium'],
      materialId: options['index-167'],
      treatmentIds: ids('ar-premium', 'photochromic'),
      colours: [{ treatmentId: options['photochromic'], colourCode: 'grey' }],
    };
    const before = await quote(asked);
    const warnings = before.issues.filter((i: any) => i.severity === 'WARNING').map((i: any) => i.code);
    expect(before.complete).toBe(warnings.length === 0);
    const after = await quote({ ...asked, confirmedWarnings: warnings });
    expect(after.issues.filter((i: any) => i.severity === 'WARNING' || i.severity === 'ERROR')).toEqual([]);
    expect(after.complete).toBe(true);
  });

  it('takes one statement once the lens catalogue is known', async () => {
    await quote({ ...myopia, use: 'DISTANCE' });
    expect(await countStatements(() => quote({ ...myopia, use: 'DISTANCE' }).then(() => undefined))).toBe(1);
  });

  it.each([
    ['the day before the eighteenth birthday', { birthDate: '2008-03-03' }, ['IMPACT_MATERIAL_REQUIRED']],
    ['on it', { birthDate: '2008-03-02' }, []],
    ['in the year of it, when no day is known', { birthYear: 2008 }, ['IMPACT_MATERIAL_REQUIRED']],
    ['in the year after', { birthYear: 2007 }, []],
  ])('asks for a tough material until somebody is of age: %s', async (_, born, codes) => {
    const { materials } = await quote({ ...myopia, ...born, use: 'DISTANCE', designId: options['sv-distance'] });

    const own = materials.find((m: any) => m.option.code === 'index-160');
    expect(own.reasons.map((reason: any) => reason.code)).toEqual(codes);
  });

  it('advises by who wears them and for what, and takes nothing else then', async () => {
    const asked = { ...myopia, birthYear: 1980, use: 'DISTANCE', designId: options['sv-distance'] };
    const plain = await quote(asked);
    const sport = await quote({ ...asked, isForSport: true, materialId: options['index-160'] });
    const oneEye = await quote({ ...asked, isOneEyed: true }, 'de');
    const all = await quote({ ...asked, isForSport: true, isOneEyed: true, birthYear: 2012 });

    expect(plain.materialAdvice.reasons).toMatchObject([
      { code: 'ADVICE_POWER', message: expect.stringContaining('−2.75') },
    ]);
    expect(plain.issues.map((i: any) => i.code)).not.toContain('IMPACT_MATERIAL_REQUIRED');
    expect(sport.issues.map((i: any) => [i.severity, i.code])).toContainEqual(['ERROR', 'IMPACT_MATERIAL_REQUIRED']);
    expect(sport.complete).toBe(false);
    expect(sport.materialAdvice.materialIds.toSorted()).toEqual(ids('trivex', 'polycarbonate').toSorted());
    expect(sport.materials.filter((m: any) => m.recommended).map((m: any) => m.option.code)).toHaveLength(1);
    expect(oneEye.materialAdvice.reasons).toMatchObject([
      { code: 'ADVICE_ONE_EYED', message: expect.stringContaining('Auge') },
    ]);
    expect(all.materialAdvice.reasons.map((reason: any) => reason.code)).toEqual([
      'ADVICE_YOUNG_WEARER',
      'ADVICE_ONE_EYED',
      'ADVICE_SPORT',
    ]);
  });

  it('advises the wearer before a power is known, and nobody when nothing is', async () => {
    const nothing = await quote({ use: 'DISTANCE' });
    const later = await quote({ use: 'DISTANCE', isForSport: true, prescriptionLater: true });

    expect(nothing.materialAdvice).toBeNull();
    expect(later.materialAdvice.reasons.map((reason: any) => reason.code)).toEqual(['ADVICE_SPORT']);
  });

  it('offers slab-off where the eyes differ when reading, and charges it when it is asked for', async () => {
    const at = (right: string, more: object = {}) =>
      quote({
        od: { sphere: right, add: '+2.00' },
        os: { sphere: '-1.00', add: '+2.00' },
        pd: { odMm: '31', osMm: '32' },
        birthYear: 1970,
        use: 'MULTIFOCAL',
        designId: options['progressive-premium'],
        materialId: options['index-160'],
        ...more,
      });
    const surcharges = (q: any) =>
      q.components.filter((c: any) => c.code === 'SLAB_OFF').map((c: any) => c.amount.amount);
    const [below, plain, wished] = [await at('-2.25'), await at('-2.50'), await at('-2.50', { slabOff: true })];

    expect(below.slabOff).toBeNull();
    expect(plain.slabOff).toEqual({ label: 'Slab-off', imbalance: '1.50', price: { amount: '95.00' } });
    expect(surcharges(plain)).toEqual([]);
    expect(surcharges(wished)).toEqual(['95.00']);
    expect(Number(wished.price.amount) - Number(plain.price.amount)).toBe(95);
    expect(surcharges(await at('-2.25', { slabOff: true }))).toEqual([]);
    expect(
      (await at('-2.50', { use: 'DISTANCE', designId: options['sv-distance'], slabOff: true })).slabOff,
    ).toBeNull();
  });

  it('says once that a height is too high, and takes the highest that leaves lens enough', async () => {
    const [frame] = await shop.catalog.database.query<{ tenths: number }>(
      'select lens_height_tenths as tenths from variant where id = $1',
      [frameId],
    );
    const b = (frame?.tenths ?? 0) / 10;
    const at = async (height: number) =>
      (
        await quote({
          ...bandB(),
          use: 'MULTIFOCAL',
          designId: options['progressive-premium'],
          materialId: options['index-167'],
          heightOdMm: height.toFixed(1),
          heightOsMm: (b / 2).toFixed(1),
        })
      ).issues.filter((issue: any) => issue.code === 'HEIGHT_TOO_HIGH');

    expect(await at(b - 8)).toEqual([]);
    expect(await at(b - 7.9)).toMatchObject([
      { severity: 'ERROR', message: expect.stringContaining(`at most ${(b - 8).toFixed(1)} mm`) },
    ]);
  });

  it('refuses an accessory and an unknown option', async () => {
    const [spray] = await shop.catalog.database.query<{ id: string }>(
      `select id from variant where sku = 'OW-SPR-STD'`,
    );
    expect((await quote({ variantId: spray?.id })).code).toBe('NOT_A_FRAME');
    expect((await quote({ designId: 'lens_nothing' })).code).toBe('LENS_OPTION_UNKNOWN');
  });
});

const rx = (sphere: number, more: object = {}) => ({ sphere, cylinder: 0, axis: null, add: null, prisms: [], ...more });
const prescription = (od: object, os: object, more: object = {}) => ({
  id: 'rx_1',
  product: 'GLASSES',
  od,
  os,
  pd: { binocularMm: null, odMm: 31, osMm: 32, nearMm: null, nearOdMm: null, nearOsMm: null },
  segHeightMm: null,
  vertexMm: 12,
  pantoscopicTiltDeg: 8,
  wrapAngleDeg: 5,
  issuedOn: '2026-01-05',
  expiresOn: '2028-01-05',
  birthYear: 1970,
  contactLenses: [],
  ...more,
});

const lines = (...parts: object[]) => ({
  currency: 'USD',
  locale: 'en',
  couponCodes: [],
  customerId: null,
  lines: parts,
});
const pal = () => ({
  lineId: 'l1',
  variantId: frameId,
  quantity: 1,
  contactLens: null,
  lens: {
    prescription: prescription(
      rx(-5000, { add: 2000, prisms: [{ amount: 1500, base: 'up' }] }),
      rx(-4750, { add: 2000 }),
    ),
    use: 'MULTIFOCAL',
    designId: options['progressive-premium'],
    materialId: options['index-167'],
    treatmentIds: ids('ar-premium', 'photochromic'),
    colours: [{ treatmentId: options['photochromic'], colourCode: 'brown' }],
    rush: false,
    confirmedWarnings: [],
  },
});
const single = (variantId: string) => ({
  lineId: 'l2',
  variantId,
  quantity: 1,
  contactLens: null,
  lens: {
    prescription: prescription(rx(-2000), rx(-2000)),
    use: 'DISTANCE',
    designId: options['sv-distance'],
    materialId: options['index-160'],
    treatmentIds: ids('ar-premium'),
    rush: false,
    confirmedWarnings: [],
  },
});

describe('cart lines', () => {
  it('keep that a tough material is needed, and not for whom', async () => {
    const at = async (material: string) => {
      const line = single(frameId);
      const lens = { ...line.lens, materialId: options[material], treatmentIds: [], needsImpactMaterial: true };
      return (await shop.call('catalog.quoteLines', lines({ ...line, lens }))).lines[0];
    };
    const [soft, tough] = [await at('index-160'), await at('polycarbonate')];

    expect(soft.issues.map((i: any) => i.code)).toContain('IMPACT_MATERIAL_REQUIRED');
    expect(tough.issues.map((i: any) => i.code)).not.toContain('IMPACT_MATERIAL_REQUIRED');
    expect(tough.lens.needsImpactMaterial).toBe(true);
  });

  let secondFrame: string;
  beforeAll(async () => {
    const [frame] = await shop.catalog.database.query<{ id: string }>(
      `select v.id from variant v join product p on p.id = v.product_id where p.frame->>'rim' = 'FULL' and (p.frame->>'baseCurve')::int = 4 and v.eye_size_tenths between 480 and 520 and v.id <> $1 order by v.sku desc limit 1`,
      [frameId],
    );
    secondFrame = frame?.id as string;
    await shop.catalog.database.query(
      `update variant_price set amount_minor = 12000, compare_at_minor = null where variant_id = $1 and price_list = 'shop-usd'`,
      [secondFrame],
    );
  });

  it('come to 610.00 for the worked progressive pair, and 198.00 for the second pair', async () => {
    const quoted = await shop.call('catalog.quoteLines', lines(pal(), single(secondFrame)));
    const [first, second] = quoted.lines;
    expect(first.issues.filter((i: any) => i.severity === 'error')).toEqual([]);
    expect(
      first.components.map((c: any) => [
        c.code.startsWith('progressive') || c.code.startsWith('ar') || c.code === 'photochromic' ? c.code : 'frame',
        c.amount.amountMinor,
      ]),
    ).toEqual([
      ['frame', '18000'],
      ['progressive-premium', '26000'],
      ['ar-premium', '8000'],
      ['photochromic', '9000'],
    ]);
    expect(first.total.amountMinor).toBe('61000');
    expect(second.unitPrice.amountMinor).toBe('33000');
    expect(second.total.amountMinor).toBe('19800');
    expect(BigInt(quoted.subtotal.amountMinor) - BigInt(quoted.discount.amountMinor)).toBe(80800n);
    expect(first.lens).toMatchObject({
      designCode: 'progressive-premium',
      materialCode: 'index-167',
      treatmentCodes: ['ar-premium', 'photochromic'],
      treatmentNames: ['Premium anti-reflection', 'Photochromic, brown'],
      colours: [
        {
          treatmentId: options['photochromic'],
          treatmentCode: 'photochromic',
          colourCode: 'brown',
          colourName: 'Brown',
          absorptionPercent: null,
        },
      ],
    });
    expect(first.frame.outlineHundredthsMm).toHaveLength(96);
  });

  it('name a lens for the bench in the language of the house, whoever orders it', async () => {
    const names = async (locale: 'en' | 'de') =>
      (await shop.call('catalog.quoteLines', { ...lines(single(secondFrame)), locale })).lines[0].lens;

    const [english, german] = [await names('en'), await names('de')];

    expect(german.designName).not.toBe(english.designName);
    expect(german.houseNames).toEqual({
      design: english.designName,
      material: english.materialName,
      treatments: english.treatmentNames,
    });
  });

  it('say that a height of another kind than their design needs has to be measured again', async () => {
    const pair = pal();
    const measured = {
      id: 'm',
      method: 'DIGITAL',
      measuredAt: '2026-03-01T10:00:00.000Z',
      measuredBy: 'Iris',
      frameSku: (await shop.call('catalog.quoteLines', lines(pair))).lines[0].sku,
      pdOdMm: null,
      pdOsMm: null,
      nearPdOdMm: null,
      nearPdOsMm: null,
      heights: { odMm: 22, osMm: 22 },
      vertexMm: null,
      refractedVertexMm: null,
      pantoscopicTiltDegrees: null,
      faceFormDegrees: null,
    };
    const said = async (designId: string | undefined, heightKind: string) => {
      const lens = { ...pair.lens, designId, measurement: { ...measured, heightKind } };
      const [line] = (await shop.call('catalog.quoteLines', lines({ ...pair, lens }))).lines;
      return line.issues.filter((i: any) => /_HEIGHT_NEEDED$/.test(i.code)).map((i: any) => [i.code, i.severity]);
    };

    expect(await said(options['ft-28'], 'FITTING')).toEqual([['SEGMENT_HEIGHT_NEEDED', 'warning']]);
    expect(await said(options['ft-28'], 'SEGMENT')).toEqual([]);
    expect(await said(options['progressive-premium'], 'SEGMENT')).toEqual([['FITTING_HEIGHT_NEEDED', 'warning']]);
    expect(await said(options['progressive-premium'], 'FITTING')).toEqual([]);
  });

  it('take one statement', async () => {
    await shop.call('catalog.quoteLines', lines(pal()));
    expect(await countStatements(() => shop.call('catalog.quoteLines', lines(pal(), single(secondFrame))))).toBe(1);
  });

  it('spread a coupon over lines so that the parts make the whole', async () => {
    const input = {
      ...lines(
        { ...single(secondFrame), lens: null },
        { lineId: 'l3', variantId: frameId, quantity: 1, lens: null, contactLens: null },
      ),
      couponCodes: [' welcome10 '],
    };
    const quoted = await shop.call('catalog.quoteLines', input);
    expect(quoted.coupons).toEqual([
      expect.objectContaining({ code: 'WELCOME10', valid: true, amount: { amountMinor: '3000', currency: 'USD' } }),
    ]);
    const off = quoted.lines
      .flatMap((l: any) => l.discounts)
      .reduce((n: bigint, d: any) => n + BigInt(d.amount.amountMinor), 0n);
    expect(off).toBe(3000n);
  });

  it('explain a coupon that does not apply', async () => {
    const one = { lineId: 'l3', variantId: secondFrame, quantity: 1, lens: null, contactLens: null };
    const quoted = await shop.call('catalog.quoteLines', {
      ...lines(one),
      couponCodes: ['CLEAR20', 'OPENING', 'NOSUCH'],
      locale: 'de',
    });
    expect(quoted.coupons.map((c: any) => c.reasonCode)).toEqual(['COUPON_MINIMUM', 'COUPON_ENDED', 'COUPON_UNKNOWN']);
    expect(quoted.coupons[0].message).toContain('150.00');
  });

  it('refuse contact lens values outside the published matrix, and accept those inside', async () => {
    const [toric] = await shop.catalog.database.query<{ id: string }>(`select id from variant where sku = 'CLA-05-6'`);
    const line = (cylinder: string, axis: number) => ({
      lineId: 'c',
      variantId: toric?.id,
      quantity: 2,
      lens: null,
      contactLens: { eye: 'OD', power: '-2.00', baseCurveMm: '8.7', diameterMm: '14.5', cylinder, axis },
    });
    const codes = async (cylinder: string, axis: number) =>
      (await shop.call('catalog.quoteLines', lines(line(cylinder, axis)))).lines[0].issues.map((i: any) => i.field);
    expect(await codes('-1.25', 90)).toEqual([]);
    expect(await codes('-1.25', 45)).toEqual(['contactLens.axis']);
    expect(await codes('-1.00', 90)).toContain('contactLens.cylinder');
    expect(await codes('-2.25', 30)).toEqual(['contactLens.axis']);
  });

  it('mark a line nobody sells any more', async () => {
    const quoted = await shop.call(
      'catalog.quoteLines',
      lines({ lineId: 'x', variantId: 'var_nothing', quantity: 1, lens: null, contactLens: null }),
    );
    expect(quoted.lines[0]).toMatchObject({ found: false, issues: [{ code: 'NO_LONGER_SOLD' }] });
  });
});

describe('coupons', () => {
  const CREATE = `mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename ... on Promotion { id active timesUsed } ... on Refusal { code } } }`;
  const create = (input: object, who = staff('buyer') as any) =>
    shop.ask(CREATE, { input }, who).then((d: any) => d.createPromotion);

  it('gives the last use to one of many who ask at once', async () => {
    await create({ name: 'Three', code: 'three', percentOff: '5.00', usageLimit: 3 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        shop.call('catalog.redeemCoupons', { reference: `order_${i}`, codes: ['THREE'] }),
      ),
    );
    expect(answers.filter((a) => a.redeemed.length === 1)).toHaveLength(3);
    expect(answers.filter((a) => a.refused[0]?.reasonCode === 'COUPON_USED_UP')).toHaveLength(17);
    const [row] = await shop.catalog.database.query<any>(
      `select times_used, (select count(*)::int from coupon_redemption where code = 'THREE') as rows from promotion where code = 'THREE'`,
    );
    expect(row).toEqual({ times_used: 3, rows: 3 });
  });

  it('counts the same order once, and gives its use back once', async () => {
    await create({ name: 'Once', code: 'ONCE', amountOff: '5.00', usageLimit: 1 });
    for (const code of ['TWO WORDS', 'x'.repeat(41)])
      expect(await create({ name: 'Unusable', code, amountOff: '5.00' })).toMatchObject({
        code: 'PROMOTION_CODE_UNUSABLE',
      });
    await Promise.all(
      Array.from({ length: 5 }, () => shop.call('catalog.redeemCoupons', { reference: 'order_a', codes: ['once'] })),
    );
    expect((await shop.call('catalog.redeemCoupons', { reference: 'order_b', codes: ['ONCE'] })).refused).toHaveLength(
      1,
    );
    const released = await Promise.all(
      [1, 2, 3].map(() => shop.call('catalog.releaseCoupons', { reference: 'order_a' })),
    );
    expect(released.reduce((n, r) => n + r.released, 0)).toBe(1);
    expect((await shop.call('catalog.redeemCoupons', { reference: 'order_b', codes: ['ONCE'] })).redeemed).toEqual([
      'ONCE',
    ]);
  });

  it('are kept by buyers and read by those who sell', async () => {
    expect((await create({ name: 'X', code: 'X1', percentOff: '5.00' }, customer())).code).toBe('FORBIDDEN');
    expect((await create({ name: 'X', code: 'X1', percentOff: '5.00' }, staff('lab'))).code).toBe('FORBIDDEN');
    expect((await create({ name: 'X', code: 'X1', percentOff: '5.00', amountOff: '1.00' })).code).toBe(
      'PROMOTION_VALUE_UNCLEAR',
    );
    expect((await create({ name: 'X', code: 'welcome10', percentOff: '5.00' })).code).toBe('PROMOTION_CODE_TAKEN');
    const { promotions } = await shop.ask(
      '{ promotions(first: 2) { totalCount edges { node { id code } } pageInfo { hasNextPage } } }',
      {},
      staff('associate'),
    );
    expect(promotions.edges).toHaveLength(2);
    await expect(shop.ask('{ promotions { totalCount } }', {}, guest)).rejects.toThrow(/UNAUTHENTICATED|Sign in/);
    const END = 'mutation ($id: ID!) { endPromotion(id: $id) { ... on Promotion { active } ... on Refusal { code } } }';
    expect((await shop.ask(END, { id: promotions.edges[0].node.id }, staff('buyer'))).endPromotion.active).toBe(false);
  });

  it('cannot be counted by anybody but another part of the system', async () => {
    await expect(
      shop.call('catalog.redeemCoupons', { reference: 'r', codes: ['WELCOME10'] }, customer()),
    ).rejects.toThrow();
  });
});

describe('what others read on their first start', () => {
  it('lists every variant once', async () => {
    const seen = new Set<string>();
    let afterId: string | null = null;
    do {
      const page: any = await shop.call('catalog.listVariants', { afterId, limit: 500 });
      for (const v of page.variants) seen.add(v.sku);
      afterId = page.nextAfterId;
    } while (afterId);
    const [row] = await shop.catalog.database.query<{ n: number }>('select count(*)::int as n from variant');
    expect(seen.size).toBe(row?.n);
  });

  it('lists blanks: 369 finished lenses per diameter, 88 of a bifocal', async () => {
    const blanks = await shop.call('catalog.listLensBlanks', {});
    const grid = blanks.finished.filter((b: any) => b.sku.startsWith('FSV-150-HC-70-'));
    expect(grid).toHaveLength(369);
    expect(grid.map((b: any) => b.sku)).toContain('FSV-150-HC-70-M0225-C050');
    expect(blanks.semiFinished.filter((b: any) => b.sku.startsWith('SFV-150-FT28'))).toHaveLength(88);
    const skus = [...blanks.finished, ...blanks.semiFinished].map((b: any) => b.sku);
    expect(new Set(skus).size).toBe(skus.length);
  });
});

describe('the days we promise', () => {
  it('follow the lab once it tells how long it takes, the newest word last', async () => {
    const before = (await quote({ ...myopia, use: 'DISTANCE' })).promiseDays;
    const tell = async (at: string, weekdays: number) => {
      await shop.catalog.database.transaction((tx) =>
        tx.publish(
          LeadTimesChanged,
          { at, leadTimes: [{ route: 'FINISHED', rush: false, weekdays }] },
          { aggregate: 'lab-lead-times', aggregateId: 'lab' },
        ),
      );
      await drain(shop.catalog);
    };

    await tell('2026-03-02T10:00:00Z', 9);
    expect((await quote({ ...myopia, use: 'DISTANCE' })).promiseDays).toBe(9 + DELIVERY_DAYS);
    await tell('2026-03-02T09:00:00Z', 20);
    expect((await quote({ ...myopia, use: 'DISTANCE' })).promiseDays).toBe(9 + DELIVERY_DAYS);
    await shop.catalog.database.query('delete from lens_lead_time');
    await shop.catalog.database.query(`update catalog_version set version = version + 1 where name = 'lenses'`);
    expect((await quote({ ...myopia, use: 'DISTANCE' })).promiseDays).toBe(before);
  });

  it('wait for a blank the lab does not have, as the lab would wait for it', async () => {
    const asked = {
      ...myopia,
      use: 'DISTANCE',
      designId: options['sv-distance'],
      materialId: options['index-160'],
      treatmentIds: ids('ar-standard'),
    };
    const told: string[] = [];
    const tell = async (at: string, scarce: Record<string, number>, whenShort: 'WAIT' | 'SURFACE' = 'WAIT') => {
      const supply = {
        at,
        scarce: Object.entries(scarce).map(([sku, available]) => ({ sku, available, coming: 0, weekdays: 6 })),
        rules: [{ material: '*', whenShort, pairAlike: false }],
      };
      await shop.catalog.database.transaction((tx) =>
        tx.publish(BlankSupplyChanged, supply, { aggregate: 'lab-blank-supply', aggregateId: 'lab' }),
      );
      await drain(shop.catalog);
      const { promiseDays, issues } = await quote(asked);
      told.push(issues.some((i: any) => i.code === 'BLANK_ORDERED' && i.severity === 'NOTICE') ? 'ordered' : 'there');
      return promiseDays - before;
    };
    const stock = (power: string, available = 0) =>
      Object.fromEntries([65, 70, 75].map((size) => [`FSV-160-AR-${size}-${power}`, available]));
    const before = (await quote(asked)).promiseDays;

    expect(await tell('2026-03-02T10:00:00Z', stock('M0225-C050'))).toBe(6);
    expect(await tell('2026-03-02T10:01:00Z', stock('M0200-C000'))).toBe(6);
    // One of a diameter is enough for one lens; another power is nothing to this pair.
    expect(await tell('2026-03-02T10:02:00Z', stock('M0225-C050', 1))).toBe(0);
    expect(await tell('2026-03-02T10:03:00Z', stock('M0250-C050'))).toBe(0);
    // Ground from a semi-finished blank: two days longer on the bench, and nothing is ordered.
    expect(await tell('2026-03-02T10:04:00Z', stock('M0225-C050'), 'SURFACE')).toBe(2);
    expect(told).toEqual(['ordered', 'ordered', 'there', 'there', 'there']);
    // Blanks are counted each: the last one serves one of two equal eyes.
    const oneLeft = { ...stock('M0225-C050'), 'FSV-160-AR-65-M0225-C050': 1 };
    await tell('2026-03-02T10:04:30Z', oneLeft);
    const equal = { ...asked, os: { sphere: '-2.25', cylinder: '-0.50', axis: 10 } };
    expect([(await quote(asked)).promiseDays, (await quote(equal)).promiseDays]).toEqual([before, before + 6]);
    await tell('2026-03-02T10:04:40Z', stock('M0225-C050'), 'SURFACE');
    // An older word that arrives late changes nothing, and once the blank has come the usual days hold.
    await tell('2026-03-02T09:00:00Z', { ...stock('M0225-C050'), ...stock('M0200-C000') });
    expect((await quote(asked)).promiseDays).toBe(before + 2);
    expect(await tell('2026-03-02T10:05:00Z', {})).toBe(0);
  });
});

describe('colours', () => {
  const sun = (treatment: string, colours: object[] = []) => ({
    ...myopia,
    use: 'DISTANCE',
    designId: options['sv-distance'],
    materialId: options['cr39'],
    treatmentIds: ids('hard-coat', treatment),
    colours,
  });
  const COLOURS = `query ($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { complete issues { code field severity message }
    treatments { option { code colours { code name strengths { absorptionPercent category } } } } } } }`;
  const colourQuote = async (input: object, locale: 'en' | 'de' = 'en') =>
    (await shop.ask(COLOURS, { input: { variantId: frameId, ...input } }, guest, locale)).lensQuote;

  it('are offered where a treatment is made in them, with what each strength is good for', async () => {
    const { treatments } = await colourQuote(sun('tint-solid'), 'de');
    const of = (code: string) => treatments.find((one: any) => one.option.code === code).option.colours;
    expect(of('hard-coat')).toEqual([]);
    expect(of('photochromic').map((one: any) => one.strengths)).toEqual([[], [], []]);
    expect(of('tint-solid')[0]).toEqual({
      code: 'grey',
      name: 'Grau',
      strengths: [
        { absorptionPercent: 15, category: 0 },
        { absorptionPercent: 50, category: 1 },
        { absorptionPercent: 75, category: 2 },
        { absorptionPercent: 85, category: 3 },
      ],
    });
  });

  it.each([
    ['no colour', [], 'COLOUR_MISSING', 'Choose the colour: Solid tint.'],
    [
      'a colour it is not made in',
      [{ colourCode: 'gold', absorptionPercent: 75 }],
      'COLOUR_MISSING',
      'Choose the colour',
    ],
    ['no strength', [{ colourCode: 'grey' }], 'STRENGTH_MISSING', 'how dark'],
    ['a strength it is not made in', [{ colourCode: 'grey', absorptionPercent: 74 }], 'STRENGTH_MISSING', 'how dark'],
  ])('ask back for %s', async (_, colours, code, words) => {
    const asked = colours.map((one) => ({ treatmentId: options['tint-solid'], ...one }));
    const { complete, issues } = await colourQuote(sun('tint-solid', asked));
    expect(complete).toBe(false);
    expect(issues.filter((one: any) => one.severity === 'ERROR')).toEqual([
      { code, field: 'colours.tint-solid', severity: 'ERROR', message: expect.stringContaining(words) },
    ]);
    const line = single(frameId);
    const lens = {
      ...line.lens,
      materialId: options['cr39'],
      treatmentIds: ids('hard-coat', 'tint-solid'),
      colours: asked,
    };
    const [quoted] = (await shop.call('catalog.quoteLines', lines({ ...line, lens }))).lines;
    expect(quoted.issues.map((one: any) => [one.code, one.severity])).toContainEqual([code, 'error']);
  });

  it('are part of what the lenses are called, and of no treatment that was not chosen', async () => {
    const grey = [
      { treatmentId: options['tint-solid'], colourCode: 'grey', absorptionPercent: 85 },
      { treatmentId: options['mirror'], colourCode: 'silver' },
    ];
    expect((await colourQuote(sun('tint-solid', grey))).complete).toBe(true);
    const line = single(frameId);
    const lens = {
      ...line.lens,
      materialId: options['cr39'],
      treatmentIds: ids('hard-coat', 'tint-solid'),
      colours: grey,
    };
    const at = async (locale: 'en' | 'de') =>
      (await shop.call('catalog.quoteLines', { ...lines({ ...line, lens }), locale })).lines[0].lens;
    expect((await at('en')).treatmentNames).toEqual(['Hard coat', 'Solid tint, grey 85 %']);
    expect(await at('de')).toMatchObject({
      treatmentNames: ['Hartschicht', 'Tönung einfarbig, Grau 85 %'],
      houseNames: { treatments: ['Hard coat', 'Solid tint, grey 85 %'] },
      colours: [{ treatmentCode: 'tint-solid', colourCode: 'grey', colourName: 'Grey', absorptionPercent: 85 }],
    });
  });
});
