import { allocate, toDecimalString } from '@opticworks/kernel';
import { type ContactLensRx, isLegal, parsePower, withMeasured } from '@opticworks/optics';
import type { QuoteLines } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';
import { frameGeometry, type StoredFrame } from '../lenses/frame-geometry.ts';
import type { BandPrice } from '../lenses/later-price.rules.ts';
import {
  designCode,
  type LensCatalogue,
  type LensOptionRow,
  materialCode,
  treatmentCode,
} from '../lenses/lens-catalogue.ts';
import { designServes, judgeLenses, type LensUseName, lensUses } from '../lenses/lens-judgement.rules.ts';
import { sentenceOf } from '../lenses/lens-wording.ts';
import { readStoredRx } from '../lenses/prescription-input.ts';
import { componentLabel } from '../lenses/quote-lens.ts';
import type { ContactLensFacts, SelectionFacts } from '../products/product.facts.ts';
import { normalCode, type PromotionRow, promotionColumns, promotionFacts } from '../promotions/promotion.queries.ts';
import {
  type CouponReason,
  couponReason,
  couponSentences,
  isRunning,
  type LineDiscount,
  orderDiscount,
  type PricedLine,
  type PromotionFacts,
  secondPairDiscounts,
} from '../promotions/promotion.rules.ts';
import { inLocale, type Locale, type Localized } from '../text/localized.ts';

type Input = z.infer<typeof QuoteLines.input>;
type Output = z.infer<typeof QuoteLines.output>;
type InputLine = Input['lines'][number];
type OutputLine = Output['lines'][number];

interface QuotedVariant extends StoredFrame {
  id: string;
  product_id: string;
  slug: string;
  sku: string;
  kind: OutputLine['kind'];
  product_name: Localized;
  brand_name: string;
  selections: SelectionFacts[];
  weight_grams: number;
  package_mm: number[];
  tax_code: string;
  fsa_eligible: boolean;
  discontinued: boolean;
  published: boolean;
  temple_tenths: number | null;
  contact_lens: ContactLensFacts | null;
  amount_minor: string | null;
  components: { variantId: string; sku: string; quantity: number }[] | null;
}

/** Everything a quote needs, in one statement: variants with prices, promotions in question, the version of the lens catalogue. */
/** What the bench and its papers are written in, whoever orders. */
const HOUSE_LOCALE: Locale = 'en';

const READ = `select
  (select version::text from catalog_version where name = 'lenses') as lenses_version,
  (select coalesce(json_agg(q), '[]') from (
     select v.id, v.product_id, s.slug, v.sku, p.kind, p.name as product_name, b.name as brand_name, v.selections, v.weight_grams, v.package_mm,
       v.tax_code, v.fsa_eligible, v.discontinued, p.published, v.eye_size_tenths, v.lens_height_tenths, v.dbl_tenths, v.temple_tenths,
       v.effective_diameter_tenths, v.outline, p.frame->>'rim' as rim, (p.frame->>'baseCurve')::float8 as base_curve,
       coalesce((p.frame->>'prescriptionReady')::boolean, false) as prescription_ready, p.contact_lens, vp.amount_minor::text as amount_minor,
       (select json_agg(json_build_object('variantId', cv.id, 'sku', cv.sku, 'quantity', bc.quantity) order by bc.position)
          from bundle_component bc join variant cv on cv.id = bc.variant_id where bc.product_id = p.id) as components
     from variant v join product p on p.id = v.product_id join brand b on b.id = p.brand_id
     join product_slug s on s.product_id = p.id and s.locale = $3
     left join price_list pl on pl.currency = $2 and pl.valid_to is null
     left join variant_price vp on vp.variant_id = v.id and vp.price_list = pl.code
     where v.id = any($1)) q) as variants,
  (select coalesce(json_agg(r), '[]') from (select ${promotionColumns.replace('amount_off_minor', 'amount_off_minor::text').replace('minimum_subtotal_minor', 'minimum_subtotal_minor::text')}
     from promotion where code = any($4) or (code is null and starts_at <= $5 and (ends_at is null or ends_at > $5)) order by starts_at, id) r) as promotions`;

