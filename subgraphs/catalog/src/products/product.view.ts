import { MoneyType } from '@opticworks/kernel';
import { formatPowerMachine } from '@opticworks/optics';
import { mediaView } from '../media/media.view.ts';
import { inLocale, type Locale } from '../text/localized.ts';
import type { ContactLensFacts } from './product.facts.ts';
import type { ProductRow, VariantRow } from './product.rows.ts';
import {
  ContactLensMatrixType,
  type ContactLensRowType,
  FrameSizeType,
  ProductType,
  VariantType,
} from './product.type.ts';

const millimetres = (tenths: number): string => (tenths / 10).toFixed(1);
const label = (tenths: number): string => (tenths % 10 === 0 ? String(tenths / 10) : millimetres(tenths));

/** The API's view of a product row, in the reader's language. */
export function productView(row: ProductRow, locale: Locale, currency: string): ProductType {
  const view = new ProductType();
  view.id = row.id;
  view.slug = row.slug;
  view.kind = row.kind as ProductType['kind'];
  view.name = inLocale(row.name, locale);
  view.brand = {
    id: row.brand_id,
    slug: row.brand_slug,
    name: row.brand_name,
    story: inLocale(row.brand_story, locale),
  };
  view.options = row.options.map((o) => ({
    name: o.name,
    label: inLocale(o.label, locale),
    values: o.values.map((v) => ({ value: v.value, label: inLocale(v.label, locale), swatch: v.swatch })),
  }));
  view.priceRange = {
    min: MoneyType.of({ amountMinor: BigInt(row.price_min_minor), currency }),
    max: MoneyType.of({ amountMinor: BigInt(row.price_max_minor), currency }),
  };
  view.frame = row.frame ? ({ ...row.frame, baseCurve: String(row.frame.baseCurve) } as ProductType['frame']) : null;
  view.rating =
    row.rating_count > 0 ? { average: (row.rating_sum / row.rating_count).toFixed(2), count: row.rating_count } : null;
  view.picture = row.picture ? mediaView(row.picture, locale) : null;
  view.published = row.published;
  view.updatedAt = row.updated_at;
  view.row = row;
  return view;
}

export function variantView(row: VariantRow, locale: Locale): VariantType {
  const view = new VariantType();
  const selections = row.selections.map((s) => ({ ...s, label: inLocale(s.label, locale) }));
  view.id = row.id;
  view.sku = row.sku;
  view.gtin = row.gtin;
  view.name = [inLocale(row.product_name, locale), ...selections.map((s) => s.label)].join(', ');
  view.selections = selections;
  view.price = MoneyType.of({ amountMinor: BigInt(row.amount_minor), currency: row.currency });
  view.compareAtPrice = row.compare_at_minor
    ? MoneyType.of({ amountMinor: BigInt(row.compare_at_minor), currency: row.currency })
    : null;
  view.weightGrams = row.weight_grams;
  view.frameSize = frameSizeView(row);
  view.discontinued = row.discontinued;
  view.productId = row.product_id;
  view.colourKey = row.colour_key;
  view.sizeKey = row.size_key;
  return view;
}

function frameSizeView(row: VariantRow): FrameSizeType | null {
  if (row.eye_size_tenths === null || row.lens_height_tenths === null || row.dbl_tenths === null) return null;
  const size = new FrameSizeType();
  const temple = row.temple_tenths ?? 1400;
  size.outlineHundredthsMm = row.outline ?? [];
  size.eyeSizeMm = millimetres(row.eye_size_tenths);
  size.lensHeightMm = millimetres(row.lens_height_tenths);
  size.dblMm = millimetres(row.dbl_tenths);
  size.templeLengthMm = millimetres(temple);
  size.effectiveDiameterMm = millimetres(row.effective_diameter_tenths ?? row.eye_size_tenths);
  size.frameWidthMm = millimetres(row.frame_width_tenths ?? 2 * row.eye_size_tenths + row.dbl_tenths + 100);
  size.label = `${label(row.eye_size_tenths)}□${label(row.dbl_tenths)}-${label(temple)}`;
  return size;
}

const distinct = <T>(values: T[]): T[] => [...new Set(values)];

/** The legal combinations as rows a form can filter, and the union of each parameter for its select box. */
export function contactLensView(facts: ContactLensFacts, locale: Locale): ContactLensMatrixType {
  const expand = ({ from, to, step }: { from: number; to: number; step: number }) =>
    Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
  const { blocks } = facts.matrix;
  const rows = blocks.flatMap((block): ContactLensRowType[] => {
    const powers = distinct(block.powers.flatMap(expand))
      .sort((a, b) => a - b)
      .map(decimalPower);
    const common = {
      powers,
      baseCurvesMm: block.baseCurvesMm.map((v) => v.toFixed(1)),
      diametersMm: block.diametersMm.map((v) => v.toFixed(1)),
      adds: block.adds ? block.adds.map(addText) : null,
      dominances: block.dominances ? [...block.dominances] : null,
    };
    if (!block.cylinders) return [{ ...common, cylinders: null, axes: null }];
    return block.cylinders.map((c) => ({ ...common, cylinders: [decimalPower(c.cylinder)], axes: [...c.axes] }));
  });
  const union = (pick: (row: (typeof rows)[number]) => readonly string[] | null) =>
    distinct(rows.flatMap((r) => pick(r) ?? []));
  const numeric = (values: string[]) => values.sort((a, b) => Number(a) - Number(b));
  return Object.assign(new ContactLensMatrixType(), {
    modality: facts.modality,
    material: facts.material,
    waterContentPercent: facts.waterContentPercent,
    packSize: facts.packSize,
    replacementDays: facts.replacementDays,
    wearerRights: facts.wearerRights ? inLocale(facts.wearerRights, locale) : null,
    baseCurvesMm: numeric(union((r) => r.baseCurvesMm)),
    diametersMm: numeric(union((r) => r.diametersMm)),
    powers: numeric(union((r) => r.powers)),
    cylinders: numeric(union((r) => r.cylinders)),
    axes: distinct(rows.flatMap((r) => r.axes ?? [])).sort((a, b) => a - b),
    adds: union((r) => r.adds),
    colours: distinct(blocks.flatMap((b) => b.colours ?? [])),
    rows,
  });
}

/** A power as a plain decimal number: the scalar has no place for a plus sign. */
const decimalPower = (mdpt: number): string => formatPowerMachine(mdpt).replace('+', '');

const addText = (add: string | number | null): string =>
  typeof add === 'number' ? formatPowerMachine(add) : (add ?? '');
