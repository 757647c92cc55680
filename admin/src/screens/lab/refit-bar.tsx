import { useAct } from '../../graph/act.ts';
import { Button } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { useSession } from '../../session/session.tsx';
import { repickBlanks } from './bench.documents.ts';
import type { JobPart, Lens } from './job.types.ts';

const reasons: Record<string, string> = {
  BLANK_TOO_SMALL: 'its blank is too small for the traced frame',
  GROUND_TOO_THIN: 'it is ground too thin for the traced frame',
  CURVE_TOO_STEEP: 'its curve cannot span the traced frame',
};

/** A trace showed that lenses in the tray no longer do: which, why, and the way on. */
export function RefitBar({ job, reload }: JobPart) {
  const { may } = useSession();
  const { act } = useAct();
  const lenses: readonly Lens[] = job.lenses ?? [];
  const unfit = lenses.filter((lens) => lens.unfit !== null);
  if (!job.holdReasons.includes('LENS_UNFIT') || unfit.length === 0) return null;
  return (
    <section
      className="flex flex-wrap items-center gap-3 rounded bg-bad-soft px-3 py-2 text-bad"
      aria-label="Lenses that do not fit"
    >
      <span>
        {unfit
          .map(
            (lens) =>
              `${lens.eye}: ${reasons[lens.unfit ?? ''] ?? lens.unfit} (needs ${lens.minimumBlankMm} mm, has ${lens.blankDiameterMm ?? '—'} mm)`,
          )
          .join('; ')}
        .
      </span>
      {may('workLab') && (
        <FormDialog
          trigger={<Button className="h-7">Choose another blank</Button>}
          title={`Another blank for ${unfit.map((lens) => lens.eye).join(' and ')}?`}
          consequence="Chosen by the same rules from what is on the shelf, and asked for. A blank that is still whole goes back: this screen then says on which shelf, and it is in stock again once somebody put it there. A lens that is cut is lost and counted as a wrong frame size. Was the trace wrong? Then trace the frame again instead."
          submit="Choose another blank"
          onSubmit={async () => {
            const done = await act(repickBlanks, { jobId: job.id }, { done: 'Another blank is asked for.' });
            if (done) reload();
            return done !== null;
          }}
        />
      )}
    </section>
  );
}
