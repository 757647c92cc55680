import { PageInfo, Tag } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BinType, LocationType } from '../locations/location.type.ts';
import type { StockItemKindName } from './stock-item-kind.ts';

export enum StockItemKind {
  FRAME = 'FRAME',
  ACCESSORY = 'ACCESSORY',
  SENSOR = 'SENSOR',
  CONTACT_LENS = 'CONTACT_LENS',
  FINISHED_LENS = 'FINISHED_LENS',
  SEMI_FINISHED_LENS = 'SEMI_FINISHED_LENS',
}
registerEnumType(StockItemKind, { name: 'StockItemKind' });

@ObjectType('Availability', { description: 'What a shopper may know about the stock of a variant.' })
@Tag('partner')
export class AvailabilityType {
  @Field(() => Boolean)
  inStock: boolean;

  @Field(() => Int, { nullable: true, description: 'Exact up to 5, then null: more than five.' })
  low: number | null;

  @Field(() => Int, { nullable: true, description: 'The exact number, for staff and partners only.' })
  availableQuantity: number | null;

  @Field(() => Int, { description: 'Days until it leaves the house, production of lenses not counted.' })
  promiseDays: number;

  @Field(() => Boolean, { description: 'May be ordered at zero: the supplier ships it on demand.' })
  backorderable: boolean;
}

/** The stock side of a catalogue variant. */
@ObjectType('Variant')
@Directive('@key(fields: "id")')
export class VariantStub {
  @Field(() => ID)
  id: string;
}

/** on hand − reserved (leases of running checkouts) − allocated (placed orders and jobs) = available. */
@ObjectType('StockLevel', {
  description: 'on hand − reserved (leases of running checkouts) − allocated (placed orders and jobs) = available.',
})
@Directive('@key(fields: "id")')
export class StockLevelType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  sku: string;

  @Field(() => String)
  itemName: string;

  @Field(() => VariantStub, { nullable: true })
  variant: VariantStub | null;

  @Field(() => LocationType)
  location: LocationType;

  @Field(() => BinType, { nullable: true, description: 'The home shelf of the item.' })
  bin: BinType | null;

  @Field(() => Int)
  onHand: number;

  @Field(() => Int)
  reserved: number;

  @Field(() => Int)
  allocated: number;

  @Field(() => Int)
  available: number;

  @Field(() => Int)
  onOrder: number;

  @Field(() => Int, { nullable: true })
  reorderPoint: number | null;

  @Field(() => StockItemKind)
  kind: StockItemKindName;
}

@ObjectType('StockMovement', { description: 'One line of the append-only stock ledger.' })
export class StockMovementType {
  @Field(() => ID)
  id: string;

  @Field(() => Date)
  at: Date;

  @Field(() => String)
  kind: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => String)
  sku: string;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => String)
  actor: string;

  @Field(() => String, { nullable: true })
  reference: string | null;

  @Field(() => String, { nullable: true })
  lot: string | null;
}

@ObjectType('StockLevelEdge')
export class StockLevelEdge {
  @Field(() => String)
  cursor: string;

  @Field(() => StockLevelType)
  node: StockLevelType;
}

@ObjectType('StockLevelConnection')
export class StockLevelConnection {
  @Field(() => [StockLevelEdge])
  edges: StockLevelEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when asked for. */
  filter: StockFilter | null;
}

@InputType()
export class StockFilter {
  @Field(() => String, { nullable: true, description: 'Part of the SKU or name, or the whole GTIN.' })
  query?: string | null;

  @Field(() => [StockItemKind], { nullable: true })
  kinds?: StockItemKindName[] | null;

  @Field(() => ID, { nullable: true })
  locationId?: string | null;

  @Field(() => Boolean, { nullable: true })
  belowReorderPoint?: boolean | null;
}
