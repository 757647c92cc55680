import { groupedInOrder, type RequestContext, refusable } from '@opticworks/kernel';
import { StockOf } from '@opticworks/schema/operations/inventory';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { loadJob } from '../jobs/lab-job.loader.ts';
import { LabJobResult, LabJobType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { RETURN_COLUMNS, type ReturnRow } from './blank-returns.ts';
import { putBackBlank, spoilReturnedBlank } from './put-back-blank.ts';
import { BlankReturnType } from './return.type.ts';

/** Blanks that go back to their shelves. */
@Resolver(() => LabJobType)
export class ReturnJobResolver {
  constructor(private readonly parts: LabParts) {}

  @FieldResolver(() => [BlankReturnType], {
    description: 'Blanks that were taken for it and are not cut for it, the newest first.',
  })
  blankReturns(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<ReturnRow[]> {
    // The name of a finished blank says the power of its lens.
    insist(ctx, 'seeValues');
    const loader = ctx.loader<string, ReturnRow[]>('lab.blank-returns', async (ids) => {
      const rows = await this.parts.database.query<ReturnRow>(
        `SELECT ${RETURN_COLUMNS} FROM lab_blank_return r WHERE r.job_id = ANY($1) ORDER BY r.opened_at DESC, r.eye`,
        [ids],
      );
      return groupedInOrder(ids, rows, (row) => row.jobId);
    });
    return loader.load(job.id).then((rows) => rows ?? []);
  }
}

@Resolver(() => BlankReturnType)
export class ReturnResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => [BlankReturnType], {
    description: 'Every blank that still lies in a tray it is not cut for, the oldest first.',
  })
  blanksToPutBack(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Ctx() ctx: RequestContext,
  ): Promise<ReturnRow[]> {
    insist(ctx, 'seeValues');
    return this.parts.database.query<ReturnRow>(
      `SELECT ${RETURN_COLUMNS} FROM lab_blank_return r WHERE r.status = 'DUE' ORDER BY r.opened_at, r.id LIMIT $1`,
      [Math.min(Math.max(first, 1), 200)],
    );
  }

  @Mutation(() => LabJobResult, {
    description:
      'The blank lies on its shelf again: it goes back into stock, for whoever needs it next. Saying so twice changes nothing.',
  })
  putBackBlank(
    @Arg('returnId', () => ID) returnId: string,
    @Arg('shelf', () => String, { nullable: true, description: 'As scanned; another than its own is refused.' })
    shelf: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => putBackBlank(this.parts, ctx.principal, returnId, shelf));
  }

  @Mutation(() => LabJobResult, { description: 'The blank was damaged: it is written off instead of put back.' })
  spoilReturnedBlank(
    @Arg('returnId', () => ID) returnId: string,
    @Arg('reasonCode', () => String) reasonCode: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => spoilReturnedBlank(this.parts, ctx.principal, returnId, { reasonCode, note }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where it belongs, or lies since it was put back. Null when the store knows no shelf.',
  })
  async shelf(@Root() row: ReturnRow, @Ctx() ctx: RequestContext): Promise<string | null> {
    if (row.shelf || row.status === 'SPOILED') return row.shelf;
    const loader = ctx.loader<string, string>('lab.shelves', async (skus) => {
      const { levels } = await this.parts.caller.call(StockOf, { skus: [...skus] });
      return skus.map((sku) => levels.find((level) => level.sku === sku)?.homeBin ?? null);
    });
    return loader.load(row.sku);
  }

  @FieldResolver(() => Boolean, { description: 'The store has it in its books.' })
  isBooked(@Root() row: ReturnRow): boolean {
    return row.shelf !== null;
  }

  @FieldResolver(() => LabJobType)
  job(@Root() row: ReturnRow, @Ctx() ctx: RequestContext) {
    return loadJob(this.parts, ctx, row.jobId);
  }
}
