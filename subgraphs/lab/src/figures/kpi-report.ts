import { OPEN_STATUSES } from '../jobs/lab-job.state.ts';
import type { LabParts } from '../parts.ts';
import { type KpiCode, kpiMembers, within } from './kpi.members.ts';

export interface Kpi {
  code: KpiCode | 'ROLLED_YIELD' | 'LITTLE';
  label: string;
  formula: string;
  unit: 'PERCENT' | 'HOURS' | 'JOBS' | 'JOBS_PER_HOUR';
  /** What the formula divides, in words and numbers; null where there is nothing to divide. */
  numerator: number | null;
  denominator: number | null;
  numeratorOf: string;
  denominatorOf: string;
  /** Null when it is not known; `note` says why. */
  value: number | null;
  note: string | null;
}

export interface KpiReport {
  kpis: Kpi[];
  stages: { stage: string; through: number; good: number; lensesPerDay: number; capacityPerDay: number }[];
  stations: {
    station: string;
    stage: string;
    through: number;
    good: number;
    reworked: number;
    spoiled: number;
    medianHours: number | null;
  }[];
  spoilage: { station: string; reason: string; lenses: number }[];
  days: { day: string; released: number; passed: number; shipped: number; spoiled: number; wip: number }[];
  turnaround: { fromHours: number; toHours: number; jobs: number }[];
  byStatus: { status: string; count: number; late: number }[];
}

interface Counts {
  members: number;
  hits: number;
  median: string | null;
  p90: string | null;
}

const params = (parts: LabParts, from: string, to: string) => [from, to, parts.timeZone];

const COUNTED = [
  'FIRST_PASS_YIELD',
  'SPOILAGE',
  'REMAKE_RATE',
  'TURNAROUND',
  'ON_TIME',
  'STOCK_FILL',
  'JOBS_PER_HOUR',
] as const;
type Counted = (typeof COUNTED)[number];

/** Members, hits and spread of every figure, in one statement. */
export async function countsOf(parts: LabParts, from: string, to: string): Promise<Record<Counted, Counts>> {
  const one = (
    code: Counted,
  ) => `SELECT '${code}' AS code, count(*)::int AS members, coalesce(sum(hit), 0)::int AS hits,
    round(percentile_cont(0.5) WITHIN GROUP (ORDER BY value)::numeric, 1) AS median,
    round(percentile_cont(0.9) WITHIN GROUP (ORDER BY value)::numeric, 1) AS p90 FROM (${kpiMembers[code]}) m`;
  const rows = await parts.database.query<Counts & { code: Counted }>(
    COUNTED.map(one).join(' UNION ALL '),
    params(parts, from, to),
  );
  const of = (code: Counted): Counts =>
    rows.find((row) => row.code === code) ?? { members: 0, hits: 0, median: null, p90: null };
  return {
    FIRST_PASS_YIELD: of('FIRST_PASS_YIELD'),
    SPOILAGE: of('SPOILAGE'),
    REMAKE_RATE: of('REMAKE_RATE'),
    TURNAROUND: of('TURNAROUND'),
    ON_TIME: of('ON_TIME'),
    STOCK_FILL: of('STOCK_FILL'),
    JOBS_PER_HOUR: of('JOBS_PER_HOUR'),
  };
}

export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((10_000 * part) / whole) / 100;

