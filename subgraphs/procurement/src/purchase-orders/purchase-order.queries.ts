import { type Database, encodeCursor, MoneyType, type Page } from '@opticworks/kernel';
import type { StoredHold } from '../invoices/rematch-invoices.ts';
import type { PurchaseOrderStatusName } from './purchase-order.state.ts';
import type {
  EdiDocumentType,
  GoodsReceiptLineType,
  GoodsReceiptType,
  PurchaseOrderLineType,
  PurchaseOrderType,
  PurchasingEventEntryType,
  SupplierInvoiceType,
} from './purchase-order.type.ts';

interface PurchaseOrderRow extends Omit<PurchaseOrderType, 'total'> {
  total_minor: string;
}

const SELECT = `
  SELECT id, number, status, version, supplier_id AS "supplierId", currency, total_minor, requested_on::text AS "requestedOn",
         created_at AS "createdAt", created_by AS "createdBy", approved_by AS "approvedBy", approved_at AS "approvedAt", sent_at AS "sentAt"
  FROM purchase_order`;

function shape({ total_minor, ...row }: PurchaseOrderRow): PurchaseOrderType {
  return { ...row, total: MoneyType.of({ amountMinor: BigInt(total_minor), currency: row.currency }) };
}

/** The newest first, one row more than asked. */
export async function purchaseOrderPage(
  db: Database,
  status: PurchaseOrderStatusName[] | null,
  page: Page,
): Promise<PurchaseOrderType[]> {
  const params: unknown[] = [page.limit + 1];
  const conditions: string[] = [];
  if (status) conditions.push(`status = ANY($${params.push(status)})`);
  if (page.from) {
    params.push(page.from[0], page.from[1]);
    conditions.push(`(created_at, id) < ($${params.length - 1}::timestamptz, $${params.length})`);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const rows = await db.query<PurchaseOrderRow>(
    `${SELECT} ${where} ORDER BY created_at DESC, id DESC LIMIT $1`,
    params,
  );
  return rows.map(shape);
}

export async function countPurchaseOrders(db: Database, status: PurchaseOrderStatusName[] | null): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM purchase_order WHERE $1::text[] IS NULL OR status = ANY($1)',
    [status],
  );
  return row!.count;
}

export async function purchaseOrdersById(db: Database, ids: readonly string[]): Promise<PurchaseOrderType[]> {
  return (await db.query<PurchaseOrderRow>(`${SELECT} WHERE id = ANY($1)`, [[...ids]])).map(shape);
}

export async function purchaseOrderByNumber(db: Database, number: string): Promise<PurchaseOrderType | null> {
  const [row] = await db.query<PurchaseOrderRow>(`${SELECT} WHERE number = upper($1)`, [number]);
  return row ? shape(row) : null;
}

export function cursorOf(order: PurchaseOrderType): string {
  return encodeCursor([order.createdAt.toISOString(), order.id]);
}

/** Rows of many orders know theirs, for the loaders. */
export type Owned<T> = T & { orderId: string };

interface LineRow extends Omit<PurchaseOrderLineType, 'unitCost' | 'total'> {
  orderId: string;
  currency: string;
  unit_cost_minor: string;
}

export async function linesOfOrders(db: Database, ids: readonly string[]): Promise<Owned<PurchaseOrderLineType>[]> {
  const rows = await db.query<LineRow>(
    `SELECT l.id, l.purchase_order_id AS "orderId", o.currency, l.sku, l.item_name AS "itemName", l.supplier_sku AS "supplierSku",
            l.quantity, l.received AS "receivedQuantity", l.rejected AS "rejectedQuantity", l.invoiced AS "invoicedQuantity",
            l.unit_cost_minor, l.confirmed_on::text AS "confirmedOn", l.demand
     FROM purchase_order_line l JOIN purchase_order o ON o.id = l.purchase_order_id
     WHERE l.purchase_order_id = ANY($1) ORDER BY l.purchase_order_id, l.position`,
    [[...ids]],
  );
  return rows.map(({ unit_cost_minor, currency, ...row }) => {
    const cost = BigInt(unit_cost_minor);
    return {
      ...row,
      unitCost: MoneyType.of({ amountMinor: cost, currency }),
      total: MoneyType.of({ amountMinor: cost * BigInt(row.quantity), currency }),
    };
  });
}

export function documentsOfOrders(db: Database, ids: readonly string[]): Promise<Owned<EdiDocumentType>[]> {
  return db.query<Owned<EdiDocumentType>>(
    `SELECT id, purchase_order_id AS "orderId", kind, direction, format, control_number AS "controlNumber", status, at, text
     FROM document WHERE purchase_order_id = ANY($1) ORDER BY at, id`,
    [[...ids]],
  );
}

export async function receiptsOfOrders(db: Database, ids: readonly string[]): Promise<Owned<GoodsReceiptType>[]> {
  return db.query<Owned<GoodsReceiptType> & { lines: GoodsReceiptLineType[] }>(
    `SELECT r.id, r.purchase_order_id AS "orderId", r.at, r.received_by AS "receivedBy",
            json_agg(json_build_object('sku', l.sku, 'quantity', l.quantity, 'rejected', l.rejected, 'binCode', l.bin_code, 'lot', l.lot)
                     ORDER BY l.id) AS lines
     FROM goods_receipt r JOIN goods_receipt_line l ON l.receipt_id = r.id
     WHERE r.purchase_order_id = ANY($1) GROUP BY r.id ORDER BY r.at, r.id`,
    [[...ids]],
  );
}

interface InvoiceRow {
  id: string;
  orderId: string;
  number: string;
  at: Date;
  total_minor: string;
  currency: string;
  matchStatus: string;
  holds: StoredHold[];
}

export async function invoicesOfOrders(db: Database, ids: readonly string[]): Promise<Owned<SupplierInvoiceType>[]> {
  const rows = await db.query<InvoiceRow>(
    `SELECT i.id, i.purchase_order_id AS "orderId", i.number, i.at, i.total_minor, o.currency, i.match_status AS "matchStatus", i.holds
     FROM supplier_invoice i JOIN purchase_order o ON o.id = i.purchase_order_id
     WHERE i.purchase_order_id = ANY($1) ORDER BY i.at, i.id`,
    [[...ids]],
  );
  return rows.map(({ total_minor, currency, holds, ...row }) => ({
    ...row,
    total: MoneyType.of({ amountMinor: BigInt(total_minor), currency }),
    holds: holds.map(({ amountMinor, ...hold }) => ({
      ...hold,
      amount: amountMinor === null ? null : MoneyType.of({ amountMinor: BigInt(amountMinor), currency }),
    })),
  }));
}

export function historyOfOrders(db: Database, ids: readonly string[]): Promise<Owned<PurchasingEventEntryType>[]> {
  return db.query<Owned<PurchasingEventEntryType>>(
    `SELECT purchase_order_id AS "orderId", at, kind, text, actor FROM purchasing_entry WHERE purchase_order_id = ANY($1) ORDER BY at, id`,
    [[...ids]],
  );
}
