import { amountInput, Decimal, fromDecimalString, groupedInOrder, type RequestContext } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { answer } from '../german-sentences.ts';
import { staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { cancelOrderLine } from './cancel-line.ts';
import { cancellationsOfLines } from './line-cancellation.store.ts';
import { LineCancellation } from './line-cancellation.type.ts';
import { orderLoader } from './order.loader.ts';
import { loadOrder } from './order.store.ts';
import { OrderLineType, OrderResult, OrderType } from './order.type.ts';
import { type LineCancelling, lineCancelling } from './order-line.state.ts';

@Resolver(() => OrderLineType)
export class CancelLineResolver {
  constructor(private readonly services: Services) {}

  @FieldResolver(() => [LineCancellation], { description: 'Oldest first; empty for most lines.' })
  async cancellations(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): Promise<LineCancellation[]> {
    if (line.cancelledQuantity === 0) return [];
    const rows = await ctx
      .loader('orders.lineCancellations', async (ids: readonly string[]) =>
        groupedInOrder(ids, await cancellationsOfLines(this.services.database, ids), (row) => row.orderLineId),
      )
      .load(line.id);
    const seesCost = staffMay(ctx, 'orders.money');
    return (rows ?? []).map((row) => LineCancellation.of(row, line.unitPrice.currencyCode, seesCost));
  }

  @FieldResolver(() => Boolean, { description: 'Whether the caller may cancel at least one piece of it now.' })
  async canCancel(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): Promise<boolean> {
    return ['FREE', 'COST'].includes(await this.#verdict(ctx, line, 1));
  }

  @FieldResolver(() => Boolean, {
    description: 'Cancelling all of it loses lenses: staff say what that costs the house.',
  })
  async cancelCosts(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): Promise<boolean> {
    return (await this.#verdict(ctx, line, line.quantity)) === 'COST';
  }

  async #verdict(ctx: RequestContext, line: OrderLineType, pieces: number): Promise<LineCancelling> {
    const isStaff = ctx.principal.kind === 'staff';
    if (ctx.principal.kind === 'partner' || (isStaff && !staffMay(ctx, 'orders.cancel'))) return 'NO';
    const order = line.order ?? (await orderLoader(this.services, ctx).load(line.orderId));
    if (!order) return 'NO';
    return lineCancelling({ status: order.status, line, pieces, byStaff: isStaff });
  }

  @Mutation(() => OrderResult, {
    description:
      'Cancels pieces of a line of a placed order and gives back what was paid for them. The last line ends the order. Customers may until the pair is begun, staff until the parcel is packed.',
  })
  cancelOrderLine(
    @Ctx() ctx: RequestContext,
    @Arg('orderId', () => ID) orderId: string,
    @Arg('orderLineId', () => ID) lineId: string,
    @Arg('reason', () => String) reason: string,
    @Arg('keep', () => Int, { defaultValue: 0, description: 'Pieces that stay ordered; asked twice, it is done once.' })
    keep: number,
    @Arg('cost', () => Decimal, {
      nullable: true,
      description: 'What stopping costs the house where lenses are cut already; noted, never charged.',
    })
    cost?: string | null,
  ): Promise<typeof OrderResult> {
    return answer(ctx, async () => {
      const order = cost ? await loadOrder(this.services.database, orderId) : null;
      const costMinor = cost && order ? amountInput(cost, order.currency, 'cost').amountMinor : null;
      return OrderType.of(await cancelOrderLine(this.services, ctx, { orderId, lineId, keep, reason, costMinor }));
    });
  }
}
