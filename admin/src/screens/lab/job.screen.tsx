import { useLoad, useReloadOn } from '../../graph/load.ts';
import { Columns, DetailScreen, IssueList, Panel } from '../../kit/detail.tsx';
import { useAddressPart } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { BenchPanel } from './bench-panel.tsx';
import { CalculationPanel } from './calculation-panel.tsx';
import { EquipmentPanel } from './equipment-panel.tsx';
import { HeightPanel } from './height-panel.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { HoldsBar } from './holds-bar.tsx';
import { InspectionsPanel } from './inspections-panel.tsx';
import type { JobPart } from './job.types.ts';
import { JobHeader } from './job-header.tsx';
import { labJobQuery } from './lab.documents.ts';
import { LensDrawing } from './lens-drawing.tsx';
import { OrderOfWorkPanel } from './order-of-work-panel.tsx';
import { PutBackPanel } from './put-back-panel.tsx';
import { RefitBar } from './refit-bar.tsx';
import { RemakeDialog } from './remake-dialog.tsx';
import { RemakePanel } from './remake-panel.tsx';
import { ScansPanel } from './scans-panel.tsx';
import { SlabOffPanel } from './slab-off-panel.tsx';
import { WearPanel } from './wear-panel.tsx';

const made = ['PASSED', 'SHIPPED', 'DISPENSED'];
const atWork = ['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'REWORK'];

export function JobScreen() {
  const number = useAddressPart('number');
  const { may } = useSession();
  const loaded = useLoad(labJobQuery, { number, values: may('seeLabValues') });
  useReloadOn('labBoard', (event) => event.job.number === number, loaded.reload);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.labJob} missing={`There is no lab job ${number}.`}>
      {(job) => <JobView job={job} reload={loaded.reload} />}
    </DetailScreen>
  );
}

/** One line per panel: what each shows is said in its own file. */
function JobView(part: JobPart) {
  const { may } = useSession();
  const { job } = part;
  const isMade = made.includes(job.status);
  return (
    <>
      <JobHeader {...part} />
      <HoldsBar {...part} />
      <RefitBar {...part} />
      <PutBackPanel {...part} />
      <Columns
        main={
          <>
            <Panel title="Frame and lenses">
              <LensDrawing
                outline={job.outlineHundredthsMm}
                eyeSizeMm={Number(job.eyeSizeMm)}
                lensHeightMm={Number(job.lensHeightMm)}
                dblMm={Number(job.dblMm)}
                lenses={job.lenses ?? []}
              />
              <p className="mt-2 text-ink-soft text-xs">
                Solid ring: the blank chosen. Dashed ring: the smallest blank that covers the shape. Cross: optical
                centre after decentration.
                {job.lenses?.some((lens) => lens.segmentLinesHundredthsMm?.length) && ' Thin lines: the segment.'}
              </p>
            </Panel>
            {job.lenses && <CalculationPanel {...part} mayBreak={may('workLab') && atWork.includes(job.status)} />}
            <BenchPanel number={job.number} />
            <InspectionsPanel {...part} />
            <EquipmentPanel {...part} />
          </>
        }
        side={
          <>
            <OrderOfWorkPanel job={job} />
            <WearPanel {...part} />
            <HeightPanel {...part} />
            <SlabOffPanel {...part} />
            <RemakePanel job={job} />
            {job.calculationWarnings && job.calculationWarnings.length > 0 && (
              <Panel title="Calculation says">
                <IssueList issues={job.calculationWarnings} />
              </Panel>
            )}
            {(may('holdLab') || may('remakeLab')) && (
              <div className="flex flex-wrap gap-2">
                {may('holdLab') && !isMade && <HoldDialog {...part} />}
                {may('remakeLab') && isMade && <RemakeDialog {...part} />}
              </div>
            )}
            <ScansPanel job={job} />
          </>
        }
      />
    </>
  );
}
