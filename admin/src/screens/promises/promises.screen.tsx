import { designs } from '@opticworks/optics/lens';
import { useState } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Panel, usePageTitle } from '../../kit/detail.tsx';
import { addDays, count, day, percent, sayCode, today } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { daysLate } from './days-late.ts';
import { promiseReportQuery } from './promises.documents.ts';
import { TermsPanel } from './terms-panel.tsx';

type Report = ResultOf<typeof promiseReportQuery>['promiseReport'];

const spans = [30, 90, 180, 365];

const PARTS: Record<string, string> = {
  STAGES: 'Queue and stages of the lab',
  BLANK: 'Waiting for a blank',
  HANDLING: 'Packing and handing over',
  CARRIER: 'Carrier',
  MARGIN: 'Margin that was added',
};

/** How the days we promised held, what they were missed by, and what the next ones are made with. */
export function PromisesScreen() {
  usePageTitle('Promises');
  const [span, setSpan] = useState(90);
  const to = today();
  const from = addDays(to, 1 - span);
  const { data, problem, reload } = useLoad(promiseReportQuery, { from, to });
  const report = data?.promiseReport;
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-xl">Promises</h1>
          <p className="max-w-3xl text-ink-soft">
            The day a customer was told against the day the parcel came, counted from Monday to Friday.
          </p>
        </div>
        <div className="flex items-center gap-3">
          <select aria-label="Span" className="control" value={span} onChange={(e) => setSpan(Number(e.target.value))}>
            {spans.map((days) => (
              <option key={days} value={days}>
                arrived in the last {days} days
              </option>
            ))}
          </select>
          <span className="text-ink-soft">
            {day(from)} – {day(to)}
          </span>
        </div>
      </header>
      {!report && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {report && <Figures report={report} />}
      <TermsPanel />
    </div>
  );
}

function Figures({ report }: { report: Report }) {
  if (report.promises === 0)
    return (
      <Panel>
        <p className="text-ink-soft">
          No promised parcel arrived in this span. Orders from before promises were kept do not count.
        </p>
      </Panel>
    );
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Figure
          label="Kept"
          value={percent((100 * report.kept) / report.promises)}
          sum={`${count(report.kept)} ÷ ${count(report.promises)} arrived on the day or before`}
        />
        <Figure label="Mean" value={daysLate(report.meanDays)} sum="Sum of all days off ÷ promises" />
        <Figure
          label={`${report.percentile} of a hundred`}
          value={daysLate(report.percentileDays)}
          sum="or better: the value of a parcel that came"
        />
        <Figure
          label="On their way"
          value={count(report.open)}
          sum={`${count(report.openLate)} of them past their day`}
        />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Distribution report={report} />
        <Parts report={report} />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-2 2xl:grid-cols-3">
        <Shares
          title="By route through the lab"
          shares={report.byRoute}
          percentile={report.percentile}
          nameOf={sayCode}
        />
        <Shares title="By lens type" shares={report.byLensType} percentile={report.percentile} nameOf={lensType} />
        <Shares title="By carrier" shares={report.byCarrier} percentile={report.percentile} nameOf={(name) => name} />
      </div>
    </>
  );
}

function Figure({ label, value, sum }: { label: string; value: string; sum: string }) {
  return (
    <article className="card p-3">
      <h2 className="text-ink-soft text-xs">{label}</h2>
      <p className="font-semibold text-2xl tabular">{value}</p>
      <p className="text-ink-soft text-xs">{sum}</p>
    </article>
  );
}

const tick = { fill: 'var(--ink-soft)', fontSize: 11 };

/** Days without a parcel are drawn too: the distance between two bars is time. */
function Distribution({ report }: { report: Report }) {
  const by = new Map(report.distribution.map((one) => [one.days, one.promises]));
  const days = [...by.keys()];
  const first = Math.min(...days);
  const bars = Array.from({ length: Math.max(...days) - first + 1 }, (_, index) => ({
    days: first + index,
    promises: by.get(first + index) ?? 0,
  }));
  const sum = report.distribution.map((one) => `${daysLate(one.days)}: ${one.promises}`).join('; ');
  return (
    <Panel title="Days late (+) and early (−)">
      <div className="h-56 overflow-hidden" role="img" aria-label={`Promises by days off. ${sum}`}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={bars} margin={{ top: 4, right: 4, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="days"
              tick={tick}
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              tickFormatter={(value: number) => (value > 0 ? `+${value}` : String(value).replace('-', '−'))}
            />
            <YAxis tick={tick} tickLine={false} axisLine={false} width={32} allowDecimals={false} />
            <Tooltip
              contentStyle={{
                background: 'var(--raised)',
                border: '1px solid var(--line)',
                borderRadius: 6,
                color: 'var(--ink)',
              }}
              cursor={{ fill: 'var(--sunken)' }}
              labelFormatter={(value) => daysLate(Number(value))}
            />
            <Bar dataKey="promises" name="Promises" fill="var(--accent)" isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </Panel>
  );
}

function Parts({ report }: { report: Report }) {
  return (
    <Panel title="What they were missed by" flush>
      <table className="grid-table tabular">
        <HeadRow titles={['Part', 'Planned, days#', 'Mean off#', `${report.percentile} of 100#`]} />
        <tbody>
          {report.parts.map((one) => (
            <tr key={one.part}>
              <th scope="row">{PARTS[one.part] ?? sayCode(one.part)}</th>
              <td className="num">{one.plannedDays}</td>
              <td className="num">{daysLate(one.meanDays)}</td>
              <td className="num">{daysLate(one.percentile)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** As the house's designs are called; one an owner added has its own name only in the rules of making. */
const lensType = (id: string): string =>
  id === 'none' ? 'No lenses' : (designs[id as keyof typeof designs]?.name ?? sayCode(id));

function Shares(props: {
  title: string;
  shares: Report['byRoute'];
  percentile: number;
  nameOf: (name: string) => string;
}) {
  return (
    <Panel title={props.title} flush>
      <table className="grid-table tabular">
        <HeadRow titles={['', 'Kept#', 'Mean#', `${props.percentile} of 100#`]} />
        <tbody>
          {props.shares.map((one) => (
            <tr key={one.name}>
              <th scope="row">{props.nameOf(one.name)}</th>
              <td className="num">
                {percent((100 * one.kept) / one.promises)}
                <span className="block text-ink-soft text-xs">
                  {count(one.kept)} of {count(one.promises)}
                </span>
              </td>
              <td className="num">{daysLate(one.meanDays)}</td>
              <td className="num">{daysLate(one.percentile)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
