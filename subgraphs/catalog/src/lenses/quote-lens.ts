import { MoneyType, type RequestContext, refuse } from '@opticworks/kernel';
import { ageKnown, drawnLens, formatPrism, type Possibility } from '@opticworks/optics';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { inLocale, type Locale, localeOf } from '../text/localized.ts';
import { frameGeometry, type StoredFrame } from './frame-geometry.ts';
import {
  type LensChoiceType,
  type LensColourType,
  type LensOptionType,
  type LensQuoteInput,
  LensQuoteType,
  type LensThicknessType,
  type PriceComponentType,
} from './lens.type.ts';
import {
  type DeliveryTerms,
  designCode,
  type LensCatalogue,
  type LensOptionRow,
  materialCode,
  treatmentCode,
} from './lens-catalogue.ts';
import { coloursOf, type LensColourRow, strengthsOf } from './lens-colours.ts';
import { codesOf, type Judgement, judgeLenses, lensUses, thicknessOfPair, withNeeded } from './lens-judgement.rules.ts';
import type { LensSizeType } from './lens-offer.type.ts';
import { packagesFor, sizeIn, suggestionView } from './lens-offers.ts';
import {
  type LabRouteCode,
  type LensPrice,
  type LensPriceLine,
  type LensPriceTable,
  priceLenses,
} from './lens-price.rules.ts';
import { sentenceOf } from './lens-wording.ts';
import { asOtherFrames, FRAME_COLUMNS, otherSizesSql, type SizedVariant } from './other-sizes.ts';
import { readTypedRx } from './prescription-input.ts';

/** From the finished pair to the customer's door, working days: until orders has told what it counts on. */
export const DELIVERY_DAYS = 3;

/** Packing, the usual way, and what promises of this route were missed by. */
export function deliveryDays(terms: DeliveryTerms | null, route: LabRouteCode | null): number {
  if (!terms) return DELIVERY_DAYS;
  const margin = terms.margins.find((one) => one.route === route)?.days ?? 0;
  return Math.max(0, terms.handlingDays + terms.transitDays + margin);
}

const FRAME = `select ${FRAME_COLUMNS}, (select version::text from catalog_version where name = 'lenses') as lenses_version,
    (select coalesce(json_agg(o), '[]') from (${otherSizesSql('own.id = $1')}) o) as others
  from variant v join product p on p.id = v.product_id and (p.published or p.published_at is not null) where v.id = $1`;

interface QuotedFrame extends StoredFrame, SizedVariant {
  lenses_version: string;
  others: (StoredFrame & SizedVariant)[];
}

/** The lens builder's answer for one state of the form. The input is health data: it is neither stored nor logged. */
export async function quoteLens(
  catalogue: Catalogue,
  ctx: RequestContext,
  input: LensQuoteInput,
): Promise<LensQuoteType> {
  const [frame] = await catalogue.database.query<QuotedFrame>(FRAME, [input.variantId]);
  if (!frame) refuse(ERRORS.VARIANT_NOT_FOUND);
  if (frame.eye_size_tenths === null) refuse(ERRORS.NOT_A_FRAME);
  const lenses = await catalogue.lenses.at(frame.lenses_version);
  const table = lenses.prices.get(catalogue.currency);
  if (!table) refuse(ERRORS.PRICE_LIST_MISSING, { currency: catalogue.currency });
  const option = (id: string | null | undefined, kind: LensOptionRow['kind']): LensOptionRow | null => {
    if (id == null) return null;
    const found = lenses.byId.get(id);
    if (!found || found.kind !== kind) refuse(ERRORS.LENS_OPTION_UNKNOWN);
    return found;
  };
  const rx = readTypedRx(input.od ?? null, input.os ?? null, input, lenses.prescriptionRules.thresholds);
  const judgement = judgeLenses({
    catalogue: lenses,
    table,
    frame: frameGeometry(frame, rx.draft ?? {}, lenses.rules.limits),
    otherFrames: asOtherFrames(frame.others, rx.draft ?? {}, lenses.rules.limits),
    rx,
    selection: {
      use: input.use ?? null,
      design: option(input.designId, 'DESIGN'),
      material: option(input.materialId, 'MATERIAL'),
      treatments: (input.treatmentIds ?? []).flatMap((id) => option(id, 'TREATMENT') ?? []),
      rush: input.rush ?? false,
      slabOff: input.slabOff ?? false,
      colours: input.colours ?? [],
    },
    today: catalogue.clock.today(),
    wearer: {
      ageYears: ageKnown(input, catalogue.clock.today()),
      // What is not so is not said: one eye on the paper makes one good eye by itself.
      ...(input.isForSport ? { isForSport: true } : {}),
      ...(input.isOneEyed ? { isOneEyed: true } : {}),
    },
    confirmedWarnings: input.confirmedWarnings ?? [],
    isLater: input.prescriptionLater ?? false,
    saidBand: input.saidBand ?? null,
  });
  return quoteView(judgement, lenses, table, input, localeOf(ctx.locale));
}

