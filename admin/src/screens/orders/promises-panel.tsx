import { Panel } from '../../kit/detail.tsx';
import { day, instant, sayCode } from '../../kit/format.ts';
import { daysLate } from '../promises/days-late.ts';
import type { OrderDetail } from './order.screen.tsx';

/** What the customer was told, how the day was made up, and by which part it was missed. */
export function PromisesPanel({ order }: { order: OrderDetail }) {
  if (order.promises.length === 0) return null;
  return (
    <Panel title="Promised">
      <ul className="space-y-3">
        {order.promises.map((one) => {
          const parts = [
            ['Queue', one.queueDays, null],
            ['Stages of the lab', one.stageDays, one.productionError],
            ['Blank', one.blankDays, one.blankError],
            ['Packing', one.handlingDays, one.handlingError],
            [`Carrier (${sayCode(one.transitFrom).toLowerCase()})`, one.transitDays, one.carrierError],
            ['Margin', one.marginDays, null],
          ] as const;
          return (
            <li key={one.madeAt}>
              <p>
                {day(one.promisedOn)}
                {one.totalError !== null && `, arrived ${daysLate(one.totalError)}`}
              </p>
              <p className="text-ink-soft text-xs">told {instant(one.madeAt)}</p>
              <table className="grid-table tabular">
                <tbody>
                  {parts
                    .filter(([, days, error]) => days !== 0 || (error !== null && error !== 0))
                    .map(([name, days, error]) => (
                      <tr key={name}>
                        <th scope="row">{name}</th>
                        <td className="num">{days} d</td>
                        <td className="num">{error === null ? '' : daysLate(error)}</td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
