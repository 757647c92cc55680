import { Decimal, PARTNER_TAG, PageInfo, Tag } from '@opticworks/kernel';
import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AudienceName, FrameMaterial, FrameShapeName, ProductKind, RimTypeName } from '../products/product.enums.ts';
import { ProductType } from '../products/product.type.ts';

export enum ProductSort {
  RELEVANCE = 'RELEVANCE',
  NEWEST = 'NEWEST',
  PRICE_ASC = 'PRICE_ASC',
  PRICE_DESC = 'PRICE_DESC',
  RATING = 'RATING',
  NAME = 'NAME',
}
registerEnumType(ProductSort, { name: 'ProductSort' });

export enum PrismBaseName {
  UP = 'up',
  DOWN = 'down',
  IN = 'in',
  OUT = 'out',
}
registerEnumType(PrismBaseName, { name: 'PrismBase' });

@InputType('PrismInput')
@Tag(PARTNER_TAG)
export class PrismInput {
  @Field(() => Decimal)
  amount: string;
  @Field(() => PrismBaseName)
  base: PrismBaseName;
}

@InputType('EyeRxInput', {
  description: 'Powers as typed on the paper with explicit sign, e.g. "-2.25", "+1.00"; cylinder in either notation.',
})
@Tag(PARTNER_TAG)
export class EyeRxInput {
  @Field(() => String)
  sphere: string;
  @Field(() => String, { nullable: true })
  cylinder?: string | null;
  @Field(() => Int, { nullable: true })
  axis?: number | null;
  @Field(() => String, { nullable: true })
  add?: string | null;
  @Field(() => [PrismInput], { nullable: true })
  prisms?: PrismInput[] | null;
}

@InputType('PrescriptionFitInput')
@Tag(PARTNER_TAG)
export class PrescriptionFitInput {
  @Field(() => EyeRxInput)
  od: EyeRxInput;
  @Field(() => EyeRxInput)
  os: EyeRxInput;
  @Field(() => Decimal, { nullable: true })
  pdMm?: string | null;
}

@InputType('RangeInput')
@Tag(PARTNER_TAG)
export class RangeInput {
  @Field(() => Decimal, { nullable: true })
  min?: string | null;
  @Field(() => Decimal, { nullable: true })
  max?: string | null;
}

@InputType('ProductFilter', {
  description:
    "Facet filters: values of one facet are alternatives, facets narrow each other. Fit ranges in millimetres, price in the shop's currency.",
})
@Tag(PARTNER_TAG)
export class ProductFilter {
  @Field(() => [ProductKind], { nullable: true })
  kinds?: ProductKind[] | null;
  @Field(() => [String], { nullable: true })
  brand?: string[] | null;
  @Field(() => [String], { nullable: true })
  collection?: string[] | null;
  @Field(() => [FrameShapeName], { nullable: true })
  shape?: FrameShapeName[] | null;
  @Field(() => [RimTypeName], { nullable: true })
  rim?: RimTypeName[] | null;
  @Field(() => [FrameMaterial], { nullable: true })
  material?: FrameMaterial[] | null;
  @Field(() => [AudienceName], { nullable: true })
  audience?: AudienceName[] | null;
  @Field(() => [String], { nullable: true })
  colour?: string[] | null;
  @Field(() => [String], { nullable: true })
  size?: string[] | null;
  @Field(() => RangeInput, { nullable: true })
  price?: RangeInput | null;
  @Field(() => RangeInput, { nullable: true })
  lensWidthMm?: RangeInput | null;
  @Field(() => RangeInput, { nullable: true })
  bridgeMm?: RangeInput | null;
  @Field(() => RangeInput, { nullable: true })
  templeMm?: RangeInput | null;
  @Field(() => RangeInput, { nullable: true })
  frameWidthMm?: RangeInput | null;
  @Field(() => PrescriptionFitInput, {
    nullable: true,
    description: 'Only frames in which this prescription can be made (thousandths of a dioptre, canonical).',
  })
  canTake?: PrescriptionFitInput | null;
  @Field(() => Boolean, { nullable: true })
  inStock?: boolean | null;
}

@ObjectType('ProductEdge')
@Tag(PARTNER_TAG)
export class ProductEdgeType {
  @Field(() => String)
  cursor: string;
  @Field(() => ProductType)
  node: ProductType;

  variantId: string;
}

@ObjectType('FacetValue')
@Tag(PARTNER_TAG)
export class FacetValueType {
  @Field(() => String)
  value: string;
  @Field(() => String)
  label: string;
  @Field(() => Int)
  count: number;
  @Field(() => Boolean)
  selected: boolean;
  @Field(() => String, { nullable: true })
  swatch: string | null;
}

@ObjectType('Facet')
@Tag(PARTNER_TAG)
export class FacetType {
  @Field(() => String)
  name: string;
  @Field(() => String)
  label: string;
  @Field(() => [FacetValueType])
  values: FacetValueType[];
}

@ObjectType('NumericFacet')
@Tag(PARTNER_TAG)
export class NumericFacetType {
  @Field(() => String)
  name: string;
  @Field(() => String)
  label: string;
  @Field(() => String)
  unit: string;
  @Field(() => Decimal)
  min: string;
  @Field(() => Decimal)
  max: string;
}

@ObjectType('ProductConnection')
@Tag(PARTNER_TAG)
export class ProductConnectionType {
  @Field(() => [ProductEdgeType])
  edges: ProductEdgeType[];
  @Field(() => PageInfo)
  pageInfo: PageInfo;
  @Field(() => String, { nullable: true })
  suggestion: string | null;

  /** Facets and the count are worked out only when a client asks for them. */
  count: () => Promise<number>;
  facetsAndRanges: () => Promise<{ facets: FacetType[]; ranges: NumericFacetType[] }>;
}

@ObjectType('SearchSuggestion')
export class SearchSuggestionType {
  @Field(() => String)
  text: string;
  @Field(() => ProductType, { nullable: true })
  product: ProductType | null;
}

@ArgsType()
export class ProductsArgs {
  @Field(() => String, { nullable: true })
  query?: string | null;
  @Field(() => ProductFilter, { nullable: true })
  filter?: ProductFilter | null;
  @Field(() => ProductSort, { nullable: true, defaultValue: ProductSort.RELEVANCE })
  sort?: ProductSort | null;
  @Field(() => Int, { nullable: true, defaultValue: 24 })
  first?: number | null;
  @Field(() => String, { nullable: true })
  after?: string | null;
}
