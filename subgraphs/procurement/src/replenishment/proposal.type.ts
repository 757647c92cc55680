import { Decimal, type MoneyType as Money, MoneyType, PageInfo } from '@opticworks/kernel';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('ReplenishmentProposal', { description: 'A proposal with the sum behind its number.' })
@Directive('@key(fields: "id")')
export class ProposalType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  sku: string;

  @Field(() => String)
  itemName: string;

  supplierId: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => MoneyType)
  unitCost: Money;

  @Field(() => String)
  reason: string;

  @Field(() => Boolean)
  urgent: boolean;

  @Field(() => String)
  formula: string;

  @Field(() => Int)
  onHand: number;

  @Field(() => Int)
  reserved: number;

  @Field(() => Int)
  onOrder: number;

  @Field(() => Decimal)
  dailyDemand: string;

  @Field(() => Int)
  safetyStock: number;

  @Field(() => Int)
  reorderPoint: number;

  @Field(() => Int)
  leadTimeDays: number;

  @Field(() => [String])
  demandReferences: string[];

  @Field(() => Date)
  createdAt: Date;

  @Field(() => String)
  status: string;
}

@ObjectType('ProposalEdge')
export class ProposalEdge {
  @Field(() => String)
  cursor: string;

  @Field(() => ProposalType)
  node: ProposalType;
}

@ObjectType('ProposalConnection')
export class ProposalConnection {
  @Field(() => [ProposalEdge])
  edges: ProposalEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when asked for. */
  urgentOnly: boolean;
}
