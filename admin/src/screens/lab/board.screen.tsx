import { clsx } from 'clsx';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { useAct } from '../../graph/act.ts';
import { type Problem, problemOf } from '../../graph/problem.ts';
import type { FragmentOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select } from '../../kit/controls.tsx';
import { usePageTitle } from '../../kit/detail.tsx';
import { due, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { Menu } from '../../kit/menu.tsx';
import { ScanBox } from '../../kit/scan-box.tsx';
import { ProblemState, Skeleton } from '../../kit/states.tsx';
import { useFeed } from '../../live/live.tsx';
import { useSession } from '../../session/session.tsx';
import { labJobsQuery, moveLabJob, scanTray } from './lab.documents.ts';
import type { labCard } from './lab-card.documents.ts';
import { boardStatuses, byUrgency, stages } from './stages.ts';
import { keepStation, stationName } from './station.ts';

type Job = FragmentOf<typeof labCard>;
type Status = Job['status'];
/** The board holds at most this many open jobs; beyond it the oldest are looked up by search. */
const BOARD_MAX = 400;
const PAGE = 100;

export function BoardScreen() {
  usePageTitle('Lab board');
  const { may } = useSession();
  const client = useClient();
  const { act } = useAct();
  const [jobs, setJobs] = useState<ReadonlyMap<string, Job> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [onlyLate, setOnlyLate] = useState(false);
  const [station, setStation] = useState(stationName);

  const load = useCallback(async () => {
    const found = new Map<string, Job>();
    let after: string | null = null;
    do {
      const { data, error }: Awaited<ReturnType<typeof ask>> = await ask(after);
      if (error || !data) return setProblem(error ? problemOf(error) : null);
      for (const { node } of data.labJobs.edges) found.set(node.id, node);
      after = data.labJobs.pageInfo.hasNextPage ? data.labJobs.pageInfo.endCursor : null;
    } while (after && found.size < BOARD_MAX);
    setProblem(null);
    setJobs(found);
    function ask(cursor: string | null) {
      return client
        .query(
          labJobsQuery,
          { filter: { status: boardStatuses }, first: PAGE, after: cursor },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
    }
  }, [client]);
  useEffect(() => void load(), [load]);
  const take = (job: Job) => setJobs((now) => (now ? new Map(now).set(job.id, job) : now));
  useFeed(
    'labBoard',
    (event) => take(event.job),
    () => void load(),
  );

  const columns = useMemo(() => {
    const shown = [...(jobs?.values() ?? [])].filter((job) => !onlyLate || job.late).sort(byUrgency);
    return stages.map((stage) => ({
      ...stage,
      jobs: shown.filter((job) => (stage.statuses as readonly string[]).includes(job.status)),
    }));
  }, [jobs, onlyLate]);
  const lateCount = [...(jobs?.values() ?? [])].filter(
    (job) => job.late && (boardStatuses as string[]).includes(job.status),
  ).length;

  async function move(job: Job, to: Status) {
    const moved = await act(
      moveLabJob,
      { id: job.id, to, station, note: null },
      { done: `${job.number} is now in ${sayCode(to).toLowerCase()}.` },
    );
    if (moved) take(moved);
  }

  if (!jobs && problem) return <ProblemState problem={problem} onRetry={() => void load()} />;
  return (
    <div className="flex h-[calc(100dvh-3rem)] flex-col">
      <header className="flex flex-wrap items-center gap-3 px-4 pt-4 pb-3 lg:px-6">
        <h1 className="text-xl">Lab board</h1>
        <span className="text-ink-soft">
          {jobs ? `${columns.reduce((sum, column) => sum + column.jobs.length, 0)} trays` : 'Loading…'}
        </span>
        <label className="flex items-center gap-1.5">
          <input type="checkbox" checked={onlyLate} onChange={(e) => setOnlyLate(e.target.checked)} />
          Late only {lateCount > 0 && <span className="font-medium text-bad">({lateCount})</span>}
        </label>
      </header>
      {may('workLab') && (
        <ScanPanel
          station={station}
          onStation={(name) => {
            keepStation(name);
            setStation(name);
          }}
          onMoved={take}
        />
      )}
      <div className="grid min-h-0 flex-1 auto-cols-[minmax(13rem,1fr)] grid-flow-col gap-3 overflow-auto px-4 pb-4 lg:px-6">
        {columns.map((column) => (
          <section
            key={column.id}
            aria-label={column.label}
            data-stage={column.id}
            className="min-h-0 rounded-lg bg-sunken p-2"
          >
            <h2 className="mb-2 flex justify-between px-1 font-medium text-[0.8125rem]">
              {column.label} <span className="text-ink-soft">{jobs ? column.jobs.length : ''}</span>
            </h2>
            {!jobs && <Skeleton className="h-20 bg-line" />}
            <ul className="space-y-2">
              {column.jobs.map((job) => (
                <li key={job.id}>
                  <JobCard job={job} onMove={may('workLab') ? (to) => void move(job, to) : null} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function JobCard({ job, onMove }: { job: Job; onMove: ((to: Status) => void) | null }) {
  return (
    <article
      className={clsx('card space-y-1 p-2', job.late && 'border-bad')}
      data-job={job.number}
      data-status={job.status}
    >
      <div className="flex items-center justify-between gap-1">
        <Go to={`/lab/jobs/${job.number}`} className="font-semibold">
          {job.trayCode ?? job.number}
        </Go>
        {onMove && job.nextStatuses.length > 0 && (
          <Menu
            trigger={
              <Button tone="plain" className="h-6" aria-label={`Move ${job.number}`}>
                Move ▾
              </Button>
            }
            items={job.nextStatuses.map((status) => ({ label: sayCode(status), onSelect: () => onMove(status) }))}
          />
        )}
      </div>
      {job.trayCode && <p className="text-ink-soft text-xs">{job.number}</p>}
      <p className="truncate">{job.designName}</p>
      <p className="truncate text-ink-soft text-xs">
        {job.materialName} · {job.frameName}
      </p>
      <div className="flex flex-wrap gap-1">
        {job.dueOn && <Badge code="DUE" label={due(job.dueOn)} tone={job.late ? 'bad' : 'neutral'} />}
        {job.rush && <Badge code="RUSH" label="Rush" tone="warn" />}
        {job.isRemake && <Badge code="REMAKE" label="Remake" tone="warn" />}
        {job.holdReasons.map((reason) => (
          <Badge key={reason} code={reason} tone="warn" />
        ))}
        {['SPOILED', 'REWORK', 'ENTERED'].includes(job.status) && <Badge code={job.status} />}
      </div>
    </article>
  );
}

/** Choose the stage once, then scan tray after tray. A scan of a stage's name changes the stage. */
function ScanPanel(props: { station: string; onStation: (name: string) => void; onMoved: (job: Job) => void }) {
  const { act } = useAct();
  const [to, setTo] = useState<Status>('PICKED');
  return (
    <details className="mx-4 mb-3 rounded-lg border border-line bg-raised lg:mx-6" open>
      <summary className="px-3 py-2 font-medium">Scan trays</summary>
      <div className="grid gap-4 border-line border-t p-3 md:grid-cols-[14rem_14rem_minmax(0,1fr)]">
        <label className="space-y-1">
          <span className="font-medium">Station</span>
          <input
            className="control h-14 w-full text-base"
            value={props.station}
            onChange={(e) => props.onStation(e.target.value)}
          />
        </label>
        <Field label="Move to">
          <Select
            className="h-14 text-base"
            value={to}
            onChange={(e) => setTo(e.target.value as Status)}
            options={boardStatuses
              .filter((status) => status !== 'ENTERED' && status !== 'ON_HOLD')
              .map((status) => ({ value: status, label: sayCode(status) }))}
          />
        </Field>
        <ScanBox
          label="Tray code"
          autoFocus={false}
          placeholder="Scan a tray"
          onScan={async (code) => {
            const stage = boardStatuses.find((status) => status === code.toUpperCase().replace(/^STAGE[:-]/, ''));
            if (stage) {
              setTo(stage);
              return { ok: true, message: `Scans now move to ${sayCode(stage).toLowerCase()}.` };
            }
            let refusal = '';
            const moved = await act(
              scanTray,
              { trayCode: code, to, station: props.station, note: null },
              {
                onRefusal: (no) => {
                  refusal = [no.message, ...no.issues.map((issue) => issue.message)].join(' ');
                },
              },
            );
            if (!moved) return { ok: false, message: refusal || 'The server did not answer. Scan again.' };
            props.onMoved(moved);
            return { ok: true, message: `${moved.trayCode ?? moved.number} → ${sayCode(moved.status)}` };
          }}
        />
      </div>
    </details>
  );
}