interface Read {
  lenses_version: string;
  variants: QuotedVariant[];
  promotions: PromotionRow[];
}

/** Prices cart lines as of now. Promotions follow the usual order: list price, line promotions, order promotions. */
export async function quoteLines(catalogue: Catalogue, input: Input): Promise<Output> {
  const now = catalogue.clock.now();
  const codes = [...new Set(input.couponCodes.map(normalCode))];
  const [read] = await catalogue.database.query<Read>(READ, [
    [...new Set(input.lines.map((l) => l.variantId))],
    input.currency,
    input.locale,
    codes,
    now,
  ]);
  const { variants, promotions } = read as Read;
  const byId = new Map(variants.map((v) => [v.id, v]));
  const lenses = input.lines.some((l) => l.lens) ? await catalogue.lenses.at(read?.lenses_version ?? null) : null;
  const lines = input.lines.map((line) => quoteLine(catalogue, line, byId.get(line.variantId) ?? null, lenses, input));
  return applyPromotions(lines, input, promotions.map(promotionFacts), codes, now);
}

function quoteLine(
  catalogue: Catalogue,
  line: InputLine,
  variant: QuotedVariant | null,
  lenses: LensCatalogue | null,
  input: Input,
): OutputLine {
  const money = (minor: bigint) => ({ amountMinor: minor.toString(), currency: input.currency });
  const { locale } = input;
  if (!variant || variant.amount_minor === null) return unknownLine(line, money(0n), locale);
  const issues: OutputLine['issues'] = [];
  if (!variant.published || variant.discontinued)
    issues.push({ code: 'NO_LONGER_SOLD', message: say(texts.NO_LONGER_SOLD, locale), field: null, severity: 'error' });
  const listPrice = BigInt(variant.amount_minor);
  const name = inLocale(variant.product_name, locale);
  const selections = variant.selections.map((s) => inLocale(s.label, locale)).join(', ');
  const components: OutputLine['components'] = [{ code: variant.sku, label: name, amount: money(listPrice) }];
  const details = [selections].filter(Boolean);
  let unit = listPrice;
  let lens: OutputLine['lens'] = null;
  let band: OutputLine['band'] = null;
  let productionDays = 0;
  if (line.lens) {
    const quoted = quoteLensOfLine(catalogue, line.lens, variant, lenses, input);
    issues.push(...quoted.issues);
    lens = quoted.choice && {
      ...quoted.choice,
      ...(quoted.byBand.length > 0
        ? {
            unitByBand: quoted.byBand.map(({ totalMinor, ...band }) => ({
              ...band,
              unit: money(listPrice + totalMinor),
            })),
          }
        : {}),
    };
    band = quoted.band;
    productionDays = quoted.productionDays;
    for (const part of quoted.parts)
      components.push({ code: part.code, label: part.label, amount: money(part.amountMinor) });
    unit += quoted.parts.reduce((sum, part) => sum + part.amountMinor, 0n);
    if (lens) details.push([lens.designName, lens.materialName, ...lens.treatmentNames].join(', '));
  }
  if (variant.kind === 'CONTACT_LENS') {
    issues.push(...contactLensIssues(line, variant, locale));
    if (line.contactLens) details.push(contactLensText(line.contactLens));
  }
  return {
    lineId: line.lineId,
    found: true,
    variantId: variant.id,
    productId: variant.product_id,
    productSlug: variant.slug,
    sku: variant.sku,
    title: `${variant.brand_name} ${name}`,
    detail: details.join(' · '),
    kind: variant.kind,
    unitPrice: money(unit),
    components,
    discounts: [],
    total: money(unit * BigInt(line.quantity)),
    taxCode: variant.tax_code,
    fsaEligible: variant.fsa_eligible || line.lens !== null,
    weightGrams: variant.weight_grams,
    packageMm: {
      length: variant.package_mm[0] ?? 0,
      width: variant.package_mm[1] ?? 0,
      height: variant.package_mm[2] ?? 0,
    },
    lens,
    band,
    frame: variant.eye_size_tenths === null ? null : frameValue(variant, name),
    bundle: variant.components ?? [],
    productionDays,
    issues,
  };
}

