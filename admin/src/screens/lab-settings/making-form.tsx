import { type FormEvent, useMemo, useState } from 'react';
import { Button, Field, TextArea } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { count } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { Sure } from '../../kit/sure.tsx';
import { useUnsaved } from '../../kit/unsaved.ts';
import type { RuleSet } from './making.screen.tsx';
import {
  fieldsOf,
  keyOf,
  type RuleField,
  type RulesDocument,
  type RuleTable,
  readAt,
  ruleTables,
  textOf,
  withTyped,
} from './making-fields.ts';
import { changedCombinations, listProblems, listsOf, type RuleLists, withLists } from './making-lists.ts';
import { ExclusionsPanel, PairingsPanel } from './making-rows.tsx';
import { ImpactPanel, StockPanel } from './making-stock.tsx';
import { NeedsPanel, TreatmentsPanel } from './making-treatments.tsx';
import { Refused, useSaving } from './saving.tsx';
import { replaceLensRules } from './settings.documents.ts';

/** The numbers in tables, the lists of treatments, pairings and exclusions in rows; the whole document as text for the rest, such as names. */
export function RulesForm(props: {
  rules: RuleSet;
  mayKeep: boolean;
  reload: () => void;
  onSaved: (version: number) => void;
}) {
  const { rules } = props;
  const { save, busy, refusal } = useSaving(props.reload);
  // What was opened stays the ground of what is typed, also when somebody else saves meanwhile.
  const [opened, setOpened] = useState(rules);
  const document = useMemo(() => JSON.parse(opened.json) as RulesDocument, [opened.json]);
  const tables = useMemo(() => ruleTables(document), [document]);
  const fields = useMemo(() => fieldsOf(tables), [tables]);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [text, setText] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const stored = useMemo(() => listsOf(document), [document]);
  const [edited, setEdited] = useState<RuleLists | null>(null);
  const { document: numbers, unreadable } = withTyped(document, fields, typed);
  const next = edited ? withLists(numbers, edited) : numbers;
  const problems = useMemo(() => listProblems(edited ?? stored), [edited, stored]);
  const moved = useMemo(
    () => (edited ? changedCombinations(document, withLists(document, edited)) : { gone: 0, come: 0 }),
    [document, edited],
  );
  const isListChanged = edited !== null && JSON.stringify(edited) !== JSON.stringify(stored);
  const changed = fields.filter(({ path }) => readAt(next, path) !== readAt(document, path));
  const part = { lists: edited ?? stored, problems, mayKeep: props.mayKeep, onChange: setEdited };
  const isStale = rules.version !== opened.version;
  useUnsaved(
    props.mayKeep && (changed.length > 0 || isListChanged || (text !== null && text !== JSON.stringify(next, null, 2))),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const json = text ?? JSON.stringify(next);
    await save(
      replaceLensRules,
      { input: { json, basedOn: opened.version, note: note.trim() } },
      'The new rules hold.',
      ({ version }) => props.onSaved(version),
    );
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <fieldset disabled={!props.mayKeep} className="min-w-0 space-y-4">
        {text === null ? (
          <>
            {tables.map((table) => (
              <TablePanel
                key={table.title}
                table={table}
                textAt={(field) => typed[keyOf(field.path)] ?? textOf(readAt(document, field.path), field.unit)}
                isUnreadable={(field) => unreadable.includes(keyOf(field.path))}
                isChanged={(field) => changed.includes(field)}
                onType={(field, value) => setTyped((now) => ({ ...now, [keyOf(field.path)]: value }))}
              />
            ))}
            <ImpactPanel {...part} />
            <StockPanel {...part} />
            <PairingsPanel {...part} />
            <TreatmentsPanel {...part} />
            <NeedsPanel {...part} />
            <ExclusionsPanel {...part} />
          </>
        ) : (
          <Panel title="The whole document">
            <Field label="Rules as JSON" hint="Powers and prisms in thousandths, lengths in mm.">
              <TextArea
                rows={28}
                spellCheck={false}
                className="font-mono text-xs"
                value={text}
                onChange={(e) => setText(e.target.value)}
              />
            </Field>
          </Panel>
        )}
        {props.mayKeep && (
          <Panel title="Save as a new version">
            <div className="space-y-3">
              {isStale && (
                <div
                  role="alert"
                  className="flex flex-wrap items-center gap-3 rounded bg-warn-soft px-3 py-2 text-warn"
                >
                  <span>
                    {rules.changedBy ?? 'Somebody'} saved version {rules.version} meanwhile
                    {rules.note ? `: “${rules.note}”` : ''}. What you typed is kept.
                  </span>
                  <Button onClick={() => setOpened(rules)}>Put it onto version {rules.version}</Button>
                </div>
              )}
              <p className="text-ink-soft">
                {text === null
                  ? changed.length === 0
                    ? isListChanged
                      ? ''
                      : 'Nothing is changed.'
                    : `${changed.length} ${changed.length === 1 ? 'number is' : 'numbers are'} changed: ${changed.map(({ path }) => path.join(' ')).join(', ')}.`
                  : 'The document is saved as it stands above.'}
              </p>
              {text === null && isListChanged && (
                <p role="status" data-combinations={`${moved.gone} ${moved.come}`}>
                  Treatments, pairings or exclusions are changed: of all lenses of the catalogue (a design in a material
                  with none, one or two treatments and what those need){' '}
                  <strong>
                    {count(moved.gone)} can no longer be chosen, {count(moved.come)} can be chosen anew
                  </strong>
                  . Orders that are placed stay as they are.
                </p>
              )}
              <Field label="Why" hint="Kept with the version, up to 500 characters.">
                <TextArea required maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
              </Field>
              <Refused refusal={refusal} />
              <div className="flex flex-wrap gap-2">
                <Button
                  type="submit"
                  tone="primary"
                  busy={busy}
                  disabled={
                    text === null &&
                    ((changed.length === 0 && !isListChanged) ||
                      unreadable.length > 0 ||
                      (isListChanged && problems.length > 0))
                  }
                >
                  Save version {opened.version + 1}
                </Button>
                <Button onClick={() => setText(text === null ? JSON.stringify(next, null, 2) : null)}>
                  {text === null ? 'Edit the whole document' : 'Back to the tables'}
                </Button>
              </div>
            </div>
          </Panel>
        )}
      </fieldset>
    </form>
  );
}

