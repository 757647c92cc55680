import type { AddressValue } from '@opticworks/schema';
import { addressLines } from './address-lines.ts';
import { type Locale, type PageSize, type Seller, Sheet } from './sheet.pdf.ts';

/** Amounts come formatted for the reader, dates as YYYY-MM-DD; the paper computes nothing. */
export interface InvoiceData {
  locale: Locale;
  pageSize: PageSize;
  seller: Seller;
  invoiceNumber: string;
  orderNumber: string;
  issuedOn: string;
  placedOn: string;
  billingAddress: AddressValue;
  shippingAddress: AddressValue;
  lines: InvoiceLine[];
  totals: { label: 'subtotal' | 'discount' | 'shipping' | 'tax' | 'total'; amount: string }[];
  /** What the tax consists of, e.g. "California", "7.25", "$18.31". */
  taxLines: { label: string; ratePercent: string; amount: string }[];
  /** Sum of the eligible lines with their tax; null where the schemes do not apply. */
  fsaEligibleTotal: string | null;
  payments: { method: string; last4: string | null; paidOn: string; amount: string }[];
  refunds: { refundedOn: string; amount: string }[];
  returnInstructions: string[];
}

export interface InvoiceLine {
  title: string;
  detail: string;
  sku: string;
  quantity: number;
  unitPrice: string;
  discount: string | null;
  tax: string;
  total: string;
  /** Flexible spending and health savings accounts pay for this line; it is printed on the line itself. */
  fsaEligible: boolean;
}

const words = {
  en: {
    title: 'Invoice',
    invoiceNumber: 'Invoice number',
    orderNumber: 'Order',
    issuedOn: 'Date of invoice',
    placedOn: 'Date of order',
    billTo: 'Billed to',
    shipTo: 'Delivered to',
    item: 'Item',
    quantity: 'Quantity',
    unitPrice: 'Unit price',
    discount: 'Discount',
    tax: 'Tax',
    lineTotal: 'Total',
    eligible: 'FSA/HSA eligible',
    eligibleTotal: 'FSA/HSA eligible amount',
    totals: { subtotal: 'Subtotal', discount: 'Discount', shipping: 'Shipping', tax: 'Tax', total: 'Total' },
    taxes: 'Tax in detail',
    payments: 'Payment',
    methods: { card: 'Card', sepa_debit: 'SEPA direct debit' } as Record<string, string>,
    paid: (method: string, last4: string | null, date: string) =>
      last4 ? `${method} ending in ${last4}, ${date}` : `${method}, ${date}`,
    refunded: (date: string) => `Refund, ${date}`,
    returns: 'Returns',
  },
  de: {
    title: 'Rechnung',
    invoiceNumber: 'Rechnungsnummer',
    orderNumber: 'Bestellung',
    issuedOn: 'Rechnungsdatum',
    placedOn: 'Bestelldatum',
    billTo: 'Rechnung an',
    shipTo: 'Lieferung an',
    item: 'Artikel',
    quantity: 'Menge',
    unitPrice: 'Einzelpreis',
    discount: 'Rabatt',
    tax: 'Steuer',
    lineTotal: 'Gesamt',
    eligible: 'FSA/HSA-fähig (USA)',
    eligibleTotal: 'Davon FSA/HSA-fähig (USA)',
    totals: { subtotal: 'Zwischensumme', discount: 'Rabatt', shipping: 'Versand', tax: 'Steuer', total: 'Gesamt' },
    taxes: 'Steuer im Einzelnen',
    payments: 'Zahlung',
    methods: { card: 'Karte', sepa_debit: 'SEPA-Lastschrift' } as Record<string, string>,
    paid: (method: string, last4: string | null, date: string) =>
      last4 ? `${method}, Endziffern ${last4}, ${date}` : `${method}, ${date}`,
    refunded: (date: string) => `Erstattung, ${date}`,
    returns: 'Rücksendung',
  },
};

/** The invoice of an order; eligible lines carry their FSA/HSA mark, as plan administrators ask for it line by line. */
export async function invoicePdf(data: InvoiceData): Promise<Buffer> {
  const say = words[data.locale];
  const sheet = new Sheet({
    title: `${say.title} ${data.invoiceNumber}`,
    footer: `${say.title} ${data.invoiceNumber}  ·  ${say.orderNumber} ${data.orderNumber}`,
    seller: data.seller,
    locale: data.locale,
    pageSize: data.pageSize,
    date: data.issuedOn,
  });

  sheet.factRow([
    { label: say.invoiceNumber, value: data.invoiceNumber },
    { label: say.issuedOn, value: sheet.date(data.issuedOn) },
    { label: say.orderNumber, value: data.orderNumber },
    { label: say.placedOn, value: sheet.date(data.placedOn) },
  ]);
  sheet.space(18);
  sheet.blocks([
    { label: say.billTo, rows: addressLines(data.billingAddress, data.locale) },
    { label: say.shipTo, rows: addressLines(data.shippingAddress, data.locale) },
  ]);
  sheet.space(24);

  const numbers = [46, 66, 62, 58, 70];
  const [quantity, unitPrice, discount, tax, total] = numbers as [number, number, number, number, number];
  sheet.startTable([
    { label: say.item, width: sheet.width - numbers.reduce((sum, width) => sum + width, 0) },
    { label: say.quantity, width: quantity, align: 'right' },
    { label: say.unitPrice, width: unitPrice, align: 'right' },
    { label: say.discount, width: discount, align: 'right' },
    { label: say.tax, width: tax, align: 'right' },
    { label: say.lineTotal, width: total, align: 'right' },
  ]);
  for (const line of data.lines) {
    sheet.tableRow(
      {
        title: line.title,
        rows: [line.detail, line.sku].filter(Boolean),
        mark: line.fsaEligible ? say.eligible : null,
      },
      [String(line.quantity), line.unitPrice, line.discount ?? '', line.tax, line.total],
    );
  }
  sheet.endTable();
  sheet.space(12);
  sheet.amounts([
    ...data.totals.map(({ label, amount }) => ({ label: say.totals[label], amount, strong: label === 'total' })),
    ...(data.fsaEligibleTotal ? [{ label: say.eligibleTotal, amount: data.fsaEligibleTotal }] : []),
  ]);

  if (data.taxLines.length > 0) {
    sheet.space(14);
    sheet.amounts(
      data.taxLines.map(({ label, ratePercent, amount }) => ({
        label: `${label} ${percent(ratePercent, data.locale)}`,
        amount,
      })),
      say.taxes,
    );
  }
  if (data.payments.length + data.refunds.length > 0) {
    sheet.space(14);
    sheet.amounts(
      [
        ...data.payments.map(({ method, last4, paidOn, amount }) => ({
          label: say.paid(say.methods[method] ?? method, last4, sheet.date(paidOn)),
          amount,
        })),
        ...data.refunds.map(({ refundedOn, amount }) => ({ label: say.refunded(sheet.date(refundedOn)), amount })),
      ],
      say.payments,
    );
  }
  if (data.returnInstructions.length > 0) {
    sheet.space(18);
    sheet.heading(say.returns);
    sheet.numbered(data.returnInstructions);
  }
  return sheet.finish();
}

function percent(rate: string, locale: Locale): string {
  return locale === 'de' ? `${rate.replace('.', ',')} %` : `${rate}%`;
}
