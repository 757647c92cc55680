import { type ReactNode, useState } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useLoad } from '../../graph/load.ts';
import { Panel } from '../../kit/detail.tsx';
import { addDays, count, day, mm, money, moneyNumber, percent, sayCode, today } from '../../kit/format.ts';
import { Skeleton } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { labFiguresQuery, salesFiguresQuery } from './home.documents.ts';

const spans = [7, 30, 90];

/** Figures with their formula, numerator and denominator. A chart has the same numbers as a table for those who do not see it. */
export default function Figures() {
  const { may } = useSession();
  const [span, setSpan] = useState(30);
  const to = today();
  const from = addDays(to, 1 - span);
  return (
    <section className="space-y-4" aria-label="Figures">
      <div className="flex items-center gap-3">
        <h2 className="text-lg">Figures</h2>
        <select aria-label="Span" className="control" value={span} onChange={(e) => setSpan(Number(e.target.value))}>
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
      {may('readFigures') && <Sales from={from} to={to} />}
      {may('readLabFigures') && <Lab from={from} to={to} />}
    </section>
  );
}

function Figure(props: { label: string; value: ReactNode; formula: string; sum: string }) {
  return (
    <div className="card p-3">
      <p className="text-ink-soft text-xs">{props.label}</p>
      <p className="font-semibold text-xl tabular">{props.value}</p>
      <p className="text-ink-soft text-xs">
        {props.formula}
        <br />
        <span className="tabular">{props.sum}</span>
      </p>
    </div>
  );
}

const tooltip = {
  contentStyle: { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 6, color: 'var(--ink)' },
  cursor: { fill: 'var(--sunken)' },
};
const tick = { fill: 'var(--ink-soft)', fontSize: 11 };

