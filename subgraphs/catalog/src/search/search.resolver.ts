import type { RequestContext } from '@opticworks/kernel';
import { Arg, Args, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Catalogue } from '../catalogue.ts';
import { loaders } from '../products/product.loaders.ts';
import { VariantType } from '../products/product.type.ts';
import { localeOf } from '../text/localized.ts';
import { searchProducts, suggest } from './search.queries.ts';
import {
  FacetType,
  NumericFacetType,
  ProductConnectionType,
  ProductEdgeType,
  ProductsArgs,
  SearchSuggestionType,
} from './search.type.ts';

@Resolver(() => ProductEdgeType)
export class ProductEdgeResolver {
  private readonly catalogue: Catalogue;
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @FieldResolver(() => VariantType)
  async matchedVariant(@Root() edge: ProductEdgeType, @Ctx() ctx: RequestContext): Promise<VariantType> {
    return (await loaders(this.catalogue, ctx).variant.load(edge.variantId)) as VariantType;
  }
}

@Resolver(() => ProductConnectionType)
export class SearchResolver {
  private readonly catalogue: Catalogue;
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @Query(() => ProductConnectionType, {
    description: 'Search and browse with facets. No query: the whole published catalogue.',
  })
  @Directive('@tag(name: "partner")')
  products(@Ctx() ctx: RequestContext, @Args(() => ProductsArgs) args: ProductsArgs): Promise<ProductConnectionType> {
    return searchProducts(this.catalogue, ctx, args);
  }

  @Query(() => [SearchSuggestionType])
  async searchSuggestions(
    @Ctx() ctx: RequestContext,
    @Arg('query', () => String) query: string,
    @Arg('first', () => Int, { nullable: true, defaultValue: 6 }) first: number | null,
  ): Promise<SearchSuggestionType[]> {
    const found = await suggest(this.catalogue, query, localeOf(ctx.locale), Math.max(1, Math.min(20, first ?? 6)));
    const { product } = loaders(this.catalogue, ctx);
    return Promise.all(
      found.map(async (s) => ({ text: s.text, product: s.productId ? await product.load(s.productId) : null })),
    );
  }

  @FieldResolver(() => Int)
  totalCount(@Root() connection: ProductConnectionType): Promise<number> {
    return connection.count();
  }

  @FieldResolver(() => [FacetType])
  async facets(@Root() connection: ProductConnectionType): Promise<FacetType[]> {
    return (await connection.facetsAndRanges()).facets;
  }

  @FieldResolver(() => [NumericFacetType])
  async ranges(@Root() connection: ProductConnectionType): Promise<NumericFacetType[]> {
    return (await connection.facetsAndRanges()).ranges;
  }
}
