import { useLoad } from '../../graph/load.ts';
import { Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { keyOf } from '../lab-settings/making-fields.ts';
import { limitGroups, textOf, unitName } from './limit-fields.ts';
import { prescriptionRulesHistoryQuery } from './rules.documents.ts';

const limits = new Map(limitGroups.flatMap((group) => group.limits).map((limit) => [keyOf(limit.path), limit]));

/** A limit under its name and in its unit; what has no field of its own as it stands in the document. */
function said(field: string, value: string | null): string | null {
  const limit = limits.get(field);
  return value === null || !limit ? value : `${textOf(Number(value), limit.unit)} ${unitName(limit.unit)}`;
}

/** Who changed what, when and why, the newest first. */
export function RulesHistory() {
  const { data } = useLoad(prescriptionRulesHistoryQuery, {});
  if (!data) return null;
  return (
    <Panel title="Versions" flush>
      {data.prescriptionRulesHistory.length === 0 ? (
        <p className="p-3 text-ink-soft">The rules the house came with; nobody changed them yet.</p>
      ) : (
        <table className="grid-table">
          <HeadRow titles={['Version', 'When', 'Who', 'From → to', 'Why']} />
          <tbody>
            {data.prescriptionRulesHistory.map((one) => (
              <tr key={one.version}>
                <th scope="row">{one.version}</th>
                <td className="whitespace-nowrap">{instant(one.changedAt)}</td>
                <td>{one.changedBy}</td>
                <td className="min-w-56">
                  {one.differences.map(({ field, before, after }) => (
                    <p key={field}>
                      <span className="text-ink-soft">{limits.get(field)?.label ?? field}:</span>{' '}
                      {before !== null && <del className="text-ink-soft">{said(field, before)}</del>}{' '}
                      {said(field, after) ?? <span className="text-ink-soft">gone</span>}
                    </p>
                  ))}
                </td>
                <td className="whitespace-normal!">{one.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
