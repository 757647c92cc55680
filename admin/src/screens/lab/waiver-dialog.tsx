import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, TextArea } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { waiveInspection } from './inspection.documents.ts';
import type { Inspection } from './inspection-record.tsx';
import type { JobPart } from './job.types.ts';

/** A supervisor lets a marginal failure pass, by name and with a reason; what stands against it is said before the button is. */
export function WaiverDialog({ job, reload, inspection }: JobPart & { inspection: Inspection }) {
  const { act } = useAct();
  const [reason, setReason] = useState('');
  const failed = inspection.checks.filter((check) => !check.pass && check.isBinding);
  const obstacles = inspection.waiverObstacles;
  if (obstacles.length > 0)
    return (
      <span className="text-ink-soft text-xs" title={obstacles.join(' ')}>
        No waiver: {obstacles[0]}
      </span>
    );
  return (
    <FormDialog
      trigger={<Button tone="danger">Waive</Button>}
      title={`Let job ${job.number} pass all the same?`}
      consequence={
        <>
          <p>The pair is packed as it is. Your name and reason stay on the record and are counted.</p>
          <ul className="mt-2 text-ink">
            {failed.map((check) => (
              <li key={`${check.code}:${check.eye}`}>
                {check.eye ? `${check.eye} ` : ''}
                {check.label}: {check.measured} for {check.nominal}, off by {check.deviation} of {check.tolerance}
              </li>
            ))}
            {inspection.faults.map((fault) => (
              <li key={fault.code}>
                {fault.eye ? `${fault.eye} ` : ''}not so: {fault.label}
                {fault.note ? ` (${fault.note})` : ''}
              </li>
            ))}
          </ul>
          <p className="mt-2">Measured by {inspection.inspector}; somebody else has to decide.</p>
        </>
      }
      submit="Let it pass"
      tone="danger"
      onSubmit={async () => {
        const done = await act(
          waiveInspection,
          { inspectionId: inspection.id, reason: reason.trim() },
          { done: `Job ${job.number} passed by waiver.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <TextArea required autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
