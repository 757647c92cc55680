import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('promotion')
export class PromotionEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: 'ORDER' | 'SECOND_PAIR';

  @Column('text', { nullable: true })
  code: string | null;

  @Column('int', { name: 'percent_off_bps', nullable: true })
  percentOffBps: number | null;

  @Column('bigint', { name: 'amount_off_minor', nullable: true, transformer: bigintColumn })
  amountOffMinor: bigint | null;

  @Column('text')
  currency: string;

  @Column('bigint', { name: 'minimum_subtotal_minor', nullable: true, transformer: bigintColumn })
  minimumSubtotalMinor: bigint | null;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;

  @Column('int', { name: 'usage_limit', nullable: true })
  usageLimit: number | null;

  @Column('int', { name: 'times_used' })
  timesUsed: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}

@Entity('coupon_redemption')
export class CouponRedemptionEntity {
  @PrimaryColumn('text')
  reference: string;

  @PrimaryColumn('text')
  code: string;

  @Column('text', { name: 'promotion_id' })
  promotionId: string;

  @Column('timestamptz', { name: 'redeemed_at' })
  redeemedAt: Date;
}
