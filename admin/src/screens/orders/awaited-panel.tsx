import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { day, due, instant, money, power } from '../../kit/format.ts';
import type { OrderDetail } from './order.screen.tsx';

type Awaited = OrderDetail['awaitedPrescriptions'][number];

/** Pairs that were paid for before their prescription was known: where each stands, until when, and what it may cost. */
export function AwaitedPanel({ order }: { order: OrderDetail }) {
  if (order.awaitedPrescriptions.length === 0) return null;
  return (
    <Panel title="Prescription sent later">
      <ul className="divide-y divide-line">
        {order.awaitedPrescriptions.map((awaited) => (
          <li key={awaited.orderLineId} className="space-y-2 py-2 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <StateBadge awaited={awaited} isCancelled={order.status === 'CANCELLED'} />
              <span className="font-medium">
                {order.lines.find(({ id }) => id === awaited.orderLineId)?.title ?? 'A pair'}
              </span>
            </p>
            <p>{order.status === 'CANCELLED' ? 'The order is cancelled; nothing is waited for.' : sentence(awaited)}</p>
            {awaited.state === 'SETTLED' ? null : <Prices awaited={awaited} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function StateBadge({ awaited, isCancelled }: { awaited: Awaited; isCancelled: boolean }) {
  if (isCancelled) return <Badge code="CANCELLED" />;
  if (awaited.state === 'SETTLED') return <Badge code="SETTLED" label="Settled" tone="good" />;
  if (awaited.state === 'TYPING') return <Badge code="TYPING" label="Paper here, to be typed in" tone="accent" />;
  if (awaited.state === 'RECEIVED') return <Badge code="RECEIVED" label="With the optician" tone="accent" />;
  return awaited.overdue ? (
    <Badge code="OVERDUE" label="Overdue: call the customer" tone="bad" />
  ) : (
    <Badge code="AWAITED" label={awaited.rejected ? 'Rejected, another one awaited' : 'Awaited'} tone="warn" />
  );
}

function sentence(awaited: Awaited): string {
  if (awaited.state === 'SETTLED') return 'Signed off. What was paid too much has been given back.';
  if (awaited.state === 'TYPING')
    return `The paper came ${instant(awaited.receivedAt)} and stands in the queue of the opticians. Job and promise wait for what they type.`;
  if (awaited.state === 'RECEIVED')
    return `Here since ${instant(awaited.receivedAt)}. At the sign-off the price is settled by its power band.`;
  const dueDay = awaited.dueAt.slice(0, 10);
  return awaited.overdue
    ? `Asked for on ${day(awaited.askedAt)}, and it should have come by ${day(dueDay)}. The frame stays reserved until somebody cancels.`
    : `The customer has the link and is reminded by letter. In the call list from ${day(dueDay)} (${due(dueDay)}).`;
}

/** The agreement the customer paid under. */
function Prices({ awaited }: { awaited: Awaited }) {
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th>Band</th>
          <th>Powers</th>
          <th className="num">Each</th>
          <th className="num">Given back</th>
        </tr>
      </thead>
      <tbody>
        {awaited.pricesByBand.map((one) => (
          <tr key={one.band}>
            <td>{one.band}</td>
            <td className="tabular">
              {one.maxPower && one.maxCylinder
                ? `up to ±${power(one.maxPower).replace(/^[+−]/, '')}, cylinder to ${power(one.maxCylinder).replace(/^[+−]/, '')}`
                : 'stronger'}
            </td>
            <td className="num">{money(one.unitPrice)}</td>
            <td className="num">{money(one.refund)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
