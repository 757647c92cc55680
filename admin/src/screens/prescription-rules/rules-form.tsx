import { type FormEvent, useMemo, useState } from 'react';
import { Button, Field, TextArea } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { useUnsaved } from '../../kit/unsaved.ts';
import { keyOf, readAt, withValue } from '../lab-settings/making-fields.ts';
import { Refused, useSaving } from '../lab-settings/saving.tsx';
import { AnswerHoursPanel, RecommendationsPanel } from './desk-panels.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { addRows, type Limit, limitGroups, numberIn, type RulesDocument, textOf, unitName } from './limit-fields.ts';
import { PlacesPanel, TermsPanel } from './place-panels.tsx';
import { replacePrescriptionRules } from './rules.documents.ts';
import type { Loaded } from './rules.screen.tsx';

/** One form for one version: whoever saves says why, and nobody's change in between is overwritten. */
export function RulesForm(props: {
  loaded: Loaded;
  mayKeep: boolean;
  reload: () => void;
  onSaved: (version: number) => void;
}) {
  const { prescriptionRules: standing, prescriptionRulesOffer: offer } = props.loaded;
  const { save, busy, refusal } = useSaving(props.reload);
  // What was opened stays the ground of what is typed, also when somebody else saves meanwhile.
  const [opened, setOpened] = useState(standing);
  const [rules, setRules] = useState(() => JSON.parse(opened.json) as RulesDocument);
  const [unreadable, setUnreadable] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const before = useMemo(() => JSON.parse(opened.json) as RulesDocument, [opened.json]);
  const installed = useMemo(() => JSON.parse(offer.installedJson) as RulesDocument, [offer.installedJson]);
  const change = (part: Partial<RulesDocument>) => setRules((now) => ({ ...now, ...part }));
  const isChanged = JSON.stringify(rules) !== JSON.stringify(before);
  const isStale = standing.version !== opened.version;
  useUnsaved(props.mayKeep && (isChanged || unreadable.size > 0));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await save(
      replacePrescriptionRules,
      { input: { json: JSON.stringify(rules), basedOn: opened.version, reason: reason.trim() } },
      'The new rules hold.',
      ({ version }) => props.onSaved(version),
    );
  };
  const table = { rules, before, installed };
  const onNumber = (limit: Limit, value: number | undefined) => {
    setUnreadable((now) => {
      const others = [...now].filter((key) => key !== keyOf(limit.path));
      return new Set(value === undefined ? [...others, keyOf(limit.path)] : others);
    });
    if (value !== undefined) setRules((now) => withValue(now, limit.path, value));
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <fieldset disabled={!props.mayKeep} className="min-w-0 space-y-4">
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {limitGroups.map(({ title, hint, limits }) => (
            <LimitsPanel key={title} title={title} hint={hint} limits={limits} {...table} onNumber={onNumber} />
          ))}
          <LimitsPanel
            title="Usual ADD by age"
            hint="Each row holds from its age until the next one."
            limits={addRows(rules).flatMap(({ limits }) => limits)}
            {...table}
            onNumber={onNumber}
          />
          <RecommendationsPanel rules={rules} onChange={change} />
          <PlacesPanel rules={rules} onChange={change} />
          <AnswerHoursPanel rules={rules} onChange={change} />
        </div>
        <FactsPanel rules={rules} unverified={offer.unverified} onChange={change} />
        <TermsPanel rules={rules} onChange={change} />
        {props.mayKeep && (
          <Panel title="Save as a new version">
            <div className="space-y-3">
              {isStale && (
                <div
                  role="alert"
                  className="flex flex-wrap items-center gap-3 rounded bg-warn-soft px-3 py-2 text-warn"
                >
                  <span>
                    {standing.changedBy ?? 'Somebody'} saved version {standing.version} meanwhile
                    {standing.reason ? `: “${standing.reason}”` : ''}. What you typed is kept.
                  </span>
                  <Button onClick={() => setOpened(standing)}>Put it onto version {standing.version}</Button>
                </div>
              )}
              {!isChanged && <p className="text-ink-soft">Nothing is changed.</p>}
              {unreadable.size > 0 && <p className="text-bad">A field holds no number of its unit.</p>}
              <Field label="Why" hint="Kept with the version, up to 500 characters.">
                <TextArea required maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
              </Field>
              <Refused refusal={refusal} />
              <Button type="submit" tone="primary" busy={busy} disabled={!isChanged || unreadable.size > 0}>
                Save version {opened.version + 1}
              </Button>
            </div>
          </Panel>
        )}
      </fieldset>
    </form>
  );
}

interface LimitsProps {
  title: string;
  hint?: string | undefined;
  limits: readonly Limit[];
  rules: RulesDocument;
  before: RulesDocument;
  installed: RulesDocument;
  onNumber(limit: Limit, value: number | undefined): void;
}

function LimitsPanel({ title, hint, limits, rules, before, installed, onNumber }: LimitsProps) {
  return (
    <Panel title={title} flush>
      {hint && <p className="px-3 pt-2 text-ink-soft text-xs">{hint}</p>}
      <table className="rows-middle grid-table tabular">
        <HeadRow titles={['Limit', 'Value', 'Came with']} />
        <tbody>
          {limits.map((limit) => (
            <tr key={keyOf(limit.path)}>
              <th scope="row" className="whitespace-normal!">
                {limit.label}
              </th>
              <td className="whitespace-nowrap">
                <LimitInput
                  limit={limit}
                  value={readAt(rules, limit.path) ?? undefined}
                  isChanged={readAt(rules, limit.path) !== readAt(before, limit.path)}
                  onNumber={(value) => onNumber(limit, value)}
                />{' '}
                {unitName(limit.unit)}
              </td>
              <td className="whitespace-nowrap text-ink-soft">
                {textOf(readAt(installed, limit.path) ?? undefined, limit.unit) || '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function LimitInput(props: {
  limit: Limit;
  value: number | undefined;
  isChanged: boolean;
  onNumber: (value: number | undefined) => void;
}) {
  const { label, unit } = props.limit;
  const [text, setText] = useState(textOf(props.value, unit));
  return (
    <input
      required
      inputMode="decimal"
      aria-label={`${label}, ${unitName(unit)}`}
      aria-invalid={numberIn(text, unit) === undefined || undefined}
      className={`control w-20 text-end tabular ${props.isChanged ? 'bg-accent-soft font-medium' : ''}`}
      value={text}
      onChange={(e) => {
        setText(e.target.value);
        props.onNumber(numberIn(e.target.value, unit));
      }}
      onBlur={() => {
        const read = numberIn(text, unit);
        if (read !== undefined) setText(textOf(read, unit));
      }}
    />
  );
}
