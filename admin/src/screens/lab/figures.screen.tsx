import { useState } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Panel, usePageTitle } from '../../kit/detail.tsx';
import { addDays, count, day, percent, sayCode, today } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { labKpisQuery } from './figures.documents.ts';
import { type Drill, DrillPanel } from './figures-drill.tsx';
import { kpiSum, kpiValue } from './kpi-text.ts';
import { PromisePanel } from './promise-panel.tsx';
import { RemakeFiguresPanel } from './remakes-figures-panel.tsx';

type Report = ResultOf<typeof labKpisQuery>['labKpis'];
type Kpi = Report['kpis'][number];
export type KpiCode = Drill['code'];

const spans = [7, 30, 90, 365];
/** Figures with a set of jobs behind them; the others are made of these. */
const DRILLABLE: Record<string, { misses: boolean }> = {
  FIRST_PASS_YIELD: { misses: true },
  SPOILAGE: { misses: false },
  REMAKE_RATE: { misses: false },
  TURNAROUND: { misses: false },
  ON_TIME: { misses: true },
  WIP: { misses: false },
  JOBS_PER_HOUR: { misses: false },
  STOCK_FILL: { misses: true },
};

/** How the lab does: each number with its formula and sum, and the jobs behind it a click away. */
export function FiguresScreen() {
  usePageTitle('Lab figures');
  const [span, setSpan] = useState(30);
  const [drill, setDrill] = useState<Drill | null>(null);
  const to = today();
  const from = addDays(to, 1 - span);
  const { data, problem, reload } = useLoad(labKpisQuery, { from, to });
  const report = data?.labKpis;
  const open = (next: Omit<Drill, 'from' | 'to'>) => setDrill({ ...next, from, to });
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <Go to="/lab" className="text-xs">
            ← Lab board
          </Go>
          <h1 className="text-xl">Lab figures</h1>
        </div>
        <div className="flex items-center gap-3">
          <select
            aria-label="Span"
            className="control"
            value={span}
            onChange={(e) => {
              setSpan(Number(e.target.value));
              setDrill(null);
            }}
          >
            {spans.map((days) => (
              <option key={days} value={days}>
                last {days} days
              </option>
            ))}
          </select>
          <span className="text-ink-soft">
            {day(from)} – {day(to)}
          </span>
        </div>
      </header>
      {!report && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {report && (
        <>
          <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4">
            {report.kpis.map((kpi) => (
              <KpiCard key={kpi.label} kpi={kpi} onOpen={open} />
            ))}
          </div>
          {drill && <DrillPanel drill={drill} onClose={() => setDrill(null)} />}
          <div className="grid gap-4 xl:grid-cols-2">
            <Flow report={report} />
            <Turnaround report={report} onOpen={open} />
          </div>
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <Stages report={report} />
            <Losses report={report} onOpen={open} />
          </div>
          <RemakeFiguresPanel from={from} to={to} />
          <Stations report={report} onOpen={open} />
        </>
      )}
      <PromisePanel />
    </div>
  );
}

type Open = (drill: Omit<Drill, 'from' | 'to'>) => void;

function KpiCard({ kpi, onOpen }: { kpi: Kpi; onOpen: Open }) {
  const drillable = DRILLABLE[kpi.code];
  return (
    <article className="card flex flex-col p-3" data-kpi={kpi.code}>
      <h2 className="text-ink-soft text-xs">{kpi.label}</h2>
      <p className="font-semibold text-2xl tabular">{kpiValue(kpi)}</p>
      <p className="text-ink-soft text-xs">{kpi.formula}</p>
      <p className="text-xs tabular">{kpiSum(kpi)}</p>
      {kpi.note && <p className="text-ink-soft text-xs">{kpi.note}</p>}
      {drillable && (
        <p className="mt-auto flex gap-3 pt-2 text-xs">
          <button
            type="button"
            className="link"
            onClick={() => onOpen({ code: kpi.code as KpiCode, title: kpi.label, hit: null })}
          >
            Jobs behind it
          </button>
          {drillable.misses && (
            <button
              type="button"
              className="link"
              onClick={() =>
                onOpen({ code: kpi.code as KpiCode, title: `${kpi.label}: those that missed`, hit: false })
              }
            >
              Those that missed
            </button>
          )}
          {(kpi.code === 'SPOILAGE' || kpi.code === 'REMAKE_RATE') && (
            <button
              type="button"
              className="link"
              onClick={() => onOpen({ code: kpi.code as KpiCode, title: `${kpi.label}: those that count`, hit: true })}
            >
              Those that count
            </button>
          )}
        </p>
      )}
    </article>
  );
}

const tick = { fill: 'var(--ink-soft)', fontSize: 11 };
const tooltip = {
  contentStyle: { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 6, color: 'var(--ink)' },
  cursor: { fill: 'var(--sunken)' },
};