const frameValue = (v: QuotedVariant, name: string): NonNullable<OutputLine['frame']> => ({
  sku: v.sku,
  name,
  rim: v.rim,
  eyeSizeTenthsMm: v.eye_size_tenths,
  lensHeightTenthsMm: v.lens_height_tenths,
  dblTenthsMm: v.dbl_tenths,
  effectiveDiameterTenthsMm: v.effective_diameter_tenths ?? v.eye_size_tenths,
  baseCurveMdpt: Math.round(v.base_curve * 1000),
  outlineHundredthsMm: v.outline,
});

interface QuotedLens {
  choice: OutputLine['lens'];
  parts: { code: string; label: string; amountMinor: bigint }[];
  issues: OutputLine['issues'];
  productionDays: number;
  band: OutputLine['band'];
  /** Of the lenses alone, where the prescription is sent later. */
  byBand: BandPrice[];
}

/** Re-checks a lens choice as at order: what cannot be made now is an error on the line. */
function quoteLensOfLine(
  catalogue: Catalogue,
  asked: NonNullable<InputLine['lens']>,
  variant: QuotedVariant,
  lenses: LensCatalogue | null,
  input: Input,
): QuotedLens {
  const { locale } = input;
  const wrong = (text: { code: string; en: string; de: string }): QuotedLens => ({
    choice: null,
    parts: [],
    productionDays: 0,
    band: null,
    byBand: [],
    issues: [{ code: text.code, message: say(text, locale), field: 'lens', severity: 'error' }],
  });
  if (variant.eye_size_tenths === null) return wrong(texts.NOT_A_FRAME);
  const table = lenses?.prices.get(input.currency);
  const of = (id: string, kind: LensOptionRow['kind']) => {
    const option = lenses?.byId.get(id);
    return option?.kind === kind ? option : null;
  };
  const design = of(asked.designId, 'DESIGN');
  const material = of(asked.materialId, 'MATERIAL');
  const treatments = asked.treatmentIds.map((id) => of(id, 'TREATMENT'));
  const use = lensUses.find((u) => u === asked.use) ?? null;
  if (
    !lenses ||
    !table ||
    !design ||
    !material ||
    !use ||
    treatments.some((t) => t === null) ||
    !designServes(design, use as LensUseName)
  )
    return wrong(texts.LENS_OPTION_UNKNOWN);
  // What was measured in this very frame counts as it does at the bench.
  const prescription = asked.prescription && withMeasured(asked.prescription, asked.measurement, variant.sku);
  const judgement = judgeLenses({
    catalogue: lenses,
    table,
    frame: frameGeometry(variant, prescription ?? {}, lenses.rules.limits),
    rx: prescription ? readStoredRx(prescription) : { draft: null, unreadable: [] },
    selection: { use, design, material, treatments: treatments as LensOptionRow[], rush: asked.rush },
    today: catalogue.clock.today(),
    jurisdiction: catalogue.settings.SHOP_JURISDICTION,
    birthYear: asked.prescription?.birthYear ?? null,
    confirmedWarnings: asked.confirmedWarnings,
    isLater: prescription === null,
    saidBand: asked.saidBand ?? null,
  });
  const issues: OutputLine['issues'] = judgement.issues.map((i) => ({
    code: i.finding.code,
    message: sentenceOf(i.finding, locale, lenses),
    field: i.finding.field,
    severity: i.severity,
  }));
  if (prescription && !judgement.eyes)
    issues.push({
      code: 'PRESCRIPTION_INCOMPLETE',
      message: say(texts.PRESCRIPTION_INCOMPLETE, locale),
      field: 'lens',
      severity: 'error',
    });
  if (prescription && !prescription.pd && judgement.eyes)
    issues.push({ code: 'PD_MISSING', message: say(texts.PD_MISSING, locale), field: 'pd', severity: 'error' });
  const effective = judgement.effective;
  const parts =
    judgement.price?.offered && effective
      ? judgement.price.lines.map((l) => ({
          code: l.code,
          label: componentLabel(l, effective, table, lenses, locale),
          amountMinor: l.amountMinor,
        }))
      : [];
  const made = effective?.treatments ?? (treatments as LensOptionRow[]);
  return {
    choice: {
      prescriptionId: asked.prescription?.id ?? null,
      use,
      designId: design.id,
      designCode: designCode(design),
      designName: inLocale(design.name, locale),
      materialId: material.id,
      materialCode: materialCode(material),
      materialName: inLocale(material.name, locale),
      treatmentIds: made.map((t) => t.id),
      treatmentCodes: made.map(treatmentCode),
      treatmentNames: made.map((t) => inLocale(t.name, locale)),
      houseNames: {
        design: inLocale(design.name, HOUSE_LOCALE),
        material: inLocale(material.name, HOUSE_LOCALE),
        treatments: made.map((t) => inLocale(t.name, HOUSE_LOCALE)),
      },
      rush: asked.rush,
      rulesVersion: lenses.rules.version,
      // Kept only where it decided the price.
      ...(judgement.isLater && asked.saidBand && judgement.facts?.band === asked.saidBand
        ? { saidBand: asked.saidBand }
        : {}),
    },
    parts,
    issues: dedupe(issues),
    productionDays: judgement.productionDays ?? 0,
    band: judgement.isLater ? null : (judgement.facts?.band ?? null),
    byBand: judgement.byBand,
  };
}

