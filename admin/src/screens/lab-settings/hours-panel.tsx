import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { addDays, day, instant, today } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { ProblemState, Skeleton } from '../../kit/states.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';
import { recordHours, settingHoursQuery } from './settings.documents.ts';

type Recorded = ResultOf<typeof settingHoursQuery>['labLabourHours'][number];
const DAYS = 14;

/** Paid hours of the last two weeks: jobs per hour are told for the days that are recorded. */
export function HoursPanel({ mayKeep }: { mayKeep: boolean }) {
  const to = today();
  const from = addDays(to, 1 - DAYS);
  const { data, problem, reload } = useLoad(settingHoursQuery, { from, to });
  const days = Array.from({ length: DAYS }, (_, i) => addDays(to, -i));
  return (
    <Panel title="Paid hours of the lab, last two weeks" flush>
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <Skeleton className="h-32" />)}
      {data && (
        <table className="rows-middle grid-table tabular">
          <HeadRow titles={['Day', 'Hours#', 'Recorded by', ...(mayKeep ? [' '] : [])]} />
          <tbody>
            {days.map((one) => {
              const recorded = data.labLabourHours.find((row) => row.day === one) ?? null;
              return (
                <tr key={one}>
                  <th scope="row">{day(one)}</th>
                  <td className="num">{recorded ? Number(recorded.hours).toFixed(2) : 'unknown'}</td>
                  <td>
                    {recorded && (
                      <>
                        {recorded.recordedBy}{' '}
                        <span className="text-ink-soft text-xs">{instant(recorded.recordedAt)}</span>
                      </>
                    )}
                  </td>
                  {mayKeep && (
                    <td className="num">
                      <HoursDialog on={one} recorded={recorded} reload={reload} />
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function HoursDialog({ on, recorded, reload }: { on: string; recorded: Recorded | null; reload: () => void }) {
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(recorded?.hours ?? '');
  const [hours, setHours] = useState('');
  const begin = () => {
    clear();
    setOpened(recorded?.hours ?? '');
    setHours(recorded ? String(Number(recorded.hours)) : '');
  };
  return (
    <FormDialog
      trigger={
        <Button className="h-7" aria-label={`${recorded ? 'Change' : 'Record'} hours of ${day(on)}`}>
          {recorded ? 'Change' : 'Record'}
        </Button>
      }
      onOpen={begin}
      title={`Paid hours on ${day(on)}`}
      consequence="Of everybody who worked in the lab on that day, together. Empty makes the day unknown again."
      submit="Save"
      onSubmit={() =>
        save(
          recordHours,
          // A day that was taken back has a version too, which its list no longer tells: then nothing is compared.
          { day: on, hours: hours === '' ? null : hours, basedOn: recorded?.version ?? null },
          hours === '' ? `${day(on)} is unknown.` : `${day(on)}: ${Number(hours)} h.`,
        )
      }
    >
      <Refused refusal={refusal} />
      <Field label="Hours" error={meanwhile(opened, recorded?.hours ?? '')}>
        <TextInput
          autoFocus
          type="number"
          inputMode="decimal"
          min={0.25}
          max={10_000}
          step={0.25}
          value={hours}
          onChange={(e) => setHours(e.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
