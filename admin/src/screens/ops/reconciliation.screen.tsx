import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Panel, usePageTitle } from '../../kit/detail.tsx';
import { ReasonDialog } from '../../kit/dialog.tsx';
import { instant, sayCode } from '../../kit/format.ts';
import { DetailSkeleton, EmptyState, ProblemState } from '../../kit/states.tsx';
import { reconciliationQuery, resolveReconciliationBreak } from './reconciliation.documents.ts';

/** Where our books and the payment provider's, the carrier's or the shelf disagree. */
export function ReconciliationScreen() {
  usePageTitle('Reconciliation');
  const { data, problem, reload } = useLoad(reconciliationQuery, {});
  const { act } = useAct();
  const [showAll, setShowAll] = useState(false);
  if (!data) return problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />;
  const shown = data.reconciliationBreaks.filter((one) => showAll || one.open);
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="text-xl">Reconciliation</h1>
        <label className="flex items-center gap-1.5">
          <input type="checkbox" checked={showAll} onChange={(e) => setShowAll(e.target.checked)} /> Also resolved
        </label>
        <Button className="ms-auto" onClick={reload}>
          Look again
        </Button>
      </header>
      <Panel flush>
        {shown.length === 0 ? (
          <EmptyState
            title="The books agree"
            hint="Differences between our journal and the payment provider's appear here."
          />
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th>Found</th>
                <th>Kind</th>
                <th>About</th>
                <th>What differs</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.id}>
                  <td className="whitespace-nowrap">{instant(one.at)}</td>
                  <td>
                    <Badge code={one.open ? 'WARNING' : 'CLOSED'} label={sayCode(one.kind)} />
                  </td>
                  <td>{one.subject}</td>
                  <td>{one.detail}</td>
                  <td>
                    {one.open && (
                      <ReasonDialog
                        trigger={<Button>Resolve</Button>}
                        title={`Resolve the difference of ${one.subject}?`}
                        consequence="Say what was found and done. It is kept; the books themselves are not changed by this."
                        label="What was done"
                        submit="Resolve"
                        tone="primary"
                        onSubmit={async (note) => {
                          const done = await act(
                            resolveReconciliationBreak,
                            { id: one.id, note },
                            { done: 'Resolved.' },
                          );
                          if (done) reload();
                          return Boolean(done);
                        }}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </div>
  );
}