function dedupe(issues: OutputLine['issues']): OutputLine['issues'] {
  const weight = { error: 2, warning: 1, notice: 0 } as const;
  const best = new Map<string, OutputLine['issues'][number]>();
  for (const issue of issues) {
    const key = `${issue.code}/${issue.field ?? ''}`;
    const before = best.get(key);
    if (!before || weight[issue.severity] > weight[before.severity]) best.set(key, issue);
  }
  return [...best.values()];
}

/** Contact lenses exist in a list of combinations; a value outside is never rounded to the next lens. */
function contactLensIssues(line: InputLine, variant: QuotedVariant, locale: Locale): OutputLine['issues'] {
  const asked = line.contactLens;
  if (!asked)
    return [
      {
        code: 'CONTACT_LENS_PARAMETERS_MISSING',
        message: say(texts.CONTACT_LENS_PARAMETERS_MISSING, locale),
        field: 'contactLens',
        severity: 'error',
      },
    ];
  if (!variant.contact_lens) return [];
  const power = parsePower(signed(asked.power), { kind: 'sphere' });
  const cylinder = asked.cylinder
    ? parsePower(signed(asked.cylinder), { kind: 'cylinder' })
    : { ok: true as const, value: 0 };
  if (!power.ok || !cylinder.ok)
    return [
      {
        code: 'CONTACT_LENS_NOT_MADE',
        message: say(texts.CONTACT_LENS_NOT_MADE, locale),
        field: 'contactLens.power',
        severity: 'error',
      },
    ];
  const legality = isLegal(variant.contact_lens.matrix, {
    power: power.value,
    cylinder: cylinder.value,
    axis: asked.axis ?? null,
    add: addOf(asked.add),
    baseCurveMm: Number(asked.baseCurveMm),
    diameterMm: Number(asked.diameterMm),
    brand: null,
    colour: asked.colour ?? null,
  });
  if (legality.legal) return [];
  return legality.offending.map((parameter) => ({
    code: 'CONTACT_LENS_NOT_MADE',
    message: say(texts.CONTACT_LENS_NOT_MADE, locale),
    field: `contactLens.${parameter}`,
    severity: 'error' as const,
  }));
}

