import { groupedInOrder, requireStaff, Tag } from '@opticworks/kernel';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { MAY } from '../permissions.ts';
import type { InventoryContext } from '../use-case.ts';
import { availabilityLoader } from './availability.loader.ts';
import { lowStock } from './availability.rules.ts';
import { levelsOfVariants } from './stock-level.queries.ts';
import { AvailabilityType, StockLevelType, VariantStub } from './stock-level.type.ts';

@Resolver(() => VariantStub)
export class VariantResolver {
  @FieldResolver(() => AvailabilityType)
  @Tag('partner')
  async availability(@Root() variant: VariantStub, @Ctx() ctx: InventoryContext): Promise<AvailabilityType> {
    const found = (await availabilityLoader(ctx).load(variant.id))!;
    const { kind } = ctx.principal;
    return {
      inStock: found.inStock,
      low: lowStock(found.available),
      availableQuantity: kind === 'staff' || kind === 'partner' || kind === 'service' ? found.available : null,
      promiseDays: found.promiseDays,
      backorderable: found.backorderable,
    };
  }

  @FieldResolver(() => [StockLevelType], { description: 'Staff only.' })
  async stockLevels(@Root() variant: VariantStub, @Ctx() ctx: InventoryContext): Promise<StockLevelType[]> {
    requireStaff(ctx, ...MAY.seeStock);
    const loader = ctx.loader<string, StockLevelType[]>('levels of variant', async (ids) =>
      groupedInOrder(ids, await levelsOfVariants(ctx.warehouse.database, ids), (level) => level.variant!.id),
    );
    return (await loader.load(variant.id)) ?? [];
  }
}
