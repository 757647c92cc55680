import { useLoad } from '../../graph/load.ts';
import { Panel } from '../../kit/detail.tsx';
import { count, day, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { Skeleton } from '../../kit/states.tsx';
import { promisesQuery } from './figures.documents.ts';

/** The earliest day for a pair ordered now, by route, with the numbers it follows from. */
export function PromisePanel() {
  const { data, problem } = useLoad(promisesQuery, {});
  const rows = data && [
    ['From stock', data.stock] as const,
    ['Ground', data.surfaced] as const,
    ['Ground and coated', data.coated] as const,
    ['Free-form', data.freeForm] as const,
    ['Ground and coated, rush', data.rush] as const,
  ];
  return (
    <Panel title="Earliest promise for a pair ordered now" flush>
      {!rows && (problem ? <p className="p-3 text-ink-soft">{problem.message}</p> : <Skeleton className="h-32" />)}
      {rows && (
        <table className="grid-table tabular">
          <HeadRow
            titles={[
              'Route',
              'Leaves the lab',
              'Working days#',
              'Jobs ahead#',
              'Lenses ahead ÷ lenses a day, by stage',
            ]}
          />
          <tbody>
            {rows.map(([name, promise]) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  {promise.rushFull && (
                    <span className="block text-warn text-xs">the rush class is full: no faster</span>
                  )}
                </th>
                <td>{day(promise.earliestOn)}</td>
                <td className="num">{count(promise.workingDays)}</td>
                <td className="num">{count(promise.jobsAhead)}</td>
                <td className="min-w-80 text-xs">
                  preparation {promise.preparationDays} d
                  {promise.stages.map((one) => (
                    <span key={one.stage} className={one.stage === promise.bottleneck ? 'font-medium text-warn' : ''}>
                      {' · '}
                      {sayCode(one.stage).toLowerCase()} {count(one.queueAhead)} ÷ {count(one.lensesPerDay)}, there
                      after {one.readyAfterDays} d
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
