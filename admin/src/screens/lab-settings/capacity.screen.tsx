import { type FormEvent, useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useUnsaved } from '../../kit/unsaved.ts';
import { useSession } from '../../session/session.tsx';
import { Choices } from './choices.tsx';
import { ClosedDays } from './closed-days.tsx';
import { meanwhile, Refused, useFormKey, useSaving } from './saving.tsx';
import { saveTerms, settingTermsQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

type Terms = ResultOf<typeof settingTermsQuery>['labTerms'];
type Input = VariablesOf<typeof saveTerms>['input'];

const WEEKDAYS = [
  ['1', 'Monday'],
  ['2', 'Tuesday'],
  ['3', 'Wednesday'],
  ['4', 'Thursday'],
  ['5', 'Friday'],
  ['6', 'Saturday'],
  ['0', 'Sunday'],
] as const;
const HOLIDAYS = [
  { value: 'none', label: 'None' },
  { value: 'us-federal', label: 'US federal holidays' },
];
const ROUTES: Record<string, string> = {
  FINISHED: 'From stock',
  SURFACED: 'Ground',
  SURFACED_COATED: 'Ground and coated',
  FREE_FORM: 'Free-form',
};

export function CapacityScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(settingTermsQuery, {});
  const { key, saved } = useFormKey(data?.labTerms.version);
  return (
    <SettingsFrame
      page="/lab/settings/capacity"
      intro="What promises follow from: how many lenses a stage takes a day, how long they stay there, and on which days the lab works. The next quote is made from it, and the shop is told."
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <TermsForm key={key} terms={data.labTerms} mayKeep={may('keepLabSettings')} reload={reload} onSaved={saved} />
      )}
    </SettingsFrame>
  );
}

const formOf = (terms: Terms) => ({
  lensesPerDay: Object.fromEntries(terms.capacities.map((one) => [one.stage, String(one.lensesPerDay)])),
  dwellDays: Object.fromEntries(terms.capacities.map((one) => [one.stage, one.dwellDays])),
  extraDays: Object.fromEntries(terms.routes.map((one) => [one.code, one.extraDays])),
  preparationDays: terms.preparationDays,
  tintDays: terms.tintDays,
  remakeDays: String(terms.remakeDays),
  weekdays: terms.workingWeekdays.map(String),
  holidays: terms.holidays,
  rushSharePercent: terms.rushSharePercent,
  rushDueTime: terms.rushDueTime,
  closedDays: terms.closedDays.map(({ day, reason }) => ({ day, reason })),
});
type Form = ReturnType<typeof formOf>;

const inputOf = (form: Form, basedOn: number): Input => ({
  capacities: Object.keys(form.lensesPerDay).map((stage) => ({
    stage: stage as NonNullable<Input['capacities']>[number]['stage'],
    lensesPerDay: Number(form.lensesPerDay[stage]),
    dwellDays: form.dwellDays[stage] ?? '0',
  })),
  routeExtraDays: Object.entries(form.extraDays).map(([route, extraDays]) => ({
    route: route as NonNullable<Input['routeExtraDays']>[number]['route'],
    extraDays,
  })),
  preparationDays: form.preparationDays,
  tintDays: form.tintDays,
  remakeDays: Number(form.remakeDays),
  workingWeekdays: form.weekdays.map(Number),
  holidays: form.holidays,
  rushSharePercent: form.rushSharePercent,
  rushDueTime: form.rushDueTime,
  closedDays: form.closedDays,
  basedOn,
});

