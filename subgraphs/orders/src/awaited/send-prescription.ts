import { type Issue, KERNEL_ERRORS, type RequestContext, refuse, type Tx, writtenText } from '@opticworks/kernel';
import type { OwnerValue } from '@opticworks/schema';
import { OrderLinePrescribed, PrescriptionPaperSent } from '@opticworks/schema/events/orders';
import type { QuotedLine } from '../carts/cart.model.ts';
import { lineToPromise } from '../carts/cart.pricing.ts';
import { ERRORS } from '../errors.ts';
import { AskReview, SettleAwaitedPrice } from '../jobs.ts';
import { writeMail } from '../mail/write-mail.ts';
import { inWords } from '../money.ts';
import { loadLines, loadOrder } from '../orders/order.store.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import { recordEvent } from '../orders/record-event.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import { visibleOrder } from '../orders/visible-order.ts';
import { actorName, ownerOf, staffMay } from '../permissions.ts';
import type { PrescriptionReading } from '../ports/prescriptions.ts';
import { promiseAnew } from '../promise/keep-promise.ts';
import { composePromise, type LineToPromise, type Promised } from '../promise/promise.rules.ts';
import type { Services } from '../services.ts';
import { type AwaitedState, costsMore, unitAtBand } from './awaited.rules.ts';
import { awaitedOfOrders } from './awaited.store.ts';

export interface SentPrescription {
  orderId: string;
  lineId: string;
  prescriptionId: string;
  confirmedWarnings: readonly string[];
  /** Staff: why the house bears what it costs more than the customer had said. */
  borneBecause?: string | null;
}

/** Where an order can still wait for something of its customer. */
const WAITING = ['PLACED', 'IN_PRODUCTION'];

/**
 * The prescription of a pair that was ordered without one: it is judged with frame and lenses as at the checkout, then the line goes on
 * like any other. Nothing is charged; what it costs less is given back when an optician has signed it off.
 * The order's row is locked first, as when it is cancelled: of two rivals one finds the other's work done.
 */
export async function sendPrescription(
  services: Services,
  ctx: RequestContext,
  sent: SentPrescription,
): Promise<SalesOrder> {
  const order = await visibleOrder(services, ctx, sent.orderId);
  const [awaited, line] = await Promise.all([
    awaitedOfOrders(services.database, [order.id]).then((all) => all.find((one) => one.orderLineId === sent.lineId)),
    loadLines(services.database, [order.id]).then((lines) => lines.find(({ id }) => id === sent.lineId)),
  ]);
  if (!awaited || !line?.lens) refuse(ERRORS.PRESCRIPTION_NOT_AWAITED);
  if (awaited.state !== 'AWAITED') return alreadySent(order, awaited.prescriptionId, sent.prescriptionId);
  if (!WAITING.includes(order.status)) refuse(ERRORS.ORDER_WAITS_NO_LONGER);
  const reading = await services.prescriptions.read(
    sent.prescriptionId,
    senderOf(ctx, order),
    `sent for order ${order.number}`,
  );
  const by = actorName(ctx.principal);
  if (isPaper(reading)) {
    await services.database.transaction((tx) => receivePaper(services, tx, { order, line, sent, by }), {
      name: 'send paper of prescription',
    });
    return (await loadOrder(services.database, order.id))!;
  }
  const quoted = await quoteWith(services, ctx.locale, order, line, reading, sent.confirmedWarnings);
  refuseUnusable(reading, quoted);
  const more = costsMore(line, unitAtBand(line.lens.unitByBand ?? [], quoted.band ?? null));
  if (more !== null && !mayBear(ctx, sent)) refuseStronger(order, more);

  await services.database.transaction(
    async (tx) => {
      const isNew = await receive(services, tx, { order, line, quoted, sent, by, from: 'AWAITED' });
      if (isNew && more !== null)
        await noteBorne(tx, {
          order,
          line,
          more,
          at: services.clock.now(),
          by,
          why: writtenText(sent.borneBecause, 300, 'borneBecause'),
        });
    },
    { name: 'send prescription' },
  );
  return (await loadOrder(services.database, order.id))!;
}

