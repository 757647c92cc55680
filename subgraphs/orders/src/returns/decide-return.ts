import { type RequestContext, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { ReturnReceived } from '@opticworks/schema/events/orders';
import { ERRORS } from '../errors.ts';
import { SendReturnLabel } from '../jobs.ts';
import { writeMail } from '../mail/write-mail.ts';
import { loadOrder } from '../orders/order.store.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { moveReturn } from './move-return.ts';
import type { ReturnRequest } from './return.entity.ts';
import type { ReturnStatus } from './return.state.ts';
import { needReturn } from './return.store.ts';

async function decide(
  services: Services,
  returnId: string,
  to: ReturnStatus,
  actor: string,
  then: (tx: Tx, wanted: ReturnRequest, at: Date) => Promise<void>,
  text?: string,
): Promise<ReturnRequest> {
  const wanted = await needReturn(services.database, returnId);
  const at = services.clock.now();
  await services.database.transaction(async (tx) => {
    const moved = await moveReturn(tx, { returnId, to, at, actor, ...(text ? { text } : {}) });
    if (!moved) refuse(ERRORS.RETURN_MOVE_NOT_ALLOWED, { status: wanted.status, to });
    await then(tx, wanted, at);
  });
  return needReturn(services.database, returnId);
}

export function approveReturn(services: Services, ctx: RequestContext, returnId: string): Promise<ReturnRequest> {
  const staff = requireStaffFor(ctx, 'returns.decide');
  return decide(services, returnId, 'APPROVED', staff.name, (tx) =>
    tx.enqueue(SendReturnLabel, { returnId }, { singletonKey: returnId }),
  );
}

/** The units become returnable again. */
export function rejectReturn(
  services: Services,
  ctx: RequestContext,
  returnId: string,
  reason: string,
): Promise<ReturnRequest> {
  const staff = requireStaffFor(ctx, 'returns.decide');
  const why = writtenText(reason, 500, 'reason') ?? '';
  return decide(
    services,
    returnId,
    'REJECTED',
    staff.name,
    async (tx, wanted, at) => {
      await tx.query(
        `UPDATE order_line l SET returned_quantity = l.returned_quantity - r.quantity
         FROM return_line r WHERE r.return_id = $1 AND r.order_line_id = l.id`,
        [returnId],
      );
      const order = (await loadOrder(services.database, wanted.orderId))!;
      await writeMail(tx, {
        order,
        kind: 'RETURN_REJECTED',
        key: returnId,
        facts: { returnNumber: wanted.number, reason: why },
        at,
      });
    },
    why ? `The return was not accepted: ${why}` : undefined,
  );
}

export function receiveReturn(services: Services, ctx: RequestContext, returnId: string): Promise<ReturnRequest> {
  const staff = requireStaffFor(ctx, 'returns.receive');
  return decide(services, returnId, 'RECEIVED', staff.name, (tx, wanted) =>
    tx.publish(
      ReturnReceived,
      { returnId, orderId: wanted.orderId, number: wanted.number },
      { aggregate: 'return', aggregateId: returnId, topics: ['orders', `order:${wanted.orderId}`] },
    ),
  );
}
