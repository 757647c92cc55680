import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReturnStatus } from './return.state.ts';
import type { ReturnReason } from './return-reasons.ts';

@Entity('return_request')
export class ReturnRequest {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  number: string;

  @Column({ type: 'text', name: 'order_id' })
  orderId: string;

  @Column({ type: 'text' })
  status: ReturnStatus;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'bigint', name: 'refund_minor', nullable: true, transformer: bigintColumn })
  refundMinor: bigint | null;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}

@Entity('return_line')
export class ReturnLineRow {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'return_id' })
  returnId: string;

  @Column({ type: 'text', name: 'order_line_id' })
  orderLineId: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'text' })
  reason: ReturnReason;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'text', nullable: true })
  verdict: string | null;

  @Column({ type: 'boolean', nullable: true })
  restock: boolean | null;

  @Column({ type: 'bigint', name: 'refund_minor', nullable: true, transformer: bigintColumn })
  refundMinor: bigint | null;
}
