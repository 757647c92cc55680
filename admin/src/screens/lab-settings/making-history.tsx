import { useLoad } from '../../graph/load.ts';
import { Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { lensRulesHistoryQuery } from './settings.documents.ts';

/** Versions of the rules, the newest first. */
export function RulesHistory() {
  const { data } = useLoad(lensRulesHistoryQuery, {});
  if (!data) return null;
  return (
    <Panel title="Versions" flush>
      {data.lensRulesHistory.length === 0 ? (
        <p className="p-3 text-ink-soft">The rules the house came with; nobody changed them yet.</p>
      ) : (
        <table className="grid-table">
          <HeadRow titles={['Version', 'When', 'Who', 'Why']} />
          <tbody>
            {data.lensRulesHistory.map((one) => (
              <tr key={one.version}>
                <th scope="row">{one.version}</th>
                <td className="whitespace-nowrap">{instant(one.changedAt)}</td>
                <td>{one.changedBy}</td>
                <td>{one.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
