import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, TextArea } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, History, Panel } from '../../kit/detail.tsx';
import { ReasonDialog } from '../../kit/dialog.tsx';
import { axis, day, due, instant, mm, money, power, sayCode } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { explainAddress } from '../lenses/explain-input.ts';
import { AwaitedPanel } from './awaited-panel.tsx';
import { addOrderNote, cancelOrder, orderQuery } from './order.documents.ts';
import { OrderMeasurements } from './order-measurements.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { ShippingPanel } from './shipping-panel.tsx';

export type OrderDetail = NonNullable<ResultOf<typeof orderQuery>['order']>;

export function OrderScreen() {
  const number = useAddressPart('number');
  const { may } = useSession();
  const loaded = useLoad(orderQuery, {
    number,
    money: may('seeMoney'),
    shipping: may('readShipments'),
    returns: may('readReturns'),
    lab: may('seeLab'),
    picking: may('seePickTasks'),
    people: may('readCustomers'),
    measured: may('readPrescriptions'),
  });
  useReloadOn('orderFeed', (event) => event.order.number === number, loaded.reload);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.order} missing={`There is no order ${number}.`}>
      {(order) => <OrderView order={order} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function OrderView({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { may } = useSession();
  const { act } = useAct();
  const isOpen = !['SHIPPED', 'DELIVERED', 'CANCELLED'].includes(order.status);
  return (
    <>
      <DetailHeader
        back={{ to: '/orders', label: '← Orders' }}
        title={`Order ${order.number}`}
        badges={<Badge code={order.status} />}
        sub={
          <>
            Placed {instant(order.placedAt ?? order.createdAt)} · {sayCode(order.channel)}
            {order.promiseDate &&
              ` · promised ${day(order.promiseDate)}${isOpen ? ` (${due(order.promiseDate)})` : ''}`}
          </>
        }
        actions={
          <>
            {order.documents.map((document) => (
              <a key={document.url} className="btn" href={document.url} target="_blank" rel="noreferrer">
                {document.title}
              </a>
            ))}
            {may('decideReturns') && order.lines.some((line) => line.returnableQuantity > 0) && (
              <ReturnDialog order={order} reload={reload} />
            )}
            {may('cancelOrders') && order.cancellable && (
              <ReasonDialog
                trigger={<Button tone="danger">Cancel order</Button>}
                title={`Cancel order ${order.number}?`}
                consequence="The payment is given back in full, the stock goes back to the shelf, lab work stops, and the customer gets a letter. This cannot be undone."
                submit="Cancel the order"
                onSubmit={async (reason) => {
                  const done = await act(
                    cancelOrder,
                    { id: order.id, reason },
                    { done: `Order ${order.number} is cancelled.` },
                  );
                  if (done) reload();
                  return done !== null;
                }}
              />
            )}
          </>
        }
      />
      <Columns
        main={
          <>
            <AwaitedPanel order={order} />
            <LinesPanel order={order} />
            {may('readShipments') && <ShippingPanel order={order} reload={reload} />}
            {may('readPrescriptions') && <OrderMeasurements order={order} reload={reload} />}
            <WorkPanel order={order} />
            <PaymentsPanel order={order} />
            {order.journal && order.journal.length > 0 && <JournalPanel journal={order.journal} />}
          </>
        }
        side={
          <>
            <Panel title="Customer">
              <Facts
                items={[
                  [
                    'Name',
                    order.customer ? (
                      <Go key="customer" to={`/customers/${order.customer.id}`}>
                        {order.customer.name}
                      </Go>
                    ) : (
                      order.shippingAddress.name
                    ),
                  ],
                  [
                    'E-mail',
                    <a key="mail" className="link" href={`mailto:${order.email}`}>
                      {order.email}
                    </a>,
                  ],
                  ['Phone', order.shippingAddress.phone],
                  ['Ship to', <AddressText key="ship" address={order.shippingAddress} />],
                  ['Bill to', <AddressText key="bill" address={order.billingAddress} />],
                  order.shippingMethod
                    ? ['Shipping', `${order.shippingMethod.label} · ${money(order.shippingMethod.amount)}`]
                    : null,
                ]}
              />
            </Panel>
            <NotesPanel order={order} reload={reload} />
            {order.mails && order.mails.length > 0 && (
              <Panel title="Letters">
                <History
                  entries={order.mails.map((mail) => ({
                    key: mail.id,
                    at: instant(mail.sentAt),
                    what: (
                      <>
                        {mail.subject} <Badge code={mail.status} />
                      </>
                    ),
                    who: mail.to,
                  }))}
                />
              </Panel>
            )}
          </>
        }
      />
    </>
  );
}

function AddressText({ address }: { address: OrderDetail['shippingAddress'] }) {
  const lines = [
    address.name,
    address.company,
    address.line1,
    address.line2,
    [address.city, address.region, address.postalCode].filter(Boolean).join(' '),
    address.countryCode,
  ];
  return (
    <address className="not-italic">
      {lines.filter(Boolean).map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </address>
  );
}

function LinesPanel({ order }: { order: OrderDetail }) {
  const { may } = useSession();
  const { totals } = order;
  return (
    <Panel title="Lines" flush>
      <table className="grid-table">
        <thead>
          <tr>
            <th>Item</th>
            <th className="num">Qty</th>
            <th className="num">Each</th>
            <th className="num">Total</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.id}>
              <td>
                <p className="font-medium">{line.title}</p>
                <p className="text-ink-soft">
                  {line.detail && `${line.detail} · `}
                  <span className="text-xs">{line.sku}</span>
                </p>
                {line.lens && (
                  <p>
                    {line.lens.designName}, {line.lens.materialName}
                    {line.lens.treatmentNames.length > 0 && `, ${line.lens.treatmentNames.join(', ')}`}
                    {line.lens.rush && ' · rush'}
                    {line.prescription && may('explainLenses') && (
                      <>
                        {' · '}
                        <Go
                          to={explainAddress({
                            sku: line.sku,
                            prescriptionId: line.prescription.id,
                            designId: line.lens.designId,
                            materialId: line.lens.materialId,
                            treatmentIds: line.lens.treatmentIds,
                          })}
                        >
                          explain
                        </Go>
                      </>
                    )}
                  </p>
                )}
                {line.prescription && (
                  <p className="tabular">
                    <Go to={`/prescriptions/${line.prescription.id}`}>Prescription</Go>{' '}
                    <Badge code={line.prescription.status} />{' '}
                    {[line.prescription.od, line.prescription.os].map(
                      (eye) =>
                        eye && (
                          <span key={eye.eye} className="me-3 whitespace-nowrap text-ink-soft">
                            {eye.eye} {power(eye.sphere)}{' '}
                            {eye.cylinder ? `${power(eye.cylinder)} ×${axis(eye.axis)}` : ''}{' '}
                            {eye.add ? `ADD ${power(eye.add)}` : ''}
                          </span>
                        ),
                    )}
                  </p>
                )}
                {line.contactLens && (
                  <p className="tabular text-ink-soft">
                    {line.contactLens.eye} {power(line.contactLens.power)}{' '}
                    {line.contactLens.cylinder
                      ? `${power(line.contactLens.cylinder)} ×${axis(line.contactLens.axis)}`
                      : ''}{' '}
                    BC {mm(line.contactLens.baseCurveMm)} DIA {mm(line.contactLens.diameterMm)}
                  </p>
                )}
                {line.components.length > 1 && (
                  <ul className="mt-1 text-ink-soft text-xs">
                    {line.components.map((component) => (
                      <li key={component.code}>
                        {component.label}: {money(component.amount)}
                      </li>
                    ))}
                  </ul>
                )}
                {line.discounts.map((discount) => (
                  <p key={discount.label} className="text-good text-xs">
                    {discount.label}: −{money(discount.amount).replace('−', '')}
                  </p>
                ))}
              </td>
              <td className="num">{line.quantity}</td>
              <td className="num">{money(line.unitPrice)}</td>
              <td className="num">{money(line.total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {(
            [
              ['Subtotal', totals.subtotal],
              ['Discount', totals.discount],
              ['Shipping', totals.shipping],
              [totals.taxIncluded ? 'Tax (included)' : 'Tax', totals.tax],
              ['Total', totals.total],
            ] as const
          ).map(([label, amount]) => (
            <tr key={label} className={label === 'Total' ? 'font-semibold' : 'text-ink-soft'}>
              <td colSpan={3} className="num">
                {label}
              </td>
              <td className="num">{money(amount)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </Panel>
  );
}

function WorkPanel({ order }: { order: OrderDetail }) {
  const jobs = order.labJobs ?? [];
  const tasks = order.pickTasks ?? [];
  const returns = order.returns ?? [];
  if (jobs.length + tasks.length + returns.length === 0) return null;
  return (
    <Panel title="Work" flush>
      <table className="grid-table">
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id}>
              <td>
                Pick <Go to={`/picking/${task.number}`}>{task.number}</Go> to the {task.destination.toLowerCase()}
              </td>
              <td>
                <Badge code={task.status} />
              </td>
              <td className="text-ink-soft">
                {task.waitsFor === 'PRESCRIPTION' ? 'waits for the prescription' : task.assignedTo}
              </td>
            </tr>
          ))}
          {jobs.map((job) => (
            <tr key={job.id}>
              <td>
                Lab job <Go to={`/lab/jobs/${job.number}`}>{job.number}</Go>
                {job.trayCode && ` in tray ${job.trayCode}`}
              </td>
              <td>
                <Badge code={job.status} />
              </td>
              <td className={job.late ? 'font-medium text-bad' : 'text-ink-soft'}>
                {job.holdReasons.length > 0
                  ? job.holdReasons.map(sayCode).join(', ')
                  : job.dueOn
                    ? `due ${due(job.dueOn)}`
                    : ''}
              </td>
            </tr>
          ))}
          {returns.map((one) => (
            <tr key={one.id}>
              <td>
                Return <Go to={`/returns/${one.id}`}>{one.number}</Go>
              </td>
              <td>
                <Badge code={one.status} />
              </td>
              <td className="text-ink-soft">{one.refund ? `refund ${money(one.refund)}` : instant(one.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function PaymentsPanel({ order }: { order: OrderDetail }) {
  return (
    <Panel title="Payments" flush>
      <table className="grid-table">
        <tbody>
          {order.payments.map((payment) => (
            <tr key={payment.id}>
              <td>
                {sayCode(payment.method)} {payment.last4 && `•••• ${payment.last4}`}
              </td>
              <td>
                <Badge code={payment.status} />
              </td>
              <td className="text-ink-soft">{instant(payment.createdAt)}</td>
              <td className="num">{money(payment.amount)}</td>
              <td className="num text-ink-soft">
                {Number(payment.refunded.amount) > 0 && `refunded ${money(payment.refunded)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function JournalPanel({ journal }: { journal: NonNullable<OrderDetail['journal']> }) {
  return (
    <Panel title="Journal" flush>
      <table className="grid-table">
        <thead>
          <tr>
            <th>Entry</th>
            <th>Account</th>
            <th className="num">Debit</th>
            <th className="num">Credit</th>
          </tr>
        </thead>
        <tbody>
          {journal.flatMap((entry) =>
            entry.postings.map((posting, i) => (
              <tr key={`${entry.id}:${posting.account}`}>
                <td>
                  {i === 0 && (
                    <>
                      {entry.memo} <span className="block text-ink-soft text-xs">{instant(entry.at)}</span>
                    </>
                  )}
                </td>
                <td>{posting.account}</td>
                <td className="num">{posting.debit && money(posting.debit)}</td>
                <td className="num">{posting.credit && money(posting.credit)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </Panel>
  );
}

function NotesPanel({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const [text, setText] = useState('');
  return (
    <Panel title="History">
      {may('noteOrders') && (
        <form
          className="mb-3 space-y-2"
          onSubmit={async (event) => {
            event.preventDefault();
            if (!text.trim()) return;
            if (await act(addOrderNote, { id: order.id, text: text.trim() }, { done: 'Note added.' })) {
              setText('');
              reload();
            }
          }}
        >
          <TextArea
            aria-label="Note for the house"
            rows={2}
            placeholder="Note for the house; the customer does not see it"
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
          <Button type="submit" busy={busy} disabled={!text.trim()}>
            Add note
          </Button>
        </form>
      )}
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
  );
}
