import { DateTime, Decimal, LocalDate, unionWithRefusal } from '@opticworks/kernel';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LabJobStatusName, LabJobType } from '../jobs/lab-job.type.ts';

export enum LabKpiCode {
  FIRST_PASS_YIELD = 'FIRST_PASS_YIELD',
  STATION_YIELD = 'STATION_YIELD',
  SPOILAGE = 'SPOILAGE',
  REMAKE_RATE = 'REMAKE_RATE',
  TURNAROUND = 'TURNAROUND',
  ON_TIME = 'ON_TIME',
  WIP = 'WIP',
  JOBS_PER_HOUR = 'JOBS_PER_HOUR',
  STOCK_FILL = 'STOCK_FILL',
}
registerEnumType(LabKpiCode, { name: 'LabKpiCode' });

@ObjectType('LabKpi', { description: 'A figure with the formula, numerator and denominator it follows from.' })
export class LabKpiType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  label: string;
  @Field(() => String)
  formula: string;
  @Field(() => String, { description: 'PERCENT, HOURS, JOBS or JOBS_PER_HOUR' })
  unit: string;
  @Field(() => Float, { nullable: true })
  numerator: number | null;
  @Field(() => Float, { nullable: true })
  denominator: number | null;
  @Field(() => String)
  numeratorOf: string;
  @Field(() => String)
  denominatorOf: string;
  @Field(() => Float, { nullable: true, description: 'Null when it is not known; the note says why.' })
  value: number | null;
  @Field(() => String, { nullable: true })
  note: string | null;
}

@ObjectType('LabStageYield')
export class LabStageYieldType {
  @Field(() => LabJobStatusName)
  stage: LabJobStatusName;
  @Field(() => Int, { description: 'Lenses that left the stage in the span.' })
  through: number;
  @Field(() => Int)
  good: number;
  @Field(() => Float)
  lensesPerDay: number;
  @Field(() => Int)
  capacityPerDay: number;
}

@ObjectType('LabStationYield')
export class LabStationYieldType {
  @Field(() => String)
  station: string;
  @Field(() => LabJobStatusName)
  stage: LabJobStatusName;
  @Field(() => Int)
  through: number;
  @Field(() => Int)
  good: number;
  @Field(() => Int)
  reworked: number;
  @Field(() => Int)
  spoiled: number;
  @Field(() => Float, { nullable: true })
  medianHours: number | null;
}

@ObjectType('LabSpoilage')
export class LabSpoilageType {
  @Field(() => String)
  station: string;
  @Field(() => String)
  reason: string;
  @Field(() => Int)
  lenses: number;
}

@ObjectType('LabDay')
export class LabDayType {
  @Field(() => LocalDate)
  day: string;
  @Field(() => Int)
  released: number;
  @Field(() => Int)
  passed: number;
  @Field(() => Int)
  shipped: number;
  @Field(() => Int, { description: 'Lenses lost.' })
  spoiled: number;
  @Field(() => Int, { description: 'Jobs between release and inspection at the end of the day.' })
  wip: number;
}

@ObjectType('LabTurnaroundBucket')
export class LabTurnaroundBucketType {
  @Field(() => Int)
  fromHours: number;
  @Field(() => Int)
  toHours: number;
  @Field(() => Int)
  jobs: number;
}

@ObjectType('LabKpiReport')
export class LabKpiReportType {
  @Field(() => [LabKpiType])
  kpis: LabKpiType[];
  @Field(() => [LabStageYieldType])
  stages: LabStageYieldType[];
  @Field(() => [LabStationYieldType])
  stations: LabStationYieldType[];
  @Field(() => [LabSpoilageType])
  spoilage: LabSpoilageType[];
  @Field(() => [LabDayType])
  days: LabDayType[];
  @Field(() => [LabTurnaroundBucketType])
  turnaround: LabTurnaroundBucketType[];
}

@ObjectType('LabKpiJob', { description: 'One member of the set a figure is counted over.' })
export class LabKpiJobType {
  @Field(() => LabJobType)
  job: LabJobType;
  @Field(() => String, { nullable: true })
  eye: string | null;
  @Field(() => Int, { description: 'How often it counts in the numerator.' })
  hit: number;
  @Field(() => Decimal, { nullable: true })
  value: string | null;
  @Field(() => String, { nullable: true })
  station: string | null;
  @Field(() => String, { nullable: true })
  stage: string | null;
  @Field(() => String, { nullable: true })
  reason: string | null;
}

@ObjectType('LabKpiJobs')
export class LabKpiJobsType {
  @Field(() => Int)
  total: number;
  @Field(() => [LabKpiJobType])
  rows: LabKpiJobType[];
}

@ObjectType('LabLabourHours')
export class LabLabourHoursType {
  @Field(() => LocalDate)
  day: string;
  @Field(() => Decimal, { nullable: true })
  hours: string | null;
  @Field(() => Int, { description: 'How often it was changed.' })
  version: number;
  @Field(() => String, { nullable: true })
  recordedBy?: string | null;
  @Field(() => DateTime, { nullable: true })
  recordedAt?: Date | null;
}

export const LabLabourHoursResult = unionWithRefusal('LabLabourHoursResult', [LabLabourHoursType]);
