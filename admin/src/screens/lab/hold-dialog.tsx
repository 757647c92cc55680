import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { asOption, type JobPart } from './job.types.ts';
import { holdLabJob } from './lab.documents.ts';

const holdReasons = ['CUSTOMER_QUESTION', 'PRICE_APPROVAL', 'RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT'] as const;

export function HoldDialog({ job, reload }: JobPart) {
  const { act } = useAct();
  const [reason, setReason] = useState<(typeof holdReasons)[number]>('CUSTOMER_QUESTION');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={<Button>Put on hold</Button>}
      title="Put this job on hold"
      consequence="The tray stays where it is until the hold is released. The clock stops only while a customer is asked."
      submit="Hold"
      onSubmit={async () => {
        const done = await act(holdLabJob, { id: job.id, reason, note: note.trim() || null }, { done: 'On hold.' });
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <Select
          options={holdReasons.map(asOption)}
          value={reason}
          onChange={(e) => setReason(e.target.value as typeof reason)}
        />
      </Field>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
