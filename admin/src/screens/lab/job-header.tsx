import { useAct } from '../../graph/act.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { DetailHeader } from '../../kit/detail.tsx';
import { day, due, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import type { JobPart } from './job.types.ts';
import { moveLabJob } from './lab.documents.ts';
import { stationName } from './station.ts';

/** Which job it is, its papers, and where the next scan may take it. */
export function JobHeader({ job, reload }: JobPart) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const mayWork = may('workLab');
  return (
    <DetailHeader
      back={{ to: '/lab', label: '← Lab board' }}
      title={`Job ${job.number}`}
      badges={
        <>
          <Badge code={job.status} />
          {job.late && <Badge code="LATE" label="Late" tone="bad" />}
          {job.rush && <Badge code="RUSH" label="Rush" tone="warn" />}
          {job.isRemake && <Badge code="REMAKE" label="Remake" tone="warn" />}
        </>
      }
      sub={
        <>
          {job.trayCode ? `Tray ${job.trayCode}` : 'No tray yet'} · order{' '}
          <Go to={`/orders/${job.orderNumber}`}>{job.orderNumber}</Go>
          {job.dueOn && ` · due ${day(job.dueOn)} (${due(job.dueOn)})`}
        </>
      }
      actions={
        <>
          {may('seeLabValues') && (
            <>
              <a className="btn" href={job.ticketUrl} target="_blank" rel="noreferrer">
                Job ticket
              </a>
              <a className="btn" href={job.traceFileUrl}>
                Equipment file
              </a>
            </>
          )}
          {mayWork && ['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION'].includes(job.status) && (
            <Go plain to={`/lab/jobs/${job.number}/inspection`} className="btn btn-primary">
              Inspect
            </Go>
          )}
          {mayWork &&
            job.nextStatuses
              .filter((status) => !(job.status === 'INSPECTION' && ['PASSED', 'REWORK'].includes(status)))
              .map((status) => (
                <Button
                  key={status}
                  busy={busy}
                  tone={['CANCELLED', 'SPOILED'].includes(status) ? 'danger' : 'quiet'}
                  onClick={async () => {
                    if (
                      await act(
                        moveLabJob,
                        { id: job.id, to: status, station: stationName(), note: null },
                        { done: `Moved to ${sayCode(status).toLowerCase()}.` },
                      )
                    )
                      reload();
                  }}
                >
                  → {sayCode(status)}
                </Button>
              ))}
        </>
      }
    />
  );
}
