import { DateTime, Decimal, LocalDate, unionWithRefusal } from '@opticworks/kernel';
import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('PromiseDays', { description: 'So many promises were missed by so many days; early ones are negative.' })
export class PromiseDaysType {
  @Field(() => Int)
  days: number;
  @Field(() => Int)
  promises: number;
}

@ObjectType('PromisePart', { description: 'What one part of the way was planned with, and by how much it was off.' })
export class PromisePartType {
  @Field(() => String, { description: 'STAGES, BLANK, HANDLING, CARRIER or MARGIN' })
  part: string;
  @Field(() => Decimal)
  plannedDays: string;
  @Field(() => Decimal, { description: 'Late days are positive.' })
  meanDays: string;
  @Field(() => Int)
  percentile: number;
}

@ObjectType('PromiseShare')
export class PromiseShareType {
  @Field(() => String)
  name: string;
  @Field(() => Int)
  promises: number;
  @Field(() => Int, { description: 'Arrived on the promised day or before.' })
  kept: number;
  @Field(() => Decimal)
  meanDays: string;
  @Field(() => Int)
  percentile: number;
}

@ObjectType('PromiseReport', {
  description: 'How promises of parcels that arrived in a period held. Days are counted from Monday to Friday.',
})
export class PromiseReportType {
  @Field(() => LocalDate)
  from: string;
  @Field(() => LocalDate)
  to: string;
  @Field(() => Int)
  promises: number;
  @Field(() => Int)
  kept: number;
  @Field(() => Decimal)
  meanDays: string;
  @Field(() => Int, {
    description: 'Which percentile the figures show: the one promises are made with, or the median.',
  })
  percentile: number;
  @Field(() => Int)
  percentileDays: number;
  @Field(() => [PromiseDaysType])
  distribution: PromiseDaysType[];
  @Field(() => [PromisePartType])
  parts: PromisePartType[];
  @Field(() => [PromiseShareType])
  byRoute: PromiseShareType[];
  @Field(() => [PromiseShareType])
  byLensType: PromiseShareType[];
  @Field(() => [PromiseShareType])
  byCarrier: PromiseShareType[];
  @Field(() => Int, { description: 'Promised and not arrived yet.' })
  open: number;
  @Field(() => Int, { description: 'Of them past their day.' })
  openLate: number;
}

@ObjectType('PromiseMeasured', { description: 'What was measured of a group with enough cases, and is promised with.' })
export class PromiseMeasuredType {
  @Field(() => String, { description: 'WHOLE, HOUSE or TRANSIT' })
  kind: string;
  @Field(() => String)
  key: string;
  @Field(() => Int)
  cases: number;
  @Field(() => Int)
  days: number;
}

@ObjectType('PromiseTerms', { description: 'What an owner decides about promises.' })
export class PromiseTermsType {
  @Field(() => Int, { description: '0 while nobody has changed them.' })
  version: number;
  @Field(() => Int)
  handlingDays: number;
  @Field(() => Int)
  transitDays: number;
  @Field(() => Int, {
    nullable: true,
    description: 'So many of a hundred promises shall be kept; null: nothing is added.',
  })
  percentile: number | null;
  @Field(() => Int)
  minCases: number;
  @Field(() => Int)
  windowDays: number;
  @Field(() => Boolean)
  mayPromiseEarlier: boolean;
  @Field(() => [PromiseMeasuredType])
  measured: PromiseMeasuredType[];
}

@ObjectType('PromiseTermsChange')
export class PromiseTermsChangeType {
  @Field(() => Int)
  version: number;
  @Field(() => Int)
  handlingDays: number;
  @Field(() => Int)
  transitDays: number;
  @Field(() => Int, { nullable: true })
  percentile: number | null;
  @Field(() => Int)
  minCases: number;
  @Field(() => Int)
  windowDays: number;
  @Field(() => Boolean)
  mayPromiseEarlier: boolean;
  @Field(() => String)
  reason: string;
  @Field(() => String)
  changedBy: string;
  @Field(() => DateTime)
  at: Date;
}

@InputType('PromiseTermsInput')
export class PromiseTermsInput {
  @Field(() => Int, { description: '0 to 30' })
  handlingDays: number;
  @Field(() => Int, { description: '0 to 60' })
  transitDays: number;
  @Field(() => Int, { nullable: true, description: '50 to 99; null: nothing measured is added' })
  percentile?: number | null;
  @Field(() => Int, { description: '5 to 10,000' })
  minCases: number;
  @Field(() => Int, { description: '7 to 730' })
  windowDays: number;
  @Field(() => Boolean)
  mayPromiseEarlier: boolean;
  @Field(() => String)
  reason: string;
  @Field(() => Int, { description: 'The version that was seen; a change in between is refused.' })
  basedOn: number;
}

@ObjectType('OrderPromise', { description: 'What was promised to a customer, and what came of it.' })
export class OrderPromiseType {
  @Field(() => DateTime)
  madeAt: Date;
  @Field(() => LocalDate)
  promisedOn: string;
  @Field(() => Int)
  queueDays: number;
  @Field(() => Int)
  stageDays: number;
  @Field(() => Int)
  blankDays: number;
  @Field(() => Int)
  handlingDays: number;
  @Field(() => Int)
  transitDays: number;
  @Field(() => Int)
  marginDays: number;
  @Field(() => String, { description: 'RATE, MEASURED or SETTING' })
  transitFrom: string;
  @Field(() => Int, { nullable: true, description: 'Days late; early ones are negative.' })
  productionError: number | null;
  @Field(() => Int, { nullable: true })
  blankError: number | null;
  @Field(() => Int, { nullable: true })
  handlingError: number | null;
  @Field(() => Int, { nullable: true })
  carrierError: number | null;
  @Field(() => Int, { nullable: true })
  totalError: number | null;
}

export const PromiseTermsResult = unionWithRefusal('PromiseTermsResult', [PromiseTermsType]);