/** The figures of a span of days, both included; each with formula, numerator and denominator. */
export async function kpiReport(parts: LabParts, from: string, to: string): Promise<KpiReport> {
  const found = await countsOf(parts, from, to);
  const { TURNAROUND: turnaround, JOBS_PER_HOUR: shipped } = found;
  const stages = await stageYields(parts, from, to);
  const [flow] = await littleOf(parts, from, to);
  const [labour] = await parts.database.query<{ hours: string | null; days: number }>(
    'SELECT sum(hours) AS hours, count(*)::int AS days FROM lab_labour_hours WHERE day BETWEEN $1 AND $2',
    [from, to],
  );
  const hours = labour?.hours == null ? null : Number(labour.hours);
  const share = (
    code: Kpi['code'],
    label: string,
    formula: string,
    { hits, members }: Counts,
    numeratorOf: string,
    denominatorOf: string,
    note: string | null = null,
  ): Kpi => ({
    code,
    label,
    formula,
    unit: 'PERCENT',
    numerator: hits,
    denominator: members,
    numeratorOf,
    denominatorOf,
    value: percentOf(hits, members),
    note: members === 0 ? `No ${denominatorOf} in this span.` : note,
  });
  const hoursOf = (label: string, value: string | null): Kpi => ({
    code: 'TURNAROUND',
    label,
    formula: 'shipped − released, hours; the clock stops only while a customer is asked',
    unit: 'HOURS',
    numerator: null,
    denominator: turnaround.members,
    numeratorOf: 'hours in order of length',
    denominatorOf: 'jobs shipped',
    value: value === null ? null : Number(value),
    note: turnaround.members === 0 ? 'No jobs shipped in this span.' : null,
  });
  const working = stages.filter(({ through }) => through > 0);
  return {
    kpis: [
      share(
        'FIRST_PASS_YIELD',
        'First-pass yield',
        'jobs that passed their first final inspection without rework ÷ jobs first inspected',
        found.FIRST_PASS_YIELD,
        'jobs passed at first',
        'jobs first inspected',
      ),
      {
        code: 'ROLLED_YIELD',
        label: 'Rolled yield',
        formula:
          working.length > 0
            ? working.map(({ good, through }) => `${good}/${through}`).join(' × ')
            : 'product of the stage yields',
        unit: 'PERCENT',
        numerator: null,
        denominator: null,
        numeratorOf: 'product of the stage yields',
        denominatorOf: 'lenses through each stage',
        value: rolledYield(working),
        note: working.length === 0 ? 'No lens went through a stage in this span.' : null,
      },
      share(
        'SPOILAGE',
        'Spoilage',
        'lenses scrapped ÷ lenses started, of the lenses picked in the span',
        found.SPOILAGE,
        'lenses scrapped',
        'lenses started',
      ),
      share(
        'REMAKE_RATE',
        'Remakes',
        'remake jobs ÷ original jobs shipped, in the span of the original; warranty apart',
        found.REMAKE_RATE,
        'remake jobs',
        'original jobs shipped',
        'Young spans grow: a remake is counted where its original was shipped.',
      ),
      hoursOf('Turnaround, median', turnaround.median),
      hoursOf('Turnaround, P90', turnaround.p90),
      share(
        'ON_TIME',
        'On time',
        'shipped on or before the due day ÷ jobs shipped that had one',
        found.ON_TIME,
        'jobs in time',
        'jobs shipped with a due day',
      ),
      {
        code: 'WIP',
        label: 'In work now',
        formula: 'open jobs at this moment',
        unit: 'JOBS',
        numerator: flow?.open ?? 0,
        denominator: null,
        numeratorOf: 'open jobs',
        denominatorOf: '',
        value: flow?.open ?? 0,
        note: null,
      },
      {
        code: 'LITTLE',
        label: 'Work in progress by Little’s law',
        formula: `${flow?.perDay ?? '0'} jobs a day × ${flow?.leadDays ?? '–'} days of lead time; counted on average: ${flow?.averageWip ?? '0'}`,
        unit: 'JOBS',
        numerator: flow?.passed ?? 0,
        denominator: Number(flow?.spanDays ?? 0),
        numeratorOf: 'jobs passed',
        denominatorOf: 'days',
        value: flow?.leadDays == null ? null : workByLittle(Number(flow.perDay), Number(flow.leadDays)),
        note: flow?.leadDays == null ? 'No job passed in this span.' : null,
      },
      {
        code: 'JOBS_PER_HOUR',
        label: 'Jobs per labour hour',
        formula: 'jobs shipped ÷ paid hours, on the days whose hours are known',
        unit: 'JOBS_PER_HOUR',
        numerator: shipped.members,
        denominator: hours,
        numeratorOf: 'jobs shipped on those days',
        denominatorOf: `hours on ${labour?.days ?? 0} days`,
        value: hours === null ? null : Math.round((100 * shipped.members) / hours) / 100,
        note: hours === null ? 'Unknown: no labour hours are recorded for these days.' : null,
      },
      share(
        'STOCK_FILL',
        'Stock-lens fill',
        'stock lenses there when first asked for ÷ lenses a stock lens was right for',
        found.STOCK_FILL,
        'lenses from own grid at once',
        'stock lenses needed',
      ),
    ],
    stages,
    ...(await listsOf(parts, from, to)),
  };
}

