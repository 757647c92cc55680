import { Decimal, LocalDate, MoneyType } from '@opticworks/kernel';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType()
export class DayFigure {
  @Field(() => LocalDate)
  day: string;

  @Field(() => Int)
  orders: number;

  @Field(() => MoneyType)
  revenue: MoneyType;
}

@ObjectType()
export class TopProduct {
  @Field(() => String)
  sku: string;

  @Field(() => String)
  title: string;

  @Field(() => Int)
  units: number;

  @Field(() => MoneyType)
  revenue: MoneyType;
}

@ObjectType({ description: 'Every figure states what it is made of.' })
export class SalesFigures {
  @Field(() => LocalDate)
  from: string;

  @Field(() => LocalDate)
  to: string;

  @Field(() => [DayFigure])
  days: DayFigure[];

  @Field(() => Int)
  orders: number;

  @Field(() => MoneyType)
  revenue: MoneyType;

  @Field(() => MoneyType)
  averageOrderValue: MoneyType;

  @Field(() => String)
  formulaAverageOrderValue: string;

  @Field(() => Int)
  carts: number;

  @Field(() => Decimal, { nullable: true })
  cartAbandonmentPercent: string | null;

  @Field(() => Int)
  returnUnits: number;

  @Field(() => Int)
  shippedUnits: number;

  @Field(() => [TopProduct])
  topProducts: TopProduct[];
}

@ObjectType()
export class ReconciliationBreak {
  @Field(() => ID)
  id: string;

  @Field(() => Date)
  at: Date;

  @Field(() => String)
  kind: string;

  @Field(() => String)
  subject: string;

  @Field(() => String)
  detail: string;

  @Field(() => Boolean)
  open: boolean;
}
