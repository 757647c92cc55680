import { fromDecimalString, type Tx } from '@opticworks/kernel';
import { type LockedOrder, noteAll } from '../purchase-orders/locked-order.ts';
import { nextStatus } from '../purchase-orders/purchase-order.state.ts';
import type { Purchasing } from '../use-case.ts';
import { type Hold, matchInvoice, type Tolerance } from './three-way-match.rules.ts';

export interface StoredHold {
  code: string;
  sku: string | null;
  message: string;
  amountMinor: string | null;
}

interface InvoiceRow {
  id: string;
  number: string;
  match_status: 'APPROVED' | 'HELD' | 'DUPLICATE';
  stated_total_minor: string | null;
  stated_tax_minor: string | null;
}

/**
 * Matches all invoices of an order again, in the order they came: a receipt can release an earlier hold, never the other way
 * round. An order whose goods and invoices are complete is closed. The caller holds the order and saves it.
 */
export async function rematchInvoices(tx: Tx, purchasing: Purchasing, { order, lines }: LockedOrder): Promise<void> {
  const invoices = await tx.query<InvoiceRow>(
    `SELECT id, number, match_status, stated_total_minor, stated_tax_minor FROM supplier_invoice
     WHERE purchase_order_id = $1 AND match_status <> 'DUPLICATE' ORDER BY at, id FOR UPDATE`,
    [order.id],
  );
  if (invoices.length === 0) return;
  const rows = await tx.query<{
    invoice_id: string;
    line_id: string | null;
    sku: string;
    quantity: number;
    unit_cost_minor: string;
  }>(
    'SELECT invoice_id, line_id, sku, quantity, unit_cost_minor FROM supplier_invoice_line WHERE invoice_id = ANY($1) ORDER BY id',
    [invoices.map((invoice) => invoice.id)],
  );
  const tolerance = await toleranceOf(tx, purchasing, order);
  const invoiced = new Map<string, number>();
  const matched: { id: string; status: string; holds: StoredHold[] }[] = [];
  const notes: { kind: string; text: string }[] = [];
  for (const invoice of invoices) {
    const own = rows.filter((row) => row.invoice_id === invoice.id);
    const result = matchInvoice(
      {
        lines: own.map((row) => ({ sku: row.sku, quantity: row.quantity, unitCostMinor: BigInt(row.unit_cost_minor) })),
        statedTotalMinor: invoice.stated_total_minor === null ? null : BigInt(invoice.stated_total_minor),
        statedTaxMinor: invoice.stated_tax_minor === null ? null : BigInt(invoice.stated_tax_minor),
        isDuplicate: false,
      },
      lines,
      invoiced,
      tolerance,
    );
    for (const row of own) if (row.line_id) invoiced.set(row.line_id, (invoiced.get(row.line_id) ?? 0) + row.quantity);
    matched.push({ id: invoice.id, status: result.status, holds: result.holds.map(toStoredHold) });
    if (invoice.match_status === 'HELD' && result.status === 'APPROVED')
      notes.push({ kind: 'INVOICE_RELEASED', text: `Invoice ${invoice.number} matches now` });
  }
  await tx.query(
    `UPDATE supplier_invoice i SET match_status = d.status, holds = d.holds
     FROM jsonb_to_recordset($1::jsonb) AS d (id text, status text, holds jsonb) WHERE i.id = d.id`,
    [JSON.stringify(matched)],
  );
  const settled = lines.every((line) => (invoiced.get(line.id) ?? 0) >= line.received);
  const isHeld = matched.some(({ status }) => status === 'HELD');
  if (!isHeld && settled && order.status === 'RECEIVED') {
    order.status = nextStatus(order.status, 'close') ?? order.status;
    notes.push({ kind: 'CLOSED', text: 'Goods and invoices are complete' });
  }
  await noteAll(tx, order, purchasing.clock.now(), notes, 'system');
}

export function toStoredHold(hold: Hold): StoredHold {
  return { ...hold, amountMinor: hold.amountMinor === null ? null : hold.amountMinor.toString() };
}

async function toleranceOf(
  tx: Tx,
  { settings }: Purchasing,
  order: { supplierId: string; currency: string },
): Promise<Tolerance> {
  const [supplier] = await tx.query<{ tax_bps: number }>('SELECT tax_bps FROM supplier WHERE id = $1', [
    order.supplierId,
  ]);
  return {
    absoluteMinor: fromDecimalString(settings.PROCUREMENT_PRICE_TOLERANCE, order.currency).amountMinor,
    relativeBps: settings.PROCUREMENT_PRICE_TOLERANCE_BPS,
    taxBps: supplier?.tax_bps ?? 0,
  };
}
