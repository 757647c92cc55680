import { fromDecimalString, newId, refuse, type StaffPrincipal, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { type LockedOrder, lockOrder, moveOf, note, saveOrder } from '../purchase-orders/locked-order.ts';
import type { Purchasing } from '../use-case.ts';
import { rematchInvoices, toStoredHold } from './rematch-invoices.ts';
import { matchInvoice } from './three-way-match.rules.ts';

export interface SupplierInvoiceInput {
  number: string;
  lines: { sku: string; quantity: number; unitCost: string }[];
  /** As stated on the paper; null when it does not say. */
  total: string | null;
  tax: string | null;
}

/** Records an invoice and compares it with order and receipts at once. */
export async function recordSupplierInvoice(
  purchasing: Purchasing,
  staff: StaffPrincipal,
  purchaseOrderId: string,
  input: SupplierInvoiceInput,
): Promise<string> {
  return purchasing.database.transaction(
    async (tx) => {
      const locked = await lockOrder(tx, purchaseOrderId);
      await recordIn(tx, purchasing, locked, input, staff.name);
      return locked.order.id;
    },
    { name: 'record supplier invoice' },
  );
}

/** The caller holds the order. The same number and amount of a supplier is kept as a duplicate that pays nothing. */
export async function recordIn(
  tx: Tx,
  purchasing: Purchasing,
  locked: LockedOrder,
  input: SupplierInvoiceInput,
  actor: string,
): Promise<void> {
  const { order, lines } = locked;
  if (order.sentAt === null || order.status === 'CANCELLED') moveOf(order, 'close');
  const number = input.number.trim();
  if (number === '' || input.lines.length === 0) refuse(ERRORS.INVOICE_EMPTY);
  const minor = (text: string) => amountOf(text, order.currency);
  const invoiced = input.lines.map((line) => {
    if (!Number.isInteger(line.quantity) || line.quantity < 1) refuse(ERRORS.INVOICE_AMOUNT);
    return { sku: line.sku.trim(), quantity: line.quantity, unitCostMinor: minor(line.unitCost) };
  });
  const taxMinor = input.tax === null ? null : minor(input.tax);
  const linesMinor = invoiced.reduce((sum, line) => sum + line.unitCostMinor * BigInt(line.quantity), 0n);
  const statedMinor = input.total === null ? null : minor(input.total);
  const totalMinor = statedMinor ?? linesMinor + (taxMinor ?? 0n);

  // Two papers of one supplier at once for different orders: the advisory lock makes the second see the first.
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`invoice ${order.supplierId} ${number}`]);
  const [known] = await tx.query(
    'SELECT 1 FROM supplier_invoice WHERE supplier_id = $1 AND number = $2 AND total_minor = $3 LIMIT 1',
    [order.supplierId, number, totalMinor.toString()],
  );
  const isDuplicate = known !== undefined;
  const now = purchasing.clock.now();
  const id = newId('invoice');
  const duplicate = matchInvoice(
    { lines: invoiced, statedTotalMinor: statedMinor, statedTaxMinor: taxMinor, isDuplicate: true },
    lines,
    new Map(),
    {
      absoluteMinor: 0n,
      relativeBps: 0,
      taxBps: 0,
    },
  );
  await tx.query(
    `INSERT INTO supplier_invoice (id, purchase_order_id, supplier_id, number, at, total_minor, stated_total_minor, stated_tax_minor, match_status, holds)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      order.id,
      order.supplierId,
      number,
      now,
      totalMinor.toString(),
      statedMinor?.toString() ?? null,
      taxMinor?.toString() ?? null,
      isDuplicate ? 'DUPLICATE' : 'HELD',
      JSON.stringify(isDuplicate ? duplicate.holds.map(toStoredHold) : []),
    ],
  );
  const billed = invoiced.map((line) => ({ ...line, ordered: lines.find(({ sku }) => sku === line.sku) ?? null }));
  await tx.query(
    `INSERT INTO supplier_invoice_line (id, invoice_id, line_id, sku, quantity, unit_cost_minor)
     SELECT d.id, $1, d.line_id, d.sku, d.quantity, d.cost
     FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[]) AS d(id, line_id, sku, quantity, cost)`,
    [
      id,
      billed.map(() => newId('invoiceline')),
      billed.map(({ ordered }) => ordered?.id ?? null),
      billed.map(({ sku }) => sku),
      billed.map(({ quantity }) => quantity),
      billed.map(({ unitCostMinor }) => unitCostMinor.toString()),
    ],
  );
  if (!isDuplicate) {
    const counted = billed.flatMap(({ ordered, quantity }) => (ordered ? [{ ordered, quantity }] : []));
    for (const { ordered, quantity } of counted) ordered.invoiced += quantity;
    if (counted.length > 0)
      await tx.query(
        `UPDATE purchase_order_line l SET invoiced = l.invoiced + d.quantity
         FROM (SELECT id, sum(quantity)::int AS quantity FROM unnest($1::text[], $2::int[]) AS t(id, quantity) GROUP BY id) d
         WHERE l.id = d.id`,
        [counted.map(({ ordered }) => ordered.id), counted.map(({ quantity }) => quantity)],
      );
  }
  await note(tx, order, now, isDuplicate ? 'INVOICE_DUPLICATE' : 'INVOICED', `Invoice ${number}`, actor);
  if (!isDuplicate) await rematchInvoices(tx, purchasing, locked);
  await saveOrder(tx, order);
}

function amountOf(text: string, currency: string): bigint {
  try {
    return fromDecimalString(text, currency).amountMinor;
  } catch {
    return refuse(ERRORS.INVOICE_AMOUNT);
  }
}
