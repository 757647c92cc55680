import { DateTime, Decimal, MoneyType, PageInfo, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { isRunning, type PromotionFacts } from './promotion.rules.ts';

@ObjectType('Promotion')
@Directive('@key(fields: "id")')
export class PromotionType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  name: string;
  @Field(() => String, { nullable: true })
  code: string | null;
  @Field(() => Boolean)
  active: boolean;
  @Field(() => DateTime)
  startsAt: Date;
  @Field(() => DateTime, { nullable: true })
  endsAt: Date | null;
  @Field(() => Int, { nullable: true })
  usageLimit: number | null;
  @Field(() => Int)
  timesUsed: number;
  @Field(() => Decimal, { nullable: true })
  percentOff: string | null;
  @Field(() => MoneyType, { nullable: true })
  amountOff: MoneyType | null;
  @Field(() => MoneyType, { nullable: true })
  minimumSubtotal: MoneyType | null;

  static of(p: PromotionFacts, now: Date): PromotionType {
    const money = (minor: bigint | null) =>
      minor === null ? null : MoneyType.of({ amountMinor: minor, currency: p.currency });
    return Object.assign(new PromotionType(), {
      id: p.id,
      name: p.name,
      code: p.code,
      active: isRunning(p, now) && (p.usageLimit === null || p.timesUsed < p.usageLimit),
      startsAt: p.startsAt,
      endsAt: p.endsAt,
      usageLimit: p.usageLimit,
      timesUsed: p.timesUsed,
      percentOff: p.percentOffBps === null ? null : (p.percentOffBps / 100).toFixed(2),
      amountOff: money(p.amountOffMinor),
      minimumSubtotal: money(p.minimumSubtotalMinor),
    });
  }
}

@ObjectType('PromotionEdge')
export class PromotionEdgeType {
  @Field(() => String)
  cursor: string;
  @Field(() => PromotionType)
  node: PromotionType;
}

@ObjectType('PromotionConnection')
export class PromotionConnectionType {
  @Field(() => [PromotionEdgeType])
  edges: PromotionEdgeType[];
  @Field(() => PageInfo)
  pageInfo: PageInfo;
  @Field(() => Int)
  totalCount: number;
}

@InputType('CreatePromotionInput')
export class CreatePromotionInput {
  @Field(() => String)
  name: string;
  @Field(() => String)
  code: string;
  @Field(() => Decimal, { nullable: true })
  percentOff?: string | null;
  @Field(() => Decimal, { nullable: true })
  amountOff?: string | null;
  @Field(() => Decimal, { nullable: true })
  minimumSubtotal?: string | null;
  @Field(() => DateTime, { nullable: true })
  startsAt?: Date | null;
  @Field(() => DateTime, { nullable: true })
  endsAt?: Date | null;
  @Field(() => Int, { nullable: true })
  usageLimit?: number | null;
}

export const PromotionResult = unionWithRefusal('PromotionResult', [PromotionType]);
