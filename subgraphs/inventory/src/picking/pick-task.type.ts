import { LocalDate, PageInfo } from '@opticworks/kernel';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BinType } from '../locations/location.type.ts';
import { VariantStub } from '../stock/stock-level.type.ts';
import type { PickDestinationName, PickTaskStatusName } from './pick-task.state.ts';

export enum PickTaskStatus {
  OPEN = 'OPEN',
  PICKED = 'PICKED',
  PACKED = 'PACKED',
  HANDED_OVER = 'HANDED_OVER',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PickTaskStatus, { name: 'PickTaskStatus' });

export enum PickDestination {
  LAB = 'LAB',
  PARCEL = 'PARCEL',
}
registerEnumType(PickDestination, { name: 'PickDestination' });

/** The warehouse side of an order. */
@ObjectType('Order')
@Directive('@key(fields: "id")')
export class OrderStub {
  @Field(() => ID)
  id: string;
}

@ObjectType('PickLine', { description: 'One item to collect, or a finished pair that joins from the lab.' })
export class PickLineType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  sku: string;

  @Field(() => String)
  itemName: string;

  @Field(() => String, { nullable: true })
  gtin: string | null;

  @Field(() => Int)
  quantity: number;

  @Field(() => Int)
  pickedQuantity: number;

  @Field(() => BinType, {
    description: 'Where to take it. Of a waiting line: the home shelf; of a finished pair: where the lab puts it.',
  })
  bin: BinType;

  @Field(() => VariantStub, { nullable: true })
  variant: VariantStub | null;

  @Field(() => Boolean, { description: 'A finished pair the lab brings; nothing to collect from a shelf.' })
  fromLab: boolean;

  @Field(() => Boolean, { description: 'The goods are still on order.' })
  waiting: boolean;

  @Field(() => String, { nullable: true })
  lot: string | null;
}

@ObjectType('PickTask', { description: 'One walk through the shelves for an order.' })
@Directive('@key(fields: "id")')
export class PickTaskType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  number: string;

  @Field(() => PickTaskStatus)
  status: PickTaskStatusName;

  @Field(() => PickDestination)
  destination: PickDestinationName;

  @Field(() => OrderStub, { nullable: true })
  order: OrderStub | null;

  @Field(() => String)
  orderNumber: string;

  @Field(() => Date)
  createdAt: Date;

  @Field(() => LocalDate, { nullable: true })
  dueOn: string | null;

  @Field(() => String, { nullable: true })
  promise: string | null;

  @Field(() => String, { nullable: true })
  assignedTo: string | null;

  @Field(() => String, { nullable: true })
  trayCode: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'PRESCRIPTION: the pair cannot be begun, its frame stays on the shelf and the task in no list.',
  })
  waitsFor: string | null;

  @Field(() => String, { description: 'The printable list; opens for signed-in staff.' })
  pickListUrl: string;
}

@ObjectType('PickTaskEdge')
export class PickTaskEdge {
  @Field(() => String)
  cursor: string;

  @Field(() => PickTaskType)
  node: PickTaskType;
}

export interface PickTaskFilter {
  status: PickTaskStatusName[] | null;
  destination: PickDestinationName | null;
}

@ObjectType('PickTaskConnection')
export class PickTaskConnection {
  @Field(() => [PickTaskEdge])
  edges: PickTaskEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when asked for. */
  filter: PickTaskFilter;
}
