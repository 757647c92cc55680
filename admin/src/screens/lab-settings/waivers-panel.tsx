import { useState } from 'react';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { useSession } from '../../session/session.tsx';
import { ReasonField, Standing } from './policy-parts.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';
import { saveWaivers, type settingPoliciesQuery } from './settings.documents.ts';

type Terms = ResultOf<typeof settingPoliciesQuery>['labWaivers'];
type Part = { terms: Terms; reload: () => void };

const percentOf = (terms: Terms, code: string): string =>
  String(terms.beyond.find((share) => share.code === code)?.percent ?? '');

/** How far beyond its tolerance each value may lie for a supervisor to let it pass. */
export function WaiversPanel({ terms, reload }: Part) {
  const { may } = useSession();
  return (
    <Panel
      title="What a supervisor may let pass"
      actions={may('keepLabSettings') && <WaiversDialog terms={terms} reload={reload} />}
      flush
    >
      <div className="space-y-1 px-3 pt-2">
        <p>
          At most {terms.maxItems} {terms.maxItems === 1 ? 'value or fault' : 'values and faults'} of one inspection. A
          wrong eye, design, material or treatment is never let pass.
        </p>
        <Standing {...terms} />
      </div>
      <table className="grid-table tabular">
        <HeadRow titles={['Check', 'Beyond, up to#']} />
        <tbody>
          {terms.checks.map(({ code, label }) => (
            <tr key={code}>
              <th scope="row">{label}</th>
              <td className="num">{percentOf(terms, code) ? `${percentOf(terms, code)} %` : 'never'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const formOf = (terms: Terms) => ({
  maxItems: String(terms.maxItems),
  percents: Object.fromEntries(terms.checks.map(({ code }) => [code, percentOf(terms, code)])) as Record<
    string,
    string
  >,
});

function WaiversDialog({ terms, reload }: Part) {
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(terms);
  const [form, setForm] = useState(() => formOf(terms));
  const [reason, setReason] = useState('');
  const begin = () => {
    clear();
    setOpened(terms);
    setForm(formOf(terms));
    setReason('');
  };
  return (
    <FormDialog
      wide
      trigger={<Button className="h-7">Change</Button>}
      onOpen={begin}
      title="What a supervisor may let pass"
      consequence="Shares of the tolerance: with 25 %, 0.13 D may be 0.16 D. An empty field is never let pass. The next waiver is judged by it; records keep theirs."
      submit="Save"
      onSubmit={() =>
        save(
          saveWaivers,
          {
            input: {
              maxItems: Number(form.maxItems),
              beyond: Object.entries(form.percents)
                .filter(([, percent]) => percent.trim() !== '')
                .map(([code, percent]) => ({ code, percent: Number(percent) })),
              reason: reason.trim(),
              basedOn: terms.version,
            },
          },
          'From now on waivers are judged by it.',
        )
      }
    >
      <Refused refusal={refusal} />
      <Field
        label="Values and faults of one inspection, at most"
        error={meanwhile(String(opened.maxItems), String(terms.maxItems))}
      >
        <TextInput
          required
          type="number"
          min={0}
          max={10}
          step={1}
          value={form.maxItems}
          onChange={(event) => setForm((now) => ({ ...now, maxItems: event.target.value }))}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        {terms.checks.map(({ code, label }) => (
          <Field key={code} label={`${label}, %`} error={meanwhile(percentOf(opened, code), percentOf(terms, code))}>
            <TextInput
              type="number"
              min={0}
              max={100}
              step={1}
              placeholder="never"
              value={form.percents[code] ?? ''}
              onChange={(event) =>
                setForm((now) => ({ ...now, percents: { ...now.percents, [code]: event.target.value } }))
              }
            />
          </Field>
        ))}
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