/** Parameters are picked from the product's own list, where a plus sign is left out. */
const signed = (text: string): string => (/^\d/.test(text) && Number(text) !== 0 ? `+${text}` : text);

function addOf(text: string | null | undefined): ContactLensRx['add'] {
  if (!text) return null;
  if (text === 'LOW' || text === 'MID' || text === 'HIGH') return text;
  const read = parsePower(text, { kind: 'add' });
  return read.ok ? read.value : null;
}

function contactLensText(c: NonNullable<InputLine['contactLens']>): string {
  const parts = [
    c.eye,
    c.power,
    c.cylinder ? `${c.cylinder} ×${c.axis ?? ''}` : null,
    c.add ? `ADD ${c.add}` : null,
    `BC ${c.baseCurveMm}`,
    `DIA ${c.diameterMm}`,
    c.colour,
  ];
  return parts.filter(Boolean).join(' ');
}

function unknownLine(line: InputLine, zero: OutputLine['unitPrice'], locale: Locale): OutputLine {
  return {
    lineId: line.lineId,
    found: false,
    variantId: line.variantId,
    productId: '',
    productSlug: '',
    sku: '',
    title: '',
    detail: '',
    kind: 'ACCESSORY',
    unitPrice: zero,
    components: [],
    discounts: [],
    total: zero,
    taxCode: '',
    fsaEligible: false,
    weightGrams: 0,
    packageMm: { length: 0, width: 0, height: 0 },
    lens: null,
    frame: null,
    bundle: [],
    productionDays: 0,
    issues: [{ code: 'NO_LONGER_SOLD', message: say(texts.NO_LONGER_SOLD, locale), field: null, severity: 'error' }],
  };
}

function applyPromotions(
  lines: OutputLine[],
  input: Input,
  promotions: PromotionFacts[],
  codes: string[],
  now: Date,
): Output {
  const money = (minor: bigint) => ({ amountMinor: minor.toString(), currency: input.currency });
  const totals = new Map(lines.map((l) => [l.lineId, BigInt(l.total.amountMinor)]));
  const subtotal = [...totals.values()].reduce((a, b) => a + b, 0n);
  const take = (discounts: readonly LineDiscount[]) => {
    for (const d of discounts) {
      const line = lines.find((l) => l.lineId === d.lineId);
      if (!line || d.amountMinor <= 0n) continue;
      line.discounts.push({ code: d.code, label: d.label, amount: money(d.amountMinor) });
      totals.set(d.lineId, (totals.get(d.lineId) ?? 0n) - d.amountMinor);
    }
  };
  const priced: PricedLine[] = lines.map((l, i) => ({
    lineId: l.lineId,
    quantity: input.lines[i]?.quantity ?? 1,
    unitMinor: BigInt(l.unitPrice.amountMinor),
    isPair: l.lens !== null,
  }));
  for (const p of promotions.filter((p) => p.kind === 'SECOND_PAIR' && p.code === null))
    take(secondPairDiscounts(priced, p));
  const remaining = () => [...totals.values()].reduce((a, b) => a + b, 0n);
  const spread = (p: PromotionFacts, amount: bigint): void => {
    const weights = lines.map((l) => totals.get(l.lineId) ?? 0n);
    const parts = allocate({ amountMinor: amount, currency: input.currency }, weights);
    take(
      lines.map((l, i) => ({
        lineId: l.lineId,
        promotionId: p.id,
        code: p.code,
        label: p.name,
        amountMinor: parts[i]?.amountMinor ?? 0n,
      })),
    );
  };
  for (const p of promotions.filter((p) => p.kind === 'ORDER' && p.code === null && isRunning(p, now)))
    if (couponReason(p, now, remaining(), input.currency) === null) spread(p, orderDiscount(p, remaining()));
  const coupons = codes.map((code): Output['coupons'][number] => {
    const p = promotions.find((candidate) => candidate.code === code);
    const reason = p ? couponReason(p, now, remaining(), input.currency) : 'COUPON_UNKNOWN';
    if (!p || reason !== null)
      return {
        code,
        label: p?.name ?? code,
        amount: money(0n),
        valid: false,
        reasonCode: reason,
        message: couponMessage(reason as CouponReason, p ?? null, input.locale),
      };
    const before = remaining();
    if (p.kind === 'SECOND_PAIR') take(secondPairDiscounts(priced, p));
    else spread(p, orderDiscount(p, before));
    const off = before - remaining();
    return off > 0n
      ? { code, label: p.name, amount: money(off), valid: true, reasonCode: null, message: null }
      : {
          code,
          label: p.name,
          amount: money(0n),
          valid: false,
          reasonCode: 'COUPON_NO_EFFECT',
          message: couponMessage('COUPON_NO_EFFECT', p, input.locale),
        };
  });
  for (const line of lines) line.total = money(totals.get(line.lineId) ?? 0n);
  return { lines, coupons, subtotal: money(subtotal), discount: money(subtotal - remaining()) };
}

