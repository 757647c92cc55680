// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import type { LensRulesDocument } from '@opticworks/schema/making-rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog, customer, guest, staff } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
let frame: { id: string; sku: string };
let options: Record<string, string>;

beforeAll(async () => {
  shop = await aCatalog();
  [frame] = (await shop.catalog.database.query(
    `select v.id, v.sku from variant v join product p on p.id = v.product_id where p.frame->>'rim' = 'FULL' and (p.frame->>'baseCurve')::int = 4
       and v.eye_size_tenths between 490 and 520 and v.lens_height_tenths >= 400 order by v.sku limit 1`,
  )) as [{ id: string; sku: string }];
  const { lensOptions } = await shop.ask('{ lensOptions { id code } }');
  options = Object.fromEntries(lensOptions.map((o: any) => [o.code, o.id]));
});
afterAll(() => shop?.close());

const RULES = '{ lensRules { version json note changedBy } }';
const REPLACE = `mutation ($input: ReplaceLensRulesInput!) { replaceLensRules(input: $input) { __typename
  ... on LensRuleSet { version note changedBy } ... on Refusal { code issues { field message } } } }`;
const admin = staff('admin');
const rules = async () => {
  const { lensRules } = await shop.ask(RULES, {}, admin);
  return { version: lensRules.version as number, document: JSON.parse(lensRules.json) };
};
const replace = async (change: (document: any) => void, over: object = {}, who = admin) => {
  const { version, document } = await rules();
  change(document);
  const input = { basedOn: version, json: JSON.stringify(document), note: 'The maker changed its range.', ...over };
  return (await shop.ask(REPLACE, { input }, who)).replaceLensRules;
};

const rx = {
  od: { sphere: '-5.00' },
  os: { sphere: '-5.00' },
  pd: { odMm: '31', osMm: '32' },
  vertexMm: '12',
  birthYear: 1980,
};
const QUOTE = `query ($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { price { amount } powerBand
  materials { option { code } possible reasons { code message } suggestions { change message optionIds } size { edgeMaxMm weightGrams } }
  packages { code possible selected price { amount } listPrice { amount } saving { amount } designId materialId treatmentIds }
  components { code amount { amount } } } } }`;
const quote = async (more: object = {}, locale: 'en' | 'de' = 'en') =>
  (await shop.ask(QUOTE, { input: { variantId: frame.id, use: 'DISTANCE', ...rx, ...more } }, guest, locale)).lensQuote;
const ordered = async (material: string) => {
  const eye = { sphere: -5000, cylinder: 0, axis: null, add: null, prisms: [] };
  const answer = await shop.call('catalog.quoteLines', {
    currency: 'USD',
    locale: 'en',
    couponCodes: [],
    customerId: null,
    lines: [
      {
        lineId: 'l',
        variantId: frame.id,
        quantity: 1,
        contactLens: null,
        lens: {
          prescription: {
            id: 'rx',
            product: 'GLASSES',
            od: eye,
            os: eye,
            pd: { binocularMm: null, odMm: 31, osMm: 32, nearMm: null, nearOdMm: null, nearOsMm: null },
            segHeightMm: null,
            vertexMm: 12,
            pantoscopicTiltDeg: null,
            wrapAngleDeg: null,
            issuedOn: '2026-01-02',
            expiresOn: null,
            birthYear: 1980,
            contactLenses: [],
          },
          use: 'DISTANCE',
          designId: options['sv-distance'],
          materialId: options[material],
          treatmentIds: [],
          rush: false,
          confirmedWarnings: [],
        },
      },
    ],
  });
  return answer.lines[0];
};
const materialIn = (q: any, code: string) => q.materials.find((m: any) => m.option.code === code);

