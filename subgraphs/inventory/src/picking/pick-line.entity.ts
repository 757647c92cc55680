import { Column, Entity, PrimaryColumn } from 'typeorm';

/** SHELF: collected from a bin. LAB: the finished pair that joins the parcel after its inspection. */
export type PickSource = 'SHELF' | 'LAB';

@Entity({ name: 'pick_line' })
export class PickLineEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'task_id' })
  taskId: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'text', name: 'order_line_id' })
  orderLineId: string;

  @Column({ type: 'text' })
  source: PickSource;

  @Column({ type: 'text' })
  sku: string;

  @Column({ type: 'text', name: 'item_name' })
  itemName: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer' })
  picked: number;

  @Column({ type: 'text', name: 'bin_id', nullable: true })
  binId: string | null;

  @Column({ type: 'text' })
  lot: string;

  @Column({ type: 'boolean' })
  ready: boolean;
}
