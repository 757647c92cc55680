import { groupedInOrder, pageOf, type RequestContext, refusable } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { loadJob } from '../jobs/lab-job.loader.ts';
import { LabJobType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { listStations, saveStation } from '../stages/stations.ts';
import { type BatchLensRow, type BatchRow, batchLenses, findBatch, listBatches } from './batch.rows.ts';
import {
  BatchKindName,
  BatchRemedyName,
  BatchStatusName,
  LabBatchConnectionType,
  LabBatchLensType,
  LabBatchResult,
  LabBatchType,
  LabStationInput,
  LabStationResult,
  LabStationType,
} from './batch.type.ts';
import { batchColour } from './batch-colour.ts';
import { type CoatedLens, coatedLenses, coatsLeft } from './coats.ts';
import { addTrayToBatch, openBatch, removeTrayFromBatch } from './load-batch.ts';
import { abandonBatch, finishBatch, startBatch } from './run-batch.ts';

/** What coating still has to do for a tray. */
@Resolver(() => LabJobType)
export class CoatsResolver {
  constructor(private readonly parts: LabParts) {}

  @FieldResolver(() => [BatchKindName], {
    description: 'Batches its lenses must still come well out of, in their order, before they may leave coating.',
  })
  async coatsLeft(@Root() job: LabJobRow, @Ctx() ctx: RequestContext) {
    const loader = ctx.loader<string, CoatedLens[]>('lab.coated-lenses', async (ids) =>
      groupedInOrder(
        ids,
        await coatedLenses(this.parts.database.query.bind(this.parts.database), ids),
        (row) => row.jobId,
      ),
    );
    return coatsLeft(job, (await loader.load(job.id)) ?? []);
  }
}

@Resolver(() => LabBatchType)
export class LabBatchResolver {
  constructor(private readonly parts: LabParts) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Of a tint or mirror: what the lenses in it are ordered in.',
  })
  colour(@Root() batch: BatchRow): string | null {
    return batchColour(batch.kind, batch);
  }

  @Query(() => [LabStationType], { description: 'Where trays are scanned.' })
  labStations(@Ctx() ctx: RequestContext) {
    insist(ctx, 'seeBoard');
    return listStations(this.parts);
  }

  @Mutation(() => LabStationResult, { description: 'Adds a station or changes the one of that code.' })
  saveLabStation(@Arg('input', () => LabStationInput) input: LabStationInput, @Ctx() ctx: RequestContext) {
    return refusable(() =>
      saveStation(this.parts, ctx.principal, {
        ...input,
        batchKinds: input.batchKinds ?? [],
        batchCapacity: input.batchCapacity ?? null,
        active: input.active ?? true,
      }),
    );
  }

  @Query(() => LabBatchConnectionType, { description: 'Newest first.' })
  labBatches(
    @Arg('status', () => [BatchStatusName], { nullable: true }) status: BatchStatusName[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    return listBatches(this.parts, status, pageOf({ first, after }, 100));
  }

  @Query(() => LabBatchType, { nullable: true })
  labBatch(@Arg('number', () => String) number: string, @Ctx() ctx: RequestContext) {
    insist(ctx, 'seeBoard');
    return findBatch(this.parts, number);
  }

  @Mutation(() => LabBatchResult, { description: 'Begins to load the carrier of a machine.' })
  openLabBatch(
    @Arg('station', () => String) station: string,
    @Arg('kind', () => BatchKindName) kind: BatchKindName,
    @Arg('lot', () => String, { nullable: true }) lot: string | null,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => openBatch(this.parts, ctx.principal, { station, kind, lot, note }));
  }

  @Mutation(() => LabBatchResult, {
    description:
      'Scans a tray onto the carrier. Its lenses go in as a pair, unless a reason is given for splitting them.',
  })
  addTrayToBatch(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('trayCode', () => String) trayCode: string,
    @Arg('eyes', () => [String], { nullable: true }) eyes: string[] | null,
    @Arg('splitReason', () => String, { nullable: true }) splitReason: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => addTrayToBatch(this.parts, ctx.principal, { batchId, trayCode, eyes, splitReason }));
  }

  @Mutation(() => LabBatchResult)
  removeTrayFromBatch(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('jobId', () => ID) jobId: string,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => removeTrayFromBatch(this.parts, ctx.principal, { batchId, jobId }));
  }

  @Mutation(() => LabBatchResult, {
    description: 'The carrier goes into the machine; nothing joins or leaves any more.',
  })
  startLabBatch(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('lot', () => String, { nullable: true }) lot: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => startBatch(this.parts, ctx.principal, { batchId, lot }));
  }

  @Mutation(() => LabBatchResult, { description: 'A failed batch hits every lens in it.' })
  finishLabBatch(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('good', () => Boolean) good: boolean,
    @Arg('reasonCode', () => String, { nullable: true }) reasonCode: string | null,
    @Arg('remedy', () => BatchRemedyName, { nullable: true }) remedy: BatchRemedyName | null,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => finishBatch(this.parts, ctx.principal, { batchId, good, reasonCode, remedy, note }));
  }

  @Mutation(() => LabBatchResult, { description: 'A batch that was opened by mistake.' })
  abandonLabBatch(@Arg('batchId', () => ID) batchId: string, @Ctx() ctx: RequestContext) {
    return refusable(() => abandonBatch(this.parts, ctx.principal, batchId));
  }

  @FieldResolver(() => [LabBatchLensType])
  async lenses(@Root() batch: BatchRow, @Ctx() ctx: RequestContext) {
    const loader = ctx.loader<string, BatchLensRow[]>('lab.batch-lenses', async (ids) =>
      groupedInOrder(
        ids,
        await batchLenses(this.parts.database.query.bind(this.parts.database), ids),
        (row) => row.batchId,
      ),
    );
    const rows = (await loader.load(batch.id)) ?? [];
    return Promise.all(rows.map(async (row) => ({ ...row, job: await loadJob(this.parts, ctx, row.jobId) })));
  }
}
