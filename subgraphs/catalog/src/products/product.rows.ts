import type { Localized } from '../text/localized.ts';
import type {
  ContactLensFacts,
  FrameFacts,
  OptionFacts,
  ProductKindName,
  SelectionFacts,
  SpecificationFacts,
} from './product.facts.ts';
import type { MediaRow } from './product.loaders.ts';

export type PictureFacts = Pick<MediaRow, 'id' | 'view' | 'alt' | 'width' | 'height' | 'hash'>;

/** A product as lists read it, without its long texts. */
export interface ProductRow {
  id: string;
  kind: ProductKindName;
  slug: string;
  brand_id: string;
  brand_slug: string;
  brand_name: string;
  brand_story: Localized;
  name: Localized;
  options: OptionFacts[];
  frame: FrameFacts | null;
  default_variant_id: string;
  price_min_minor: string;
  price_max_minor: string;
  rating_sum: number;
  rating_count: number;
  published: boolean;
  published_at: Date | null;
  updated_at: Date;
  /** The front view of the default variant. */
  picture: PictureFacts | null;
}

/** The long texts, read only when asked for. */
export interface ProductText {
  id: string;
  description: Localized;
  seo_description: Localized;
  specifications: SpecificationFacts[];
  documents: { title: Localized; url: string; mediaType: string }[];
  contact_lens: ContactLensFacts | null;
  slugs: { locale: string; slug: string }[];
}

export interface VariantRow {
  id: string;
  product_id: string;
  product_name: Localized;
  sku: string;
  gtin: string | null;
  selections: SelectionFacts[];
  colour_key: string | null;
  size_key: string | null;
  weight_grams: number;
  discontinued: boolean;
  eye_size_tenths: number | null;
  lens_height_tenths: number | null;
  dbl_tenths: number | null;
  temple_tenths: number | null;
  effective_diameter_tenths: number | null;
  frame_width_tenths: number | null;
  outline: number[] | null;
  amount_minor: string;
  compare_at_minor: string | null;
  currency: string;
}

export const productColumns = `p.id, p.kind, p.slug, p.brand_id, b.slug as brand_slug, b.name as brand_name, b.story as brand_story,
  p.name, p.options, p.frame, p.default_variant_id, p.price_min_minor, p.price_max_minor, p.rating_sum, p.rating_count,
  p.published, p.published_at, p.updated_at,
  (select json_build_object('id', m.id, 'view', m.view, 'alt', m.alt, 'width', m.width, 'height', m.height, 'hash', m.hash)
     from variant dv join media m on m.product_id = p.id
    where dv.id = p.default_variant_id and (m.colour_key is null or m.colour_key = dv.colour_key) and (m.size_key is null or m.size_key = dv.size_key)
    order by (m.view = 'FRONT') desc, m.position limit 1) as picture`;

export const textColumns = `p.id, p.description, p.seo_description, p.specifications, p.documents, p.contact_lens,
  (select json_agg(json_build_object('locale', s.locale, 'slug', s.slug) order by s.locale desc) from product_slug s where s.product_id = p.id) as slugs`;

export const variantColumns = `v.id, v.product_id, p.name as product_name, v.sku, v.gtin, v.selections, v.colour_key, v.size_key, v.weight_grams,
  v.discontinued, v.eye_size_tenths, v.lens_height_tenths, v.dbl_tenths, v.temple_tenths, v.effective_diameter_tenths,
  v.frame_width_tenths, v.outline, vp.amount_minor, vp.compare_at_minor, pl.currency`;

/** Joins of a variant with its current price in one currency; `currencyParam` is a placeholder such as $2. */
export const variantFrom = (currencyParam: string): string => `variant v
  join product p on p.id = v.product_id
  join price_list pl on pl.currency = ${currencyParam} and pl.valid_to is null
  join variant_price vp on vp.variant_id = v.id and vp.price_list = pl.code`;
