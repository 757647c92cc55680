import type { ResultOf } from '../../graph/tada.ts';
import { Button } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import type { reviewQuery } from './prescriptions.documents.ts';

export type ChecklistItem = NonNullable<ResultOf<typeof reviewQuery>['prescription']>['checklist'][number];
export type Item = ChecklistItem['item'];

const words: Record<Item, string> = {
  PATIENT_NAME: 'Patient’s full name',
  BIRTH_DATE: 'Date of birth',
  EXAM_DATE: 'Date of the examination',
  ISSUE_DATE: 'Date of issue',
  EXPIRY_DATE: 'Expiry date',
  PRESCRIBER_NAME: 'Prescriber’s name',
  PRESCRIBER_ADDRESS: 'Prescriber’s address',
  PRESCRIBER_PHONE: 'Prescriber’s phone',
  PRESCRIBER_FAX: 'Prescriber’s fax',
  PRESCRIBER_LICENCE: 'Licence or NPI',
  SIGNATURE: 'Signature',
  POWER: 'Power',
  LENS_MAKER: 'Material or manufacturer of the lens',
  BASE_CURVE: 'Base curve or its designation',
  DIAMETER: 'Diameter',
  PRIVATE_LABEL: 'Private label: trade name and manufacturer',
  EQUIVALENT_BRAND: 'Private label: equivalent brand',
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
        {items.map(({ item, required, byLaw, whereItApplies }) => (
          <li key={item}>
            <label className="flex min-h-7 items-center gap-2">
              <input type="checkbox" checked={seen.has(item)} onChange={() => toggle(item)} />
              {words[item]}
              {byLaw && <span className="text-ink-soft text-xs">by law</span>}
              {!required && (
                <span className="text-ink-soft text-xs">{whereItApplies ? 'where it applies' : 'customary'}</span>
              )}
            </label>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-soft text-xs" aria-live="polite">
        {missing.length === 0
          ? 'Complete. The values themselves are compared above.'
          : `${missing.length} of ${items.filter((one) => one.required).length} required items not ticked: ${
              missing.some(({ byLaw }) => byLaw)
                ? 'the law lists them, and no reason stands in. Ask the prescriber, or enter a corrected prescription.'
                : 'signing off will ask for a reason.'
            }`}
      </p>
    </Panel>
  );
}