const mayBear = (ctx: RequestContext, { borneBecause }: SentPrescription): boolean =>
  Boolean(borneBecause) && staffMay(ctx, 'orders.money');

/** Neither charged nor made: whoever sent it decides. @throws PRESCRIPTION_STRONGER_THAN_SAID */
export function refuseStronger(order: SalesOrder, more: bigint): never {
  refuse(ERRORS.PRESCRIPTION_STRONGER_THAN_SAID, {
    amount: inWords({ amountMinor: more, currency: order.currency }, order.locale),
  });
}

/**
 * The house makes stronger lenses for what was paid. Said in the history, so that no difference goes unseen: once for each pair, and again
 * only where a correction changed the amount.
 */
export async function noteBorne(
  tx: Tx,
  borne: {
    order: SalesOrder;
    line: OrderLineRow;
    more: bigint;
    at: Date;
    by: string;
    why?: string | null | undefined;
  },
): Promise<void> {
  const { order, line, more } = borne;
  const isNew = await tx.query(
    `UPDATE awaited_prescription SET borne_minor = $2 WHERE order_line_id = $1 AND borne_minor IS DISTINCT FROM $2 RETURNING 1`,
    [line.id, more.toString()],
  );
  if (isNew.length === 0) return;
  const amount = inWords({ amountMinor: more, currency: order.currency }, 'en');
  await recordEvent(tx, {
    orderId: order.id,
    at: borne.at,
    kind: 'DIFFERENCE_BORNE',
    text: `The lenses of ${line.title} are stronger than was said. The house bears ${amount}, before discounts and tax${borne.why ? `: ${borne.why}` : '.'}`,
    actor: borne.by,
    internal: true,
  });
}

function alreadySent(order: SalesOrder, known: string | null, sent: string): SalesOrder {
  // The same press, sent twice.
  return known === sent ? order : refuse(ERRORS.PRESCRIPTION_ALREADY_SENT);
}

/**
 * Whose prescription it must be. Whoever opened the order by its link sends their own; for the order of an account they sign in to it,
 * so that the prescription is kept, shown and erased with the account.
 */
function senderOf(ctx: RequestContext, order: SalesOrder): OwnerValue | null {
  if (ctx.principal.kind === 'staff') {
    if (!staffMay(ctx, 'orders.note')) refuse(KERNEL_ERRORS.FORBIDDEN);
    return order.ownerId.startsWith('staff-') ? null : { kind: order.ownerKind, id: order.ownerId };
  }
  const owner = ownerOf(ctx.principal) ?? refuse(KERNEL_ERRORS.UNAUTHENTICATED);
  if (order.ownerKind === 'customer' && owner.kind !== 'customer') refuse(ERRORS.PRESCRIPTION_NEEDS_SIGN_IN);
  return owner;
}

/** The very lenses that were ordered, with these powers, by the rules of today. */
export async function quoteWith(
  services: Services,
  locale: 'en' | 'de',
  order: SalesOrder,
  line: OrderLineRow,
  reading: PrescriptionReading,
  confirmedWarnings: readonly string[],
): Promise<QuotedLine> {
  const lens = line.lens!;
  const quote = await services.pricing.quote({
    currency: order.currency,
    locale,
    couponCodes: [],
    customerId: null,
    lines: [
      {
        lineId: line.id,
        variantId: line.variantId,
        quantity: line.quantity,
        lens: {
          prescription: reading.prescription,
          use: lens.use,
          designId: lens.designId,
          materialId: lens.materialId,
          treatmentIds: lens.treatmentIds,
          colours: lens.colours ?? null,
          needsImpactMaterial: lens.needsImpactMaterial ?? null,
          slabOff: lens.slabOff ?? null,
          rush: lens.rush,
          confirmedWarnings: [...confirmedWarnings],
        },
        contactLens: null,
      },
    ],
  });
  return quote.lines[0]!;
}

