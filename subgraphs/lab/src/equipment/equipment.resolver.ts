import { type RequestContext, refusable, refuse } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { loadJob } from '../jobs/lab-job.loader.ts';
import type { LabParts } from '../parts.ts';
import { insist, staffMay } from '../permissions.ts';
import { statusSentence } from './device-status.ts';
import { EQUIPMENT_ERRORS } from './equipment.errors.ts';
import {
  type ExchangeRow,
  exchangesOfJob,
  latestExchanges,
  resultsOfJob,
  type TraceRow,
  tracesOfJob,
} from './equipment.queries.ts';
import {
  DeviceExchangeType,
  DeviceResultType,
  EquipmentFileType,
  LabEquipmentType,
  LabTraceResult,
  LabTraceType,
} from './equipment.type.ts';
import { importResult } from './import-result.ts';
import { importTrace } from './import-trace.ts';
import { reportedNames } from './result.rules.ts';
import { tracePurpose } from './trace.rules.ts';

export interface Equipment {
  jobId: string;
  tracePurpose: string | null;
  job: LabJobRow;
}

const equipmentOf = (job: LabJobRow): Equipment => ({ jobId: job.id, tracePurpose: tracePurpose(job), job });

@Resolver(() => LabEquipmentType)
export class EquipmentResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => LabEquipmentType, { nullable: true })
  async labEquipment(@Arg('jobId', () => ID) jobId: string, @Ctx() ctx: RequestContext): Promise<Equipment | null> {
    insist(ctx, 'seeBoard');
    const job = await loadJob(this.parts, ctx, jobId);
    return job && equipmentOf(job);
  }

  @Query(() => [DeviceExchangeType], { description: 'The last exchanges of all machines, newest first.' })
  async deviceExchanges(
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeBoard');
    return (await latestExchanges(this.parts, Math.min(Math.max(first, 1), 200))).map(exchangeView);
  }

  @Mutation(() => LabTraceResult, {
    description: 'Replaces the frame of a job by its trace; before picking, the job is calculated anew.',
  })
  importLabTrace(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('fileName', () => String, { nullable: true }) fileName: string | null,
    @Arg('contentBase64', () => String) contentBase64: string,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(async () => {
      const bytes = bytesOf(contentBase64);
      const { job } = await importTrace(this.parts, ctx.principal, jobId, {
        bytes,
        source: 'UPLOAD',
        fileName,
        device: null,
      });
      return equipmentType(job);
    });
  }

  @Mutation(() => LabTraceResult, { description: "Keeps a machine's report on a job." })
  importLabResult(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('contentBase64', () => String) contentBase64: string,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(async () => {
      const bytes = bytesOf(contentBase64);
      const job = await importResult(this.parts, ctx.principal, jobId, { bytes, source: 'UPLOAD', device: null });
      return equipmentType(job);
    });
  }

  @FieldResolver(() => [EquipmentFileType], { description: 'Empty for roles that may not read powers.' })
  files(@Root() { job }: Equipment, @Ctx() ctx: RequestContext): EquipmentFileType[] {
    if (!staffMay(ctx.principal, 'seeValues') || !job.calculatedAt) return [];
    const file = (kind: string, label: string) => ({
      kind,
      label,
      url: `/lab/jobs/${job.id}.${kind.toLowerCase()}.oma`,
    });
    return [
      file('EDGING', 'For the edger'),
      ...(job.isSurfaced ? [file('SURFACING', 'For the generator')] : []),
      file('ORDER', 'For another lab'),
    ];
  }

  @FieldResolver(() => [LabTraceType])
  traces(@Root() { job }: Equipment): Promise<TraceRow[]> {
    return tracesOfJob(this.parts, job.id);
  }

  @FieldResolver(() => [DeviceExchangeType])
  async exchanges(@Root() { job }: Equipment) {
    return (await exchangesOfJob(this.parts, job.id)).map(exchangeView);
  }

  @FieldResolver(() => [DeviceResultType], { description: 'Measured powers: for those who may read values.' })
  async results(@Root() { job }: Equipment, @Ctx() ctx: RequestContext) {
    insist(ctx, 'seeValues');
    const rows = await resultsOfJob(this.parts, ctx.principal, job);
    return rows.map(({ result, ...row }) => ({
      ...row,
      status: result?.status ?? null,
      statusText: result?.status === null || !result ? null : statusSentence(result.status),
      remarks: result?.remarks ?? [],
      values: (result?.values ?? []).map((value) => ({ ...value, name: reportedNames[value.label] ?? value.label })),
    }));
  }
}

/** As a member of a result union, which is told apart by its class. */
export const equipmentType = (job: LabJobRow): LabEquipmentType =>
  Object.assign(new LabEquipmentType(), equipmentOf(job));

const exchangeView = (row: ExchangeRow): DeviceExchangeType => ({
  ...row,
  statusText: row.status === null ? null : statusSentence(row.status),
});

/** @throws FILE_NOT_BASE64: decoding is lenient in Node and would make another file of a damaged one */
function bytesOf(contentBase64: string): Uint8Array {
  const bytes = Buffer.from(contentBase64, 'base64');
  if (bytes.toString('base64') !== contentBase64) refuse(EQUIPMENT_ERRORS.FILE_NOT_BASE64);
  return bytes;
}
