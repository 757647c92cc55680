import { type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { maySeeOrder } from '../permissions.ts';
import type { Services } from '../services.ts';
import { loadOrder } from './order.store.ts';
import type { SalesOrder } from './sales-order.entity.ts';

/** @throws ORDER_NOT_FOUND also for orders the caller may not see */
export async function visibleOrder(services: Services, ctx: RequestContext, id: string): Promise<SalesOrder> {
  const order = await loadOrder(services.database, id);
  if (!order || !maySeeOrder(ctx.principal, order)) refuse(ERRORS.ORDER_NOT_FOUND);
  return order;
}
