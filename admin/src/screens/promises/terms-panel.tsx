import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Facts, History, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { count, instant, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { ScrollsSideways } from '../../kit/scrolls-sideways.tsx';
import { Skeleton } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { ReasonField } from '../lab-settings/policy-parts.tsx';
import { meanwhile, Refused, useSaving } from '../lab-settings/saving.tsx';
import { daysLate } from './days-late.ts';
import { promiseTermsQuery, savePromiseTerms } from './promises.documents.ts';

type Data = ResultOf<typeof promiseTermsQuery>;
type Terms = Data['promiseTerms'];

const KINDS: Record<string, string> = {
  WHOLE: 'Order to door',
  HOUSE: 'Order to carrier',
  TRANSIT: 'The way',
};
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code);
const nameOf = (key: string): string =>
  key === ''
    ? 'All orders'
    : key
        .split('|')
        .map((part, index) => (index === 0 && !isCountry(part) ? sayCode(part) : part))
        .join(' · ');

/** What an owner decides about promises, and what was measured for them. */
export function TermsPanel() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(promiseTermsQuery, {});
  const terms = data?.promiseTerms;
  return (
    <Panel
      title="What the next promise is made with"
      actions={terms && may('setPromises') && <TermsDialog terms={terms} reload={reload} />}
    >
      {!terms && (problem ? <p className="text-ink-soft">{problem.message}</p> : <Skeleton className="h-32" />)}
      {terms && (
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <div className="space-y-4">
            <Facts
              items={[
                ['Packing and handing over', `${terms.handlingDays} d`],
                ['The way', `what the chosen rate says; else what was measured, else ${terms.transitDays} d`],
                [
                  'Margin',
                  terms.percentile === null
                    ? 'none: nothing measured is added'
                    : `${terms.percentile} of a hundred promises shall be kept`,
                ],
                ['Measured over', `${terms.windowDays} days, from ${terms.minCases} parcels of a kind on`],
                ['Kinds that arrive early', terms.mayPromiseEarlier ? 'are promised earlier' : 'keep their day'],
              ]}
            />
            <History
              empty="Nobody has changed it: these are the values the house came with."
              entries={(data?.promiseTermsHistory ?? []).map((one) => ({
                key: String(one.version),
                at: instant(one.at),
                who: one.changedBy,
                what: `Version ${one.version}: packing ${one.handlingDays} d, way ${one.transitDays} d, ${
                  one.percentile === null ? 'no margin' : `${one.percentile} of 100`
                }, from ${one.minCases} parcels in ${one.windowDays} days. ${one.reason}`,
              }))}
            />
          </div>
          <Measured terms={terms} />
        </div>
      )}
    </Panel>
  );
}

function Measured({ terms }: { terms: Terms }) {
  if (terms.measured.length === 0)
    return (
      <p className="text-ink-soft">
        {terms.percentile === null
          ? 'Nothing is measured for promises.'
          : `No kind of order has ${terms.minCases} parcels yet that arrived in ${terms.windowDays} days: promises are made without a margin.`}
      </p>
    );
  return (
    <ScrollsSideways label="Measured promises">
      <table className="grid-table tabular">
        <HeadRow titles={['Measured', 'Of', 'Parcels#', `${terms.percentile} of 100#`]} />
        <tbody>
          {terms.measured.map((one) => (
            <tr key={`${one.kind} ${one.key}`}>
              <td className="whitespace-nowrap">{KINDS[one.kind] ?? one.kind}</td>
              <th scope="row">{nameOf(one.key)}</th>
              <td className="num">{count(one.cases)}</td>
              <td className="num">{one.kind === 'TRANSIT' ? `${one.days} d` : daysLate(one.days)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollsSideways>
  );
}

const formOf = (terms: Terms) => ({
  handlingDays: String(terms.handlingDays),
  transitDays: String(terms.transitDays),
  percentile: terms.percentile === null ? '' : String(terms.percentile),
  minCases: String(terms.minCases),
  windowDays: String(terms.windowDays),
  mayPromiseEarlier: terms.mayPromiseEarlier ? 'yes' : 'no',
});
type Form = ReturnType<typeof formOf>;

function TermsDialog({ terms, reload }: { terms: Terms; reload: () => void }) {
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(() => formOf(terms));
  const [form, setForm] = useState(opened);
  const [reason, setReason] = useState('');
  const now = formOf(terms);
  const whole = (name: keyof Form, label: string, least: number, most: number, hint?: string, optional = false) => (
    <Field label={label} {...(hint ? { hint } : {})} error={meanwhile(opened[name], now[name])}>
      <TextInput
        required={!optional}
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        step={1}
        value={form[name]}
        onChange={(event) => setForm({ ...form, [name]: event.target.value })}
      />
    </Field>
  );
  const submit = () =>
    save(
      savePromiseTerms,
      {
        input: {
          handlingDays: Number(form.handlingDays),
          transitDays: Number(form.transitDays),
          percentile: form.percentile === '' ? null : Number(form.percentile),
          minCases: Number(form.minCases),
          windowDays: Number(form.windowDays),
          mayPromiseEarlier: form.mayPromiseEarlier === 'yes',
          reason: reason.trim(),
          basedOn: terms.version,
        },
      },
      'The next promise is made with it.',
    );
  return (
    <FormDialog
      trigger={<Button className="h-7">Change</Button>}
      onOpen={() => {
        clear();
        setOpened(formOf(terms));
        setForm(formOf(terms));
        setReason('');
      }}
      title="What promises are made with"
      consequence="What was promised stays promised. The shop window follows within a minute."
      submit="Save"
      wide
      onSubmit={submit}
    >
      <Refused refusal={refusal} />
      <div className="grid gap-3 sm:grid-cols-2">
        {whole('handlingDays', 'Packing and handing over, days', 0, 30)}
        {whole('transitDays', 'The way, days', 0, 60, 'Where neither a rate nor a measurement tells')}
        {whole('percentile', 'Promises to be kept, of 100', 50, 99, 'Empty: nothing measured is added', true)}
        {whole('minCases', 'Parcels before a kind counts', 5, 10_000)}
        {whole('windowDays', 'Parcels of so many days', 7, 730)}
        <Field label="Kinds that arrive early" error={meanwhile(opened.mayPromiseEarlier, now.mayPromiseEarlier)}>
          <Select
            value={form.mayPromiseEarlier}
            onChange={(event) => setForm({ ...form, mayPromiseEarlier: event.target.value })}
            options={[
              { value: 'no', label: 'keep their day' },
              { value: 'yes', label: 'are promised earlier' },
            ]}
          />
        </Field>
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
