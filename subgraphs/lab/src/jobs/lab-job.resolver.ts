import {
  Decimal,
  IssueType,
  KERNEL_ERRORS,
  type LiveEvent,
  LocalDate,
  liveTail,
  pageOf,
  type RequestContext,
  refusable,
  refuse,
} from '@opticworks/kernel';
import { findingMessage } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { labFigures } from '../figures/lab-figures.ts';
import type { LabParts } from '../parts.ts';
import { insist, maySeeProgress, staffMay } from '../permissions.ts';
import { progressOf } from '../progress/lab-progress.rules.ts';
import { benchNames } from './bench-names.ts';
import { holdJob, releaseHold } from './hold-job.ts';
import { findJob, isLate, type LabJobRow, listJobs } from './job.rows.ts';
import { loadJob, loadJobsOfOrder, loadLenses, loadRemakes, loadScans, loadValues } from './lab-job.loader.ts';
import { isOpen, nextStatuses } from './lab-job.state.ts';
import {
  HoldReasonName,
  LabEventType,
  LabFiguresType,
  LabJobConnectionType,
  LabJobFilter,
  LabJobResult,
  LabJobStatusName,
  LabJobType,
  LabProgressType,
  LabScanType,
  LensWorkType,
  OrderStub,
  PrescriptionStub,
} from './lab-job.type.ts';
import { lensWorkView } from './lens-work.view.ts';
import { routeOf } from './move-job.ts';
import { reportBreakage } from './report-breakage.ts';
import { moveLabJob, scanTray } from './scan-job.ts';

const tenths = (value: number) => (value / 10).toFixed(1);

