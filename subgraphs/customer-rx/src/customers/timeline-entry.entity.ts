import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What happened with a customer, for the people who serve them. Never a power, never a price. */
@Entity({ name: 'timeline_entry' })
export class TimelineEntryEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ name: 'customer_id', type: 'text' })
  customerId: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text' })
  actor: string;

  /** The order it tells of; one entry per order and kind, however often the event arrives. */
  @Column({ type: 'text', nullable: true })
  reference: string | null;
}
