import { type Database, MoneyType } from '@opticworks/kernel';
import { scorecardOf } from './scorecard.rules.ts';
import type { SupplierItemType, SupplierScorecardType, SupplierType } from './supplier.type.ts';

const SELECT = 'SELECT id, code, name, email, edi_kind AS "ediKind", currency AS "currencyCode" FROM supplier';

export function allSuppliers(db: Database): Promise<SupplierType[]> {
  return db.query<SupplierType>(`${SELECT} ORDER BY name, id LIMIT 500`);
}

export function suppliersById(db: Database, ids: readonly string[]): Promise<SupplierType[]> {
  return db.query<SupplierType>(`${SELECT} WHERE id = ANY($1)`, [[...ids]]);
}

interface ItemRow extends Omit<SupplierItemType, 'cost'> {
  supplier_id: string;
  cost_minor: string;
  currency: string;
}

export async function itemsOfSuppliers(
  db: Database,
  supplierIds: readonly string[],
  query: string | null,
  first: number,
): Promise<(SupplierItemType & { supplierId: string })[]> {
  const pattern = query?.trim() ? `%${query.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null;
  const rows = await db.query<ItemRow>(
    `SELECT i.id, i.supplier_id, i.sku, i.supplier_sku AS "supplierSku", i.item_name AS "itemName", i.cost_minor, s.currency,
            i.pack_size AS "packSize", i.minimum_quantity AS "minimumQuantity", i.lead_time_days AS "leadTimeDays"
     FROM supplier s CROSS JOIN LATERAL (
       SELECT * FROM supplier_item x
       WHERE x.supplier_id = s.id AND ($2::text IS NULL OR x.sku ILIKE $2 OR x.item_name ILIKE $2 OR x.supplier_sku ILIKE $2)
       ORDER BY x.sku LIMIT $3
     ) i
     WHERE s.id = ANY($1) ORDER BY i.supplier_id, i.sku`,
    [[...supplierIds], pattern, first],
  );
  return rows.map(({ supplier_id, cost_minor, currency, ...item }) => ({
    ...item,
    supplierId: supplier_id,
    cost: MoneyType.of({ amountMinor: BigInt(cost_minor), currency }),
  }));
}

interface ScorecardRow {
  supplier_id: string;
  lines_due: number;
  lines_otif: number;
  lead_times: number[] | null;
  units_received: number;
  units_rejected: number;
  units_ordered: number;
  units_first: number;
  invoice_lines: number;
  invoice_lines_at_price: number;
}

/**
 * Everything behind the cards of many suppliers in one statement. A line is due on its confirmed, else its requested day; it is on
 * time when its last piece came that day or the day before.
 */
const SCORECARDS = `
  WITH line AS (
    SELECT o.id AS order_id, o.supplier_id, o.sent_at, l.id, l.quantity, l.received, l.rejected, l.unit_cost_minor,
           coalesce(l.confirmed_on, o.requested_on) AS due_on,
           (SELECT max(r.at) FROM goods_receipt_line g JOIN goods_receipt r ON r.id = g.receipt_id WHERE g.line_id = l.id) AS last_at,
           (SELECT g.quantity FROM goods_receipt_line g JOIN goods_receipt r ON r.id = g.receipt_id
            WHERE g.line_id = l.id ORDER BY r.at, g.id LIMIT 1) AS first_quantity
    FROM purchase_order o JOIN purchase_order_line l ON l.purchase_order_id = o.id
    WHERE o.supplier_id = ANY($1) AND o.sent_at IS NOT NULL AND o.status <> 'CANCELLED'
  ),
  lines AS (
    SELECT supplier_id,
           count(*) FILTER (WHERE due_on <= $2::date) AS lines_due,
           count(*) FILTER (WHERE due_on <= $2::date AND received >= quantity
                            AND (last_at AT TIME ZONE 'UTC')::date BETWEEN due_on - 1 AND due_on) AS lines_otif,
           sum(received + rejected) AS units_received, sum(rejected) AS units_rejected,
           sum(quantity) FILTER (WHERE last_at IS NOT NULL) AS units_ordered, sum(first_quantity) AS units_first
    FROM line GROUP BY supplier_id
  ),
  leads AS (
    SELECT supplier_id, array_agg(days ORDER BY order_id) AS lead_times FROM (
      SELECT l.supplier_id, l.order_id, extract(epoch FROM min(r.at) - min(l.sent_at))::float8 / 86400 AS days
      FROM line l JOIN goods_receipt r ON r.purchase_order_id = l.order_id GROUP BY l.supplier_id, l.order_id
    ) d GROUP BY supplier_id
  ),
  invoices AS (
    SELECT i.supplier_id, count(*) AS invoice_lines, count(*) FILTER (WHERE n.unit_cost_minor = l.unit_cost_minor) AS at_price
    FROM supplier_invoice i JOIN supplier_invoice_line n ON n.invoice_id = i.id LEFT JOIN purchase_order_line l ON l.id = n.line_id
    WHERE i.supplier_id = ANY($1) AND i.match_status <> 'DUPLICATE' GROUP BY i.supplier_id
  )
  SELECT s.id AS supplier_id, coalesce(lines_due, 0)::int AS lines_due, coalesce(lines_otif, 0)::int AS lines_otif, lead_times,
         coalesce(units_received, 0)::int AS units_received, coalesce(units_rejected, 0)::int AS units_rejected,
         coalesce(units_ordered, 0)::int AS units_ordered, coalesce(units_first, 0)::int AS units_first,
         coalesce(invoice_lines, 0)::int AS invoice_lines, coalesce(at_price, 0)::int AS invoice_lines_at_price
  FROM supplier s
  LEFT JOIN lines ON lines.supplier_id = s.id LEFT JOIN leads ON leads.supplier_id = s.id LEFT JOIN invoices ON invoices.supplier_id = s.id
  WHERE s.id = ANY($1)`;

export async function scorecardsOf(
  db: Database,
  supplierIds: readonly string[],
  today: string,
): Promise<Map<string, SupplierScorecardType>> {
  const rows = await db.query<ScorecardRow>(SCORECARDS, [[...supplierIds], today]);
  const text = (value: number | null) => (value === null ? null : String(value));
  return new Map(
    rows.map((row) => {
      const card = scorecardOf({
        linesDue: row.lines_due,
        linesOnTimeInFull: row.lines_otif,
        leadTimesDays: row.lead_times ?? [],
        unitsReceived: row.units_received,
        unitsRejected: row.units_rejected,
        unitsOrdered: row.units_ordered,
        unitsOnFirstShipment: row.units_first,
        invoiceLines: row.invoice_lines,
        invoiceLinesAtPrice: row.invoice_lines_at_price,
      });
      return [
        row.supplier_id,
        {
          linesDue: row.lines_due,
          linesOnTimeInFull: row.lines_otif,
          otifPercent: text(card.otifPercent),
          meanLeadTimeDays: text(card.meanLeadTimeDays),
          leadTimeCv: text(card.leadTimeCv),
          unitsReceived: row.units_received,
          unitsRejected: row.units_rejected,
          defectPpm: card.defectPpm,
          invoiceLines: row.invoice_lines,
          invoiceLinesAtPrice: row.invoice_lines_at_price,
          score: text(card.score),
          ranked: card.ranked,
        },
      ];
    }),
  );
}
