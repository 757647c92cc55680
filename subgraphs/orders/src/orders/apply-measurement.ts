import { type RequestContext, refuse } from '@opticworks/kernel';
import { findingMessage, unusedHeight } from '@opticworks/optics';
import { OrderLineMeasured } from '@opticworks/schema/events/orders';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { heightDesignOf } from '../carts/height-design.ts';
import { ERRORS } from '../errors.ts';
import { answer } from '../german-sentences.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { orderLineMeasurementCell } from '../vault.ts';
import { loadLines } from './order.store.ts';
import { OrderResult, OrderType } from './order.type.ts';
import { recordEvent } from './record-event.ts';
import type { SalesOrder } from './sales-order.entity.ts';
import { visibleOrder } from './visible-order.ts';

/**
 * Staff measured for a pair that is ordered already: the order keeps its copy, and the lab calculates anew as long as no lens is picked.
 * The prices stay as they were agreed.
 * @throws ORDER_ALREADY_MADE once work has begun
 */
export async function applyMeasurement(
  services: Services,
  ctx: RequestContext,
  wish: { orderId: string; lineId: string; measurementId: string },
): Promise<SalesOrder> {
  const staff = requireStaffFor(ctx, 'orders.note');
  const order = await visibleOrder(services, ctx, wish.orderId);
  const line = (await loadLines(services.database, [order.id])).find(({ id }) => id === wish.lineId);
  const prescriptionId = line?.prescriptionId;
  if (!line?.lens || !prescriptionId) refuse(ERRORS.NOT_A_LENS_LINE);
  const { measurement, prescription } = await services.prescriptions.read(
    prescriptionId,
    { kind: order.ownerKind, id: order.ownerId },
    `measured for order ${order.number}`,
    wish.measurementId,
  );
  if (!measurement) refuse(ERRORS.NOT_A_LENS_LINE);
  const unused = unusedHeight(prescription, measurement, line.sku, heightDesignOf(line.lens));
  await services.database.transaction(
    async (tx) => {
      const sealed = await services.vault.seal(tx, order, orderLineMeasurementCell(line.id), measurement);
      const [used] = await tx.query(
        `UPDATE order_line l SET measurement = $3, lens = l.lens || jsonb_build_object('measurementId', $4::text)
         FROM sales_order o WHERE l.id = $2 AND o.id = $1 AND l.order_id = o.id AND o.status = 'PLACED' RETURNING l.id`,
        [order.id, line.id, sealed, measurement.id],
      );
      if (!used) refuse(ERRORS.ORDER_ALREADY_MADE);
      await recordEvent(tx, {
        orderId: order.id,
        at: services.clock.now(),
        kind: 'MEASURED',
        text: [`Measured for ${line.title}.`, ...(unused ? [findingMessage(unused, 'en')] : [])].join(' '),
        actor: staff.name,
      });
      await tx.publish(
        OrderLineMeasured,
        { orderId: order.id, number: order.number, orderLineId: line.id, measurementId: measurement.id },
        { aggregate: 'order', aggregateId: order.id, topics: ['orders'] },
      );
    },
    { name: 'apply measurement' },
  );
  return order;
}

@Resolver()
export class ApplyMeasurementResolver {
  constructor(private readonly services: Services) {}

  @Mutation(() => OrderResult, {
    description: 'Staff: makes a pair by what was measured after it was ordered, as long as work has not begun.',
  })
  applyMeasurement(
    @Ctx() ctx: RequestContext,
    @Arg('orderId', () => ID) orderId: string,
    @Arg('lineId', () => ID) lineId: string,
    @Arg('measurementId', () => ID) measurementId: string,
  ): Promise<typeof OrderResult> {
    return answer(ctx, async () =>
      OrderType.of(await applyMeasurement(this.services, ctx, { orderId, lineId, measurementId })),
    );
  }
}