function Flow({ report }: { report: Report }) {
  const days = report.days.map((one) => ({ ...one, day: day(one.day) }));
  const last = report.days.at(-1);
  return (
    <Panel title="Work in progress and throughput by day">
      <div
        className="h-56 overflow-hidden"
        role="img"
        aria-label={`Work in progress by day; ${last ? count(last.wip) : 0} jobs at the end`}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart data={days} margin={{ top: 4, right: 4, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="day" tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line)' }} minTickGap={24} />
            <YAxis tick={tick} tickLine={false} axisLine={false} width={32} allowDecimals={false} />
            <Tooltip {...tooltip} />
            <Bar dataKey="passed" name="Passed" fill="var(--accent)" isAnimationActive={false} />
            <Line
              dataKey="wip"
              name="In work"
              stroke="var(--warn)"
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <details>
        <summary className="text-ink-soft text-xs">As a table</summary>
        <table className="grid-table tabular">
          <HeadRow titles={['Day', 'Released#', 'Passed#', 'Shipped#', 'Lenses lost#', 'In work#']} />
          <tbody>
            {report.days.map((one) => (
              <tr key={one.day}>
                <th scope="row">{day(one.day)}</th>
                {[one.released, one.passed, one.shipped, one.spoiled, one.wip].map((value, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: five columns in a fixed order
                  <td key={i} className="num">
                    {count(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}

function Turnaround({ report, onOpen }: { report: Report; onOpen: Open }) {
  const bars = report.turnaround.map((one) => ({
    days: `${one.fromHours / 24}–${one.toHours / 24} d`,
    jobs: one.jobs,
  }));
  const sum = report.turnaround
    .map((one) => `${one.fromHours / 24} to ${one.toHours / 24} days: ${one.jobs}`)
    .join('; ');
  return (
    <Panel
      title="Turnaround, released to shipped"
      actions={
        <button
          type="button"
          className="link text-xs"
          onClick={() => onOpen({ code: 'TURNAROUND', title: 'Turnaround', hit: null })}
        >
          Longest first
        </button>
      }
    >
      {bars.length === 0 ? (
        <p className="text-ink-soft">No jobs shipped in this span.</p>
      ) : (
        <div className="h-56 overflow-hidden" role="img" aria-label={`Turnaround of shipped jobs. ${sum}`}>
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={bars} margin={{ top: 4, right: 4, bottom: 0, left: 0 }}>
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis dataKey="days" tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line)' }} />
              <YAxis tick={tick} tickLine={false} axisLine={false} width={32} allowDecimals={false} />
              <Tooltip {...tooltip} />
              <Bar dataKey="jobs" name="Jobs" fill="var(--accent)" isAnimationActive={false} />
            </BarChart>
          </ResponsiveContainer>
        </div>
      )}
    </Panel>
  );
}

function Stages({ report }: { report: Report }) {
  return (
    <Panel title="Stages: yield and load" flush>
      <table className="grid-table tabular">
        <HeadRow titles={['Stage', 'Good ÷ through#', 'Yield#', 'Lenses a day#', 'Capacity#']} />
        <tbody>
          {report.stages.map((one) => (
            <tr key={one.stage}>
              <th scope="row">{sayCode(one.stage)}</th>
              <td className="num">
                {count(one.good)} ÷ {count(one.through)}
              </td>
              <td className="num">{one.through === 0 ? '—' : percent((100 * one.good) / one.through)}</td>
              <td className="num">{one.lensesPerDay.toFixed(1)}</td>
              <td className="num">{count(one.capacityPerDay)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Losses({ report, onOpen }: { report: Report; onOpen: Open }) {
  return (
    <Panel title="Lenses lost, by station and reason" flush>
      {report.spoilage.length === 0 ? (
        <p className="p-3 text-ink-soft">No lens was lost.</p>
      ) : (
        <table className="grid-table tabular">
          <tbody>
            {report.spoilage.map((one) => (
              <tr key={`${one.station} ${one.reason}`}>
                <td>{one.station}</td>
                <td>
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      onOpen({
                        code: 'SPOILAGE',
                        title: `Lost at ${one.station}: ${sayCode(one.reason).toLowerCase()}`,
                        hit: true,
                        station: one.station,
                        reason: one.reason,
                      })
                    }
                  >
                    {sayCode(one.reason)}
                  </button>
                </td>
                <td className="num">{count(one.lenses)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Stations({ report, onOpen }: { report: Report; onOpen: Open }) {
  return (
    <Panel title="Stations" flush>
      <table className="grid-table tabular">
        <HeadRow titles={['Station', 'Stage', 'Through#', 'Good#', 'Reworked#', 'Lost#', 'Yield#', 'Median hours#']} />
        <tbody>
          {report.stations.map((one) => (
            <tr key={`${one.stage} ${one.station}`}>
              <th scope="row">{one.station}</th>
              <td>{sayCode(one.stage)}</td>
              <td className="num">{count(one.through)}</td>
              <td className="num">{count(one.good)}</td>
              <td className="num">{count(one.reworked)}</td>
              <td className="num">{count(one.spoiled)}</td>
              <td className="num">
                {one.through === one.good ? (
                  percent((100 * one.good) / one.through)
                ) : (
                  <button
                    type="button"
                    className="link"
                    aria-label={`${percent((100 * one.good) / one.through)} good at ${one.station}: show the others`}
                    onClick={() =>
                      onOpen({
                        code: 'STATION_YIELD',
                        title: `Not good at ${one.station}, ${sayCode(one.stage).toLowerCase()}`,
                        hit: false,
                        station: one.station,
                        stage: one.stage,
                      })
                    }
                  >
                    {percent((100 * one.good) / one.through)}
                  </button>
                )}
              </td>
              <td className="num">{one.medianHours === null ? '—' : one.medianHours.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
