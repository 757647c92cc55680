import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import type { PurchaseOrderDetail } from './purchase-order.screen.tsx';
import { recordSupplierInvoice } from './purchasing.documents.ts';

export function InvoiceDialog({ order, reload }: { order: PurchaseOrderDetail; reload: () => void }) {
  const { act } = useAct();
  const [number, setNumber] = useState('');
  const [lines, setLines] = useState(() =>
    order.lines.map((line) => ({
      sku: line.sku,
      quantity: String(line.receivedQuantity - line.invoicedQuantity),
      unitCost: line.unitCost.amount,
    })),
  );
  const change = (sku: string, part: { quantity?: string; unitCost?: string }) =>
    setLines((now) => now.map((line) => (line.sku === sku ? { ...line, ...part } : line)));
  return (
    <FormDialog
      wide
      trigger={<Button>Record invoice</Button>}
      title={`Invoice for ${order.number}`}
      consequence="Held against what was ordered and what was received. What does not match is put on hold and is not paid."
      submit="Record invoice"
      onSubmit={async () => {
        const done = await act(
          recordSupplierInvoice,
          {
            purchaseOrderId: order.id,
            number: number.trim(),
            lines: lines
              .filter((line) => Number(line.quantity) > 0)
              .map((line) => ({ sku: line.sku, quantity: Number(line.quantity), unitCost: line.unitCost })),
          },
          { done: 'Invoice recorded.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Invoice number">
        <TextInput required value={number} onChange={(e) => setNumber(e.target.value)} />
      </Field>
      <table className="grid-table">
        <tbody>
          {lines.map((line) => (
            <tr key={line.sku}>
              <td>{line.sku}</td>
              <td className="w-28">
                <TextInput
                  type="number"
                  min={0}
                  aria-label={`Invoiced pieces of ${line.sku}`}
                  value={line.quantity}
                  onChange={(e) => change(line.sku, { quantity: e.target.value })}
                />
              </td>
              <td className="w-32">
                <TextInput
                  inputMode="decimal"
                  pattern="\d+(\.\d+)?"
                  aria-label={`Unit cost of ${line.sku}`}
                  value={line.unitCost}
                  onChange={(e) => change(line.sku, { unitCost: e.target.value })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </FormDialog>
  );
}
