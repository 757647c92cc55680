import { MoneyType, type RequestContext } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answer } from '../german-sentences.ts';
import { shownRate } from '../graph/shape.ts';
import { orderLoader, shipmentLoader, trackingLoader } from '../orders/order.loader.ts';
import { OrderType } from '../orders/order.type.ts';
import { maySeeOrder, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { buyLabel } from './buy-label.ts';
import { markShipped } from './mark-shipped.ts';
import { quoteShipment } from './quote-shipment.ts';
import {
  ShipmentQuoteResult,
  ShipmentQuoteType,
  ShipmentResult,
  ShipmentType,
  TrackingEvent,
} from './shipment.type.ts';
import { voidLabel } from './void-label.ts';

/** A parcel is visible with its order. */
export async function visibleShipment(
  services: Services,
  ctx: RequestContext,
  id: string,
): Promise<ShipmentType | null> {
  const row = await shipmentLoader(services, ctx).load(id);
  const order = row && (await orderLoader(services, ctx).load(row.orderId));
  return row && order && maySeeOrder(ctx.principal, order) ? ShipmentType.of(row) : null;
}

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  constructor(private readonly services: Services) {}

  @Query(() => ShipmentType, { nullable: true })
  shipment(@Ctx() ctx: RequestContext, @Arg('id', () => ID) id: string): Promise<ShipmentType | null> {
    return visibleShipment(this.services, ctx, id);
  }

  @FieldResolver(() => String, { nullable: true })
  labelUrl(@Ctx() ctx: RequestContext, @Root() shipment: ShipmentType): string | null {
    return staffMay(ctx, 'shipments.read') ? shipment.row.labelUrl : null;
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'What the carrier charged us; for staff.' })
  cost(@Ctx() ctx: RequestContext, @Root() shipment: ShipmentType): MoneyType | null {
    return staffMay(ctx, 'shipments.read') ? ShipmentType.costOf(shipment.row) : null;
  }

  @FieldResolver(() => [TrackingEvent])
  async events(@Ctx() ctx: RequestContext, @Root() shipment: ShipmentType): Promise<TrackingEvent[]> {
    return ((await trackingLoader(this.services, ctx).load(shipment.id)) ?? []) as TrackingEvent[];
  }

  @FieldResolver(() => OrderType)
  async order(@Ctx() ctx: RequestContext, @Root() shipment: ShipmentType): Promise<OrderType> {
    return OrderType.of((await orderLoader(this.services, ctx).load(shipment.row.orderId))!);
  }

  @Mutation(() => ShipmentQuoteResult, {
    description: 'Warehouse: live rates for a packed order (cheapest that keeps the promise first).',
  })
  quoteShipment(
    @Ctx() ctx: RequestContext,
    @Arg('orderId', () => ID) orderId: string,
  ): Promise<typeof ShipmentQuoteResult> {
    return answer(ctx, async () => {
      const quote = await quoteShipment(this.services, ctx, orderId);
      const recommendedFirst = [...quote.rates].sort(
        (a, b) => Number(b.id === quote.recommendedRateId) - Number(a.id === quote.recommendedRateId),
      );
      return Object.assign(new ShipmentQuoteType(), { ...quote, rates: recommendedFirst.map(shownRate) });
    });
  }

  @Mutation(() => ShipmentResult)
  buyLabel(
    @Ctx() ctx: RequestContext,
    @Arg('orderId', () => ID) orderId: string,
    @Arg('rateId', () => ID) rateId: string,
  ): Promise<typeof ShipmentResult> {
    return answer(ctx, async () => ShipmentType.of(await buyLabel(this.services, ctx, orderId, rateId)));
  }

  @Mutation(() => ShipmentResult)
  voidLabel(
    @Ctx() ctx: RequestContext,
    @Arg('shipmentId', () => ID) shipmentId: string,
  ): Promise<typeof ShipmentResult> {
    return answer(ctx, async () => ShipmentType.of(await voidLabel(this.services, ctx, shipmentId)));
  }

  @Mutation(() => ShipmentResult)
  markShipped(
    @Ctx() ctx: RequestContext,
    @Arg('shipmentId', () => ID) shipmentId: string,
  ): Promise<typeof ShipmentResult> {
    return answer(ctx, async () => ShipmentType.of(await markShipped(this.services, ctx, shipmentId)));
  }
}
