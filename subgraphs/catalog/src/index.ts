import 'reflect-metadata';
import {
  buildGraph,
  createDatabase,
  defineSubgraph,
  loadSettings,
  type Subgraph,
  type SubgraphDeps,
} from '@opticworks/kernel';
import type { Catalogue } from './catalogue.ts';
import { catalogSettings } from './config.ts';
import { LensResolver } from './lenses/lens.resolver.ts';
import { LensOptionType } from './lenses/lens.type.ts';
import { LensCatalogueStore } from './lenses/lens-catalogue.ts';
import { optionView } from './lenses/quote-lens.ts';
import { mediaRoutes } from './media/media.routes.ts';
import { MediaStore } from './media/media-store.ts';
import { Catalog1763800000000 } from './migrations/1763800000000-catalog.ts';
import { CatalogVersions1763900000000 } from './migrations/1763900000000-catalog-versions.ts';
import { LensLeadTimes1764420100000 } from './migrations/1764420100000-lens-lead-times.ts';
import { LensRules1764420200000 } from './migrations/1764420200000-lens-rules.ts';
import { LensPackages1764430000000 } from './migrations/1764430000000-lens-packages.ts';
import { SearchVersions1764440000000 } from './migrations/1764440000000-search-versions.ts';
import { BlankSupply1764450000000 } from './migrations/1764450000000-blank-supply.ts';
import { PrescriptionRulesTold1764460000000 } from './migrations/1764460000000-prescription-rules-told.ts';
import { DeliveryTerms1764465000000 } from './migrations/1764465000000-delivery-terms.ts';
import { SlabOffPrice1764475000000 } from './migrations/1764475000000-slab-off-price.ts';
import { LensColours1764480000000 } from './migrations/1764480000000-lens-colours.ts';
import { providedOperations } from './operations/provided.ts';
import { permissions } from './permissions.ts';
import { ProductEntity } from './products/product.entity.ts';
import { partnerEnums } from './products/product.enums.ts';
import { productReference, variantReference } from './products/product.queries.ts';
import { ProductResolver, VariantResolver } from './products/product.resolver.ts';
import { ProductType, ReviewType, VariantType } from './products/product.type.ts';
import { ProductMemory } from './products/product-memory.ts';
import { VariantEntity, VariantPriceEntity } from './products/variant.entity.ts';
import { CouponRedemptionEntity, PromotionEntity } from './promotions/promotion.entity.ts';
import { PromotionResolver, promotionById } from './promotions/promotion.resolver.ts';
import { PromotionType } from './promotions/promotion.type.ts';
import { ReviewEntity } from './reviews/review.entity.ts';
import { reviewById } from './reviews/review.queries.ts';
import { ReviewResolver } from './reviews/review.resolver.ts';
import { ProductEdgeResolver, SearchResolver } from './search/search.resolver.ts';
import { SearchMemory } from './search/search-memory.ts';
import { seedCatalogue } from './seed/seed-catalogue.ts';
import { onBlankSupplyChanged } from './subscribers/on-blank-supply-changed.ts';
import { onCustomerErased } from './subscribers/on-customer-erased.ts';
import { onDeliveryTermsChanged } from './subscribers/on-delivery-terms-changed.ts';
import { onLeadTimesChanged } from './subscribers/on-lead-times-changed.ts';
import { onOrderPlaced } from './subscribers/on-order-placed.ts';
import { onPrescriptionRulesChanged } from './subscribers/on-prescription-rules-changed.ts';
import { onStockChanged } from './subscribers/on-stock-changed.ts';
import { localeOf } from './text/localized.ts';

export const catalogEntities = [
  ProductEntity,
  VariantEntity,
  VariantPriceEntity,
  PromotionEntity,
  CouponRedemptionEntity,
  ReviewEntity,
];
export const catalogMigrations = [
  Catalog1763800000000,
  CatalogVersions1763900000000,
  LensLeadTimes1764420100000,
  LensRules1764420200000,
  LensPackages1764430000000,
  SearchVersions1764440000000,
  BlankSupply1764450000000,
  PrescriptionRulesTold1764460000000,
  DeliveryTerms1764465000000,
  SlabOffPrice1764475000000,
  LensColours1764480000000,
];
export { catalogSettings };

/** Products, lens options and their prices, promotions, search and reviews. */
export function createCatalog(deps: SubgraphDeps): Subgraph {
  const settings = loadSettings(catalogSettings, { mode: deps.mode, env: deps.env });
  const database = createDatabase({
    name: 'catalog',
    url: deps.databaseUrl,
    schema: 'catalog',
    ...(deps.databaseRole ? { role: deps.databaseRole } : {}),
    ...(deps.poolSize ? { poolSize: deps.poolSize } : {}),
    plansOnce: true,
    entities: catalogEntities,
    migrations: catalogMigrations,
    logger: deps.logger,
    clock: deps.clock,
  });
  const catalogue: Catalogue = {
    database,
    clock: deps.clock,
    caller: deps.caller,
    log: deps.logger,
    settings,
    currency: settings.SHOP_CURRENCY,
    lenses: new LensCatalogueStore(database),
    search: new SearchMemory(database),
    memory: new ProductMemory(),
  };
  const media = new MediaStore(database, settings.DATA_DIR, settings.CATALOG_RENDER_CONCURRENCY);
  return defineSubgraph({
    name: 'catalog',
    deps,
    database,
    graph: catalogGraph(catalogue),
    operations: providedOperations(catalogue),
    subscribers: [
      onStockChanged,
      onOrderPlaced,
      onLeadTimesChanged,
      onBlankSupplyChanged,
      onPrescriptionRulesChanged,
      onDeliveryTermsChanged,
      onCustomerErased,
    ],
    routes: mediaRoutes(media),
    seed: ({ log, clock, scale }) => seedCatalogue(catalogue, { log, clock, scale }),
  });
}

const resolvers = [
  ProductResolver,
  VariantResolver,
  SearchResolver,
  ProductEdgeResolver,
  LensResolver,
  PromotionResolver,
  ReviewResolver,
];

function catalogGraph(catalogue: Catalogue) {
  const instances = new Map<unknown, unknown>();
  const partner = ['@tag(name: "partner")'];
  return buildGraph({
    name: 'catalog',
    resolvers,
    container: {
      get(Resolver) {
        let instance = instances.get(Resolver);
        if (!instance) {
          instance = new (Resolver as unknown as new (catalogue: Catalogue) => unknown)(catalogue);
          instances.set(Resolver, instance);
        }
        return instance;
      },
    },
    directives: Object.fromEntries(
      [...partnerEnums, 'ProductSort', 'PrismBase', 'LensOptionKind'].map((name) => [name, partner]),
    ),
    references: {
      Product: (ref: Pick<ProductType, 'id'>, ctx) => productReference(catalogue, ctx, ref.id),
      Variant: (ref: Pick<VariantType, 'id'>, ctx) => variantReference(catalogue, ctx, ref.id),
      Review: (ref: Pick<ReviewType, 'id'>) => reviewById(catalogue, ref.id),
      LensOption: async (ref: Pick<LensOptionType, 'id'>, ctx) => {
        const lenses = await catalogue.lenses.latest();
        const option = lenses.byId.get(ref.id);
        return option ? optionView(option, lenses, localeOf(ctx.locale)) : null;
      },
      Promotion: (ref: Pick<PromotionType, 'id'>, ctx) =>
        permissions.mayReadPromotions(ctx) ? promotionById(catalogue, ref.id) : null,
    },
  });
}
