import type { ResultOf } from '../../graph/tada.ts';
import { Panel } from '../../kit/detail.tsx';
import { Go } from '../../kit/go.tsx';
import { explainAddress } from '../lenses/explain-input.ts';
import type { reviewQuery } from './prescriptions.documents.ts';

type Rx = NonNullable<ResultOf<typeof reviewQuery>['prescription']>;

/** What can be made of this prescription: in each ordered frame as it was chosen, or in any frame. Addresses carry ids only. */
export function ExplainPanel({ rx }: { rx: Rx }) {
  if (rx.product !== 'GLASSES') return null;
  const ordered = rx.orders.flatMap((order) =>
    order.lines
      .filter((line) => line.lens && line.prescription?.id === rx.id)
      .map((line) => ({ ...line, number: order.number })),
  );
  return (
    <Panel title="What can be made">
      <ul className="space-y-1">
        {ordered.map((line) => (
          <li key={line.id}>
            <Go
              to={explainAddress({
                sku: line.sku,
                prescriptionId: rx.id,
                ...(line.lens
                  ? {
                      designId: line.lens.designId,
                      materialId: line.lens.materialId,
                      treatmentIds: line.lens.treatmentIds,
                    }
                  : {}),
              })}
            >
              {line.title}
            </Go>{' '}
            <span className="text-ink-soft">as ordered, {line.number}</span>
          </li>
        ))}
        <li>
          <Go to={explainAddress({ prescriptionId: rx.id })}>In another frame</Go>
        </li>
      </ul>
    </Panel>
  );
}
