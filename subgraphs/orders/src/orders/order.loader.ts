import { groupedInOrder, inOrder, type RequestContext } from '@opticworks/kernel';
import { paymentsOfOrders } from '../payments/payment.store.ts';
import { linesOfReturns, loadReturns, returnsOfOrders } from '../returns/return.store.ts';
import type { Services } from '../services.ts';
import { loadShipments, shipmentsOfOrders, shipmentsOfReturns } from '../shipping/shipment.store.ts';
import { loadLines, loadOrders } from './order.store.ts';

/** One statement per kind and request, whatever the number of orders on the page. */
export const orderLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.order', async (ids: readonly string[]) =>
    inOrder(ids, await loadOrders(services.database, ids), (row) => row.id),
  );

export const linesLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.lines', async (ids: readonly string[]) =>
    groupedInOrder(ids, await loadLines(services.database, ids), (row) => row.orderId),
  );

export const paymentsLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.payments', async (ids: readonly string[]) =>
    groupedInOrder(ids, await paymentsOfOrders(services.database, ids), (row) => row.orderId),
  );

export const shipmentsLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.shipments', async (ids: readonly string[]) =>
    groupedInOrder(ids, await shipmentsOfOrders(services.database, ids), (row) => row.orderId),
  );

export const shipmentLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.shipment', async (ids: readonly string[]) =>
    inOrder(ids, await loadShipments(services.database, ids), (row) => row.id),
  );

export const returnsLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.returns', async (ids: readonly string[]) =>
    groupedInOrder(ids, await returnsOfOrders(services.database, ids), (row) => row.orderId),
  );

export const returnLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.return', async (ids: readonly string[]) =>
    inOrder(ids, await loadReturns(services.database, ids), (row) => row.id),
  );

export const returnLinesLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.returnLines', async (ids: readonly string[]) =>
    groupedInOrder(ids, await linesOfReturns(services.database, ids), (row) => row.returnId),
  );

export const returnShipmentLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.returnShipment', async (ids: readonly string[]) =>
    groupedInOrder(ids, await shipmentsOfReturns(services.database, ids), (row) => row.returnId ?? ''),
  );

export interface HistoryRow {
  orderId: string;
  returnId: string | null;
  at: Date;
  kind: string;
  text: string;
  actor: string;
  internal: boolean;
}
const HISTORY = `SELECT order_id AS "orderId", return_id AS "returnId", at, kind, text, actor, internal FROM order_event`;

export const historyLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.history', async (ids: readonly string[]) =>
    groupedInOrder(
      ids,
      await services.database.query<HistoryRow>(`${HISTORY} WHERE order_id = ANY($1) ORDER BY at, id`, [ids]),
      (row) => row.orderId,
    ),
  );

export const returnHistoryLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.returnHistory', async (ids: readonly string[]) =>
    groupedInOrder(
      ids,
      await services.database.query<HistoryRow>(`${HISTORY} WHERE return_id = ANY($1) ORDER BY at, id`, [ids]),
      (row) => row.returnId ?? '',
    ),
  );

export interface TrackingRow {
  shipmentId: string;
  at: Date;
  status: string;
  message: string;
  location: string | null;
}
export const trackingLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.tracking', async (ids: readonly string[]) =>
    groupedInOrder(
      ids,
      await services.database.query<TrackingRow>(
        `SELECT shipment_id AS "shipmentId", at, status, message, location FROM tracking_event WHERE shipment_id = ANY($1) ORDER BY at, id`,
        [ids],
      ),
      (row) => row.shipmentId,
    ),
  );

export interface MailListRow {
  id: string;
  orderId: string;
  kind: string;
  subject: string;
  to: string;
  status: string;
  sentAt: Date | null;
}
export const mailsLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.mails', async (ids: readonly string[]) =>
    groupedInOrder(
      ids,
      await services.database.query<MailListRow>(
        `SELECT id, order_id AS "orderId", kind, subject, recipient AS "to", status, sent_at AS "sentAt"
         FROM mail WHERE order_id = ANY($1) ORDER BY created_at, id`,
        [ids],
      ),
      (row) => row.orderId,
    ),
  );

export interface JournalRow {
  id: string;
  orderId: string;
  at: Date;
  kind: string;
  memo: string;
  currency: string;
  postings: { account: string; side: 'debit' | 'credit'; amount: string }[];
}
export const journalLoader = (services: Services, ctx: RequestContext) =>
  ctx.loader('orders.journal', async (ids: readonly string[]) =>
    groupedInOrder(
      ids,
      await services.database.query<JournalRow>(
        `SELECT e.id, e.order_id AS "orderId", e.at, e.kind, e.memo, e.currency,
           json_agg(json_build_object('account', p.account, 'side', p.side, 'amount', p.amount_minor::text) ORDER BY p.position) AS postings
         FROM journal_entry e JOIN journal_posting p ON p.entry_id = e.id
         WHERE e.order_id = ANY($1) GROUP BY e.id ORDER BY e.at, e.id`,
        [ids],
      ),
      (row) => row.orderId,
    ),
  );
