import type { Tx } from '@opticworks/kernel';
import type { ParcelPacked } from '@opticworks/schema/events/inventory';
import type { LabJobMoved } from '@opticworks/schema/events/lab';
import type { z } from 'zod';
import { isCutAt } from '../orders/order-line.state.ts';
import { recordEvent } from '../orders/record-event.ts';
import { noteBreak } from '../reconciliation/note-break.ts';
import type { Services } from '../services.ts';

type Moved = z.infer<typeof LabJobMoved.payload>;
type Packed = z.infer<typeof ParcelPacked.payload>;

/** Keeps how far the lab is with a pair, so that cancelling its line knows what is lost. News that comes late changes nothing. */
export async function keepStage(services: Services, tx: Tx, moved: Moved): Promise<void> {
  const [line] = await tx.query<{ title: string }>(
    `UPDATE order_line SET lab_stages = lab_stages || jsonb_build_object($2::text, jsonb_build_object('stage', $3::text, 'version', $4::int))
     WHERE id = $1 AND coalesce((lab_stages -> $2 ->> 'version')::int, -1) < $4::int RETURNING title`,
    [moved.orderLineId, moved.jobId, moved.to, moved.version],
  );
  if (line && moved.to === 'CANCELLED' && isCutAt(moved.from)) await noteLoss(services, tx, moved, line.title);
}

/**
 * The lab stopped a pair whose lenses were cut. Whoever cancelled knew it and noted the cost, or the two met: then nobody has decided that
 * the house bears it, and somebody looks.
 */
async function noteLoss(services: Services, tx: Tx, moved: Moved, title: string): Promise<void> {
  await recordEvent(tx, {
    orderId: moved.orderId,
    at: services.clock.now(),
    kind: 'LENSES_LOST',
    text: `The lenses of ${title} were cut already; the lab stopped ${moved.number}.`,
    actor: 'lab',
    internal: true,
  });
  const noted = await tx.query(
    `SELECT 1 FROM line_cancellation WHERE order_line_id = $1 AND cost_minor IS NOT NULL
     UNION ALL SELECT 1 FROM order_event WHERE order_id = $2 AND kind = 'LINE_COST' LIMIT 1`,
    [moved.orderLineId, moved.orderId],
  );
  if (noted.length > 0) return;
  const [order] = await tx.query<{ number: string }>('SELECT number FROM sales_order WHERE id = $1', [moved.orderId]);
  await noteBreak(tx, services.clock, {
    kind: 'CANCELLED_AFTER_CUT',
    subject: moved.jobId,
    detail: `${order?.number}: ${title} was cancelled and refunded while its lenses were being cut (${moved.number}). They are lost; see whether the customer has to be told.`,
  });
}

/**
 * Under the lock of the order: whether the parcel that was packed still holds pieces that were cancelled meanwhile. The warehouse opens it
 * when it hears of that, and packs it anew.
 */
export async function holdsCancelled(tx: Tx, { orderId, contents }: Packed): Promise<boolean> {
  await tx.query('SELECT 1 FROM sales_order WHERE id = $1 FOR UPDATE', [orderId]);
  if (!contents) return false;
  const [stale] = await tx.query(
    `SELECT 1 FROM order_line l JOIN jsonb_to_recordset($2::jsonb) AS p ("orderLineId" text, pieces integer) ON p."orderLineId" = l.id
     WHERE l.order_id = $1 AND p.pieces > l.quantity * greatest(1,
       (SELECT sum((part ->> 'quantity')::int) FROM jsonb_array_elements(l.bundle) AS part)) LIMIT 1`,
    [orderId, JSON.stringify(contents)],
  );
  return stale !== undefined;
}
