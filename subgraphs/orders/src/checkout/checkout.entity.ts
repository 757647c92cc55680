import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One try to pay for a cart as it was: its order waits for the payment, its goods are leased. */
@Entity('checkout')
export class CheckoutRow {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'cart_id' })
  cartId: string;

  @Column({ type: 'integer', name: 'cart_version' })
  cartVersion: number;

  @Column({ type: 'text', name: 'order_id' })
  orderId: string;

  @Column({ type: 'text', name: 'owner_kind' })
  ownerKind: 'customer' | 'guest';

  @Column({ type: 'text', name: 'owner_id' })
  ownerId: string;

  @Column({ type: 'text' })
  state: 'open' | 'completed' | 'expired' | 'cancelled';

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'bigint', name: 'amount_minor', transformer: bigintColumn })
  amountMinor: bigint;

  @Column({ type: 'text', name: 'reservation_id', nullable: true })
  reservationId: string | null;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt: Date;

  @Column({ type: 'boolean', name: 'coupons_redeemed' })
  couponsRedeemed: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt: Date | null;
}
