import { type SettingsOf, toDecimalString } from '@opticworks/kernel';
import type { procurementSettings } from '../config.ts';
import type { LockedOrder } from '../purchase-orders/locked-order.ts';
import type { SupplierEntity } from '../suppliers/supplier.entity.ts';
import type { SupplierMail } from './supplier-mail.provider.ts';

/** The purchase order as a letter, with the lines once more as a CSV table. */
export function writeOrderMail(
  supplier: SupplierEntity,
  { order, lines }: LockedOrder,
  settings: SettingsOf<typeof procurementSettings>,
): SupplierMail {
  const money = (amountMinor: bigint) =>
    `${toDecimalString({ amountMinor, currency: order.currency })} ${order.currency}`;
  const rows = lines.map((line) => ({
    code: line.supplierSku,
    name: line.itemName,
    quantity: String(line.quantity),
    price: money(line.unitCostMinor),
    total: money(line.unitCostMinor * BigInt(line.quantity)),
  }));
  const facts = [
    `Order number: ${order.number}`,
    ...(order.requestedOn ? [`Delivery requested: ${order.requestedOn}`] : []),
    `Deliver to: ${settings.PROCUREMENT_SHIP_TO_NAME} (${settings.PROCUREMENT_SHIP_TO_CODE})`,
  ];
  const text = [
    `Dear ${supplier.name} team,`,
    '',
    'please supply:',
    '',
    ...rows.map((row) => `${row.quantity} × ${row.code}  ${row.name}  at ${row.price} = ${row.total}`),
    '',
    `Total: ${money(order.totalMinor)}`,
    ...facts,
    '',
    'Please confirm quantities and delivery date by reply, and put our order number on the delivery note and the invoice.',
    '',
    'OpticWorks Purchasing',
  ].join('\n');
  return {
    from: settings.PROCUREMENT_MAIL_FROM,
    to: supplier.email,
    subject: `Purchase order ${order.number}`,
    text,
    html: htmlOf(supplier, order.number, money(order.totalMinor), rows, facts),
    attachments: [{ filename: `${order.number}.csv`, content: csvOf(rows) }],
    idempotencyKey: `purchase-order-${order.id}`,
  };
}

type Row = { code: string; name: string; quantity: string; price: string; total: string };

function htmlOf(
  supplier: SupplierEntity,
  number: string,
  total: string,
  rows: readonly Row[],
  facts: readonly string[],
): string {
  const cell = (value: string, align = 'left') =>
    `<td style="padding:8px 12px;border-bottom:1px solid #e5e5e5;text-align:${align}">${escapeHtml(value)}</td>`;
  const body = rows
    .map(
      (row) =>
        `<tr>${cell(row.quantity, 'right')}${cell(row.code)}${cell(row.name)}${cell(row.price, 'right')}${cell(row.total, 'right')}</tr>`,
    )
    .join('');
  const head = ['Quantity', 'Your number', 'Item', 'Price', 'Total']
    .map((title) => `<th style="padding:8px 12px;text-align:left;color:#666;font-weight:500">${title}</th>`)
    .join('');
  return `<div style="font-family:system-ui,sans-serif;color:#1a1a1a;max-width:760px">
<h1 style="font-size:20px">Purchase order ${escapeHtml(number)}</h1>
<p>Dear ${escapeHtml(supplier.name)} team, please supply:</p>
<table style="border-collapse:collapse;width:100%;font-size:14px"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>
<p style="font-size:16px"><strong>Total ${escapeHtml(total)}</strong></p>
<p>${facts.map(escapeHtml).join('<br>')}</p>
<p>Please confirm quantities and delivery date by reply, and put our order number on the delivery note and the invoice.</p>
</div>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}

/** Spreadsheets run cells that begin like a formula, so those get a leading apostrophe. */
export function csvCell(value: string): string {
  const plain = value.replace(/\p{Cc}/gu, ' ');
  const safe = /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvOf(rows: readonly Row[]): string {
  const lines = [
    ['quantity', 'supplier number', 'item', 'price', 'total'],
    ...rows.map((row) => [row.quantity, row.code, row.name, row.price, row.total]),
  ];
  return lines.map((line) => line.map(csvCell).join(',')).join('\r\n');
}
