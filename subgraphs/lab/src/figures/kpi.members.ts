/**
 * Each figure is a set of members: what is counted, and which of them count as a hit. The number on the screen and the list behind it are
 * read from the same statement, so they cannot disagree.
 *
 * Columns of a member: job_id, eye, hit (how often it counts in the numerator), value (what a median is taken of), station, stage, reason.
 * Parameters: $1 first day, $2 last day, both included, $3 zone of the shop.
 */
export type KpiCode =
  | 'FIRST_PASS_YIELD'
  | 'STATION_YIELD'
  | 'SPOILAGE'
  | 'REMAKE_RATE'
  | 'TURNAROUND'
  | 'ON_TIME'
  | 'WIP'
  | 'JOBS_PER_HOUR'
  | 'STOCK_FILL';

/** An instant within the days asked for, as the shop counts days. */
export const within = (column: string): string =>
  `${column} >= ($1::date)::timestamp AT TIME ZONE $3 AND ${column} < ($2::date + 1)::timestamp AT TIME ZONE $3`;

/** The only holds that stop the clock: the customer has the ball. */
const CLOCK_STOPS = `('CUSTOMER_QUESTION')`;

const turnaroundHours = `round((extract(epoch FROM j.shipped_at - j.released_at - coalesce((
    SELECT sum(greatest(interval '0', least(coalesce(h.released_at, j.shipped_at), j.shipped_at) - greatest(h.placed_at, j.released_at)))
    FROM lab_hold h WHERE h.job_id = j.id AND h.reason IN ${CLOCK_STOPS}), interval '0')) / 3600)::numeric, 1)`;

const row = (over: Partial<Record<'job' | 'eye' | 'hit' | 'value' | 'station' | 'stage' | 'reason', string>>): string =>
  `${over.job ?? 'j.id'} AS job_id, ${over.eye ?? 'NULL::text'} AS eye, (${over.hit ?? '1'})::int AS hit, (${over.value ?? 'NULL'})::numeric AS value,
   ${over.station ?? 'NULL::text'} AS station, ${over.stage ?? 'NULL::text'} AS stage, ${over.reason ?? 'NULL::text'} AS reason`;

/**
 * What counts as a remake, for every figure: each job made again for an original, also a remake of a remake, unless it was called off. They
 * are counted where the original was shipped. A lens replaced under warranty is counted apart.
 */
export const remakesOf = (original: string): string =>
  `FROM lab_remake r JOIN lab_job made ON made.id = r.job_id WHERE r.original_id = ${original} AND made.status <> 'CANCELLED'`;
export const isWarranty = `(r.default_party = 'warranty')`;

export const kpiMembers: Readonly<Record<KpiCode, string>> = {
  FIRST_PASS_YIELD: `SELECT ${row({
    hit: `j.first_pass AND NOT EXISTS (SELECT 1 FROM lab_lens_step s WHERE s.job_id = j.id AND s.outcome = 'REWORK' AND s.ended_at <= j.first_inspected_at)`,
  })} FROM lab_job j WHERE ${within('j.first_inspected_at')}`,

  STATION_YIELD: `SELECT ${row({
    job: 's.job_id',
    eye: 's.eye',
    hit: `s.outcome = 'GOOD'`,
    value: 'round((extract(epoch FROM s.ended_at - s.started_at) / 3600)::numeric, 1)',
    station: 's.station',
    stage: 's.stage',
    reason: 's.reason',
  })} FROM lab_lens_step s WHERE s.outcome IN ('GOOD', 'REWORK', 'SPOILED') AND ${within('s.ended_at')}`,

  SPOILAGE: `SELECT ${row({
    job: 's.job_id',
    eye: 's.eye',
    hit: 'lost.id IS NOT NULL',
    station: 'lost.station',
    stage: 'lost.stage',
    reason: 'lost.reason',
  })} FROM lab_lens_step s LEFT JOIN LATERAL (SELECT x.id, x.station, x.stage, x.reason FROM lab_lens_step x
        WHERE x.lens_id = s.lens_id AND x.attempt = s.attempt AND x.outcome = 'SPOILED' LIMIT 1) lost ON true
      WHERE s.stage = 'PICKED' AND s.outcome IS DISTINCT FROM 'UNDONE' AND ${within('s.started_at')}`,

  REMAKE_RATE: `SELECT ${row({
    hit: `(SELECT count(*) ${remakesOf('j.id')} AND NOT ${isWarranty})`,
    reason: `(SELECT string_agg(made.remake_reason, ', ' ORDER BY made.created_at) ${remakesOf('j.id')} AND NOT ${isWarranty})`,
  })} FROM lab_job j WHERE j.remake_of IS NULL AND ${within('j.shipped_at')}`,

  TURNAROUND: `SELECT ${row({ value: turnaroundHours })} FROM lab_job j WHERE j.released_at IS NOT NULL AND ${within('j.shipped_at')}`,

  ON_TIME: `SELECT ${row({
    hit: '(j.shipped_at AT TIME ZONE $3)::date <= j.due_on',
    value: '(j.shipped_at AT TIME ZONE $3)::date - j.due_on',
  })} FROM lab_job j WHERE j.due_on IS NOT NULL AND ${within('j.shipped_at')}`,

  WIP: `SELECT ${row({
    value: `round((extract(epoch FROM now() - j.released_at) / 86400)::numeric, 1)`,
    stage: 'j.status',
  })} FROM lab_job j WHERE j.status NOT IN ('PASSED', 'SHIPPED', 'DISPENSED', 'CANCELLED') AND $1::date <= $2::date AND $3::text IS NOT NULL`,

  JOBS_PER_HOUR: `SELECT ${row({ value: 'NULL' })} FROM lab_job j JOIN lab_labour_hours h ON h.day = (j.shipped_at AT TIME ZONE $3)::date
      WHERE ${within('j.shipped_at')}`,

  STOCK_FILL: `SELECT ${row({
    eye: 'l.eye',
    hit: `l.stock_fill = 'FILLED'`,
    reason: 'l.stock_fill',
  })} FROM lab_lens l JOIN lab_job j ON j.id = l.job_id WHERE l.stock_fill IS NOT NULL AND ${within('j.calculated_at')}`,
};
