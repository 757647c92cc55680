import { LocalDate, type RequestContext, refusable } from '@opticworks/kernel';
import type { WaiverPolicy } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { loadValues } from '../jobs/lab-job.loader.ts';
import { LabJobResult, LabJobType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { standingChecklist } from '../settings/bench-terms.ts';
import { inspectionRulesNow } from '../settings/choose-tolerances.ts';
import { waiversNow } from '../settings/policies.ts';
import { readExpected, setExpectedReadings } from './expected-readings.ts';
import { recordImpactTest } from './impact-tests.ts';
import { inspectJob } from './inspect-job.ts';
import { loadImpactTests, loadInspections, loadReworks, loadWaivers } from './inspection.loader.ts';
import {
  ImpactMethodEnum,
  InspectionFiguresType,
  InspectionInput,
  InspectionPlanType,
  InspectionResult,
  InspectionType,
  LabImpactTestType,
  LabInstrumentInput,
  LabInstrumentResult,
  LabInstrumentType,
  LabReworkType,
  ReworkRouteEnum,
} from './inspection.type.ts';
import { inspectionView } from './inspection.view.ts';
import { inspectionFigures } from './inspection-figures.ts';
import { inspectionPlan } from './inspection-plan.ts';
import { listInstruments, saveInstrument } from './instruments.ts';
import { possibleRoutes, routeRework } from './route-rework.ts';
import { waiveInspection } from './waive-inspection.ts';

/** Inspections and what follows from them: waivers, rework, impact tests, instruments. */
@Resolver(() => LabJobType)
export class InspectionResolver {
  constructor(private readonly parts: LabParts) {}

  private get query() {
    return this.parts.database.query.bind(this.parts.database);
  }

  /** Read once a request, however many jobs it shows. */
  private async policy(ctx: RequestContext): Promise<WaiverPolicy> {
    const loader = ctx.loader<string, WaiverPolicy>('lab.waiver-policy', async (keys) => {
      const policy = await waiversNow(this.parts, this.query);
      return keys.map(() => policy);
    });
    return (await loader.load('')) ?? this.parts.inspection.waivers;
  }

  @Query(() => [LabInstrumentType], { description: 'What is measured with, by kind and code.' })
  labInstruments(
    @Arg('withRetired', () => Boolean, { nullable: true, defaultValue: false }) withRetired: boolean,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeValues');
    return listInstruments(this.parts, withRetired);
  }

  @Query(() => InspectionFiguresType)
  inspectionFigures(
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    return inspectionFigures(this.parts, from, to);
  }

  @Mutation(() => InspectionResult)
  inspectLabJob(@Arg('input', () => InspectionInput) input: InspectionInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => {
      const { job, inspection } = await inspectJob(this.parts, ctx.principal, {
        ...input,
        stage: input.stage ?? 'FINAL',
        instrument: input.instrument ?? null,
        cosmeticNotes: input.cosmeticNotes ?? [],
        faults: input.faults ?? [],
        impactBatch: input.impactBatch ?? null,
      });
      const policy = await waiversNow(this.parts, this.query);
      const view = inspectionView(inspection, ctx.locale, { waiver: null, policy });
      return { __typename: 'InspectionOutcome', job, inspection: view } as never;
    });
  }

  @Mutation(() => LabJobResult, {
    description: 'A supervisor lets a marginal failure pass; never who measured it, never another or an unsafe lens.',
  })
  waiveInspection(
    @Arg('inspectionId', () => ID) inspectionId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => waiveInspection(this.parts, ctx.principal, { inspectionId, reason }));
  }

  @Mutation(() => LabJobResult, { description: 'A failed job is worked on again with the same lenses.' })
  routeRework(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('route', () => ReworkRouteEnum) route: ReworkRouteEnum,
    @Arg('eyes', () => [String]) eyes: string[],
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => routeRework(this.parts, ctx.principal, { jobId, route, eyes, note }));
  }

  @Mutation(() => LabJobResult, { description: 'What the maker of a compensated lens says the lensmeter will show.' })
  setExpectedReadings(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('text', () => String) text: string,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => setExpectedReadings(this.parts, ctx.principal, { jobId, text }));
  }

  @Mutation(() => LabJobResult)
  recordImpactTest(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('eye', () => String) eye: string,
    @Arg('method', () => ImpactMethodEnum) method: ImpactMethodEnum,
    @Arg('passed', () => Boolean) passed: boolean,
    @Arg('batch', () => String, { nullable: true }) batch: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => recordImpactTest(this.parts, ctx.principal, { jobId, eye, method, batch, passed }));
  }

  @Mutation(() => LabInstrumentResult, { description: 'Enters an instrument, or notes its next calibration.' })
  saveLabInstrument(@Arg('input', () => LabInstrumentInput) input: LabInstrumentInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => {
      const saved = await saveInstrument(this.parts, ctx.principal, {
        ...input,
        retired: input.retired ?? false,
      });
      return { __typename: 'LabInstrument', ...saved } as never;
    });
  }

  @FieldResolver(() => [InspectionType])
  async inspections(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<InspectionType[]> {
    const [rows, waivers, policy] = await Promise.all([
      loadInspections(this.parts, ctx, job),
      loadWaivers(this.parts, ctx, job.id),
      this.policy(ctx),
    ]);
    return rows.map((row) =>
      inspectionView(row, ctx.locale, {
        policy,
        waiver: waivers.find((waiver) => waiver.inspectionId === row.id) ?? null,
      }),
    );
  }

  @FieldResolver(() => InspectionPlanType, { nullable: true, description: 'Null until the job is calculated.' })
  async inspectionPlan(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<InspectionPlanType | null> {
    const values = await loadValues(this.parts, ctx, job);
    if (!values) return null;
    const expected = await readExpected(
      this.parts,
      { query: this.parts.database.query.bind(this.parts.database) },
      job,
    );
    const rules = await inspectionRulesNow(this.parts, this.parts.database.query.bind(this.parts.database));
    const { items } = await standingChecklist(this.parts);
    const place = values.place ?? (await this.parts.prescriptionRules()).places[0];
    return inspectionPlan(this.parts, rules, job, { values, expected, items, place }, ctx.locale);
  }

  @FieldResolver(() => [ReworkRouteEnum], { description: 'How a job in rework may go on.' })
  reworkRoutes(@Root() job: LabJobRow) {
    return possibleRoutes(job);
  }

  @FieldResolver(() => [LabReworkType])
  reworks(@Root() job: LabJobRow, @Ctx() ctx: RequestContext) {
    return loadReworks(this.parts, ctx, job.id);
  }

  @FieldResolver(() => [LabImpactTestType])
  impactTests(@Root() job: LabJobRow, @Ctx() ctx: RequestContext) {
    return loadImpactTests(this.parts, ctx, job.id);
  }
}
