import { DateTime, Decimal, LocalDate, unionWithRefusal } from '@opticworks/kernel';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LabJobStatusName } from '../jobs/lab-job.type.ts';

export enum LabRouteName {
  FINISHED = 'FINISHED',
  SURFACED = 'SURFACED',
  SURFACED_COATED = 'SURFACED_COATED',
  FREE_FORM = 'FREE_FORM',
}
registerEnumType(LabRouteName, {
  name: 'LabRoute',
  description: 'Which stages a lens goes through: from stock, ground, ground and coated, or ground point by point.',
});

@ObjectType('LabStageForecast', { description: 'What a stage has before it, and what that means for one pair.' })
export class LabStageForecastType {
  @Field(() => LabJobStatusName)
  stage: LabJobStatusName;
  @Field(() => Int, { description: 'Lenses that pass this stage before.' })
  queueAhead: number;
  @Field(() => Int)
  lensesPerDay: number;
  @Field(() => Int)
  lenses: number;
  @Field(() => Decimal, { description: 'Working days there beside the work itself.' })
  dwellDays: string;
  @Field(() => Decimal, { description: 'Working days from now until the lenses are through.' })
  readyAfterDays: string;
}

@ObjectType('LabPromise', {
  description: 'The earliest day a pair could leave the lab, with the numbers it follows from.',
})
export class LabPromiseType {
  @Field(() => LabRouteName)
  route: LabRouteName;
  @Field(() => Boolean)
  rush: boolean;
  @Field(() => LocalDate)
  earliestOn: string;
  @Field(() => Int)
  workingDays: number;
  @Field(() => Decimal, { description: 'Until prescription, frame and blanks are there.' })
  preparationDays: string;
  @Field(() => Decimal, { description: 'What this route takes beside its stages.' })
  extraDays: string;
  @Field(() => Int)
  jobsAhead: number;
  @Field(() => [LabStageForecastType])
  stages: LabStageForecastType[];
  @Field(() => LabJobStatusName, {
    nullable: true,
    description: 'Where the queue costs most; null where nobody waits.',
  })
  bottleneck: LabJobStatusName | null;
  @Field(() => Boolean, { description: 'The rush class is full: rush is promised like any other.' })
  rushFull: boolean;
}

@ObjectType('LabCapacity')
export class LabCapacityType {
  @Field(() => LabJobStatusName)
  stage: LabJobStatusName;
  @Field(() => Int)
  lensesPerDay: number;
  @Field(() => Decimal)
  dwellDays: string;
}

@ObjectType('LabRouteTerms')
export class LabRouteTermsType {
  @Field(() => LabRouteName)
  code: LabRouteName;
  @Field(() => [LabJobStatusName])
  stages: LabJobStatusName[];
  @Field(() => Decimal)
  extraDays: string;
}

@ObjectType('LabClosedDay')
export class LabClosedDayType {
  @Field(() => LocalDate)
  day: string;
  @Field(() => String)
  reason: string;
}

@ObjectType('LabTerms', { description: 'What promises of the lab are made from.' })
export class LabTermsType {
  @Field(() => [LabCapacityType])
  capacities: LabCapacityType[];
  @Field(() => [LabRouteTermsType])
  routes: LabRouteTermsType[];
  @Field(() => [LabClosedDayType])
  closedDays: LabClosedDayType[];
  @Field(() => [Int], { description: '0 Sunday to 6 Saturday' })
  workingWeekdays: number[];
  @Field(() => String, { description: 'none or us-federal' })
  holidays: string;
  @Field(() => Decimal)
  preparationDays: string;
  @Field(() => Decimal)
  tintDays: string;
  @Field(() => Int, { description: 'Working days of a remake.' })
  remakeDays: number;
  @Field(() => Decimal, { description: 'How much of the open work may be rush.' })
  rushSharePercent: string;
  @Field(() => String, { description: 'HH:MM on the due day, in the zone of the shop.' })
  rushDueTime: string;
  @Field(() => Int, { description: 'How often it was changed.' })
  version: number;
}

@InputType('LabCapacityInput')
export class LabCapacityInput {
  @Field(() => LabJobStatusName)
  stage: LabJobStatusName;
  @Field(() => Int)
  lensesPerDay: number;
  @Field(() => Decimal)
  dwellDays: string;
}
@InputType('LabRouteExtraInput')
export class LabRouteExtraInput {
  @Field(() => LabRouteName)
  route: LabRouteName;
  @Field(() => Decimal)
  extraDays: string;
}
@InputType('LabClosedDayInput')
export class LabClosedDayInput {
  @Field(() => LocalDate)
  day: string;
  @Field(() => String)
  reason: string;
}
@InputType('LabTermsInput', { description: 'What is left out stays as it is; a list replaces the list.' })
export class LabTermsInput {
  @Field(() => Decimal, { nullable: true })
  preparationDays?: string | null;
  @Field(() => Decimal, { nullable: true })
  tintDays?: string | null;
  @Field(() => Int, { nullable: true, description: '0 to 60' })
  remakeDays?: number | null;
  @Field(() => [Int], { nullable: true })
  workingWeekdays?: number[] | null;
  @Field(() => String, { nullable: true })
  holidays?: string | null;
  @Field(() => Decimal, { nullable: true })
  rushSharePercent?: string | null;
  @Field(() => String, { nullable: true })
  rushDueTime?: string | null;
  @Field(() => [LabCapacityInput], { nullable: true })
  capacities?: LabCapacityInput[] | null;
  @Field(() => [LabRouteExtraInput], { nullable: true })
  routeExtraDays?: LabRouteExtraInput[] | null;
  @Field(() => [LabClosedDayInput], { nullable: true })
  closedDays?: LabClosedDayInput[] | null;
  @Field(() => Int, { nullable: true, description: 'The version that was seen; a change in between is refused.' })
  basedOn?: number | null;
}

@ObjectType('LabRush', { description: 'Who put a job into the rush class, and why.' })
export class LabRushType {
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  by: string;
  @Field(() => String, { nullable: true })
  reason: string | null;
}

export const LabTermsResult = unionWithRefusal('LabTermsResult', [LabTermsType]);
