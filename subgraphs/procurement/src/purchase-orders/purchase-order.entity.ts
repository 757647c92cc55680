import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PurchaseOrderStatusName } from './purchase-order.state.ts';

@Entity({ name: 'purchase_order' })
export class PurchaseOrderEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  number: string;

  @Column({ type: 'text', name: 'supplier_id' })
  supplierId: string;

  @Column({ type: 'text' })
  status: PurchaseOrderStatusName;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'text' })
  currency: string;

  @Column({ type: 'bigint', name: 'total_minor', transformer: bigintColumn })
  totalMinor: bigint;

  @Column({ type: 'date', name: 'requested_on', nullable: true })
  requestedOn: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'text', name: 'created_by' })
  createdBy: string;

  @Column({ type: 'text', name: 'created_by_id' })
  createdById: string;

  @Column({ type: 'text', name: 'approved_by', nullable: true })
  approvedBy: string | null;

  @Column({ type: 'text', name: 'approved_by_id', nullable: true })
  approvedById: string | null;

  @Column({ type: 'timestamptz', name: 'approved_at', nullable: true })
  approvedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt: Date | null;
}
