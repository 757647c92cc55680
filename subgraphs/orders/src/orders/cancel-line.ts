import { newId, type RequestContext, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { OrderLineCancelled } from '@opticworks/schema/events/orders';
import { isAwaited } from '../awaited/awaited.store.ts';
import { quoteWith } from '../awaited/send-prescription.ts';
import { lineToPromise } from '../carts/cart.pricing.ts';
import { ERRORS } from '../errors.ts';
import { writeMail } from '../mail/write-mail.ts';
import { inWords } from '../money.ts';
import { tryRefund } from '../payments/make-refund.ts';
import { openRefund } from '../payments/open-refund.ts';
import { actorName, forbid, staffMay } from '../permissions.ts';
import { leavePromiseOut, promiseAnew } from '../promise/keep-promise.ts';
import { composePromise, type LineToPromise, type Promised } from '../promise/promise.rules.ts';
import type { Services } from '../services.ts';
import { voidLabelOfCancelledOrder } from '../shipping/void-label.ts';
import { cancelWhole } from './cancel-order.ts';
import { type LineShare, shareOfPieces, withoutPieces } from './line-cancellation.rules.ts';
import { insertCancellation, writeShrunk } from './line-cancellation.store.ts';
import { loadLines, loadOrder, ORDER_COLUMNS, orderFrom } from './order.store.ts';
import type { OrderLineRow } from './order-line.entity.ts';
import { type LineCancelling, lineCancelling } from './order-line.state.ts';
import { recordEvent } from './record-event.ts';
import type { SalesOrder } from './sales-order.entity.ts';
import { visibleOrder } from './visible-order.ts';

export interface LineCancelWish {
  orderId: string;
  lineId: string;
  /** How many pieces stay ordered: pressing twice cancels once. */
  keep: number;
  reason: string;
  /** What stopping costs the house, where lenses are cut already; noted, never charged. */
  costMinor?: bigint | null;
}

/** What the transaction did; nothing where the same press had been there before. */
interface Done {
  refundId: string | null;
  isWhole: boolean;
}

/**
 * Cancels a line of a placed order, or some pieces of it: amounts, refund, letter and event in one transaction, under the lock of the order
 * that placing, cancelling, sending a prescription and shipping take too. Stock and lab follow the event, the money follows the refund.
 * What would leave nothing is a cancellation of the whole order, delivery included.
 */
export async function cancelOrderLine(
  services: Services,
  ctx: RequestContext,
  wish: LineCancelWish,
): Promise<SalesOrder> {
  const order = await visibleOrder(services, ctx, wish.orderId);
  if (ctx.principal.kind === 'partner' || (ctx.principal.kind === 'staff' && !staffMay(ctx, 'orders.cancel'))) forbid();
  const reason = writtenText(wish.reason, 300, 'reason');
  if (!reason) refuse(ERRORS.ORDER_LINE_REASON_MISSING);
  const promised = await promiseOfTheRest(services, ctx, order, wish);
  const by = { actor: actorName(ctx.principal), isStaff: staffMay(ctx, 'orders.cancel') };
  const done = await services.database.transaction((tx) => cancelIn(services, tx, { ...wish, reason, promised, by }), {
    name: 'cancel order line',
  });
  if (done?.refundId) await tryRefund(services, done.refundId);
  if (done?.isWhole) await voidLabelOfCancelledOrder(services, order.id, by.actor);
  return (await loadOrder(services.database, order.id))!;
}

interface Cancelling extends LineCancelWish {
  promised: Promised | null;
  by: { actor: string; isStaff: boolean };
}

async function cancelIn(services: Services, tx: Tx, asked: Cancelling): Promise<Done | null> {
  const [row] = await tx.query<SalesOrder>(`SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.id = $1 FOR UPDATE`, [
    asked.orderId,
  ]);
  const order = orderFrom(row!);
  const lines = await loadLines(tx, [order.id]);
  const line = lines.find(({ id }) => id === asked.lineId) ?? refuse(ERRORS.ORDER_LINE_NOT_FOUND);
  const pieces = line.quantity - asked.keep;
  // The same press, sent twice.
  if (pieces === 0 && line.cancelledQuantity > 0) return null;
  if (!Number.isInteger(asked.keep) || asked.keep < 0 || pieces < 1)
    refuse(ERRORS.ORDER_LINE_QUANTITY, { ordered: line.quantity });
  insistOn(lineCancelling({ status: order.status, line, pieces, byStaff: asked.by.isStaff }), asked, line);
  const left = lines.reduce((sum, { quantity }) => sum + quantity, 0) - pieces;
  const taken = { order, line, pieces };
  if (left > 0) return { refundId: await takeOut(services, tx, asked, taken), isWhole: false };
  await announce(tx, asked, taken, services.clock.now(), null);
  const refundId = await cancelWhole(services, tx, { order, ...asked, from: [order.status] });
  return { refundId, isWhole: true };
}

/** @throws ORDER_LINE_NOT_CANCELLABLE, ORDER_LINE_COST_MISSING */
function insistOn(verdict: LineCancelling, asked: Cancelling, { title }: OrderLineRow): void {
  if (verdict === 'NO') refuse(ERRORS.ORDER_LINE_NOT_CANCELLABLE, { title });
  if (verdict === 'NOT_YOURS') refuse(ERRORS.ORDER_LINE_BEGUN, { title });
  if (verdict === 'COST' && (asked.costMinor ?? null) === null) refuse(ERRORS.ORDER_LINE_COST_MISSING, { title });
}

interface Taken {
  order: SalesOrder;
  line: OrderLineRow;
  pieces: number;
}

async function takeOut(services: Services, tx: Tx, asked: Cancelling, taken: Taken): Promise<string | null> {
  const { order, line, pieces } = taken;
  const at = services.clock.now();
  const share = shareOfPieces(line, pieces);
  await writeShrunk(tx, order, line, withoutPieces(order, line, share));
  const id = newId('cancellation');
  const { amountMinor, refundId } = await giveBack(services, tx, taken, share, id);
  const { reason, by } = asked;
  const costMinor = asked.costMinor ?? null;
  await insertCancellation(tx, {
    id,
    order,
    line,
    share,
    amountMinor,
    refundId,
    reason,
    costMinor,
    actor: by.actor,
    at,
  });
  const promised = pieces === line.quantity ? await followWithPromise(tx, asked, taken, at) : null;
  await announce(tx, asked, taken, at, promised);
  await writeMail(tx, {
    order,
    kind: 'ORDER_LINE_CANCELLED',
    key: id,
    facts: {
      cancelled: line.quantity > 1 ? `${pieces} × ${line.title}` : line.title,
      ...(amountMinor > 0n ? { amount: inWords({ amountMinor, currency: order.currency }, order.locale) } : {}),
      ...(by.isStaff ? { reason } : {}),
    },
    at,
  });
  return refundId;
}

/** At most what is left of the payment: somebody may have given money back at the provider itself. */
async function giveBack(
  services: Services,
  tx: Tx,
  { order, line }: Taken,
  share: LineShare,
  cancellationId: string,
): Promise<{ amountMinor: bigint; refundId: string | null }> {
  const [payment] = await tx.query<{ left: string }>(
    `SELECT captured_minor - refunded_minor AS left FROM payment WHERE order_id = $1 AND captured_minor > 0
     ORDER BY captured_minor - refunded_minor DESC LIMIT 1 FOR UPDATE`,
    [order.id],
  );
  const left = BigInt(payment?.left ?? 0);
  const amountMinor = share.paidMinor < left ? share.paidMinor : left;
  if (amountMinor === 0n) return { amountMinor, refundId: null };
  const refundId = await openRefund(services, tx, {
    order,
    purpose: `line:${cancellationId}`,
    amountMinor,
    taxMinor: share.taxMinor < amountMinor ? share.taxMinor : amountMinor,
    reason: `${share.pieces} × ${line.title} cancelled`,
    beforeSale: true,
  });
  return { amountMinor, refundId };
}

/**
 * A promise of pairs that are not made any more no longer says anything about the house: it is kept towards the customer and left out of
 * the measuring. Where the cancelled pair was the last to wait for a prescription, there can be a promise now.
 */
async function followWithPromise(
  tx: Tx,
  asked: Cancelling,
  { order, line }: Taken,
  at: Date,
): Promise<Promised | null> {
  await tx.query('DELETE FROM awaited_prescription WHERE order_line_id = $1', [line.id]);
  if (order.promiseDate !== null) {
    if (line.requiresLab) await leavePromiseOut(tx, order.id, at);
    return null;
  }
  const [open] = await tx.query(
    "SELECT 1 FROM awaited_prescription WHERE order_id = $1 AND state IN ('AWAITED', 'TYPING') LIMIT 1",
    [order.id],
  );
  if (open || !asked.promised) return null;
  promiseAnew(tx, order.id, asked.promised, at);
  return asked.promised;
}

/** History and event: warehouse and lab follow it, live pages too. */
async function announce(
  tx: Tx,
  asked: Cancelling,
  { order, line, pieces }: Taken,
  at: Date,
  promised: Promised | null,
): Promise<void> {
  const about = { orderId: order.id, at, actor: asked.by.actor };
  await recordEvent(tx, {
    ...about,
    kind: 'LINE_CANCELLED',
    text: `${pieces} × ${line.title} cancelled: ${asked.reason}`,
  });
  if (asked.costMinor) {
    const amount = inWords({ amountMinor: asked.costMinor, currency: order.currency }, 'en');
    const text = `Stopping ${line.title} costs the house ${amount}.`;
    await recordEvent(tx, { ...about, kind: 'LINE_COST', text, internal: true });
  }
  const [waiting] = await tx.query(
    "SELECT 1 FROM awaited_prescription WHERE order_id = $1 AND state IN ('AWAITED', 'TYPING') LIMIT 1",
    [order.id],
  );
  await tx.publish(
    OrderLineCancelled,
    {
      orderId: order.id,
      number: order.number,
      orderLineId: line.id,
      quantity: pieces,
      left: line.quantity - pieces,
      awaits: waiting !== undefined,
      promiseDate: promised?.promisedOn ?? null,
      reason: asked.by.isStaff ? 'STAFF' : 'CUSTOMER',
    },
    { aggregate: 'order', aggregateId: order.id, topics: ['orders', `order:${order.id}`] },
  );
}

/**
 * The day the rest could be promised for, where the order has none because this line waits for its prescription. Asked before anything is
 * locked, for it needs the catalogue; the pairs that are left are quoted as they were ordered.
 */
async function promiseOfTheRest(
  services: Services,
  ctx: RequestContext,
  order: SalesOrder,
  wish: LineCancelWish,
): Promise<Promised | null> {
  if (order.promiseDate !== null || wish.keep > 0) return null;
  const rest = (await loadLines(services.database, [order.id])).filter(
    ({ id, quantity }) => id !== wish.lineId && quantity > 0,
  );
  if (rest.some(isAwaited)) return null;
  const lines: LineToPromise[] = [];
  for (const line of rest) {
    if (!line.lens || !line.prescriptionId) continue;
    const reading = await services.prescriptions.read(line.prescriptionId, null, `promise the rest of ${order.number}`);
    const codes = reading.issues.map(({ code }) => code);
    lines.push(lineToPromise(await quoteWith(services, ctx.locale, order, line, reading, codes)));
  }
  return composePromise({
    today: services.clock.today(services.settings.SHOP_TIME_ZONE),
    lines: lines.length > 0 ? lines : [{ productionDays: 0, making: null, lensType: null }],
    rate: order.shippingRate,
    country: order.shippingAddress.countryCode,
    basis: await services.promises.now(),
  });
}
