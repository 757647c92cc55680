import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { asOption, type JobPart } from './job.types.ts';
import { reportBreakage } from './lab.documents.ts';

const breakageReasons = [
  'SCRATCH',
  'EDGE_CHIP',
  'STAR_CRACK',
  'COAT_DEFECT',
  'TINT_MISMATCH',
  'INCLUSION',
  'WAVE',
  'BEVEL',
  'DRILL',
  'LENS_LARGE_STRESS',
  'BLANK_DEFECT',
  'SPH',
  'CYL',
  'AXIS',
  'PRISM',
];

export function BreakageDialog({ job, eye, reload }: JobPart & { eye: string }) {
  const { act } = useAct();
  const [reasonCode, setReason] = useState('SCRATCH');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={
        <Button tone="danger" className="ms-2 h-6">
          Broke
        </Button>
      }
      title={`The ${eye} lens broke`}
      consequence="The blank is written off and another one is reserved. If none is in stock, the job waits and the buyer is told."
      submit="Write off the lens"
      tone="danger"
      onSubmit={async () => {
        const done = await act(
          reportBreakage,
          { jobId: job.id, eye, reasonCode, note: note.trim() || null },
          { done: 'Written off; another blank is on its way.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <Select
          options={breakageReasons.map(asOption)}
          value={reasonCode}
          onChange={(e) => setReason(e.target.value)}
        />
      </Field>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
