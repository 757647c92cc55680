import type { Certainty } from '@opticworks/optics/certainty';
import { useState } from 'react';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { Sure } from '../../kit/sure.tsx';
import { useSession } from '../../session/session.tsx';
import { type benchTermsQuery, saveChecklist } from './bench-terms.documents.ts';
import { type ChecklistEntry, checklistInput, conditions, groups, moved, stageNames } from './checklist-rows.ts';
import { Choices } from './choices.tsx';
import { ReasonField, Standing } from './policy-parts.tsx';
import { Refused, useSaving } from './saving.tsx';

type List = ResultOf<typeof benchTermsQuery>['labChecklist'];
type Part = { list: List; reload: () => void };

/** What an inspector looks at, in the order of the hand. */
export function ChecklistPanel({ list, reload }: Part) {
  const { may } = useSession();
  return (
    <Panel
      title="What is looked at in an inspection"
      actions={may('keepLabSettings') && <ChecklistDialog list={list} reload={reload} />}
      flush
    >
      <div className="space-y-1 px-3 pt-2">
        <Standing {...list} />
        <p>
          <Sure fact={{ certainty: list.certainty as Certainty, source: list.source }} />
        </p>
      </div>
      <table className="grid-table">
        <HeadRow titles={['Group', 'What has to be right', 'When', 'Only', 'May be let pass']} />
        <tbody>
          {list.items.map((item) => (
            <tr key={item.code}>
              <td>{sayCode(item.group)}</td>
              <th scope="row" className="min-w-52 whitespace-normal!">
                {item.en}
                <span lang="de" className="block font-normal text-ink-soft text-xs">
                  {item.de}
                </span>
              </th>
              <td>{item.stages.map(sayCode).join(', ')}</td>
              <td>{conditions.find(({ value }) => value === (item.onlyWith ?? ''))?.label}</td>
              <td>{item.isWaivable ? 'yes' : item.isKept ? 'never' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const anItem: ChecklistEntry = {
  code: '',
  group: 'surface',
  stages: ['final'],
  onlyWith: null,
  isWaivable: false,
  en: '',
  de: '',
  isKept: false,
};

function ChecklistDialog({ list, reload }: Part) {
  const { save, refusal, clear } = useSaving(reload);
  const [items, setItems] = useState<readonly ChecklistEntry[]>(list.items);
  const [reason, setReason] = useState('');
  const set = (row: number, part: Partial<ChecklistEntry>) =>
    setItems(items.map((item, i) => (i === row ? { ...item, ...part } : item)));
  return (
    <FormDialog
      wide
      trigger={<Button className="h-7">Change</Button>}
      onOpen={() => {
        clear();
        setItems(list.items);
        setReason('');
      }}
      title="What is looked at in an inspection"
      consequence="The next inspection looks at these. Records keep the list that was looked at. What tells another wearer’s or an unsafe lens from the right one stays on the list; only its words can be changed."
      submit="Save"
      onSubmit={() =>
        save(
          saveChecklist,
          { input: { items: checklistInput(items), reason: reason.trim(), basedOn: list.version } },
          'The next inspection looks at these.',
        )
      }
    >
      <Refused refusal={refusal} />
      <ol className="grid gap-3">
        {items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a new item has no name yet, and rows keep no state of their own
          <li key={i} className="grid gap-2 rounded border border-line p-3" data-item={item.code || 'new'}>
            <div className="grid gap-2 sm:grid-cols-2">
              <Field label={`${i + 1}. What has to be right`}>
                <TextInput required maxLength={120} value={item.en} onChange={(e) => set(i, { en: e.target.value })} />
              </Field>
              <Field label="In German">
                <TextInput
                  required
                  lang="de"
                  maxLength={120}
                  value={item.de}
                  onChange={(e) => set(i, { de: e.target.value })}
                />
              </Field>
            </div>
            {item.isKept ? (
              <p className="text-ink-soft text-xs">Looked at each time, never let pass.</p>
            ) : (
              <ItemTerms item={item} row={i} set={(part) => set(i, part)} />
            )}
            <div className="flex flex-wrap gap-2">
              <Button
                aria-label={`Move item ${i + 1} up`}
                disabled={i === 0}
                onClick={() => setItems(moved(items, i, -1))}
              >
                Up
              </Button>
              <Button
                aria-label={`Move item ${i + 1} down`}
                disabled={i === items.length - 1}
                onClick={() => setItems(moved(items, i, 1))}
              >
                Down
              </Button>
              {!item.isKept && (
                <Button aria-label={`Remove item ${i + 1}`} onClick={() => setItems(items.filter((_, at) => at !== i))}>
                  Remove
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button onClick={() => setItems([...items, anItem])}>Add an item</Button>
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}

function ItemTerms(props: { item: ChecklistEntry; row: number; set: (part: Partial<ChecklistEntry>) => void }) {
  const { item, row, set } = props;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <Field label="Group">
        <Select
          aria-label={`Group of item ${row + 1}`}
          value={item.group}
          options={groups.map((value) => ({ value, label: sayCode(value) }))}
          onChange={(e) => set({ group: e.target.value })}
        />
      </Field>
      <Field label="Only">
        <Select
          aria-label={`When item ${row + 1} applies`}
          value={item.onlyWith ?? ''}
          options={conditions}
          onChange={(e) => set({ onlyWith: e.target.value || null })}
        />
      </Field>
      <Choices
        legend="When it is looked at"
        options={stageNames}
        chosen={item.stages}
        onChange={(stages) => set({ stages })}
        note={item.stages.length === 0 ? 'Choose when, or remove it.' : undefined}
      />
      <label className="flex min-h-8 items-center gap-1.5">
        <input type="checkbox" checked={item.isWaivable} onChange={(e) => set({ isWaivable: e.target.checked })} />A
        supervisor may let it pass
      </label>
    </div>
  );
}
