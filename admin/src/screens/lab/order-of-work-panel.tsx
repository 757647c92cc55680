import { Facts, Panel } from '../../kit/detail.tsx';
import { mm, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { Job } from './job.types.ts';

/** Both where they differ: whoever sets one lens by the height of the other spoils it. */
const heightsText = (od: string, os: string): string =>
  Number(od) === Number(os) ? mm(od) : `OD ${mm(od)} / OS ${mm(os)}`;

/** What is to be made into which frame. */
export function OrderOfWorkPanel({ job }: { job: Job }) {
  return (
    <Panel title="Order of work">
      <Facts
        items={[
          ['Design', job.designName],
          ['Material', job.materialName],
          ['Treatments', job.treatmentNames.join(', ') || '—'],
          job.coatsLeft.length > 0 ? ['Still to coat', job.coatsLeft.map(sayCode).join(', ')] : null,
          ['Frame', `${job.frameName} (${job.frameSku})`],
          ['Size', `${mm(job.eyeSizeMm, 0)}□${mm(job.dblMm, 0)}, B ${mm(job.lensHeightMm)}`],
          job.pdOdMm ? ['PD', `${mm(job.pdOdMm)} / ${mm(job.pdOsMm)}`] : null,
          job.heightOdMm ? ['Height', heightsText(job.heightOdMm, job.heightOsMm ?? job.heightOdMm)] : null,
          job.prescription
            ? [
                'Prescription',
                <Go key="rx" to={`/prescriptions/${job.prescription.id}`}>
                  open
                </Go>,
              ]
            : null,
          job.remakeOf
            ? [
                'Remake of',
                <Go key="of" to={`/lab/jobs/${job.remakeOf.number}`}>
                  {job.remakeOf.number}
                </Go>,
              ]
            : null,
          job.remakes.length > 0
            ? [
                'Remakes',
                job.remakes.map((one) => (
                  <Go key={one.id} to={`/lab/jobs/${one.number}`} className="me-2">
                    {one.number}
                  </Go>
                )),
              ]
            : null,
        ]}
      />
    </Panel>
  );
}
