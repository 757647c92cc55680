import { DateTime, PageInfo, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LabJobStatusName, LabJobType } from '../jobs/lab-job.type.ts';

export enum BatchStatusName {
  OPEN = 'OPEN',
  RUNNING = 'RUNNING',
  GOOD = 'GOOD',
  FAILED = 'FAILED',
  ABANDONED = 'ABANDONED',
}
export enum BatchKindName {
  TINT = 'TINT',
  HARD_COAT = 'HARD_COAT',
  AR = 'AR',
  MIRROR = 'MIRROR',
}
export enum BatchRemedyName {
  SPOIL = 'SPOIL',
  REWORK = 'REWORK',
}
registerEnumType(BatchStatusName, { name: 'LabBatchStatus' });
registerEnumType(BatchKindName, { name: 'LabBatchKind' });
registerEnumType(BatchRemedyName, {
  name: 'LabBatchRemedy',
  description: 'What becomes of the lenses of a failed batch: scrapped, or stripped and done again.',
});

@ObjectType('LabStation', { description: 'A place where trays are scanned, and the stages it may scan them into.' })
export class LabStationType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  name: string;
  @Field(() => [LabJobStatusName])
  statuses: LabJobStatusName[];
  @Field(() => [BatchKindName])
  batchKinds: BatchKindName[];
  @Field(() => Int, { nullable: true, description: 'Lenses that fit into one batch.' })
  batchCapacity: number | null;
  @Field(() => Boolean)
  active: boolean;
  @Field(() => Int, { description: 'How often it was changed.' })
  version: number;
}

@InputType('LabStationInput')
export class LabStationInput {
  @Field(() => String)
  code: string;
  @Field(() => String)
  name: string;
  @Field(() => [LabJobStatusName])
  statuses: LabJobStatusName[];
  @Field(() => [BatchKindName], { nullable: true })
  batchKinds?: BatchKindName[] | null;
  @Field(() => Int, { nullable: true })
  batchCapacity?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'true when left out' })
  active?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'The version that was seen; a change in between is refused.' })
  basedOn?: number | null;
}

@ObjectType('LabBatchLens')
export class LabBatchLensType {
  @Field(() => LabJobType)
  job: LabJobType;
  @Field(() => String)
  eye: string;
  @Field(() => DateTime)
  addedAt: Date;
  @Field(() => String)
  addedBy: string;
  @Field(() => String, { nullable: true, description: 'Why the pair does not share this lot.' })
  splitReason: string | null;
}

@ObjectType('LabBatch', { description: 'Lenses of many trays that go through one machine together.' })
export class LabBatchType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  number: string;
  @Field(() => BatchKindName)
  kind: BatchKindName;
  @Field(() => ID)
  machine: string;
  @Field(() => String)
  machineName: string;
  @Field(() => Int, { nullable: true })
  capacity: number | null;
  @Field(() => BatchStatusName)
  status: BatchStatusName;
  @Field(() => Int)
  version: number;
  @Field(() => String, { nullable: true, description: 'Lot of the coating material or the dye.' })
  lot: string | null;
  @Field(() => String, { nullable: true })
  note: string | null;
  @Field(() => DateTime)
  openedAt: Date;
  @Field(() => String)
  openedBy: string;
  @Field(() => DateTime, { nullable: true })
  startedAt: Date | null;
  @Field(() => String, { nullable: true })
  startedBy: string | null;
  @Field(() => DateTime, { nullable: true })
  finishedAt: Date | null;
  @Field(() => String, { nullable: true })
  finishedBy: string | null;
  @Field(() => String, { nullable: true })
  failureReason: string | null;
  @Field(() => BatchRemedyName, { nullable: true })
  remedy: BatchRemedyName | null;
  @Field(() => Int)
  lensCount: number;
  @Field(() => Int)
  trayCount: number;
}

@ObjectType('LabBatchEdge')
export class LabBatchEdgeType {
  @Field(() => String)
  cursor: string;
  @Field(() => LabBatchType)
  node: LabBatchType;
}

@ObjectType('LabBatchConnection')
export class LabBatchConnectionType {
  @Field(() => [LabBatchEdgeType])
  edges: LabBatchEdgeType[];
  @Field(() => PageInfo)
  pageInfo: PageInfo;
}

export const LabBatchResult = unionWithRefusal('LabBatchResult', [LabBatchType]);
export const LabStationResult = unionWithRefusal('LabStationResult', [LabStationType]);
