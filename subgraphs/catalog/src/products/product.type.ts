import { DateTime, Decimal, MoneyType, PARTNER_TAG, PageInfo, Tag } from '@opticworks/kernel';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { AudienceName, FrameMaterial, FrameShapeName, MediaView, ProductKind, RimTypeName } from './product.enums.ts';
import type { ProductRow } from './product.rows.ts';

@ObjectType('Brand')
@Tag(PARTNER_TAG)
export class BrandType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  slug: string;
  @Field(() => String)
  name: string;
  @Field(() => String)
  story: string;
}

@ObjectType('Collection')
@Tag(PARTNER_TAG)
export class CollectionType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  slug: string;
  @Field(() => String)
  name: string;
  @Field(() => String)
  description: string;
}

@ObjectType('Media')
@Tag(PARTNER_TAG)
export class MediaType {
  @Field(() => ID)
  id: string;
  @Field(() => MediaView)
  view: MediaView;
  @Field(() => String)
  alt: string;
  @Field(() => Int)
  width: number;
  @Field(() => Int)
  height: number;
  @Field(() => String, { description: 'Absolute path of the original, e.g. /media/<hash>.webp' })
  url: string;
  @Field(() => String, { description: "src set of the responsive renditions: '/media/… 320w, …'" })
  srcSet: string;
}

@ObjectType('OptionValue')
@Tag(PARTNER_TAG)
export class OptionValueType {
  @Field(() => String)
  value: string;
  @Field(() => String)
  label: string;
  @Field(() => String, { nullable: true })
  swatch: string | null;
}

@ObjectType('ProductOption')
@Tag(PARTNER_TAG)
export class ProductOptionType {
  @Field(() => String)
  name: string;
  @Field(() => String)
  label: string;
  @Field(() => [OptionValueType])
  values: OptionValueType[];
}

@ObjectType('OptionSelection')
@Tag(PARTNER_TAG)
export class OptionSelectionType {
  @Field(() => String)
  name: string;
  @Field(() => String)
  value: string;
  @Field(() => String)
  label: string;
  @Field(() => String, { nullable: true })
  swatch: string | null;
}

@ObjectType('PriceRange')
@Tag(PARTNER_TAG)
export class PriceRangeType {
  @Field(() => MoneyType)
  min: MoneyType;
  @Field(() => MoneyType)
  max: MoneyType;
}

@ObjectType('Specification')
@Tag(PARTNER_TAG)
export class SpecificationType {
  @Field(() => String)
  group: string;
  @Field(() => String)
  name: string;
  @Field(() => String)
  value: string;
}

@ObjectType('ProductDocument')
@Tag(PARTNER_TAG)
export class ProductDocumentType {
  @Field(() => String)
  title: string;
  @Field(() => String)
  url: string;
  @Field(() => String)
  mediaType: string;
}

@ObjectType('Rating')
@Tag(PARTNER_TAG)
export class RatingType {
  @Field(() => Decimal)
  average: string;
  @Field(() => Int)
  count: number;
}

@ObjectType('FrameModel', { description: 'What all sizes of a frame share.' })
@Tag(PARTNER_TAG)
export class FrameModelType {
  @Field(() => FrameShapeName)
  shape: FrameShapeName;
  @Field(() => RimTypeName)
  rim: RimTypeName;
  @Field(() => FrameMaterial)
  material: FrameMaterial;
  @Field(() => AudienceName)
  audience: AudienceName;
  @Field(() => Int)
  weightGrams: number;
  @Field(() => Boolean)
  springHinge: boolean;
  @Field(() => Boolean)
  nosePads: boolean;
  @Field(() => Decimal)
  baseCurve: string;
  @Field(() => Boolean)
  prescriptionReady: boolean;
}

@ObjectType('FrameSize', {
  description:
    "Boxing system, millimetres. outlineHundredthsMm: polar radii of the right lens from the boxed centre, viewer's frame, counter-clockwise from +x, evenly spaced.",
})
@Tag(PARTNER_TAG)
export class FrameSizeType {
  @Field(() => Decimal)
  eyeSizeMm: string;
  @Field(() => Decimal)
  lensHeightMm: string;
  @Field(() => Decimal)
  dblMm: string;
  @Field(() => Decimal)
  templeLengthMm: string;
  @Field(() => Decimal)
  effectiveDiameterMm: string;
  @Field(() => Decimal)
  frameWidthMm: string;
  @Field(() => String)
  label: string;
  @Field(() => [Int])
  outlineHundredthsMm: number[];
}

