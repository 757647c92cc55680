import type { Certainty } from '@opticworks/optics/certainty';
import { useState } from 'react';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { Sure } from '../../kit/sure.tsx';
import { useSession } from '../../session/session.tsx';
import { type benchTermsQuery, saveTraceLimits } from './bench-terms.documents.ts';
import { ReasonField, Standing } from './policy-parts.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';

type Terms = ResultOf<typeof benchTermsQuery>['labTraceLimits'];
type Part = { terms: Terms; reload: () => void };

export function TraceLimitsPanel({ terms, reload }: Part) {
  const { may } = useSession();
  return (
    <Panel
      title="A traced frame"
      actions={may('keepLabSettings') && <LimitsDialog terms={terms} reload={reload} />}
      flush
    >
      <div className="px-3 pt-2">
        <Standing {...terms} />
      </div>
      <table className="grid-table tabular">
        <HeadRow titles={['Limit', 'Value#', 'How sure the usual number is']} />
        <tbody>
          {terms.limits.map(({ code, label, unit, value, usual, certainty, source }) => (
            <tr key={code}>
              <th scope="row" className="whitespace-normal!">
                {label}
              </th>
              <td className="num whitespace-nowrap">
                {value} {unit}
                {value !== usual && <span className="block text-ink-soft text-xs">came with {usual}</span>}
              </td>
              <td className="min-w-52 whitespace-normal!">
                <Sure fact={{ certainty: certainty as Certainty, source }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const formOf = (terms: Terms): Record<string, string> =>
  Object.fromEntries(terms.limits.map(({ code, value }) => [code, value]));

function LimitsDialog({ terms, reload }: Part) {
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(() => formOf(terms));
  const [form, setForm] = useState(opened);
  const [reason, setReason] = useState('');
  const now = formOf(terms);
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
      title="What a traced frame is judged by"
      consequence="The next trace is judged by these, whether a device sends it or somebody uploads it. Traces that are in stay as they are."
      submit="Save"
      onSubmit={() =>
        save(
          saveTraceLimits,
          {
            input: {
              limits: Object.entries(form).map(([code, value]) => ({ code, value: value.trim().replace(',', '.') })),
              reason: reason.trim(),
              basedOn: terms.version,
            },
          },
          'The next trace is judged by these.',
        )
      }
    >
      <Refused refusal={refusal} />
      <div className="grid gap-3 sm:grid-cols-2">
        {terms.limits.map(({ code, label, unit }) => (
          <Field key={code} label={`${label}, ${unit}`} error={meanwhile(opened[code] ?? '', now[code] ?? '')}>
            <TextInput
              required
              inputMode="decimal"
              pattern="\d{1,3}([.,]\d{1,2})?"
              title="A number, such as 0.50"
              value={form[code] ?? ''}
              onChange={(event) => setForm({ ...form, [code]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
