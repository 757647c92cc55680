import { type RequestContext, refusable } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { type Equipment, equipmentType } from '../equipment/equipment.resolver.ts';
import { LabEquipmentType } from '../equipment/equipment.type.ts';
import type { LabParts } from '../parts.ts';
import { OutsideFrame, type OutsideLabEventType, OutsideLabOrderType, OutsideLabResult } from './outside-lab.type.ts';
import { outsideEvents, outsideOrdersOfJob } from './outside-order.rows.ts';
import { canAskToCancel, canReturn } from './outside-order.state.ts';
import { askAgain, bookIn, callOff, sendOut } from './send-out.ts';

@Resolver(() => LabEquipmentType)
export class OutsideLabResolver {
  constructor(private readonly parts: LabParts) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The lab that jobs can be sent to; null when none is set up.',
  })
  outsideLab(): string | null {
    return this.parts.outside?.name ?? null;
  }

  @FieldResolver(() => [OutsideLabOrderType], { description: 'Newest first.' })
  async outsideOrders(@Root() { job }: Equipment): Promise<OutsideLabOrderType[]> {
    const query = this.parts.database.query.bind(this.parts.database);
    const orders = await outsideOrdersOfJob(query, job.id);
    if (orders.length === 0) return [];
    const events = await outsideEvents(
      query,
      orders.map(({ id }) => id),
    );
    return orders.map((order) => ({
      ...order,
      frame: order.frame as OutsideFrame,
      isBeingCancelled: order.cancelRequestedAt !== null && canAskToCancel(order.status),
      mayCancel: order.cancelRequestedAt === null && canAskToCancel(order.status),
      mayBookIn: canReturn(order.status),
      events: events.filter(({ orderId }) => orderId === order.id) satisfies OutsideLabEventType[],
    }));
  }

  @Mutation(() => OutsideLabResult, { description: "Gives a job's lenses to the outside lab." })
  sendToOutsideLab(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('frame', () => OutsideFrame) frame: OutsideFrame,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(async () => equipmentType(await sendOut(this.parts, ctx.principal, jobId, frame)));
  }

  @Mutation(() => OutsideLabResult, { description: 'Asks the outside lab to call an order off.' })
  cancelOutsideLabOrder(@Arg('id', () => ID) id: string, @Ctx() ctx: RequestContext) {
    return refusable(async () => equipmentType(await callOff(this.parts, ctx.principal, id)));
  }

  @Mutation(() => OutsideLabResult, { description: 'Asks the outside lab where an order stands.' })
  refreshOutsideLabOrder(@Arg('id', () => ID) id: string, @Ctx() ctx: RequestContext) {
    return refusable(async () => equipmentType(await askAgain(this.parts, ctx.principal, id)));
  }

  @Mutation(() => OutsideLabResult, { description: 'Books lenses in that came back from the outside lab.' })
  bookInOutsideLenses(
    @Arg('id', () => ID) id: string,
    @Arg('station', () => String) station: string,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(async () => equipmentType(await bookIn(this.parts, ctx.principal, id, station)));
  }
}
