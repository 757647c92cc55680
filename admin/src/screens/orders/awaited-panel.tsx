import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { day, due, instant, money, power } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { BearDialog } from './bear-dialog.tsx';
import type { OrderDetail } from './order.screen.tsx';
import { ToldDialog } from './told-dialog.tsx';

type Awaited = OrderDetail['awaitedPrescriptions'][number];

/** Pairs that were paid for before their prescription was known: where each stands, until when, and what it may cost. */
export function AwaitedPanel({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { may } = useSession();
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
            <WhyRejected awaited={awaited} />
            {awaited.state === 'SETTLED' ? null : <Prices awaited={awaited} said={saidBand(order, awaited)} />}
            {awaited.state === 'AWAITED' && order.status !== 'CANCELLED' && may('enterPrescriptions') ? (
              <div className="flex flex-wrap gap-2">
                <ToldDialog order={order} awaited={awaited} reload={reload} />
                {awaited.costsMore && may('seeMoney') ? (
                  <BearDialog order={order} awaited={awaited} reload={reload} />
                ) : null}
              </div>
            ) : null}
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
    <Badge
      code="AWAITED"
      label={
        awaited.costsMore
          ? 'Stronger than was said: decide'
          : awaited.rejected
            ? 'Rejected, another one awaited'
            : 'Awaited'
      }
      tone="warn"
    />
  );
}

function sentence(awaited: Awaited): string {
  if (awaited.state === 'AWAITED' && awaited.costsMore)
    return `What came is stronger than the customer had said: its lenses cost ${money(awaited.costsMore)} more, before discounts and tax. Nothing is charged or made. Call the customer: order anew at the right price and cancel this order, or let the house bear it.`;
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

/** In the optician's words, as the customer reads them on the page of the order. */
function WhyRejected({ awaited: { state, rejected, prescription } }: { awaited: Awaited }) {
  const why =
    state === 'AWAITED' && rejected
      ? prescription?.history.findLast(({ kind, note }) => kind === 'REJECTED' && note)
      : null;
  return why ? (
    <p className="rounded-md bg-warn-soft px-3 py-2">
      {why.note} <span className="text-ink-soft">({why.actor})</span>
    </p>
  ) : null;
}

const saidBand = (order: OrderDetail, { orderLineId }: Awaited): string | null =>
  order.lines.find(({ id }) => id === orderLineId)?.lens?.said?.band ?? null;

/** The agreement the customer paid under. */
function Prices({ awaited, said }: { awaited: Awaited; said: string | null }) {
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
            <td>
              {one.band}
              {one.band === said && <span className="ms-2 text-ink-soft text-xs">said and paid</span>}
            </td>
            <td className="tabular">
              {one.maxPower && one.maxCylinder
                ? `up to ±${power(one.maxPower).replace(/^[+−]/, '')}, cylinder to ${power(one.maxCylinder).replace(/^[+−]/, '')}`
                : 'stronger'}
            </td>
            <td className="num">{money(one.unitPrice)}</td>
            <td className="num">{Number(one.more.amount) > 0 ? '–' : money(one.refund)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