/** Sold is sold: that the frame has left the shop meanwhile stops nothing. What cannot be made or must be confirmed does. */
export function refuseUnusable(reading: PrescriptionReading, quoted: QuotedLine): void {
  if (!reading.saleable) {
    const reason = reading.issues.find(({ severity }) => severity === 'error')?.message ?? '';
    refuse(ERRORS.PRESCRIPTION_NOT_SALEABLE, { reason }, { issues: reading.issues });
  }
  const issues: Issue[] = quoted.issues
    .filter(({ code, severity }) => severity !== 'notice' && code !== 'NO_LONGER_SOLD')
    .map((issue) => ({ ...issue, field: issue.field ?? null }));
  const error = issues.find(({ severity }) => severity === 'error');
  if (error) refuse(ERRORS.PRESCRIPTION_NOT_MAKEABLE, { reason: error.message }, { issues });
}

export interface Receipt {
  order: SalesOrder;
  line: OrderLineRow;
  quoted: QuotedLine;
  sent: Pick<SentPrescription, 'prescriptionId'>;
  by: string;
  /** What it must wait for; a rival that was quicker changed it. */
  from: AwaitedState;
}

/** @returns false where the same press had been there before */
export async function receive(
  services: Services,
  tx: Tx,
  { order, line, quoted, sent, by, from }: Receipt,
): Promise<boolean> {
  const now = services.clock.now();
  await lockWaiting(tx, order.id);
  const taken = await tx.query(
    `UPDATE awaited_prescription SET state = 'RECEIVED', prescription_id = $2, received_at = $3, production_days = $4, making = $6, rejected_at = NULL,
       costs_more_minor = NULL
     WHERE order_line_id = $1 AND state = $5 RETURNING 1`,
    [line.id, sent.prescriptionId, now, quoted.productionDays, from, JSON.stringify(lineToPromise(quoted))],
  );
  if (taken.length === 0) {
    await refuseRival(tx, line.id, sent.prescriptionId);
    return false;
  }
  const lens = {
    ...line.lens!,
    prescriptionId: sent.prescriptionId,
    rulesVersion: quoted.lens?.rulesVersion ?? line.lens!.rulesVersion ?? null,
  };
  await tx.query('UPDATE order_line SET prescription_id = $2, lens = $3 WHERE id = $1', [
    line.id,
    sent.prescriptionId,
    JSON.stringify(lens),
  ]);
  const promised = await promiseNow(services, tx, order, now);
  await recordEvent(tx, {
    orderId: order.id,
    at: now,
    kind: 'PRESCRIPTION_RECEIVED',
    text: `The prescription for ${line.title} is here.`,
    actor: by,
  });
  const { unitByBand: _agreed, saidBand: _said, ...toMake } = lens;
  await tx.publish(
    OrderLinePrescribed,
    {
      orderId: order.id,
      number: order.number,
      owner: { kind: order.ownerKind, id: order.ownerId },
      promiseDate: promised?.promisedOn ?? null,
      readyBy: promised?.readyBy ?? null,
      line: {
        orderLineId: line.id,
        variantId: line.variantId,
        sku: line.sku,
        title: line.title,
        kind: line.kind,
        quantity: line.quantity,
        lens: toMake,
        frame: line.frame,
        components: line.bundle,
        prescriptionId: sent.prescriptionId,
      },
    },
    { aggregate: 'order', aggregateId: order.id, topics: ['orders', `order:${order.id}`] },
  );
  await writeMail(tx, { order, kind: 'PRESCRIPTION_RECEIVED', key: sent.prescriptionId, at: now });
  await tx.enqueue(AskReview, { orderId: order.id }, { singletonKey: `${order.id}:${sent.prescriptionId}` });
  // One that was signed off before needs nobody's signature: its price is settled at once.
  await tx.enqueue(SettleAwaitedPrice, { orderLineId: line.id }, { singletonKey: `${line.id}:received` });
  return true;
}

