import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Panel } from '../../kit/detail.tsx';
import { count, money, percent, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { Skeleton } from '../../kit/states.tsx';
import { labRemakesQuery } from './figures.documents.ts';

type Share = ResultOf<typeof labRemakesQuery>['remakeFigures']['byParty'][number];

/** What was made again, why, and who pays for it. */
export function RemakeFiguresPanel({ from, to }: { from: string; to: string }) {
  const { data, problem } = useLoad(labRemakesQuery, { from, to });
  const found = data?.remakeFigures;
  return (
    <Panel title="Remakes, by reason and by who pays" flush>
      {!found && (problem ? <p className="p-3 text-ink-soft">{problem.message}</p> : <Skeleton className="h-32" />)}
      {found && (
        <>
          <p className="p-3 text-xs">
            {count(found.remakes)} of {count(found.shipped)} shipped ({percent(found.remakePercent)}), and{' '}
            {count(found.warrantyRemakes)} under warranty. Cost is by the book of standard costs; what a policy of the
            house makes free is not charged.
          </p>
          {found.byGroup.length > 0 && (
            <div className="grid lg:grid-cols-2">
              <Shares title="Reason" shares={found.byGroup} />
              <Shares title="At the charge of" shares={found.byParty} />
            </div>
          )}
        </>
      )}
    </Panel>
  );
}

function Shares({ title, shares }: { title: string; shares: readonly Share[] }) {
  return (
    <table className="grid-table self-start tabular">
      <HeadRow titles={[title, 'Remakes#', 'Cost#', 'Charged#']} />
      <tbody>
        {shares.map((share) => (
          <tr key={share.name}>
            <th scope="row">{sayCode(share.name)}</th>
            <td className="num">{count(share.count)}</td>
            <td className="num">{money(share.cost)}</td>
            <td className="num">{money(share.charged)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
