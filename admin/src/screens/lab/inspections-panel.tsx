import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { InspectionRecord } from './inspection-record.tsx';
import type { JobPart } from './job.types.ts';
import { ReworkDialog } from './rework-dialog.tsx';
import { WaiverDialog } from './waiver-dialog.tsx';

/** Every inspection of the job, the last one first, with what can be decided about it. */
export function InspectionsPanel(part: JobPart) {
  const { job } = part;
  const { may } = useSession();
  const inspections = [...(job.inspections ?? [])].reverse();
  return (
    <>
      {inspections.map((inspection, i) => {
        const isOpen = i === 0 && job.status === 'REWORK' && inspection.verdict === 'FAIL';
        return (
          <Panel
            key={inspection.id}
            title={`${inspection.stage === 'UNCUT' ? 'Uncut inspection' : 'Final inspection'} ${instant(inspection.at)}, ${inspection.inspector}`}
            actions={
              <>
                {isOpen && may('workLab') && job.reworkRoutes.length > 0 && <ReworkDialog {...part} />}
                {isOpen && inspection.stage === 'FINAL' && may('superviseLab') && (
                  <WaiverDialog {...part} inspection={inspection} />
                )}
                {inspection.waiver && <Badge code="WAIVED" label="Waived" tone="warn" />}
                <Badge code={inspection.verdict} />
              </>
            }
            flush
          >
            <InspectionRecord inspection={inspection} />
          </Panel>
        );
      })}
    </>
  );
}
