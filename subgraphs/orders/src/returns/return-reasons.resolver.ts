import type { RequestContext } from '@opticworks/kernel';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrderLineType } from '../orders/order.type.ts';
import { ReturnReasonChoice } from './return.type.ts';
import { RETURN_REASONS, reasonsFor } from './return-reasons.ts';

@Resolver(() => OrderLineType)
export class ReturnReasonsResolver {
  @FieldResolver(() => [ReturnReasonChoice], {
    description: 'Why this line may come back, in the words of the reader; for glasses only to be made again.',
  })
  returnReasons(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): ReturnReasonChoice[] {
    return reasonsFor(line).map((code) =>
      Object.assign(new ReturnReasonChoice(), { code, label: RETURN_REASONS[code][ctx.locale] }),
    );
  }
}
