import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useAct } from '../../graph/act.ts';
import { Button } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { Form } from '../../kit/form.tsx';
import { ScanBox } from '../../kit/scan-box.tsx';
import { ScrollsSideways } from '../../kit/scrolls-sideways.tsx';
import type { PurchaseOrderDetail } from './purchase-order.screen.tsx';
import { homeBinQuery, receiveGoods } from './purchasing.documents.ts';

interface Entry {
  quantity: string;
  rejected: string;
  binCode: string;
  lot: string;
  expiresOn: string;
}
const emptyEntry: Entry = { quantity: '', rejected: '', binCode: '', lot: '', expiresOn: '' };

/** Counting what came: by scan, one piece each, or by typing. The home bin of each item is filled in beforehand. */
export function ReceivePanel(props: { order: PurchaseOrderDetail; onDone: () => void; onClose: () => void }) {
  const { order } = props;
  const client = useClient();
  const { act, busy } = useAct();
  const open = order.lines.filter((line) => line.receivedQuantity + line.rejectedQuantity < line.quantity);
  const [entries, setEntries] = useState<Record<string, Entry>>({});
  const entryOf = (id: string) => entries[id] ?? emptyEntry;
  const change = (id: string, part: Partial<Entry>) =>
    setEntries((now) => ({ ...now, [id]: { ...emptyEntry, ...now[id], ...part } }));

  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    for (const line of open)
      void client
        .query(homeBinQuery, { sku: line.sku })
        .toPromise()
        .then(({ data }) => {
          const code = data?.stockLevel?.bin?.code;
          if (code)
            setEntries((now) => ({
              ...now,
              [line.id]: { ...emptyEntry, ...now[line.id], binCode: now[line.id]?.binCode || code },
            }));
        });
  }, [client, open]);

  const counted = open.filter((line) => Number(entryOf(line.id).quantity) > 0 || Number(entryOf(line.id).rejected) > 0);
  async function submit() {
    const lines = counted.map((line) => {
      const entry = entryOf(line.id);
      return {
        purchaseOrderLineId: line.id,
        quantity: Number(entry.quantity || 0),
        rejected: Number(entry.rejected || 0),
        binCode: entry.binCode.trim(),
        lot: entry.lot.trim() || null,
        expiresOn: entry.expiresOn || null,
      };
    });
    if (
      lines.length > 0 &&
      (await act(
        receiveGoods,
        { purchaseOrderId: order.id, lines },
        { done: 'Received. Orders that waited for these goods go on.' },
      ))
    )
      props.onDone();
  }
  return (
    <Panel title="Receive goods">
      <div className="mb-4">
        <ScanBox
          label="Scan items"
          hint="Each scan counts one piece. SKU or the supplier's number."
          onScan={(code) => {
            const line = open.find((one) =>
              [one.sku, one.supplierSku].some((known) => known.toUpperCase() === code.toUpperCase()),
            );
            if (!line) return { ok: false, message: `${code} is not on this order, or all of it is here already.` };
            const now = Number(entryOf(line.id).quantity || 0) + 1;
            change(line.id, { quantity: String(now) });
            return {
              ok: true,
              message: `${line.itemName}: ${now} of ${line.quantity - line.receivedQuantity - line.rejectedQuantity} open.`,
            };
          }}
        />
      </div>
      <Form onSend={submit} className="space-y-3">
        <ScrollsSideways label="Lines to receive">
          <table className="grid-table">
            <thead>
              <tr>
                <th>Item</th>
                <th className="num">Open</th>
                <th>Good</th>
                <th>Rejected</th>
                <th>Bin</th>
                <th>Lot</th>
                <th>Expires</th>
              </tr>
            </thead>
            <tbody>
              {open.map((line) => {
                const entry = entryOf(line.id);
                const left = line.quantity - line.receivedQuantity - line.rejectedQuantity;
                const isCounted = counted.includes(line);
                return (
                  <tr key={line.id}>
                    <td>
                      <p>{line.itemName}</p>
                      <p className="text-ink-soft text-xs">{line.sku}</p>
                    </td>
                    <td className="num">{left}</td>
                    <td>
                      <input
                        className="control h-9 w-20"
                        type="number"
                        min={0}
                        aria-label={`Good pieces of ${line.sku}`}
                        value={entry.quantity}
                        onChange={(e) => change(line.id, { quantity: e.target.value })}
                      />
                    </td>
                    <td>
                      <input
                        className="control h-9 w-20"
                        type="number"
                        min={0}
                        aria-label={`Rejected pieces of ${line.sku}`}
                        value={entry.rejected}
                        onChange={(e) => change(line.id, { rejected: e.target.value })}
                      />
                    </td>
                    <td>
                      <input
                        className="control h-9 w-28"
                        aria-label={`Bin for ${line.sku}`}
                        required={isCounted}
                        value={entry.binCode}
                        onChange={(e) => change(line.id, { binCode: e.target.value })}
                      />
                    </td>
                    <td>
                      <input
                        className="control h-9 w-28"
                        aria-label={`Lot of ${line.sku}`}
                        value={entry.lot}
                        onChange={(e) => change(line.id, { lot: e.target.value })}
                      />
                    </td>
                    <td>
                      <input
                        className="control h-9"
                        type="date"
                        aria-label={`Expiry of ${line.sku}`}
                        value={entry.expiresOn}
                        onChange={(e) => change(line.id, { expiresOn: e.target.value })}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollsSideways>
        <div className="flex gap-2">
          <Button
            onClick={() =>
              setEntries((now) =>
                Object.fromEntries(
                  open.map((line) => [
                    line.id,
                    {
                      ...emptyEntry,
                      ...now[line.id],
                      quantity: String(line.quantity - line.receivedQuantity - line.rejectedQuantity),
                    },
                  ]),
                ),
              )
            }
          >
            All is here
          </Button>
          <Button type="submit" tone="primary" busy={busy} disabled={counted.length === 0}>
            Record receipt
          </Button>
          <Button tone="plain" onClick={props.onClose}>
            Not now
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
