import { divideRounded } from '@opticworks/kernel';

/** Ordered, received and invoiced of one purchase order line. Money in minor units per piece. */
export interface OrderedLine {
  id: string;
  sku: string;
  quantity: number;
  /** Accepted pieces only; rejected ones are for the supplier to credit. */
  received: number;
  unitCostMinor: bigint;
}

export interface InvoicedLine {
  sku: string;
  quantity: number;
  unitCostMinor: bigint;
}

export interface Tolerance {
  absoluteMinor: bigint;
  /** Basis points of the ordered price. */
  relativeBps: number;
  /** Tax agreed with the supplier, in basis points of the lines. */
  taxBps: number;
}

export type HoldCode = 'QTY_OVER' | 'PRICE' | 'NOT_RECEIVED' | 'DUPLICATE' | 'NO_PO' | 'TAX' | 'CHARGE';

export interface Hold {
  code: HoldCode;
  sku: string | null;
  message: string;
  amountMinor: bigint | null;
}

export interface InvoiceToMatch {
  lines: readonly InvoicedLine[];
  /** What the document itself says is due, when it says so. */
  statedTotalMinor: bigint | null;
  /** Null when the document does not speak of tax. */
  statedTaxMinor: bigint | null;
  isDuplicate: boolean;
}

export interface MatchResult {
  status: 'APPROVED' | 'HELD' | 'DUPLICATE';
  holds: Hold[];
  /** What may be paid when the status is APPROVED. */
  payableMinor: bigint;
  /** Invoice total minus what the lines would cost at ordered prices; goes to the price variance account. */
  varianceMinor: bigint;
}

/**
 * Compares an invoice with order and receipts. `alreadyInvoiced` counts earlier invoices of the same lines, so that the cumulative
 * invoiced quantity never passes the cumulative received quantity.
 * @see domain: procurement §5
 */
export function matchInvoice(
  invoice: InvoiceToMatch,
  ordered: readonly OrderedLine[],
  alreadyInvoiced: ReadonlyMap<string, number>,
  tolerance: Tolerance,
): MatchResult {
  const linesMinor = invoice.lines.reduce((sum, line) => sum + line.unitCostMinor * BigInt(line.quantity), 0n);
  const taxMinor = invoice.statedTaxMinor ?? 0n;
  const totalMinor = linesMinor + taxMinor;
  if (invoice.isDuplicate) {
    const hold: Hold = {
      code: 'DUPLICATE',
      sku: null,
      message: 'The same invoice is here already.',
      amountMinor: totalMinor,
    };
    return { status: 'DUPLICATE', holds: [hold], payableMinor: 0n, varianceMinor: 0n };
  }
  const holds: Hold[] = [];
  const counted = new Map(alreadyInvoiced);
  let orderedMinor = 0n;
  for (const line of invoice.lines) {
    const order = ordered.find((other) => other.sku === line.sku);
    if (!order) {
      const amountMinor = line.unitCostMinor * BigInt(line.quantity);
      holds.push({ code: 'NO_PO', sku: line.sku, message: `${line.sku} was not ordered.`, amountMinor });
      continue;
    }
    const invoiced = (counted.get(order.id) ?? 0) + line.quantity;
    counted.set(order.id, invoiced);
    orderedMinor += order.unitCostMinor * BigInt(line.quantity);
    holds.push(...quantityHolds(line, order, invoiced), ...priceHolds(line, order, tolerance));
  }
  if (invoice.statedTaxMinor !== null) {
    const expected = divideRounded(linesMinor * BigInt(tolerance.taxBps), 10_000n, 'half-up');
    const off = taxMinor - expected;
    if ((off < 0n ? -off : off) > tolerance.absoluteMinor) {
      holds.push({
        code: 'TAX',
        sku: null,
        message: 'The tax differs from what was agreed with this supplier.',
        amountMinor: off,
      });
    }
  }
  const chargeMinor = invoice.statedTotalMinor === null ? 0n : invoice.statedTotalMinor - totalMinor;
  if (chargeMinor !== 0n) {
    holds.push({
      code: 'CHARGE',
      sku: null,
      message: 'The total differs from the sum of the lines.',
      amountMinor: chargeMinor,
    });
  }
  return {
    status: holds.length === 0 ? 'APPROVED' : 'HELD',
    holds,
    payableMinor: holds.length === 0 ? totalMinor : 0n,
    varianceMinor: linesMinor - orderedMinor,
  };
}

function quantityHolds(line: InvoicedLine, order: OrderedLine, invoiced: number): Hold[] {
  if (invoiced <= order.received) return [];
  const over = Math.min(line.quantity, invoiced - order.received);
  const amountMinor = line.unitCostMinor * BigInt(over);
  if (order.received === 0) {
    return [{ code: 'NOT_RECEIVED', sku: line.sku, message: `Nothing of ${line.sku} has arrived yet.`, amountMinor }];
  }
  return [
    {
      code: 'QTY_OVER',
      sku: line.sku,
      message: `${over} of ${line.sku} are invoiced beyond the ${order.received} accepted.`,
      amountMinor,
    },
  ];
}

function priceHolds(line: InvoicedLine, order: OrderedLine, tolerance: Tolerance): Hold[] {
  const difference = line.unitCostMinor - order.unitCostMinor;
  const size = difference < 0n ? -difference : difference;
  // Compared in ten-thousandths of a minor unit, so that a percentage of a small price is not rounded away.
  const relative = order.unitCostMinor * BigInt(tolerance.relativeBps);
  const absolute = tolerance.absoluteMinor * 10_000n;
  if (size * 10_000n <= (relative > absolute ? relative : absolute)) return [];
  return [
    {
      code: 'PRICE',
      sku: line.sku,
      message: `The price of ${line.sku} differs from the order beyond the tolerance.`,
      amountMinor: difference * BigInt(line.quantity),
    },
  ];
}
