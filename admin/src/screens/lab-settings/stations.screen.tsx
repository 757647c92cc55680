import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { count, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { Choices } from './choices.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';
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
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(station);
  const [form, setForm] = useState(() => formOf(station));
  const begin = () => {
    clear();
    setOpened(station);
    setForm(formOf(station));
  };
  const set = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const now = (of: (one: Station) => string) => (opened && station ? meanwhile(of(opened), of(station)) : undefined);
  return (
    <FormDialog
      wide
      trigger={
        <Button tone={station ? 'quiet' : 'primary'} aria-label={station ? `Change ${station.name}` : undefined}>
          {station ? 'Change' : 'New station'}
        </Button>
      }
      onOpen={begin}
      title={station ? station.name : 'New station'}
      submit="Save"
      onSubmit={() =>
        save(
          saveStation,
          {
            input: {
              code: form.code.trim().toUpperCase(),
              name: form.name.trim(),
              statuses: form.statuses as Input['statuses'],
              batchKinds: form.batchKinds as NonNullable<Input['batchKinds']>,
              batchCapacity: form.capacity === '' ? null : Number(form.capacity),
              active: form.active,
              basedOn: station?.version ?? 0,
            },
          },
          `${form.name.trim()} is saved.`,
        )
      }
    >
      <Refused refusal={refusal} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Code" hint={station ? 'Printed on its label; it cannot change.' : 'Letters, digits, dashes'}>
          <TextInput
            required
            readOnly={station !== null}
            pattern="[A-Za-z0-9][A-Za-z0-9\-]{0,19}"
            className="uppercase"
            value={form.code}
            onChange={(e) => set({ code: e.target.value })}
          />
        </Field>
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
    </FormDialog>
  );
}
