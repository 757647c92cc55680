import { Decimal, type RequestContext, refusable } from '@opticworks/kernel';
import { heightKindOf } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { designOfJob } from '../calculation/job-rules.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { loadValues } from '../jobs/lab-job.loader.ts';
import { LabJobResult, LabJobType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { giveHeights, readGivenHeight } from './given-height.ts';
import { type HeightKindName, NeededHeightType } from './wear.type.ts';

/** The height of a multifocal: whether it is missing, and what an optician says in its place. */
@Resolver(() => LabJobType)
export class HeightResolver {
  constructor(private readonly parts: LabParts) {}

  @Mutation(() => LabJobResult, {
    description:
      'The heights of a pair nobody measured in its frame, and where they come from. The job is calculated anew.',
  })
  giveHeights(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('odMm', () => Decimal) odMm: string,
    @Arg('osMm', () => Decimal) osMm: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    const heights = { odMm: Number(odMm), osMm: Number(osMm) };
    return refusable(() => giveHeights(this.parts, ctx.principal, { jobId, heights, reason }));
  }

  @FieldResolver(() => NeededHeightType, {
    nullable: true,
    description: 'Null for a design that is centred without one, and until the job is calculated.',
  })
  async neededHeight(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<NeededHeightType | null> {
    const values = await loadValues(this.parts, ctx, job);
    const design = values ? designOfJob(job) : undefined;
    const kind = design && heightKindOf(design);
    if (!kind) return null;
    const given = await readGivenHeight(this.parts, this.parts.database.query.bind(this.parts.database), job);
    return {
      kind: kind as HeightKindName,
      isDue: job.heightDue,
      isGiven: values?.heightGivenBy !== undefined,
      given: given?.kind === kind ? { ...given, odMm: String(given.odMm), osMm: String(given.osMm) } : null,
    };
  }
}
