import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Panel } from '../../kit/detail.tsx';
import { instant, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, EmptyState, ProblemState } from '../../kit/states.tsx';
import { settingChangesQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

type Area = NonNullable<NonNullable<VariablesOf<typeof settingChangesQuery>['areas']>[number]>;
type Difference = ResultOf<typeof settingChangesQuery>['labSettingChanges'][number]['differences'][number];

const AREAS: Record<Area, string> = {
  STATION: 'Station',
  TERMS: 'Capacity and calendar',
  BLANK_RULE: 'Blank rule',
  INSTRUMENT: 'Instrument',
  STANDARD_COST: 'Standard cost',
  LABOUR_HOURS: 'Paid hours',
  TOLERANCES: 'Tolerances',
  WAIVERS: 'Waivers',
  CALIBRATION: 'Calibration rule',
  WEAR: 'Position of wear',
  REMAKES: 'Remake terms',
  TRACES: 'Trace limits',
  CHECKLIST: 'Inspection checklist',
};
const MOST = 100;

export function ChangesScreen() {
  const [area, setArea] = useState<Area | ''>('');
  const { data, problem, reload } = useLoad(settingChangesQuery, { areas: area === '' ? null : [area], first: MOST });
  return (
    <SettingsFrame
      page="/lab/settings/changes"
      intro="Who changed what, from what to what, the newest first. It cannot be edited. Changes of the making rules stand with these rules."
      actions={
        <select
          aria-label="Area"
          className="control"
          value={area}
          onChange={(e) => setArea(e.target.value as Area | '')}
        >
          <option value="">Everything</option>
          {Object.entries(AREAS).map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      }
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <Panel flush>
          {data.labSettingChanges.length === 0 ? (
            <EmptyState title="Nothing was changed yet" hint="What the lab came with holds." />
          ) : (
            <table className="grid-table">
              <HeadRow titles={['When', 'Who', 'What', 'From → to']} />
              <tbody>
                {data.labSettingChanges.map((change) => (
                  <tr key={change.id}>
                    <td className="whitespace-nowrap">{instant(change.at)}</td>
                    <td>{change.changedBy}</td>
                    <td>
                      {AREAS[change.area]} {change.key && <code>{change.key}</code>}
                    </td>
                    <td className="min-w-64">
                      {change.differences.map((one) => (
                        <DifferenceLine key={one.field} difference={one} />
                      ))}
                      {change.note && <p className="text-ink-soft">“{change.note}”</p>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Panel>
      )}
    </SettingsFrame>
  );
}

/** Codes and yes or no in words; names, numbers and days as they are. */
const sayValue = (value: string): string => {
  if (value === 'true' || value === 'false') return value === 'true' ? 'yes' : 'no';
  return /^[A-Z]+(_[A-Z]+)*(, [A-Z]+(_[A-Z]+)*)*$/.test(value) ? value.split(', ').map(sayCode).join(', ') : value;
};

const DifferenceLine = ({ difference: { field, before, after } }: { difference: Difference }) => (
  <p>
    <span className="text-ink-soft">{sayCode(field.replaceAll('.', ' '))}:</span>{' '}
    {before !== null && <del className="text-ink-soft">{sayValue(before)}</del>}{' '}
    {after === null ? <span className="text-ink-soft">gone</span> : sayValue(after)}
  </p>
);