function couponMessage(reason: CouponReason, p: PromotionFacts | null, locale: Locale): string {
  const date = p ? p.startsAt.toISOString().slice(0, 10) : '';
  const minimum =
    p?.minimumSubtotalMinor != null
      ? `${toDecimalString({ amountMinor: p.minimumSubtotalMinor, currency: p.currency })} ${p.currency}`
      : '';
  return couponSentences[reason][locale].replace('{date}', date).replace('{minimum}', minimum);
}

const say = (text: { en: string; de: string }, locale: Locale): string => text[locale];

const texts = {
  NO_LONGER_SOLD: {
    code: 'NO_LONGER_SOLD',
    en: 'This item is no longer sold. Remove it to continue.',
    de: 'Dieser Artikel wird nicht mehr verkauft. Bitte entfernen.',
  },
  NOT_A_FRAME: {
    code: 'NOT_A_FRAME',
    en: 'Lenses can only be made for a frame. Remove the lenses or choose a frame.',
    de: 'Gläser gibt es nur zu einer Fassung. Bitte die Gläser entfernen oder eine Fassung wählen.',
  },
  LENS_OPTION_UNKNOWN: {
    code: 'LENS_OPTION_UNKNOWN',
    en: 'One of the chosen lens options is not offered any more. Choose the lenses again.',
    de: 'Eine der gewählten Glasoptionen gibt es nicht mehr. Bitte die Gläser neu wählen.',
  },
  PRESCRIPTION_INCOMPLETE: {
    code: 'PRESCRIPTION_INCOMPLETE',
    en: 'The prescription is not complete. Add the missing values.',
    de: 'Das Rezept ist unvollständig. Bitte die fehlenden Werte ergänzen.',
  },
  PD_MISSING: {
    code: 'PD_MISSING',
    en: 'The pupillary distance (PD) is missing. Add it to order lenses.',
    de: 'Die Pupillendistanz (PD) fehlt. Bitte ergänzen, um Gläser zu bestellen.',
  },
  CONTACT_LENS_PARAMETERS_MISSING: {
    code: 'CONTACT_LENS_PARAMETERS_MISSING',
    en: 'Choose power, base curve and diameter for these lenses.',
    de: 'Bitte Stärke, Radius und Durchmesser der Linsen wählen.',
  },
  CONTACT_LENS_NOT_MADE: {
    code: 'CONTACT_LENS_NOT_MADE',
    en: 'This lens is not made in these values. Check them with the prescription; another value must not be taken instead.',
    de: 'Diese Linse gibt es nicht in diesen Werten. Bitte mit dem Rezept vergleichen; ein anderer Wert darf nicht ersatzweise genommen werden.',
  },
};
