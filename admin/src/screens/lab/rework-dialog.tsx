import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { EyeChoice } from './eye-choice.tsx';
import { routeRework } from './inspection.documents.ts';
import type { JobPart, Lens } from './job.types.ts';

const routes = {
  RE_POLISH: { label: 'Polish again', to: 'surfacing' },
  RE_COAT: { label: 'Coat again', to: 'coating' },
  RE_EDGE: { label: 'Edge again, smaller', to: 'finishing' },
  RE_MOUNT: { label: 'Mount again', to: 'finishing' },
} as const;
type Route = keyof typeof routes;

/** Which way a failed pair goes on with the lenses it has. A lens that cannot be saved is written off where lenses break. */
export function ReworkDialog({ job, reload }: JobPart) {
  const { act } = useAct();
  const lenses: readonly Lens[] = job.lenses ?? [];
  const [route, setRoute] = useState<Route>(job.reworkRoutes[0] ?? 'RE_MOUNT');
  const [eyes, setEyes] = useState<readonly string[]>(lenses.map((lens) => lens.eye));
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={<Button>Rework</Button>}
      title={`Rework job ${job.number}`}
      consequence={`The tray goes back to ${routes[route].to} with the same lenses and is inspected again. The rework is counted.`}
      submit="Send to rework"
      onSubmit={async () => {
        if (eyes.length === 0) return false;
        const done = await act(
          routeRework,
          { jobId: job.id, route, eyes: [...eyes], note: note.trim() || null },
          { done: `Job ${job.number} goes back to ${routes[route].to}.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="How">
        <Select
          options={job.reworkRoutes.map((value) => ({ value, label: routes[value].label }))}
          value={route}
          onChange={(event) => setRoute(event.target.value as Route)}
        />
      </Field>
      <EyeChoice eyes={lenses.map((lens) => lens.eye)} chosen={eyes} onChange={setEyes} />
      <Field label="Note">
        <TextInput value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
