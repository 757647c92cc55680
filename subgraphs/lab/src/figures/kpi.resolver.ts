import { Decimal, LocalDate, type RequestContext, refusable, refuse } from '@opticworks/kernel';
import { daysBetween } from '@opticworks/optics';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ERRORS } from '../errors.ts';
import { jobsById } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { LabKpiCode, LabKpiJobsType, LabKpiReportType, LabLabourHoursResult, LabLabourHoursType } from './kpi.type.ts';
import { kpiJobs, kpiReport } from './kpi-report.ts';
import { labourDays, recordLabourHours } from './labour-hours.ts';

/** A day each in the chart; a year fits the screen. */
const LONGEST_SPAN_DAYS = 366;
const MOST_ROWS = 500;

@Resolver()
export class KpiResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => LabKpiReportType, { description: 'The figures of the lab over a span of days, both included.' })
  labKpis(
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    checkSpan(from, to);
    return kpiReport(this.parts, from, to);
  }

  @Query(() => LabKpiJobsType, { description: 'The jobs behind a figure.' })
  async labKpiJobs(
    @Arg('code', () => LabKpiCode) code: LabKpiCode,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Arg('hit', () => Boolean, {
      nullable: true,
      description: 'true: in the numerator; false: only in the denominator',
    })
    hit: boolean | null,
    @Arg('stage', () => String, { nullable: true }) stage: string | null,
    @Arg('station', () => String, { nullable: true }) station: string | null,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 200 }) first: number,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    checkSpan(from, to);
    const { total, rows } = await kpiJobs(this.parts, {
      code,
      from,
      to,
      hit: hit ?? null,
      stage: stage ?? null,
      station: station ?? null,
      reason: reason ?? null,
      first: Math.min(MOST_ROWS, Math.max(1, first)),
    });
    const { database } = this.parts;
    const jobs = await jobsById(database.query.bind(database), [...new Set(rows.map(({ jobId }) => jobId))]);
    const byId = new Map(jobs.map((job) => [job.id, job]));
    return { total, rows: rows.flatMap((row) => (byId.has(row.jobId) ? [{ ...row, job: byId.get(row.jobId) }] : [])) };
  }

  @Query(() => [LabLabourHoursType], { description: 'Days whose paid hours are recorded, the latest first.' })
  labLabourHours(
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeSettings');
    checkSpan(from, to);
    return labourDays(this.parts.database.query.bind(this.parts.database), from, to);
  }

  @Mutation(() => LabLabourHoursResult, { description: 'Paid hours of the lab on one day; null takes them back.' })
  recordLabourHours(
    @Arg('day', () => LocalDate) day: string,
    @Arg('hours', () => Decimal, { nullable: true }) hours: string | null,
    @Arg('basedOn', () => Int, { nullable: true }) basedOn: number | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() =>
      recordLabourHours(this.parts, ctx.principal, { day, hours: hours == null ? null : Number(hours), basedOn }),
    );
  }
}

function checkSpan(from: string, to: string): void {
  const days = daysBetween(from, to);
  if (days < 0 || days >= LONGEST_SPAN_DAYS) refuse(ERRORS.SPAN_UNREADABLE, { days: LONGEST_SPAN_DAYS });
}
