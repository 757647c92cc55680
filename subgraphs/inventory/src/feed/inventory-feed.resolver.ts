import { isStaff, type LiveEvent, liveTail, mapIterator, requireStaff } from '@opticworks/kernel';
import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { MAY } from '../permissions.ts';
import { pickTaskLoader } from '../picking/pick-task.resolver.ts';
import { PickTaskType } from '../picking/pick-task.type.ts';
import { homeLevelLoader } from '../stock/stock-level.resolver.ts';
import { StockLevelType, VariantStub } from '../stock/stock-level.type.ts';
import type { InventoryContext } from '../use-case.ts';

@ObjectType('InventoryEvent', {
  description: 'Something happened in the warehouse. Hand the cursor back to continue behind it.',
})
export class InventoryEventType {
  @Field(() => String)
  cursor: string;

  @Field(() => String, { description: 'For example StockChanged, PickTaskCreated, PickTaskChanged, StockShort.' })
  kind: string;

  @Field(() => VariantStub, { nullable: true })
  variant: VariantStub | null;

  pickTaskId: string | null;
  sku: string | null;
}

interface AnyPayload {
  pickTaskId?: string;
  sku?: string;
  variantId?: string | null;
}

/** `inventory.StockChanged.v1` is told as `StockChanged`. */
function toInventoryEvent(event: LiveEvent<AnyPayload>): InventoryEventType {
  return {
    cursor: event.cursor,
    kind: event.event.split('.')[1] ?? event.event,
    variant: event.payload.variantId ? { id: event.payload.variantId } : null,
    pickTaskId: event.payload.pickTaskId ?? null,
    sku: event.payload.sku ?? null,
  };
}

@Resolver(() => InventoryEventType)
export class InventoryFeedResolver {
  @Subscription(() => InventoryEventType, {
    description: 'Everything that happens in the warehouse. Staff only.',
    subscribe: ({ args, context }) => {
      const ctx = context as InventoryContext;
      requireStaff(ctx, ...MAY.seeStock);
      const { after } = args as { after?: string | null };
      return mapIterator(
        liveTail(ctx.warehouse.database).iterate<AnyPayload>({ topic: 'inventory', after }),
        toInventoryEvent,
      );
    },
  })
  inventoryFeed(
    @Root() event: InventoryEventType,
    @Arg('after', () => String, { nullable: true }) _after: string | null,
  ): InventoryEventType {
    return event;
  }

  @Subscription(() => InventoryEventType, {
    description: 'The stock of one variant changed; of a bundle: that of one of its parts.',
    subscribe: async ({ args, context }) => {
      const ctx = context as InventoryContext;
      const { variantId, after } = args as { variantId: string; after?: string | null };
      const parts = await ctx.warehouse.database.query<{ variant_id: string }>(
        'SELECT variant_id FROM bundle_component WHERE bundle_variant_id = $1 ORDER BY variant_id',
        [variantId],
      );
      const topics = [variantId, ...parts.map((part) => part.variant_id)].map((id) => `stock:${id}`);
      return mapIterator(liveTail(ctx.warehouse.database).iterate<AnyPayload>({ topics, after }), (event) => ({
        ...toInventoryEvent(event),
        variant: { id: variantId },
      }));
    },
  })
  stockChanged(
    @Root() event: InventoryEventType,
    @Arg('variantId', () => ID) _variantId: string,
    @Arg('after', () => String, { nullable: true }) _after: string | null,
  ): InventoryEventType {
    return event;
  }

  @FieldResolver(() => PickTaskType, { nullable: true })
  async pickTask(@Root() event: InventoryEventType, @Ctx() ctx: InventoryContext): Promise<PickTaskType | null> {
    if (event.pickTaskId === null || !isStaff(ctx, ...MAY.seePickTasks)) return null;
    return pickTaskLoader(ctx).load(event.pickTaskId);
  }

  @FieldResolver(() => StockLevelType, { nullable: true, description: 'The row at the home of the item. Staff only.' })
  async stockLevel(@Root() event: InventoryEventType, @Ctx() ctx: InventoryContext): Promise<StockLevelType | null> {
    if (event.sku === null || !isStaff(ctx, ...MAY.seeStock)) return null;
    return homeLevelLoader(ctx).load(event.sku);
  }
}
