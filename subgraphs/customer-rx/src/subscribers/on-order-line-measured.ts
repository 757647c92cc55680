import { on } from '@opticworks/kernel';
import { OrderLineMeasured } from '@opticworks/schema/events/orders';

/** What the lab will make the pair by is what the desk judges it by. */
export const onOrderLineMeasured = on(OrderLineMeasured, async ({ orderLineId, measurementId }, { tx }) => {
  await tx.query('UPDATE ordered_pair SET measurement_id = $2 WHERE order_line_id = $1', [orderLineId, measurementId]);
});
