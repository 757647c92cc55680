import { useLoad, useReloadOn } from '../../graph/load.ts';
import { Go } from '../../kit/go.tsx';
import { blanksToPutBackQuery } from './put-back.documents.ts';

/** Above the board: blanks that lie in trays they are not cut for, each with its tray and its shelf. Nothing when there is none. */
export function PutBackStrip() {
  const { data, reload } = useLoad(blanksToPutBackQuery, {});
  useReloadOn('labBoard', () => true, reload);
  const due = data?.blanksToPutBack ?? [];
  if (due.length === 0) return null;
  return (
    <section
      className="mx-4 mb-3 flex flex-wrap gap-x-4 gap-y-1 rounded bg-warn-soft px-3 py-2 text-warn lg:mx-6"
      aria-label="Blanks to put back"
    >
      <span className="font-medium">To put back:</span>
      {due.map(({ id, eye, shelf, job }) => (
        <span key={id}>
          {job ? <Go to={`/lab/jobs/${job.number}`}>{job.trayCode ?? job.number}</Go> : '?'} {eye}
          {shelf && ` → ${shelf}`}
        </span>
      ))}
    </section>
  );
}
