import { amountInput, LocalDate, MoneyType, type RequestContext, refusable, refuse } from '@opticworks/kernel';
import { type RemakeReason, remakeNeeds, remakeTaxonomy } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ERRORS } from '../errors.ts';
import { jobsById, type LabJobRow } from '../jobs/job.rows.ts';
import { loadJob } from '../jobs/lab-job.loader.ts';
import { LabJobResult, LabJobType, RemakeReasonType } from '../jobs/lab-job.type.ts';
import { startRemake } from '../jobs/start-remake.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { policyNow } from '../settings/policies.ts';
import { changesBetween, madeInstead } from './made-instead.ts';
import { eyesOf, quoteRemake } from './quote-remake.ts';
import { chargedOf, costView, loadRemakeRecord, remakeFigures } from './remake.rows.ts';
import {
  LensPartsType,
  RemakeChangesInput,
  RemakeFiguresType,
  RemakeQuoteResult,
  RemakeRecordType,
  StandardCostInput,
  StandardCostResult,
  StandardCostType,
} from './remake.type.ts';
import { partyByTerms } from './remake-terms.ts';
import { saveStandardCost, standardCostBook } from './save-standard-cost.ts';

/** Remakes: reasons, what they cost and whom. */
@Resolver(() => LabJobType)
export class RemakeResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => [RemakeReasonType], { description: 'Reasons for breakages and remakes.' })
  async remakeReasons(@Ctx() ctx: RequestContext): Promise<RemakeReasonType[]> {
    insist(ctx, 'seeBoard');
    const terms = await policyNow(this.parts, this.parts.database.query.bind(this.parts.database), 'REMAKES');
    return Object.entries(remakeTaxonomy).map(([code, { group }]) => ({
      code,
      group,
      needs: [...(remakeNeeds[code as RemakeReason] ?? [])],
      chargedParty: partyByTerms(terms, code as RemakeReason),
    }));
  }

  @Query(() => RemakeQuoteResult)
  remakeQuote(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('reasonCode', () => String) reasonCode: string,
    @Arg('eyes', () => [String]) eyes: string[],
    @Arg('chargedParty', () => String, { nullable: true }) chargedParty: string | null,
    @Arg('replacesFrame', () => Boolean, { nullable: true }) replacesFrame: boolean | null,
    @Arg('changes', () => RemakeChangesInput, { nullable: true }) changes: RemakeChangesInput | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(async () => {
      insist(ctx, 'remake');
      const query = this.parts.database.query.bind(this.parts.database);
      const [job] = await jobsById(query, [jobId]);
      if (!job) refuse(ERRORS.LAB_JOB_NOT_FOUND);
      const request = { jobId, reasonCode, eyes, chargedParty, replacesFrame };
      const made = await madeInstead(this.parts, job, eyesOf(request), changes ?? {});
      const quote = await quoteRemake(this.parts, query, job, request, made);
      return {
        __typename: 'RemakeQuote',
        ...quote,
        cost: costView(quote.cost),
        charged: chargedOf(quote.cost, quote.policy),
      } as never;
    });
  }

  @Query(() => RemakeFiguresType)
  remakeFigures(
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'remake');
    return remakeFigures(this.parts, from, to);
  }

  @Query(() => [StandardCostType])
  async labStandardCosts(@Ctx() ctx: RequestContext) {
    insist(ctx, 'remake');
    const book = await standardCostBook(this.parts.database.query.bind(this.parts.database));
    return book.map(({ amountMinor, currency, ...row }) => ({
      ...row,
      amount: MoneyType.of({ amountMinor, currency }),
    }));
  }

  @Mutation(() => StandardCostResult, { description: 'What a thing or a work costs by the book, from now on.' })
  saveLabStandardCost(@Arg('input', () => StandardCostInput) input: StandardCostInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => {
      const { amountMinor, currency } = amountInput(input.amount.amount, input.amount.currencyCode, 'amount');
      const saved = await saveStandardCost(this.parts, ctx.principal, { ...input, amountMinor, currency });
      return { __typename: 'StandardCost', ...saved, amount: MoneyType.of(saved) } as never;
    });
  }

  @Mutation(() => LabJobResult)
  startRemake(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('reasonCode', () => String) reasonCode: string,
    @Arg('eyes', () => [String]) eyes: string[],
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Arg('chargedParty', () => String, {
      nullable: true,
      description: 'Another than the reason says; a supervisor decides.',
    })
    chargedParty: string | null,
    @Arg('partyReason', () => String, { nullable: true }) partyReason: string | null,
    @Arg('replacesFrame', () => Boolean, { nullable: true }) replacesFrame: boolean | null,
    @Arg('changes', () => RemakeChangesInput, { nullable: true, description: 'What is made otherwise than before.' })
    changes: RemakeChangesInput | null,
    @Ctx() ctx: RequestContext,
  ) {
    const request = { jobId, reasonCode, eyes, note, chargedParty, partyReason, replacesFrame, changes };
    return refusable(() => startRemake(this.parts, ctx.principal, request));
  }

  @FieldResolver(() => RemakeRecordType, { nullable: true, description: 'For a job that is a remake.' })
  remake(@Root() job: LabJobRow, @Ctx() ctx: RequestContext) {
    insist(ctx, 'remake');
    return job.remakeOfId ? loadRemakeRecord(this.parts, ctx, job.id) : null;
  }

  @FieldResolver(() => LensPartsType)
  lensParts(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): LensPartsType {
    insist(ctx, 'remake');
    const { designId, materialId, treatmentIds } = job.lens;
    return { designId, materialId, treatmentIds };
  }

  @FieldResolver(() => [String], {
    description: 'What a remake is made otherwise in: prescription, measurement, design, material, treatments, frame.',
  })
  async remakeChanges(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<string[]> {
    insist(ctx, 'remake');
    const before = job.remakeOfId ? await loadJob(this.parts, ctx, job.remakeOfId) : null;
    return before ? changesBetween(before, job) : [];
  }
}
