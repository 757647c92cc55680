import { clsx } from 'clsx';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import { type Problem, problemOf } from '../../graph/problem.ts';
import type { FragmentOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { usePageTitle } from '../../kit/detail.tsx';
import { count, day, due, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { Menu } from '../../kit/menu.tsx';
import { ProblemState, Skeleton } from '../../kit/states.tsx';
import { useFeed } from '../../live/live.tsx';
import { useSession } from '../../session/session.tsx';
import { projectionQuery } from './bench.documents.ts';
import { letGo, takeChange } from './board-order.ts';
import { labJobsQuery, moveLabJob } from './lab.documents.ts';
import type { labCard } from './lab-card.documents.ts';
import { PutBackStrip } from './put-back-strip.tsx';
import { ScanPanel } from './scan-panel.tsx';
import { boardStatuses, byUrgency, stages } from './stages.ts';
import { keepStation, stationName } from './station.ts';

type Job = FragmentOf<typeof labCard>;
type Status = Job['status'];
/** The board holds at most this many open jobs; beyond it the oldest are looked up by search. */
const BOARD_MAX = 400;
const PAGE = 100;

interface Board {
  shown: ReadonlyMap<string, Job>;
  /** Changes from elsewhere that would move a card under somebody's hand. */
  waiting: ReadonlyMap<string, Job>;
}

export function BoardScreen() {
  usePageTitle('Lab board');
  const { may } = useSession();
  const client = useClient();
  const { act } = useAct();
  const [board, setBoard] = useState<Board | null>(null);
  const jobs = board?.shown ?? null;
  const isHeld = useRef(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [onlyLate, setOnlyLate] = useState(false);
  const [onlyRush, setOnlyRush] = useState(false);
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
    setBoard({ shown: found, waiting: new Map() });
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
  const take = (job: Job, held: boolean) =>
    setBoard((now) => (now ? takeChange(now.shown, now.waiting, job, held) : now));
  const settle = () =>
    setBoard((now) =>
      now && now.waiting.size > 0 ? { shown: letGo(now.shown, now.waiting), waiting: new Map() } : now,
    );
  useFeed(
    'labBoard',
    (event) => take(event.job, isHeld.current),
    () => void load(),
  );
  // Which of them will be late as the queue stands: the first hundred by due day are those to act on.
  const { data: projection } = useLoad(projectionQuery, { filter: { status: boardStatuses } });
  const projected = useMemo(
    () => new Map(projection?.labJobs.edges.map(({ node }) => [node.id, node.projectedOn])),
    [projection],
  );

  const columns = useMemo(() => {
    const shown = [...(jobs?.values() ?? [])]
      .filter((job) => (!onlyLate || job.late) && (!onlyRush || job.rush))
      .sort(byUrgency);
    return stages.map((stage) => ({
      ...stage,
      jobs: shown.filter((job) => (stage.statuses as readonly string[]).includes(job.status)),
    }));
  }, [jobs, onlyLate, onlyRush]);
  const lateCount = [...(jobs?.values() ?? [])].filter(
    (job) => job.late && (boardStatuses as string[]).includes(job.status),
  ).length;

  async function move(job: Job, to: Status) {
    const moved = await act(
      moveLabJob,
      { id: job.id, to, station, note: null },
      { done: `${job.number} is now in ${sayCode(to).toLowerCase()}.` },
    );
    if (moved) take(moved, false);
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
        <label className="flex items-center gap-1.5">
          <input type="checkbox" checked={onlyRush} onChange={(e) => setOnlyRush(e.target.checked)} />
          Rush only
        </label>
        {board && board.waiting.size > 0 && (
          <Button onClick={settle}>
            {count(board.waiting.size)} {board.waiting.size === 1 ? 'tray' : 'trays'} moved: show
          </Button>
        )}
        <nav className="ms-auto flex gap-4" aria-label="Lab">
          <Go to="/lab/batches">Batches</Go>
          {may('readLabFigures') && <Go to="/lab/figures">Figures</Go>}
        </nav>
      </header>
      {may('seeLabValues') && <PutBackStrip />}
      {may('workLab') && (
        <ScanPanel
          station={station}
          onStation={(name) => {
            keepStation(name);
            setStation(name);
          }}
          onMoved={(job) => take(job, false)}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only learns whether a hand is on the board, so that no card moves under it */}
      <div
        className="grid min-h-0 flex-1 auto-cols-[minmax(13rem,1fr)] grid-flow-col gap-3 overflow-auto px-4 pb-4 lg:px-6"
        onPointerEnter={() => {
          isHeld.current = true;
        }}
        onPointerLeave={() => {
          isHeld.current = false;
          settle();
        }}
      >
        {columns.map((column) => (
          <section
            key={column.id}
            aria-label={column.label}
            data-stage={column.id}
            className="min-h-0 rounded-lg bg-sunken p-2"
          >
            <h2 className="mb-2 flex justify-between px-1 font-medium text-[0.8125rem]">
              {column.label}{' '}
              <span className="text-ink-soft tabular">
                {jobs ? column.jobs.length : ''}
                {column.jobs.some((job) => job.late) && (
                  <span className="text-bad"> {column.jobs.filter((job) => job.late).length} late</span>
                )}
              </span>
            </h2>
            {!jobs && <Skeleton className="h-20 bg-line" />}
            <ul className="space-y-2">
              {column.jobs.map((job) => (
                <li key={job.id}>
                  <JobCard
                    job={job}
                    projectedOn={projected.get(job.id) ?? null}
                    onMove={may('workLab') ? (to) => void move(job, to) : null}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function JobCard({
  job,
  projectedOn,
  onMove,
}: {
  job: Job;
  projectedOn: string | null;
  onMove: ((to: Status) => void) | null;
}) {
  const isAtRisk = !job.late && job.dueOn !== null && projectedOn !== null && projectedOn > job.dueOn;
  return (
    <article
      className={clsx('card space-y-1 p-2', job.late && 'border-bad', job.rush && 'border-s-4 border-s-warn')}
      data-job={job.number}
      data-status={job.status}
    >
      <div className="flex items-center justify-between gap-1">
        <Go to={`/lab/jobs/${job.number}`} className="font-semibold text-base">
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
        {job.dueOn && (
          <Badge
            code="DUE"
            label={job.dueTime ? `${due(job.dueOn)}, ${job.dueTime}` : due(job.dueOn)}
            tone={job.late ? 'bad' : 'neutral'}
          />
        )}
        {isAtRisk && <Badge code="AT_RISK" label={`through ${day(projectedOn)}`} tone="warn" />}
        {job.rush && <Badge code="RUSH" label="Rush" tone="warn" />}
        {job.batchNumber && <Badge code="BATCH" label={`in ${job.batchNumber}`} tone="accent" />}
        {job.isRemake && <Badge code="REMAKE" label="Remake" tone="warn" />}
        {job.holdReasons.map((reason) => (
          <Badge key={reason} code={reason} tone="warn" />
        ))}
        {['SPOILED', 'REWORK', 'ENTERED'].includes(job.status) && <Badge code={job.status} />}
      </div>
    </article>
  );
}
