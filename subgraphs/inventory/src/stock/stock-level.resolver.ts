import {
  inOrder,
  isStaff,
  PageInfo,
  pageOf,
  RefusalType,
  refusable,
  requireStaff,
  unionWithRefusal,
} from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { MAY } from '../permissions.ts';
import type { InventoryContext } from '../use-case.ts';
import { adjustStock } from './adjust-stock.ts';
import { countStock } from './count-stock.ts';
import { movementLoader } from './movement.loader.ts';
import { countStockLevels, cursorOf, homeLevelsBySku, stockLevelPage, stockLevelsById } from './stock-level.queries.ts';
import { StockFilter, StockLevelConnection, StockLevelType, StockMovementType } from './stock-level.type.ts';
import { transferStock } from './transfer-stock.ts';

const StockResult = unionWithRefusal('StockResult', [StockLevelType]);

export function levelLoader(ctx: InventoryContext) {
  return ctx.loader<string, StockLevelType>('stock level', async (ids) =>
    inOrder(ids, await stockLevelsById(ctx.warehouse.database, ids), (level) => level.id),
  );
}

export function homeLevelLoader(ctx: InventoryContext) {
  return ctx.loader<string, StockLevelType>('home stock level', async (skus) =>
    inOrder(skus, await homeLevelsBySku(ctx.warehouse.database, skus), (level) => level.sku),
  );
}

export async function stockLevelByReference(
  reference: { id: string },
  ctx: InventoryContext,
): Promise<StockLevelType | null> {
  return isStaff(ctx, ...MAY.seeStock) ? levelLoader(ctx).load(reference.id) : null;
}

@Resolver(() => StockLevelConnection)
export class StockLevelConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() connection: StockLevelConnection, @Ctx() ctx: InventoryContext): Promise<number> {
    return countStockLevels(ctx.warehouse.database, connection.filter);
  }
}

@Resolver(() => StockLevelType)
export class StockLevelResolver {
  @Query(() => StockLevelConnection, { description: 'Stock by item and place, in the order of the SKUs.' })
  async stockLevels(
    @Arg('filter', () => StockFilter, { nullable: true }) filter: StockFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: InventoryContext,
  ): Promise<StockLevelConnection> {
    requireStaff(ctx, ...MAY.seeStock);
    const page = pageOf({ first, after }, 50);
    const rows = await stockLevelPage(ctx.warehouse.database, filter ?? null, page);
    const edges = rows.slice(0, page.limit).map((node) => ({ cursor: cursorOf(node), node }));
    const pageInfo = Object.assign(new PageInfo(), {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.from !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
    return { edges, pageInfo, filter: filter ?? null };
  }

  @Query(() => StockLevelType, { nullable: true, description: 'By id, or by SKU at the home of the item.' })
  async stockLevel(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('sku', () => String, { nullable: true }) sku: string | null,
    @Ctx() ctx: InventoryContext,
  ): Promise<StockLevelType | null> {
    requireStaff(ctx, ...MAY.seeStock);
    if (id) return levelLoader(ctx).load(id);
    return sku ? homeLevelLoader(ctx).load(sku) : null;
  }

  @FieldResolver(() => [StockMovementType], { description: 'The newest movements first, at most 100.' })
  async movements(
    @Root() level: StockLevelType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number | null,
    @Ctx() ctx: InventoryContext,
  ): Promise<StockMovementType[]> {
    const { limit } = pageOf({ first }, 20);
    return (await movementLoader(ctx, limit).load(`${level.sku}\n${level.location.id}`)) ?? [];
  }

  @Mutation(() => StockResult, { description: 'Corrects a bin by hand, with a reason.' })
  adjustStock(
    @Arg('sku', () => String) sku: string,
    @Arg('binCode', () => String) binCode: string,
    @Arg('delta', () => Int) delta: number,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: InventoryContext,
  ): Promise<StockLevelType | RefusalType> {
    return refusable(async () => {
      const staff = requireStaff(ctx, ...MAY.changeStock);
      return changedLevel(ctx, await adjustStock(ctx.warehouse, staff, { sku, binCode, delta, reason }));
    });
  }

  @Mutation(() => StockResult, { description: 'What was counted in a bin becomes what the books say.' })
  countStock(
    @Arg('sku', () => String) sku: string,
    @Arg('binCode', () => String) binCode: string,
    @Arg('counted', () => Int) counted: number,
    @Ctx() ctx: InventoryContext,
  ): Promise<StockLevelType | RefusalType> {
    return refusable(async () => {
      const staff = requireStaff(ctx, ...MAY.changeStock);
      return changedLevel(ctx, await countStock(ctx.warehouse, staff, { sku, binCode, counted }));
    });
  }

  @Mutation(() => StockResult, { description: 'Moves pieces to another bin, also of another place.' })
  transferStock(
    @Arg('sku', () => String) sku: string,
    @Arg('fromBin', () => String) fromBin: string,
    @Arg('toBin', () => String) toBin: string,
    @Arg('quantity', () => Int) quantity: number,
    @Ctx() ctx: InventoryContext,
  ): Promise<StockLevelType | RefusalType> {
    return refusable(async () => {
      const staff = requireStaff(ctx, ...MAY.changeStock);
      return changedLevel(ctx, await transferStock(ctx.warehouse, staff, { sku, fromBin, toBin, quantity }));
    });
  }
}

async function changedLevel(ctx: InventoryContext, id: string): Promise<StockLevelType> {
  return (await levelLoader(ctx).clear(id).load(id))!;
}