function quoteView(
  j: Judgement,
  lenses: LensCatalogue,
  table: LensPriceTable,
  input: LensQuoteInput,
  locale: Locale,
): LensQuoteType {
  const money = (minor: bigint) => MoneyType.of({ amountMinor: minor, currency: table.currency });
  const now = j.price?.offered ? j.price.totalMinor : null;
  const priced = (
    change: Partial<{ design: LensOptionRow; material: LensOptionRow; treatments: LensOptionRow[] }>,
  ): bigint | null => {
    if (!j.facts || !j.effective) return null;
    const to = { ...j.effective, ...change };
    const price: LensPrice = priceLenses(table, codesOf(to.design, to.material, to.treatments), j.facts);
    return price.offered ? price.totalMinor : null;
  };
  const choice = (
    option: LensOptionRow,
    made: Possibility,
    total: bigint | null,
    flags: { selected: boolean; recommended: boolean; size?: LensSizeType | null },
  ): LensChoiceType => {
    // With nothing to price yet (no prescription) an option is judged by the frame alone; a missing cell is "not offered".
    const unsold = made.possible && j.facts !== null && j.effective !== null && total === null;
    const reasons = made.possible
      ? []
      : made.reasons.map((r) => ({ code: r.code, message: sentenceOf(r, locale, lenses) }));
    if (unsold) {
      const code = 'COMBINATION_NOT_OFFERED';
      reasons.push({ code, message: sentenceOf({ code, field: 'lens', params: {} }, locale) });
    }
    const possible = made.possible && !unsold;
    return {
      option: optionView(option, lenses, locale),
      possible,
      reasons,
      suggestions: made.possible ? [] : made.suggestions.map((one) => suggestionView(one, lenses, locale)),
      size: (possible && flags.size) || null,
      selected: flags.selected,
      recommended: flags.recommended && possible,
      pairPrice: possible && total !== null ? money(total) : null,
      priceDifference: possible && total !== null && now !== null ? money(total - now) : null,
    };
  };
  const chosenTreatments = j.effective?.treatments ?? [];
  const selectedTreatments = new Set(chosenTreatments.map((t) => t.id));
  return Object.assign(new LensQuoteType(), {
    uses: [...lensUses],
    designs: j.designs.map((d) =>
      choice(d, j.made.designs[designCode(d)], priced({ design: d }), {
        selected: input.designId === d.id,
        recommended: j.recommended.design === d.id,
      }),
    ),
    materials: lenses.materials.map((m) =>
      choice(
        m,
        j.made.materials[materialCode(m)],
        priced({ material: m, treatments: onMaterial(chosenTreatments, m, lenses) }),
        {
          selected: input.materialId === m.id,
          recommended: j.recommended.materials.has(m.id),
          size: sizeIn(materialCode(m), j),
        },
      ),
    ),
    treatments: lenses.treatments.map((t) =>
      choice(
        t,
        j.made.treatments[treatmentCode(t)],
        priced({ treatments: withTreatment(chosenTreatments, t, j, lenses) }),
        {
          selected: selectedTreatments.has(t.id),
          recommended: j.recommended.treatments.has(t.id),
        },
      ),
    ),
    materialAdvice: j.advice && {
      materialIds: j.advice.options.map(({ id }) => id),
      reasons: j.advice.reasons.map((reason) => ({ code: reason.code, message: sentenceOf(reason, locale, lenses) })),
    },
    packages: packagesFor(j, lenses, table, locale),
    complete: j.complete,
    price: now === null ? null : money(now),
    components: j.price?.offered && j.effective ? componentsOf(j.price.lines, j.effective, table, lenses, locale) : [],
    powerBand: j.isLater ? null : (j.facts?.band ?? null),
    pricesByBand: j.byBand.map(({ band, maxPower, maxCylinder, totalMinor }) => ({
      band,
      maxPower: dioptres(maxPower),
      maxCylinder: dioptres(maxCylinder),
      price: money(totalMinor),
    })),
    slabOff: slabOffView(j, table, locale),
    thickness: thicknessOfPair(j).map(thicknessView),
    issues: j.issues.map(({ finding, severity }) => ({
      code: finding.code,
      message: sentenceOf(finding, locale, lenses),
      field: finding.field,
      severity,
    })),
    promiseDays: j.productionDays === null ? null : j.productionDays + deliveryDays(lenses.delivery, j.route),
  });
}

