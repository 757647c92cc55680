import { type FormEvent, useState } from 'react';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import { Button } from '../../kit/controls.tsx';
import { IssueList, Panel } from '../../kit/detail.tsx';
import { useGo } from '../../kit/go.tsx';
import { typePrescription } from './prescriptions.documents.ts';
import { TypedFields, warningsLeft } from './typed-fields.tsx';
import { emptyTyped, type Typed, typedInput } from './typed-input.ts';
import { unreadable } from './typed-issues.ts';

/** Only a paper came: what stands on it is typed in here, beside it, and goes on in its place. */
export function TypePanel({ id, patientName }: { id: string; patientName: string | null }) {
  const { act, busy } = useAct();
  const go = useGo();
  const [typed, setTyped] = useState<Typed>(() => ({ ...emptyTyped, patientName: patientName ?? '' }));
  const [told, setTold] = useState<RefusalShape | null>(null);
  const warnings = warningsLeft(told?.issues);

  async function save(event: FormEvent) {
    event.preventDefault();
    const left = unreadable(typed);
    setTold(left);
    if (left) return;
    const saved = await act(
      typePrescription,
      { input: typedInput({ id }, typed, warnings) },
      { done: 'Typed in. Compare it once more and sign it off.', onRefusal: setTold },
    );
    if (saved) go(`/prescriptions/${saved.id}`);
  }
  return (
    <Panel title="Type in what stands on the paper">
      <form className="space-y-4" onSubmit={(event) => void save(event)}>
        <TypedFields
          typed={typed}
          issues={told?.issues}
          onTyped={(next) => {
            setTold(null);
            setTyped(next);
          }}
        />
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