/** The row that cancelling locks too. @throws ORDER_WAITS_NO_LONGER */
async function lockWaiting(tx: Tx, orderId: string): Promise<void> {
  const [locked] = await tx.query<{ status: string }>('SELECT status FROM sales_order WHERE id = $1 FOR UPDATE', [
    orderId,
  ]);
  if (!locked || !WAITING.includes(locked.status)) refuse(ERRORS.ORDER_WAITS_NO_LONGER);
}

/** Somebody was quicker: the same press, or another prescription. @throws PRESCRIPTION_ALREADY_SENT */
async function refuseRival(tx: Tx, lineId: string, prescriptionId: string): Promise<void> {
  const [rival] = await tx.query<{ prescriptionId: string }>(
    'SELECT prescription_id AS "prescriptionId" FROM awaited_prescription WHERE order_line_id = $1',
    [lineId],
  );
  // The line was cancelled meanwhile.
  if (!rival) refuse(ERRORS.PRESCRIPTION_NOT_AWAITED);
  if (rival.prescriptionId !== prescriptionId) refuse(ERRORS.PRESCRIPTION_ALREADY_SENT);
}

/** Glasses without a single power: the customer sent the paper, and leaves the typing to an optician. */
const isPaper = ({ prescription }: PrescriptionReading): boolean =>
  prescription.product === 'GLASSES' && prescription.od === null && prescription.os === null;

/** The paper stands in the opticians' queue. Price, promise and job wait for what they type. */
async function receivePaper(
  services: Services,
  tx: Tx,
  { order, line, sent, by }: Pick<Receipt, 'order' | 'line' | 'sent' | 'by'>,
): Promise<void> {
  const now = services.clock.now();
  await lockWaiting(tx, order.id);
  const taken = await tx.query(
    `UPDATE awaited_prescription SET state = 'TYPING', prescription_id = $2, received_at = $3, rejected_at = NULL, costs_more_minor = NULL
     WHERE order_line_id = $1 AND state = 'AWAITED' RETURNING 1`,
    [line.id, sent.prescriptionId, now],
  );
  if (taken.length === 0) return refuseRival(tx, line.id, sent.prescriptionId);
  await recordEvent(tx, {
    orderId: order.id,
    at: now,
    kind: 'PRESCRIPTION_PAPER',
    text: `A paper of the prescription for ${line.title} is here; an optician types it in.`,
    actor: by,
  });
  await tx.publish(
    PrescriptionPaperSent,
    { orderId: order.id, number: order.number, orderLineId: line.id, prescriptionId: sent.prescriptionId },
    { aggregate: 'order', aggregateId: order.id, topics: ['orders', `order:${order.id}`] },
  );
  await tx.enqueue(
    AskReview,
    { orderId: order.id, prescriptionId: sent.prescriptionId },
    { singletonKey: `${order.id}:${sent.prescriptionId}` },
  );
}

/** The delivery promise begins when nothing is missing any more. */
async function promiseNow(services: Services, tx: Tx, order: SalesOrder, at: Date): Promise<Promised | null> {
  const rows = await tx.query<{ isOpen: boolean; days: number; making: LineToPromise | null }>(
    `SELECT state IN ('AWAITED', 'TYPING') AS "isOpen", coalesce(production_days, 0)::int AS days, making
     FROM awaited_prescription WHERE order_id = $1`,
    [order.id],
  );
  if (rows.some(({ isOpen }) => isOpen)) return null;
  const promised = composePromise({
    today: services.clock.today(services.settings.SHOP_TIME_ZONE),
    // Received before it was kept how its days are made up: they are all of the lab.
    lines: rows.map(({ days, making }) => making ?? { productionDays: days, making: null, lensType: null }),
    rate: order.shippingRate,
    country: order.shippingAddress.countryCode,
    basis: await services.promises.now(),
  });
  promiseAnew(tx, order.id, promised, at);
  return promised;
}