/** Only for a pair that somebody would advise it for, and where the house has a price for it. */
function slabOffView({ slabOff: found }: Judgement, table: LensPriceTable, locale: Locale) {
  const price = table.surcharges.get('SLAB_OFF');
  if (!found || !price) return null;
  return {
    label: inLocale(price.label, locale),
    imbalance: formatPrism(found.imbalance),
    price: MoneyType.of({ amountMinor: price.amountMinor, currency: table.currency }),
  };
}

/** Treatments as another material would need them: coats that come along with it or are only needed by it. */
function onMaterial(chosen: LensOptionRow[], material: LensOptionRow, lenses: LensCatalogue): LensOptionRow[] {
  const codes = withNeeded(
    chosen.filter((t) => treatmentCode(t) !== 'hard-coat').map(treatmentCode),
    material,
    lenses.rules,
  );
  return codes.flatMap((code) => lenses.treatments.find((t) => treatmentCode(t) === code) ?? []);
}

function withTreatment(
  chosen: LensOptionRow[],
  added: LensOptionRow,
  j: Judgement,
  lenses: LensCatalogue,
): LensOptionRow[] {
  const codes = withNeeded(
    [...new Set([...chosen.map(treatmentCode), treatmentCode(added)])],
    j.effective?.material ?? null,
    lenses.rules,
  );
  return codes.flatMap((code) => lenses.treatments.find((t) => treatmentCode(t) === code) ?? []);
}

export function componentsOf(
  lines: readonly LensPriceLine[],
  effective: NonNullable<Judgement['effective']>,
  table: LensPriceTable,
  lenses: LensCatalogue,
  locale: Locale,
): PriceComponentType[] {
  return lines.map((line) => ({
    code: line.code,
    label: componentLabel(line, effective, table, lenses, locale),
    amount: MoneyType.of({ amountMinor: line.amountMinor, currency: table.currency }),
  }));
}

export function componentLabel(
  line: LensPriceLine,
  effective: NonNullable<Judgement['effective']>,
  table: LensPriceTable,
  lenses: LensCatalogue,
  locale: Locale,
): string {
  if (line.kind === 'BASE')
    return `${inLocale(effective.design.name, locale)}, ${inLocale(effective.material.name, locale)}`;
  if (line.kind === 'TREATMENT') {
    const option = lenses.treatments.find((t) => t.code === line.code);
    return option ? inLocale(option.name, locale) : line.code;
  }
  if (line.kind === 'PACKAGE') {
    const sold = lenses.packages.find((one) => one.code === line.code);
    return sold ? inLocale(sold.name, locale) : line.code;
  }
  const surcharge = [...table.surcharges].find(([code]) => code === line.code);
  return surcharge ? inLocale(surcharge[1].label, locale) : line.code;
}

export const optionView = (row: LensOptionRow, lenses: LensCatalogue, locale: Locale): LensOptionType => ({
  id: row.id,
  kind: row.kind as LensOptionType['kind'],
  code: row.code,
  name: inLocale(row.name, locale),
  description: inLocale(row.description, locale),
  refractiveIndex: row.refractive_index,
  abbe: row.abbe,
  densityGcm3: row.density,
  colours: coloursOf(lenses.colours, row).map((one) => colourView(one, locale)),
});

const colourView = (row: LensColourRow, locale: Locale): LensColourType => ({
  code: row.code,
  name: inLocale(row.name, locale),
  hex: row.hex,
  strengths: strengthsOf(row),
});

const mm = (value: number): string => value.toFixed(2);
const dioptres = (mdpt: number | null): string | null => (mdpt === null ? null : (mdpt / 1000).toFixed(2));

function thicknessView({
  eye,
  profile,
  blankMm,
  segment,
}: ReturnType<typeof thicknessOfPair>[number]): LensThicknessType {
  const drawn = drawnLens(profile, segment);
  return {
    eye: eye.toUpperCase(),
    centreMm: mm(profile.centreMm),
    edgeMinMm: mm(profile.minEdgeMm),
    edgeMaxMm: mm(profile.maxEdgeMm),
    nasalMm: mm(profile.nasalEdgeMm),
    temporalMm: mm(profile.templeEdgeMm),
    weightGrams: mm(profile.weightGrams),
    blankSizeMm: blankMm.toFixed(1),
    outlineHundredthsMm: drawn.outline,
    edgeProfileHundredthsMm: drawn.edge,
    sectionHundredthsMm: drawn.section,
    opticalCentreHundredthsMm: drawn.centre,
    segmentLinesHundredthsMm: drawn.segment ?? [],
  };
}
