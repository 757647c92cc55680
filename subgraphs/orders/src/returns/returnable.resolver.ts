import type { RequestContext } from '@opticworks/kernel';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { orderLoader } from '../orders/order.loader.ts';
import { OrderLineType } from '../orders/order.type.ts';
import type { Services } from '../services.ts';
import { returnHindrance } from './return.rules.ts';
import { ReturnReasonChoice } from './return.type.ts';
import { RETURN_REASONS, reasonsFor } from './return-reasons.ts';

/** What may be sent back, and why. */
@Resolver(() => OrderLineType)
export class ReturnableResolver {
  constructor(private readonly services: Services) {}

  @FieldResolver(() => Int, {
    description:
      'How many the caller may send back now: none before they are delivered, after the window, or of what was made to order.',
  })
  async returnableQuantity(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): Promise<number> {
    if (line.requiresLab || line.unitsOut === 0) return 0;
    const order = line.order ?? (await orderLoader(this.services, ctx).load(line.orderId));
    const hindrance =
      order &&
      returnHindrance(order, {
        byStaff: ctx.principal.kind === 'staff',
        now: this.services.clock.now(),
        windowDays: this.services.settings.RETURN_WINDOW_DAYS,
      });
    return order && !hindrance ? line.unitsOut : 0;
  }

  @FieldResolver(() => [ReturnReasonChoice], {
    description: 'Why this line may come back, in the words of the reader; for glasses only to be made again.',
  })
  returnReasons(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): ReturnReasonChoice[] {
    return reasonsFor(line).map((code) =>
      Object.assign(new ReturnReasonChoice(), { code, label: RETURN_REASONS[code][ctx.locale] }),
    );
  }
}
