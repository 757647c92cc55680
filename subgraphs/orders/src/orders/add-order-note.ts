import { type RequestContext, refuse, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { recordEvent } from './record-event.ts';
import type { SalesOrder } from './sales-order.entity.ts';
import { visibleOrder } from './visible-order.ts';

/** A note for colleagues; customers do not see it. */
export async function addOrderNote(
  services: Services,
  ctx: RequestContext,
  orderId: string,
  text: string,
): Promise<SalesOrder> {
  const staff = requireStaffFor(ctx, 'orders.note');
  const order = await visibleOrder(services, ctx, orderId);
  const note = writtenText(text, 2_000, 'text');
  if (!note) refuse(ERRORS.NOTE_EMPTY);
  await services.database.transaction((tx) =>
    recordEvent(tx, {
      orderId: order.id,
      at: services.clock.now(),
      kind: 'NOTE',
      text: note,
      actor: staff.name,
      internal: true,
    }),
  );
  return order;
}
