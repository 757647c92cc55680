import { type FormEvent, useState } from 'react';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { IssueList, Panel } from '../../kit/detail.tsx';
import { useGo } from '../../kit/go.tsx';
import { typePrescription } from './prescriptions.documents.ts';
import { emptyTyped, type Typed, typedInput } from './typed-input.ts';

/** Only a paper came: what stands on it is typed in here, beside it, and goes on in its place. */
export function TypePanel({ id, patientName }: { id: string; patientName: string | null }) {
  const { act, busy } = useAct();
  const go = useGo();
  const [typed, setTyped] = useState<Typed>(() => ({ ...emptyTyped, patientName: patientName ?? '' }));
  const [told, setTold] = useState<RefusalShape | null>(null);
  const warnings = told?.issues.every(({ severity }) => severity === 'WARNING')
    ? told.issues.map(({ code }) => code)
    : [];

  async function save(event: FormEvent) {
    event.preventDefault();
    setTold(null);
    const saved = await act(
      typePrescription,
      { input: typedInput(id, typed, warnings) },
      { done: 'Typed in. Compare it once more and sign it off.', onRefusal: setTold },
    );
    if (saved) go(`/prescriptions/${saved.id}`);
  }
  const text = (name: keyof Typed, label: string, more: { hint?: string; type?: string; required?: boolean } = {}) => (
    <Field label={label} {...(more.hint ? { hint: more.hint } : {})}>
      <TextInput
        value={typed[name]}
        type={more.type ?? 'text'}
        required={more.required ?? false}
        inputMode={more.type ? undefined : 'text'}
        onChange={(event) => {
          setTold(null);
          setTyped({ ...typed, [name]: event.target.value });
        }}
      />
    </Field>
  );
  return (
    <Panel title="Type in what stands on the paper">
      <form className="space-y-4" onSubmit={(event) => void save(event)}>
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
        {told && (
          <div className="space-y-2" role="alert">
            <p className="font-medium text-bad">{told.message}</p>
            <IssueList issues={told.issues} />
          </div>
        )}
        <Button type="submit" tone="primary" busy={busy}>
          {warnings.length > 0 ? 'It stands so on the paper: save' : 'Save what was typed'}
        </Button>
      </form>
    </Panel>
  );
}
