import { useAct } from '../../graph/act.ts';
import { Facts, Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { MeasureDialog } from '../measurements/measure-dialog.tsx';
import { heightPoints, isOtherHeight, measuredFacts, methodNames } from '../measurements/measurement-text.ts';
import { applyMeasurement } from '../measurements/measurements.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

/** What each pair of the order is made by, and measuring for it as long as nothing is made. */
export function OrderMeasurements({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { may } = useSession();
  const { act } = useAct();
  const lines = order.lines.filter((line) => line.lens && line.prescription);
  if (lines.length === 0) return null;
  const isOpen = order.status === 'PLACED';
  return (
    <Panel title="Measured for these glasses">
      <ul className="space-y-4">
        {lines.map((line) => (
          <li key={line.id} className="space-y-1">
            <p className="font-medium">{line.title}</p>
            {line.measurement ? (
              <>
                <p className="text-ink-soft text-xs">
                  {instant(line.measurement.measuredAt)} · {line.measurement.measuredBy} ·{' '}
                  {methodNames[line.measurement.method]}
                  {!line.measurement.inThisFrame && ' · in another frame: only distances are used'}
                </p>
                {isOtherHeight(line.measurement, line.lens?.heightKind) && (
                  <p className="text-warn">
                    The height is not used: these lenses need it to {heightPoints[line.lens?.heightKind ?? 'FITTING']}.
                    Measure again; the lab waits for it.
                  </p>
                )}
                <div className="tabular">
                  <Facts items={measuredFacts(line.measurement)} />
                </div>
              </>
            ) : (
              <p className="text-ink-soft">Nothing measured here; the distances on the prescription are used.</p>
            )}
            {isOpen && may('measure') && line.prescription && (
              <MeasureDialog
                trigger={
                  <button type="button" className="btn">
                    {line.measurement ? 'Measure again' : 'Measure in this frame'}
                  </button>
                }
                title={`Measure for ${line.title}`}
                whom={{ prescriptionId: line.prescription.id }}
                start={{ frameSku: line.sku, frameName: line.title, heightKind: line.lens?.heightKind ?? 'FITTING' }}
                onKept={async (measurementId) => {
                  await act(
                    applyMeasurement,
                    { orderId: order.id, lineId: line.id, measurementId },
                    { done: 'The lab calculates anew.' },
                  );
                  reload();
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