/** Of 0.98, 0.97, 0.99 and 0.96 it is 0.903: what a lens has before it when it starts. */
export const rolledYield = (stages: readonly { through: number; good: number }[]): number | null =>
  stages.length === 0
    ? null
    : Math.round(10_000 * stages.reduce((product, { good, through }) => product * (good / through), 1)) / 100;

/** Little's law, in jobs: of 240 a day that each take 3.5 days, 840 are in work. */
export const workByLittle = (perDay: number, leadDays: number): number => Math.round(perDay * leadDays * 10) / 10;

const stageYields = (parts: LabParts, from: string, to: string): Promise<KpiReport['stages']> =>
  parts.database.query(
    `SELECT c.stage, count(m.job_id)::int AS through, coalesce(sum(m.hit), 0)::int AS good, c.lenses_per_day AS "capacityPerDay",
       round(count(m.job_id)::numeric / greatest(1, $2::date - $1::date + 1), 1)::float8 AS "lensesPerDay"
     FROM lab_capacity c LEFT JOIN (${kpiMembers.STATION_YIELD}) m ON m.stage = c.stage GROUP BY c.stage, c.lenses_per_day, c.position ORDER BY c.position`,
    params(parts, from, to),
  );

/** Jobs that were in the lab at some moment of the span, from release to the pass of their inspection or their cancelling. */
const LIFE = `life AS (
  SELECT j.released_at, coalesce(j.passed_at, CASE WHEN j.status = 'CANCELLED' THEN (SELECT max(s.at) FROM lab_scan s WHERE s.job_id = j.id) END,
    'infinity') AS left_at, j.passed_at
  FROM lab_job j WHERE j.released_at < ($2::date + 1)::timestamp AT TIME ZONE $3 AND (j.passed_at IS NULL OR j.passed_at >= ($1::date)::timestamp AT TIME ZONE $3))`;

interface Flow {
  open: number;
  passed: number;
  spanDays: string;
  perDay: string;
  leadDays: string | null;
  averageWip: string;
}

/** Throughput, lead time and work in progress over the part of the span that has passed. */
const littleOf = (parts: LabParts, from: string, to: string): Promise<Flow[]> =>
  parts.database.query<Flow>(
    `WITH ${LIFE}, span AS (
       SELECT ($1::date)::timestamp AT TIME ZONE $3 AS since, greatest(($1::date)::timestamp AT TIME ZONE $3 + interval '1 hour',
         least(($2::date + 1)::timestamp AT TIME ZONE $3, $4::timestamptz)) AS until
     ), days AS (SELECT since, until, extract(epoch FROM until - since) / 86400 AS n FROM span),
     done AS (SELECT count(*)::int AS passed, avg(extract(epoch FROM passed_at - released_at)) / 86400 AS lead FROM life WHERE ${within('passed_at')})
     SELECT (SELECT count(*)::int FROM lab_job WHERE status = ANY ($5)) AS open, done.passed, round(days.n::numeric, 2) AS "spanDays",
       round((done.passed / days.n)::numeric, 2) AS "perDay", round(done.lead::numeric, 2) AS "leadDays",
       round((SELECT coalesce(sum(greatest(0, extract(epoch FROM least(left_at, days.until) - greatest(released_at, days.since)))), 0) FROM life)::numeric
         / (days.n * 86400)::numeric, 1) AS "averageWip"
     FROM days, done`,
    [...params(parts, from, to), parts.clock.now(), OPEN_STATUSES],
  );

