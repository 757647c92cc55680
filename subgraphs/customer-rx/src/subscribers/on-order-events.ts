import { on, type Subscription, type Tx } from '@opticworks/kernel';
import { OrderCancelled, OrderLineCancelled, OrderPlaced, ShipmentDelivered } from '@opticworks/schema/events/orders';
import { noteOnTimeline } from '../customers/note-on-timeline.ts';
import type { CustomerRxParts } from '../parts.ts';

/** Orders appear on the timeline of their customer. Later events name only the order; its first entry says whose it is. */
export const orderSubscribers = (parts: CustomerRxParts): Subscription[] => [
  on(
    OrderPlaced,
    async ({ owner, orderId, number }, { tx }) => {
      await noteOnTimeline(parts, tx, {
        customerId: owner.id,
        kind: 'ORDER_PLACED',
        text: `Order ${number} placed.`,
        actor: 'service:orders',
        reference: orderId,
      });
    },
    { concerns: ({ owner }) => owner.kind === 'customer' },
  ),
  // Whose prescription it will be, should its guest read it out on the telephone. Only such orders are remembered.
  on(
    OrderPlaced,
    async ({ owner, orderId, placedAt }, { tx }) => {
      await tx.query(
        'INSERT INTO waiting_guest (order_id, guest_id, since) VALUES ($1, $2, $3) ON CONFLICT (order_id) DO NOTHING',
        [orderId, owner.id, placedAt],
      );
    },
    {
      name: 'remember whose prescription follows',
      concerns: ({ owner, lines }) =>
        owner.kind === 'guest' && lines.some(({ lens, prescriptionId }) => lens && prescriptionId === null),
    },
  ),
  on(OrderCancelled, async ({ orderId, number }, { tx }) => {
    await forgetGuest(tx, orderId);
    await tx.query('DELETE FROM ordered_pair WHERE order_id = $1', [orderId]);
    await noteLater(parts, tx, orderId, 'ORDER_CANCELLED', `Order ${number} cancelled.`);
  }),
  on(
    OrderLineCancelled,
    async ({ orderId, orderLineId, left, awaits }, { tx }) => {
      if (!awaits) await forgetGuest(tx, orderId);
      // A pair that nobody wants any more must not hold up the signature.
      if (left === 0) await tx.query('DELETE FROM ordered_pair WHERE order_line_id = $1', [orderLineId]);
    },
    { concerns: ({ awaits, left }) => !awaits || left === 0 },
  ),
  on(ShipmentDelivered, async ({ orderId }, { tx }) => {
    await forgetGuest(tx, orderId);
    await noteLater(parts, tx, orderId, 'ORDER_DELIVERED', 'A parcel was delivered.');
  }),
];

const forgetGuest = (tx: Tx, orderId: string) => tx.query('DELETE FROM waiting_guest WHERE order_id = $1', [orderId]);

async function noteLater(
  parts: CustomerRxParts,
  tx: Parameters<typeof noteOnTimeline>[1],
  orderId: string,
  kind: string,
  text: string,
): Promise<void> {
  const [placed] = await tx.query<{ customerId: string }>(
    `SELECT customer_id AS "customerId" FROM timeline_entry WHERE kind = 'ORDER_PLACED' AND reference = $1`,
    [orderId],
  );
  if (placed)
    await noteOnTimeline(parts, tx, {
      customerId: placed.customerId,
      kind,
      text,
      actor: 'service:orders',
      reference: orderId,
    });
}
