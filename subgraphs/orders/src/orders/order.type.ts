import { LocalDate, MoneyType, PageInfo, Tag, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { shownComponents, shownDiscounts, shownLens, shownRate, shownTaxLines } from '../graph/shape.ts';
import {
  AddressType,
  AppliedCoupon,
  CustomerStub,
  LensConfiguration,
  LineDiscount,
  LinePriceComponent,
  PrescriptionStub,
  ShippingRate,
  Totals,
  VariantStub,
} from '../graph/shared.type.ts';
import { shown, shownValue } from '../money.ts';
import { returnableQuantity } from '../returns/return.rules.ts';
import type { OrderLineRow } from './order-line.entity.ts';
import type { LabStages } from './order-line.state.ts';
import type { SalesOrder } from './sales-order.entity.ts';

export enum OrderStatusEnum {
  PENDING_PAYMENT = 'PENDING_PAYMENT',
  PLACED = 'PLACED',
  IN_PRODUCTION = 'IN_PRODUCTION',
  READY_TO_SHIP = 'READY_TO_SHIP',
  SHIPPED = 'SHIPPED',
  DELIVERED = 'DELIVERED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(OrderStatusEnum, { name: 'OrderStatus' });

export enum PaymentStatusEnum {
  PENDING = 'PENDING',
  AUTHORIZED = 'AUTHORIZED',
  CAPTURED = 'CAPTURED',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PaymentStatusEnum, { name: 'PaymentStatus' });

export enum OrderSort {
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
  TOTAL_DESC = 'TOTAL_DESC',
  PROMISE_DATE = 'PROMISE_DATE',
}
registerEnumType(OrderSort, { name: 'OrderSort' });

@ObjectType('OrderLine')
export class OrderLineType {
  @Field(() => ID)
  id: string;

  @Field(() => VariantStub)
  variant: VariantStub;

  @Field(() => String)
  sku: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  detail: string;

  @Field(() => Int, {
    description: 'Pieces that are still ordered; none of a cancelled line. Total and tax are theirs.',
  })
  quantity: number;

  @Field(() => Int)
  cancelledQuantity: number;

  @Field(() => MoneyType)
  unitPrice: MoneyType;

  @Field(() => [LinePriceComponent])
  components: LinePriceComponent[];

  @Field(() => [LineDiscount])
  discounts: LineDiscount[];

  @Field(() => MoneyType)
  tax: MoneyType;

  @Field(() => MoneyType)
  total: MoneyType;

  @Field(() => LensConfiguration, { nullable: true })
  lens: LensConfiguration | null;

  @Field(() => PrescriptionStub, { nullable: true })
  prescription: PrescriptionStub | null;

  @Field(() => Boolean)
  requiresLab: boolean;

  @Field(() => Boolean)
  fsaEligible: boolean;

  /** Sealed parameters; the resolver opens them for those who may see them. */
  sealed: string | null;
  sealedMeasurement: string | null;
  /** Sold and not sent back yet, whenever that may be. */
  unitsOut: number;
  orderId: string;
  labStages: LabStages;
  /** Where it was read with its order. */
  order: SalesOrder | null;

  static of(line: OrderLineRow, currency: string, order: SalesOrder | null = null): OrderLineType {
    return Object.assign(new OrderLineType(), {
      id: line.id,
      orderId: line.orderId,
      variant: VariantStub.of(line.variantId),
      sku: line.sku,
      title: line.title,
      detail: line.detail,
      quantity: line.quantity,
      cancelledQuantity: line.cancelledQuantity,
      labStages: line.labStages,
      order,
      unitPrice: shown(line.unitPriceMinor, currency),
      components: shownComponents(line.components),
      discounts: shownDiscounts(line.discounts),
      tax: shown(line.taxMinor, currency),
      total: shown(line.totalMinor, currency),
      lens: shownLens(line.lens),
      prescription: line.prescriptionId ? PrescriptionStub.of(line.prescriptionId) : null,
      unitsOut: returnableQuantity(line),
      requiresLab: line.requiresLab,
      fsaEligible: line.fsaEligible,
      sealed: line.contactLens,
      sealedMeasurement: line.measurement,
    });
  }
}

@ObjectType('Payment')
export class PaymentType {
  @Field(() => ID)
  id: string;

  @Field(() => PaymentStatusEnum)
  status: PaymentStatusEnum;

  @Field(() => MoneyType)
  amount: MoneyType;

  @Field(() => MoneyType)
  refunded: MoneyType;

  @Field(() => String)
  method: string;

  @Field(() => String, { nullable: true })
  last4: string | null;

  @Field(() => Date)
  createdAt: Date;
}

@ObjectType()
export class OrderEventEntry {
  @Field(() => Date)
  at: Date;

  @Field(() => String)
  kind: string;

  @Field(() => String)
  text: string;

  @Field(() => String)
  actor: string;
}

@ObjectType()
export class OrderDocument {
  @Field(() => String)
  kind: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  url: string;
}

@ObjectType()
export class OrderMail {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  kind: string;

  @Field(() => String)
  subject: string;

  @Field(() => String)
  to: string;

  @Field(() => String)
  status: string;

  @Field(() => Date, { nullable: true })
  sentAt: Date | null;
}

@ObjectType()
export class JournalPosting {
  @Field(() => String)
  account: string;

  @Field(() => MoneyType, { nullable: true })
  debit: MoneyType | null;

  @Field(() => MoneyType, { nullable: true })
  credit: MoneyType | null;
}

@ObjectType()
export class JournalEntry {
  @Field(() => ID)
  id: string;

  @Field(() => Date)
  at: Date;

  @Field(() => String)
  kind: string;

  @Field(() => String)
  memo: string;

  @Field(() => [JournalPosting])
  postings: JournalPosting[];
}

@ObjectType('Order')
@Directive('@key(fields: "id")')
export class OrderType {
  @Field(() => ID)
  @Tag('partner')
  id: string;

  @Field(() => String)
  @Tag('partner')
  number: string;

  @Field(() => OrderStatusEnum)
  @Tag('partner')
  status: OrderStatusEnum;

  @Field(() => Int)
  @Tag('partner')
  version: number;

  @Field(() => String)
  email: string;

  @Field(() => CustomerStub, { nullable: true })
  customer: CustomerStub | null;

  @Field(() => Date, { nullable: true })
  @Tag('partner')
  placedAt: Date | null;

  @Field(() => Date)
  createdAt: Date;

  @Field(() => Totals)
  @Tag('partner')
  totals: Totals;

  @Field(() => AddressType)
  shippingAddress: AddressType;

  @Field(() => AddressType)
  billingAddress: AddressType;

  @Field(() => ShippingRate, { nullable: true })
  shippingMethod: ShippingRate | null;

  @Field(() => [AppliedCoupon])
  coupons: AppliedCoupon[];

  @Field(() => LocalDate, { nullable: true })
  @Tag('partner')
  promiseDate: string | null;

  @Field(() => String)
  channel: string;

  row: SalesOrder;

  static of(row: SalesOrder): OrderType {
    const { currency } = row;
    return Object.assign(new OrderType(), {
      row,
      id: row.id,
      number: row.number,
      status: row.status,
      version: row.version,
      email: row.email,
      customer: row.ownerKind === 'customer' ? CustomerStub.of(row.ownerId) : null,
      placedAt: row.placedAt,
      createdAt: row.createdAt,
      totals: {
        subtotal: shown(row.subtotalMinor, currency),
        discount: shown(row.discountMinor, currency),
        shipping: shown(row.shippingMinor, currency),
        tax: shown(row.taxMinor, currency),
        total: shown(row.totalMinor, currency),
        taxLines: shownTaxLines(row.taxLines),
        taxIncluded: false,
      },
      shippingAddress: row.shippingAddress,
      billingAddress: row.billingAddress,
      shippingMethod: row.shippingRate ? shownRate(row.shippingRate) : null,
      coupons: row.coupons.map((coupon) => ({ ...coupon, amount: shownValue(coupon.amount) })),
      promiseDate: row.promiseDate,
      channel: row.channel,
    });
  }
}

@ObjectType()
export class OrderEdge {
  @Field(() => String)
  cursor: string;

  @Field(() => OrderType)
  node: OrderType;
}

@ObjectType()
export class OrderConnection {
  @Field(() => [OrderEdge])
  edges: OrderEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when asked for. */
  count: () => Promise<number>;
}

@InputType()
export class OrderFilter {
  @Field(() => String, { nullable: true })
  query?: string | null;

  @Field(() => [OrderStatusEnum], { nullable: true })
  status?: OrderStatusEnum[] | null;

  @Field(() => LocalDate, { nullable: true })
  from?: string | null;

  @Field(() => LocalDate, { nullable: true })
  to?: string | null;

  @Field(() => Boolean, { nullable: true })
  hasLab?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Waits for a prescription its customer has yet to send.' })
  awaitsPrescription?: boolean | null;
}

@ObjectType()
export class OrderEvent {
  @Field(() => String)
  cursor: string;

  @Field(() => String)
  kind: string;

  @Field(() => OrderType)
  order: OrderType;
}

export const OrderResult = unionWithRefusal('OrderResult', [OrderType]);
