import type { ResultOf } from '../../graph/tada.ts';
import { Button } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import type { reviewQuery } from './prescriptions.documents.ts';

export type ChecklistItem = NonNullable<ResultOf<typeof reviewQuery>['prescription']>['checklist'][number];
export type Item = ChecklistItem['item'];

const words: Record<Item, string> = {
  PATIENT_NAME: 'Patient’s full name',
  BIRTH_DATE: 'Date of birth',
  ISSUE_DATE: 'Date of exam or issue',
  EXPIRY_DATE: 'Expiry date',
  PRESCRIBER_NAME: 'Prescriber’s name',
  PRESCRIBER_ADDRESS: 'Prescriber’s address',
  PRESCRIBER_PHONE: 'Prescriber’s phone',
  PRESCRIBER_LICENCE: 'Licence or NPI',
  SIGNATURE: 'Signature',
  LENS_MAKER: 'Brand or manufacturer of the lens',
  BASE_CURVE: 'Base curve',
  DIAMETER: 'Diameter',
};

/** Required items that were not found on the paper. */
export const missingOn = (items: readonly ChecklistItem[], seen: ReadonlySet<Item>): ChecklistItem[] =>
  items.filter(({ item, required }) => required && !seen.has(item));

/** What the paper must hold, ticked while reading it. */
export function ChecklistPanel(props: {
  items: readonly ChecklistItem[];
  seen: ReadonlySet<Item>;
  onChange: (seen: ReadonlySet<Item>) => void;
}) {
  const { items, seen, onChange } = props;
  const toggle = (item: Item) => {
    const next = new Set(seen);
    if (!next.delete(item)) next.add(item);
    onChange(next);
  };
  const missing = missingOn(items, seen);
  return (
    <Panel
      title="On the paper"
      actions={<Button onClick={() => onChange(new Set(items.map(({ item }) => item)))}>All there</Button>}
    >
      <ul className="grid gap-x-4 sm:grid-cols-2">
        {items.map(({ item, required }) => (
          <li key={item}>
            <label className="flex min-h-7 items-center gap-2">
              <input type="checkbox" checked={seen.has(item)} onChange={() => toggle(item)} />
              {words[item]}
              {!required && <span className="text-ink-soft text-xs">customary</span>}
            </label>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-soft text-xs" aria-live="polite">
        {missing.length === 0
          ? 'Complete. The values themselves are compared above.'
          : `${missing.length} of ${items.filter((one) => one.required).length} required items not ticked: signing off will ask for a reason.`}
      </p>
    </Panel>
  );
}
