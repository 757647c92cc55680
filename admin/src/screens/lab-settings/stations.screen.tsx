import { useLoad } from '../../graph/load.ts';
import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { count, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { Choices } from './choices.tsx';
import { CodeField, codeOf, RecordDialog, useRecordForm } from './record-form.tsx';
import { saveStation, settingStationsQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

type Station = ResultOf<typeof settingStationsQuery>['labStations'][number];
type Input = VariablesOf<typeof saveStation>['input'];

const STAGES = ['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'SHIPPED', 'DISPENSED'] as const;
const BATCHES = ['TINT', 'HARD_COAT', 'AR', 'MIRROR'] as const;
const say = (codes: readonly string[]): string => codes.map(sayCode).join(', ');

export function StationsScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(settingStationsQuery, {});
  const mayKeep = may('keepLabSettings');
  return (
    <SettingsFrame
      page="/lab/settings"
      intro="Where trays are scanned. A scan is refused at a station that does not do the stage. Whoever works there signs in with a staff account of the role lab; their name goes into each scan."
      actions={mayKeep && <StationDialog station={null} reload={reload} />}
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <Panel flush>
          <table className="rows-middle grid-table">
            <HeadRow
              titles={[
                'Code',
                'Name',
                'Scans trays into',
                'Batches',
                'Lenses a batch#',
                'State',
                ...(mayKeep ? [' '] : []),
              ]}
            />
            <tbody>
              {data.labStations.map((station) => (
                <tr key={station.code}>
                  <th scope="row">
                    <code>{station.code}</code>
                  </th>
                  <td>{station.name}</td>
                  <td className="min-w-48">{say(station.statuses)}</td>
                  <td>{say(station.batchKinds) || '—'}</td>
                  <td className="num">{station.batchCapacity === null ? '—' : count(station.batchCapacity)}</td>
                  <td>
                    <Badge
                      code={station.active ? 'ACTIVE' : 'CLOSED'}
                      label={station.active ? 'In use' : 'Out of use'}
                      tone={station.active ? 'good' : 'neutral'}
                    />
                  </td>
                  {mayKeep && (
                    <td className="num">
                      <StationDialog station={station} reload={reload} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </SettingsFrame>
  );
}

const formOf = (station: Station | null) => ({
  code: station?.code ?? '',
  name: station?.name ?? '',
  statuses: [...(station?.statuses ?? [])] as string[],
  batchKinds: [...(station?.batchKinds ?? [])] as string[],
  capacity: station?.batchCapacity == null ? '' : String(station.batchCapacity),
  active: station?.active ?? true,
});

function StationDialog({ station, reload }: { station: Station | null; reload: () => void }) {
  const { form, set, now, begin, save, refusal } = useRecordForm(station, formOf, reload);
  const input = (): Input => ({
    code: codeOf(form.code),
    name: form.name.trim(),
    statuses: form.statuses as Input['statuses'],
    batchKinds: form.batchKinds as NonNullable<Input['batchKinds']>,
    batchCapacity: form.capacity === '' ? null : Number(form.capacity),
    active: form.active,
    basedOn: station?.version ?? 0,
  });
  return (
    <RecordDialog
      wide
      noun="station"
      name={station?.name ?? null}
      refusal={refusal}
      onOpen={begin}
      onSubmit={() => save(saveStation, { input: input() }, `${form.name.trim()} is saved.`)}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <CodeField
          code={form.code}
          isFixed={station !== null}
          hint="Letters, digits, dashes"
          fixedHint="Printed on its label; it cannot change."
          onChange={(code) => set({ code })}
        />
        <Field label="Name" error={now((one) => one.name)}>
          <TextInput required maxLength={60} value={form.name} onChange={(e) => set({ name: e.target.value })} />
        </Field>
      </div>
      <Choices
        legend="Scans trays into"
        options={STAGES.map((code) => [code, sayCode(code)])}
        chosen={form.statuses}
        onChange={(statuses) => set({ statuses })}
        note={now((one) => say(one.statuses))}
      />
      <Choices
        legend="Runs batches of (coating stations only)"
        options={BATCHES.map((code) => [code, sayCode(code)])}
        chosen={form.batchKinds}
        onChange={(batchKinds) => set({ batchKinds })}
        note={now((one) => say(one.batchKinds))}
      />
      <Field
        label="Lenses that fit into one batch"
        hint="Empty where nobody counts."
        error={now((one) => String(one.batchCapacity ?? ''))}
      >
        <TextInput
          type="number"
          min={1}
          step={1}
          value={form.capacity}
          onChange={(e) => set({ capacity: e.target.value })}
        />
      </Field>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={form.active} onChange={(e) => set({ active: e.target.checked })} /> In use
      </label>
    </RecordDialog>
  );
}