describe('the rules of making', () => {
  it('start with the defaults and are for staff to read, for the owner to change', async () => {
    expect((await rules()).version).toBe(0);
    for (const who of [guest, customer()]) await expect(shop.ask(RULES, {}, who)).rejects.toThrow();
    const refused = await replace(() => {}, {}, staff('associate'));
    expect(refused.__typename).toBe('Refusal');
  });

  it('change the builder, the order and what the lab reads with one row', async () => {
    const before = await shop.call('catalog.readMakingRules', { knownVersion: null });
    expect(materialIn(await quote(), 'index-167').possible).toBe(true);
    expect((await ordered('index-167')).issues.filter((i: any) => i.severity === 'error')).toEqual([]);

    const saved = await replace((document) => {
      document.materials['index-167'].minPower = -4_750;
    });

    expect(saved).toMatchObject({ version: 1, note: 'The maker changed its range.', changedBy: 'Test' });
    expect(materialIn(await quote(), 'index-167').reasons.map((r: any) => r.code)).toContain('SPHERE_NOT_OFFERED');
    const line = await ordered('index-167');
    expect(line.issues.map((i: any) => i.code)).toContain('SPHERE_NOT_OFFERED');
    const after = await shop.call('catalog.readMakingRules', { knownVersion: before.version });
    expect(after.rules.materials['index-167'].minPower).toBe(-4_750);
    expect(line.lens.rulesVersion).toBe(after.version);
    expect(await shop.call('catalog.readMakingRules', { knownVersion: after.version })).toEqual({
      version: after.version,
      rules: null,
    });
  });

  it('follow a changed stock series at once, also one changed by hand', async () => {
    expect(materialIn(await quote(), 'index-156').possible).toBe(true);
    await shop.catalog.database.query(
      `update lens_blank_series set diameters_mm = '{50}' where material_code = 'index-156'`,
    );

    const thin = materialIn(await quote({ designId: options['sv-distance'] }), 'index-156');
    expect(thin.reasons[0]).toMatchObject({ code: 'BLANK_TOO_SMALL' });
    expect(thin.suggestions[0]).toMatchObject({ change: 'MATERIAL' });
    expect((await ordered('index-156')).issues.map((i: any) => i.code)).toContain('BLANK_TOO_SMALL');
  });

  it('call things what the shop calls them, in the language of the reader', async () => {
    const german = materialIn(await quote({}, 'de'), 'index-167');
    expect(german.reasons[0].message).toContain('Sehr dünn 1,67');
    expect(german.suggestions[0].message).not.toContain('High index');
  });

  it('are checked on the way in, named where they are wrong, and nothing is changed', async () => {
    const { version } = await rules();
    const wrong = await replace((document) => {
      document.materials.cr39.density = -1;
      document.limits.unheardOf = 3;
    });
    expect(wrong).toMatchObject({ code: 'LENS_RULES_NOT_VALID' });
    expect(wrong.issues.map((i: any) => i.field)).toEqual(expect.arrayContaining(['materials.cr39.density', 'limits']));
    const notJson = await replace(() => {}, { json: 'no' });
    expect(notJson.code).toBe('LENS_RULES_NOT_VALID');
    expect((await replace(() => {}, { note: ' ' })).code).toBe('LENS_RULES_NOTE_REQUIRED');
    expect((await rules()).version).toBe(version);
  });

  it('judge by the numbers the house came with where a document was stored before they were known', async () => {
    const { version, document } = await rules();
    const { baseCurves, centration, ...earlier } = document;
    await shop.catalog.database.query(
      `insert into lens_rule_set (rules, note, changed_by, changed_at) values ($1, 'Stored earlier.', 'Test', now())`,
      [
        JSON.stringify({
          ...earlier,
          limits: { ...earlier.limits, pairBaseSlack: undefined },
          designs: { ...earlier.designs, 'trifocal-7x28': undefined },
        }),
      ],
    );

    const now = await rules();
    expect(now.version).toBeGreaterThan(version);
    expect(now.document).toEqual(document);
    const { rules: judgedBy } = await shop.call('catalog.readMakingRules', { knownVersion: null });
    expect(judgedBy).toMatchObject({ baseCurves, centration, limits: document.limits, designs: document.designs });
  });

  it('choose another base curve by another rule, in the size the builder shows and in what the lab reads', async () => {
    const edge = async () => {
      const answer = await quote({ designId: options['sv-distance'] });
      return Number(materialIn(answer, 'index-174').size.edgeMaxMm);
    };
    const usual = await edge();
    const refused = await replace((document) => {
      document.baseCurves.vogel.from = 13;
      document.centration.workingMm = 100;
      document.centration.raiseMm = 5;
    });
    expect(refused.issues.map((i: any) => [i.field, i.message])).toEqual([
      ['baseCurves.vogel.from', 'Give a number from 0 to 12 D.'],
      ['centration.workingMm', 'Give a number from 250 to 1000 mm.'],
      ['centration.raiseMm', 'Give a number from 0 to 4 mm.'],
    ]);
    expect(await edge()).toBe(usual);

    await replace((document) => {
      document.baseCurves.vogel.from = 9;
    });

    expect(await edge()).not.toBe(usual);
    const { rules: read } = await shop.call('catalog.readMakingRules', { knownVersion: null });
    expect(read.baseCurves.vogel.from).toBe(9);
    await replace((document) => {
      document.baseCurves.vogel.from = 6;
    });
    expect(await edge()).toBe(usual);
  });

  it('refuse a treatment that needs itself, or only what it excludes, whichever of the two says so', async () => {
    const { version } = await rules();
    const fieldsOf = async (change: (treatments: LensRulesDocument['treatments']) => void) => {
      const answer = await replace((document) => change(document.treatments));
      return [answer.code, answer.issues?.map((issue: { field: string }) => issue.field)];
    };
    const refused = (id: string) => ['LENS_RULES_NOT_VALID', [`treatments.${id}.needs`]];
    expect(await fieldsOf((of) => of.mirror.needs.push(['mirror', 'uv400']))).toEqual(refused('mirror'));
    expect(await fieldsOf((of) => of['ar-standard'].needs.push(['ar-premium']))).toEqual(refused('ar-standard'));
    expect(
      await fieldsOf((of) => {
        of.uv400.excludes.push('hard-coat');
        of['hard-coat'].needs.push(['uv400']);
      }),
    ).toEqual(refused('hard-coat'));
    expect((await rules()).version).toBe(version);
  });

  it('are not overwritten by somebody who looked at an older version', async () => {
    const { version } = await rules();
    const both = await Promise.all([1, 2].map(() => replace(() => {}, { basedOn: version })));
    expect(both.map((one) => one.code ?? 'saved').sort()).toEqual(['LENS_RULES_CHANGED_MEANWHILE', 'saved']);
  });

  it('offer a treatment where its row says so, and with what it needs', async () => {
    const chosen = async (treatmentIds: (string | undefined)[]) => {
      const { treatments } = (
        await shop.ask(
          `query ($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote {
            treatments { option { code } possible reasons { code } } } } }`,
          {
            input: {
              variantId: frame.id,
              use: 'DISTANCE',
              ...rx,
              designId: options['sv-distance'],
              materialId: options['index-160'],
              treatmentIds,
            },
          },
          guest,
        )
      ).lensQuote as { treatments: { option: { code: string }; possible: boolean; reasons: { code: string }[] }[] };
      return (code: string) => treatments.find(({ option }) => option.code === code);
    };
    expect((await chosen([]))('photochromic')).toMatchObject({ possible: true });

    await replace(({ treatments }: LensRulesDocument) => {
      treatments.photochromic.materials = treatments.photochromic.materials.filter((one) => one !== 'index-160');
    });

    expect((await chosen([]))('photochromic')).toMatchObject({
      possible: false,
      reasons: [{ code: 'TREATMENT_NOT_FOR_MATERIAL' }],
    });
  });

  it('keep every version', async () => {
    const { lensRulesHistory } = await shop.ask('{ lensRulesHistory { version note } }', {}, admin);
    expect(lensRulesHistory.map((one: any) => one.version)).toEqual([6, 5, 4, 3, 2, 1]);
    await expect(shop.catalog.database.query('delete from lens_rule_set')).rejects.toThrow(/never edited/);
  });

  it('take the optical centre of a flat top down to half its width, and say so below', async () => {
    const named = (centreDownMm: number | null) =>
      replace((document) => {
        document.designs['ft-28'].segment.centreDownMm = centreDownMm;
      });

    const refused = await named(14.1);
    expect(refused).toMatchObject({ __typename: 'Refusal' });
    expect(JSON.stringify(refused)).toContain('at most 14 mm');
    expect((await named(14)).__typename).not.toBe('Refusal');
    expect((await rules()).document.designs['ft-28'].segment.centreDownMm).toBe(14);
    expect((await named(null)).__typename).not.toBe('Refusal');
  });
});

