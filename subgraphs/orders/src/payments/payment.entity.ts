import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PaymentStatus =
  | 'PENDING'
  | 'AUTHORIZED'
  | 'CAPTURED'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'FAILED'
  | 'CANCELLED';

/** The one payment of a checkout, over all its attempts. */
@Entity('payment')
export class Payment {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'order_id' })
  orderId: string;

  @Column({ type: 'text', name: 'checkout_id' })
  checkoutId: string;

  @Column({ type: 'text' })
  provider: string;

  @Column({ type: 'text', name: 'provider_id', nullable: true })
  providerId: string | null;

  @Column({ type: 'text' })
  status: PaymentStatus;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'bigint', name: 'amount_minor', transformer: bigintColumn })
  amountMinor: bigint;

  @Column({ type: 'bigint', name: 'captured_minor', transformer: bigintColumn })
  capturedMinor: bigint;

  @Column({ type: 'bigint', name: 'refunded_minor', transformer: bigintColumn })
  refundedMinor: bigint;

  @Column({ type: 'text' })
  method: string;

  @Column({ type: 'text', nullable: true })
  last4: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'captured_at', nullable: true })
  capturedAt: Date | null;
}
