import { type ReactNode, useState } from 'react';
import type { RefusalShape } from '../../graph/act.ts';
import { Field, Select, TextInput } from '../../kit/controls.tsx';
import { nearHints } from '../measurements/near-pd.ts';
import { bases, type Typed } from './typed-input.ts';
import { errorsAt } from './typed-issues.ts';

const eyeNames = [
  ['od', 'right eye (OD)'],
  ['os', 'left eye (OS)'],
] as const;
const measures = [
  ...(['od', 'os'] as const).flatMap(
    (eye) => [`${eye}PrismH`, `${eye}BaseH`, `${eye}PrismV`, `${eye}BaseV`] as const satisfies readonly (keyof Typed)[],
  ),
  'heightOd',
  'heightOs',
  'vertex',
  'nearOd',
  'nearOs',
  'nearBoth',
] as const;
const prescriberFields = ['prescriberPhone', 'prescriberLicence', 'prescriberNpi'] as const;
const row = 'grid grid-cols-2 gap-3 sm:grid-cols-4';

interface Props {
  typed: Typed;
  onTyped: (typed: Typed) => void;
  /** What was said about it last: errors stand at their fields. */
  issues?: RefusalShape['issues'] | undefined;
}

/** What stands on a prescription for glasses, field by field as on the paper. What few papers have is folded away. */
export function TypedFields({ typed, onTyped, issues }: Props) {
  const errors = errorsAt(issues, typed);
  const set = (name: keyof Typed, value: string) => onTyped({ ...typed, [name]: value });
  const text = (
    name: keyof Typed,
    label: string,
    more: { hint?: string; type?: string; required?: boolean; inputMode?: 'decimal' | 'numeric' } = {},
  ) => (
    <Field label={label} error={errors[name]} {...(more.hint ? { hint: more.hint } : {})}>
      <TextInput
        value={typed[name]}
        type={more.type ?? 'text'}
        required={more.required ?? false}
        inputMode={more.inputMode ?? (more.type ? undefined : 'text')}
        autoComplete="off"
        onChange={(event) => set(name, event.target.value)}
      />
    </Field>
  );
  const mm = (name: keyof Typed, label: string, hint?: string) =>
    text(name, label, { inputMode: 'decimal', ...(hint ? { hint } : {}) });
  const base = (eye: 'od' | 'os', plane: 'H' | 'V', label: string) => (
    <Field label={label}>
      <Select
        value={typed[`${eye}Base${plane}`]}
        options={bases[plane]}
        placeholder="–"
        onChange={(event) => set(`${eye}Base${plane}`, event.target.value)}
      />
    </Field>
  );
  const near = nearHints(typed);
  const folded = (names: readonly (keyof Typed)[]) => ({
    isFilled: names.some((name) => typed[name] !== ''),
    hasError: names.some((name) => errors[name] !== undefined),
  });
  return (
    <>
      {eyeNames.map(([eye, label]) => (
        <fieldset key={eye} className={row}>
          <legend className="mb-1 font-medium first-letter:uppercase">{label}</legend>
          {text(`${eye}Sphere`, 'Sphere', { hint: 'with its sign', required: true })}
          {text(`${eye}Cylinder`, 'Cylinder')}
          {text(`${eye}Axis`, 'Axis')}
          {text(`${eye}Add`, 'ADD')}
        </fieldset>
      ))}
      <div className={row}>
        {mm('pdOd', 'PD right, mm', 'one per eye, or one number for both')}
        {mm('pdOs', 'PD left, mm')}
        {mm('pdBoth', 'PD as one number, mm')}
      </div>
      <Folded title="Prism, vertex, near PD, heights" {...folded(measures)}>
        {eyeNames.map(([eye, label]) => (
          <fieldset key={eye} className={row}>
            <legend className="mb-1 font-medium">Prism, {label}</legend>
            {mm(`${eye}PrismH`, 'Horizontal, Δ', 'steps of 0.25 or 0.12')}
            {base(eye, 'H', 'Base, horizontal')}
            {mm(`${eye}PrismV`, 'Vertical, Δ', 'steps of 0.25 or 0.12')}
            {base(eye, 'V', 'Base, vertical')}
          </fieldset>
        ))}
        <div className={row}>
          {mm('vertex', 'Vertex distance, mm', 'where the eyes were tested')}
          {mm('nearOd', 'Near PD right, mm', near.od)}
          {mm('nearOs', 'Near PD left, mm', near.os)}
          {mm('nearBoth', 'Near PD as one number, mm', near.both)}
          {mm('heightOd', 'Height right, mm', 'from the lowest point of the lens')}
          {mm('heightOs', 'Height left, mm')}
        </div>
      </Folded>
      <div className={row}>
        {text('issuedOn', 'Issued on', { type: 'date', required: true })}
        {text('expiresOn', 'Valid until', { type: 'date' })}
        {text('patientName', 'Patient')}
        {text('birthDate', 'Date of birth', { type: 'date' })}
        {text('prescriberName', 'Prescriber', { required: true })}
      </div>
      <Folded title="Prescriber’s phone, licence, NPI" {...folded(prescriberFields)}>
        <div className={row}>
          {text('prescriberPhone', 'Phone of the prescriber')}
          {text('prescriberLicence', 'Licence')}
          {text('prescriberNpi', 'NPI', { hint: 'ten digits', inputMode: 'numeric' })}
        </div>
      </Folded>
    </>
  );
}

/** Opens by itself where something in it is wrong, and says when it holds something while closed. */
function Folded(props: { title: string; isFilled: boolean; hasError: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(props.isFilled);
  return (
    <details open={isOpen || props.hasError} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-ink-soft">
        {props.title}
        {props.isFilled && ' (filled in)'}
      </summary>
      <div className="mt-2 space-y-4">{props.children}</div>
    </details>
  );
}

/** Codes of the warnings that are left to confirm: only where nothing is wrong besides. */
export const warningsLeft = (issues: readonly { code: string; severity: string }[] | undefined): string[] =>
  issues && issues.length > 0 && issues.every(({ severity }) => severity === 'WARNING')
    ? issues.map(({ code }) => code)
    : [];