describe('packages', () => {
  it('are cheaper than their parts and apply by themselves', async () => {
    const q = await quote();
    const thin = q.packages.find((p: any) => p.code === 'thin-and-clear');
    expect(thin).toMatchObject({
      possible: true,
      selected: false,
      price: { amount: '249.00' },
      listPrice: { amount: '290.00' },
      saving: { amount: '41.00' },
    });

    const taken = await quote({
      designId: thin.designId,
      materialId: thin.materialId,
      treatmentIds: thin.treatmentIds,
    });
    expect(taken.price.amount).toBe('249.00');
    expect(taken.components).toEqual([{ code: 'thin-and-clear', amount: { amount: '249.00' } }]);
    expect(taken.packages.find((p: any) => p.code === 'thin-and-clear').selected).toBe(true);
  });

  it('cost what they cost on the list beyond what is in them', async () => {
    const thin = (await quote()).packages.find((p: any) => p.code === 'thin-and-clear');
    const more = await quote({
      designId: thin.designId,
      materialId: thin.materialId,
      treatmentIds: [...thin.treatmentIds, options.photochromic],
      rush: true,
    });
    expect(more.components.map((c: any) => [c.code, c.amount.amount])).toEqual([
      ['thin-and-clear', '249.00'],
      ['photochromic', '80.00'],
      ['RUSH', '49.00'],
    ]);
    expect(more.price.amount).toBe('378.00');
  });

  it('are not offered where a cell of the matrix or of the package is missing', async () => {
    await shop.catalog.database.query(
      `delete from lens_package_price where package_code = 'thin-and-clear' and band = 'B'`,
    );
    expect((await quote()).packages.map((p: any) => p.code)).not.toContain('thin-and-clear');
    const weak = await quote({ od: { sphere: '-4.00' }, os: { sphere: '-4.00' } });
    expect(weak.packages.map((p: any) => p.code)).toContain('thin-and-clear');
    const beyond = await quote({ od: { sphere: '-4.25' }, os: { sphere: '-4.00' } });
    expect(beyond.packages.map((p: any) => p.code)).not.toContain('thin-and-clear');
  });

  it('say why they cannot be made', async () => {
    const child = await quote({ birthYear: 2015, od: { sphere: '-2.00' }, os: { sphere: '-2.00' } });
    const everyday = child.packages.find((p: any) => p.code === 'everyday');
    expect(everyday).toMatchObject({ possible: false, price: null });
    expect(child.packages.find((p: any) => p.code === 'tough').price).not.toBeNull();
  });
});

describe('thickness by material', () => {
  it('shrinks with the index, weight with the density', async () => {
    const q = await quote({ designId: options['sv-distance'], od: { sphere: '-4.50' }, os: { sphere: '-4.50' } });
    const edge = (code: string) => Number(materialIn(q, code).size.edgeMaxMm);
    expect(edge('cr39')).toBeGreaterThan(edge('index-160'));
    expect(edge('index-160')).toBeGreaterThan(edge('index-167'));
    expect(materialIn(q, 'index-156').size).toBeNull();
  });
});
