import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';
import { InspectionTable } from './inspection-table.tsx';
import type { Job } from './job.types.ts';

/** Every inspection of the job with its verdict per value. */
export function InspectionsPanel({ job }: { job: Job }) {
  return (
    <>
      {(job.inspections ?? []).map((inspection) => (
        <Panel
          key={inspection.id}
          title={`Inspection ${instant(inspection.at)}, ${inspection.inspector}`}
          actions={<Badge code={inspection.verdict} />}
          flush
        >
          <InspectionTable checks={inspection.checks} />
        </Panel>
      ))}
    </>
  );
}
