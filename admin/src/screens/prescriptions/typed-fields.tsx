import { Field, TextInput } from '../../kit/controls.tsx';
import type { Typed } from './typed-input.ts';

/** What stands on a prescription for glasses, field by field as on the paper. */
export function TypedFields({ typed, onTyped }: { typed: Typed; onTyped: (typed: Typed) => void }) {
  const text = (name: keyof Typed, label: string, more: { hint?: string; type?: string; required?: boolean } = {}) => (
    <Field label={label} {...(more.hint ? { hint: more.hint } : {})}>
      <TextInput
        value={typed[name]}
        type={more.type ?? 'text'}
        required={more.required ?? false}
        inputMode={more.type ? undefined : 'text'}
        onChange={(event) => onTyped({ ...typed, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      {(
        [
          ['od', 'Right eye (OD)'],
          ['os', 'Left eye (OS)'],
        ] as const
      ).map(([eye, label]) => (
        <fieldset key={eye} className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <legend className="mb-1 font-medium">{label}</legend>
          {text(`${eye}Sphere`, 'Sphere', { hint: 'with its sign', required: true })}
          {text(`${eye}Cylinder`, 'Cylinder')}
          {text(`${eye}Axis`, 'Axis')}
          {text(`${eye}Add`, 'ADD')}
        </fieldset>
      ))}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {text('pdOd', 'PD right, mm', { hint: 'one per eye, or one number for both' })}
        {text('pdOs', 'PD left, mm')}
        {text('pdBoth', 'PD as one number, mm')}
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {text('issuedOn', 'Issued on', { type: 'date', required: true })}
        {text('expiresOn', 'Valid until', { type: 'date' })}
        {text('prescriberName', 'Prescriber', { required: true })}
        {text('patientName', 'Patient')}
      </div>
    </>
  );
}

/** Codes of the warnings that are left to confirm: only where nothing is wrong besides. */
export const warningsLeft = (issues: readonly { code: string; severity: string }[] | undefined): string[] =>
  issues && issues.length > 0 && issues.every(({ severity }) => severity === 'WARNING')
    ? issues.map(({ code }) => code)
    : [];
