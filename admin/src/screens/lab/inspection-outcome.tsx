import type { Granted } from '../../graph/act.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { DetailHeader, Panel } from '../../kit/detail.tsx';
import { sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { inspectLabJob } from './inspection.documents.ts';
import { InspectionRecord } from './inspection-record.tsx';

export type Outcome = Granted<ResultOf<typeof inspectLabJob>>;

/** What came of it, and where to go from here. */
export function InspectionOutcome({ outcome }: { outcome: Outcome }) {
  const { inspection, job } = outcome;
  const isPass = inspection.verdict === 'PASS';
  return (
    <>
      <DetailHeader
        back={{ to: `/lab/jobs/${job.number}`, label: `← Job ${job.number}` }}
        title={isPass ? 'Passed' : 'Not passed'}
        badges={<Badge code={inspection.verdict} />}
        sub={`Job ${job.number} is now ${sayCode(job.status).toLowerCase()}.`}
        actions={
          <>
            <Go plain className="btn" to="/lab">
              Lab board
            </Go>
            <Go plain className="btn btn-primary" to={`/lab/jobs/${job.number}`}>
              {isPass ? 'Open the job' : 'Decide: rework, spoil or waiver'}
            </Go>
          </>
        }
      />
      <Panel title="Record" flush>
        <InspectionRecord inspection={inspection} />
      </Panel>
    </>
  );
}
