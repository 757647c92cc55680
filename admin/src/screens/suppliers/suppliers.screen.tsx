import { useLoad } from '../../graph/load.ts';
import { Panel, usePageTitle } from '../../kit/detail.tsx';
import { count, mm, percent } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { DetailSkeleton, EmptyState, ProblemState } from '../../kit/states.tsx';
import { suppliersQuery } from './suppliers.documents.ts';

/** Ranked by score; a supplier with too few deliveries is not ranked, and it says so. */
export function SuppliersScreen() {
  usePageTitle('Suppliers');
  const { data, problem, reload } = useLoad(suppliersQuery, {});
  if (!data) return problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />;
  const ranked = [...data.suppliers].sort(
    (a, b) =>
      Number(b.scorecard.ranked) - Number(a.scorecard.ranked) ||
      Number(b.scorecard.score ?? 0) - Number(a.scorecard.score ?? 0) ||
      a.name.localeCompare(b.name),
  );
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <h1 className="text-xl">Suppliers</h1>
      {ranked.length === 0 ? (
        <EmptyState title="No suppliers yet" />
      ) : (
        <Panel flush>
          <table className="grid-table tabular">
            <thead>
              <tr>
                <th>Supplier</th>
                <th className="num">Score</th>
                <th className="num">On time in full</th>
                <th className="num">Rejected</th>
                <th className="num">Invoiced at price</th>
                <th className="num">Lead time</th>
                <th>Sends by</th>
              </tr>
            </thead>
            <tbody>
              {ranked.map(({ id, name, code, ediKind, scorecard }) => (
                <tr key={id}>
                  <td>
                    <Go to={`/suppliers/${id}`}>{name}</Go> <span className="text-ink-soft">{code}</span>
                  </td>
                  <td className="num font-semibold">
                    {scorecard.ranked ? (
                      mm(scorecard.score)
                    ) : (
                      <span className="font-normal text-ink-soft">too few lines</span>
                    )}
                  </td>
                  <td className="num">
                    {percent(scorecard.otifPercent)}
                    <span className="block text-ink-soft text-xs">
                      {count(scorecard.linesOnTimeInFull)} of {count(scorecard.linesDue)} lines
                    </span>
                  </td>
                  <td className="num">
                    {scorecard.defectPpm === null ? '—' : `${count(scorecard.defectPpm)} ppm`}
                    <span className="block text-ink-soft text-xs">
                      {count(scorecard.unitsRejected)} of {count(scorecard.unitsReceived)} pieces
                    </span>
                  </td>
                  <td className="num">
                    {count(scorecard.invoiceLinesAtPrice)} of {count(scorecard.invoiceLines)}
                  </td>
                  <td className="num">
                    {scorecard.meanLeadTimeDays === null ? '—' : `${mm(scorecard.meanLeadTimeDays)} d`}
                    {scorecard.leadTimeCv !== null && (
                      <span className="block text-ink-soft text-xs">
                        spread {percent(Number(scorecard.leadTimeCv) * 100)}
                      </span>
                    )}
                  </td>
                  <td>{ediKind === 'NONE' ? 'mail' : ediKind}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </div>
  );
}
