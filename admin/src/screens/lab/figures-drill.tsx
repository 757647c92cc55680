import { useLoad } from '../../graph/load.ts';
import type { VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { count, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { ProblemState, Skeleton } from '../../kit/states.tsx';
import { labKpiJobsQuery } from './figures.documents.ts';
import { memberValue } from './kpi-text.ts';

/** Which set, and which part of it. */
export interface Drill {
  code: VariablesOf<typeof labKpiJobsQuery>['code'];
  title: string;
  from: string;
  to: string;
  hit: boolean | null;
  station?: string;
  stage?: string;
  reason?: string;
}

/** The jobs behind a number, the longest first where something was measured. */
export function DrillPanel({ drill, onClose }: { drill: Drill; onClose: () => void }) {
  const { title, station = null, stage = null, reason = null, ...rest } = drill;
  const { data, problem, reload } = useLoad(labKpiJobsQuery, { ...rest, station, stage, reason });
  const found = data?.labKpiJobs;
  return (
    <Panel
      title={found ? `${title} (${count(found.total)})` : title}
      actions={<Button onClick={onClose}>Close</Button>}
      flush
    >
      {!found && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <Skeleton className="h-32" />)}
      {found && found.rows.length === 0 && <p className="p-3 text-ink-soft">No job is behind this.</p>}
      {found && found.rows.length > 0 && (
        <div className="max-h-96 overflow-auto">
          <table className="grid-table tabular">
            <HeadRow titles={['Job', 'Eye', 'Now', 'Value#', 'Station', 'Reason']} />
            <tbody>
              {found.rows.map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one lens may be in a set more than once, the list never reorders
                <tr key={`${row.job.id} ${row.eye ?? ''} ${i}`}>
                  <td>
                    <Go to={`/lab/jobs/${row.job.number}`}>{row.job.number}</Go>{' '}
                    <span className="text-ink-soft">{row.job.designName}</span>
                  </td>
                  <td>{row.eye ?? ''}</td>
                  <td>
                    <Badge code={row.job.status} />
                  </td>
                  <td className="num">{memberValue(drill.code, row)}</td>
                  <td>{row.station ?? ''}</td>
                  <td>{row.reason ? sayCode(row.reason) : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {found.total > found.rows.length && (
            <p className="p-3 text-ink-soft">
              The first {count(found.rows.length)} are shown. Choose a shorter span for the others.
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}
