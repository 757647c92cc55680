import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, History, Panel } from '../../kit/detail.tsx';
import { ReasonDialog } from '../../kit/dialog.tsx';
import { day, due, instant, money, sayCode } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { placeName } from '../../kit/place-name.ts';
import { useSession } from '../../session/session.tsx';
import { AwaitedPanel } from './awaited-panel.tsx';
import { LinesPanel } from './lines-panel.tsx';
import { JournalPanel, PaymentsPanel } from './money-panels.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { cancelOrder, orderQuery } from './order.documents.ts';
import { OrderMeasurements } from './order-measurements.tsx';
import { PromisesPanel } from './promises-panel.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { ShippingPanel } from './shipping-panel.tsx';
import { WorkPanel } from './work-panel.tsx';

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
            <AwaitedPanel order={order} reload={reload} />
            <LinesPanel order={order} reload={reload} />
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
            <PromisesPanel order={order} />
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
    placeName(address.countryCode),
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
