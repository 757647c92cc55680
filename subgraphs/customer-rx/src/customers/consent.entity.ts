import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Append-only: each change of mind is a row with the version of the text that was shown. */
@Entity({ name: 'consent' })
export class ConsentEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ name: 'customer_id', type: 'text' })
  customerId: string;

  @Column({ type: 'text' })
  purpose: string;

  @Column({ type: 'boolean' })
  granted: boolean;

  @Column({ type: 'text' })
  version: string;

  @Column({ type: 'timestamptz' })
  at: Date;
}
