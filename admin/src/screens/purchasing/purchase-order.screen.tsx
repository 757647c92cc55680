import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, History, Panel } from '../../kit/detail.tsx';
import { FormDialog, ReasonDialog } from '../../kit/dialog.tsx';
import { day, instant, money, sayCode } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { InvoiceDialog } from './invoice-dialog.tsx';
import { approvePurchaseOrder, cancelPurchaseOrder, purchaseOrderQuery } from './purchasing.documents.ts';
import { ReceivePanel } from './receive-panel.tsx';

export type PurchaseOrderDetail = NonNullable<ResultOf<typeof purchaseOrderQuery>['purchaseOrder']>;

const receivable = ['APPROVED', 'SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED'];

export function PurchaseOrderScreen() {
  const number = useAddressPart('number');
  const loaded = useLoad(purchaseOrderQuery, { number });
  useReloadOn('purchasingFeed', (event) => event.purchaseOrder?.number === number, loaded.reload);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.purchaseOrder} missing={`There is no purchase order ${number}.`}>
      {(order) => <PurchaseOrderView key={order.id} order={order} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function PurchaseOrderView({ order, reload }: { order: PurchaseOrderDetail; reload: () => void }) {
  const { may } = useSession();
  const { act } = useAct();
  const [isReceiving, setReceiving] = useState(false);
  const isOpen = order.lines.some((line) => line.receivedQuantity + line.rejectedQuantity < line.quantity);
  return (
    <>
      <DetailHeader
        back={{ to: '/purchase-orders', label: '← Purchase orders' }}
        title={order.number}
        badges={<Badge code={order.status} />}
        sub={
          <>
            <Go to={`/suppliers/${order.supplier.id}`}>{order.supplier.name}</Go> · {money(order.total)} · created by{' '}
            {order.createdBy}, {instant(order.createdAt)}
          </>
        }
        actions={
          <>
            {may('receiveGoods') && isOpen && receivable.includes(order.status) && !isReceiving && (
              <Button tone="primary" onClick={() => setReceiving(true)}>
                Receive goods
              </Button>
            )}
            {may('buy') && !['DRAFT', 'AWAITING_APPROVAL', 'CANCELLED'].includes(order.status) && (
              <InvoiceDialog order={order} reload={reload} />
            )}
            {may('buy') && ['DRAFT', 'AWAITING_APPROVAL', 'APPROVED', 'SENT', 'CONFIRMED'].includes(order.status) && (
              <ReasonDialog
                trigger={<Button tone="danger">Cancel</Button>}
                title={`Cancel ${order.number}?`}
                consequence="The supplier is told if the order was sent, and orders that wait for these goods get new proposals. This cannot be undone."
                submit="Cancel the purchase order"
                onSubmit={async (reason) => {
                  const done = await act(
                    cancelPurchaseOrder,
                    { id: order.id, reason },
                    { done: `${order.number} is cancelled.` },
                  );
                  if (done) reload();
                  return done !== null;
                }}
              />
            )}
            {may('buy') && ['DRAFT', 'AWAITING_APPROVAL'].includes(order.status) && (
              <FormDialog
                trigger={<Button tone="primary">Approve</Button>}
                title={`Approve ${order.number} over ${money(order.total)}?`}
                consequence={`It is sent to ${order.supplier.name} (${order.supplier.ediKind === 'NONE' ? order.supplier.email : sayCode(order.supplier.ediKind)}). Above the approval limit another person than ${order.createdBy} has to approve.`}
                submit="Approve and send"
                onSubmit={async () => {
                  const done = await act(
                    approvePurchaseOrder,
                    { id: order.id },
                    { done: `${order.number} is approved.` },
                  );
                  if (done) reload();
                  return done !== null;
                }}
              />
            )}
          </>
        }
      />
      {isReceiving && (
        <ReceivePanel
          order={order}
          onClose={() => setReceiving(false)}
          onDone={() => {
            setReceiving(false);
            reload();
          }}
        />
      )}
      <Columns
        main={
          <>
            <Panel title="Lines" flush>
              <table className="grid-table tabular">
                <thead>
                  <tr>
                    <th>Item</th>
                    <th className="num">Ordered</th>
                    <th className="num">Received</th>
                    <th className="num">Rejected</th>
                    <th className="num">Invoiced</th>
                    <th>Confirmed</th>
                    <th className="num">Each</th>
                    <th className="num">Total</th>
                  </tr>
                </thead>
                <tbody>
                  {order.lines.map((line) => (
                    <tr key={line.id} data-line={line.sku}>
                      <td>
                        <p className="font-medium">{line.itemName}</p>
                        <p className="text-ink-soft text-xs">
                          {line.sku} · theirs {line.supplierSku}
                        </p>
                        {line.demand.length > 0 && (
                          <p className="text-warn text-xs">Waited for by {line.demand.join(', ')}</p>
                        )}
                      </td>
                      <td className="num">{line.quantity}</td>
                      <td className="num">{line.receivedQuantity}</td>
                      <td className="num">{line.rejectedQuantity || ''}</td>
                      <td className="num">{line.invoicedQuantity}</td>
                      <td>{day(line.confirmedOn)}</td>
                      <td className="num">{money(line.unitCost)}</td>
                      <td className="num">{money(line.total)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
            {order.receipts.length > 0 && (
              <Panel title="Receipts" flush>
                <table className="grid-table tabular">
                  <tbody>
                    {order.receipts.flatMap((receipt) =>
                      receipt.lines.map((line, i) => (
                        <tr key={`${receipt.id}:${line.sku}:${line.binCode}`}>
                          <td>{i === 0 && `${instant(receipt.at)}, ${receipt.receivedBy}`}</td>
                          <td>{line.sku}</td>
                          <td>bin {line.binCode}</td>
                          <td className="num">{line.quantity}</td>
                          <td className="text-bad">{line.rejected > 0 && `${line.rejected} rejected`}</td>
                          <td className="text-ink-soft">{line.lot && `lot ${line.lot}`}</td>
                        </tr>
                      )),
                    )}
                  </tbody>
                </table>
              </Panel>
            )}
            {order.invoices.length > 0 && (
              <Panel title="Invoices">
                <ul className="space-y-3">
                  {order.invoices.map((invoice) => (
                    <li key={invoice.id}>
                      <p className="flex items-center gap-2">
                        <span className="font-medium">{invoice.number}</span> <Badge code={invoice.matchStatus} />
                        <span className="ms-auto tabular">{money(invoice.total)}</span>
                      </p>
                      {invoice.holds.map((hold) => (
                        <p key={`${hold.code}:${hold.sku}`} className="mt-1 rounded bg-warn-soft px-2 py-1 text-warn">
                          {hold.sku && `${hold.sku}: `}
                          {hold.message} {hold.amount && `(${money(hold.amount)})`}
                        </p>
                      ))}
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
            {order.documents.length > 0 && (
              <Panel title="Documents">
                <div className="space-y-2">
                  {order.documents.map((document) => (
                    <details key={document.id} className="rounded border border-line">
                      <summary className="flex flex-wrap items-center gap-2 px-3 py-2">
                        <span className="font-medium">{document.kind}</span>
                        <span className="text-ink-soft">
                          {sayCode(document.direction)} · {document.format} · {document.controlNumber} ·{' '}
                          {instant(document.at)}
                        </span>
                        <Badge code={document.status} />
                      </summary>
                      <pre className="max-h-96 overflow-auto whitespace-pre-wrap break-all border-line border-t p-3 text-xs">
                        {document.text.replace(/([~'])(?=[A-Z])/g, '$1\n')}
                      </pre>
                    </details>
                  ))}
                </div>
              </Panel>
            )}
          </>
        }
        side={
          <>
            <Panel title="Order">
              <Facts
                items={[
                  ['Supplier', order.supplier.name],
                  ['Sent by', order.supplier.ediKind === 'NONE' ? 'mail' : order.supplier.ediKind],
                  ['Wanted on', day(order.requestedOn)],
                  ['Approved', order.approvedBy ? `${order.approvedBy}, ${instant(order.approvedAt)}` : 'not yet'],
                  ['Sent', instant(order.sentAt)],
                ]}
              />
            </Panel>
            <Panel title="History">
              <History
                entries={[...order.history]
                  .sort((a, b) => b.at.localeCompare(a.at))
                  .map((entry) => ({
                    key: `${entry.at}:${entry.kind}:${entry.text}`,
                    at: instant(entry.at),
                    what: entry.text,
                    who: entry.actor,
                  }))}
              />
            </Panel>
          </>
        }
      />
    </>
  );
}
