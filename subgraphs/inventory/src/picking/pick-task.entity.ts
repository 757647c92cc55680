import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PickDestinationName, PickTaskStatusName } from './pick-task.state.ts';

/** One walk through the shelves: a frame for the lab, or everything that goes into the parcel of an order. */
@Entity({ name: 'pick_task' })
export class PickTaskEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  number: string;

  @Column({ type: 'text' })
  status: PickTaskStatusName;

  @Column({ type: 'text' })
  destination: PickDestinationName;

  @Column({ type: 'text', name: 'order_id' })
  orderId: string;

  @Column({ type: 'text', name: 'order_number' })
  orderNumber: string;

  @Column({ type: 'date', name: 'due_on', nullable: true })
  dueOn: string | null;

  @Column({ type: 'text', nullable: true })
  promise: string | null;

  @Column({ type: 'text', name: 'assigned_id', nullable: true })
  assignedId: string | null;

  @Column({ type: 'text', name: 'assigned_name', nullable: true })
  assignedName: string | null;

  @Column({ type: 'text', name: 'tray_code', nullable: true })
  trayCode: string | null;

  /** What the order still lacks; until then nobody fetches the frame. */
  @Column({ type: 'text', name: 'waits_for', nullable: true })
  waitsFor: 'PRESCRIPTION' | null;

  @Column({ type: 'boolean', name: 'tray_in_use' })
  trayInUse: boolean;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
