import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Facts, IssueList, Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { MeasureDialog, type MeasureForm } from './measure-dialog.tsx';
import { measuredFacts, methodNames } from './measurement-text.ts';
import type { measurementFields } from './measurements.documents.ts';

type Measurement = ResultOf<typeof measurementFields>;

/** Everything measured of a person: what counts now, and behind it every earlier version. */
export function MeasurementsPanel(props: {
  measurements: readonly Measurement[];
  whom: { customerId: string } | { prescriptionId: string };
  names: readonly string[];
  reload: () => void;
}) {
  const { may } = useSession();
  const current = props.measurements.filter((one) => one.isCurrent);
  const earlier = props.measurements.filter((one) => !one.isCurrent);
  return (
    <Panel
      title="Measurements"
      actions={
        may('measure') && (
          <MeasureDialog
            trigger={
              <button type="button" className="btn">
                Measure
              </button>
            }
            title="Measure"
            whom={props.whom}
            names={props.names}
            onKept={props.reload}
          />
        )
      }
    >
      {current.length === 0 && <p className="text-ink-soft">Nothing measured yet.</p>}
      <ol className="space-y-4">
        {current.map((one) => (
          <li key={one.id} className="space-y-1">
            <Measured one={one} />
            {may('measure') && (
              <MeasureDialog
                trigger={
                  <button type="button" className="btn">
                    Measure again
                  </button>
                }
                title={`Measure again: ${one.frameName ?? 'the person'}`}
                whom={{ supersedes: one.id }}
                start={formOf(one)}
                names={props.names}
                onKept={props.reload}
              />
            )}
          </li>
        ))}
      </ol>
      {earlier.length > 0 && (
        <details className="mt-3">
          <summary className="text-ink-soft">Earlier versions ({earlier.length})</summary>
          <ol className="mt-2 space-y-4 border-line border-s ps-3">
            {earlier.map((one) => (
              <li key={one.id}>
                <Measured one={one} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </Panel>
  );
}

function Measured({ one }: { one: Measurement }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{one.frameName ?? 'Any frame'}</span>
        {one.patientName && <span className="text-ink-soft">{one.patientName}</span>}
        {!one.isCurrent && <Badge code="SUPERSEDED" tone="neutral" />}
      </p>
      <p className="text-ink-soft text-xs">
        {instant(one.measuredAt)} · {one.measuredBy} · {methodNames[one.method]}
      </p>
      <div className="tabular">
        <Facts items={measuredFacts(one)} />
      </div>
      <IssueList issues={one.issues} />
      {one.note && <p className="text-ink-soft">{one.note}</p>}
    </>
  );
}

const formOf = (one: Measurement): Partial<MeasureForm> => ({
  method: one.method,
  patientName: one.patientName ?? '',
  frameSku: one.frameSku ?? '',
  frameName: one.frameName ?? '',
  lensHeightMm: one.lensHeightMm ?? '',
  pdOdMm: one.pdOdMm ?? '',
  pdOsMm: one.pdOsMm ?? '',
  nearPdOdMm: one.nearPdOdMm ?? '',
  nearPdOsMm: one.nearPdOsMm ?? '',
  heightKind: one.heightKind ?? 'FITTING',
  heightOdMm: one.heightOdMm ?? '',
  heightOsMm: one.heightOsMm ?? '',
  vertexMm: one.vertexMm ?? '',
  refractedVertexMm: one.refractedVertexMm ?? '',
  pantoscopicTiltDegrees: one.pantoscopicTiltDegrees ?? '',
  faceFormDegrees: one.faceFormDegrees ?? '',
});
