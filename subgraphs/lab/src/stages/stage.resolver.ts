import { groupedInOrder, type RequestContext, refusable } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { LabJobResult, LabJobType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { LensStepType } from './lens-step.type.ts';
import { reworkLens } from './rework-lens.ts';
import { undoScan } from './undo-scan.ts';

/** What operators do at the stations beside scanning, and the steps of each lens that come of it. */
@Resolver(() => LabJobType)
export class StageResolver {
  constructor(private readonly parts: LabParts) {}

  @Mutation(() => LabJobResult, {
    description: 'Takes back the last scan of a job as a mistake: for a short while, by whoever made it.',
  })
  undoLabScan(@Arg('jobId', () => ID) jobId: string, @Ctx() ctx: RequestContext) {
    return refusable(() => undoScan(this.parts, ctx.principal, jobId));
  }

  @Mutation(() => LabJobResult, {
    description:
      'Lenses failed at their station and are corrected with the same blanks. The other lens stays where it is.',
  })
  reworkLens(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('eyes', () => [String]) eyes: string[],
    @Arg('reasonCode', () => String) reasonCode: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => reworkLens(this.parts, ctx.principal, { jobId, eyes, reasonCode, note }));
  }

  @FieldResolver(() => [LensStepType], { description: 'Each lens at each stage, in the order of the work.' })
  async steps(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<LensStepType[]> {
    const loader = ctx.loader<string, (LensStepType & { jobId: string })[]>('lab.steps', async (ids) =>
      groupedInOrder(
        ids,
        await this.parts.database.query<LensStepType & { jobId: string }>(
          `SELECT s.id, s.job_id AS "jobId", s.eye, s.attempt, s.stage, s.station, s.operator, s.started_at AS "startedAt",
             s.ended_at AS "endedAt", s.outcome, s.reason, b.number AS "batchNumber", b.lot
           FROM lab_lens_step s LEFT JOIN lab_batch b ON b.id = s.batch_id
           WHERE s.job_id = ANY($1) ORDER BY s.started_at, s.id LIMIT 5000`,
          [ids],
        ),
        (row) => row.jobId,
      ),
    );
    return (await loader.load(job.id)) ?? [];
  }
}
