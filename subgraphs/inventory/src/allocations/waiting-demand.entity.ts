import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an order or a lab job still waits for. Receipts serve these first come, first served. */
@Entity({ name: 'waiting_demand' })
export class WaitingDemandEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  reference: string;

  @Column({ type: 'text' })
  sku: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer' })
  remaining: number;

  @Column({ type: 'date', name: 'needed_on', nullable: true })
  neededOn: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
