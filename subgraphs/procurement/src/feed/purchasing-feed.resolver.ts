import { isStaff, type LiveEvent, liveTail, mapIterator, requireStaff } from '@opticworks/kernel';
import { Arg, Ctx, Field, FieldResolver, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { MAY } from '../permissions.ts';
import { purchaseOrderLoader } from '../purchase-orders/purchase-order.resolver.ts';
import { PurchaseOrderType } from '../purchase-orders/purchase-order.type.ts';
import { proposalLoader } from '../replenishment/proposal.resolver.ts';
import { ProposalType } from '../replenishment/proposal.type.ts';
import type { ProcurementContext } from '../use-case.ts';

@ObjectType('PurchasingEvent', {
  description: 'Something happened in purchasing. Hand the cursor back to continue behind it.',
})
export class PurchasingEventType {
  @Field(() => String)
  cursor: string;

  @Field(() => String, { description: 'For example PurchasingChanged, PurchaseOrderSent, GoodsReceived.' })
  kind: string;

  purchaseOrderId: string | null;
  proposalId: string | null;
}

function toPurchasingEvent(
  event: LiveEvent<{ purchaseOrderId?: string | null; proposalId?: string | null }>,
): PurchasingEventType {
  return {
    cursor: event.cursor,
    kind: event.event.split('.')[1] ?? event.event,
    purchaseOrderId: event.payload.purchaseOrderId ?? null,
    proposalId: event.payload.proposalId ?? null,
  };
}

@Resolver(() => PurchasingEventType)
export class PurchasingFeedResolver {
  @Subscription(() => PurchasingEventType, {
    description: 'Proposals and purchase orders as they change. Staff only.',
    subscribe: ({ args, context }) => {
      const ctx = context as ProcurementContext;
      requireStaff(ctx, ...MAY.seeOrders);
      const { after } = args as { after?: string | null };
      return mapIterator(liveTail(ctx.purchasing.database).iterate({ topic: 'purchasing', after }), toPurchasingEvent);
    },
  })
  purchasingFeed(
    @Root() event: PurchasingEventType,
    @Arg('after', () => String, { nullable: true }) _after: string | null,
  ): PurchasingEventType {
    return event;
  }

  @FieldResolver(() => PurchaseOrderType, { nullable: true })
  async purchaseOrder(
    @Root() event: PurchasingEventType,
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderType | null> {
    if (event.purchaseOrderId === null || !isStaff(ctx, ...MAY.seeOrders)) return null;
    return purchaseOrderLoader(ctx).load(event.purchaseOrderId);
  }

  @FieldResolver(() => ProposalType, { nullable: true })
  async proposal(@Root() event: PurchasingEventType, @Ctx() ctx: ProcurementContext): Promise<ProposalType | null> {
    if (event.proposalId === null || !isStaff(ctx, ...MAY.seeProposals)) return null;
    return proposalLoader(ctx).load(event.proposalId);
  }
}