@ObjectType('ContactLensRow')
@Tag(PARTNER_TAG)
export class ContactLensRowType {
  @Field(() => [Decimal])
  powers: string[];
  @Field(() => [Decimal])
  baseCurvesMm: string[];
  @Field(() => [Decimal])
  diametersMm: string[];
  @Field(() => [Decimal], { nullable: true })
  cylinders: string[] | null;
  @Field(() => [Int], { nullable: true })
  axes: number[] | null;
  @Field(() => [String], { nullable: true })
  adds: string[] | null;
  @Field(() => [String], { nullable: true, description: 'D and N, where the design differs by the dominant eye.' })
  dominances: string[] | null;
}

@ObjectType('ContactLensMatrix')
@Tag(PARTNER_TAG)
export class ContactLensMatrixType {
  @Field(() => String)
  modality: string;
  @Field(() => String)
  material: string;
  @Field(() => Int)
  waterContentPercent: number;
  @Field(() => Int)
  packSize: number;
  @Field(() => Int)
  replacementDays: number;
  @Field(() => String, { nullable: true })
  wearerRights: string | null;
  @Field(() => [Decimal])
  baseCurvesMm: string[];
  @Field(() => [Decimal])
  diametersMm: string[];
  @Field(() => [Decimal])
  powers: string[];
  @Field(() => [Decimal])
  cylinders: string[];
  @Field(() => [Int])
  axes: number[];
  @Field(() => [String])
  adds: string[];
  @Field(() => [String])
  colours: string[];
  @Field(() => [ContactLensRowType], {
    description: 'Rows of legal combinations; a null list means the parameter is not used by this lens.',
  })
  rows: ContactLensRowType[];
}

@ObjectType('LocalizedSlug')
@Tag(PARTNER_TAG)
export class LocalizedSlugType {
  @Field(() => String)
  locale: string;
  @Field(() => String)
  slug: string;
}

@ObjectType('Review')
@Directive('@key(fields: "id")')
@Tag(PARTNER_TAG)
export class ReviewType {
  @Field(() => ID)
  id: string;
  @Field(() => Int)
  rating: number;
  @Field(() => String)
  title: string;
  @Field(() => String)
  body: string;
  @Field(() => String)
  authorName: string;
  @Field(() => Boolean)
  verifiedBuyer: boolean;
  @Field(() => DateTime)
  createdAt: Date;
}

@ObjectType('ReviewEdge')
@Tag(PARTNER_TAG)
export class ReviewEdgeType {
  @Field(() => String)
  cursor: string;
  @Field(() => ReviewType)
  node: ReviewType;
}

@ObjectType('ReviewConnection')
@Tag(PARTNER_TAG)
export class ReviewConnectionType {
  @Field(() => [ReviewEdgeType])
  edges: ReviewEdgeType[];
  @Field(() => PageInfo)
  pageInfo: PageInfo;
  @Field(() => Int)
  totalCount: number;
}

@ObjectType('Product')
@Directive('@key(fields: "id")')
@Tag(PARTNER_TAG)
export class ProductType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  slug: string;
  @Field(() => ProductKind)
  kind: ProductKind;
  @Field(() => String)
  name: string;
  @Field(() => BrandType)
  brand: BrandType;
  @Field(() => [ProductOptionType])
  options: ProductOptionType[];
  @Field(() => PriceRangeType)
  priceRange: PriceRangeType;
  @Field(() => FrameModelType, { nullable: true })
  frame: FrameModelType | null;
  @Field(() => RatingType, { nullable: true })
  rating: RatingType | null;
  @Field(() => MediaType, {
    nullable: true,
    description: 'The picture a list shows: the front view of the default variant.',
  })
  picture: MediaType | null;
  @Field(() => Boolean)
  published: boolean;
  @Field(() => DateTime)
  updatedAt: Date;

  /** What it was made from; resolvers of the heavier fields read on from here. */
  row: ProductRow;
}

@ObjectType('Variant')
@Directive('@key(fields: "id")')
@Tag(PARTNER_TAG)
export class VariantType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  sku: string;
  @Field(() => String, { nullable: true })
  gtin: string | null;
  @Field(() => String)
  name: string;
  @Field(() => [OptionSelectionType])
  selections: OptionSelectionType[];
  @Field(() => MoneyType)
  price: MoneyType;
  @Field(() => MoneyType, { nullable: true })
  compareAtPrice: MoneyType | null;
  @Field(() => Int)
  weightGrams: number;
  @Field(() => FrameSizeType, { nullable: true })
  frameSize: FrameSizeType | null;
  @Field(() => Boolean)
  discontinued: boolean;

  productId: string;
  colourKey: string | null;
  sizeKey: string | null;
}

@ObjectType('BundleComponent')
@Tag(PARTNER_TAG)
export class BundleComponentType {
  @Field(() => VariantType)
  variant: VariantType;
  @Field(() => Int)
  quantity: number;
}
