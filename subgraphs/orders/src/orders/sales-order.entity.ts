import { bigintColumn } from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rate, TaxLineValue } from '../carts/cart.model.ts';
import type { OrderStatus } from './order.state.ts';

export interface OrderCoupon {
  code: string;
  label: string;
  amount: { amountMinor: string; currency: string };
}

/** The table is called `sales_order` because ORDER is a word of SQL. */
@Entity('sales_order')
export class SalesOrder {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  number: string;

  @Column({ type: 'text', name: 'owner_kind' })
  ownerKind: 'customer' | 'guest';

  @Column({ type: 'text', name: 'owner_id' })
  ownerId: string;

  @Column({ type: 'text' })
  status: OrderStatus;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'text' })
  locale: 'en' | 'de';

  @Column({ type: 'text' })
  channel: string;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'bigint', name: 'subtotal_minor', transformer: bigintColumn })
  subtotalMinor: bigint;

  @Column({ type: 'bigint', name: 'discount_minor', transformer: bigintColumn })
  discountMinor: bigint;

  @Column({ type: 'bigint', name: 'shipping_minor', transformer: bigintColumn })
  shippingMinor: bigint;

  @Column({ type: 'bigint', name: 'shipping_tax_minor', transformer: bigintColumn })
  shippingTaxMinor: bigint;

  @Column({ type: 'bigint', name: 'tax_minor', transformer: bigintColumn })
  taxMinor: bigint;

  @Column({ type: 'bigint', name: 'total_minor', transformer: bigintColumn })
  totalMinor: bigint;

  @Column({ type: 'jsonb', name: 'tax_lines' })
  taxLines: TaxLineValue[];

  @Column({ type: 'jsonb' })
  coupons: OrderCoupon[];

  @Column({ type: 'jsonb', name: 'shipping_address' })
  shippingAddress: AddressValue;

  @Column({ type: 'jsonb', name: 'billing_address' })
  billingAddress: AddressValue;

  @Column({ type: 'jsonb', name: 'shipping_rate', nullable: true })
  shippingRate: Rate | null;

  @Column({ type: 'boolean', name: 'has_lab' })
  hasLab: boolean;

  @Column({ type: 'date', name: 'promise_date', nullable: true })
  promiseDate: string | null;

  /** When its lenses have to be ready, so that packing and carrier can keep the promise. */
  @Column({ type: 'date', name: 'ready_by', nullable: true })
  readyBy: string | null;

  @Column({ type: 'text', name: 'reservation_id', nullable: true })
  reservationId: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'placed_at', nullable: true })
  placedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'shipped_at', nullable: true })
  shippedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true })
  deliveredAt: Date | null;

  @Column({ type: 'timestamptz', name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;

  @Column({ type: 'text', name: 'cancel_reason', nullable: true })
  cancelReason: string | null;
}
