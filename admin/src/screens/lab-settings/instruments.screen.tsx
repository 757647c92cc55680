import { useLoad } from '../../graph/load.ts';
import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Field, Select, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { day, daysUntil, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, EmptyState, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { calibrationState } from './calibration.ts';
import { CodeField, codeOf, RecordDialog, useRecordForm } from './record-form.tsx';
import { saveInstrument, settingInstrumentsQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

type Instrument = ResultOf<typeof settingInstrumentsQuery>['labInstruments'][number];
type Input = VariablesOf<typeof saveInstrument>['input'];
type Kind = Input['kind'];
const KINDS: readonly Kind[] = ['LENSMETER', 'PUPILLOMETER', 'CALIPER', 'LENS_CLOCK', 'RULER'];

export function InstrumentsScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(settingInstrumentsQuery, {});
  const mayKeep = may('superviseLab');
  return (
    <SettingsFrame
      page="/lab/settings/instruments"
      intro="What is measured with, and until when its calibration holds. An inspection names its lensmeter; its record keeps it as it was on that day."
      actions={mayKeep && <InstrumentDialog instrument={null} reload={reload} />}
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <Panel flush>
          {data.labInstruments.length === 0 ? (
            <EmptyState
              title="No instruments yet"
              hint="Enter the lensmeter: without one each inspection says that nobody knows what it was made with."
            />
          ) : (
            <table className="rows-middle grid-table">
              <HeadRow titles={['Code', 'Kind', 'Name', 'Calibrated until', 'State', ...(mayKeep ? [' '] : [])]} />
              <tbody>
                {data.labInstruments.map((one) => {
                  const state = calibrationState(one.retired ?? false, daysUntil(one.calibrationDueOn));
                  return (
                    <tr key={one.id}>
                      <th scope="row">
                        <code>{one.code}</code>
                      </th>
                      <td>{sayCode(one.kind)}</td>
                      <td>{one.name}</td>
                      <td className="whitespace-nowrap">{day(one.calibrationDueOn)}</td>
                      <td>
                        <Badge code={state.tone} label={state.label} tone={state.tone} />
                      </td>
                      {mayKeep && (
                        <td className="num">
                          <InstrumentDialog instrument={one} reload={reload} />
                        </td>
                      )}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
        </Panel>
      )}
    </SettingsFrame>
  );
}

const formOf = (instrument: Instrument | null) => ({
  code: instrument?.code ?? '',
  kind: (instrument?.kind ?? 'LENSMETER') as Kind,
  name: instrument?.name ?? '',
  due: instrument?.calibrationDueOn ?? '',
  retired: instrument?.retired ?? false,
});

function InstrumentDialog({ instrument, reload }: { instrument: Instrument | null; reload: () => void }) {
  const { form, set, now, begin, save, refusal } = useRecordForm(instrument, formOf, reload);
  const input = (): Input => ({
    code: codeOf(form.code),
    kind: form.kind,
    name: form.name.trim(),
    calibrationDueOn: form.due,
    retired: form.retired,
    basedOn: instrument?.version ?? 0,
  });
  return (
    <RecordDialog
      noun="instrument"
      name={instrument?.code ?? null}
      title={`${instrument?.code}, ${instrument?.name}`}
      refusal={refusal}
      onOpen={begin}
      onSubmit={() => save(saveInstrument, { input: input() }, `${codeOf(form.code)} is saved.`)}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <CodeField
          code={form.code}
          isFixed={instrument !== null}
          hint="As on its label"
          fixedHint="It cannot change."
          onChange={(code) => set({ code })}
        />
        <Field label="Kind" error={now((one) => sayCode(one.kind))}>
          <Select
            value={form.kind}
            onChange={(e) => set({ kind: e.target.value as Kind })}
            options={KINDS.map((value) => ({ value, label: sayCode(value) }))}
          />
        </Field>
      </div>
      <Field label="Name" error={now((one) => one.name)}>
        <TextInput required maxLength={120} value={form.name} onChange={(e) => set({ name: e.target.value })} />
      </Field>
      <Field
        label="Calibrated until"
        hint="The day of the next calibration. What happens afterwards is set under Waivers and wear."
        error={now((one) => day(one.calibrationDueOn))}
      >
        <TextInput required type="date" value={form.due} onChange={(e) => set({ due: e.target.value })} />
      </Field>
      {instrument && (
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={form.retired} onChange={(e) => set({ retired: e.target.checked })} /> Out of
          use. Its records stay as they are.
        </label>
      )}
    </RecordDialog>
  );
}
