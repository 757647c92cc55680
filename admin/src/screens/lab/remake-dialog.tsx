import { remakeReasons } from '@opticworks/optics/lab';
import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { sayCode } from '../../kit/format.ts';
import { asOption, type JobPart, type Lens } from './job.types.ts';
import { startRemake } from './lab.documents.ts';

export function RemakeDialog({ job, reload }: JobPart) {
  const { act } = useAct();
  const [reasonCode, setReason] = useState('SPH');
  const lenses: readonly Lens[] = job.lenses ?? [];
  const [eyes, setEyes] = useState<readonly string[]>(lenses.map((lens) => lens.eye));
  const [note, setNote] = useState('');
  const party = (remakeReasons as Record<string, string>)[reasonCode] ?? '';
  return (
    <FormDialog
      trigger={<Button tone="danger">Remake</Button>}
      title={`Make job ${job.number} again`}
      consequence="A new job is opened and linked to this one; new blanks are reserved."
      submit="Start remake"
      onSubmit={async () => {
        if (eyes.length === 0) return false;
        const done = await act(
          startRemake,
          { jobId: job.id, reasonCode, eyes: [...eyes], note: note.trim() || null },
          { done: (made) => `Remake ${made.number} is open.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason" hint={`Charged to: ${sayCode(party)}`}>
        <Select
          options={Object.keys(remakeReasons).map(asOption)}
          value={reasonCode}
          onChange={(e) => setReason(e.target.value)}
        />
      </Field>
      <fieldset className="flex gap-4">
        <legend className="mb-1 font-medium text-xs">Lenses</legend>
        {lenses.map((lens) => (
          <label key={lens.id} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              checked={eyes.includes(lens.eye)}
              onChange={(e) =>
                setEyes((now) => (e.target.checked ? [...now, lens.eye] : now.filter((eye) => eye !== lens.eye)))
              }
            />
            {lens.eye}
          </label>
        ))}
      </fieldset>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