async function listsOf(parts: LabParts, from: string, to: string): Promise<Omit<KpiReport, 'kpis' | 'stages'>> {
  const { database } = parts;
  const span = params(parts, from, to);
  const stations = await database.query<KpiReport['stations'][number]>(
    `SELECT station, stage, count(*)::int AS through, sum(hit)::int AS good,
       count(*) FILTER (WHERE outcome = 'REWORK')::int AS reworked, count(*) FILTER (WHERE outcome = 'SPOILED')::int AS spoiled,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY value)::numeric, 1)::float8 AS "medianHours"
     FROM (SELECT s.station, s.stage, s.outcome, (s.outcome = 'GOOD')::int AS hit, extract(epoch FROM s.ended_at - s.started_at) / 3600 AS value
       FROM lab_lens_step s WHERE s.outcome IN ('GOOD', 'REWORK', 'SPOILED') AND ${within('s.ended_at')}) m
     GROUP BY station, stage ORDER BY array_position(ARRAY['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION'], stage), station LIMIT 200`,
    span,
  );
  const spoilage = await database.query<KpiReport['spoilage'][number]>(
    `SELECT coalesce(station, 'unknown') AS station, coalesce(reason, 'unknown') AS reason, sum(hit)::int AS lenses
     FROM (${kpiMembers.SPOILAGE}) m WHERE hit > 0 GROUP BY 1, 2 ORDER BY lenses DESC, 1, 2 LIMIT 200`,
    span,
  );
  const days = await database.query<KpiReport['days'][number]>(
    `WITH ${LIFE}, day AS (
       SELECT d::date AS day, d AT TIME ZONE $3 AS since, (d + interval '1 day') AT TIME ZONE $3 AS until
       FROM generate_series(($1::date)::timestamp, ($2::date)::timestamp, interval '1 day') d)
     SELECT day::text, (SELECT count(*)::int FROM lab_job j WHERE j.released_at >= since AND j.released_at < until) AS released,
       (SELECT count(*)::int FROM lab_job j WHERE j.passed_at >= since AND j.passed_at < until) AS passed,
       (SELECT count(*)::int FROM lab_job j WHERE j.shipped_at >= since AND j.shipped_at < until) AS shipped,
       (SELECT count(*)::int FROM lab_breakage b WHERE b.at >= since AND b.at < until) AS spoiled,
       (SELECT count(*)::int FROM life WHERE released_at < until AND left_at >= until) AS wip
     FROM day ORDER BY day LIMIT 400`,
    span,
  );
  const turnaround = await database.query<KpiReport['turnaround'][number]>(
    `SELECT (b * 24)::int AS "fromHours", ((b + 1) * 24)::int AS "toHours", count(*)::int AS jobs
     FROM (SELECT floor(greatest(value, 0) / 24) AS b FROM (${kpiMembers.TURNAROUND}) m) x GROUP BY b ORDER BY b LIMIT 60`,
    span,
  );
  const byStatus = await openByStatus(parts);
  return { stations, spoilage, days, turnaround, byStatus };
}

export const openByStatus = (parts: LabParts): Promise<KpiReport['byStatus']> =>
  parts.database.query(
    `SELECT status, count(*)::int AS count, count(*) FILTER (WHERE due_on < $2::date)::int AS late
     FROM lab_job WHERE status = ANY($1) GROUP BY status ORDER BY status`,
    [OPEN_STATUSES, parts.today()],
  );

export interface KpiMember {
  jobId: string;
  eye: string | null;
  hit: number;
  value: string | null;
  station: string | null;
  stage: string | null;
  reason: string | null;
}

/** The jobs behind a number: those that count in the numerator, those that do not, or all; the longest first where something was measured. */
export async function kpiJobs(
  parts: LabParts,
  asked: {
    code: KpiCode;
    from: string;
    to: string;
    hit: boolean | null;
    stage: string | null;
    station: string | null;
    reason: string | null;
    first: number;
  },
): Promise<{ total: number; rows: KpiMember[] }> {
  const rows = await parts.database.query<KpiMember & { total: number }>(
    `SELECT job_id AS "jobId", eye, hit, value, station, stage, reason, count(*) OVER ()::int AS total FROM (${kpiMembers[asked.code]}) m
     WHERE ($4::boolean IS NULL OR (hit > 0) = $4) AND ($5::text IS NULL OR stage = $5) AND ($6::text IS NULL OR coalesce(station, 'unknown') = $6)
       AND ($7::text IS NULL OR coalesce(reason, 'unknown') = $7)
     ORDER BY value DESC NULLS LAST, job_id, eye LIMIT $8`,
    [...params(parts, asked.from, asked.to), asked.hit, asked.stage, asked.station, asked.reason, asked.first],
  );
  return { total: rows[0]?.total ?? 0, rows };
}