@Resolver(() => LabJobType)
export class LabJobResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => LabJobConnectionType, { description: 'The board: what is due first comes first.' })
  async labJobs(
    @Arg('filter', () => LabJobFilter, { nullable: true }) filter: LabJobFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    return listJobs(this.parts, filter ?? {}, pageOf({ first, after }, 100));
  }

  @Query(() => LabJobType, { nullable: true })
  labJob(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('number', () => String, { nullable: true }) number: string | null,
    @Arg('trayCode', () => String, { nullable: true }) trayCode: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    return findJob(this.parts, { id, number, trayCode });
  }

  @Query(() => LabFiguresType)
  labFigures(
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    return labFigures(this.parts, from, to);
  }

  @Mutation(() => LabJobResult, {
    description: 'A scan of the tray at a station moves the job; only allowed moves pass.',
  })
  scanTray(
    @Arg('trayCode', () => String) trayCode: string,
    @Arg('to', () => LabJobStatusName) to: LabJobStatusName,
    @Arg('station', () => String) station: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Arg('eyes', () => [String], { nullable: true }) eyes: string[] | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => scanTray(this.parts, ctx.principal, trayCode, { to, station, note, eyes }));
  }

  @Mutation(() => LabJobResult)
  moveLabJob(
    @Arg('id', () => ID) id: string,
    @Arg('to', () => LabJobStatusName) to: LabJobStatusName,
    @Arg('station', () => String) station: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Arg('eyes', () => [String], { nullable: true }) eyes: string[] | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => moveLabJob(this.parts, ctx.principal, id, { to, station, note, eyes }));
  }

  @Mutation(() => LabJobResult)
  holdLabJob(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => HoldReasonName) reason: HoldReasonName,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => holdJob(this.parts, ctx.principal, id, reason, note));
  }

  @Mutation(() => LabJobResult)
  releaseHold(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => HoldReasonName) reason: HoldReasonName,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => releaseHold(this.parts, ctx.principal, id, reason));
  }

  @Mutation(() => LabJobResult, { description: 'A lens broke: the blank is scrapped, another is reserved.' })
  reportBreakage(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('eye', () => String) eye: string,
    @Arg('reasonCode', () => String) reasonCode: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => reportBreakage(this.parts, ctx.principal, { jobId, eye, reasonCode, note }));
  }

  @Subscription(() => LabEventType, {
    subscribe: async ({ args, context }) => {
      insist(context, 'seeBoard');
      return liveTail(context.parts.database).iterate({ topics: ['lab'], after: args?.after ?? undefined });
    },
  })
  async labBoard(
    @Arg('after', () => String, { nullable: true }) _after: string | null,
    @Root() event: LiveEvent<{ jobId: string }>,
    @Ctx() ctx: RequestContext,
  ): Promise<LabEventType> {
    insist(ctx, 'seeBoard');
    const job = await loadJob(this.parts, ctx, event.payload.jobId);
    if (!job) refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'lab job' });
    const kind = /\.LabJob(\w+)\./.exec(event.event)?.[1]?.toUpperCase() ?? event.event;
    return { cursor: event.cursor, kind, job: job as never };
  }

  @FieldResolver(() => OrderStub)
  order(@Root() job: LabJobRow): OrderStub {
    return { id: job.orderId };
  }

  @FieldResolver(() => PrescriptionStub, { nullable: true })
  prescription(@Root() job: LabJobRow): PrescriptionStub {
    return { id: job.prescriptionId };
  }

  @FieldResolver(() => String)
  designName(@Root() job: LabJobRow): string {
    return benchNames(job.lens).design;
  }

  @FieldResolver(() => String)
  materialName(@Root() job: LabJobRow): string {
    return benchNames(job.lens).material;
  }

  @FieldResolver(() => [String])
  treatmentNames(@Root() job: LabJobRow): string[] {
    return benchNames(job.lens).treatments;
  }

  @FieldResolver(() => Decimal)
  eyeSizeMm(@Root() job: LabJobRow): string {
    return tenths(job.frame.eyeSizeTenthsMm);
  }

  @FieldResolver(() => Decimal)
  lensHeightMm(@Root() job: LabJobRow): string {
    return tenths(job.frame.lensHeightTenthsMm);
  }

  @FieldResolver(() => Decimal)
  dblMm(@Root() job: LabJobRow): string {
    return tenths(job.frame.dblTenthsMm);
  }

  @FieldResolver(() => [Int], {
    description: 'Outline of the right lens, radii from the boxed centre, hundredths of a millimetre.',
  })
  outlineHundredthsMm(@Root() job: LabJobRow): number[] {
    return job.frame.outlineHundredthsMm;
  }

  @FieldResolver(() => Decimal, { description: '0 until the job is calculated.' })
  async pdOdMm(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<string> {
    const pd = (await loadValues(this.parts, ctx, job))?.pd;
    return String(pd ? (pd.kind === 'monocular' ? pd.odMm : pd.distanceMm / 2) : 0);
  }

  @FieldResolver(() => Decimal, { description: '0 until the job is calculated.' })
  async pdOsMm(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<string> {
    const pd = (await loadValues(this.parts, ctx, job))?.pd;
    return String(pd ? (pd.kind === 'monocular' ? pd.osMm : pd.distanceMm / 2) : 0);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: 'Segment or fitting height, whichever the design has; null where none was measured.',
  })
  async heightOdMm(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<string | null> {
    const heights = (await loadValues(this.parts, ctx, job))?.heights;
    return heights ? String(heights.odMm) : null;
  }

  @FieldResolver(() => Decimal, { nullable: true, description: 'As heightOdMm.' })
  async heightOsMm(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<string | null> {
    const heights = (await loadValues(this.parts, ctx, job))?.heights;
    return heights ? String(heights.osMm) : null;
  }

  @FieldResolver(() => [LensWorkType])
  async lenses(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<LensWorkType[]> {
    const [rows, values] = await Promise.all([loadLenses(this.parts, ctx, job.id), loadValues(this.parts, ctx, job)]);
    return rows.flatMap((row) => lensWorkView(row, values) ?? []);
  }

  @FieldResolver(() => [IssueType])
  async calculationWarnings(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<IssueType[]> {
    const values = await loadValues(this.parts, ctx, job);
    const issue = (severity: 'error' | 'warning') => (finding: Parameters<typeof findingMessage>[0]) => ({
      code: finding.code,
      message: findingMessage(finding, ctx.locale),
      field: finding.field,
      severity,
    });
    return [...(values?.problems ?? []).map(issue('error')), ...(values?.warnings ?? []).map(issue('warning'))];
  }

  @FieldResolver(() => [LabScanType])
  scans(@Root() job: LabJobRow, @Ctx() ctx: RequestContext) {
    return loadScans(this.parts, ctx, job.id);
  }

  @FieldResolver(() => Boolean)
  late(@Root() job: LabJobRow): boolean {
    return isLate(job, { today: this.parts.today(), timeOfDay: this.parts.timeOfDay() });
  }

  @FieldResolver(() => [LabJobStatusName], {
    description: 'Where the next scan may take it; inspection, breakage and holds move it otherwise.',
  })
  nextStatuses(@Root() job: LabJobRow) {
    return nextStatuses(routeOf(job));
  }

  @FieldResolver(() => String)
  ticketUrl(@Root() job: LabJobRow): string {
    return `/lab/tickets/${job.id}.pdf`;
  }

  @FieldResolver(() => String)
  traceFileUrl(@Root() job: LabJobRow): string {
    return `/lab/jobs/${job.id}.oma`;
  }

  @FieldResolver(() => LabJobType, { nullable: true })
  remakeOf(@Root() job: LabJobRow, @Ctx() ctx: RequestContext) {
    return job.remakeOfId ? loadJob(this.parts, ctx, job.remakeOfId) : null;
  }

  @FieldResolver(() => [LabJobType])
  remakes(@Root() job: LabJobRow, @Ctx() ctx: RequestContext) {
    return loadRemakes(this.parts, ctx, job.id);
  }

  @FieldResolver(() => Boolean)
  isRemake(@Root() job: LabJobRow): boolean {
    return job.remakeOfId !== null;
  }
}

@Resolver(() => LabJobConnectionType)
export class LabJobConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() connection: LabJobConnectionType): Promise<number> {
    return connection.count();
  }
}

/** What was promised, or the day the job can be through when something moved it: a missing blank, a remake, a full queue. */
const expectedOn = ({ dueOn, plannedOn, status }: LabJobRow): string | null =>
  dueOn !== null && plannedOn !== null && plannedOn > dueOn && isOpen(status) ? plannedOn : dueOn;

/** What the lab adds to an order of the orders subgraph. */
@Resolver(() => OrderStub)
export class OrderLabResolver {
  constructor(private readonly parts: LabParts) {}

  @FieldResolver(() => [LabJobType], { description: 'For staff.' })
  async labJobs(@Root() order: OrderStub, @Ctx() ctx: RequestContext) {
    return staffMay(ctx.principal, 'seeBoard') ? loadJobsOfOrder(this.parts, ctx, order.id) : [];
  }

  @FieldResolver(() => [LabProgressType], { description: 'What the customer sees: stages with dates.' })
  async labProgress(@Root() order: OrderStub, @Ctx() ctx: RequestContext): Promise<LabProgressType[]> {
    const jobs = (await loadJobsOfOrder(this.parts, ctx, order.id)).filter((job) => maySeeProgress(ctx.principal, job));
    const remade = new Set(jobs.map((job) => job.remakeOfId));
    // A remade job is shown as its remake only: one pair, one line.
    const shown = jobs.filter((job) => !remade.has(job.id));
    return Promise.all(
      shown.map(async (job) => {
        const { key, ...progress } = progressOf(
          job.status,
          (await loadScans(this.parts, ctx, job.id)).filter((scan) => !scan.undoneAt),
          ctx.locale,
        );
        return { jobNumber: job.number, stage: key, ...progress, expectedOn: expectedOn(job) };
      }),
    );
  }
}
