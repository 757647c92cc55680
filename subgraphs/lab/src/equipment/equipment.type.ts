import { DateTime, Decimal, IssueType, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('EquipmentFile', { description: 'A DCS/OMA file of a job, written when it is asked for.' })
export class EquipmentFileType {
  @Field(() => String, { description: 'EDGING, SURFACING or ORDER' })
  kind: string;
  @Field(() => String)
  label: string;
  @Field(() => String)
  url: string;
}

@ObjectType('LabTrace', { description: 'A frame as a tracer measured it.' })
export class LabTraceType {
  @Field(() => ID)
  id: string;
  @Field(() => String, { description: 'CALCULATION: the job was calculated from it. EDGING: it came after picking.' })
  purpose: string;
  @Field(() => String, { description: 'UPLOAD or DEVICE' })
  source: string;
  @Field(() => String, { nullable: true })
  fileName: string | null;
  @Field(() => Boolean, { description: 'False for a trace that a later one replaced.' })
  isPresent: boolean;
  @Field(() => String, { nullable: true, description: 'The eye that was not traced and mirrors the other.' })
  syntheticEye: string | null;
  @Field(() => Decimal)
  eyeSizeMm: string;
  @Field(() => Decimal)
  lensHeightMm: string;
  @Field(() => Decimal, { nullable: true })
  dblMm: string | null;
  @Field(() => Decimal)
  circumferenceMm: string;
  @Field(() => Decimal)
  sidesDifferMm: string;
  @Field(() => [IssueType])
  warnings: IssueType[];
  @Field(() => DateTime)
  takenAt: Date;
  @Field(() => String)
  takenBy: string;
  @Field(() => String, { nullable: true })
  device: string | null;
}

@ObjectType('DeviceExchange', { description: 'One question of a machine and what it was answered.' })
export class DeviceExchangeType {
  @Field(() => ID)
  id: string;
  @Field(() => DateTime)
  at: Date;
  @Field(() => Int)
  durationMs: number;
  @Field(() => String)
  remote: string;
  @Field(() => String, { nullable: true })
  vendor: string | null;
  @Field(() => String, { nullable: true })
  model: string | null;
  @Field(() => String, { nullable: true })
  machineId: string | null;
  @Field(() => String, { nullable: true })
  operator: string | null;
  @Field(() => String)
  request: string;
  @Field(() => String, { nullable: true })
  jobNumber: string | null;
  @Field(() => Int, { nullable: true })
  status: number | null;
  @Field(() => String, { nullable: true })
  statusText: string | null;
  @Field(() => String, { description: 'ANSWERED, REFUSED, UNCONFIRMED or DAMAGED' })
  outcome: string;
  @Field(() => String, { nullable: true })
  detail: string | null;
}

@ObjectType('ReportedValue')
export class ReportedValueType {
  @Field(() => String)
  label: string;
  @Field(() => String)
  name: string;
  @Field(() => String, { nullable: true })
  od: string | null;
  @Field(() => String, { nullable: true })
  os: string | null;
}

@ObjectType('DeviceResult', { description: 'What a machine says it did and measured.' })
export class DeviceResultType {
  @Field(() => ID)
  id: string;
  @Field(() => DateTime)
  takenAt: Date;
  @Field(() => String)
  takenBy: string;
  @Field(() => String, { nullable: true })
  device: string | null;
  @Field(() => Int, { nullable: true })
  status: number | null;
  @Field(() => String, { nullable: true })
  statusText: string | null;
  @Field(() => [String])
  remarks: string[];
  @Field(() => [ReportedValueType])
  values: ReportedValueType[];
}

@ObjectType('LabEquipment', { description: 'A job and the machines that make it.' })
export class LabEquipmentType {
  @Field(() => ID)
  jobId: string;
  @Field(() => String, {
    nullable: true,
    description: 'What a trace would change now; null when it is too late for one.',
  })
  tracePurpose: string | null;
}

export const LabTraceResult = unionWithRefusal('LabTraceResult', [LabEquipmentType]);
