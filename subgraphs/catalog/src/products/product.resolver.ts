import {
  CurrencyCode,
  Decimal,
  RefusalType,
  type RequestContext,
  refusable,
  unionWithRefusal,
} from '@opticworks/kernel';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Catalogue } from '../catalogue.ts';
import { mediaOfVariant, mediaView } from '../media/media.view.ts';
import { permissions } from '../permissions.ts';
import { setVariantPrice } from '../pricing/set-variant-price.ts';
import { reviewsOf } from '../reviews/review.queries.ts';
import { inLocale, localeOf } from '../text/localized.ts';
import { type CollectionRow, collectionView, loaders } from './product.loaders.ts';
import { productByIdOrSlug, variantByKey } from './product.queries.ts';
import {
  BrandType,
  BundleComponentType,
  CollectionType,
  ContactLensMatrixType,
  LocalizedSlugType,
  MediaType,
  ProductDocumentType,
  ProductType,
  ReviewConnectionType,
  SpecificationType,
  VariantType,
} from './product.type.ts';
import { contactLensView } from './product.view.ts';
import { updateProduct } from './update-product.ts';

export const ProductResult = unionWithRefusal('ProductResult', [ProductType]);
export const VariantResult = unionWithRefusal('VariantResult', [VariantType]);

@InputType('UpdateProductInput')
export class UpdateProductInput {
  @Field(() => ID)
  id: string;
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => String, { nullable: true })
  description?: string | null;
  @Field(() => Boolean, { nullable: true })
  published?: boolean | null;
}

@ArgsType()
class ReviewsArgs {
  @Field(() => Int, { nullable: true, defaultValue: 10 })
  first: number | null;
  @Field(() => String, { nullable: true })
  after?: string | null;
}

@Resolver(() => ProductType)
export class ProductResolver {
  private readonly catalogue: Catalogue;
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @Query(() => ProductType, { nullable: true })
  @Directive('@tag(name: "partner")')
  product(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('slug', () => String, { nullable: true }) slug?: string,
  ): Promise<ProductType | null> {
    return productByIdOrSlug(this.catalogue, ctx, { id: id ?? null, slug: slug ?? null });
  }

  @Query(() => VariantType, { nullable: true })
  @Directive('@tag(name: "partner")')
  variant(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('sku', () => String, { nullable: true }) sku?: string,
    @Arg('gtin', () => String, { nullable: true }) gtin?: string,
  ): Promise<VariantType | null> {
    return variantByKey(this.catalogue, ctx, { id: id ?? null, sku: sku ?? null, gtin: gtin ?? null });
  }

  @Query(() => [CollectionType])
  @Directive('@tag(name: "partner")')
  async collections(@Ctx() ctx: RequestContext): Promise<CollectionType[]> {
    const rows = await this.catalogue.database.query<CollectionRow>(
      'select id, slug, name, description from collection order by position limit 100',
    );
    return rows.map((row) => collectionView(row, localeOf(ctx.locale)));
  }

  @Query(() => CollectionType, { nullable: true })
  async collection(
    @Ctx() ctx: RequestContext,
    @Arg('slug', () => String) slug: string,
  ): Promise<CollectionType | null> {
    const [row] = await this.catalogue.database.query<CollectionRow>(
      'select id, slug, name, description from collection where slug = $1',
      [slug],
    );
    return row ? collectionView(row, localeOf(ctx.locale)) : null;
  }

  @Query(() => [BrandType])
  @Directive('@tag(name: "partner")')
  async brands(@Ctx() ctx: RequestContext): Promise<BrandType[]> {
    const rows = await this.catalogue.database.query<{
      id: string;
      slug: string;
      name: string;
      story: { en: string; de: string };
    }>('select id, slug, name, story from brand order by name limit 100');
    return rows.map((row) => ({ ...row, story: inLocale(row.story, localeOf(ctx.locale)) }));
  }

