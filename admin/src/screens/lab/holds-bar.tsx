import { useAct } from '../../graph/act.ts';
import { Button } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { sayCode } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import type { JobPart } from './job.types.ts';
import { releaseHold } from './lab.documents.ts';

/** Ended by what is missing, not by hand. */
const clearsItself: readonly string[] = ['STOCK_OUT', 'LENS_UNFIT', 'SLAB_OFF_DECISION', 'HEIGHT_NEEDED'];

/** What the job waits for, and the release of what a person may lift. */
export function HoldsBar({ job, reload }: JobPart) {
  const { may } = useSession();
  const { act } = useAct();
  if (job.holdReasons.length === 0) return null;
  return (
    <section className="flex flex-wrap items-center gap-3 rounded bg-warn-soft px-3 py-2 text-warn" aria-label="Holds">
      <span className="font-medium">On hold:</span>
      {job.holdReasons.map((reason) => (
        <span key={reason} className="flex items-center gap-2">
          {sayCode(reason)}
          {!clearsItself.includes(reason) && may(reason === 'RX_VERIFICATION' ? 'vouchForRx' : 'holdLab') && (
            <FormDialog
              trigger={<Button className="h-7">Release</Button>}
              title={`Release the hold “${sayCode(reason)}”?`}
              consequence="Work on this job may go on. The house lifts most holds by itself when what was missing arrives; release by hand only when you have checked it."
              submit="Release"
              onSubmit={async () => {
                const done = await act(releaseHold, { id: job.id, reason }, { done: 'Hold released.' });
                if (done) reload();
                return done !== null;
              }}
            />
          )}
        </span>
      ))}
    </section>
  );
}
