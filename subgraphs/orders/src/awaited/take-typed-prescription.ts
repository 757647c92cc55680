import { isRefusal } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { PrescriptionProblem } from '../mail/mail.content.ts';
import { writeMail } from '../mail/write-mail.ts';
import { inWords } from '../money.ts';
import { loadLines, loadOrder } from '../orders/order.store.ts';
import { recordEvent } from '../orders/record-event.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { Services } from '../services.ts';
import { costsMore, unitAtBand } from './awaited.rules.ts';
import { awaitedOfOrders } from './awaited.store.ts';
import { quoteWith, receive, refuseStronger, refuseUnusable } from './send-prescription.ts';

/**
 * An optician typed the paper in: the line goes on as if its customer had. What cannot be made goes back to the customer with the paper's
 * values kept; the history says why, by its code only.
 */
export async function takeTypedPrescription(services: Services, orderLineId: string): Promise<void> {
  const [row] = await services.database.query<{ orderId: string }>(
    `SELECT order_id AS "orderId" FROM awaited_prescription WHERE order_line_id = $1 AND state = 'TYPING'`,
    [orderLineId],
  );
  if (!row) return;
  const [order, lines, all] = await Promise.all([
    loadOrder(services.database, row.orderId),
    loadLines(services.database, [row.orderId]),
    awaitedOfOrders(services.database, [row.orderId]),
  ]);
  const line = lines.find(({ id }) => id === orderLineId);
  const prescriptionId = all.find((one) => one.orderLineId === orderLineId)?.prescriptionId;
  if (!order || !line?.lens || !prescriptionId) return;
  const reading = await services.prescriptions.read(prescriptionId, null, `typed in for order ${order.number}`);
  const codes = reading.issues.map(({ code }) => code);
  const quoted = await quoteWith(services, order.locale, order, line, reading, codes);
  let more: bigint | null = null;
  try {
    refuseUnusable(reading, quoted);
    more = costsMore(line, unitAtBand(line.lens.unitByBand ?? [], quoted.band ?? null));
    if (more !== null) refuseStronger(order, more);
    await services.database.transaction(
      (tx) => receive(services, tx, { order, line, quoted, sent: { prescriptionId }, by: 'optician', from: 'TYPING' }),
      { name: 'take typed prescription' },
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await askAgain(services, { order, lineId: line.id, prescriptionId, code: error.code, more });
  }
}

async function askAgain(
  services: Services,
  {
    order,
    lineId,
    prescriptionId,
    code,
    more,
  }: { order: SalesOrder; lineId: string; prescriptionId: string; code: string; more: bigint | null },
): Promise<void> {
  await services.database.transaction(
    async (tx) => {
      const now = services.clock.now();
      const asked = await tx.query(
        `UPDATE awaited_prescription SET state = 'AWAITED', rejected_at = $3, costs_more_minor = $4
         WHERE order_line_id = $1 AND prescription_id = $2 AND state = 'TYPING' RETURNING 1`,
        [lineId, prescriptionId, now, more?.toString() ?? null],
      );
      if (asked.length === 0) return;
      await recordEvent(tx, {
        orderId: order.id,
        at: now,
        kind: 'PRESCRIPTION_UNUSABLE',
        text: `What was typed in cannot be made as ordered (${code}). Call the customer.`,
        actor: 'system',
        internal: true,
      });
      const costsMore = more === null ? null : inWords({ amountMinor: more, currency: order.currency }, order.locale);
      const facts = { problem: problemOf(code), costsMore };
      await writeMail(tx, { order, kind: 'PRESCRIPTION_AGAIN', key: prescriptionId, facts, at: now });
    },
    { name: 'ask for another prescription' },
  );
}

const problemOf = (code: string): PrescriptionProblem =>
  code === ERRORS.PRESCRIPTION_STRONGER_THAN_SAID.code
    ? 'STRONGER'
    : code === ERRORS.PRESCRIPTION_NOT_SALEABLE.code
      ? 'NOT_GOOD'
      : 'NOT_MAKEABLE';