function TermsForm(props: { terms: Terms; mayKeep: boolean; reload: () => void; onSaved: (version: number) => void }) {
  const { terms } = props;
  const { save, busy, refusal } = useSaving(props.reload);
  const [opened] = useState(() => formOf(terms));
  const [form, setForm] = useState(opened);
  const now = formOf(terms);
  const set = (part: Partial<Form>) => setForm((form) => ({ ...form, ...part }));
  const of = (name: 'preparationDays' | 'tintDays' | 'remakeDays' | 'rushSharePercent' | 'rushDueTime') => ({
    value: form[name],
    error: meanwhile(opened[name], now[name]),
    onChange: (value: string) => set({ [name]: value }),
  });
  useUnsaved(props.mayKeep && JSON.stringify(form) !== JSON.stringify(opened));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await save(
      saveTerms,
      { input: inputOf(form, terms.version) },
      'Saved. The next promise follows from it.',
      ({ version }) => props.onSaved(version),
    );
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!props.mayKeep} className="min-w-0 space-y-4">
        <Panel title="Stages" flush>
          <table className="rows-middle grid-table">
            <HeadRow titles={['Stage', 'Lenses a day', 'Stays there, working days']} />
            <tbody>
              {terms.capacities.map(({ stage }) => (
                <tr key={stage}>
                  <th scope="row">{sayCode(stage)}</th>
                  <td>
                    <Amount
                      label={`Lenses a day: ${sayCode(stage)}`}
                      min={1}
                      max={100_000}
                      step={1}
                      value={form.lensesPerDay[stage] ?? ''}
                      error={meanwhile(opened.lensesPerDay[stage] ?? '', now.lensesPerDay[stage] ?? '')}
                      onChange={(value) => set({ lensesPerDay: { ...form.lensesPerDay, [stage]: value } })}
                    />
                  </td>
                  <td>
                    <Amount
                      label={`Stays there, working days: ${sayCode(stage)}`}
                      min={0}
                      max={30}
                      step={0.05}
                      value={form.dwellDays[stage] ?? ''}
                      error={meanwhile(opened.dwellDays[stage] ?? '', now.dwellDays[stage] ?? '')}
                      onChange={(value) => set({ dwellDays: { ...form.dwellDays, [stage]: value } })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
        <Panel title="Days beside the stages">
          <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
            <Days
              label="Preparation, days"
              hint="Until prescription, frame and blanks are there"
              step={0.25}
              {...of('preparationDays')}
            />
            <Days label="Tint, days" hint="More, where lenses are tinted" step={0.25} {...of('tintDays')} />
            <Days
              label="Remake, working days"
              hint="A remake goes before ordinary jobs"
              step={1}
              max={60}
              {...of('remakeDays')}
            />
            {terms.routes.map(({ code }) => (
              <Days
                key={code}
                label={`${ROUTES[code] ?? sayCode(code)}: days more`}
                step={0.25}
                value={form.extraDays[code] ?? ''}
                error={meanwhile(opened.extraDays[code] ?? '', now.extraDays[code] ?? '')}
                onChange={(value) => set({ extraDays: { ...form.extraDays, [code]: value } })}
              />
            ))}
          </div>
        </Panel>
        <Panel title="Calendar">
          <div className="space-y-3">
            <Choices
              legend="Working days"
              options={WEEKDAYS}
              chosen={form.weekdays}
              onChange={(weekdays) => set({ weekdays })}
              note={meanwhile(opened.weekdays.join(', '), now.weekdays.join(', '))}
            />
            <Field label="Holidays" className="max-w-xs" error={meanwhile(opened.holidays, now.holidays)}>
              <Select value={form.holidays} onChange={(e) => set({ holidays: e.target.value })} options={HOLIDAYS} />
            </Field>
            <ClosedDays days={form.closedDays} onChange={(closedDays) => set({ closedDays })} />
          </div>
        </Panel>
        <Panel title="Rush">
          <div className="grid gap-3 sm:grid-cols-2 lg:max-w-xl">
            <Days
              label="At most, % of open jobs"
              hint="When everything is urgent, nothing is"
              step={0.5}
              max={100}
              {...of('rushSharePercent')}
            />
            <Field label="Due on its day at" hint="In the zone of the shop" error={of('rushDueTime').error}>
              <TextInput
                required
                type="time"
                value={form.rushDueTime}
                onChange={(e) => set({ rushDueTime: e.target.value })}
              />
            </Field>
          </div>
        </Panel>
        <Refused refusal={refusal} />
        {props.mayKeep && (
          <Button type="submit" tone="primary" busy={busy}>
            Save
          </Button>
        )}
      </fieldset>
    </form>
  );
}

interface AmountProps {
  label: string;
  value: string;
  step: number;
  min?: number;
  max?: number;
  error?: string | undefined;
  onChange: (value: string) => void;
}

function Days({ label, hint, error, value, onChange, ...limits }: AmountProps & { hint?: string }) {
  return (
    <Field label={label} {...(hint ? { hint } : {})} error={error}>
      <TextInput
        required
        type="number"
        inputMode="decimal"
        min={0}
        max={30}
        value={value}
        onChange={(e) => onChange(e.target.value)}
        {...limits}
      />
    </Field>
  );
}

/** In a cell, where row and column say what it is. */
function Amount({ label, error, value, onChange, ...limits }: AmountProps) {
  return (
    <>
      <input
        required
        aria-label={label}
        className="control w-28 text-end tabular"
        type="number"
        inputMode="decimal"
        value={value}
        onChange={(e) => onChange(e.target.value)}
        {...limits}
      />
      {error && <p className="text-bad text-xs">{error}</p>}
    </>
  );
}
