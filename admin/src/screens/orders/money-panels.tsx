import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { instant, money, sayCode } from '../../kit/format.ts';
import type { OrderDetail } from './order.screen.tsx';

export function PaymentsPanel({ order }: { order: OrderDetail }) {
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

export function JournalPanel({ journal }: { journal: NonNullable<OrderDetail['journal']> }) {
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
                <td>{sayCode(posting.account)}</td>
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
