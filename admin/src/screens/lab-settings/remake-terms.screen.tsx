import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { ReasonField, Standing } from './policy-parts.tsx';
import { remakeTermsQuery, saveRemakeTerms } from './remake-terms.documents.ts';
import { meanwhile, Refused, useSaving } from './saving.tsx';
import { SettingsFrame } from './settings-frame.tsx';

type Terms = ResultOf<typeof remakeTermsQuery>['labRemakeTerms'];
type Free = Terms['free'][number];
type Part = { terms: Terms; reload: () => void };

/** Who bears which remake, and for how long it is made good. */
export function RemakeTermsScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(remakeTermsQuery, {});
  const terms = data?.labRemakeTerms;
  return (
    <SettingsFrame
      page="/lab/settings/remakes"
      intro="Who bears a remake for which reason, and when it is free to them. Remakes that were started keep what they were charged by."
    >
      {!terms && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {terms && (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Panel
            title="Who bears it"
            actions={may('keepLabSettings') && <TermsDialog terms={terms} reload={reload} />}
            flush
          >
            <div className="px-3 pt-2">
              <Standing {...terms} />
            </div>
            <table className="grid-table">
              <HeadRow titles={['Group', 'Reason', 'Charged to']} />
              <tbody>
                {terms.reasons.map((one) => (
                  <tr key={one.code}>
                    <td>{sayCode(one.group)}</td>
                    <th scope="row">{sayCode(one.code)}</th>
                    <td>
                      {sayCode(one.party)}
                      {one.party !== one.usual && (
                        <span className="block text-ink-soft text-xs">
                          came with {sayCode(one.usual).toLowerCase()}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
          <Panel title="When it is free" flush>
            <table className="grid-table tabular">
              <HeadRow titles={['Rule', 'For', 'Days from shipping#', 'Earlier remakes, at most#']} />
              <tbody>
                {terms.free.map((one) => (
                  <tr key={one.code}>
                    <th scope="row">{sayCode(one.code)}</th>
                    <td>{one.parties.map((party) => sayCode(party)).join(', ')}</td>
                    <td className="num">{one.withinDays ?? 'any'}</td>
                    <td className="num">{one.maxEarlier ?? 'any'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        </div>
      )}
    </SettingsFrame>
  );
}

const formOf = (terms: Terms) => ({
  parties: Object.fromEntries(terms.reasons.map(({ code, party }) => [code, party])) as Record<string, string>,
  days: Object.fromEntries(terms.free.map((one) => [one.code, textOf(one.withinDays)])) as Record<string, string>,
  earlier: Object.fromEntries(terms.free.map((one) => [one.code, textOf(one.maxEarlier)])) as Record<string, string>,
});
const textOf = (value: number | null): string => (value === null ? '' : String(value));
const numberOf = (text: string | undefined): number | null => (text ? Number(text) : null);

function TermsDialog({ terms, reload }: Part) {
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(() => formOf(terms));
  const [form, setForm] = useState(opened);
  const [reason, setReason] = useState('');
  const now = formOf(terms);
  const freeOf = ({ code, parties, reasons }: Free) => ({
    code,
    parties: [...parties],
    reasons: reasons ? [...reasons] : null,
    withinDays: numberOf(form.days[code]),
    maxEarlier: numberOf(form.earlier[code]),
  });
  const limit = (name: 'days' | 'earlier', { code }: Free, label: string, most: number) => (
    <Field label={label} hint="Empty: any" error={meanwhile(opened[name][code] ?? '', now[name][code] ?? '')}>
      <TextInput
        type="number"
        min={0}
        max={most}
        step={1}
        value={form[name][code] ?? ''}
        onChange={(event) => setForm({ ...form, [name]: { ...form[name], [code]: event.target.value } })}
      />
    </Field>
  );
  return (
    <FormDialog
      wide
      trigger={<Button className="h-7">Change</Button>}
      onOpen={() => {
        clear();
        setOpened(formOf(terms));
        setForm(formOf(terms));
        setReason('');
      }}
      title="Who bears a remake, and when it is free"
      consequence="The next remake is charged by it. A warranty reason stays one: the remake rate leaves warranty out."
      submit="Save"
      onSubmit={() =>
        save(
          saveRemakeTerms,
          {
            input: {
              reasons: Object.entries(form.parties).map(([code, party]) => ({ code, party })),
              free: terms.free.map(freeOf),
              reason: reason.trim(),
              basedOn: terms.version,
            },
          },
          'The next remake is charged by it.',
        )
      }
    >
      <Refused refusal={refusal} />
      {terms.free.map((one) => (
        <fieldset key={one.code} className="grid gap-3 sm:grid-cols-2">
          <legend className="font-medium">{sayCode(one.code)}</legend>
          {limit('days', one, 'Days from shipping', 3650)}
          {limit('earlier', one, 'Earlier remakes, at most', 100)}
        </fieldset>
      ))}
      <div className="grid gap-3 sm:grid-cols-2">
        {terms.reasons
          .filter(({ usual }) => usual !== 'warranty')
          .map(({ code }) => (
            <Field
              key={code}
              label={sayCode(code)}
              error={meanwhile(opened.parties[code] ?? '', now.parties[code] ?? '')}
            >
              <Select
                value={form.parties[code] ?? ''}
                onChange={(event) => setForm({ ...form, parties: { ...form.parties, [code]: event.target.value } })}
                options={terms.parties
                  .filter((party) => party !== 'warranty')
                  .map((party) => ({ value: party, label: sayCode(party) }))}
              />
            </Field>
          ))}
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