function TablePanel(props: {
  table: RuleTable;
  textAt: (field: RuleField) => string;
  isUnreadable: (field: RuleField) => boolean;
  isChanged: (field: RuleField) => boolean;
  onType: (field: RuleField, value: string) => void;
}) {
  const { table } = props;
  return (
    <Panel title={table.title} flush>
      {table.hint && <p className="px-3 pt-2 text-ink-soft text-xs">{table.hint}</p>}
      <table className="rows-middle grid-table tabular">
        <HeadRow titles={table.columns} />
        <tbody>
          {table.rows.map(({ label, fields, fact }) => (
            <tr key={label}>
              <th scope="row" className="min-w-36 whitespace-normal!">
                {label}
              </th>
              {fields.map((field, i) =>
                field ? (
                  <td key={keyOf(field.path)}>
                    <input
                      aria-label={`${label}: ${field.label}, ${field.unit}`}
                      aria-invalid={props.isUnreadable(field) || undefined}
                      inputMode="decimal"
                      required={!field.optional}
                      className={`control w-20 text-end tabular ${props.isChanged(field) ? 'bg-accent-soft font-medium' : ''}`}
                      value={props.textAt(field)}
                      onChange={(e) => props.onType(field, e.target.value)}
                    />
                  </td>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in a fixed order
                  <td key={i} className="text-ink-soft">
                    —
                  </td>
                ),
              )}
              {fact && (
                <td className="min-w-52 whitespace-normal!">
                  <Sure fact={fact} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
