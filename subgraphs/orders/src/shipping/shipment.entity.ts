import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ShipmentStatus } from './shipment.state.ts';

/** One parcel with one label, on its way to the customer or back. */
@Entity('shipment')
export class ShipmentRow {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'order_id' })
  orderId: string;

  @Column({ type: 'text', name: 'return_id', nullable: true })
  returnId: string | null;

  @Column({ type: 'text' })
  direction: 'outbound' | 'return';

  @Column({ type: 'text' })
  status: ShipmentStatus;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'text' })
  carrier: string;

  @Column({ type: 'text' })
  service: string;

  @Column({ type: 'text', name: 'provider_id', nullable: true })
  providerId: string | null;

  @Column({ type: 'text', name: 'rate_id' })
  rateId: string;

  @Column({ type: 'text', name: 'tracking_code', nullable: true })
  trackingCode: string | null;

  @Column({ type: 'text', name: 'tracking_url', nullable: true })
  trackingUrl: string | null;

  @Column({ type: 'text', name: 'label_url', nullable: true })
  labelUrl: string | null;

  @Column({ type: 'bigint', name: 'cost_minor', nullable: true, transformer: bigintColumn })
  costMinor: bigint | null;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'date', name: 'estimated_delivery', nullable: true })
  estimatedDelivery: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'shipped_at', nullable: true })
  shippedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true })
  deliveredAt: Date | null;
}
