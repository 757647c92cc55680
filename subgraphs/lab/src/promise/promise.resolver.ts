import { LocalDate, type RequestContext, refusable } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { LabJobResult, LabJobType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { type LabTerms, labTerms } from './lab-terms.ts';
import { type LabLoad, labLoad, projectedDates, promiseFor } from './promise.ts';
import {
  LabPromiseType,
  LabRouteName,
  LabRushType,
  LabTermsInput,
  LabTermsResult,
  LabTermsType,
} from './promise.type.ts';
import { saveTerms, type TermsChange, termsVersion } from './save-terms.ts';
import { setRush } from './set-rush.ts';

const days = (value: number): string => String(Math.round(value * 100) / 100);

@Resolver(() => LabJobType)
export class PromiseResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => LabPromiseType, { description: 'The earliest day a pair ordered now could leave the lab.' })
  async labPromise(
    @Arg('route', () => LabRouteName) route: LabRouteName,
    @Arg('rush', () => Boolean, { nullable: true, defaultValue: false }) rush: boolean,
    @Arg('tinted', () => Boolean, { nullable: true, defaultValue: false }) tinted: boolean,
    @Arg('lenses', () => Int, { nullable: true, defaultValue: 2 }) lenses: number,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    const promise = promiseFor(await this.#load(ctx), this.parts.today(), {
      route,
      rush,
      tinted,
      lenses: Math.min(2, Math.max(1, lenses)),
    });
    return {
      ...promise,
      preparationDays: days(promise.preparationDays),
      extraDays: days(promise.extraDays),
      stages: promise.stages.map((one) => ({
        ...one,
        dwellDays: days(one.dwellDays),
        readyAfterDays: days(one.readyAfterDays),
      })),
    };
  }

  @Query(() => LabTermsType)
  async labTerms(@Ctx() ctx: RequestContext) {
    insist(ctx, 'seeBoard');
    const query = this.parts.database.query.bind(this.parts.database);
    const [terms, version] = await Promise.all([labTerms(query), termsVersion(query)]);
    return termsView(terms, version);
  }

  @Mutation(() => LabTermsResult, { description: 'Capacity, calendar and rush as the owner sets them.' })
  saveLabTerms(@Arg('input', () => LabTermsInput) input: LabTermsInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => {
      const { terms, version } = await saveTerms(this.parts, ctx.principal, changeOf(input));
      return termsView(terms, version);
    });
  }

  @Mutation(() => LabJobResult, {
    description:
      'Puts a job into the rush class or takes it out. Above the share of the house an admin may override with a reason.',
  })
  setLabRush(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('rush', () => Boolean) rush: boolean,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
    @Arg('override', () => Boolean, { nullable: true, defaultValue: false }) override: boolean,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => setRush(this.parts, ctx.principal, { jobId, rush, reason, override }));
  }

  @FieldResolver(() => LocalDate, {
    nullable: true,
    description: 'When it could be through, as planned from capacity when its route was known.',
  })
  plannedOn(@Root() job: LabJobRow): string | null {
    return job.plannedOn;
  }

  @FieldResolver(() => LocalDate, {
    nullable: true,
    description: 'When it will be through as the queue stands now; null for a job the lab is done with.',
  })
  async projectedOn(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<string | null> {
    const loader = ctx.loader<string, Map<string, string>>('lab.projection', async (keys) => {
      const dates = projectedDates(await this.#load(ctx), this.parts.today());
      return keys.map(() => dates);
    });
    return (await loader.load('all'))?.get(job.id) ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'HH:MM on the due day for rush jobs.' })
  dueTime(@Root() job: LabJobRow): string | null {
    return job.dueTime;
  }

  @FieldResolver(() => LabRushType, { nullable: true })
  rushSetBy(@Root() job: LabJobRow): LabRushType | null {
    return job.rushAt ? { at: job.rushAt, by: job.rushBy ?? '', reason: job.rushReason } : null;
  }

  /** One look at the whole queue serves everything a request asks of it. */
  async #load(ctx: RequestContext): Promise<LabLoad> {
    const loader = ctx.loader<string, LabLoad>('lab.load', async (keys) => {
      const load = await labLoad(this.parts.database.query.bind(this.parts.database));
      return keys.map(() => load);
    });
    const load = await loader.load('all');
    return load ?? labLoad(this.parts.database.query.bind(this.parts.database));
  }
}

const termsView = (terms: LabTerms, version: number) => ({
  version,
  capacities: terms.capacities.map((one) => ({ ...one, dwellDays: days(one.dwellDays) })),
  routes: terms.routes.map((one) => ({ ...one, extraDays: days(one.extraDays) })),
  closedDays: terms.closedDays,
  workingWeekdays: [...terms.calendar.weekdays],
  holidays: terms.calendar.holidays,
  preparationDays: days(terms.preparationDays),
  tintDays: days(terms.tintDays),
  remakeDays: terms.remakeDays,
  rushSharePercent: days(terms.rushSharePercent),
  rushDueTime: terms.rushDueTime,
});

const number = (text: string | null | undefined): number | null => (text == null ? null : Number(text));

const changeOf = (input: LabTermsInput): TermsChange => ({
  ...input,
  preparationDays: number(input.preparationDays),
  tintDays: number(input.tintDays),
  rushSharePercent: number(input.rushSharePercent),
  capacities:
    input.capacities?.map((one) => ({ ...one, stage: one.stage as never, dwellDays: Number(one.dwellDays) })) ?? null,
  routeExtraDays: input.routeExtraDays?.map((one) => ({ route: one.route, extraDays: Number(one.extraDays) })) ?? null,
});
