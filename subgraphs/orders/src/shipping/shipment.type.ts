import { LocalDate, MoneyType, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { ShippingRate } from '../graph/shared.type.ts';
import { shown } from '../money.ts';
import { carrierName, serviceName } from './carrier-names.ts';
import type { ShipmentRow } from './shipment.entity.ts';

export enum ShipmentStatusEnum {
  CREATED = 'CREATED',
  LABEL_BOUGHT = 'LABEL_BOUGHT',
  IN_TRANSIT = 'IN_TRANSIT',
  OUT_FOR_DELIVERY = 'OUT_FOR_DELIVERY',
  DELIVERED = 'DELIVERED',
  EXCEPTION = 'EXCEPTION',
  VOIDED = 'VOIDED',
  RETURNED = 'RETURNED',
}
registerEnumType(ShipmentStatusEnum, { name: 'ShipmentStatus' });

@ObjectType()
export class TrackingEvent {
  @Field(() => Date)
  at: Date;

  @Field(() => String)
  status: string;

  @Field(() => String)
  message: string;

  @Field(() => String, { nullable: true })
  location: string | null;
}

@ObjectType('Shipment')
@Directive('@key(fields: "id")')
export class ShipmentType {
  @Field(() => ID)
  id: string;

  @Field(() => ShipmentStatusEnum)
  status: ShipmentStatusEnum;

  @Field(() => String)
  carrier: string;

  @Field(() => String)
  service: string;

  @Field(() => String, { nullable: true })
  trackingCode: string | null;

  @Field(() => String, { nullable: true })
  trackingUrl: string | null;

  @Field(() => LocalDate, { nullable: true })
  estimatedDelivery: string | null;

  @Field(() => Date, { nullable: true })
  shippedAt: Date | null;

  @Field(() => Date, { nullable: true })
  deliveredAt: Date | null;

  row: ShipmentRow;

  static of(row: ShipmentRow): ShipmentType {
    return Object.assign(new ShipmentType(), {
      row,
      id: row.id,
      status: row.status,
      carrier: carrierName(row.carrier),
      service: serviceName(row.carrier, row.service),
      trackingCode: row.trackingCode,
      trackingUrl: row.trackingUrl,
      estimatedDelivery: row.estimatedDelivery,
      shippedAt: row.shippedAt,
      deliveredAt: row.deliveredAt,
    });
  }

  static costOf(row: ShipmentRow): MoneyType | null {
    return row.costMinor === null ? null : shown(row.costMinor, row.currency);
  }
}

@ObjectType('ShipmentQuote')
export class ShipmentQuoteType {
  @Field(() => ID)
  orderId: string;

  @Field(() => [ShippingRate])
  rates: ShippingRate[];

  @Field(() => ID, { nullable: true })
  recommendedRateId: string | null;

  @Field(() => LocalDate, { nullable: true })
  promiseDate: string | null;
}

export const ShipmentResult = unionWithRefusal('ShipmentResult', [ShipmentType]);
export const ShipmentQuoteResult = unionWithRefusal('ShipmentQuoteResult', [ShipmentQuoteType]);
