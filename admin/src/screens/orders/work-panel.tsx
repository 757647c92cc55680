import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { due, instant, money, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { OrderDetail } from './order.screen.tsx';

/** What the house does for it: picking, lab, returns. */
export function WorkPanel({ order }: { order: OrderDetail }) {
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