  @Mutation(() => ProductResult)
  updateProduct(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => UpdateProductInput) input: UpdateProductInput,
  ): Promise<ProductType | RefusalType> {
    return refusable(async () => {
      const staff = permissions.keepProducts(ctx);
      await updateProduct(this.catalogue, staff.id, localeOf(ctx.locale), input);
      return (await loaders(this.catalogue, ctx).renew().product.load(input.id)) as ProductType;
    });
  }

  @Mutation(() => VariantResult)
  setVariantPrice(
    @Ctx() ctx: RequestContext,
    @Arg('variantId', () => ID) variantId: string,
    @Arg('amount', () => Decimal) amount: string,
    @Arg('currencyCode', () => CurrencyCode) currencyCode: string,
  ): Promise<VariantType | RefusalType> {
    return refusable(async () => {
      const staff = permissions.keepPrices(ctx);
      await setVariantPrice(this.catalogue, staff.id, { variantId, amount, currencyCode });
      return (await loaders(this.catalogue, ctx).renew().variant.load(variantId)) as VariantType;
    });
  }

  async #text(product: ProductType, ctx: RequestContext) {
    const text = await loaders(this.catalogue, ctx).text.load(product.id);
    if (!text) throw new Error('A product lost its texts.');
    return text;
  }

  @FieldResolver(() => String)
  async description(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<string> {
    return inLocale((await this.#text(product, ctx)).description, localeOf(ctx.locale));
  }

  @FieldResolver(() => [SpecificationType])
  async specifications(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<SpecificationType[]> {
    const locale = localeOf(ctx.locale);
    return (await this.#text(product, ctx)).specifications.map((s) => ({
      group: inLocale(s.group, locale),
      name: inLocale(s.name, locale),
      value: inLocale(s.value, locale),
    }));
  }

  @FieldResolver(() => [ProductDocumentType])
  async documents(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<ProductDocumentType[]> {
    return (await this.#text(product, ctx)).documents.map((d) => ({
      ...d,
      title: inLocale(d.title, localeOf(ctx.locale)),
    }));
  }

  @FieldResolver(() => ContactLensMatrixType, { nullable: true })
  async contactLens(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<ContactLensMatrixType | null> {
    if (product.row.kind !== 'CONTACT_LENS') return null;
    const facts = (await this.#text(product, ctx)).contact_lens;
    return facts ? contactLensView(facts, localeOf(ctx.locale)) : null;
  }

  @FieldResolver(() => String)
  seoTitle(@Root() product: ProductType): string {
    return `${product.name} · ${product.brand.name}`;
  }

  @FieldResolver(() => String)
  async seoDescription(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<string> {
    return inLocale((await this.#text(product, ctx)).seo_description, localeOf(ctx.locale));
  }

  @FieldResolver(() => [LocalizedSlugType])
  async slugs(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<LocalizedSlugType[]> {
    return (await this.#text(product, ctx)).slugs ?? [];
  }

  @FieldResolver(() => [CollectionType], { name: 'collections' })
  async collectionsOfProduct(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<CollectionType[]> {
    return (await loaders(this.catalogue, ctx).collectionsOf.load(product.id)) ?? [];
  }

  @FieldResolver(() => [VariantType])
  async variants(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<VariantType[]> {
    return (await loaders(this.catalogue, ctx).variantsOf.load(product.id)) ?? [];
  }

  @FieldResolver(() => VariantType)
  async defaultVariant(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<VariantType> {
    return (await loaders(this.catalogue, ctx).variant.load(product.row.default_variant_id)) as VariantType;
  }

  @FieldResolver(() => VariantType, { name: 'variant', nullable: true })
  async variantOfProduct(
    @Root() product: ProductType,
    @Ctx() ctx: RequestContext,
    @Arg('sku', () => String) sku: string,
  ): Promise<VariantType | null> {
    const all = (await loaders(this.catalogue, ctx).variantsOf.load(product.id)) ?? [];
    return all.find((v) => v.sku === sku) ?? null;
  }

  @FieldResolver(() => [MediaType])
  async media(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<MediaType[]> {
    return (await loaders(this.catalogue, ctx).mainMediaOf.load(product.id)) ?? [];
  }

  @FieldResolver(() => [BundleComponentType])
  async components(@Root() product: ProductType, @Ctx() ctx: RequestContext): Promise<BundleComponentType[]> {
    if (product.row.kind !== 'BUNDLE') return [];
    return (await loaders(this.catalogue, ctx).componentsOf.load(product.id)) ?? [];
  }

  @FieldResolver(() => ReviewConnectionType)
  reviews(@Root() product: ProductType, @Args(() => ReviewsArgs) args: ReviewsArgs): Promise<ReviewConnectionType> {
    return reviewsOf(this.catalogue, product.id, product.row.rating_count, args);
  }

  @FieldResolver(() => [ProductType])
  async related(
    @Root() product: ProductType,
    @Ctx() ctx: RequestContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 4 }) first: number | null,
  ): Promise<ProductType[]> {
    const all = (await loaders(this.catalogue, ctx).related.load(product.id)) ?? [];
    return all.slice(0, Math.max(0, Math.min(12, first ?? 4)));
  }
}

@Resolver(() => VariantType)
export class VariantResolver {
  private readonly catalogue: Catalogue;
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @FieldResolver(() => ProductType)
  async product(@Root() variant: VariantType, @Ctx() ctx: RequestContext): Promise<ProductType> {
    return (await loaders(this.catalogue, ctx).product.load(variant.productId)) as ProductType;
  }

  @FieldResolver(() => [MediaType])
  async media(@Root() variant: VariantType, @Ctx() ctx: RequestContext): Promise<MediaType[]> {
    const all = (await loaders(this.catalogue, ctx).mediaOf.load(variant.productId)) ?? [];
    return mediaOfVariant(all, variant).map((m) => mediaView(m, localeOf(ctx.locale)));
  }
}