function Sales({ from, to }: { from: string; to: string }) {
  const { data, problem } = useLoad(salesFiguresQuery, { from, to });
  const sales = data?.salesFigures;
  if (!sales) return problem ? <p className="text-ink-soft">{problem.message}</p> : <Skeleton className="h-72" />;
  const currency = sales.revenue.currencyCode;
  const returnRate = sales.shippedUnits > 0 ? (sales.returnUnits / sales.shippedUnits) * 100 : null;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Figure
          label="Revenue"
          value={money(sales.revenue)}
          formula="net sales after discount, before tax"
          sum={`${count(sales.orders)} orders`}
        />
        <Figure
          label="Average order"
          value={money(sales.averageOrderValue)}
          formula={sales.formulaAverageOrderValue}
          sum={`${money(sales.revenue)} ÷ ${count(sales.orders)}`}
        />
        <Figure
          label="Cart abandonment"
          value={percent(sales.cartAbandonmentPercent)}
          formula="1 − orders ÷ carts"
          sum={`1 − ${count(sales.orders)} ÷ ${count(sales.carts)}`}
        />
        <Figure
          label="Return rate"
          value={percent(returnRate)}
          formula="returned units ÷ shipped units"
          sum={`${count(sales.returnUnits)} ÷ ${count(sales.shippedUnits)}`}
        />
      </div>
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel title="Sales by day">
          <div
            className="h-56 overflow-hidden"
            role="img"
            aria-label={`Revenue by day, ${money(sales.revenue)} in total`}
          >
            <ResponsiveContainer width="100%" height="100%">
              <BarChart
                data={sales.days.map((one) => ({
                  day: day(one.day),
                  revenue: moneyNumber(one.revenue),
                  orders: one.orders,
                }))}
                margin={{ top: 4, right: 4, bottom: 0, left: 8 }}
              >
                <CartesianGrid vertical={false} stroke="var(--line)" />
                <XAxis
                  dataKey="day"
                  tick={tick}
                  tickLine={false}
                  axisLine={{ stroke: 'var(--line)' }}
                  minTickGap={24}
                />
                <YAxis tick={tick} tickLine={false} axisLine={false} width={56} />
                <Tooltip
                  {...tooltip}
                  formatter={(value, name) =>
                    name === 'revenue'
                      ? [money({ amount: String(value), currencyCode: currency }), 'Revenue']
                      : [String(value), 'Orders']
                  }
                />
                <Bar dataKey="revenue" fill="var(--accent)" radius={[2, 2, 0, 0]} isAnimationActive={false} />
              </BarChart>
            </ResponsiveContainer>
          </div>
          <details>
            <summary className="text-ink-soft text-xs">As a table</summary>
            <table className="grid-table tabular">
              <tbody>
                {sales.days.map((one) => (
                  <tr key={one.day}>
                    <th scope="row">{day(one.day)}</th>
                    <td className="num">{count(one.orders)} orders</td>
                    <td className="num">{money(one.revenue)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </Panel>
        <Panel title="Best sellers" flush>
          <table className="grid-table tabular">
            <tbody>
              {sales.topProducts.map((product) => (
                <tr key={product.sku}>
                  <td>
                    {product.title} <span className="block text-ink-soft text-xs">{product.sku}</span>
                  </td>
                  <td className="num">{count(product.units)}</td>
                  <td className="num">{money(product.revenue)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      </div>
    </>
  );
}

function Lab({ from, to }: { from: string; to: string }) {
  const { data, problem } = useLoad(labFiguresQuery, { from, to });
  const lab = data?.labFigures;
  if (!lab) return problem ? <p className="text-ink-soft">{problem.message}</p> : <Skeleton className="h-72" />;
  const share = (part: number, whole: number) => (whole > 0 ? percent((part / whole) * 100) : '—');
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-5">
        <Figure
          label="First-pass yield"
          value={percent(lab.firstPassYieldPercent)}
          formula="passed without rework ÷ inspected"
          sum={`${count(lab.passedFirst)} ÷ ${count(lab.inspected)} jobs`}
        />
        <Figure
          label="On time"
          value={share(lab.onTime, lab.shipped)}
          formula="shipped by the promised date ÷ shipped"
          sum={`${count(lab.onTime)} ÷ ${count(lab.shipped)} jobs`}
        />
        <Figure
          label="Spoilage"
          value={share(lab.spoiledLenses, lab.startedLenses)}
          formula="lenses scrapped ÷ lenses started"
          sum={`${count(lab.spoiledLenses)} ÷ ${count(lab.startedLenses)} lenses`}
        />
        <Figure
          label="Remakes"
          value={share(lab.remakes, lab.shipped)}
          formula="remakes ÷ jobs shipped"
          sum={`${count(lab.remakes)} ÷ ${count(lab.shipped)} jobs`}
        />
        <Figure
          label="Turnaround"
          value={lab.medianTurnaroundHours === null ? '—' : `${mm(lab.medianTurnaroundHours)} h`}
          formula="released to shipped, median"
          sum={lab.p90TurnaroundHours === null ? 'P90 —' : `P90 ${mm(lab.p90TurnaroundHours)} h`}
        />
      </div>
      <Panel title={`In the lab now: ${count(lab.wip)} trays`}>
        <div
          className="h-48 overflow-hidden"
          role="img"
          aria-label={lab.byStatus
            .map((one) => `${sayCode(one.status)} ${one.count}, of them late ${one.late}`)
            .join('; ')}
        >
          <ResponsiveContainer width="100%" height="100%">
            <BarChart
              data={lab.byStatus.map((one) => ({
                stage: sayCode(one.status),
                late: one.late,
                inTime: one.count - one.late,
              }))}
              margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
            >
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis dataKey="stage" tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line)' }} interval={0} />
              <YAxis tick={tick} tickLine={false} axisLine={false} width={32} allowDecimals={false} />
              <Tooltip {...tooltip} />
              <Bar dataKey="inTime" name="In time" stackId="wip" fill="var(--accent)" isAnimationActive={false} />
              <Bar dataKey="late" name="Late" stackId="wip" fill="var(--bad)" isAnimationActive={false} />
            </BarChart>
          </ResponsiveContainer>
        </div>
      </Panel>
    </>
  );
}
