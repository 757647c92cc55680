import { Field, TextArea } from '../../kit/controls.tsx';

/** Where a policy comes from: nobody should look in two places for what holds. */
export function Standing({ isChosenHere, version }: { isChosenHere: boolean; version: number }) {
  return (
    <p className="text-ink-soft text-xs">
      {isChosenHere ? `Chosen by an owner, version ${version}.` : 'By the settings of this installation.'}
    </p>
  );
}

export function ReasonField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <Field label="Reason" hint="Kept in the history of changes.">
      <TextArea required maxLength={500} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
