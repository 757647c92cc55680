import { defaultPrescriptionRules } from '@opticworks/optics';
import type { Catalogue } from '../catalogue.ts';
import { frameValue } from '../lenses/frame-value.ts';
import type { LensCatalogue } from '../lenses/lens-catalogue.ts';
import { normalCode, type PromotionRow, promotionColumns, promotionFacts } from '../promotions/promotion.queries.ts';
import { inLocale, type Locale } from '../text/localized.ts';
import { applyPromotions } from './apply-promotions.ts';
import { contactLensIssues, contactLensText } from './contact-lens-of-line.ts';
import { quoteLensOfLine } from './lens-of-line.ts';
import { lineError } from './line-issues.ts';
import type { AskedLine, LineIssue, Quote, QuotedLine, QuotedVariant, QuoteInput } from './quote.types.ts';

/** Everything a quote needs, in one statement: variants with prices, promotions in question, the version of the lens catalogue. */
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
export async function quoteLines(catalogue: Catalogue, input: QuoteInput): Promise<Quote> {
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
  const lenses = input.lines.some((l) => l.lens || l.contactLens)
    ? await catalogue.lenses.at(read?.lenses_version ?? null)
    : null;
  const lines = input.lines.map((line) => quoteLine(catalogue, line, byId.get(line.variantId) ?? null, lenses, input));
  return applyPromotions(lines, input, promotions.map(promotionFacts), codes, now);
}

function quoteLine(
  catalogue: Catalogue,
  line: AskedLine,
  variant: QuotedVariant | null,
  lenses: LensCatalogue | null,
  input: QuoteInput,
): QuotedLine {
  const money = (minor: bigint) => ({ amountMinor: minor.toString(), currency: input.currency });
  const { locale } = input;
  if (!variant || variant.amount_minor === null) return unknownLine(line, money(0n), locale);
  const issues: LineIssue[] = [];
  if (!variant.published || variant.discontinued) issues.push(lineError('NO_LONGER_SOLD', locale));
  const listPrice = BigInt(variant.amount_minor);
  const name = inLocale(variant.product_name, locale);
  const selections = variant.selections.map((s) => inLocale(s.label, locale)).join(', ');
  const components: QuotedLine['components'] = [{ code: variant.sku, label: name, amount: money(listPrice) }];
  const details = [selections].filter(Boolean);
  let unit = listPrice;
  let lens: QuotedLine['lens'] = null;
  let band: QuotedLine['band'] = null;
  let productionDays = 0;
  let making: QuotedLine['making'] = null;
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
    making = quoted.making;
    for (const part of quoted.parts)
      components.push({ code: part.code, label: part.label, amount: money(part.amountMinor) });
    unit += quoted.parts.reduce((sum, part) => sum + part.amountMinor, 0n);
    if (lens) details.push([lens.designName, lens.materialName, ...lens.treatmentNames].join(', '));
  }
  if (variant.kind === 'CONTACT_LENS') {
    const { thresholds } = lenses?.prescriptionRules ?? defaultPrescriptionRules;
    issues.push(...contactLensIssues(line, variant, locale, thresholds));
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
    making,
    issues,
  };
}

/** Something that is not, or no longer, in the shop: the line stays, so that the customer sees which one it was. */
function unknownLine(line: AskedLine, zero: QuotedLine['unitPrice'], locale: Locale): QuotedLine {
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
    issues: [lineError('NO_LONGER_SOLD', locale)],
  };
}
